/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/recent.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "model/clip.h"
#include "store/recovery.h"
#include "ui/draw/value_text.h"

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

static void
fill (RecentFacts *facts)
{
  const Project *project = facts->project;
  TempoMap *map = tempo_map_new (project);
  Units end = 0;
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    for (int k = 0; k < list_n (track->clips); k++)
      end = int64_max (end, clip_end_units (map, (const Clip *) list_get (track->clips, k)));
  }
  const int n = list_n (project->tracks) - 1;
  g_autofree char *bpm = g_strdup_printf ("%g BPM", tempo_map_bpm (map, 0));
  facts->tempo =
      project->key ? g_strdup_printf ("%s · %s", bpm, text_get (project->key)) : g_strdup (bpm);
  facts->tracks = g_strdup_printf (ngettext ("%d track", "%d tracks", (gulong) n), n);
  facts->length = value_text_short_clock (end);
  tempo_map_free (map);
}

RecentFacts *
recent_facts_new (const char *path)
{
  RecentFacts *facts = g_new0 (RecentFacts, 1);
  g_autoptr (GError) error = NULL;
  ProjectFolder *folder = NULL;
  g_autofree char *base = g_path_get_basename (path);

  if (g_str_has_suffix (base, PROJECT_SUFFIX))
    base[strlen (base) - strlen (PROJECT_SUFFIX)] = '\0';
  facts->project = project_load (path, &folder, &error);
  facts->name =
      g_strdup (facts->project && facts->project->name ? text_get (facts->project->name) : base);
  facts->folder = folder_text (path);
  facts->changed = changed_text (path);
  if (facts->project)
    fill (facts);
  else
    facts->problem = g_strdup (g_file_test (path, G_FILE_TEST_EXISTS) ? error->message
                                                                      : _ ("Drive not connected"));
  project_folder_free (folder);
  return facts;
}

void
recent_facts_free (RecentFacts *facts)
{
  project_unref (facts->project);
  g_free (facts->name);
  g_free (facts->folder);
  g_free (facts->tempo);
  g_free (facts->tracks);
  g_free (facts->length);
  g_free (facts->changed);
  g_free (facts->problem);
  g_free (facts);
}

static RecoveryEntry *
newest (GPtrArray *list)
{
  RecoveryEntry *entry = list->len > 0 ? g_ptr_array_index (list, 0) : NULL;
  return entry && entry->newer ? entry : NULL;
}

char *
recent_recovery_text (const char *path)
{
  ProjectFolder *folder = project_folder_find (path, NULL);
  if (!folder)
    return NULL;
  g_autoptr (GPtrArray) list = recovery_list (folder);
  const RecoveryEntry *entry = newest (list);
  char *text = NULL;
  if (entry) {
    g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (entry->time);
    g_autofree char *when = g_date_time_format (time, "%H:%M");
    int n = 0;
    for (guint i = 0; i < list->len; i++)
      n += ((RecoveryEntry *) g_ptr_array_index (list, i))->newer;
    text = g_strdup_printf (
        ngettext ("The last session ended without saving. %d state was kept, at %s.",
                  "The last session ended without saving. %d states were kept, the newest at %s.",
                  (gulong) n),
        n, when);
  }
  project_folder_free (folder);
  return text;
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
