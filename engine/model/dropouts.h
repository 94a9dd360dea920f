/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a recording lost, as it goes from the writer to the note of its take and into the project:
 * "4800 96000+512" is a place where something was lost, and one where 512 frames are silence. Any
 * thread but audio. */
#pragma once

#include "model/project.h"

#define DROPOUTS_MOST 1000 /* of a take that are kept, the first ones */

typedef struct {
  Frames frame, missing; /* as in Dropout */
} DropoutMark;

/* Of an array of DropoutMark. Free with g_free. */
char *dropouts_write (const GArray *marks);
/* Appends to the array. False where the text says something else; what stood before that is read.
 */
bool dropouts_read (const char *text, GArray *marks);
/* In place of those that the source has; the source is the caller's to write. */
void dropouts_set (Source *source, const GArray *marks);
