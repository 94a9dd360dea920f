/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The loop in the bar ruler: drawn, moved, made longer at its ends. */
#include <glib/gi18n.h>

#include "ui/arrange/drag_private.h"

typedef struct {
  Position old_from, old_to;
  Units old_from_units, old_to_units;
  Snap from, to;
} Loop;

static Snap
snap_of (const Drag *drag, Position at)
{
  return (Snap){ at, tempo_map_position_units (lq_desk_map (drag->desk), at), SNAP_NONE };
}

/* By ticks where its ends stand on them, so that a loop of bars stays one. */
static void
move_loop (Drag *drag, Loop *loop)
{
  const SnapHow how = { .free = drag_has (drag, DRAG_ALT), .row = -1 };
  const TempoMap *map = lq_desk_map (drag->desk);
  loop->from = snap_place (drag->desk, loop->old_from_units + drag->at - drag->from, &how);
  if (loop->from.at.base == TIME_MUSICAL && loop->old_from.base == TIME_MUSICAL &&
      loop->old_to.base == TIME_MUSICAL) {
    const Ticks length = loop->old_to.value - loop->old_from.value;
    loop->to = snap_of (drag, (Position){ loop->from.at.value + length, TIME_MUSICAL });
    return;
  }
  const Units end = loop->from.units + loop->old_to_units - loop->old_from_units;
  const Ticks tick = tempo_map_ticks (map, end);
  loop->to = snap_of (drag, tempo_map_units (map, tick) == end ? (Position){ tick, TIME_MUSICAL }
                                                               : (Position){ end, TIME_ABSOLUTE });
}

static void
update_loop (Drag *drag)
{
  Loop *loop = drag->data;
  const SnapHow how = { .free = drag_has (drag, DRAG_ALT), .row = -1 };
  Snap now = snap_place (drag->desk, drag->at, &how);

  loop->from = snap_of (drag, loop->old_from);
  loop->to = snap_of (drag, loop->old_to);
  if (drag->hit.kind == HIT_LOOP)
    move_loop (drag, loop), now = loop->from;
  else if (drag->hit.kind == HIT_LOOP_START)
    loop->from = now;
  else if (drag->hit.kind == HIT_LOOP_END)
    loop->to = now;
  else {
    loop->from = snap_place (drag->desk, drag->from, &how);
    loop->to = now;
  }
  if (loop->from.units > loop->to.units) {
    const Snap kept = loop->from;
    loop->from = loop->to;
    loop->to = kept;
  }
  const double x = lq_desk_x (drag->desk, loop->from.units);
  Ghost *band = drag_ghost (drag, GHOST_FRAME, x, 0, lq_desk_x (drag->desk, loop->to.units) - x, 0);
  band->area = AREA_RULERS;
  band->ruler = RULER_BARS;
  drag_hair (drag, &now);
  g_autofree char *place = drag_place (drag->desk, loop->from.at);
  g_autofree char *length = drag_length (drag->desk, loop->from.units, loop->to.units);
  drag_tag (drag, drag->x, 0, g_strdup_printf (_ ("Loop %s  length %s"), place, length));
}

static void
loop_lines (Drag *drag, GPtrArray *lines)
{
  const Loop *loop = drag->data;
  const bool same =
      loop->from.units == loop->old_from_units && loop->to.units == loop->old_to_units;
  if (loop->from.units < loop->to.units && !same)
    drag_add (lines, "loop.set from=%s to=%s on=on", lq_desk_place (drag->desk, loop->from.at),
              lq_desk_place (drag->desk, loop->to.at));
}

static const DragKind kind = { update_loop, loop_lines, NULL, NULL, NULL };

void
drag_begin_loop (Drag *drag)
{
  const Project *project = lq_desk_project (drag->desk);
  const TempoMap *map = lq_desk_map (drag->desk);
  Loop *loop = g_new0 (Loop, 1);
  drag->kind = &kind;
  drag->data = loop;
  loop->old_from = project->loop_from;
  loop->old_to = project->loop_to;
  loop->old_from_units = tempo_map_position_units (map, project->loop_from);
  loop->old_to_units = tempo_map_position_units (map, project->loop_to);
}
