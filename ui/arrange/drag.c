/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/drag.h"

#include <math.h>

#include "ui/arrange/drag_private.h"

/* What each zone is dragged as, with the pointer tool. */
static void (*const begins[N_HITS]) (Drag *) = {
  [HIT_LANE] = drag_begin_range,
  [HIT_CLIP] = drag_begin_move,
  [HIT_CLIP_BODY] = drag_begin_range,
  [HIT_CLIP_START] = drag_begin_edge,
  [HIT_CLIP_END] = drag_begin_edge,
  [HIT_FADE_IN] = drag_begin_fade,
  [HIT_FADE_OUT] = drag_begin_fade,
  [HIT_GAIN] = drag_begin_gain,
  [HIT_GAIN_POINT] = drag_begin_gain_point,
  [HIT_GAIN_LINE] = drag_begin_gain_point,
  [HIT_CROSSFADE] = drag_begin_crossfade,
  [HIT_CROSSFADE_MOVE] = drag_begin_crossfade,
  [HIT_AUTOMATION] = drag_begin_range,
  [HIT_POINT] = drag_begin_points,
  [HIT_LINE] = drag_begin_points,
  [HIT_BEND] = drag_begin_bend,
  [HIT_TAKE] = drag_begin_swipe,
  [HIT_PART_EDGE] = drag_begin_joint,
  [HIT_TIME] = drag_begin_zoom,
  [HIT_BARS] = drag_begin_loop,
  [HIT_LOOP] = drag_begin_loop,
  [HIT_LOOP_START] = drag_begin_loop,
  [HIT_LOOP_END] = drag_begin_loop,
  [HIT_RULER] = drag_begin_range,
  [HIT_ITEM] = drag_begin_item,
  [HIT_ITEM_START] = drag_begin_item,
  [HIT_ITEM_END] = drag_begin_item,
};

/* Audio clips get gain points from the pencil, away from their headers. */
static void (*pencil_on_clip (LqDesk *desk, const Hit *hit)) (Drag *)
{
  const Clip *clip = project_find_clip (lq_desk_project (desk), hit->clip, NULL, NULL);
  return clip && clip->kind == CLIP_AUDIO && hit->kind == HIT_CLIP_BODY ? drag_begin_gain_point
                                                                        : begins[hit->kind];
}

/* The other tools change what the body of lanes and clips does. */
static void (*begin_of (LqDesk *desk, const Hit *hit)) (Drag *)
{
  const bool body = hit->kind == HIT_LANE || hit->kind == HIT_CLIP || hit->kind == HIT_CLIP_BODY;
  switch (lq_desk_tool (desk)) {
  case TOOL_RANGE:
    return body ? drag_begin_range : begins[hit->kind];
  case TOOL_PENCIL:
    if (hit->kind == HIT_AUTOMATION || hit->kind == HIT_LINE)
      return drag_begin_pencil;
    if (hit->kind == HIT_CLIP || hit->kind == HIT_CLIP_BODY)
      return pencil_on_clip (desk, hit);
    return hit->kind == HIT_LANE ? drag_begin_new_clip : begins[hit->kind];
  case TOOL_FADE:
    return hit->kind == HIT_CLIP || hit->kind == HIT_CLIP_BODY ? drag_begin_fade_tool
                                                               : begins[hit->kind];
  case TOOL_SPLIT:
    return hit->kind == HIT_CLIP || hit->kind == HIT_CLIP_BODY ? NULL : begins[hit->kind];
  case TOOL_POINTER:
  case N_TOOLS:
    break;
  }
  return begins[hit->kind];
}

static void
clear_show (DragShow *show)
{
  g_array_set_size (show->ghosts, 0);
  g_clear_pointer (&show->tag, g_free);
  show->refused = false;
  show->hair = -1;
}

static void
go_to (Drag *drag, double x, double y, unsigned keys)
{
  const DeskView *view = lq_desk_view (drag->desk);
  drag->x = x;
  drag->y = y;
  drag->song_x = x + (double) view->x;
  drag->song_y = y + (double) view->y;
  drag->at = lq_desk_at (drag->desk, x);
  drag->keys = keys;
}

static Drag *
new_drag (LqDesk *desk, const Hit *hit, double x, double y, unsigned keys)
{
  Drag *drag = g_new0 (Drag, 1);
  drag->desk = desk;
  drag->hit = *hit;
  drag->show.ghosts = g_array_new (FALSE, FALSE, sizeof (Ghost));
  drag->cursor = *lq_desk_cursor (desk);
  drag->view = *lq_desk_view (desk);
  go_to (drag, x, y, keys);
  drag->from = int64_max (drag->at, 0);
  drag->from_x = drag->song_x;
  drag->from_y = drag->song_y;
  clear_show (&drag->show);
  return drag;
}

static void
free_drag (Drag *drag)
{
  if (drag->kind && drag->kind->free)
    drag->kind->free (drag);
  clear_show (&drag->show);
  g_array_unref (drag->show.ghosts);
  g_free (drag->data);
  g_free (drag);
}

Drag *
drag_new (LqDesk *desk, const Hit *hit, double x, double y, unsigned keys)
{
  void (*begin) (Drag *) = begin_of (desk, hit);
  if (!begin)
    return NULL;
  Drag *drag = new_drag (desk, hit, x, y, keys);
  begin (drag);
  if (drag->kind)
    return drag;
  free_drag (drag);
  return NULL;
}

Drag *
drag_new_header (LqDesk *desk, int row, double y, bool height)
{
  const Hit hit = { .row = row, .ruler = N_RULERS };
  Drag *drag = new_drag (desk, &hit, 0, y, 0);
  if (height)
    drag_begin_height (drag);
  else
    drag_begin_header (drag);
  return drag;
}

void
drag_move (Drag *drag, double x, double y, unsigned keys)
{
  clear_show (&drag->show);
  go_to (drag, x, y, keys);
  drag->kind->update (drag);
}

const DragShow *
drag_show (const Drag *drag)
{
  return &drag->show;
}

GPtrArray *
drag_lines (Drag *drag)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  if (drag->kind->lines && !drag->show.refused)
    drag->kind->lines (drag, lines);
  return lines;
}

bool
drag_end (Drag *drag)
{
  g_autoptr (GPtrArray) lines = drag_lines (drag);
  g_autoptr (GError) error = NULL;
  LqDesk *desk = drag->desk;
  g_autoptr (GArray) created = g_array_new (FALSE, FALSE, sizeof (Id));
  const bool good = lines->len == 0 || lq_desk_run_lines (desk, lines, created, &error);

  drag->created = created;
  if (good && drag->kind->done)
    drag->kind->done (drag);
  if (drag->show.refused)
    lq_desk_say (desk, true, "%s", drag->show.tag);
  free_drag (drag);
  if (!good)
    lq_desk_say (desk, true, "%s", error->message);
  return good;
}

void
drag_cancel (Drag *drag)
{
  if (drag->kind->restore)
    drag->kind->restore (drag);
  free_drag (drag);
}

bool
drag_scrolls (const Drag *drag)
{
  return drag->hit.kind == HIT_TIME;
}
