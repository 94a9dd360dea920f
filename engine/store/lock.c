/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/lock.h"

#include "base/error.h"
#include "store/lock_holder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LOCK_BYTES 1024 /* always: the text and line ends behind it */
#define UNWRITTEN_SECONDS                                                                          \
  10 /* so long a lock without a holder may be one that is being written                           \
      */

struct ProjectLock {
  char *path;
  int file; /* locked as long as it is open */
};

/* In one piece over whatever is there, so that no kill leaves half of it. */
static bool
write_holder (int file, const char *program)
{
  char text[LOCK_BYTES];
  LockHolder holder;

  lock_holder_init (&holder, program);
  g_autoptr (GString) words = lock_holder_write (&holder);
  g_assert (words->len <= sizeof text);
  memset (text, '\n', sizeof text);
  memcpy (text, words->str, words->len);
  const ssize_t n = pwrite (file, text, sizeof text, 0);
  if (n >= 0 && n < (ssize_t) sizeof text)
    errno = ENOSPC; /* a short write names no reason */
  return n == sizeof text && fsync (file) == 0;
}

static bool
read_holder (int file, LockHolder *holder)
{
  char text[LOCK_BYTES + 1];
  const ssize_t n = pread (file, text, LOCK_BYTES, 0);
  text[MAX (n, 0)] = '\0';
  return lock_holder_read (holder, text);
}

static bool
is_same_file (int file, const char *path)
{
  struct stat a, b;
  return fstat (file, &a) == 0 && stat (path, &b) == 0 && a.st_dev == b.st_dev &&
         a.st_ino == b.st_ino;
}

/* A lock file that appears locked and written, or not at all. -1 with errno; EEXIST when there is
 * one. */
static int
create_whole (const char *folder, const char *path, const char *program)
{
  char link[64];
  int file = open (folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);

  if (file >= 0) {
    g_snprintf (link, sizeof link, "/proc/self/fd/%d", file);
    (void) flock (file, LOCK_EX | LOCK_NB);
    if (!write_holder (file, program) ||
        linkat (AT_FDCWD, link, AT_FDCWD, path, AT_SYMLINK_FOLLOW)) {
      const int number = errno;
      close (file);
      if (number != ENOENT && number != EPERM) /* no /proc, or no links */
        return errno = number, -1;
      file = -1;
    }
  }
  if (file >= 0)
    return file;
  file = open (path, O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0666);
  if (file < 0)
    return -1;
  (void) flock (file, LOCK_EX | LOCK_NB);
  if (write_holder (file, program))
    return file;
  const int number = errno;
  unlink (path);
  close (file);
  errno = number;
  return -1;
}

static bool
set_held (GError **error, const char *path, const LockHolder *holder, bool here)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *shown = g_filename_display_basename (folder);

  if (!holder)
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_LOCKED,
                 "'%s' is being opened by another program; try again in a moment", shown);
  else if (here)
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_LOCKED,
                 "'%s' is open in %s, pid %" G_GINT64_FORMAT " on %s, since %s", shown,
                 *holder->program ? holder->program : "another program", holder->pid, holder->host,
                 holder->time);
  else
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_LOCKED,
                 "'%s' is open in %s, pid %" G_GINT64_FORMAT
                 " on %s, since %s; if it is not running "
                 "there any more, delete '%s'",
                 shown, *holder->program ? holder->program : "another program", holder->pid,
                 holder->host, holder->time, path);
  return false;
}

static bool
is_young (int file)
{
  struct stat info;
  return fstat (file, &info) == 0 && time (NULL) - info.st_mtime < UNWRITTEN_SECONDS;
}

typedef enum { TAKEN, HELD, AGAIN } Outcome;

/* A lock file is there: take it over if it is stale. */
static Outcome
take_over (int file, const char *path, const char *program, GError **error)
{
  LockHolder holder;
  const bool locked = flock (file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  const bool known = read_holder (file, &holder);
  const bool here = known && lock_holder_is_here (&holder);

  if (!is_same_file (file, path))
    return AGAIN; /* released between opening and locking */
  if (known && !here) {
    set_held (error, path, &holder, false);
    return HELD;
  }
  /* Where the file system cannot lock, the process itself says whether it lives. */
  if (locked || (known && lock_holder_lives (&holder)) || (!known && is_young (file))) {
    set_held (error, path, known ? &holder : NULL, true);
    return HELD;
  }
  if (!write_holder (file, program)) {
    error_set_errno (error, errno, "cannot lock", path);
    return HELD;
  }
  return TAKEN;
}

bool
lock_take (const char *folder, const char *program, ProjectLock **lock, GError **error)
{
  g_autofree char *path = g_build_filename (folder, LOCK_NAME, NULL);

  for (int attempt = 0; attempt < 100; attempt++) {
    Outcome outcome = TAKEN;
    int file = create_whole (folder, path, program);
    if (file < 0 && errno != EEXIST)
      return error_set_errno (error, errno, "cannot lock", path);
    if (file < 0) {
      file = open (path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
      if (file < 0 && errno == ENOENT)
        continue;
      if (file < 0)
        return error_set_errno (error, errno, "cannot lock", path);
      outcome = take_over (file, path, program, error);
    }
    if (outcome == TAKEN) {
      *lock = g_new (ProjectLock, 1);
      **lock = (ProjectLock){ g_steal_pointer (&path), file };
      return true;
    }
    close (file);
    if (outcome == HELD)
      return false;
  }
  return set_held (error, path, NULL, true);
}

void
lock_release (ProjectLock *lock)
{
  if (!lock)
    return;
  if (is_same_file (lock->file, lock->path))
    unlink (lock->path);
  close (lock->file);
  g_free (lock->path);
  g_free (lock);
}

bool
lock_find_holder (const char *folder, LockHolder *holder)
{
  g_autofree char *path = g_build_filename (folder, LOCK_NAME, NULL);
  const int file = open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (file < 0)
    return false;
  const bool known = read_holder (file, holder);
  close (file);
  return known && (!lock_holder_is_here (holder) || lock_holder_lives (holder));
}
