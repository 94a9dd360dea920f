/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/import.h"

#include "base/error.h"
#include "media/output.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define STEP (8 * 1024 * 1024)
#define COMPARED (256 * 1024)
#define MAX_NAME 230 /* bytes; leaves room for a number */

typedef struct {
  const char *from;
  int fd;
  struct stat status;
  MediaProgress progress;
  gpointer data;
  GCancellable *cancellable;
} Import;

void
import_result_clear (ImportResult *result)
{
  g_free (result->path);
  g_free (result->hash);
  *result = (ImportResult){ 0 };
}

static void
report_hashing (gint64 done, gint64 all, gpointer data)
{
  const Import *import = data;
  if (import->progress)
    import->progress (done, 2 * all, import->data);
}

/* Whether both have the same `n` bytes at `at`. */
static bool
same_part (int a, int b, uint8_t *space, off_t at, size_t n)
{
  return pread (a, space, n, at) == (ssize_t) n && pread (b, space + n, n, at) == (ssize_t) n &&
         memcmp (space, space + n, n) == 0;
}

/* Stems of a song are of one size and begin with silence: the middle tells them apart at once. */
static bool
same_content (const Import *import, const char *path)
{
  const off_t size = import->status.st_size;
  const int fd = open (path, O_RDONLY | O_CLOEXEC);
  g_autofree uint8_t *space = g_malloc (2 * COMPARED);
  bool same = fd >= 0 &&
              same_part (import->fd, fd, space, size / 2, (size_t) MIN (COMPARED, size - size / 2));

  for (off_t at = 0; same && at < size; at += COMPARED)
    same = !g_cancellable_is_cancelled (import->cancellable) &&
           same_part (import->fd, fd, space, at, (size_t) MIN (COMPARED, size - at));
  if (fd >= 0)
    close (fd);
  return same;
}

/* A file of the folder with that content, or NULL. Only those of the same size are read. */
static char *
find_same (const Import *import, const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;
  char *found = NULL;
  while (dir && found == NULL && (name = g_dir_read_name (dir)) != NULL) {
    char *path = g_build_filename (folder, name, NULL);
    struct stat status;
    if (name[0] != '.' && stat (path, &status) == 0 && S_ISREG (status.st_mode) &&
        status.st_size == import->status.st_size && same_content (import, path))
      found = g_steal_pointer (&path);
    g_free (path);
  }
  if (dir)
    g_dir_close (dir);
  return found;
}

/* The name in UTF-8, bytes that are none as %XX, control characters too; no dot in front; not
 * longer than MAX_NAME, its ending kept. */
static char *
clean_name (const char *from)
{
  char *base = g_path_get_basename (from);
  GString *name = g_string_new (base[0] == '.' ? "_" : "");
  for (const char *p = base; *p;) {
    const gunichar c = g_utf8_get_char_validated (p, -1);
    const bool whole = c != (gunichar) -1 && c != (gunichar) -2;
    const int size = whole ? g_unichar_to_utf8 (c, NULL) : 1;
    if (whole && !g_unichar_iscntrl (c))
      g_string_append_len (name, p, size);
    else
      for (int i = 0; i < size; i++)
        g_string_append_printf (name, "%%%02X", (unsigned char) p[i]);
    p += size;
  }
  g_free (base);
  const char *dot = strrchr (name->str, '.');
  const gsize ending = dot && strlen (dot) < 16 ? strlen (dot) : 0;
  if (name->len > MAX_NAME) {
    const char *cut = g_utf8_find_prev_char (name->str, name->str + MAX_NAME - ending + 1);
    const gsize at = cut ? (gsize) (cut - name->str) : 0;
    g_string_erase (name, (gssize) at, (gssize) (name->len - ending - at));
  }
  return g_string_free (name, FALSE);
}

/* "name.wav", "name 2.wav", ... */
static char *
numbered_path (const char *folder, const char *name, int number)
{
  const char *dot = strrchr (name, '.');
  if (dot == NULL || dot == name)
    dot = name + strlen (name);
  char *numbered = number < 2
                       ? g_strdup (name)
                       : g_strdup_printf ("%.*s %d%s", (int) (dot - name), name, number, dot);
  char *path = g_build_filename (folder, numbered, NULL);
  g_free (numbered);
  return path;
}

