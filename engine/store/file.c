/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/file.h"

#include "base/error.h"
#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static uint64_t
hash_bytes (const char *bytes, gsize size)
{
  uint64_t hash = size;
  gsize at = 0;

  for (; size - at >= 8; at += 8) {
    uint64_t word;
    memcpy (&word, bytes + at, sizeof word);
    hash = hash_mix (hash + word);
  }
  for (; at < size; at++)
    hash = hash_mix (hash + (unsigned char) bytes[at]);
  return hash;
}

static void
fill_state (FileState *state, const struct stat *info, const char *bytes, gsize size)
{
  if (!state)
    return;
  *state = (FileState){ .device = info->st_dev,
                        .inode = info->st_ino,
                        .size = info->st_size,
                        .modified = info->st_mtim,
                        .changed = info->st_ctim,
                        .content = hash_bytes (bytes, size) };
}

static GBytes *
read_all (int file, gsize expected)
{
  GByteArray *bytes = g_byte_array_sized_new ((guint) expected + 1);
  for (;;) {
    const guint before = bytes->len;
    const guint room = MAX (65536, (guint) expected + 1 - MIN (before, (guint) expected));
    g_byte_array_set_size (bytes, before + room);
    const ssize_t n = read (file, bytes->data + before, room);
    g_byte_array_set_size (bytes, before + (guint) MAX (n, 0));
    if (n == 0)
      return g_byte_array_free_to_bytes (bytes);
    if ((n < 0 && errno != EINTR) || bytes->len > G_MAXINT32 - (1 << 17)) {
      const int number = n < 0 ? errno : EFBIG;
      g_byte_array_unref (bytes);
      errno = number;
      return NULL;
    }
  }
}

GBytes *
file_read (const char *path, const char *shown, int64_t max_bytes, FileState *state, GError **error)
{
  struct stat info;
  GBytes *bytes = NULL;
  const int file = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe does not block */

  if (file < 0 || fstat (file, &info) != 0) {
    const int number = errno;
    g_set_error (error, ENGINE_ERROR,
                 number == ENOENT || number == ENOTDIR ? ENGINE_ERROR_NOT_FOUND
                                                       : ENGINE_ERROR_FAILED,
                 "cannot open '%s': %s", shown, g_strerror (number));
  } else if (!S_ISREG (info.st_mode)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "cannot open '%s': it is not a file",
                 shown);
  } else if (info.st_size > MIN (max_bytes, G_MAXINT32 - (1 << 20))) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "cannot open '%s': it is too large (%" G_GINT64_FORMAT " MB)", shown,
                 (gint64) info.st_size >> 20);
  } else if (!(bytes = read_all (file, (gsize) info.st_size))) {
    error_set_errno (error, errno, "cannot read", shown);
  } else {
    gsize size;
    const char *data = g_bytes_get_data (bytes, &size);
    fill_state (state, &info, data, size);
  }
  if (file >= 0)
    close (file);
  return bytes;
}

bool
file_is_as_it_was (const char *path, const FileState *state)
{
  struct stat info;
  FileState now;

  if (stat (path, &info) != 0)
    return errno == ENOENT;
  if (info.st_dev == state->device && info.st_ino == state->inode && info.st_size == state->size &&
      memcmp (&info.st_mtim, &state->modified, sizeof info.st_mtim) == 0 &&
      memcmp (&info.st_ctim, &state->changed, sizeof info.st_ctim) == 0)
    return true;
  /* Touched, copied back or given other rights: what counts is what is in it. */
  if (info.st_size != state->size)
    return false;
  g_autoptr (GBytes) bytes = file_read (path, path, info.st_size, &now, NULL);
  return bytes && now.content == state->content;
}

bool
folder_sync (const char *path)
{
  const int folder = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0)
    return false;
  /* Some file systems cannot sync folders, and need not. */
  const int number = fsync (folder) == 0 || errno == EINVAL ? 0 : errno;
  close (folder);
  errno = number;
  return number == 0;
}

static bool
write_all (int file, const char *bytes, gsize size)
{
  while (size > 0) {
    const ssize_t n = write (file, bytes, size);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0) {
      errno = n == 0 ? ENOSPC : errno;
      return false;
    }
    bytes += n;
    size -= (gsize) n;
  }
  return true;
}

/* Writes and syncs the temporary with the rights of the file that it will replace. */
static bool
write_temporary (const char *temporary, const char *target, GBytes *bytes, struct stat *info)
{
  struct stat old;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (unlink (temporary) != 0 && errno != ENOENT)
    return false;
  const int file = open (temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
  if (file < 0)
    return false;
  bool good = true;
  if (stat (target, &old) == 0) {
    /* Another owner cannot always be kept; the rights can. */
    if (old.st_uid != geteuid () || old.st_gid != getegid ())
      (void) !fchown (file, old.st_uid, old.st_gid);
    /* Where the file system has no rights, there are none to keep. */
    good = fchmod (file, old.st_mode & 07777) == 0 || errno == EPERM || errno == EOPNOTSUPP;
  }
  good = good && write_all (file, data, size) && fsync (file) == 0 && fstat (file, info) == 0;
  const int number = errno;
  if (close (file) != 0 && good)
    return false;
  errno = number;
  return good;
}

bool
file_replace (const char *path, const char *shown, const char *temporary, GBytes *bytes,
              FileState *state, GError **error)
{
  struct stat info;
  char resolved[PATH_MAX];
  const char *target = realpath (path, resolved) ? resolved : path;
  g_autofree char *folder = g_path_get_dirname (target);
  g_autofree char *beside = g_build_filename (folder, temporary, NULL);

  if (!write_temporary (beside, target, bytes, &info) || rename (beside, target) != 0) {
    const int number = errno;
    unlink (beside);
    return error_set_errno (error, number, "cannot save", shown);
  }
  /* Renaming changes the time of change. */
  if (stat (target, &info) != 0 || !folder_sync (folder))
    return error_set_errno (error, errno, "cannot make sure of", shown);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  fill_state (state, &info, data, size);
  return true;
}
