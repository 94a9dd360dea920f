/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures of the piano roll, filled by our own loop: one surface for what is in sight, so that
 * thousands of notes cost what their pixels cost. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/draw/wave.h"
#include "ui/editor/roll.h"

typedef struct {
  Ticks at;
  double x;
  int64_t bar; /* at bar lines; 0: a beat or a part of one */
  int beat; /* 2, 3, ... at beats; 0: a part of one */
} RollLine;

/* Lines of bars, beats and the grid in sight, at least `least` pixels apart; g_array_unref. */
GArray *roll_paint_lines (const Roll *roll, double least);

uint32_t roll_paint_pixel (const GdkRGBA *color);
/* Calls `paint` for a picture of the widget's size in device pixels and lays it down. */
void roll_paint_append (GtkSnapshot *snapshot, GtkWidget *widget,
                        void (*paint) (Roll *roll, PixelMap *map, int scale), Roll *roll);
void roll_paint_notes (Roll *roll, PixelMap *map, int scale); /* rows, grid, notes */
void roll_paint_lane (Roll *roll, PixelMap *map, int scale); /* velocities, a controller */