static bool
is_cancelled (const Import *import, GError **error)
{
  if (!g_cancellable_is_cancelled (import->cancellable))
    return false;
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_CANCELLED, "importing '%s' was cancelled",
               import->from);
  return true;
}

/* By read and write, for file systems where the kernel cannot copy. */
static bool
copy_by_hand (const Import *import, OutputFile *output, GError **error)
{
  uint8_t *block = g_malloc (STEP);
  bool good = output_seek (output, 0, error);
  for (off_t at = 0; good && at < import->status.st_size;) {
    const ssize_t got = pread (import->fd, block, STEP, at);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0) {
      good = error_set_errno (error, got < 0 ? errno : EIO, "cannot read", import->from);
      break;
    }
    good = output_write (output, block, (size_t) got, error) && !is_cancelled (import, error);
    at += got;
    if (import->progress)
      import->progress (import->status.st_size + at, 2 * import->status.st_size, import->data);
  }
  g_free (block);
  return good;
}

static bool
copy (const Import *import, OutputFile *output, GError **error)
{
  const int to = output_flush (output, error);
  if (to < 0)
    return false;
  if (ioctl (to, FICLONE, import->fd) == 0)
    return true;
  off_t in = 0, out = 0;
  while (in < import->status.st_size) {
    const ssize_t got = copy_file_range (import->fd, &in, to, &out, STEP, 0);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0 && (errno == ENOSPC || errno == EDQUOT || errno == EIO || errno == EFBIG))
      return error_set_errno (error, errno, "cannot copy", import->from);
    if (got <= 0)
      return copy_by_hand (import, output, error);
    if (is_cancelled (import, error))
      return false;
    if (import->progress)
      import->progress (import->status.st_size + in, 2 * import->status.st_size, import->data);
  }
  return true;
}

static bool
is_unchanged (const Import *import, GError **error)
{
  struct stat now;
  if (fstat (import->fd, &now) == 0 && now.st_size == import->status.st_size &&
      now.st_mtim.tv_sec == import->status.st_mtim.tv_sec &&
      now.st_mtim.tv_nsec == import->status.st_mtim.tv_nsec)
    return true;
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED,
               "'%s' was changed while it was being imported", import->from);
  return false;
}

static char *
copy_under_new_name (const Import *import, const char *folder, GError **error)
{
  char *name = clean_name (import->from);
  char *path = numbered_path (folder, name, 1);
  OutputFile *output = output_open (path, error);
  bool good = output && copy (import, output, error) && is_unchanged (import, error);
  if (!good) {
    output_abort (output);
    output = NULL;
  }

  for (int number = 2; good; number++) {
    bool exists;
    GError *fault = NULL;
    good = output_commit_new (&output, path, &exists, &fault);
    if (good)
      break;
    if (!exists) {
      g_propagate_error (error, fault);
      break;
    }
    g_clear_error (&fault);
    g_free (path);
    path = numbered_path (folder, name, number);
    good = true;
  }
  g_free (name);
  if (!good)
    g_clear_pointer (&path, g_free);
  return path;
}

static bool
run (Import *import, const char *folder, ImportResult *result, GError **error)
{
  if (!S_ISREG (import->status.st_mode)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "'%s' is not a file", import->from);
    return false;
  }
  result->hash = media_hash_file (import->from, report_hashing, import, import->cancellable, error);
  if (result->hash == NULL)
    return false;
  if (g_mkdir_with_parents (folder, 0777) != 0)
    return error_set_errno (error, errno, "cannot make the folder", folder);
  result->path = find_same (import, folder);
  result->reused = result->path != NULL;
  if (!result->reused && !is_cancelled (import, error))
    result->path = copy_under_new_name (import, folder, error);
  return result->path != NULL;
}

bool
media_import (const char *from, const char *folder, ImportResult *result, MediaProgress progress,
              gpointer data, GCancellable *cancellable, GError **error)
{
  *result = (ImportResult){ 0 };
  Import import = { .from = from, .progress = progress, .data = data, .cancellable = cancellable };
  import.fd = open (from, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (import.fd < 0 || fstat (import.fd, &import.status) != 0) {
    error_set_errno (error, errno, "cannot open", from);
    if (import.fd >= 0)
      close (import.fd);
    return false;
  }
  const bool good = run (&import, folder, result, error);
  close (import.fd);
  if (good && progress)
    progress (2 * import.status.st_size, 2 * import.status.st_size, data);
  if (!good)
    import_result_clear (result);
  return good;
}
