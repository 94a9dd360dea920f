/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of a take that is being recorded, in a file of its own beside the project:
 * recovery/takes/NAME.take. It is there before the first frame and until a saved project plays the
 * take, so that nothing that was played is forgotten. Any thread but audio. */
#pragma once

#include "model/dropouts.h"

#define TAKE_NOTE_SUFFIX ".take"

typedef struct {
  char *file; /* relative to the project's folder, as in Source.file */
  char *name; /* of the take: "Take 3" */
  Id track;
  Id lane; /* where it goes, 0 = a new one */
  Frames song_frame; /* of the first frame, at `rate` */
  int rate;
  char *input; /* as the user knows it: "Mic 1" */
  int64_t date; /* seconds since 1970 */
  int number; /* of the pass, from 1 */
  GArray *dropouts; /* DropoutMark, in order; NULL: none */
} TakeNote;

void take_note_clear (TakeNote *note);

/* The folder of a project's notes, made if it is not there; NULL on error. The caller's. */
char *take_note_folder (const char *project_folder, GError **error);

/* Writes it, whole or not at all, named after the file; its path is the caller's. A killed process
 * leaves it, a loss of power only
 * after take_note_sync and a sync of the folder. NULL on error. */
char *take_note_write (const TakeNote *note, const char *folder, GError **error);
bool take_note_sync (const char *path, GError **error);
/* ENGINE_ERROR_INVALID when it is no note, or names a file outside the project. */
bool take_note_read (const char *path, TakeNote *note, GError **error);
