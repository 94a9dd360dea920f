/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes that are swiped into the comp, and the joints between its parts. */
#include <glib/gi18n.h>

#include "ui/arrange/drag_private.h"

typedef struct {
  Snap from, to;
} Swipe;

static void
turn (Swipe *swipe)
{
  if (swipe->from.units <= swipe->to.units)
    return;
  const Snap kept = swipe->from;
  swipe->from = swipe->to;
  swipe->to = kept;
}

static void
update_swipe (Drag *drag)
{
  Swipe *swipe = drag->data;
  const SnapHow how = { .free = drag_has (drag, DRAG_ALT), .row = -1 };
  const Row *row = drag_row (drag);
  const int take = list_find (row->node->lanes, row->item) + 1;

  swipe->from = snap_place (drag->desk, drag->from, &how);
  swipe->to = snap_place (drag->desk, drag->at, &how);
  drag_hair (drag, &swipe->to);
  turn (swipe);
  g_autofree char *place = drag_place (drag->desk, swipe->from.at);
  g_autofree char *length = drag_length (drag->desk, swipe->from.units, swipe->to.units);
  drag_ghost_row (drag, GHOST_FRAME, row, swipe->from.units, swipe->to.units);
  drag_tag (drag, drag->x, drag->y,
            g_strdup_printf (_ ("Take %d  %s  length %s"), take, place, length));
}

static void
set_part (Drag *drag, GPtrArray *lines, Position from, Position to, Id lane)
{
  LqDesk *desk = drag->desk;
  drag_add (lines, "comp.set track=%s from=%s to=%s lane=%s",
            lq_desk_id (desk, drag_row (drag)->track), lq_desk_place (desk, from),
            lq_desk_place (desk, to), lane ? lq_desk_id (desk, lane) : "none");
}

static void
swipe_lines (Drag *drag, GPtrArray *lines)
{
  const Swipe *swipe = drag->data;
  if (swipe->from.units < swipe->to.units)
    set_part (drag, lines, swipe->from.at, swipe->to.at, drag->hit.item);
}

static const DragKind swipe_kind = { update_swipe, swipe_lines, NULL, NULL, NULL };

void
drag_begin_swipe (Drag *drag)
{
  drag->kind = &swipe_kind;
  drag->data = g_new0 (Swipe, 1);
}

typedef struct {
  Id before, behind; /* takes at the sides of the joint; 0: the playing lane */
  Position at; /* as it is */
  Units units, least, most; /* the parts keep a length */
  Snap to;
} Joint;

static void
update_joint (Drag *drag)
{
  Joint *joint = drag->data;
  const Row *row = drag_row (drag);
  joint->to = drag_snap (drag);
  if (joint->to.units < joint->least || joint->to.units > joint->most) {
    const Units units = CLAMP (joint->to.units, joint->least, joint->most);
    joint->to = (Snap){ { units, TIME_ABSOLUTE }, units, SNAP_NONE };
  }
  const Units from = int64_min (joint->units, joint->to.units);
  const Units to = int64_max (joint->units, joint->to.units);
  g_autofree char *place = drag_place (drag->desk, joint->to.at);
  g_autofree char *by = drag_distance (drag->desk, joint->units, joint->to.units);
  if (from < to)
    drag_ghost_row (drag, GHOST_BAND, row, from, to);
  drag_hair (drag, &joint->to);
  drag_tag (drag, drag->x, drag->y, g_strdup_printf ("%s  %s", place, by));
}

static void
joint_lines (Drag *drag, GPtrArray *lines)
{
  const Joint *joint = drag->data;
  if (joint->to.units > joint->units)
    set_part (drag, lines, joint->at, joint->to.at, joint->before);
  else if (joint->to.units < joint->units)
    set_part (drag, lines, joint->to.at, joint->at, joint->behind);
}

static const DragKind joint_kind = { update_joint, joint_lines, NULL, NULL, NULL };

void
drag_begin_joint (Drag *drag)
{
  const TempoMap *map = lq_desk_map (drag->desk);
  const Comp *comp = comp_of_track (drag_row (drag)->node);
  const int index = drag->hit.index, n = list_n (comp->parts);
  const Units frame = frames_to_units (1, lq_desk_rate (drag->desk));
  const Part *before = index > 0 ? (const Part *) list_get (comp->parts, index - 1) : NULL;
  const Part *behind = index < n ? (const Part *) list_get (comp->parts, index) : NULL;
  Joint *joint = g_new0 (Joint, 1);

  drag->kind = &joint_kind;
  drag->data = joint;
  joint->most = INT64_MAX;
  /* Of a part with nothing beside it, the edge that is nearer. */
  if (before && behind &&
      tempo_map_position_units (map, before->to) != tempo_map_position_units (map, behind->from)) {
    const Units end = tempo_map_position_units (map, before->to);
    const Units start = tempo_map_position_units (map, behind->from);
    if (llabs (drag->from - end) < llabs (drag->from - start)) {
      joint->most = start;
      behind = NULL;
    } else {
      joint->least = end;
      before = NULL;
    }
  }
  joint->at = behind ? behind->from : before->to;
  joint->units = tempo_map_position_units (map, joint->at);
  joint->to = (Snap){ joint->at, joint->units, SNAP_NONE };
  if (before) {
    joint->before = before->lane;
    joint->least = tempo_map_position_units (map, before->from) + frame;
  }
  if (behind) {
    joint->behind = behind->lane;
    joint->most = tempo_map_position_units (map, behind->to) - frame;
  }
}
