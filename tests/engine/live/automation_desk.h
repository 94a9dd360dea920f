/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A song of one track, Vox, that gives a constant level, played by hand through a device under the
 * real-time guard, and what moving its controls writes. Tests only. */
#pragma once

#include "live/live.h"
#include "render_fixture.h"

#define RATE 48000
#define BLOCK 256
#define GLIDE (RATE / 5)
#define DRAG_AT (40 * BLOCK) /* the song position of the block that first knows the hand */

typedef struct {
  RenderFixture *project;
  Live *live;
  GPtrArray *lines; /* of all passes */
  int n_passes;
  bool runs_them; /* as they come */
} Desk;

/* After these command lines (NULL: none). What is written is run as it comes. */
Desk *desk_new (const char *lines);
void desk_free (Desk *desk);
const Project *desk_project_of (const Desk *desk);
const Track *desk_track_of (const Desk *desk, const char *name);
LiveTarget desk_strip (const Desk *desk, int param); /* of Vox */

void desk_run (Desk *desk, int blocks);
/* From one value to another in a straight line over so many blocks. */
void desk_drag (Desk *desk, LiveTarget target, double from, double to, int blocks);
void desk_stop (Desk *desk);

/* Of an envelope of Vox. */
int desk_n_points (const Desk *desk, const char *param);
double desk_value_at (const Desk *desk, const char *param, Frames frame);
void desk_assert (const Desk *desk, const char *param, Frames frame, double value, double within);

/* Closes the device, renders, and compares frames [from, to) of what was played, which came from
 * song position `song` on. Returns the largest difference in dB. */
double desk_compare (Desk *desk, Frames from, Frames to, Frames song);
