/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NOTES
 *
 * The thread works on a Work of its own, which it alone writes; only the progress is read meanwhile
 * (atomic). At its end an idle source moves the result into the job, on the main thread. */
#include "ui/export/queue.h"

#include <errno.h>
#include <math.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>

#include "base/error.h"
#include "base/realtime.h"
#include "exchange/export.h"

#define TELL_MS 100
#define MOST_KEPT 20
#define NICE 10 /* so that the screen and the disk of the player go first */
#define THOUSAND 1000

typedef struct {
  ExportJob job; /* first: what others see */
  GCancellable *cancellable;
  GThread *thread;
  atomic_int permille;
  /* Written by the thread until it has ended. */
  int pass, n_passes; /* of all parts */
  RenderReport *reports; /* as many */
  int n_reports, n_files;
  GError *error;
} Work;

typedef struct {
  ExportListener listener;
  void *data;
} Ear;

static GPtrArray *works; /* Work */
static GArray *ears; /* Ear */
static guint telling;

static void start_next (void);

static void
tell (const ExportJob *job, bool ended)
{
  g_autoptr (GArray) copy = ears ? g_array_copy (ears) : NULL;
  for (guint i = 0; copy && i < copy->len; i++) {
    const Ear *ear = &g_array_index (copy, Ear, i);
    ear->listener (job, ended, ear->data);
  }
}

static void
work_free (gpointer data)
{
  Work *work = data;
  export_plan_free (work->job.plan);
  g_object_unref (work->cancellable);
  g_free (work->reports);
  g_free (work->job.clock);
  g_free (work->job.problem);
  loudness_report_clear (&work->job.loudness);
  g_ptr_array_unref (work->job.notes);
  g_free (work);
}

static void
progressed (double done, void *data)
{
  Work *work = data;
  atomic_store (&work->permille, (int) ((work->pass + done) / work->n_passes * THOUSAND));
}

static bool
run_pass (Work *work, const ExportPlan *plan, int number)
{
  const ExportPass *pass = &plan->passes[number];
  const bool loud = plan->settings.loudness != 0;
  RenderReport *report = &work->reports[work->n_reports++];
  const RenderSpec spec = { .project = plan->project,
                            .folder = plan->folder,
                            .from = plan->from,
                            .to = plan->to,
                            .tail = -1,
                            .rate = pass->rate,
                            .files = pass->files,
                            .n_files = pass->n_files,
                            .stems = number == 0 ? plan->stems : NULL,
                            .stems_all = plan->settings.stems_all,
                            .stem = plan->stem,
                            .want_loudness = pass->n_files > 0,
                            .tag_loudness = loud,
                            .loudness = plan->settings.loudness,
                            .ceiling = plan->settings.ceiling,
                            .progress = progressed,
                            .progress_data = work,
                            .cancellable = work->cancellable };
  if (!render (&spec, report, &work->error))
    return false;
  work->n_files += (int) (report->files->len + report->stems->len);
  work->pass++;
  return true;
}

static void
run_all (Work *work)
{
  const ExportPlan *plan = work->job.plan;
  if (g_mkdir_with_parents (plan->target, 0777) != 0) {
    error_set_errno (&work->error, errno, "cannot make the folder", plan->target);
    return;
  }
  for (int i = 0; i < export_plan_n_parts (plan); i++) {
    const ExportPlan *part = export_plan_part (plan, i);
    for (int p = 0; p < part->n_passes; p++)
      if (!run_pass (work, part, p))
        return;
  }
  if (plan->midi &&
      export_file (plan->project, plan->folder, plan->midi, work->cancellable, &work->error))
    work->n_files++;
}

/* The first pass that wrote a mix speaks for all: the others differ by their rate alone. */
static void
take_report (ExportJob *job, RenderReport *report)
{
  if (report->measured && !job->measured) {
    job->loudness = report->loudness;
    report->loudness.file = NULL;
    job->measured = true;
    job->gain_db = report->gain_db;
    job->limited = report->limited;
  }
  for (guint i = 0; report->files && i < report->files->len; i++)
    job->clipped = int64_max (
        job->clipped, g_array_index (report->files, RenderedFile, i).encoded.clipped_samples);
  for (guint i = 0; report->notes && i < report->notes->len; i++)
    if (!g_ptr_array_find_with_equal_func (job->notes, report->notes->pdata[i], g_str_equal, NULL))
      g_ptr_array_add (job->notes, g_strdup (report->notes->pdata[i]));
}

