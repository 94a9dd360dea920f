/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/inspector/levels.h"

#include <math.h>

#include "base/math.h"
#include "media/cache.h"
#include "media/loudness_scan.h"
#include "model/clip.h"
#include "model/warp.h"

#define REST_MS 250 /* of the selection, before anything is read */
#define PART 4096

/* One range; the hash says which sound. */
typedef struct {
  char *file, *hash, *cache;
  int rate, first, channels;
  int64_t from, to;
  LevelsRead read;
} Job;

struct Levels {
  LqDesk *desk; /* borrowed */
  void (*ready) (void *data);
  void *data;
  Job *wanted; /* waits for the selection to rest, or is under way */
  Job *done;
  GCancellable *cancellable; /* of what is under way; NULL: nothing */
  guint rest;
};

static void
job_free (gpointer data)
{
  Job *job = data;
  if (!job)
    return;
  g_free (job->file);
  g_free (job->hash);
  g_free (job->cache);
  g_free (job);
}

Levels *
levels_new (LqDesk *desk, void (*ready) (void *data), void *data)
{
  Levels *levels = g_new0 (Levels, 1);
  *levels = (Levels){ .desk = desk, .ready = ready, .data = data };
  return levels;
}

static void
give_up (Levels *levels)
{
  g_clear_handle_id (&levels->rest, g_source_remove);
  if (levels->cancellable)
    g_cancellable_cancel (levels->cancellable);
  g_clear_object (&levels->cancellable);
  g_clear_pointer (&levels->wanted, job_free);
}

void
levels_free (Levels *levels)
{
  if (!levels)
    return;
  give_up (levels);
  job_free (levels->done);
  g_free (levels);
}

static bool
is_of (const Job *job, const Source *source, int64_t from, int64_t to)
{
  return job && job->from == from && job->to == to && !g_strcmp0 (job->hash, source->hash) &&
         job->first == source->first_channel;
}

static bool
measure (Job *job, GCancellable *cancellable)
{
  g_autofree float *samples = g_new (float, 2 * PART);
  float *const planes[2] = { samples, samples + PART };
  double sum = 0, peak = 0;
  PcmFile *file =
      media_open_full (job->file, job->hash, job->rate, job->cache, NULL, NULL, cancellable, NULL);
  if (!file)
    return false;
  LoudnessScan *scan = loudness_scan_new (job->rate, job->channels);
  for (int64_t at = job->from; at < job->to; at += PART) {
    const int n = (int) MIN (job->to - at, PART);
    if (g_cancellable_is_cancelled (cancellable))
      break;
    pcm_read (file, at, n, job->first, job->channels, planes);
    for (int c = 0; c < job->channels; c++)
      for (int i = 0; i < n; i++) {
        sum += (double) planes[c][i] * planes[c][i];
        peak = fmax (peak, fabsf (planes[c][i]));
      }
    loudness_scan_process (scan, (const float *const *) planes, n);
  }
  LoudnessReport report;
  loudness_scan_finish (scan, &report);
  const double n = (double) (job->to - job->from) * job->channels;
  job->read = (LevelsRead){ gain_to_db (peak), gain_to_db (sqrt (sum / n)), report.integrated };
  loudness_report_clear (&report);
  loudness_scan_free (scan);
  pcm_unref (file);
  return !g_cancellable_is_cancelled (cancellable);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_boolean (task, measure (data, cancellable));
}

/* A task that was given up comes back, too, and finds nothing to give to. */
static void
finished (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = G_TASK (result);
  GCancellable *cancellable = g_task_get_cancellable (task);
  if (g_cancellable_is_cancelled (cancellable))
    return;
  Levels *levels = data;
  g_clear_object (&levels->cancellable);
  if (!g_task_propagate_boolean (task, NULL))
    return;
  const Job *job = g_task_get_task_data (task);
  job_free (levels->done);
  levels->done = g_steal_pointer (&levels->wanted);
  levels->done->read = job->read;
  levels->ready (levels->data);
}

static Job *
job_copy (const Job *job)
{
  Job *copy = g_new (Job, 1);
  *copy = *job;
  copy->file = g_strdup (job->file);
  copy->hash = g_strdup (job->hash);
  copy->cache = g_strdup (job->cache);
  return copy;
}

static gboolean
rested (gpointer data)
{
  Levels *levels = data;
  levels->rest = 0;
  levels->cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (NULL, levels->cancellable, finished, levels);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job_copy (levels->wanted), job_free);
  g_task_run_in_thread (task, run);
  return G_SOURCE_REMOVE;
}

bool
levels_of (Levels *levels, const Source *source, int64_t from, int64_t to, LevelsRead *read)
{
  if (is_of (levels->done, source, from, to)) {
    *read = levels->done->read;
    return true;
  }
  if (is_of (levels->wanted, source, from, to))
    return false;
  give_up (levels);
  if (from >= to || source->channels < 1 || source->channels > 2 || source->rate < 8000)
    return false;
  const char *folder = session_folder (lq_desk_session (levels->desk));
  levels->wanted = g_new0 (Job, 1);
  *levels->wanted = (Job){ .file = g_build_filename (folder, text_get (source->file), NULL),
                           .hash = g_strdup (text_get (source->hash)),
                           .cache = g_build_filename (folder, "cache", NULL),
                           .rate = (int) source->rate,
                           .first = (int) source->first_channel,
                           .channels = (int) source->channels,
                           .from = from,
                           .to = to };
  levels->rest = g_timeout_add (REST_MS, rested, levels);
  return false;
}

void
levels_frames (LqDesk *desk, const Clip *clip, const Source *source, int64_t *from, int64_t *to,
               bool *ranged)
{
  const TempoMap *map = lq_desk_map (desk);
  const Units start = clip_start_units (map, clip), end = clip_end_units (map, clip);
  g_auto (ClipContent) content = { 0 };
  Units a, b;
  int first, last;

  *ranged = !clip->loop && lq_desk_range (desk, &a, &b, &first, &last) && a < end && b > start;
  if (!*ranged)
    a = start, b = end;
  a = int64_max (a, start);
  b = int64_min (b, end);
  clip_content_init (&content, map, clip, source);
  const double one = clip_content_frame (&content, (double) a);
  const double other = clip_content_frame (&content, (double) b);
  /* A thousandth of a frame is what rounding leaves. */
  *from = (int64_t) floor (fmin (one, other) + 1e-3);
  *to = (int64_t) ceil (fmax (one, other) - 1e-3);
  *from = CLAMP (*from, 0, source->frames);
  *to = CLAMP (*to, *from, source->frames);
}
