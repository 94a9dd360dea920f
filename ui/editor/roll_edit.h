/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What edits of the piano roll do to notes: as command lines, each edit one undo step. Main thread.
 */
#pragma once

#include "ui/editor/roll.h"

typedef enum {
  EDIT_INSERT, /* a note of one grid unit at the cursor */
  EDIT_DELETE,
  EDIT_MOVE, /* arg: grid units */
  EDIT_MOVE_FINE, /* arg: ticks */
  EDIT_TRANSPOSE, /* arg: semitones, or steps where the scale is locked */
  EDIT_OCTAVE, /* arg: octaves */
  EDIT_VELOCITY, /* arg: 127ths */
  EDIT_LENGTH, /* arg: grid units */
  EDIT_TRIM_START, /* to the cursor; likewise the next two */
  EDIT_TRIM_END,
  EDIT_SPLIT,
  EDIT_JOIN,
  EDIT_LEGATO,
  EDIT_QUANTIZE,
  EDIT_HUMANIZE,
  EDIT_MUTE,
  EDIT_REVERSE,
  EDIT_DUPLICATE,
  EDIT_PASTE, /* what was copied, at the cursor */
} RollEdit;

/* The lines of an edit of the selected notes, else the one under the cursor (of quantizing,
 * humanizing, legato and reversing: else all). NULL, and a translated sentence in *why, where there
 * is nothing to do. To be freed. */
GPtrArray *roll_lines (Roll *roll, RollEdit edit, int arg, const char **why);
/* Runs them; what is made is selected. The user is told what fails. */
bool roll_edit (Roll *roll, RollEdit edit, int arg);

/* One note; false where it is refused. `length` in ticks. */
bool roll_add_note (Roll *roll, Ticks at, Ticks length, int pitch, double velocity);
/* Semitones that a note goes when it is moved by `up`: to the scale where that is locked. */
int roll_shift (const Roll *roll, const RollNote *note, int up);
/* Moves or copies the selected notes; the shapes of lines for drags. */
bool roll_move_notes (Roll *roll, Ticks by, int up, bool copy);
bool roll_trim_notes (Roll *roll, bool start, Ticks by);
bool roll_set_velocities (Roll *roll, double by); /* 0..1 */
bool roll_split_note (Roll *roll, Id note, Ticks at);
bool roll_remove_notes (Roll *roll, const GArray *ids);
bool roll_set_lyric (Roll *roll, Id note, const char *text);
/* Keeps copies of the selected notes; false where there are none. */
bool roll_copy (Roll *roll);
