/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drag in the arrangement, from the press to one undo step: what it shows on the way, and the
 * command lines that it becomes. Nothing in the project changes before the end. No GTK; main
 * thread.
 *
 * Places are pixels from the timeline's top left corner; those of rulers have their own x alone,
 * those of headers their own y alone. */
#pragma once

#include "ui/arrange/hit.h"

typedef enum {
  DRAG_SHIFT = 1 << 0,
  DRAG_CTRL = 1 << 1,
  DRAG_ALT = 1 << 2,
} DragKeys;

typedef enum {
  GHOST_CLIP, /* a clip where it would be */
  GHOST_FRAME, /* an outline over what changes */
  GHOST_DIM, /* what would be silent */
  GHOST_FADE_IN, /* a line from the foot to the top */
  GHOST_FADE_OUT,
  GHOST_BAND, /* a wash over a range */
  GHOST_LINE, /* where something would be inserted */
  GHOST_POINT, /* x and y are its middle */
  GHOST_CURVE, /* from the one before it, or its start where `first` */
} GhostKind;

typedef enum { AREA_TIMELINE, AREA_RULERS, AREA_HEADERS } GhostArea;

typedef struct {
  GhostKind kind;
  GhostArea area;
  Ruler ruler; /* of AREA_RULERS: y counts from its top */
  double x, y, width, height;
  Id clip; /* whose name and color it has; 0: gold */
  bool first;
} Ghost;

typedef struct {
  GArray *ghosts; /* Ghost */
  char *tag; /* place and length; or why it is refused */
  double tag_x, tag_y;
  bool refused;
  double hair; /* x of what it snaps to; negative: nothing */
} DragShow;

typedef struct Drag Drag;

/* A drag of what was hit; NULL where nothing is dragged there. The desk is borrowed. */
Drag *drag_new (LqDesk *desk, const Hit *hit, double x, double y, unsigned keys);
/* Of a header: reorders, or with `height` makes its row higher. */
Drag *drag_new_header (LqDesk *desk, int row, double y, bool height);
/* The pointer has moved, the keys have changed, or the view has. */
void drag_move (Drag *drag, double x, double y, unsigned keys);
const DragShow *drag_show (const Drag *drag); /* borrowed until the next move */
/* What it would run now; char *. To be unreferenced. */
GPtrArray *drag_lines (Drag *drag);
/* Ends it: runs its lines as one step and frees it. False where that fails; the user is told. */
bool drag_end (Drag *drag);
/* Takes everything back and frees it. */
void drag_cancel (Drag *drag);
/* Whether it moves what is in sight itself: no scrolling at the edges. */
bool drag_scrolls (const Drag *drag);
