/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies over the notes and moves by itself: cursor, box of a drag, tag, playhead, focus. */
#include <math.h>

#include "ui/draw/text.h"
#include "ui/editor/roll_drag.h"
#include "ui/editor/roll_part.h"

static void
draw_cursor (GtkSnapshot *snapshot, Roll *roll, int height)
{
  const GdkRGBA color = token_color (TOKEN_ACCENT), wash = token_alpha (TOKEN_ACCENT, 0.08);
  const double x = roll_x (roll, roll_at (roll));
  const int y = roll_y (roll, roll->pitch);
  if (x < -1 || x > roll->width)
    return;
  for (int at = 0; at < height; at += 5)
    fill_rect (snapshot, x, at, 1, 2, &color);
  if (y + roll->row_height <= 0 || y >= roll->height)
    return;
  const double wide =
      fmax (roll_x (roll, roll_at (roll) + roll_grid_step (roll, roll_at (roll))) - x, 4);
  fill_rect (snapshot, x, y, wide, roll->row_height, &wash);
  stroke_rect (snapshot, x, y, wide, roll->row_height, 1, &color);
}

/* In the lane the keys mean the place of the cursor, whatever the pitch. */
static void
draw_lane_cursor (GtkSnapshot *snapshot, Roll *roll, int height)
{
  const GdkRGBA wash = token_alpha (TOKEN_ACCENT, 0.12), line = token_color (TOKEN_ACCENT);
  const int top = roll->height;
  const double x = roll_x (roll, roll_at (roll));
  const double from = roll->ranged ? roll_x (roll, roll->anchor) : x;
  fill_rect (snapshot, fmin (x, from), top, fmax (fabs (x - from), 1), height - top, &wash);
  if (x >= -1 && x <= roll->width)
    fill_rect (snapshot, x, top, 1, height - top, &line);
}

static void
draw_drag (GtkWidget *widget, GtkSnapshot *snapshot, Roll *roll)
{
  const RollDrag *drag = roll->drag;
  g_autofree char *tag = roll_drag_text (roll);
  const double x = drag->to_x - floor (roll->x);
  const double y = drag->to_y - roll->y + (drag->lane ? roll->height : 0);
  if (drag->kind == RDRAG_BOX && drag->moved) {
    const GdkRGBA wash = token_alpha (TOKEN_ACCENT, 0.14), line = token_alpha (TOKEN_ACCENT, 0.6);
    const bool all = roll->tool == ROLL_RANGE;
    const double left = fmin (drag->x, drag->to_x) - floor (roll->x);
    const double top = all ? 0 : fmin (drag->y, drag->to_y) - roll->y;
    const double wide = fabs (drag->to_x - drag->x);
    const double high = all ? roll->height : fabs (drag->to_y - drag->y);
    fill_rect (snapshot, left, top, wide, high, &wash);
    stroke_rect (snapshot, left, top, wide, high, 1, &line);
  }
  if (!tag)
    return;
  const GdkRGBA floor = token_color (TOKEN_BG4), text = token_color (TOKEN_TEXT1);
  const int wide = text_width (widget, TEXT_CAPTION, tag) + ui_px (8), high = ui_px (18);
  const double left = CLAMP (x + ui_px (12), 0, fmax (roll->width - wide, 0));
  const double top = fmax (y - high - ui_px (8), 0);
  fill_rect (snapshot, left, top, wide, high, &floor);
  text_draw (snapshot, widget, TEXT_CAPTION, tag, left + ui_px (4), top, -1, high, &text);
}

void
roll_draw_overlay (GtkWidget *widget, GtkSnapshot *snapshot, Roll *roll)
{
  const GdkRGBA accent = token_color (TOKEN_ACCENT);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  GtkWidget *page = gtk_widget_get_parent (widget);
  roll_draw_growing (snapshot, roll);
  if (roll->in_lane)
    draw_lane_cursor (snapshot, roll, height);
  else
    draw_cursor (snapshot, roll, height);
  draw_drag (widget, snapshot, roll);
  if (gtk_widget_has_focus (page))
    stroke_rect (snapshot, 0, roll->in_lane ? roll->height : 0, width,
                 roll->in_lane ? height - roll->height : height, 1.5, &accent);
}

double
roll_playhead_x (const Roll *roll)
{
  const double beat = tempo_map_beat (lq_desk_map (roll->desk), lq_desk_playhead (roll->desk));
  return floor (beat * roll->px_per_quarter) - floor (roll->x);
}

void
roll_draw_playhead (GtkWidget *widget, GtkSnapshot *snapshot, Roll *roll)
{
  const GdkRGBA color = token_color (TOKEN_METER_PEAK);
  const double x = roll_playhead_x (roll);
  if (x >= -1 && x <= gtk_widget_get_width (widget))
    fill_rect (snapshot, x, 0, 1.25, gtk_widget_get_height (widget), &color);
}
