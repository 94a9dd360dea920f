/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the members of a group play together, as one quiet waveform in the group's row. Columns are
 * kept for as long as members, zoom and peaks stay, so that scrolling makes the new ones alone. GTK
 * thread. */
#pragma once

#include "ui/arrange/lane_spans.h"
#include "ui/desk/desk.h"
#include "ui/draw/wave.h"

typedef struct GroupWave GroupWave;

GroupWave *group_wave_new (LqDesk *desk);
void group_wave_free (GroupWave *wave);
/* Into the row's picture, whose first column is the view's left edge; `scale` is the device's. The
 * spans are of the map of the desk. */
void group_wave_draw (GroupWave *wave, LaneSpans *spans, const Row *row, PixelMap *map, int scale);
