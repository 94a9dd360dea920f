/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What presses and clicks do where nothing is dragged: cursors, selection, and the small commands
 * of a click. No GTK; main thread. */
#pragma once

#include "ui/arrange/drag.h"

/* What the pointer may have changed since its press, to be taken back. */
typedef struct {
  DeskCursor cursor;
  GArray *clips, *tracks; /* Id */
} PickBefore;

PickBefore pick_before (LqDesk *desk);
/* Clears it; `restore` takes back what it remembers. */
void pick_end (LqDesk *desk, PickBefore *before, bool restore);

/* The button has gone down. `keys` are DragKeys. */
void pick_press (LqDesk *desk, const Hit *hit, unsigned keys);
/* It has come up where it went down. */
void pick_click (LqDesk *desk, const Hit *hit, unsigned keys);

/* What is left for the window to do after the second click. */
typedef enum { PICK_DONE, PICK_OPEN, PICK_RENAME, PICK_ADD } PickAfter;
PickAfter pick_twice (LqDesk *desk, const Hit *hit, double y);
/* A header was pressed, or clicked where it had gone down on one that is selected. */
void pick_header (LqDesk *desk, int row, unsigned keys, bool click);
