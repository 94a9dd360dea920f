/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/editor/roll_drag.h"

#include <math.h>

#include "ui/editor/roll_edit.h"
#include "ui/editor/roll_lane.h"

#define THRESHOLD 4 /* design units until a press is a drag */
#define LANE_REACH 5 /* design units beside a stem */
#define NEW_VELOCITY (100.0 / 127)
#define TOOL_TRAVEL 127 /* design units of the velocity tool for the whole range */

RollDrag *
roll_drag_new (void)
{
  RollDrag *drag = g_new0 (RollDrag, 1);
  drag->before = g_array_new (FALSE, FALSE, sizeof (Id));
  drag->erased = g_array_new (FALSE, FALSE, sizeof (Id));
  drag->curve = g_array_new (FALSE, FALSE, sizeof (LanePoint));
  return drag;
}

void
roll_drag_free (RollDrag *drag)
{
  g_array_unref (drag->before);
  g_array_unref (drag->erased);
  g_array_unref (drag->curve);
  g_free (drag);
}

static void
begin (Roll *roll, RollDragKind kind, double x, double y)
{
  RollDrag *drag = roll->drag;
  drag->kind = kind;
  drag->lane = drag->moved = drag->copy = drag->again = false;
  drag->x = drag->to_x = x + floor (roll->x);
  drag->y = drag->to_y = y + roll->y;
  drag->by = 0;
  drag->up = 0;
  drag->louder = 0;
  g_array_set_size (drag->before, 0);
  g_array_set_size (drag->erased, 0);
}

static void
grab (Roll *roll, int index, RollDragKind kind, double x, double y, unsigned mods)
{
  const RollNote note = *roll_note (roll, (guint) index);
  const bool selected = roll_is_selected (roll, note.id);
  if (mods & ROLL_SHIFT)
    roll_select_box (roll, MIN (roll_at (roll), note.at), MAX (roll_at (roll), note.at + 1),
                     MIN (roll->pitch, note.pitch), MAX (roll->pitch, note.pitch), NULL);
  else if (!selected)
    roll_select (roll, note.id, mods & ROLL_CTRL);
  begin (roll, kind, x, y);
  roll->drag->grabbed = note;
  roll->drag->again = selected && !(mods & ROLL_SHIFT);
  roll->drag->copy = mods & ROLL_CTRL;
  if (!(mods & ROLL_SHIFT))
    roll_set_cursor (roll, note.at, note.pitch, false);
  roll_hear (roll, note.pitch, note.velocity);
}

static void
draw (Roll *roll, double x, double y, unsigned mods)
{
  const Ticks tick = roll_tick (roll, x);
  const Ticks at = mods & ROLL_ALT || !roll->grid.snap ? tick : roll_floor (roll, tick);
  const int pitch = roll_pitch_at (roll, y);
  roll_select_none (roll);
  begin (roll, RDRAG_DRAW, x, y);
  roll->drag->drawn =
      (RollNote){ .at = at,
                  .end = at + roll_grid_step (roll, at),
                  .pitch = roll->locked ? scale_nearest (&roll->scale, pitch) : pitch,
                  .velocity = NEW_VELOCITY,
                  .lyric = "" };
  roll_set_cursor (roll, at, roll->drag->drawn.pitch, false);
  roll_hear (roll, roll->drag->drawn.pitch, NEW_VELOCITY);
}

static void
box (Roll *roll, double x, double y, unsigned mods)
{
  const Ticks at = roll_tick (roll, x);
  begin (roll, RDRAG_BOX, x, y);
  if (mods & (ROLL_CTRL | ROLL_SHIFT)) {
    GHashTableIter iter;
    gpointer key;
    g_hash_table_iter_init (&iter, roll->selected);
    while (g_hash_table_iter_next (&iter, &key, NULL))
      g_array_append_vals (roll->drag->before, key, 1);
  } else
    roll_select_none (roll);
  if (!(mods & ROLL_SHIFT))
    roll_set_cursor (roll, mods & ROLL_ALT ? at : roll_snap (roll, at), roll_pitch_at (roll, y),
                     false);
}

