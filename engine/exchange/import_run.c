/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/import_run.h"

#include "base/number.h"
#include "edit/args.h"
#include "model/tempo_map.h"
#include "store/midi_import.h"

#include <string.h>

typedef struct {
  Session *session;
  ImportPlan *plan;
  const ImportOptions *options;
  ImportReport *report;
  ImportMedia *media;
} Importing;

static bool
has_clips (const Project *project)
{
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (list_n (track->clips) || list_n (track->lanes))
      return true;
  }
  return false;
}

/* --- Commands -----------------------------------------------------------------------------------
 */

static void
add_pair (GString *line, const char *key, const char *value)
{
  g_autofree char *quoted = g_shell_quote (value);
  g_string_append_printf (line, " %s=%s", key, quoted);
}

static bool
is_taken (const Project *project, const char *name)
{
  for (int i = 0; i < list_n (project->tracks); i++)
    if (strcmp (node_name (list_get (project->tracks, i)), name) == 0)
      return true;
  return false;
}

/* As commands take it: no control characters, and nothing that reads as a result ("$1"). */
static char *
clean_name (const char *wanted)
{
  const char *base = wanted + strspn (wanted, "$");
  char *name = g_strdup (*base ? base : "Audio");

  for (char *at = name; *at; at++)
    if ((guchar) *at < 0x20 || *at == 0x7f)
      *at = ' ';
  return name;
}

/* A name that no track has yet. */
static char *
free_name (const Project *project, const char *wanted)
{
  g_autofree char *base = clean_name (wanted);
  char *name = g_strdup (base);

  for (int number = 2; is_taken (project, name); number++) {
    g_free (name);
    name = g_strdup_printf ("%s %d", base, number);
  }
  return name;
}

static char *
import_line (const Importing *run, const ImportTrack *track, const char *to, const char *media)
{
  const ImportFile *file = import_plan_file (run->plan, track->file);
  GString *line = g_string_new ("clip.import");
  char number[NUMBER_TEXT_SIZE];

  g_string_append_printf (line, " track=%s", to);
  add_pair (line, "file", media);
  if (run->options->at) {
    add_pair (line, "at", run->options->at);
  } else if (track->stamped) {
    g_string_append_printf (line, " at=%ss",
                            number_write (number, (double) track->start / UNITS_PER_SECOND));
  } else {
    g_string_append (line, " at=1.1.1");
  }
  if (!run->options->track) {
    g_autofree char *name = clean_name (track->name);
    add_pair (line, "name", name);
  }
  if (file->info.channels > 2)
    g_string_append_printf (line, track->channels == 1 ? " channels=%d" : " channels=%d-%d",
                            track->first_channel + 1, track->first_channel + 2);
  return g_string_free (line, FALSE);
}

/* The id of the track that is meant, empty where there is none yet. NULL when the name is shared.
 */
static char *
find_track (const Project *project, const char *text, GError **error)
{
  char written[ID_TEXT_SIZE];
  Id id;

  if (text && resolve_track (project, text, &id, is_taken (project, text) ? error : NULL))
    return g_strdup (id_write (written, id));
  return text && is_taken (project, text) ? NULL : g_strdup ("");
}

static bool
add_track_lines (Importing *run, const Project *project, int index, GPtrArray *lines,
                 int *n_results, GError **error)
{
  const ImportTrack *track = &g_array_index (run->plan->tracks, ImportTrack, index);
  g_autofree char *to = find_track (project, run->options->track, error);
  const char *media = import_media_path (run->media, index);

  if (!to)
    return false;
  if (*to == '\0') {
    GString *line = g_string_new ("track.add kind=audio");
    const char *wanted = run->options->track ? run->options->track : track->name;
    g_autofree char *name = free_name (project, wanted);
    add_pair (line, "name", name);
    if (!run->options->track)
      add_pair (line, "color", track->color);
    g_ptr_array_add (lines, g_string_free (line, FALSE));
    g_free (to);
    to = g_strdup_printf ("$%d", ++*n_results);
  }
  g_ptr_array_add (lines, import_line (run, track, to, media));
  ++*n_results;
  return true;
}

/* The tempo that the plan knows, where it can do no harm; 0 = none. */
static double
new_tempo (const Importing *run, const Project *project)
{
  const double tempo = run->plan->tempo;

  return tempo < 5 || tempo > 1000 || has_clips (project) || run->plan->midi->len > 0 ? 0 : tempo;
}

static GPtrArray *
make_lines (Importing *run, const Project *project, GError **error)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  const double tempo = new_tempo (run, project);
  char number[NUMBER_TEXT_SIZE];
  int n_results = 0;

  if (tempo > 0) {
    g_ptr_array_add (lines, g_strdup_printf ("project.set tempo=%s", number_write (number, tempo)));
    run->report->tempo = tempo;
  }
  for (guint i = 0; i < run->plan->tracks->len; i++)
    if (!add_track_lines (run, project, (int) i, lines, &n_results, error)) {
      g_ptr_array_unref (lines);
      return NULL;
    }
  return lines;
}

/* --- MIDI ---------------------------------------------------------------------------------------
 */

