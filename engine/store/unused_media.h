/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files in audio/ that nothing uses, and the folder they are moved to; nothing is ever deleted. Any
 * thread but audio. */
#pragma once

#include "store/folder.h"

#define UNUSED_FOLDER "unused"

typedef struct {
  char *file; /* relative to the project's folder, in bytes of the file system */
  int64_t size; /* bytes */
} UnusedMedia;

/* UnusedMedia, by name: what neither a clip, take, frozen track, reference nor device of any of the
 * values uses, nor one of an autosave, nor a take that was recorded and is not placed yet. NULL
 * with an error where that cannot be known, for an autosave cannot be read. Free with
 * g_ptr_array_unref. */
GPtrArray *unused_media_list (const ProjectFolder *folder, const Project *const *values, int n,
                              GError **error);

/* Moves one into unused/, as "name 2.wav" where that is taken. */
bool unused_media_move (const ProjectFolder *folder, const char *file, GError **error);
