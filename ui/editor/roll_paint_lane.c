/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lane below the notes: velocities as stems, a controller as a line over its floor. */
#include <math.h>

#include "ui/editor/roll_drag.h"
#include "ui/editor/roll_lane.h"
#include "ui/editor/roll_paint_private.h"

#define STEM 2 /* design units */
#define HEAD 6
#define POINT_SIZE 5
#define LEAST_APART 10 /* between points that show */
#define FLOOR_ALPHA 56 /* of 255: between the line and where nothing is moved */

static void
paint_velocities (Roll *roll, PixelMap *map, int scale)
{
  const int stem = MAX (ui_px (STEM), 1) * scale, head = ui_px (HEAD) * scale;
  const int room = map->height - head - 2 * scale;
  const RollColors colors = roll_paint_colors (roll);
  pixels_fill (map, 0, 0, map->width, map->height, roll_paint_token (TOKEN_TIMELINE_ALT));
  roll_paint_grid (roll, map, scale);
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < roll->notes->len; i++) {
      const RollNote *note = roll_note (roll, i);
      const bool selected = roll_is_selected (roll, note->id);
      uint32_t fill, border;
      RollNote shown;
      if (selected != (pass == 1) || !roll_drag_shown (roll, note, &shown))
        continue;
      const int x = (int) roll_x (roll, shown.at) * scale;
      if (x < -head || x > map->width)
        continue;
      const int high = head + (int) (room * shown.velocity), y = map->height - high;
      roll_paint_note_colors (&colors, &shown, selected, &fill, &border);
      pixels_fill (map, x + scale, y + head / 2, stem, high - head / 2, fill);
      const int left = x + scale + stem / 2 - head / 2;
      pixels_fill (map, left + scale, y, head - 2 * scale, head, fill);
      pixels_fill (map, left, y + scale, head, head - 2 * scale, fill);
    }
}

static void
paint_point (Roll *roll, PixelMap *map, int scale, const LanePoint *point, uint32_t fill,
             uint32_t border)
{
  const int size = roll->px (POINT_SIZE) * scale;
  const double height = (double) map->height / scale;
  const int x = (int) roll_x (roll, point->at) * scale - size / 2;
  const int y = (int) (roll_lane_y (roll, point->value, height) * scale) - size / 2;
  pixels_fill (map, x - scale, y - scale, size + 2 * scale, size + 2 * scale, border);
  pixels_fill (map, x, y, size, size, fill);
}

/* Column by column; nothing where nothing is sent yet. */
static void
paint_line (Roll *roll, PixelMap *map, int scale, const GArray *points, uint32_t color,
            Ticks from_tick, Ticks end_tick)
{
  const double height = (double) map->height / scale;
  double least, most;
  roll_lane_range (roll->lane, &least, &most);
  const int floor_y = (int) (roll_lane_y (roll, 0, height) * scale);
  const int thick = MAX (scale, (int) lround (1.5 * scale));
  int before = -1;
  if (least < 0)
    pixels_fill (map, 0, floor_y, map->width, scale, roll_paint_token (TOKEN_LINE2));
  for (int x = 0; x < map->width; x++) {
    const Ticks tick = roll_tick (roll, (double) x / scale);
    const double value = roll_lane_value (roll, points, tick);
    if (isnan (value) || tick < from_tick || tick >= end_tick)
      continue;
    const int y = (int) (roll_lane_y (roll, value, height) * scale);
    const int top = MIN (y, floor_y);
    pixels_blend (map, x, top, 1, MAX (y, floor_y) - top, color, FLOOR_ALPHA);
    const int from = before < 0 ? y : MIN (before, y), to = before < 0 ? y : MAX (before, y);
    pixels_fill (map, x, from, 1, to - from + thick, color);
    before = y;
  }
}

/* Of every note what is played on it alone; the one at the cursor stands on a lighter ground. */
static void
paint_notes (Roll *roll, PixelMap *map, int scale, uint32_t color)
{
  const RollNote *meant = roll_lane_note (roll);
  const uint32_t ground = roll_paint_token (TOKEN_BG4);
  for (guint i = 0; i < roll->notes->len; i++) {
    const RollNote *note = roll_note (roll, i);
    const double left = fmax (roll_x (roll, note->at), 0);
    const double right = fmin (roll_x (roll, note->end), roll->width);
    if (right <= left)
      continue;
    if (note == meant) {
      pixels_blend (map, (int) left * scale, 0, (int) (right - left) * scale, map->height, ground,
                    160);
      continue;
    }
    g_autoptr (GArray) points = roll_lane_note_points (roll, note);
    if (points->len)
      paint_line (roll, map, scale, points, color, note->at, note->end);
  }
}

static void
paint_controller (Roll *roll, PixelMap *map, int scale)
{
  const RollColors colors = roll_paint_colors (roll);
  const uint32_t track = roll_paint_pixel (&colors.track), gold = roll_paint_pixel (&colors.accent);
  const uint32_t dark = roll_paint_pixel (&colors.floor);
  g_autoptr (GArray) points = roll_lane_points (roll);
  pixels_fill (map, 0, 0, map->width, map->height, roll_paint_token (TOKEN_TIMELINE_ALT));
  roll_paint_grid (roll, map, scale);
  Ticks from = INT64_MIN, to = INT64_MAX;
  if (roll_lane_kind (roll->lane) >= 0) {
    paint_notes (roll, map, scale, roll_paint_token (TOKEN_TEXT3));
    roll_lane_span (roll, &from, &to);
  }
  paint_line (roll, map, scale, points, track, from, to);
  int last = -1000;
  for (guint i = 0; i < points->len; i++) {
    const LanePoint *point = &g_array_index (points, LanePoint, i);
    const int x = (int) roll_x (roll, point->at);
    /* Those of a drawn curve would hide it. */
    if (!point->selected && x - last < roll->px (LEAST_APART))
      continue;
    last = x;
    paint_point (roll, map, scale, point, point->selected ? gold : track, dark);
  }
}

void
roll_paint_lane (Roll *roll, PixelMap *map, int scale)
{
  if (roll->lane)
    paint_controller (roll, map, scale);
  else
    paint_velocities (roll, map, scale);
}