static void
click_twice (Roll *roll, const RollHit *hit, double x, double y, unsigned mods)
{
  if (hit->part == HIT_NONE) {
    draw (roll, x, y, mods);
    roll_drag_end (roll);
    return;
  }
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (Id));
  const Id id = roll_note (roll, (guint) hit->index)->id;
  g_array_append_val (ids, id);
  roll_drag_cancel (roll);
  roll_remove_notes (roll, ids);
}

void
roll_press (Roll *roll, double x, double y, unsigned mods, int clicks)
{
  static const RollDragKind kinds[] = {
    [HIT_BODY] = RDRAG_MOVE, [HIT_LEFT] = RDRAG_LEFT, [HIT_RIGHT] = RDRAG_RIGHT
  };
  const RollHit hit = roll_hit (roll, x, y);
  if (!roll_clip (roll))
    return;
  roll_lane_enter (roll, false);
  if (clicks == 2 && (roll->tool == ROLL_POINTER || roll->tool == ROLL_PENCIL))
    click_twice (roll, &hit, x, y, mods);
  else if (roll->tool == ROLL_SPLIT && hit.part != HIT_NONE) {
    const Ticks at = roll_tick (roll, x);
    roll_split_note (roll, roll_note (roll, (guint) hit.index)->id,
                     mods & ROLL_ALT ? at : roll_snap (roll, at));
  } else if (roll->tool == ROLL_PENCIL && hit.part == HIT_NONE)
    draw (roll, x, y, mods);
  else if (roll->tool == ROLL_VELOCITY && hit.part != HIT_NONE) {
    grab (roll, hit.index, RDRAG_VELOCITY, x, y, mods & ROLL_SHIFT);
    roll->drag->full = roll->px (TOOL_TRAVEL);
  } else if (hit.part == HIT_NONE || roll->tool == ROLL_RANGE)
    box (roll, x, y, mods);
  else
    grab (roll, hit.index, kinds[hit.part], x, y, mods);
  roll_tell (roll, ROLL_DRAG);
}

void
roll_press_erase (Roll *roll, double x, double y)
{
  begin (roll, RDRAG_ERASE, x, y);
  roll_drag_update (roll, x, y, 0);
}

void
roll_press_lane (Roll *roll, double x, double y, double height, unsigned mods, int clicks)
{
  if (roll->lane) {
    roll_lane_press (roll, x, y, height, mods, clicks);
    return;
  }
  const double reach = roll->px (LANE_REACH);
  int nearest = -1;
  double best = reach + 1;
  for (guint i = 0; i < roll->notes->len; i++) {
    const RollNote *note = roll_note (roll, i);
    const double away = fabs (roll_x (roll, note->at) - x);
    /* Of those at one place the selected one, else the loudest under the pointer. */
    const double rank = away - (roll_is_selected (roll, note->id) ? 0.5 : 0) -
                        0.25 * (1 - fabs (note->velocity - (1 - y / height)));
    if (away <= reach && rank < best) {
      best = rank;
      nearest = (int) i;
    }
  }
  if (nearest < 0)
    return;
  grab (roll, nearest, RDRAG_VELOCITY, x, y, mods & ROLL_SHIFT);
  roll->drag->full = height;
  roll->drag->lane = true;
  roll_tell (roll, ROLL_DRAG);
}

static void
update_move (Roll *roll, unsigned mods)
{
  RollDrag *drag = roll->drag;
  const double dx = drag->to_x - drag->x, dy = drag->to_y - drag->y;
  const bool along = !(mods & ROLL_SHIFT) || fabs (dx) >= fabs (dy);
  const bool across = !(mods & ROLL_SHIFT) || !along;
  const Ticks raw = (Ticks) llround (dx / roll->px_per_quarter * TICKS_PER_QUARTER);
  const int before = drag->up;

  drag->copy = mods & ROLL_CTRL;
  drag->by = !along            ? 0
             : mods & ROLL_ALT ? raw
                               : roll_snap (roll, drag->grabbed.at + raw) - drag->grabbed.at;
  if (along && !(mods & ROLL_ALT) && ABS (raw) < roll_grid_step (roll, drag->grabbed.at) / 2)
    drag->by = 0; /* a note beside the grid stays there until it is really moved */
  drag->up = across ? roll_pitch_at (roll, drag->to_y - roll->y) - drag->grabbed.pitch : 0;
  if (drag->up != before)
    roll_hear (roll, drag->grabbed.pitch + roll_shift (roll, &drag->grabbed, drag->up),
               drag->grabbed.velocity);
}

