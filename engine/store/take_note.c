/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/take_note.h"

#include "base/error.h"
#include "base/id.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define GROUP "take"

void
take_note_clear (TakeNote *note)
{
  g_free (note->file);
  g_free (note->name);
  g_free (note->input);
  if (note->dropouts)
    g_array_unref (note->dropouts);
  *note = (TakeNote){ 0 };
}

char *
take_note_folder (const char *project_folder, GError **error)
{
  char *path = g_build_filename (project_folder, "recovery", "takes", NULL);
  if (g_mkdir_with_parents (path, 0777) == 0)
    return path;
  error_set_errno (error, errno, "cannot create", path);
  g_free (path);
  return NULL;
}

static void
set_id (GKeyFile *keys, const char *key, Id id)
{
  char text[ID_TEXT_SIZE];
  if (id)
    g_key_file_set_string (keys, GROUP, key, id_write (text, id));
}

static Id
get_id (GKeyFile *keys, const char *key)
{
  g_autofree char *text = g_key_file_get_string (keys, GROUP, key, NULL);
  Id id = 0;
  return text && id_read (text, &id) ? id : 0;
}

/* Unlike file_replace it does not wait for the disk: a hundred takes may begin at once, and none
 * has a second for it. Sets errno. */
static bool
write_whole (const char *path, const char *text, gsize size)
{
  g_autofree char *temporary = g_strconcat (path, ".part", NULL);
  const int fd = open (temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0)
    return false;
  const ssize_t done = write (fd, text, size);
  const int number = done < 0 ? errno : ENOSPC;
  close (fd);
  if (done == (ssize_t) size && rename (temporary, path) == 0)
    return true;
  const int failure = done == (ssize_t) size ? errno : number;
  unlink (temporary);
  errno = failure;
  return false;
}

char *
take_note_write (const TakeNote *note, const char *folder, GError **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *base = g_path_get_basename (note->file);
  g_autofree char *name = g_strconcat (base, TAKE_NOTE_SUFFIX, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  gsize size;

  g_key_file_set_string (keys, GROUP, "file", note->file);
  g_key_file_set_string (keys, GROUP, "name", note->name ? note->name : "");
  set_id (keys, "track", note->track);
  set_id (keys, "lane", note->lane);
  g_key_file_set_int64 (keys, GROUP, "song_frame", note->song_frame);
  g_key_file_set_integer (keys, GROUP, "rate", note->rate);
  g_key_file_set_string (keys, GROUP, "input", note->input ? note->input : "");
  g_key_file_set_int64 (keys, GROUP, "date", note->date);
  g_key_file_set_integer (keys, GROUP, "number", note->number);
  if (note->dropouts) {
    g_autofree char *dropouts = dropouts_write (note->dropouts);
    g_key_file_set_string (keys, GROUP, "dropouts", dropouts);
  }
  g_autofree char *text = g_key_file_to_data (keys, &size, NULL);
  if (write_whole (path, text, size))
    return g_steal_pointer (&path);
  error_set_errno (error, errno, "cannot record to", note->file);
  return NULL;
}

bool
take_note_sync (const char *path, GError **error)
{
  const int fd = open (path, O_RDONLY | O_CLOEXEC);
  const bool good = fd >= 0 && (fsync (fd) == 0 || errno == EINVAL);
  const int number = errno;

  if (fd >= 0)
    close (fd);
  return good || error_set_errno (error, number, "cannot make sure of", path);
}

static GArray *
get_dropouts (GKeyFile *keys)
{
  g_autofree char *text = g_key_file_get_string (keys, GROUP, "dropouts", NULL);
  GArray *marks = text ? g_array_new (FALSE, FALSE, sizeof (DropoutMark)) : NULL;

  if (marks)
    dropouts_read (text, marks);
  return marks;
}

static bool
stays_inside (const char *file)
{
  g_auto (GStrv) parts = g_strsplit (file, "/", -1);
  return *file && *file != '/' && !g_strv_contains ((const char *const *) parts, "..");
}

bool
take_note_read (const char *path, TakeNote *note, GError **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();

  *note = (TakeNote){ 0 };
  if (g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, NULL)) {
    note->file = g_key_file_get_string (keys, GROUP, "file", NULL);
    note->name = g_key_file_get_string (keys, GROUP, "name", NULL);
    note->track = get_id (keys, "track");
    note->lane = get_id (keys, "lane");
    note->song_frame = g_key_file_get_int64 (keys, GROUP, "song_frame", NULL);
    note->rate = g_key_file_get_integer (keys, GROUP, "rate", NULL);
    note->input = g_key_file_get_string (keys, GROUP, "input", NULL);
    note->date = g_key_file_get_int64 (keys, GROUP, "date", NULL);
    note->number = g_key_file_get_integer (keys, GROUP, "number", NULL);
    note->dropouts = get_dropouts (keys);
  }
  if (note->file && stays_inside (note->file) && note->rate > 0)
    return true;
  take_note_clear (note);
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "'%s' does not say which take it means",
               path);
  return false;
}
