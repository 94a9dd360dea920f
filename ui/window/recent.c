/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/recent.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "model/clip.h"
#include "store/lock.h"
#include "store/recovery.h"
#include "ui/desk/differences.h"
#include "ui/draw/value_text.h"

#define MOST_LINES 16

static char *
time_text (gint64 seconds)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (seconds);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  if (g_date_time_get_year (then) == g_date_time_get_year (now)) {
    const int days = g_date_time_get_day_of_year (now) - g_date_time_get_day_of_year (then);
    if (days == 0)
      return g_date_time_format (then, _ ("Today %H:%M"));
    if (days == 1)
      return g_strdup (_ ("Yesterday"));
    return g_date_time_format (then, "%-d %b");
  }
  return g_date_time_format (then, "%-d %b %Y");
}

static char *
changed_text (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, 0, NULL, NULL);
  g_autoptr (GDateTime) time = info ? g_file_info_get_modification_date_time (info) : NULL;
  return time ? time_text (g_date_time_to_unix (time)) : g_strdup ("");
}

static char *
folder_text (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *above = g_path_get_dirname (folder);
  const char *home = g_get_home_dir ();
  const char *shown = g_str_has_prefix (above, home) && above[strlen (home)] == '/'
                          ? above + strlen (home) + 1
                          : above + 1;
  g_auto (GStrv) parts = g_strsplit (shown, "/", -1);
  return g_strjoinv (" › ", parts);
}

static RecoveryEntry *
newest (GPtrArray *list)
{
  RecoveryEntry *entry = list->len > 0 ? g_ptr_array_index (list, 0) : NULL;
  return entry && entry->newer ? entry : NULL;
}

/* "F♯ minor" of "F#m". */
static char *
musical_key_text (const char *key)
{
  const bool minor = g_str_has_suffix (key, "m");
  g_autofree char *tonic = g_strndup (key, strlen (key) - minor);
  g_autoptr (GString) text = g_string_new (tonic);
  g_string_replace (text, "#", "♯", 0);
  if (text->len > 1)
    g_string_replace (text, "b", "♭", 0);
  return g_strdup_printf (minor ? _ ("%s minor") : _ ("%s major"), text->str);
}

static char *
tempo_text (const Project *project, const TempoMap *map)
{
  const int songs = list_n (project->songs);
  if (project->kind == PROJECT_ALBUM)
    return g_strdup_printf (ngettext ("Album · %d song", "Album · %d songs", (gulong) songs),
                            songs);
  g_autofree char *key = project->key ? musical_key_text (text_get (project->key)) : NULL;
  g_autofree char *bpm = g_strdup_printf ("%g BPM", tempo_map_bpm (map, 0));
  return key ? g_strdup_printf ("%s · %s", bpm, key) : g_steal_pointer (&bpm);
}

static void
fill (RecentFacts *facts, const Project *project)
{
  TempoMap *map = tempo_map_new (project);
  Units end = 0;
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    for (int k = 0; k < list_n (track->clips); k++)
      end = int64_max (end, clip_end_units (map, (const Clip *) list_get (track->clips, k)));
  }
  const int n = list_n (project->tracks) - 1;
  facts->tempo = tempo_text (project, map);
  facts->tracks = project->kind == PROJECT_ALBUM
                      ? g_strdup ("")
                      : g_strdup_printf (ngettext ("%d track", "%d tracks", (gulong) n), n);
  facts->length = end > 0 ? value_text_short_clock (end) : g_strdup ("");
  facts->outline = outline_of_clips (project);
  tempo_map_free (map);
}

static char *
recovery_text (const ProjectFolder *folder)
{
  LockHolder holder;
  g_autoptr (GPtrArray) list = recovery_list (folder);
  const RecoveryEntry *entry = newest (list);
  if (!entry || lock_find_holder (project_folder_path (folder), &holder))
    return NULL;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (entry->time);
  g_autofree char *when = g_date_time_format (time, "%H:%M");
  int n = 0;
  for (guint i = 0; i < list->len; i++)
    n += ((RecoveryEntry *) g_ptr_array_index (list, i))->newer;
  return g_strdup_printf (
      ngettext ("The last session ended without saving. %d state was kept, at %s.",
                "The last session ended without saving. %d states were kept, the newest at %s.",
                (gulong) n),
      n, when);
}

