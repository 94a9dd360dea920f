/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that appears under its name only when it is whole: written under another name beside it,
 * synced, renamed. Buffered. Any thread but audio, one at a time. */
#pragma once

#include <glib.h>
#include "base/types.h"

typedef struct OutputFile OutputFile;

/* NULL and ENGINE_ERROR_FAILED when the folder is missing or read-only, or `path` is a folder. */
OutputFile *output_open (const char *path, GError **error);

/* Appends at the cursor. After the first failure (a full disk) nothing more is written and every
 * call fails again with the same sentence. */
bool output_write (OutputFile *output, const void *bytes, size_t size, GError **error);

/* Moves the cursor; what was written stays. */
bool output_seek (OutputFile *output, int64_t at, GError **error);
/* Reads at the cursor and moves it; fewer bytes at the end of the file, -1 on failure. */
int64_t output_read (OutputFile *output, void *bytes, size_t size, GError **error);
int64_t output_tell (const OutputFile *output);
int64_t output_size (const OutputFile *output);

/* Where it stands until it is committed, and its descriptor once all that was written has been
 * handed to the system (-1 and an error if that failed). */
const char *output_temporary_path (const OutputFile *output);
int output_flush (OutputFile *output, GError **error);

/* Syncs, renames over `path`, syncs the folder and frees the output. On failure nothing is left.
 * `durable` false leaves out the syncs: for what can be made again and is tested when it is opened.
 */
bool output_commit (OutputFile *output, bool durable, GError **error);
/* As output_commit, durable, but ENGINE_ERROR_INVALID and *exists when `path` is there already; the
 * output then lives on and may be tried under another name. */
bool output_commit_new (OutputFile **output, const char *path, bool *exists, GError **error);
/* Frees the output and leaves nothing behind. NULL is fine. */
void output_abort (OutputFile *output);
