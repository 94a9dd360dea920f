/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lane below the notes without a screen: the velocities, one controller of the clip, or pitch,
 * pressure or timbre of one note, with its points. Main thread.
 *
 * While the lane has the keys (roll->in_lane), edits of the piano roll mean its points: those of
 * the range, else the one at the cursor. */
#pragma once

#include "ui/editor/roll_drag.h"
#include "ui/editor/roll_edit.h"

/* What the lane shows: the name that envelopes have ("cc1"), NULL: velocities. A controller gets
 * the keys. */
void roll_lane_show (Roll *roll, const char *param);
/* The keys go to the lane, where it shows a controller, or back to the notes. */
void roll_lane_enter (Roll *roll, bool enter);
/* Controllers that the clip has points of: names, to be unreffed. */
GPtrArray *roll_lane_used (const Roll *roll);
/* "Modulation", "CC 20", "Bend, channel 2"; NULL: "Velocity". To be freed. */
char *roll_lane_name (const char *param);

/* --- Of one note (roll_lane_note.c) --- */

#define ROLL_LANE_NOTE "note:" /* begins the names of pitch, pressure and timbre of a note */

int roll_lane_kind (const char *param); /* EXPRESSION_*, -1: it is none of a note */
/* The note at the cursor that the lane is about: a selected one first, else the nearest in pitch.
 * NULL: none sounds there. */
const RollNote *roll_lane_note (const Roll *roll);
/* LanePoint of a note; g_array_unref. */
GArray *roll_lane_note_points (const Roll *roll, const RollNote *note);
/* Where points may stand: in the note, else in the clip; both 0: nowhere. */
void roll_lane_span (const Roll *roll, Ticks *from, Ticks *to);
/* The values that show, the nearest one that there is, and what plays without points. */
void roll_lane_range (const char *param, double *least, double *most);
double roll_lane_held (const char *param, double value);
double roll_lane_still (const char *param);
/* How a command begins, "controller.add clip=c:... controller=cc1"; NULL: there is no note. */
char *roll_lane_command (const Roll *roll, const char *what);

/* The points in the order of time, as they show while something is dragged; g_array_unref. */
GArray *roll_lane_points (const Roll *roll);
/* The value at a tick of the song; NAN where nothing is sent yet. */
double roll_lane_value (const Roll *roll, const GArray *points, Ticks at);
char *roll_lane_text (const Roll *roll, double value); /* "64", "+50 %"; to be freed */
char *
roll_lane_now (const Roll *roll); /* the value at the playhead, while nothing plays at the cursor */

/* Values and places in a lane that is `height` pixels high. */
double roll_lane_y (const Roll *roll, double value, double height);
double roll_lane_rounded (const char *param, double value); /* as the pointer sets it */
double roll_lane_value_at (const Roll *roll, double y, double height);
/* The index of the point under a place, or -1. */
int roll_lane_hit (const Roll *roll, const GArray *points, double x, double y, double height);

/* Edits of points as the keys mean them; false: the edit is none of points. */
bool roll_lane_edit (Roll *roll, RollEdit edit, int arg);
/* To the point before or behind. */
void roll_lane_next (Roll *roll, int direction);
bool roll_lane_add (Roll *roll, Ticks at, double value);
bool roll_lane_remove (Roll *roll, Ticks at);
/* Each selected point by so much. */
bool roll_lane_move (Roll *roll, Ticks by, double up);
/* A curve of rising LanePoint, each holding up to the next and the last for a step. */
void roll_lane_write (Roll *roll, const GArray *curve, Ticks step);

/* --- Drags (roll_lane_drag.c), as those of roll_drag.h, which calls these --- */

void roll_lane_press (Roll *roll, double x, double y, double height, unsigned mods, int clicks);
void roll_lane_drag_update (Roll *roll, unsigned mods);
void roll_lane_drag_end (Roll *roll);
char *roll_lane_drag_text (const Roll *roll); /* of what is dragged; to be freed, or NULL */
