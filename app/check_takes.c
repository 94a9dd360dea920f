/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/check_takes.h"

#include <stdio.h>

#include "session.h"

GPtrArray *
check_takes_list (const char *path)
{
  ProjectFolder *folder = NULL;
  Project *project = project_load (path, &folder, NULL);

  if (!project)
    folder = project_folder_find (path, NULL);
  GPtrArray *takes = folder ? take_recovery_list (folder, project) : g_ptr_array_new ();
  if (project)
    project_unref (project);
  project_folder_free (folder);
  return takes;
}

bool
check_takes_place (const char *path, GPtrArray *done, GError **error)
{
  g_autoptr (GPtrArray) known = check_takes_list (path);
  if (known->len == 0)
    return true;
  Session *session = session_open (path, SESSION_WRITE, 0, error);
  if (!session)
    return false;

  g_autoptr (GPtrArray) takes = session_left_takes (session);
  Project *before = project_ref ((Project *) session_project (session));
  bool good = true;
  for (guint i = 0; good && i < takes->len; i++) {
    TakeLeft *left = takes->pdata[i];
    const bool heard = take_left_is_free (left, before);
    good = session_place_take (session, left, heard, error);
    if (good)
      g_ptr_array_add (
          done, g_strdup_printf ("'%s', %.1f s that were recorded and not saved, is on "
                                 "a take lane now%s",
                                 left->note.file, left->seconds, heard ? " and is heard" : ""));
  }
  project_unref (before);
  good = good && session_save (session, error);
  session_close (session);
  return good;
}

void
check_takes_write (const GPtrArray *takes, JsonWriter *json)
{
  for (guint i = 0; i < takes->len; i++) {
    const TakeLeft *left = takes->pdata[i];
    char track[ID_TEXT_SIZE];
    json_open_object (json, NULL);
    json_string (json, "file", left->path);
    json_string (json, "track", left->note.track ? id_write (track, left->note.track) : "");
    json_int (json, "song_frame", left->note.song_frame);
    json_int (json, "rate", left->rate);
    json_int (json, "frames", left->frames);
    json_int (json, "time", left->note.date);
    json_close_object (json);
  }
}

void
check_takes_print (const GPtrArray *takes)
{
  for (guint i = 0; i < takes->len; i++) {
    const TakeLeft *left = takes->pdata[i];
    g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (left->note.date);
    g_autofree char *when =
        date ? g_date_time_format (date, " on %Y-%m-%d at %H:%M") : g_strdup ("");
    printf ("recovery: %s holds %.1f s that were recorded%s and that no track plays\n", left->path,
            left->seconds, when);
  }
  if (takes->len > 0)
    puts ("'lacquer check PROJECT --repair' puts what was recorded on take lanes of its tracks.");
}