static void
update_edge (Roll *roll, unsigned mods)
{
  RollDrag *drag = roll->drag;
  const Ticks edge = drag->kind == RDRAG_LEFT ? drag->grabbed.at : drag->grabbed.end;
  const Ticks raw =
      (Ticks) llround ((drag->to_x - drag->x) / roll->px_per_quarter * TICKS_PER_QUARTER);
  const Ticks to = mods & ROLL_ALT ? edge + raw : roll_snap (roll, edge + raw);
  const Ticks least = mods & ROLL_ALT ? 1 : MIN (roll_grid_step (roll, edge) / 4, 960);
  drag->by = drag->kind == RDRAG_LEFT ? MIN (to, drag->grabbed.end - least) - edge
                                      : MAX (to, drag->grabbed.at + least) - edge;
}

static void
update_draw (Roll *roll, unsigned mods)
{
  RollDrag *drag = roll->drag;
  RollNote *drawn = &drag->drawn;
  const Ticks tick = roll_tick (roll, drag->to_x - floor (roll->x));
  const Ticks step = mods & ROLL_ALT ? 1 : roll_grid_step (roll, drawn->at);
  drawn->end =
      MAX (drawn->at + step, mods & ROLL_ALT || !roll->grid.snap ? tick : roll_snap (roll, tick));
}

static void
update_box (Roll *roll)
{
  const RollDrag *drag = roll->drag;
  const double left = fmin (drag->x, drag->to_x) - floor (roll->x);
  const double right = fmax (drag->x, drag->to_x) - floor (roll->x);
  const int high = roll_pitch_at (roll, fmin (drag->y, drag->to_y) - roll->y);
  const int low = roll_pitch_at (roll, fmax (drag->y, drag->to_y) - roll->y);
  const bool all = roll->tool == ROLL_RANGE;
  roll_select_box (roll, roll_tick (roll, left), roll_tick (roll, right), all ? 0 : low,
                   all ? 127 : high, drag->before);
}

static void
update_erase (Roll *roll, double x, double y)
{
  const RollHit hit = roll_hit (roll, x, y);
  if (hit.part == HIT_NONE)
    return;
  const Id id = roll_note (roll, (guint) hit.index)->id;
  for (guint i = 0; i < roll->drag->erased->len; i++)
    if (g_array_index (roll->drag->erased, Id, i) == id)
      return;
  g_array_append_val (roll->drag->erased, id);
}

void
roll_drag_update (Roll *roll, double x, double y, unsigned mods)
{
  RollDrag *drag = roll->drag;
  drag->to_x = x + floor (roll->x);
  drag->to_y = y + roll->y;
  if (drag->kind == RDRAG_ERASE)
    update_erase (roll, x, y);
  drag->moved |= hypot (drag->to_x - drag->x, drag->to_y - drag->y) >= roll->px (THRESHOLD);
  if (!drag->moved && drag->kind != RDRAG_ERASE)
    return;
  switch (drag->kind) {
  case RDRAG_MOVE:
    update_move (roll, mods);
    break;
  case RDRAG_LEFT:
  case RDRAG_RIGHT:
    update_edge (roll, mods);
    break;
  case RDRAG_DRAW:
    update_draw (roll, mods);
    break;
  case RDRAG_BOX:
    update_box (roll);
    break;
  case RDRAG_VELOCITY: {
    const double fine = mods & ROLL_SHIFT ? 0.1 : 1;
    drag->louder = fine * (drag->y - drag->to_y) / fmax (drag->full, 1);
    break;
  }
  case RDRAG_POINT:
  case RDRAG_CURVE:
  case RDRAG_SPAN:
    roll_lane_drag_update (roll, mods);
    break;
  case RDRAG_ERASE:
  case RDRAG_NONE:
    break;
  }
  roll_tell (roll, ROLL_DRAG);
}

