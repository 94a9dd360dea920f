/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who writes a project: a file `.lacquer.lock` in its folder, held by one process at a time.
 * Programs that only read ignore it. Any thread.
 *
 * The file says who holds it, and is locked (flock) as long as that process lives. A lock is stale
 * when its process is gone from this machine, or its number now belongs to another process; then it
 * is taken over. A lock of another machine is never broken: who knows better deletes the file. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define LOCK_NAME ".lacquer.lock"

typedef struct ProjectLock ProjectLock;

/* All texts are NUL-terminated and printable. */
typedef struct {
  int64_t pid;
  char host[256];
  char machine[40]; /* tells machines of one name apart; empty = unknown */
  char boot[40]; /* of the machine; empty = unknown */
  uint64_t started; /* of the process, in clock ticks since the boot; 0 = unknown */
  char time[32]; /* RFC 3339, UTC */
  char program[64];
} LockHolder;

/* *lock is the caller's. On ENGINE_ERROR_LOCKED the error names the holder; ENGINE_ERROR_FAILED
 * where the folder cannot be written. */
bool lock_take (const char *folder, const char *program, ProjectLock **lock, GError **error);
void lock_release (ProjectLock *lock); /* NULL is fine */

/* Who holds the folder now; false when nobody does, or the holder is gone. */
bool lock_find_holder (const char *folder, LockHolder *holder);
