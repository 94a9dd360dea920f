/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What deeds for any place hand on to the lane that has the cursor. Main thread. */
#pragma once

#include "ui/deeds/deed_private.h"

/* `arg`: 1 or -1 a grid step, 2 or -2 a millisecond. */
bool deed_nudge_item (Deed *deed, int arg);
bool deed_nudge_points (Deed *deed, int arg);

bool deed_delete_item (Deed *deed);
bool deed_delete_points (Deed *deed);
bool deed_delete_part (Deed *deed);
bool deed_delete_tracks (Deed *deed);

bool deed_duplicate_item (Deed *deed);
bool deed_duplicate_tracks (Deed *deed, bool content);

/* The value that a parameter of a track's device or send has, as "eq.band1.freq" names it; NULL:
 * there is none. To be freed. */
char *deed_device_value (LqDesk *desk, const Track *track, const char *name);

/* The value of the lane at the cursor, as text for commands (to be freed), and setting it to what
 * was typed: a point there changes, else one comes. */
char *deed_point_value (LqDesk *desk);
bool deed_type_value (Deed *deed);

/* Renames what the cursor is on, or colors it; NULL text: nothing is done. */
bool deed_rename_item (Deed *deed);
bool deed_color_item (Deed *deed, const char *color);
char *deed_item_name (LqDesk *desk);
