/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pictures of notes and of the lane below share. GTK thread. */
#pragma once

#include "ui/draw/theme.h"
#include "ui/editor/roll_paint.h"

/* What the notes of one picture are mixed of. */
typedef struct {
  GdkRGBA floor, track, accent, black;
  bool plain;
} RollColors;

RollColors roll_paint_colors (const Roll *roll);
void roll_paint_note_colors (const RollColors *colors, const RollNote *note, bool selected,
                             uint32_t *fill, uint32_t *border);
uint32_t roll_paint_token (Token which);
void roll_paint_grid (Roll *roll, PixelMap *map, int scale); /* lines of bars, beats and parts */
