/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "app/check_takes.h"
#include "app/cli.h"
#include "base/json.h"
#include "media/probe.h"
#include "mix/frozen.h"
#include "render/render.h"
#include "store/lock.h"
#include "store/recovery.h"
#include "store/repair.h"

typedef struct {
  GPtrArray *done; /* sentences: what a repair did */
  GPtrArray *faults; /* Fault */
  GPtrArray *frozen; /* sentences: tracks whose frozen files are stale */
  char *clipping; /* a sentence; NULL: it does not clip, or does not open */
  GPtrArray *recovery; /* RecoveryEntry, or NULL */
  GPtrArray *takes; /* TakeLeft, or NULL */
} Report;

static bool
probe (const char *path, int64_t *frames, int64_t *rate, int64_t *channels, GError **error)
{
  MediaInfo info;

  if (!media_probe (path, &info, error))
    return false;
  *frames = info.frames;
  *rate = info.rate;
  *channels = info.channels;
  media_info_clear (&info);
  return true;
}

static bool
repair (const char *path, GPtrArray *done, GError **error)
{
  ProjectFolder *folder = project_folder_find (path, error);
  ProjectLock *lock = NULL;
  bool good;

  if (!folder)
    return false;
  good = lock_take (project_folder_path (folder), "lacquer", &lock, error) &&
         project_repair (path, done, error);
  lock_release (lock);
  project_folder_free (folder);
  return good;
}

/* Nothing clips inside; a file of 16 or 24 bits would. */
static bool
find_clipping (const char *path, char **sentence, GError **error)
{
  Session *session = session_open (path, SESSION_READ, 0, error);
  RenderReport report;

  if (!session)
    return false;
  const RenderSpec spec = { .project = session_project (session),
                            .folder = session_folder (session),
                            .to = INT64_MAX,
                            .tail = -1,
                            .want_loudness = true,
                            .progress = cli_progress,
                            .progress_data = (void *) "listening",
                            .cancellable = cli_cancellable () };
  const bool good = render (&spec, &report, error);
  cli_progress_end ();
  if (good && report.loudness.sample_peak > 0)
    *sentence = g_strdup_printf ("the mix peaks at %+.2f dBFS: a file of 16 or 24 bits would clip",
                                 report.loudness.sample_peak);
  render_report_clear (&report);
  session_close (session);
  return good;
}

/* A file that is missing is among the faults already. */
static void
find_stale (const char *path, GPtrArray *sentences)
{
  Session *session = session_open (path, SESSION_READ, 0, NULL);
  const Project *project = session ? session_project (session) : NULL;

  for (int i = 0; project && i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    const FrozenState state = frozen_state (project, track, session_folder (session), NULL);
    if (state == FROZEN_STALE)
      g_ptr_array_add (sentences, frozen_sentence (state, track));
  }
  session_close (session);
}

static bool
has_errors (const GPtrArray *faults)
{
  for (guint i = 0; i < faults->len; i++)
    if (((const Fault *) faults->pdata[i])->severity == FAULT_ERROR)
      return true;
  return false;
}

static bool
fill_report (Report *report, const char *path, bool mend, GError **error)
{
  const FaultOptions options = { .probe = probe, .hashes = true };
  ProjectFolder *folder;

  if (mend &&
      !(repair (path, report->done, error) && check_takes_place (path, report->done, error)))
    return false;
  report->faults = project_find_faults (path, &options, error);
  if (!report->faults)
    return false;
  if (!has_errors (report->faults) && !find_clipping (path, &report->clipping, error))
    return false;
  find_stale (path, report->frozen);
  folder = project_folder_find (path, error);
  if (!folder)
    return false;
  report->recovery = recovery_list (folder);
  report->takes = check_takes_list (path);
  project_folder_free (folder);
  return true;
}

static void
write_fault (JsonWriter *json, const char *severity, const char *sentence, bool can_repair)
{
  json_open_object (json, NULL);
  json_string (json, "severity", severity);
  json_string (json, "fault", sentence);
  json_bool (json, "can_repair", can_repair);
  json_close_object (json);
}

