/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/import_run.h"

#include "base/number.h"
#include "edit/args.h"
#include "exchange/join_stereo.h"
#include "model/tempo_map.h"
#include "store/midi_import.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  Session *session;
  ImportPlan *plan;
  const ImportOptions *options;
  ImportReport *report;
  char *joined; /* a folder for stereo files made of two, or NULL */
  guint n_imported; /* files that are in */
  double last_part; /* of the file at hand that was reported */
} Importing;

/* --- Files made of two --------------------------------------------------------------------------
 */

static char *
joined_path (const Importing *run, const ImportTrack *track, int index)
{
  g_autofree char *clean = g_strdup (track->name);
  g_strdelimit (clean, "/", '-');
  g_autofree char *name = g_strconcat (clean[0] == '.' ? "_" : "", clean, ".wav", NULL);
  g_autofree char *folder = g_strdup_printf ("%s/%d", run->joined, index);
  g_mkdir (folder, 0700);
  return g_build_filename (folder, name, NULL);
}

/* Inside the project, so that the file comes to its place without being copied. */
static bool
make_joined_folder (Importing *run, GError **error)
{
  g_autofree char *cache = g_build_filename (session_folder (run->session), "cache", NULL);

  if (run->joined)
    return true;
  run->joined = g_build_filename (cache, "import-XXXXXX", NULL);
  if (g_mkdir_with_parents (cache, 0777) == 0 && g_mkdtemp (run->joined))
    return true;
  g_clear_pointer (&run->joined, g_free);
  return error_set_errno (error, errno, "cannot make a folder in", cache);
}

static void
remove_joined (Importing *run)
{
  if (!run->joined)
    return;
  for (guint i = 0; i < run->plan->tracks->len; i++) {
    const ImportTrack *track = &g_array_index (run->plan->tracks, ImportTrack, i);
    if (track->right < 0)
      continue;
    g_autofree char *path = joined_path (run, track, (int) i);
    g_autofree char *folder = g_path_get_dirname (path);
    g_unlink (path);
    g_rmdir (folder);
  }
  g_rmdir (run->joined);
  g_free (run->joined);
}

/* The path of what the track plays; the caller's. */
static char *
media_of (Importing *run, int index, GError **error)
{
  const ImportTrack *track = &g_array_index (run->plan->tracks, ImportTrack, index);
  const ImportFile *file = import_plan_file (run->plan, track->file);

  if (track->right < 0)
    return g_strdup (file->path);
  if (!make_joined_folder (run, error))
    return NULL;
  const ImportFile *other = import_plan_file (run->plan, track->right);
  char *path = joined_path (run, track, index);
  if (!join_stereo (file->path, &file->info, other->path, &other->info, path,
                    run->options->cancellable, error))
    g_clear_pointer (&path, g_free);
  return path;
}

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
  g_autofree char *media = to ? media_of (run, index, error) : NULL;

  if (!media)
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

/* --- Watching -----------------------------------------------------------------------------------
 */

static void
report_progress (gint64 done, gint64 all, gpointer data)
{
  Importing *run = data;
  const double part = all > 0 ? (double) done / (double) all : 1;

  if (part < run->last_part)
    run->n_imported++;
  run->last_part = part;
  if (run->options->progress)
    run->options->progress ((run->n_imported + part) / MAX (run->plan->tracks->len, 1),
                            run->options->progress_data);
}

static void
remove_files (const GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    g_unlink (files->pdata[i]);
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
  if (lines)
    next = commands_run (project, (const char *const *) lines->pdata, (int) lines->len,
                         document_ids (document), session_host (run->session), NULL, created, NULL,
                         error);
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
  g_autoptr (GPtrArray) copied = g_ptr_array_new_with_free_func (g_free);
  const ImportWatch watch = { report_progress, &run, options->cancellable, copied };
  session_watch_imports (session, &watch);
  const bool good = change_project (&run, created, error);
  session_watch_imports (session, NULL);
  remove_joined (&run);
  if (good) {
    sort_results (session_project (session), created, report);
  } else {
    remove_files (copied);
    import_report_clear (report);
  }
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
