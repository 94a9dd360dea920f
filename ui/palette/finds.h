/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a project can be found by its name. Main thread. */
#pragma once

#include "ui/palette/item.h"

/* Each adds items, unsorted, for a part of a name; an empty query finds all but clips and texts. */
void finds_add_tracks (LqDesk *desk, const char *query, GPtrArray *items);
/* Sections, markers, clips, lyrics, comments, devices on their tracks, and a place as typed. */
void finds_add_places (LqDesk *desk, const char *query, GPtrArray *items);
/* Effects to be inserted on the track of the cursor. */
void finds_add_devices (LqDesk *desk, const char *query, GPtrArray *items);
