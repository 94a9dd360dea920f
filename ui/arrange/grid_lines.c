/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/grid_lines.h"

#include "ui/draw/text.h"

#define LEAST_BEAT 7 /* design units between lines */
#define GROUP 4 /* bars of one tone */

static Ticks
bar_start (const TempoMap *map, int64_t number)
{
  const BarPosition bar = { .bar = number, .beat = 1, .sixteenth = 1 };
  Ticks at = 0;
  tempo_map_from_bar (map, &bar, &at);
  return at;
}

static double
x_of (LqDesk *desk, Ticks at)
{
  return lq_desk_x (desk, tempo_map_units (lq_desk_map (desk), at));
}

static int64_t
first_bar (LqDesk *desk)
{
  const TempoMap *map = lq_desk_map (desk);
  const Ticks at = tempo_map_ticks (map, int64_max (lq_desk_at (desk, 0), 0));
  return tempo_map_bar (map, at).bar;
}

/* Every how many bars a line is drawn. */
static int
bar_step (LqDesk *desk, double least)
{
  const TempoMap *map = lq_desk_map (desk);
  const int64_t bar = first_bar (desk);
  const double wide = x_of (desk, bar_start (map, bar + 1)) - x_of (desk, bar_start (map, bar));
  int step = 1;
  while (wide * step < least && step < 4096)
    step *= 2;
  return step;
}

GArray *
grid_lines (LqDesk *desk, int width, double least)
{
  const TempoMap *map = lq_desk_map (desk);
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (GridLine));
  const int step = bar_step (desk, least);

  for (int64_t bar = first_bar (desk);; bar++) {
    const Ticks at = bar_start (map, bar);
    const double x = x_of (desk, at);
    if (x > width)
      break;
    if ((bar - 1) % step)
      continue;
    g_array_append_val (lines, ((GridLine){ at, x, bar, 1 }));
    if (step > 1)
      continue;
    const Ticks end = bar_start (map, bar + 1), beat = MAX (tempo_map_beat_length (map, at), 1);
    const double beat_wide = x_of (desk, at + beat) - x;
    if (beat_wide < least)
      continue;
    Ticks part = beat;
    while (part % 2 == 0 && part > TICKS_PER_QUARTER / 16 &&
           beat_wide * (double) part / (double) beat / 2 >= least)
      part /= 2;
    for (Ticks tick = at + part; tick < end; tick += part)
      g_array_append_val (lines,
                          ((GridLine){ tick, x_of (desk, tick), 0,
                                       (tick - at) % beat ? 0 : (int) ((tick - at) / beat) + 1 }));
  }
  return lines;
}

void
grid_draw_floor (GtkSnapshot *snapshot, LqDesk *desk, int width, int height)
{
  const TempoMap *map = lq_desk_map (desk);
  const GdkRGBA floor = token_color (TOKEN_TIMELINE), other = token_color (TOKEN_TIMELINE_ALT);
  const int group = GROUP * MAX (bar_step (desk, ui_px (LEAST_BEAT)), 1);

  fill_rect (snapshot, 0, 0, width, height, &floor);
  int64_t bar = (first_bar (desk) - 1) / group * group + 1;
  for (double x = x_of (desk, bar_start (map, bar)); x < width; bar += group) {
    const double next = x_of (desk, bar_start (map, bar + group));
    if ((bar - 1) / group % 2)
      fill_rect (snapshot, x, 0, next - x, height, &other);
    x = next;
  }
}

void
grid_draw_lines (GtkSnapshot *snapshot, LqDesk *desk, int width, int height)
{
  g_autoptr (GArray) lines = grid_lines (desk, width, ui_px (LEAST_BEAT));
  const GdkRGBA bar = token_color (TOKEN_GRID_BAR), beat = token_color (TOKEN_GRID_MINOR);
  for (guint i = 0; i < lines->len; i++) {
    const GridLine *line = &g_array_index (lines, GridLine, i);
    fill_rect (snapshot, line->x, 0, 1, height, line->bar ? &bar : &beat);
  }
}
