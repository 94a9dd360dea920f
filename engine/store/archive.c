/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/archive.h"

#include "base/error.h"
#include "media/output.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PART (256 * 1024)

typedef struct {
  struct archive *zip;
  OutputFile *output;
  GCancellable *cancellable;
  GError *fault; /* of the output */
  dev_t device; /* of what stands under the name of the archive now */
  ino_t inode;
} Writing;

/* --- What goes in -------------------------------------------------------------------------------
 */

static bool
is_left_out (const char *name, bool at_top)
{
  static const char *const made_again[] = { "cache", "recovery", "view", NULL };
  return name[0] == '.' || (at_top && g_strv_contains (made_again, name));
}

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Appends the paths of all files below, as seen from `folder`. */
static bool
list_files (const char *folder, const char *inside, GPtrArray *files, GError **error)
{
  g_autofree char *path = g_build_filename (folder, inside, NULL);
  GDir *dir = g_dir_open (path, 0, error);
  bool good = dir != NULL;

  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name && good;
       name = g_dir_read_name (dir)) {
    if (is_left_out (name, !inside))
      continue;
    char *below = inside ? g_build_filename (inside, name, NULL) : g_strdup (name);
    g_autofree char *full = g_build_filename (folder, below, NULL);
    struct stat status;
    if (lstat (full, &status) == 0 && S_ISDIR (status.st_mode)) {
      good = list_files (folder, below, files, error);
      g_free (below);
    } else if (g_file_test (full, G_FILE_TEST_IS_REGULAR)) {
      g_ptr_array_add (files, below);
    } else {
      g_free (below);
    }
  }
  if (dir)
    g_dir_close (dir);
  return good;
}

/* --- Writing ------------------------------------------------------------------------------------
 */

static la_ssize_t
write_bytes (struct archive *zip, void *data, const void *bytes, size_t size)
{
  Writing *writing = data;

  if (output_write (writing->output, bytes, size, writing->fault ? NULL : &writing->fault))
    return (la_ssize_t) size;
  archive_set_error (zip, EIO, "cannot write");
  return -1;
}

static bool
fail_zip (Writing *writing, GError **error)
{
  if (writing->fault)
    g_propagate_error (error, g_steal_pointer (&writing->fault));
  else
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "cannot write the archive: %s",
                 archive_error_string (writing->zip));
  return false;
}

static bool
copy_content (Writing *writing, int fd, const char *path, int64_t size, GError **error)
{
  g_autofree char *part = g_malloc (PART);
  int64_t done = 0;

  while (done < size) {
    const ssize_t n = read (fd, part, (size_t) MIN (PART, size - done));
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return error_set_errno (error, errno, "cannot read", path);
    if (n == 0)
      break;
    if (g_cancellable_is_cancelled (writing->cancellable)) {
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_CANCELLED, "the export was cancelled");
      return false;
    }
    if (archive_write_data (writing->zip, part, (size_t) n) != n)
      return fail_zip (writing, error);
    done += n;
  }
  if (done == size)
    return true;
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "'%s' became shorter meanwhile", path);
  return false;
}

/* Sound hardly shrinks by deflation; texts do. */
static void
set_compression (Writing *writing, const char *name)
{
  static const char *const texts[] = { ".lacquer", ".xml", ".txt", ".json", ".csv", ".mid" };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_has_suffix (name, texts[i])) {
      archive_write_zip_set_compression_deflate (writing->zip);
      return;
    }
  archive_write_zip_set_compression_store (writing->zip);
}

static bool
write_file (Writing *writing, const char *folder, const char *top, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *inside = g_strconcat (top, "/", name, NULL);
  struct stat status;
  bool good = true;

  const int fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0 || fstat (fd, &status) != 0) {
    good = error_set_errno (error, errno, "cannot read", path);
  } else if (status.st_dev != writing->device || status.st_ino != writing->inode) {
    struct archive_entry *entry = archive_entry_new ();
    if (g_utf8_validate (inside, -1, NULL))
      archive_entry_set_pathname_utf8 (entry, inside);
    else
      archive_entry_set_pathname (entry, inside);
    archive_entry_set_filetype (entry, AE_IFREG);
    archive_entry_set_perm (entry, 0644);
    archive_entry_set_size (entry, status.st_size);
    set_compression (writing, name);
    good = archive_write_header (writing->zip, entry) >= ARCHIVE_WARN
               ? copy_content (writing, fd, path, status.st_size, error)
               : fail_zip (writing, error);
    archive_entry_free (entry);
  }
  if (fd >= 0)
    close (fd);
  return good;
}

static bool
write_files (Writing *writing, const char *folder, const GPtrArray *files, GError **error)
{
  g_autofree char *top = g_path_get_basename (folder);

  archive_write_set_format_zip (writing->zip);
  archive_write_set_options (writing->zip, "zip:hdrcharset=UTF-8");
  archive_write_set_bytes_in_last_block (writing->zip, 1);
  if (archive_write_open (writing->zip, writing, NULL, write_bytes, NULL) != ARCHIVE_OK)
    return fail_zip (writing, error);
  for (guint i = 0; i < files->len; i++)
    if (!write_file (writing, folder, top, files->pdata[i], error))
      return false;
  return archive_write_close (writing->zip) == ARCHIVE_OK || fail_zip (writing, error);
}

bool
archive_write_folder (const char *folder, const char *path, GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *whole = g_canonicalize_filename (folder, NULL);
  Writing writing = { .cancellable = cancellable };
  struct stat status;

  if (!list_files (whole, NULL, files, error))
    return false;
  g_ptr_array_sort (files, compare_names);
  if (stat (path, &status) == 0) {
    writing.device = status.st_dev;
    writing.inode = status.st_ino;
  }
  writing.output = output_open (path, error);
  if (!writing.output)
    return false;
  writing.zip = archive_write_new ();
  const bool good = write_files (&writing, whole, files, error);
  if (!good)
    archive_write_fail (writing.zip);
  archive_write_free (writing.zip);
  g_clear_error (&writing.fault);
  if (good)
    return output_commit (writing.output, true, error);
  output_abort (writing.output);
  return false;
}