static bool
find_place (const Importing *run, const Project *project, Ticks *at, GError **error)
{
  Position place = { 0, TIME_MUSICAL };
  TempoMap *map = tempo_map_new (project);
  const bool good = !run->options->at ||
                    value_read_position (run->options->at, map, (int) project->rate, &place, error);

  if (good)
    *at = tempo_map_position_ticks (map, place);
  tempo_map_free (map);
  return good;
}

static double
tempo_at (const Project *project, Ticks at)
{
  TempoMap *map = tempo_map_new (project);
  const double bpm = tempo_map_bpm (map, at);
  tempo_map_free (map);
  return bpm;
}

static bool
add_midi (Importing *run, Project *project, const char *path, GError **error)
{
  g_autoptr (SmfFile) file = smf_read (path, error);
  MidiImport import = { .conductor = !has_clips (project) };
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (base);

  if (!file)
    return false;
  if (!find_place (run, project, &import.at, error))
    return false;
  const int first = list_n (project->tracks) - 1;
  const int n =
      midi_import (project, file, &import, document_ids (session_document (run->session)));
  if (n == 0)
    return edit_fail (error, "there are no notes in '%s'", path);
  for (int i = 0; i < n; i++)
    g_array_append_val (run->report->tracks, list_get (project->tracks, first + i)->id);
  if (import.conductor)
    run->report->tempo = tempo_at (project, import.at);
  else
    g_ptr_array_add (run->plan->notes,
                     g_strdup_printf ("the song keeps its tempo, not that of '%s'", shown));
  if (file->n_damaged)
    g_ptr_array_add (
        run->plan->notes,
        g_strdup_printf ("'%s' is damaged: %d of its tracks break off", shown, file->n_damaged));
  return true;
}

/* --- Together -----------------------------------------------------------------------------------
 */

static void
sort_results (const Project *project, GArray *created, ImportReport *report)
{
  for (guint i = 0; i < created->len; i++) {
    const Id id = g_array_index (created, Id, i);
    Track *track;
    if (project_find_clip (project, id, &track, NULL)) {
      g_array_append_val (report->clips, id);
      g_array_append_val (report->tracks, track->node.id);
    }
  }
}

static Source *
media_of_import (void *data, const char *path, GError **error)
{
  return import_media_source (data, path, error);
}

static bool
change_project (Importing *run, GArray *created, GError **error)
{
  Document *document = session_document (run->session);
  const int n_files = (int) (run->plan->files->len + run->plan->midi->len);
  Project *project = project_edit (document_project (document));
  Project *next = NULL;
  GPtrArray *lines = NULL;
  bool good = true;

  for (guint i = 0; i < run->plan->midi->len && good; i++)
    good = add_midi (run, project, run->plan->midi->pdata[i], error);
  if (good)
    lines = make_lines (run, project, error);
  /* The files are there already: nothing is read here. */
  EditHost host = { .import_media = media_of_import, .data = run->media };
  if (lines)
    next = commands_run (project, (const char *const *) lines->pdata, (int) lines->len,
                         document_ids (document), &host, NULL, created, NULL, error);
  g_autofree char *first = g_path_get_basename (
      run->plan->files->len ? import_plan_file (run->plan, 0)->path : run->plan->midi->pdata[0]);
  g_autofree char *shown = g_filename_display_name (first);
  g_autofree char *words = n_files == 1 ? g_strdup_printf ("Import %s", shown)
                                        : g_strdup_printf ("Import %d files", n_files);
  good = next && document_replace (document, next, words, error);
  if (next)
    project_unref (next);
  project_unref (project);
  if (lines)
    g_ptr_array_unref (lines);
  return good;
}

bool
import_run (Session *session, ImportPlan *plan, const ImportOptions *options, ImportReport *report,
            GError **error)
{
  Importing run = { .session = session, .plan = plan, .options = options, .report = report };
  g_autoptr (GArray) created = g_array_new (FALSE, FALSE, sizeof (Id));

  *report = (ImportReport){ .tracks = g_array_new (FALSE, FALSE, sizeof (Id)),
                            .clips = g_array_new (FALSE, FALSE, sizeof (Id)) };
  if (options->track && (plan->tracks->len != 1 || plan->midi->len > 0)) {
    import_report_clear (report);
    return edit_fail (error,
                      "one track takes one audio file of one or two channels at a time, "
                      "not %u files that make %u tracks",
                      plan->files->len + plan->midi->len, plan->tracks->len + plan->midi->len);
  }
  run.media = options->media
                  ? options->media
                  : import_media_new (session_folder (session), plan, options->progress,
                                      options->progress_data, options->cancellable, error);
  const bool good = run.media && change_project (&run, created, error);
  if (good) {
    import_media_keep (run.media);
    sort_results (session_project (session), created, report);
  } else
    import_report_clear (report);
  if (!options->media)
    import_media_free (run.media);
  return good;
}

void
import_report_clear (ImportReport *report)
{
  if (report->tracks)
    g_array_unref (report->tracks);
  if (report->clips)
    g_array_unref (report->clips);
  *report = (ImportReport){ 0 };
}
