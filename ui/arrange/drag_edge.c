/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outer edges of clips: they trim, and with Ctrl and Shift stretch. */
#include <glib/gi18n.h>
#include <math.h>

#include "edit/edit_group.h"
#include "edit/lane.h"
#include "ui/arrange/drag_private.h"
#include "ui/arrange/fellows.h"
#include "ui/desk/edit_ways.h"

typedef struct {
  GArray *ids; /* Id of clips that share the edge */
  Units start, end; /* of the held clip */
  bool at_end, stretch;
  Snap snap; /* where the edge is now */
} ClipEdge;

static const Clip *
clip_of (const Drag *drag, Id id)
{
  return project_find_clip (lq_desk_project (drag->desk), id, NULL, NULL);
}

static Units
edge_units (const Drag *drag, const ClipEdge *edge, Id id)
{
  const TempoMap *map = lq_desk_map (drag->desk);
  const Clip *clip = clip_of (drag, id);
  return edge->at_end ? clip_end_units (map, clip) : clip_start_units (map, clip);
}

/* Of the selected clips, those whose edge lies at the same place. */
static GArray *
sharing (Drag *drag, const ClipEdge *edge)
{
  GArray *ids = fellows_of_clip (drag->desk, drag->hit.clip);
  const Units at = edge->at_end ? edge->end : edge->start;
  for (guint i = ids->len; i-- > 0;)
    if (llabs (edge_units (drag, edge, g_array_index (ids, Id, i)) - at) > EDGE_TOLERANCE)
      g_array_remove_index (ids, i);
  return ids;
}

static Units
least_length (const Drag *drag)
{
  return frames_to_units (1, lq_desk_rate (drag->desk)) + 2 * EDGE_TOLERANCE;
}

static void
show_edge (Drag *drag, ClipEdge *edge)
{
  const Rows *rows = lq_desk_rows (drag->desk);
  const Units now = edge->snap.units;
  const Units from = edge->at_end ? edge->start : now, to = edge->at_end ? now : edge->end;
  for (guint i = 0; i < edge->ids->len; i++) {
    const Id id = g_array_index (edge->ids, Id, i);
    Track *track = NULL;
    const Clip *clip = project_find_clip (lq_desk_project (drag->desk), id, &track, NULL);
    const int index = track ? rows_find (rows, ROW_TRACK, track->node.id, 0) : -1;
    if (index < 0)
      continue;
    const Row *row = &rows->rows[index];
    const TempoMap *map = lq_desk_map (drag->desk);
    const Units start = clip_start_units (map, clip), end = clip_end_units (map, clip);
    if (!edge->at_end && now > start)
      drag_ghost_row (drag, GHOST_DIM, row, start, now);
    if (edge->at_end && now < end)
      drag_ghost_row (drag, GHOST_DIM, row, now, end);
    if (edge->at_end ? now > end : now < start)
      drag_ghost_row (drag, GHOST_CLIP, row, edge->at_end ? start : now, edge->at_end ? now : end)
          ->clip = id;
    drag_ghost_row (drag, GHOST_FRAME, row, edge->at_end ? start : now, edge->at_end ? now : end);
    if (!edge->stretch)
      drag_show_overlaps (drag, row, edge->at_end ? start : now, edge->at_end ? now : end,
                          edge->ids);
  }
  g_autofree char *place = drag_place (drag->desk, edge->snap.at);
  g_autofree char *by = drag_distance (drag->desk, edge->at_end ? edge->end : edge->start, now);
  g_autofree char *length = drag_length (drag->desk, from, to);
  if (edge->stretch)
    drag_tag (drag, drag->x, drag->y,
              g_strdup_printf (_ ("Stretch %.1f %%  length %s"),
                               100.0 * (double) (to - from) / (double) (edge->end - edge->start),
                               length));
  else
    drag_tag (drag, drag->x, drag->y, g_strdup_printf (_ ("%s  %s  length %s"), place, by, length));
  drag_hair (drag, &edge->snap);
}

