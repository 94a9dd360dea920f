/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/graph_area.h"

cairo_t *
graph_begin (GtkSnapshot *snapshot, const GraphArea *area)
{
  const graphene_rect_t rect = GRAPHENE_RECT_INIT ((float) area->x, (float) area->y,
                                                   (float) area->width, (float) area->height);
  gtk_snapshot_push_clip (snapshot, &rect);
  return gtk_snapshot_append_cairo (snapshot, &rect);
}

void
graph_end (GtkSnapshot *snapshot, cairo_t *cr)
{
  cairo_destroy (cr);
  gtk_snapshot_pop (snapshot);
}

void
graph_stroke (cairo_t *cr, const GdkRGBA *line, double wide)
{
  gdk_cairo_set_source_rgba (cr, line);
  cairo_set_line_width (cr, wide);
  cairo_stroke (cr);
}

void
graph_fill (cairo_t *cr, const GraphArea *area, double edge, const GdkRGBA *fill,
            const GdkRGBA *line, double wide)
{
  cairo_path_t *path = cairo_copy_path (cr);
  cairo_line_to (cr, area->x + area->width, edge);
  cairo_line_to (cr, area->x, edge);
  cairo_close_path (cr);
  gdk_cairo_set_source_rgba (cr, fill);
  cairo_fill (cr);
  cairo_append_path (cr, path);
  cairo_path_destroy (path);
  graph_stroke (cr, line, wide);
}