static void
print_json (const Report *report)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonWriter json;

  json_init (&json, text);
  json_open_object (&json, NULL);
  json_open_list (&json, "repaired");
  for (guint i = 0; i < report->done->len; i++)
    json_string (&json, NULL, report->done->pdata[i]);
  json_close_list (&json);
  json_open_list (&json, "faults");
  for (guint i = 0; i < report->faults->len; i++) {
    const Fault *fault = report->faults->pdata[i];
    write_fault (&json, fault->severity == FAULT_ERROR ? "error" : "warning", fault->sentence,
                 fault->can_repair);
  }
  for (guint i = 0; i < report->frozen->len; i++)
    write_fault (&json, "warning", report->frozen->pdata[i], false);
  if (report->clipping)
    write_fault (&json, "warning", report->clipping, false);
  json_close_list (&json);
  json_open_list (&json, "recovery");
  for (guint i = 0; i < report->recovery->len; i++) {
    const RecoveryEntry *entry = report->recovery->pdata[i];
    json_open_object (&json, NULL);
    json_string (&json, "file", entry->path);
    json_int (&json, "time", entry->time);
    json_int (&json, "size", entry->size);
    json_bool (&json, "newer", entry->newer);
    json_close_object (&json);
  }
  json_close_list (&json);
  json_open_list (&json, "takes");
  check_takes_write (report->takes, &json);
  json_close_list (&json);
  json_close_object (&json);
  fputs (text->str, stdout);
}

static void
print_text (const Report *report)
{
  int can_repair = 0;

  for (guint i = 0; i < report->done->len; i++)
    printf ("repaired: %s\n", (const char *) report->done->pdata[i]);
  for (guint i = 0; i < report->faults->len; i++) {
    const Fault *fault = report->faults->pdata[i];
    printf ("%s: %s\n", fault->severity == FAULT_ERROR ? "error" : "warning", fault->sentence);
    can_repair += fault->can_repair;
  }
  for (guint i = 0; i < report->frozen->len; i++)
    printf ("warning: %s\n", (const char *) report->frozen->pdata[i]);
  if (report->clipping)
    printf ("warning: %s\n", report->clipping);
  for (guint i = 0; i < report->recovery->len; i++) {
    const RecoveryEntry *entry = report->recovery->pdata[i];
    printf ("recovery: %s%s\n", entry->path,
            entry->newer ? " is newer than the project and may hold what was not saved" : "");
  }
  check_takes_print (report->takes);
  if (can_repair > 0)
    puts ("'lacquer check PROJECT --repair' mends what it can and keeps the damaged file beside.");
  if (report->faults->len + report->frozen->len == 0 && !report->clipping)
    puts ("no faults");
}

static void
report_clear (Report *report)
{
  g_ptr_array_unref (report->done);
  g_clear_pointer (&report->faults, g_ptr_array_unref);
  g_clear_pointer (&report->recovery, g_ptr_array_unref);
  g_clear_pointer (&report->takes, g_ptr_array_unref);
  g_ptr_array_unref (report->frozen);
  g_free (report->clipping);
}

int
verb_check (int argc, char **argv)
{
  gboolean as_json = FALSE, mend = FALSE;
  int status;
  const GOptionEntry entries[] = {
    { "repair", 0, 0, G_OPTION_ARG_NONE, &mend,
      "Mend what can be mended, place what was recorded; the damaged file stays beside", NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Report as JSON", NULL },
    { NULL },
  };
  Report report = { 0 };
  GError *error = NULL;

  if (!cli_options (&argc, &argv, entries, "PROJECT", &status))
    return status;
  if (argc != 2)
    return cli_usage ("check takes one project; see 'lacquer check --help'");
  report.done = g_ptr_array_new_with_free_func (g_free);
  report.frozen = g_ptr_array_new_with_free_func (g_free);
  if (!fill_report (&report, argv[1], mend, &error)) {
    status = cli_fail (error);
  } else {
    status = report.faults->len + report.frozen->len > 0 || report.clipping ? CLI_FAILED : CLI_OK;
    if (as_json)
      print_json (&report);
    else
      print_text (&report);
  }
  report_clear (&report);
  return status;
}
