/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "app/cli.h"
#include "exchange/import_run.h"
#include "model/clip.h"

/* The clip that the import put on the track: the one of the report, or the only one. */
static const Clip *
clip_of (const Project *project, const ImportReport *report, guint index, const Track *track)
{
  const guint n_midi = report->tracks->len - report->clips->len;

  if (index >= n_midi)
    return project_find_clip (project, g_array_index (report->clips, Id, index - n_midi), NULL,
                              NULL);
  return list_n (track->clips) ? (const Clip *) list_get (track->clips, 0) : NULL;
}

static void
write_track (JsonWriter *json, const Project *project, const TempoMap *map, const Track *track,
             const Clip *clip)
{
  const Source *source = clip->source ? project_find_source (project, clip->source) : NULL;
  const Units start = clip_start_units (map, clip);
  char id[ID_TEXT_SIZE];

  json_open_object (json, NULL);
  json_string (json, "track", id_write (id, track->node.id));
  json_string (json, "name", text_get (track->name));
  json_string (json, "kind", track_kinds[track->kind]);
  json_string (json, "color", track->color ? text_get (track->color) : NULL);
  json_string (json, "clip", id_write (id, clip->node.id));
  json_int (json, "start_frame", units_to_frames (start, (int) project->rate));
  if (source) {
    json_string (json, "file", text_get (source->file));
    json_int (json, "frames", source->frames);
    json_int (json, "rate", source->rate);
    json_int (json, "channels", source->channels);
    json_int (json, "first_channel", source->first_channel + 1);
  } else {
    json_int (json, "notes", run_n (clip->notes));
  }
  json_close_object (json);
}

static void
print_track (const Project *project, const TempoMap *map, const Track *track, const Clip *clip)
{
  const Source *source = clip->source ? project_find_source (project, clip->source) : NULL;
  g_autofree char *place = value_write_position (map, clip->start);

  if (source)
    printf ("%s: %s at %s\n", text_get (track->name), text_get (source->file), place);
  else
    printf ("%s: %d notes at %s\n", text_get (track->name), run_n (clip->notes), place);
}

static void
print_all (const Project *project, const ImportPlan *plan, const ImportReport *report, bool as_json)
{
  g_autoptr (GString) text = g_string_new (NULL);
  TempoMap *map = tempo_map_new (project);
  JsonWriter json;

  json_init (&json, text);
  json_open_object (&json, NULL);
  json_open_list (&json, "tracks");
  for (guint i = 0; i < report->tracks->len; i++) {
    const Track *track = project_find_track (project, g_array_index (report->tracks, Id, i));
    const Clip *clip = clip_of (project, report, i, track);
    if (as_json)
      write_track (&json, project, map, track, clip);
    else
      print_track (project, map, track, clip);
  }
  json_close_list (&json);
  json_double (&json, "tempo", report->tempo > 0 ? report->tempo : NAN);
  json_open_list (&json, "notes");
  for (guint i = 0; i < plan->notes->len; i++)
    json_string (&json, NULL, plan->notes->pdata[i]);
  json_close_list (&json);
  json_close_object (&json);
  tempo_map_free (map);
  if (as_json) {
    fputs (text->str, stdout);
    return;
  }
  if (report->tempo > 0)
    printf ("tempo: %g\n", report->tempo);
  for (guint i = 0; i < plan->notes->len; i++)
    printf ("note: %s\n", (const char *) plan->notes->pdata[i]);
}

static int
run (Session *session, const char *const *paths, int n, const ImportOptions *options, bool as_json)
{
  GError *error = NULL;
  ImportReport report = { 0 };
  ImportPlan *plan = import_plan_new (paths, n, (int) session_project (session)->rate, &error);

  if (!plan)
    return cli_fail (error);
  const bool good = import_run (session, plan, options, &report, &error);
  cli_progress_end ();
  if (good && session_save (session, &error))
    print_all (session_project (session), plan, &report, as_json);
  import_report_clear (&report);
  import_plan_free (plan);
  return error ? cli_fail (error) : CLI_OK;
}

int
verb_import (int argc, char **argv)
{
  g_autofree char *at = NULL, *track = NULL;
  gboolean as_json = FALSE;
  gint64 seed = CLI_SEED_BY_CHANCE;
  int status;
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING, &at, "Where it begins, as 17.1.1 or 83.4s", "POS" },
    { "track", 0, 0, G_OPTION_ARG_STRING, &track,
      "Add one audio file to this track, made if it is not there", "NAME" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, "Draw the same ids every time", "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Report as JSON", NULL },
    { NULL },
  };
  GError *error = NULL;

  if (!cli_options (&argc, &argv, entries, "PROJECT FILE|FOLDER...", &status))
    return status;
  if (argc < 3)
    return cli_usage ("import takes a project and files or folders; see 'lacquer import --help'");
  if (track && *track == '\0')
    return cli_usage ("import: --track takes a name");
  Session *session = session_open (argv[1], SESSION_WRITE, cli_seed (seed), &error);
  if (!session)
    return cli_fail (error);
  status = run (session, (const char *const *) argv + 2, argc - 2,
                &(ImportOptions){ .at = at,
                                  .track = track,
                                  .progress = cli_progress,
                                  .progress_data = (void *) "importing",
                                  .cancellable = cli_cancellable () },
                as_json);
  session_close (session);
  return status;
}
