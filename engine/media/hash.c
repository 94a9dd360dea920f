/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/hash.h"

#include "base/error.h"
#include "media/sha256.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_SIZE (1024 * 1024)

static char *
hash_descriptor (int fd, const char *path, gint64 all, MediaProgress progress, gpointer data,
                 GCancellable *cancellable, GError **error)
{
  Sha256 sha;
  uint8_t *block = g_malloc (BLOCK_SIZE);
  char *text = NULL;
  gint64 done = 0;

  sha256_init (&sha);
  for (;;) {
    if (g_cancellable_is_cancelled (cancellable)) {
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_CANCELLED, "reading '%s' was cancelled", path);
      break;
    }
    const ssize_t got = read (fd, block, BLOCK_SIZE);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0) {
      error_set_errno (error, errno, "cannot read", path);
      break;
    }
    if (got == 0) {
      text = sha256_finish (&sha);
      break;
    }
    sha256_add (&sha, block, (size_t) got);
    done += got;
    if (progress)
      progress (done, all, data);
  }
  g_free (block);
  return text;
}

char *
media_hash_file (const char *path, MediaProgress progress, gpointer data, GCancellable *cancellable,
                 GError **error)
{
  const int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status;
  if (fd < 0 || fstat (fd, &status) != 0) {
    error_set_errno (error, errno, "cannot open", path);
    if (fd >= 0)
      close (fd);
    return NULL;
  }
  posix_fadvise (fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  char *text = hash_descriptor (fd, path, status.st_size, progress, data, cancellable, error);
  close (fd);
  return text;
}
