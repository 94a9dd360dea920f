/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/output.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUFFER_SIZE (256 * 1024)
#define NAME_TRIES 10000

struct OutputFile {
  char *path, *temporary;
  int fd;
  int64_t flushed; /* offset in the file of buffer[0] */
  size_t filled; /* bytes of the buffer that wait */
  int64_t size; /* of the file with what waits */
  int failure; /* errno of the first failure */
  uint8_t buffer[BUFFER_SIZE];
};

static bool
fail (OutputFile *output, int number, GError **error)
{
  output->failure = number;
  return error_set_errno (error, number, "cannot write", output->path);
}

static int
create_beside (const char *path, char **temporary)
{
  static atomic_uint counter;
  char *folder = g_path_get_dirname (path);
  int fd = -1;

  errno = EEXIST;
  for (int i = 0; i < NAME_TRIES && fd < 0 && errno == EEXIST; i++) {
    g_free (*temporary);
    *temporary = g_strdup_printf ("%s/.lacquer-%ld-%u.part", folder, (long) getpid (),
                                  atomic_fetch_add (&counter, 1));
    fd = open (*temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  }
  const int number = errno;
  g_free (folder);
  errno = number;
  return fd;
}

OutputFile *
output_open (const char *path, GError **error)
{
  struct stat status;
  const bool exists = stat (path, &status) == 0;
  if (exists && S_ISDIR (status.st_mode)) {
    error_set_errno (error, EISDIR, "cannot write", path);
    return NULL;
  }
  /* The rename at the end would put a file in the place of a device or a pipe. */
  if (exists && !S_ISREG (status.st_mode)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED,
                 "cannot write '%s': it is no regular file", path);
    return NULL;
  }
  char *temporary = NULL;
  const int fd = create_beside (path, &temporary);
  if (fd < 0) {
    error_set_errno (error, errno, "cannot write", path);
    g_free (temporary);
    return NULL;
  }
  OutputFile *output = g_new (OutputFile, 1);
  output->path = g_strdup (path);
  output->temporary = temporary;
  output->fd = fd;
  output->flushed = 0;
  output->filled = 0;
  output->size = 0;
  output->failure = 0;
  return output;
}

static bool
write_all (OutputFile *output, const uint8_t *bytes, size_t size, GError **error)
{
  while (size > 0) {
    const ssize_t done = pwrite (output->fd, bytes, size, output->flushed);
    if (done < 0 && errno == EINTR)
      continue;
    if (done <= 0)
      return fail (output, done < 0 ? errno : ENOSPC, error);
    output->flushed += done;
    bytes += done;
    size -= (size_t) done;
  }
  return true;
}

int
output_flush (OutputFile *output, GError **error)
{
  if (output->failure != 0) {
    fail (output, output->failure, error);
    return -1;
  }
  const size_t filled = output->filled;
  output->filled = 0;
  return write_all (output, output->buffer, filled, error) ? output->fd : -1;
}

bool
output_write (OutputFile *output, const void *bytes, size_t size, GError **error)
{
  if (output->failure != 0)
    return fail (output, output->failure, error);
  if (size == 0)
    return true;
  if (output->filled + size > BUFFER_SIZE && output_flush (output, error) < 0)
    return false;

  if (size >= BUFFER_SIZE) {
    if (!write_all (output, bytes, size, error))
      return false;
  } else {
    memcpy (output->buffer + output->filled, bytes, size);
    output->filled += size;
  }
  output->size = int64_max (output->size, output_tell (output));
  return true;
}

bool
output_seek (OutputFile *output, int64_t at, GError **error)
{
  if (at == output_tell (output))
    return true;
  if (output_flush (output, error) < 0)
    return false;
  output->flushed = at;
  return true;
}

int64_t
output_read (OutputFile *output, void *bytes, size_t size, GError **error)
{
  if (output_flush (output, error) < 0)
    return -1;
  size_t done = 0;
  while (done < size) {
    const ssize_t got =
        pread (output->fd, (uint8_t *) bytes + done, size - done, output->flushed + (off_t) done);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0) {
      error_set_errno (error, errno, "cannot read", output->temporary);
      return -1;
    }
    if (got == 0)
      break;
    done += (size_t) got;
  }
  output->flushed += (int64_t) done;
  return (int64_t) done;
}

int64_t
output_tell (const OutputFile *output)
{
  return output->flushed + (int64_t) output->filled;
}

int64_t
output_size (const OutputFile *output)
{
  return output->size;
}

const char *
output_temporary_path (const OutputFile *output)
{
  return output->temporary;
}

static void
free_output (OutputFile *output)
{
  if (output->fd >= 0)
    close (output->fd);
  g_free (output->path);
  g_free (output->temporary);
  g_free (output);
}

void
output_abort (OutputFile *output)
{
  if (output == NULL)
    return;
  unlink (output->temporary);
  free_output (output);
}

static void
sync_folder (const char *path)
{
  char *folder = g_path_get_dirname (path);
  const int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0) {
    fsync (fd); /* some network folders cannot; the file itself is safe by then */
    close (fd);
  }
  g_free (folder);
}

static bool
sync_file (OutputFile *output, GError **error)
{
  if (output_flush (output, error) < 0)
    return false;
  if (fsync (output->fd) != 0 && errno != EINVAL && errno != ENOSYS)
    return fail (output, errno, error);
  return true;
}

bool
output_commit (OutputFile *output, bool durable, GError **error)
{
  bool done = durable ? sync_file (output, error) : output_flush (output, error) >= 0;
  if (done && rename (output->temporary, output->path) != 0)
    done = fail (output, errno, error);
  if (!done) {
    output_abort (output);
    return false;
  }
  if (durable)
    sync_folder (output->path);
  free_output (output);
  return true;
}

/* Never over a file that is there. File systems without RENAME_NOREPLACE can mostly make links. */
static int
rename_new (const char *from, const char *to)
{
  if (renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    return 0;
  if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
    return -1;
  if (link (from, to) == 0)
    return unlink (from);
  if (errno == EEXIST)
    return -1;
  const int claim = open (to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (claim < 0)
    return -1;
  close (claim);
  return rename (from, to);
}

bool
output_commit_new (OutputFile **output, const char *path, bool *exists, GError **error)
{
  OutputFile *file = *output;
  *exists = false;
  if (sync_file (file, error)) {
    if (rename_new (file->temporary, path) == 0) {
      sync_folder (path);
      free_output (file);
      *output = NULL;
      return true;
    }
    if (errno == EEXIST) {
      *exists = true;
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "'%s' exists already", path);
      return false;
    }
    fail (file, errno, error);
  }
  output_abort (file);
  *output = NULL;
  return false;
}
