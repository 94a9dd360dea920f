/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drags on the canvas and the velocity lane: from the press to the lines of one undo step, with
 * what is shown meanwhile. Nothing changes before the end. Main thread. */
#pragma once

#include "ui/editor/roll.h"

typedef enum {
  RDRAG_NONE,
  RDRAG_MOVE,
  RDRAG_LEFT,
  RDRAG_RIGHT,
  RDRAG_DRAW,
  RDRAG_BOX,
  RDRAG_ERASE,
  RDRAG_VELOCITY, /* vertically, in the lane or with the tool */
  RDRAG_POINT, /* those of a controller in the lane: so are the next */
  RDRAG_CURVE, /* drawn by hand */
  RDRAG_SPAN, /* a range of them */
} RollDragKind;

/* A point of the controller that the lane shows. */
typedef struct {
  Ticks at; /* of the song */
  double value;
  int shape; /* PointShape */
  double tension;
  bool selected;
} LanePoint;

enum { ROLL_CTRL = 1, ROLL_SHIFT = 2, ROLL_ALT = 4 }; /* modifiers that are down */

struct RollDrag {
  RollDragKind kind;
  bool lane; /* it began in the lane, whose height y counts in */
  bool moved; /* farther than the threshold */
  bool copy;
  bool again; /* the note was selected already: a mere click leaves it alone, or takes it out */
  double x, y; /* of the press, pixels from the first bar and the highest row */
  double to_x, to_y; /* of the pointer, likewise */
  RollNote grabbed;
  Ticks by; /* that notes or an edge move */
  int up; /* semitones */
  double louder; /* velocity, 0..1; or what is added to values of points */
  double full; /* pixels of the whole range of velocities */
  LanePoint point; /* that was grabbed */
  GArray *curve; /* LanePoint: what was drawn, a point every `step` ticks from `first_at` */
  Ticks step, first_at, last_at;
  double last_value;
  RollNote drawn;
  GArray *before; /* Id: selected before a box */
  GArray *erased; /* Id */
};

RollDrag *roll_drag_new (void);
void roll_drag_free (RollDrag *drag);

/* The button went down on the canvas, at pixels of it. `clicks`: 2 is a double click, which adds a
 * note or removes the one there. */
void roll_press (Roll *roll, double x, double y, unsigned mods, int clicks);
/* The other button with the pencil: erases what it touches. */
void roll_press_erase (Roll *roll, double x, double y);
/* In the lane below, which is `height` pixels high. */
void roll_press_lane (Roll *roll, double x, double y, double height, unsigned mods, int clicks);
void roll_drag_update (Roll *roll, double x, double y, unsigned mods);
void roll_drag_end (Roll *roll); /* runs what the drag stands for */
void roll_drag_cancel (Roll *roll);

/* The note as it shows while something is dragged; false: it is being erased. */
bool roll_drag_shown (const Roll *roll, const RollNote *note, RollNote *shown);
/* "31.3.1 · B4 · 1/8" of what is dragged, to be freed; NULL where nothing is. */
char *roll_drag_text (const Roll *roll);
