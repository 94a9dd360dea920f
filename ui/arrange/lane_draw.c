/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/lane_draw.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ui/arrange/envelope_scale.h"
#include "ui/draw/text.h"

static const Envelope *
envelope_of (const Row *row)
{
  const int index = list_find (row->node->envelopes, row->item);
  return index < 0 ? NULL : (const Envelope *) list_get (row->node->envelopes, index);
}

typedef struct {
  double x, y;
} Spot;

static Spot
point_spot (LqDesk *desk, const Row *row, const Envelope *envelope, const EnvelopeScale *scale,
            int index, int top)
{
  const Point *point = run_point (envelope->points, index);
  const Position at = { point->at, (TimeBase) envelope->base };
  const double pad = ui_px (4);
  const double share = envelope_scale_to (scale, point->value);
  return (Spot){ lq_desk_x (desk, tempo_map_position_units (lq_desk_map (desk), at)),
                 top + pad + (1 - share) * (row->height - 1 - 2 * pad) };
}

void
lane_draw_automation (GtkSnapshot *snapshot, GtkWidget *widget, LqDesk *desk, const Row *row, int y,
                      int width)
{
  const Envelope *envelope = envelope_of (row);
  const int n = envelope ? run_n (envelope->points) : 0;
  if (n == 0)
    return;
  const EnvelopeScale scale = envelope_scale_of (lq_desk_project (desk), row->node, envelope);
  GdkRGBA color = color_of_track (text_get (row->node->color));
  const GdkRGBA floor = token_color (TOKEN_TIMELINE);
  if (envelope->off)
    color = color_mix (&floor, &color, 0.35);

  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, (float) y, (float) width, (float) row->height));
  const Spot first = point_spot (desk, row, envelope, &scale, 0, y);
  double left = -4; /* where the line in sight begins */
  cairo_move_to (cr, left, first.y);
  cairo_line_to (cr, first.x, first.y);
  Spot last = first;
  for (int i = 1; i < n && last.x <= width + 4; i++) {
    const Spot next = point_spot (desk, row, envelope, &scale, i, y);
    const Point *from = run_point (envelope->points, i - 1);
    if (next.x >= -4) {
      if (from->shape == POINT_HOLD)
        cairo_line_to (cr, next.x, last.y);
      else if (from->shape == POINT_CURVE)
        for (int k = 1; k < 16; k++) {
          const double u = k / 16.0, bent = pow (u, exp2 (4 * from->tension));
          cairo_line_to (cr, last.x + u * (next.x - last.x), last.y + bent * (next.y - last.y));
        }
      cairo_line_to (cr, next.x, next.y);
    } else {
      cairo_new_path (cr);
      cairo_move_to (cr, next.x, next.y);
      left = next.x;
    }
    last = next;
  }
  cairo_line_to (cr, fmax (width, last.x) + 4, last.y);
  cairo_path_t *line = cairo_copy_path (cr);
  const double foot = y + row->height - 1;
  cairo_line_to (cr, fmax (width, last.x) + 4, foot);
  cairo_line_to (cr, fmin (left, -4), foot);
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, 0.13);
  cairo_fill (cr);
  cairo_append_path (cr, line);
  cairo_path_destroy (line);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
  for (int i = 0; i < n; i++) {
    const Spot spot = point_spot (desk, row, envelope, &scale, i, y);
    if (spot.x < -8 || spot.x > width + 8)
      continue;
    cairo_arc (cr, spot.x, spot.y, ui_px (3), 0, 2 * G_PI);
    gdk_cairo_set_source_rgba (cr, &floor);
    cairo_fill_preserve (cr);
    gdk_cairo_set_source_rgba (cr, &color);
    cairo_stroke (cr);
  }
  cairo_destroy (cr);
}

const Comp *
lane_comp (const Track *track)
{
  const int index = list_find (track->comps, track->active_comp);
  return index < 0 ? NULL : (const Comp *) list_get (track->comps, index);
}

void
lane_draw_comp (GtkSnapshot *snapshot, GtkWidget *widget, LqDesk *desk, const Row *row, int y,
                Units from, Units to)
{
  const Comp *comp = lane_comp (row->node);
  const GdkRGBA line = token_color (TOKEN_TEXT1), text = token_color (TOKEN_ON_TRACK);
  const GdkRGBA color = color_of_track (text_get (row->node->color));
  const TempoMap *map = lq_desk_map (desk);

  for (int i = 0; comp && i < list_n (comp->parts); i++) {
    const Part *part = (const Part *) list_get (comp->parts, i);
    const Units start = tempo_map_position_units (map, part->from);
    const Units end = tempo_map_position_units (map, part->to);
    if (end < from || start > to)
      continue;
    const double x = lq_desk_x (desk, start), right = lq_desk_x (desk, end);
    const int take = list_find (row->node->lanes, part->lane) + 1;
    g_autofree char *label = i == 0 ? g_strdup_printf ("%s · T%d", text_get (comp->name), take)
                                    : g_strdup_printf ("T%d", take);
    fill_rect (snapshot, x, y, right - x, ui_px (COMP_BAR), &color);
    fill_rect (snapshot, x, y, 1, row->height - 1, &line);
    text_draw (snapshot, widget, TEXT_CAPTION_BOLD, label, x + ui_px (4), y,
               (int) (right - x) - ui_px (6), ui_px (COMP_BAR), &text);
  }
}

void
lane_draw_used_parts (GtkSnapshot *snapshot, LqDesk *desk, const Row *row, const Lane *lane, int y,
                      Units from, Units to)
{
  const Comp *comp = lane_comp (row->node);
  const TempoMap *map = lq_desk_map (desk);
  const GdkRGBA color = color_of_track (text_get (row->node->color));

  for (int i = 0; comp && i < list_n (comp->parts); i++) {
    const Part *part = (const Part *) list_get (comp->parts, i);
    const Units start = tempo_map_position_units (map, part->from);
    const Units end = tempo_map_position_units (map, part->to);
    if (part->lane != lane->node.id || end < from || start > to)
      continue;
    const double x = lq_desk_x (desk, start), width = lq_desk_x (desk, end) - x;
    stroke_rect (snapshot, x, y, width, row->height - 1, 1, &color);
  }
}

void
lane_draw_return (GtkSnapshot *snapshot, GtkWidget *widget, const Project *project, const Row *row,
                  int y, const GdkRGBA *color)
{
  int sends = 0;
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    for (int k = 0; k < list_n (track->sends); k++)
      sends += ((const Send *) list_get (track->sends, k))->to == row->track;
  }
  g_autofree char *text = g_strdup_printf (
      ngettext ("Return from %d send", "Return from %d sends", (gulong) sends), sends);
  text_draw (snapshot, widget, TEXT_CAPTION, text, ui_px (8), y, -1, row->height - 1, color);
}
