/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Crossfades: how long they are, where they lie, and those that clips laid over others would make.
 */
#include <glib/gi18n.h>

#include "edit/lane.h"
#include "ui/arrange/drag_private.h"
#include "ui/desk/edit_ways.h"

#define SHORTEST (UNITS_PER_SECOND / 1000)

typedef struct {
  Id left; /* the clip before the joint */
  Units start, end; /* both sound, before the drag */
  Units first, last; /* where the left one begins and the right one ends */
  bool slide, at_end; /* moved as it is; else which end is held */
  Units now_start, now_end;
} Cross;

void
drag_check_locks (Drag *drag, const GArray *ids)
{
  for (guint i = 0; i < ids->len; i++) {
    const Clip *clip =
        project_find_clip (lq_desk_project (drag->desk), g_array_index (ids, Id, i), NULL, NULL);
    if (!clip || !clip->locked)
      continue;
    drag_refuse (drag, g_strdup_printf (_ ("“%s” is locked"), text_get (clip->name)));
    return;
  }
}

void
drag_show_crossfade (Drag *drag, const Row *row, Units from, Units to)
{
  drag_ghost_row (drag, GHOST_DIM, row, from, to);
  drag_ghost_row (drag, GHOST_FADE_IN, row, from, to);
  drag_ghost_row (drag, GHOST_FADE_OUT, row, from, to);
}

static bool
is_one_of (const GArray *ids, Id id)
{
  for (guint i = 0; ids && i < ids->len; i++)
    if (g_array_index (ids, Id, i) == id)
      return true;
  return false;
}

/* As the command has it: of what reaches over an edge the furthest, unless the two would meet. */
void
drag_show_overlaps (Drag *drag, const Row *row, Units from, Units to, const GArray *moving)
{
  const TempoMap *map = lq_desk_map (drag->desk);
  Units left = from, right = to;

  if (!edit_ways (drag->desk)->overlap_fades || drag_is_note_track (row->node))
    return;
  for (int i = 0; i < list_n (row->node->clips); i++) {
    const Clip *clip = (const Clip *) list_get (row->node->clips, i);
    const Units start = clip_start_units (map, clip), end = clip_end_units (map, clip);
    if (is_one_of (moving, clip->node.id))
      continue;
    if (start < from - EDGE_TOLERANCE && end < to - EDGE_TOLERANCE)
      left = int64_max (left, end);
    if (end > to + EDGE_TOLERANCE && start > from + EDGE_TOLERANCE)
      right = int64_min (right, start);
  }
  if (right - left <= EDGE_TOLERANCE)
    return;
  if (left - from > EDGE_TOLERANCE)
    drag_show_crossfade (drag, row, from, left);
  if (to - right > EDGE_TOLERANCE)
    drag_show_crossfade (drag, row, right, to);
}

static void
update_crossfade (Drag *drag)
{
  Cross *cross = drag->data;
  const SnapHow how = { .free = drag_has (drag, DRAG_ALT), .row = drag->hit.row };
  const Units joint = (cross->start + cross->end) / 2, by = drag->at - drag->from;
  Units middle = joint, length = cross->end - cross->start;

  if (cross->slide) {
    const Snap things = snap_things (drag->desk, joint + by, &how);
    middle = things.kind == SNAP_NONE ? joint + by : things.units;
    drag_hair (drag, &things);
  } else {
    length = int64_max (length + 2 * (cross->at_end ? by : -by), SHORTEST);
    length = int64_min (length, 2 * int64_min (joint - cross->first, cross->last - joint) -
                                    4 * EDGE_TOLERANCE);
  }
  middle = CLAMP (middle, cross->first + length / 2 + 2 * EDGE_TOLERANCE,
                  cross->last - length / 2 - 2 * EDGE_TOLERANCE);
  cross->now_start = middle - length / 2;
  cross->now_end = cross->now_start + length;
  drag_show_crossfade (drag, drag_row (drag), cross->now_start, cross->now_end);
  g_autofree char *by_text = drag_distance (drag->desk, joint, middle);
  g_autofree char *length_text = drag_seconds (length);
  drag_tag (drag, drag->x, drag->y,
            cross->slide ? g_strdup_printf (_ ("Slide the crossfade %s"), by_text)
                         : g_strdup_printf (_ ("Crossfade %s"), length_text));
}

/* The shapes stay what they are. */
static void
crossfade_lines (Drag *drag, GPtrArray *lines)
{
  const Cross *cross = drag->data;
  const Clip *left = project_find_clip (lq_desk_project (drag->desk), cross->left, NULL, NULL);
  const Frames frames = drag_frames (drag->desk, cross->now_end - cross->now_start);
  if (cross->now_start == cross->start && cross->now_end == cross->end)
    return;
  GString *line = g_string_new (NULL);
  g_string_printf (line, "clip.crossfade clip=%s length=%" G_GINT64_FORMAT "f shape=%s",
                   lq_desk_id (drag->desk, cross->left), frames, fade_shapes[left->fade_out_shape]);
  if (cross->slide) {
    const Position at = { (cross->now_start + cross->now_end) / 2, TIME_ABSOLUTE };
    g_string_append_printf (line, " at=%s", lq_desk_place (drag->desk, at));
  }
  g_ptr_array_add (lines, g_string_free (line, FALSE));
}

static const DragKind crossfade_kind = { update_crossfade, crossfade_lines, NULL, NULL, NULL };

void
drag_begin_crossfade (Drag *drag)
{
  const TempoMap *map = lq_desk_map (drag->desk);
  const Row *row = drag_row (drag);
  const Clip *left = project_find_clip (lq_desk_project (drag->desk), drag->hit.clip, NULL, NULL);
  Cross *cross = g_new0 (Cross, 1);

  drag->kind = &crossfade_kind;
  drag->data = cross;
  cross->left = drag->hit.clip;
  cross->first = clip_start_units (map, left);
  cross->start = cross->end = cross->last = clip_end_units (map, left);
  /* Both sound from the start of the next one to the end of this one. */
  for (int i = 0; i < list_n (row->node->clips); i++) {
    const Clip *next = (const Clip *) list_get (row->node->clips, i);
    const Units at = clip_start_units (map, next), behind = clip_end_units (map, next);
    if (at < cross->start && at > cross->first && behind > cross->end) {
      cross->start = at;
      cross->last = behind;
    }
  }
  cross->slide = drag->hit.kind == HIT_CROSSFADE_MOVE;
  cross->at_end = drag->from > (cross->start + cross->end) / 2;
  cross->now_start = cross->start;
  cross->now_end = cross->end;
}
