/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pointer in the lane of a controller: points are dragged, ranges selected, curves drawn. */
#include <math.h>

#include "ui/editor/roll_lane.h"

#define LEAST_STEP (TICKS_PER_QUARTER / 64)
#define STEP_WIDTH 8 /* design units that a step of a drawn curve may be wide */

static void
begin (Roll *roll, RollDragKind kind, double x, double y, double height)
{
  RollDrag *drag = roll->drag;
  drag->kind = kind;
  drag->moved = false;
  drag->lane = true;
  drag->x = drag->to_x = x + floor (roll->x);
  drag->y = drag->to_y = y + roll->y;
  drag->by = 0;
  drag->louder = 0;
  drag->full = height;
  g_array_set_size (drag->erased, 0);
  g_array_set_size (drag->curve, 0);
}

void
roll_lane_press (Roll *roll, double x, double y, double height, unsigned mods, int clicks)
{
  g_autoptr (GArray) points = roll_lane_points (roll);
  const int hit = roll_lane_hit (roll, points, x, y, height);
  const Ticks tick = CLAMP (roll_tick (roll, x), roll->from, roll->to);
  const Ticks at = mods & ROLL_ALT ? tick : roll_snap (roll, tick);
  if (!roll_clip (roll))
    return;
  roll_lane_enter (roll, true);
  if (roll->tool == ROLL_PENCIL) {
    if (roll_lane_kind (roll->lane) >= 0) {
      roll_set_cursor (roll, tick, roll->pitch, false); /* the note there is meant */
      if (!roll_lane_note (roll))
        return;
    }
    begin (roll, RDRAG_CURVE, x, y, height);
    roll->drag->moved = true; /* it draws from the first pixel on */
    roll_lane_drag_update (roll, mods);
    return;
  }
  if (hit >= 0) {
    const LanePoint point = g_array_index (points, LanePoint, hit);
    if (clicks == 2) {
      roll_drag_cancel (roll);
      roll_lane_remove (roll, point.at);
      return;
    }
    if (!point.selected || !roll->ranged)
      roll_set_cursor (roll, point.at, roll->pitch, false);
    begin (roll, RDRAG_POINT, x, y, height);
    roll->drag->point = point;
    return;
  }
  if (clicks == 2) {
    roll_drag_cancel (roll);
    if (roll_lane_add (roll, at, roll_lane_value_at (roll, y, height)))
      roll_set_cursor (roll, at, roll->pitch, false);
    return;
  }
  roll_set_cursor (roll, at, roll->pitch, mods & ROLL_SHIFT);
  begin (roll, RDRAG_SPAN, x, y, height);
}

/* The finest step of the grid that is a few pixels wide. */
static Ticks
curve_step (const Roll *roll, Ticks at, unsigned mods)
{
  Ticks step = mods & ROLL_ALT ? LEAST_STEP : MAX (roll_grid_step (roll, at), LEAST_STEP);
  while (step > LEAST_STEP && step % 2 == 0 &&
         (double) step / TICKS_PER_QUARTER * roll->px_per_quarter > roll->px (STEP_WIDTH))
    step /= 2;
  return step;
}

static void
put_value (GArray *curve, int shape, Ticks at, double value)
{
  const LanePoint drawn = { at, value, shape, 0, true };
  guint i = 0;
  while (i < curve->len && g_array_index (curve, LanePoint, i).at < at)
    i++;
  if (i < curve->len && g_array_index (curve, LanePoint, i).at == at)
    g_array_index (curve, LanePoint, i) = drawn;
  else
    g_array_insert_val (curve, i, drawn);
}

