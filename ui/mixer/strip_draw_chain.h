/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The upper part of a strip: thumbnail of the equalizer, inserts, sends, or what a VCA moves; and
 * small parts that all of a strip is drawn with. GTK thread. */
#pragma once

#include "ui/mixer/strip_draw.h"

void strip_draw_chain (const StripDraw *draw, GtkSnapshot *snapshot);
void strip_draw_rounded (GtkSnapshot *snapshot, Box box, double radius, const GdkRGBA *color);
/* Around the cell of the cursor. */
void strip_draw_ring (const StripDraw *draw, GtkSnapshot *snapshot, Box box);
bool strip_draw_is_cell (const StripDraw *draw, CellKind kind, int index);
