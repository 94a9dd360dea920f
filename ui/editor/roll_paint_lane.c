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
paint_line (Roll *roll, PixelMap *map, int scale, const GArray *points, uint32_t color)
{
  const double height = (double) map->height / scale;
  const bool bend = g_str_has_prefix (roll->lane, "bend");
  const int floor_y = (int) (roll_lane_y (roll, 0, height) * scale);
  const int thick = MAX (scale, (int) lround (1.5 * scale));
  int before = -1;
  if (bend)
    pixels_fill (map, 0, floor_y, map->width, scale, roll_paint_token (TOKEN_LINE2));
  for (int x = 0; x < map->width; x++) {
    const double value = roll_lane_value (roll, points, roll_tick (roll, (double) x / scale));
    if (isnan (value))
      continue;
    const int y = (int) (roll_lane_y (roll, value, height) * scale);
    const int top = MIN (y, floor_y);
    pixels_blend (map, x, top, 1, MAX (y, floor_y) - top, color, FLOOR_ALPHA);
    const int from = before < 0 ? y : MIN (before, y), to = before < 0 ? y : MAX (before, y);
    pixels_fill (map, x, from, 1, to - from + thick, color);
    before = y;
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
  paint_line (roll, map, scale, points, track);
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
