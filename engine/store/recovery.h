/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The autosaves of a project, dated files in recovery/: listing, reading, pruning. Any thread.
 *
 * They are named "Song 2026-11-23 07-02-14 UTC.lacquer", with " 2" and so on behind the time where
 * one second has several. Files of other names are never touched. */
#pragma once

#include "store/folder.h"

typedef struct {
  char *path; /* absolute */
  char *name; /* for display */
  int64_t time; /* seconds since 1970, UTC, from the name */
  int ordinal; /* within that second, from 1 */
  int64_t size; /* bytes */
  bool newer; /* than the project file, so that it may hold what was not saved */
} RecoveryEntry;

/* RecoveryEntry, the newest first; empty when there are none. Free with g_ptr_array_unref. */
GPtrArray *recovery_list (const ProjectFolder *folder);

/* Reads and checks an autosave. The project file stays as it is until it is saved. */
Project *recovery_load (const RecoveryEntry *entry, GError **error);

/* Writes one, whole or not at all; the path is the caller's. NULL on error. */
char *recovery_write (const ProjectFolder *folder, const Project *project, GError **error);

#define RECOVERY_MAX 60

/* Removes autosaves older than `saved` (seconds since 1970), when the project was saved on purpose,
 * except: the newest of all; of the last 24 hours the newest of each hour; of the last 31 days the
 * newest of each day; and of what is left at most the newest RECOVERY_MAX. One that is newer than
 * `saved` is always kept. Returns how many were removed. */
int recovery_prune (const ProjectFolder *folder, int64_t saved);

/* Removes those that are newer than the project file: the user wants none of it. */
bool recovery_discard_newer (const ProjectFolder *folder, GError **error);
