/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The song of edit_fixture.h on a desk of 1600 x 800 pixels, 50 of them a second, so that a bar of
 * 4/4 is 100 wide up to bar 9. Main thread. */
#pragma once

#include "edit_fixture.h"
#include "ui/arrange/drag.h"
#include "ui/arrange/pick.h"

LqDesk *drag_fixture_new (void);
void drag_fixture_free (LqDesk *desk);
/* The top of a track's row, or of one of its lanes by kind and index. */
int drag_fixture_y (LqDesk *desk, const char *track);
int drag_fixture_lane_y (LqDesk *desk, const char *track, RowKind kind, int index);
Id drag_fixture_clip (LqDesk *desk, const char *name);
Id drag_fixture_track (LqDesk *desk, const char *name);
/* Lines with names in place of ids, joined by "; ". To be freed. */
char *drag_fixture_named (LqDesk *desk, const GPtrArray *lines);

/* Presses there and begins what is dragged; NULL: nothing is. */
Drag *drag_fixture_begin (LqDesk *desk, double x, double y, unsigned keys);
/* Runs it, compares its lines, undoes it, and compares the song. */
void drag_fixture_finish (LqDesk *desk, Drag *drag, const char *expected);
/* All of it, over the place half way. */
void drag_fixture_pull (LqDesk *desk, double x, double y, double to_x, double to_y, unsigned keys,
                        const char *expected);
