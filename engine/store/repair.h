/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a project on disk, and mending it. Any thread but audio. */
#pragma once

#include "store/folder.h"

typedef enum {
  FAULT_WARNING, /* the project opens; something is not as it should be */
  FAULT_ERROR, /* it does not open, or does not sound as it did */
} FaultSeverity;

typedef struct {
  FaultSeverity severity;
  char *sentence;
  bool can_repair; /* project_repair does something about it */
} Fault;

/* Reads the shape of an audio file; false with the error when it is none. */
typedef bool (*MediaProbe) (const char *path, int64_t *frames, int64_t *rate, int64_t *channels,
                            GError **error);

typedef struct {
  MediaProbe probe; /* NULL: only whether the files are there and not empty */
  bool hashes; /* read every file through and compare its SHA-256 */
} FaultOptions;

/* Everything that is wrong with the project at `path` (folder or file): Fault, the order of the
 * file first, then consistency, then media. Empty when all is well. `options` may be NULL. NULL
 * with the error only where there is no file that can be read. Free with g_ptr_array_unref. */
GPtrArray *project_find_faults (const char *path, const FaultOptions *options, GError **error);

/* Mends what can be mended and saves it. What was done is one sentence each in `done`; none means
 * that nothing was wrong, and the file is untouched. The damaged file stays beside as
 * "Song.lacquer.damaged-1" (-2, ...). False where nothing can be read of it, the result would still
 * be inconsistent, or the disk says no; then the file is as it was. */
bool project_repair (const char *path, GPtrArray *done, GError **error);

/* The first half of it, without touching the disk: the project that project_repair would save. */
Project *project_salvage (const char *bytes, gsize size, const char *name, GPtrArray *done,
                          GError **error);