RecentFacts *
recent_facts_named (const char *path)
{
  RecentFacts *facts = g_new0 (RecentFacts, 1);
  facts->path = g_strdup (path);
  facts->name = g_path_get_basename (path);
  if (g_str_has_suffix (facts->name, PROJECT_SUFFIX))
    facts->name[strlen (facts->name) - strlen (PROJECT_SUFFIX)] = '\0';
  facts->folder = folder_text (path);
  return facts;
}

RecentFacts *
recent_facts_read (const char *path)
{
  RecentFacts *facts = recent_facts_named (path);
  g_autoptr (GError) error = NULL;
  ProjectFolder *folder = NULL;
  Project *project = project_load (path, &folder, &error);

  facts->changed = changed_text (path);
  if (project) {
    if (project->name) {
      g_free (facts->name);
      facts->name = g_strdup (text_get (project->name));
    }
    fill (facts, project);
  } else {
    facts->problem = g_strdup (g_file_test (path, G_FILE_TEST_EXISTS) ? error->message
                                                                      : _ ("Drive not connected"));
  }
  if (!folder)
    folder = project_folder_find (path, NULL);
  facts->recovery = folder ? recovery_text (folder) : NULL;
  project_folder_free (folder);
  project_unref (project);
  return facts;
}

void
recent_facts_free (RecentFacts *facts)
{
  if (facts->outline)
    g_array_unref (facts->outline);
  g_free (facts->path);
  g_free (facts->name);
  g_free (facts->folder);
  g_free (facts->tempo);
  g_free (facts->tracks);
  g_free (facts->length);
  g_free (facts->changed);
  g_free (facts->problem);
  g_free (facts->recovery);
  g_free (facts);
}

char *
recent_compare (const char *path, GError **error)
{
  ProjectFolder *folder = NULL;
  Project *saved = project_load (path, &folder, error), *kept = NULL;
  char *text = NULL;
  if (!saved)
    return NULL;
  g_autoptr (GPtrArray) list = recovery_list (folder);
  const RecoveryEntry *entry = newest (list);
  if (!entry)
    text = g_strdup (_ ("Nothing newer than the saved project is left."));
  else
    kept = recovery_load (entry, error);
  if (kept) {
    g_auto (GStrv) lines = project_differences (saved, kept);
    const int n = (int) g_strv_length (lines);
    g_autofree char *more =
        n > MOST_LINES ? g_strdup_printf (_ ("… and %d more"), n - MOST_LINES + 1) : NULL;
    if (more) {
      for (int i = MOST_LINES - 1; i < n; i++)
        g_clear_pointer (&lines[i], g_free);
      lines[MOST_LINES - 1] = g_steal_pointer (&more);
    }
    text = n > 0 ? g_strjoinv ("\n", lines)
                 : g_strdup (_ ("What was kept is the same as the saved project."));
  }
  project_folder_free (folder);
  project_unref (saved);
  project_unref (kept);
  return text;
}

bool
recent_discard (const char *path, GError **error)
{
  ProjectFolder *folder = project_folder_find (path, error);
  const bool done = folder && recovery_discard_newer (folder, error);
  project_folder_free (folder);
  return done;
}

void
recent_recover (LqWindow *window)
{
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GPtrArray) list = recovery_list (session_project_folder (lq_desk_session (desk)));
  const RecoveryEntry *entry = newest (list);
  g_autoptr (GError) error = NULL;
  if (!entry)
    return;
  Project *project = recovery_load (entry, &error);
  if (project && document_replace (lq_desk_document (desk), project, _ ("Recover"), &error))
    lq_window_toast (window, _ ("Recovered. Save to keep it, undo to go back."), true);
  else
    lq_window_toast (window, error->message, false);
  project_unref (project);
}
