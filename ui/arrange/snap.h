/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a drag lands: on the grid, and on clips, markers and transients that are nearer. No GTK;
 * main thread. */
#pragma once

#include "ui/desk/desk.h"

typedef enum { SNAP_NONE, SNAP_GRID, SNAP_CLIP, SNAP_MARKER, SNAP_TRANSIENT } SnapKind;

typedef struct {
  Position at;
  Units units; /* the same */
  SnapKind kind;
} Snap;

typedef struct {
  bool free; /* no snap: Alt is held */
  int row; /* whose transients count; -1: none */
  const GArray *moving; /* Id of clips whose edges do not count, or NULL */
} SnapHow;

/* The place for `at`, which may lie before the song start. */
Snap snap_place (LqDesk *desk, Units at, const SnapHow *how);
/* Clips, markers and transients in reach alone: SNAP_NONE where none is. */
Snap snap_things (LqDesk *desk, Units at, const SnapHow *how);