void
roll_drag_end (Roll *roll)
{
  RollDrag *drag = roll->drag;
  const RollDragKind kind = drag->kind;
  if (kind >= RDRAG_POINT)
    roll_lane_drag_end (roll);
  drag->kind = RDRAG_NONE;
  switch (kind) {
  case RDRAG_MOVE:
    if (!drag->moved && drag->again)
      roll_select (roll, drag->grabbed.id, drag->copy);
    else if (drag->moved && (drag->by != 0 || drag->up != 0))
      roll_move_notes (roll, drag->by, drag->up, drag->copy);
    break;
  case RDRAG_LEFT:
  case RDRAG_RIGHT:
    if (drag->moved)
      roll_trim_notes (roll, kind == RDRAG_LEFT, drag->by);
    break;
  case RDRAG_DRAW:
    roll_add_note (roll, drag->drawn.at, drag->drawn.end - drag->drawn.at, drag->drawn.pitch,
                   drag->drawn.velocity);
    break;
  case RDRAG_VELOCITY:
    if (drag->moved)
      roll_set_velocities (roll, drag->louder);
    break;
  case RDRAG_ERASE:
    roll_remove_notes (roll, drag->erased);
    break;
  default:
    break;
  }
  roll_tell (roll, ROLL_DRAG | ROLL_SELECTION);
}

void
roll_drag_cancel (Roll *roll)
{
  RollDrag *drag = roll->drag;
  if (drag->kind == RDRAG_BOX)
    roll_select_ids (roll, drag->before);
  drag->kind = RDRAG_NONE;
  g_array_set_size (drag->erased, 0);
  roll_tell (roll, ROLL_DRAG);
}

bool
roll_drag_shown (const Roll *roll, const RollNote *note, RollNote *shown)
{
  const RollDrag *drag = roll->drag;
  *shown = *note;
  if (drag->kind == RDRAG_NONE)
    return true;
  for (guint i = 0; i < drag->erased->len; i++)
    if (g_array_index (drag->erased, Id, i) == note->id)
      return false;
  if (!drag->moved || !roll_is_selected (roll, note->id))
    return true;
  switch (drag->kind) {
  case RDRAG_MOVE:
    shown->at += drag->by;
    shown->end += drag->by;
    shown->pitch = CLAMP (shown->pitch + roll_shift (roll, note, drag->up), 0, 127);
    break;
  case RDRAG_LEFT:
    shown->at = MIN (MAX (shown->at + drag->by, roll->from), shown->end - 1);
    break;
  case RDRAG_RIGHT:
    shown->end = MAX (shown->end + drag->by, shown->at + 1);
    break;
  case RDRAG_VELOCITY:
    shown->velocity = CLAMP (shown->velocity + drag->louder, 1.0 / 127, 1);
    break;
  default:
    break;
  }
  return true;
}

char *
roll_drag_text (const Roll *roll)
{
  const RollDrag *drag = roll->drag;
  RollNote note = drag->grabbed;
  char name[16];
  if (drag->kind == RDRAG_DRAW)
    note = drag->drawn;
  else if (drag->kind >= RDRAG_POINT && drag->moved)
    return roll_lane_drag_text (roll);
  else if (drag->kind == RDRAG_NONE || drag->kind == RDRAG_BOX || drag->kind == RDRAG_ERASE ||
           !drag->moved)
    return NULL;
  else
    roll_drag_shown (roll, &drag->grabbed, &note);
  if (drag->kind == RDRAG_VELOCITY)
    return g_strdup_printf ("%ld", lround (note.velocity * 127));
  return g_strdup_printf ("%s · %s · %.3g",
                          lq_desk_place (roll->desk, (Position){ note.at, TIME_MUSICAL }),
                          scale_pitch_name (&roll->scale, note.pitch, name),
                          (double) (note.end - note.at) / TICKS_PER_QUARTER);
}