static void
update_edge (Drag *drag)
{
  ClipEdge *edge = drag->data;
  const SnapHow how = { .free = drag_has (drag, DRAG_ALT),
                        .row = drag->hit.row,
                        .moving = edge->ids };
  const Units old = edge->at_end ? edge->end : edge->start;
  const Units least = least_length (drag);
  const Clip *clip = clip_of (drag, drag->hit.clip);

  edge->snap = snap_place (drag->desk, old + drag->at - drag->from, &how);
  edge->stretch = drag_has (drag, DRAG_CTRL | DRAG_SHIFT);
  if (edge->at_end ? edge->snap.units < edge->start + least
                   : edge->snap.units > edge->end - least) {
    const Units units = edge->at_end ? edge->start + least : edge->end - least;
    edge->snap = (Snap){ { units, TIME_ABSOLUTE }, units, SNAP_NONE };
  }
  show_edge (drag, edge);
  if (edge->stretch && clip->kind != CLIP_AUDIO)
    drag_refuse (drag, g_strdup (_ ("Notes follow the tempo already")));
  else
    drag_check_locks (drag, edge->ids);
}

/* What grows at its start moves first: its new length ends where the old one did. */
static void
stretch_lines (Drag *drag, const ClipEdge *edge, Id id, GPtrArray *lines)
{
  LqDesk *desk = drag->desk;
  const TempoMap *map = lq_desk_map (desk);
  const Clip *clip = clip_of (drag, id);
  const Units start = clip_start_units (map, clip), end = clip_end_units (map, clip);
  const Units now = edge->snap.units;
  const double length = (double) (edge->at_end ? now - start : end - now);
  const double ratio = clip_stretch (map, clip) * length / (double) (end - start);
  const bool grows = !edge->at_end && now < start;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (clip->kind != CLIP_AUDIO)
    return;
  if (grows)
    drag_add (lines, "clip.move clip=%s to=%s", lq_desk_id (desk, id),
              lq_desk_place (desk, edge->snap.at));
  drag_add (lines, "clip.set clip=%s stretch=%s", lq_desk_id (desk, id),
            drag_number (number, CLAMP (ratio, 0.05, 20)));
  if (!edge->at_end && !grows)
    drag_add (lines, "clip.move clip=%s to=%s", lq_desk_id (desk, id),
              lq_desk_place (desk, edge->snap.at));
}

static bool
is_fellow (const Drag *drag, const ClipEdge *edge, guint index)
{
  const Project *project = lq_desk_project (drag->desk);
  const Id id = g_array_index (edge->ids, Id, index);
  for (guint i = 0; i < index; i++)
    if (edit_group_joins (project, edit_group_track_of (project, id),
                          edit_group_track_of (project, g_array_index (edge->ids, Id, i))))
      return true;
  return false;
}

static void
edge_lines (Drag *drag, GPtrArray *lines)
{
  const ClipEdge *edge = drag->data;
  if (edge->snap.units == (edge->at_end ? edge->end : edge->start))
    return;
  for (guint i = 0; i < edge->ids->len; i++) {
    const Id id = g_array_index (edge->ids, Id, i);
    if (edge->stretch)
      stretch_lines (drag, edge, id, lines);
    /* A trim acts on all members of an edit group by itself. */
    else if (!is_fellow (drag, edge, i))
      drag_add (lines, "clip.trim clip=%s %s=%s%s", lq_desk_id (drag->desk, id),
                edge->at_end ? "end" : "start", lq_desk_place (drag->desk, edge->snap.at),
                edit_ways_overlap (drag->desk));
  }
}

static void
edge_free (Drag *drag)
{
  g_array_unref (((ClipEdge *) drag->data)->ids);
}

static const DragKind kind = { update_edge, edge_lines, NULL, NULL, edge_free };

void
drag_begin_edge (Drag *drag)
{
  ClipEdge *edge = g_new0 (ClipEdge, 1);
  const Clip *clip = clip_of (drag, drag->hit.clip);
  const TempoMap *map = lq_desk_map (drag->desk);

  drag->kind = &kind;
  drag->data = edge;
  edge->at_end = drag->hit.kind == HIT_CLIP_END;
  edge->start = clip_start_units (map, clip);
  edge->end = clip_end_units (map, clip);
  edge->ids = sharing (drag, edge);
  edge->snap.units = edge->at_end ? edge->end : edge->start;
}