static gboolean
ended (gpointer data)
{
  Work *work = data;
  ExportJob *job = &work->job;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  g_thread_join (g_steal_pointer (&work->thread));
  job->ended = g_get_monotonic_time ();
  job->clock = g_date_time_format (now, "%H:%M");
  job->n_files = work->n_files;
  for (int i = 0; i < work->n_reports; i++) {
    take_report (job, &work->reports[i]);
    render_report_clear (&work->reports[i]);
  }
  job->done = work->error ? atomic_load (&work->permille) / (double) THOUSAND : 1;
  if (!work->error) {
    job->state = EXPORT_DONE;
  } else if (g_error_matches (work->error, ENGINE_ERROR, ENGINE_ERROR_CANCELLED)) {
    job->state = EXPORT_STOPPED;
  } else {
    job->state = EXPORT_FAILED;
    job->problem = g_strdup (work->error->message);
  }
  g_clear_error (&work->error);
  start_next ();
  tell (job, true);
  return G_SOURCE_REMOVE;
}

static gpointer
run_thread (gpointer data)
{
  Work *work = data;
  setpriority (PRIO_PROCESS, 0, NICE); /* of this thread and those that it starts */
  realtime_thread_init ();
  run_all (work);
  g_idle_add (ended, work);
  return NULL;
}

static gboolean
tell_progress (gpointer data)
{
  for (guint i = 0; i < works->len; i++) {
    Work *work = works->pdata[i];
    if (work->job.state != EXPORT_RUNS)
      continue;
    work->job.done = atomic_load (&work->permille) / (double) THOUSAND;
    tell (&work->job, false);
    return G_SOURCE_CONTINUE;
  }
  telling = 0;
  return G_SOURCE_REMOVE;
}

static void
start_next (void)
{
  for (guint i = 0; i < works->len; i++)
    if (((Work *) works->pdata[i])->job.state == EXPORT_RUNS)
      return;
  for (guint i = 0; i < works->len; i++) {
    Work *work = works->pdata[i];
    if (work->job.state != EXPORT_WAITS)
      continue;
    work->job.state = EXPORT_RUNS;
    work->job.started = g_get_monotonic_time ();
    work->thread = g_thread_new ("export", run_thread, work);
    if (!telling)
      telling = g_timeout_add (TELL_MS, tell_progress, NULL);
    return;
  }
}

static bool
has_ended (const ExportJob *job)
{
  return job->state >= EXPORT_DONE;
}

const ExportJob *
export_queue_add (ExportPlan *plan)
{
  Work *work = g_new0 (Work, 1);
  if (!works)
    works = g_ptr_array_new_with_free_func (work_free);
  for (guint i = 0; works->len >= MOST_KEPT && i < works->len; i++)
    if (has_ended (works->pdata[i])) {
      g_ptr_array_remove_index (works, i);
      break;
    }
  work->job = (ExportJob){ .plan = plan, .notes = g_ptr_array_new_with_free_func (g_free) };
  work->cancellable = g_cancellable_new ();
  for (int i = 0; i < export_plan_n_parts (plan); i++)
    work->n_passes += export_plan_part (plan, i)->n_passes;
  work->reports = g_new0 (RenderReport, work->n_passes + 1);
  g_ptr_array_add (works, work);
  start_next ();
  tell (&work->job, false);
  return &work->job;
}

void
export_queue_remove (const ExportJob *job)
{
  Work *work = (Work *) job;
  if (job->state == EXPORT_RUNS)
    g_cancellable_cancel (work->cancellable);
  else
    g_ptr_array_remove (works, work);
  tell (NULL, false);
}

int
export_queue_n (void)
{
  return works ? (int) works->len : 0;
}

const ExportJob *
export_queue_get (int i)
{
  return works->pdata[i];
}

bool
export_queue_is_busy (void)
{
  for (int i = 0; i < export_queue_n (); i++)
    if (!has_ended (export_queue_get (i)))
      return true;
  return false;
}

const ExportJob *
export_queue_measured (const char *folder)
{
  for (int i = export_queue_n () - 1; i >= 0; i--) {
    const ExportJob *job = export_queue_get (i);
    const bool whole = export_plan_n_parts (job->plan) == 1;
    if (job->state == EXPORT_DONE && job->measured && whole && !strcmp (job->plan->folder, folder))
      return job;
  }
  return NULL;
}

static bool
writes (const ExportPlan *plan, const char *path)
{
  return (plan->stems && !strcmp (plan->stems, path)) ||
         g_ptr_array_find_with_equal_func (plan->paths, path, g_str_equal, NULL);
}

bool
export_queue_promises (const char *path)
{
  for (int i = 0; i < export_queue_n (); i++) {
    const ExportJob *job = export_queue_get (i);
    for (int p = 0; !has_ended (job) && p < export_plan_n_parts (job->plan); p++)
      if (writes (export_plan_part (job->plan, p), path))
        return true;
  }
  return false;
}

void
export_queue_listen (ExportListener listener, void *data)
{
  const Ear ear = { listener, data };
  if (!ears)
    ears = g_array_new (FALSE, FALSE, sizeof (Ear));
  g_array_append_val (ears, ear);
}

void
export_queue_unlisten (void *data)
{
  for (guint i = 0; ears && i < ears->len; i++)
    if (g_array_index (ears, Ear, i).data == data)
      g_array_remove_index (ears, i--);
}
