/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the graphs of devices share: a field that is drawn in with cairo, lines in it, and lines
 * that are filled to an edge. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/draw/theme.h"

typedef struct {
  double x, y, width, height; /* pixels */
} GraphArea;

/* Clips to the field; to be ended. */
cairo_t *graph_begin (GtkSnapshot *snapshot, const GraphArea *area);
void graph_end (GtkSnapshot *snapshot, cairo_t *cr);
/* Strokes the path that was begun, and forgets it. */
void graph_stroke (cairo_t *cr, const GdkRGBA *line, double wide);
/* Fills between the path, which goes over the whole width, and the height `edge`; then strokes it.
 */
void graph_fill (cairo_t *cr, const GraphArea *area, double edge, const GdkRGBA *fill,
                 const GdkRGBA *line, double wide);
