/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes of clips as commands change them. Main thread. */
#pragma once

#include "edit/command.h"

/* The clip that holds the notes a clip plays: itself, or the pattern that it stands for. */
const Clip *notes_content (const Project *project, const Clip *clip);
/* The same, private and to be written. NULL with an error when it is no note clip. */
Clip *notes_edit_clip (Edit *edit, Id clip, GError **error);
/* After changing the notes: clips of the same link get the same content, and what expressed notes
 * that are gone goes. */
void notes_changed (Edit *edit, Clip *clip);

/* Where a tick of the clip's content stands in the song, and back. */
Ticks notes_to_song (const TempoMap *map, const Clip *clip, Ticks at);
Ticks notes_from_song (const TempoMap *map, const Clip *clip, Ticks at);

/* The line of a grid nearest to a tick of the song. Lines count from the bar; `swing` percent. */
Ticks notes_nearest_line (const TempoMap *map, Ticks at, const Length *grid, double swing);

/* All notes as an array of Note, whose texts are borrowed from the clip's run. */
GArray *notes_array (const Clip *clip);
/* The clip's notes become those of the array, in the order of time. */
void notes_store (Clip *clip, GArray *notes);

/* The notes of an argument of type ARG_NOTES, as a set of Id * in memory of the arguments; NULL:
 * all, as it was not given. */
GHashTable *notes_meant (const Args *args, const char *name);
bool notes_is_meant (GHashTable *meant, const Note *note);

/* Calls `change` for the notes of an argument of type ARG_NOTES (all when it was not given). False
 * from it, with an error, stops. */
typedef bool (*NoteChange) (Edit *edit, const Args *args, const Clip *clip, Note *note,
                            GError **error);
bool notes_change (Edit *edit, const Args *args, const char *name, NoteChange change,
                   GError **error);
