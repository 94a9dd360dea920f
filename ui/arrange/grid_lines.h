/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bars and beats of the part in sight: for the timeline's floor and the bar ruler. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/desk/desk.h"

typedef struct {
  Ticks at;
  double x;
  int64_t bar; /* 1-based; 0: a beat or a part of one */
  int beat;
} GridLine;

/* The lines in [0, width] that are at least `least` pixels apart, bars thinned by powers of two.
 * To be freed with g_array_unref. */
GArray *grid_lines (LqDesk *desk, int width, double least);
void grid_draw_floor (GtkSnapshot *snapshot, LqDesk *desk, int width, int height);
void grid_draw_lines (GtkSnapshot *snapshot, LqDesk *desk, int width, int height);
