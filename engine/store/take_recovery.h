/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes that were recorded and never placed in a saved project: the program was killed, the power
 * went. They are listed when a project is opened and offered at their place. Any thread but audio;
 * only while nobody records in the project. */
#pragma once

#include "store/folder.h"
#include "store/take_note.h"

typedef struct {
  TakeNote note; /* where it belongs and when it was played */
  char *note_path, *path; /* of the note and of the audio file; absolute */
  Frames frames; /* that are there, whatever its header says */
  int rate, channels;
  double seconds;
} TakeLeft;

/* TakeLeft, in the order they were recorded; empty when there are none. Those that `project` plays
 * (NULL: unknown) are not among them, nor those of which nothing is there. Nothing is written. Free
 * with g_ptr_array_unref. */
GPtrArray *take_recovery_list (const ProjectFolder *folder, const Project *project);

/* Makes the header of the file say what is there; its sound is not touched. */
bool take_left_repair (TakeLeft *left, GError **error);

/* The command lines that put a repaired take at its place, on a take lane of its track; they run as
 * one step (store/take_lines.h). Where the track is gone, or is no audio track, that is a track
 * named "Recovered", which the first line makes. `heard`: the track plays it, and what it played
 * there becomes a take. The note stays until the project is saved. Free with g_strfreev. */
char **take_left_commands (const TakeLeft *left, const Project *project, bool heard);

/* Whether the track it was recorded to is there and plays nothing where it stands: then it can be
 * heard without hiding anything. */
bool take_left_is_free (const TakeLeft *left, const Project *project);

/* Forgets that it was left; the audio file stays. */
bool take_left_dismiss (const TakeLeft *left, GError **error);

/* Removes the notes of takes that a project which was just saved plays. project_save calls it. */
void take_recovery_settle (const char *project_folder, const Project *project);
