/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/repair.h"

#include "base/error.h"
#include "model/check.h"
#include "store/file.h"
#include "store/mend.h"
#include "store/xml_read.h"
#include "store/xml_write.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define TEMPORARY ".repairing" PROJECT_SUFFIX

static void
fault_free (void *data)
{
  Fault *fault = data;
  g_free (fault->sentence);
  g_free (fault);
}

G_GNUC_PRINTF (4, 5)
static void
add_fault (GPtrArray *faults, FaultSeverity severity, bool can_repair, const char *format, ...)
{
  Fault *fault = g_new (Fault, 1);
  va_list args;

  va_start (args, format);
  *fault = (Fault){ severity, g_strdup_vprintf (format, args), can_repair };
  va_end (args);
  g_ptr_array_add (faults, fault);
}

/* --- Media --------------------------------------------------------------------------------------
 */

static char *
hash_of_file (const char *path)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *buffer = g_malloc (1 << 18);
  const int file = open (path, O_RDONLY | O_CLOEXEC);
  ssize_t n = -1;

  if (file < 0)
    return NULL;
  while ((n = read (file, buffer, 1 << 18)) > 0 || (n < 0 && errno == EINTR))
    if (n > 0)
      g_checksum_update (checksum, buffer, n);
  close (file);
  return n == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

static void
find_shape_faults (const Source *source, const char *path, MediaProbe probe, GPtrArray *faults)
{
  g_autoptr (GError) error = NULL;
  int64_t frames = 0, rate = 0, channels = 0;

  if (!probe (path, &frames, &rate, &channels, &error))
    add_fault (faults, FAULT_ERROR, false, "'%s' cannot be read: %s", text_get (source->file),
               error ? error->message : "it is no audio file");
  else if (frames != source->frames || rate != source->rate || channels != source->channels)
    add_fault (faults, FAULT_ERROR, false,
               "'%s' has %" G_GINT64_FORMAT " frames of %" G_GINT64_FORMAT
               " channels at %" G_GINT64_FORMAT " Hz, not %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
               " at %" G_GINT64_FORMAT " Hz as when it was imported",
               text_get (source->file), frames, channels, rate, source->frames, source->channels,
               source->rate);
}

/* The songs of an album stand in folders of their own, beside it. */
static void
find_song_faults (const ProjectFolder *folder, const Song *song, GPtrArray *faults)
{
  const char *name = text_get (song->file);
  g_autofree char *path = g_build_filename (project_folder_path (folder), name, NULL);

  if (!*name || *name == '/')
    add_fault (faults, FAULT_ERROR, false, "song '%s' has no relative path: '%s'",
               text_get (song->title), name);
  else if (!g_file_test (path, G_FILE_TEST_EXISTS))
    add_fault (faults, FAULT_ERROR, false, "'%s', a song of the album, is missing", name);
}

static void
find_media_faults (const ProjectFolder *folder, const Source *source, const FaultOptions *options,
                   GPtrArray *faults)
{
  const char *name = text_get (source->file);
  g_autofree char *path = project_folder_media (folder, name);
  struct stat info;

  if (!path) {
    add_fault (faults, FAULT_ERROR, false, "'%s' is no place in the folder of the project", name);
    return;
  }
  if (stat (path, &info) != 0) {
    add_fault (faults, FAULT_ERROR, false, "'%s' is missing: %s", name, g_strerror (errno));
    return;
  }
  if (!S_ISREG (info.st_mode) || info.st_size == 0) {
    add_fault (faults, FAULT_ERROR, false, "'%s' is %s", name,
               S_ISREG (info.st_mode) ? "empty" : "not a file");
    return;
  }
  if (options->probe)
    find_shape_faults (source, path, options->probe, faults);
  if (!options->hashes || !*text_get (source->hash))
    return;
  g_autofree char *hash = hash_of_file (path);
  if (!hash)
    add_fault (faults, FAULT_ERROR, false, "'%s' cannot be read to the end", name);
  else if (g_ascii_strcasecmp (hash, source->hash) != 0)
    add_fault (faults, FAULT_ERROR, false, "'%s' has been changed since it was imported", name);
}

/* --- The file itself ----------------------------------------------------------------------------
 */

