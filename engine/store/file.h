/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole files: read at once, replaced at once and safely. Any thread but audio.
 *
 * Errors are ENGINE_ERROR_FAILED, "cannot save 'Song/Song.lacquer': No space left on device", and
 * ENGINE_ERROR_NOT_FOUND where there is no such file. `shown` is the path as errors name it. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

/* Which file it was and what was in it. */
typedef struct {
  dev_t device;
  ino_t inode;
  off_t size;
  struct timespec modified, changed;
  uint64_t content; /* a hash */
} FileState;

/* NULL on error; files above max_bytes are refused. `state` may be NULL. The caller owns the bytes.
 */
GBytes *file_read (const char *path, const char *shown, int64_t max_bytes, FileState *state,
                   GError **error);

/* Writes `temporary` (a name in the same folder; what stands there is removed), syncs it, puts it
 * in the place of `path`, syncs the folder. A file that is there keeps its permissions, a link
 * stays a link. On error the file at `path` is as it was and the temporary is gone. */
bool file_replace (const char *path, const char *shown, const char *temporary, GBytes *bytes,
                   FileState *state, GError **error);

/* False when the file is there and holds something else than `state` says. */
bool file_is_as_it_was (const char *path, const FileState *state);

/* Opens the folder and syncs it. False with errno. */
bool folder_sync (const char *path);