/* Every step between where the pointer was and where it is gets the value under the line. */
static void
draw_on (Roll *roll, unsigned mods)
{
  RollDrag *drag = roll->drag;
  const double x = drag->to_x - floor (roll->x), y = drag->to_y - roll->y;
  const int shape = roll_lane_kind (roll->lane) < 0 ? POINT_HOLD : POINT_LINEAR;
  Ticks from, to;
  roll_lane_span (roll, &from, &to);
  const Ticks tick = CLAMP (roll_tick (roll, x), from, to - 1);
  if (drag->curve->len == 0) {
    drag->step = curve_step (roll, tick, mods);
    drag->last_at = MAX (
        roll_floor (roll, tick) + (tick - roll_floor (roll, tick)) / drag->step * drag->step, from);
    drag->last_value = roll_lane_value_at (roll, y, drag->full);
    drag->first_at = drag->last_at;
  }
  const Ticks steps = (Ticks) floor ((double) (tick - drag->first_at) / (double) drag->step);
  const Ticks at = CLAMP (drag->first_at + steps * drag->step, from, to - 1);
  const double value = roll_lane_value_at (roll, y, drag->full);
  const Ticks direction = at < drag->last_at ? -drag->step : drag->step;
  for (Ticks between = drag->last_at; between != at && (between < at) == (direction > 0);
       between += direction) {
    const double along = (double) (between - drag->last_at) / (double) (at - drag->last_at);
    const double line = drag->last_value + (value - drag->last_value) * along;
    put_value (drag->curve, shape, between, roll_lane_rounded (roll->lane, line));
  }
  put_value (drag->curve, shape, at, value);
  drag->last_at = at;
  drag->last_value = value;
}

static void
update_point (Roll *roll, unsigned mods)
{
  RollDrag *drag = roll->drag;
  const double dx = drag->to_x - drag->x, dy = drag->to_y - drag->y;
  const bool along = !(mods & ROLL_SHIFT) || fabs (dx) >= fabs (dy);
  const bool across = !(mods & ROLL_SHIFT) || !along;
  const Ticks raw = (Ticks) llround (dx / roll->px_per_quarter * TICKS_PER_QUARTER);
  const Ticks to = drag->point.at + raw;
  const double from_y = roll_lane_y (roll, drag->point.value, drag->full);
  drag->by = !along || ABS (raw) < roll_grid_step (roll, drag->point.at) / 4 ? 0
             : mods & ROLL_ALT                                               ? raw
                               : roll_snap (roll, to) - drag->point.at;
  if (mods & ROLL_ALT && along)
    drag->by = raw;
  drag->louder =
      across ? roll_lane_value_at (roll, from_y + dy, drag->full) - drag->point.value : 0;
}

void
roll_lane_drag_update (Roll *roll, unsigned mods)
{
  const RollDrag *drag = roll->drag;
  if (drag->kind == RDRAG_POINT)
    update_point (roll, mods);
  else if (drag->kind == RDRAG_CURVE)
    draw_on (roll, mods);
  else {
    const Ticks tick = CLAMP (roll_tick (roll, drag->to_x - floor (roll->x)), roll->from, roll->to);
    roll_set_cursor (roll, mods & ROLL_ALT ? tick : roll_snap (roll, tick), roll->pitch, true);
  }
}

void
roll_lane_drag_end (Roll *roll)
{
  RollDrag *drag = roll->drag;
  const RollDragKind kind = drag->kind;
  drag->kind = RDRAG_NONE;
  if (kind == RDRAG_POINT && drag->moved && (drag->by != 0 || drag->louder != 0)) {
    if (roll->ranged && drag->by != 0) {
      roll_lane_move (roll, drag->by, drag->louder);
      roll_select_none (roll);
    } else if (roll_lane_move (roll, drag->by, drag->louder))
      roll_set_cursor (roll, drag->point.at + drag->by, roll->pitch, roll->ranged);
  } else if (kind == RDRAG_CURVE && drag->curve->len > 0)
    roll_lane_write (roll, drag->curve, drag->step);
}

char *
roll_lane_drag_text (const Roll *roll)
{
  const RollDrag *drag = roll->drag;
  const bool point = drag->kind == RDRAG_POINT;
  if (drag->kind == RDRAG_SPAN || (!point && drag->curve->len == 0))
    return NULL;
  const Ticks at = point ? drag->point.at + drag->by : drag->last_at;
  g_autofree char *value =
      roll_lane_text (roll, point ? drag->point.value + drag->louder : drag->last_value);
  return g_strdup_printf ("%s · %s", lq_desk_place (roll->desk, (Position){ at, TIME_MUSICAL }),
                          value);
}