static GPtrArray *
strings_new (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

Project *
project_salvage (const char *bytes, gsize size, const char *name, GPtrArray *done, GError **error)
{
  Project *project = project_salvage_xml (bytes, size, name, done, error);
  if (!project)
    return NULL;
  g_autoptr (GPtrArray) before = project_check (project);
  if (before->len == 0)
    return project;
  project_mend (&project, done);
  g_autoptr (GPtrArray) after = project_check (project);
  if (after->len == 0)
    return project;
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "cannot repair '%s': %s", name,
               (const char *) after->pdata[0]);
  project_unref (project);
  return NULL;
}

/* Adds what is wrong with the text; returns what can be read of it, for a look at the media. */
static Project *
find_text_faults (const char *text, gsize size, const char *shown, GPtrArray *faults)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) damage = strings_new (), unused = strings_new ();
  Project *project = project_salvage_xml (text, size, shown, damage, &error);

  if (!project) {
    add_fault (faults, FAULT_ERROR, false, "%s", error->message);
    return NULL;
  }
  g_autoptr (GPtrArray) inconsistent = project_check (project);
  Project *mended = damage->len + inconsistent->len > 0
                        ? project_salvage (text, size, shown, unused, NULL)
                        : NULL;
  for (guint i = 0; i < damage->len; i++)
    add_fault (faults, FAULT_ERROR, mended != NULL, "%s", (char *) damage->pdata[i]);
  for (guint i = 0; i < inconsistent->len; i++)
    add_fault (faults, FAULT_ERROR, mended != NULL, "%s", (char *) inconsistent->pdata[i]);
  if (mended)
    project_unref (mended);
  return project;
}

GPtrArray *
project_find_faults (const char *path, const FaultOptions *options, GError **error)
{
  static const FaultOptions none = { 0 };
  ProjectFolder *folder = project_folder_find (path, error);
  g_autoptr (GBytes) bytes =
      folder ? file_read (project_folder_file (folder), project_folder_shown (folder),
                          XML_MAX_BYTES, NULL, error)
             : NULL;
  GPtrArray *faults = NULL;
  gsize size;

  if (bytes) {
    const char *text = g_bytes_get_data (bytes, &size);
    faults = g_ptr_array_new_with_free_func (fault_free);
    Project *project = find_text_faults (text, size, project_folder_shown (folder), faults);
    for (int i = 0; project && i < list_n (project->sources); i++)
      find_media_faults (folder, (const Source *) list_get (project->sources, i),
                         options ? options : &none, faults);
    for (int i = 0; project && i < list_n (project->songs); i++)
      find_song_faults (folder, (const Song *) list_get (project->songs, i), faults);
    if (project)
      project_unref (project);
  }
  project_folder_free (folder);
  return faults;
}

/* A copy of the damaged file under the first free name. */
static bool
keep_damaged (const ProjectFolder *folder, GBytes *bytes, GPtrArray *done, GError **error)
{
  for (int n = 1;; n++) {
    g_autofree char *path = g_strdup_printf ("%s.damaged-%d", project_folder_file (folder), n);
    g_autofree char *shown = g_strdup_printf ("%s.damaged-%d", project_folder_shown (folder), n);
    if (g_file_test (path, G_FILE_TEST_EXISTS))
      continue;
    if (!file_replace (path, shown, TEMPORARY, bytes, NULL, error))
      return false;
    g_ptr_array_add (done, g_strdup_printf ("the damaged file is kept as '%s'", shown));
    return true;
  }
}

bool
project_repair (const char *path, GPtrArray *done, GError **error)
{
  ProjectFolder *folder = project_folder_find (path, error);
  FileState state;
  bool good = false;

  if (!folder)
    return false;
  const char *file = project_folder_file (folder), *shown = project_folder_shown (folder);
  g_autoptr (GBytes) bytes = file_read (file, shown, XML_MAX_BYTES, &state, error);
  gsize size = 0;
  const char *text = bytes ? g_bytes_get_data (bytes, &size) : NULL;
  Project *project = bytes ? project_salvage (text, size, shown, done, error) : NULL;
  if (project && done->len == 0) {
    good = true;
  } else if (project && !file_is_as_it_was (file, &state)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED,
                 "cannot repair '%s': another program has just changed it", shown);
  } else if (project && keep_damaged (folder, bytes, done, error)) {
    g_autoptr (GBytes) mended = project_write_xml (project);
    good = file_replace (file, shown, TEMPORARY, mended, NULL, error);
  }
  if (project)
    project_unref (project);
  project_folder_free (folder);
  return good;
}
