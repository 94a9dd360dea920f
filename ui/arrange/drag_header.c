/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Track headers: tracks in another order and into groups, and heights of rows. */
#include <glib/gi18n.h>
#include <math.h>

#include "ui/arrange/drag_private.h"

typedef struct {
  GArray *ids; /* Id of tracks that move, in the order of the list */
  Id after; /* the track that they stand behind then; 0: they come first */
  Id group; /* that they stand in then; 0: none */
} Reorder;

static const Track *
track_at (const Drag *drag, int index)
{
  return (const Track *) list_get (lq_desk_project (drag->desk)->tracks, index);
}

static bool
stands_in (const Project *project, const Track *track, Id group)
{
  while (track && track->group && track->group != group)
    track = project_find_track (project, track->group);
  return track && track->group == group && group;
}

/* Whether the track moves, by itself or with its group. */
static bool
moves (const Drag *drag, const Reorder *reorder, const Track *track)
{
  for (guint i = 0; i < reorder->ids->len; i++) {
    const Id id = g_array_index (reorder->ids, Id, i);
    if (track->node.id == id || stands_in (lq_desk_project (drag->desk), track, id))
      return true;
  }
  return false;
}

/* The last track of what stands in a group, or the track itself. */
static Id
last_of (const Drag *drag, const Track *track)
{
  const Project *project = lq_desk_project (drag->desk);
  Id last = track->node.id;
  for (int i = 0; i < list_n (project->tracks); i++)
    if (stands_in (project, track_at (drag, i), track->node.id))
      last = track_at (drag, i)->node.id;
  return last;
}

/* The last track in front of an index that stays. */
static Id
before_index (const Drag *drag, const Reorder *reorder, int index)
{
  while (--index >= 0)
    if (!moves (drag, reorder, track_at (drag, index)))
      return track_at (drag, index)->node.id;
  return 0;
}

static bool
is_group (const Track *track)
{
  return track->kind == TRACK_GROUP || track->kind == TRACK_FOLDER;
}

static void
line (Drag *drag, double y, int depth)
{
  const int indent = lq_desk_px (drag->desk, 12) * depth;
  drag_ghost (drag, GHOST_LINE, indent, y - (double) lq_desk_view (drag->desk)->y, 0, 0)->area =
      AREA_HEADERS;
}

static void
choose_place (Drag *drag, Reorder *reorder, const Row *row, double share)
{
  const Project *project = lq_desk_project (drag->desk);
  const Track *track = row->node;
  const int index = list_find (project->tracks, track->node.id);
  const Rows *rows = lq_desk_rows (drag->desk);
  const bool opens = is_group (track) && !track->fold;

  if (is_group (track) && share > 0.25 && share < 0.75) {
    Ghost *ghost = drag_ghost (drag, GHOST_FRAME, 0, row->y - (double) lq_desk_view (drag->desk)->y,
                               0, row->height - 1);
    ghost->area = AREA_HEADERS;
    reorder->group = track->node.id;
    reorder->after = last_of (drag, track);
    drag_tag (drag, 0, drag->y, g_strdup_printf (_ ("Into %s"), text_get (track->name)));
    return;
  }
  if (share < 0.5 || track->kind == TRACK_MAIN) {
    reorder->group = track->group;
    reorder->after = before_index (drag, reorder, index);
    line (drag, row->y, row->depth);
    return;
  }
  reorder->group = opens ? track->node.id : track->group;
  reorder->after = opens ? track->node.id : last_of (drag, track);
  int foot = row->y + row->height;
  for (int i = (int) (row - rows->rows) + 1;
       i < rows->n && rows->rows[i].track == row->track && rows->rows[i].kind != ROW_TRACK; i++)
    foot += rows->rows[i].height;
  line (drag, foot, row->depth + opens);
}

static void
update_reorder (Drag *drag)
{
  Reorder *reorder = drag->data;
  const Rows *rows = lq_desk_rows (drag->desk);
  int index = MAX (rows_at (rows, (int64_t) drag->song_y), 0);
  double share = 1;

  if (rows->rows[index].kind == ROW_TRACK)
    share = (drag->song_y - rows->rows[index].y) / rows->rows[index].height;
  while (index > 0 && rows->rows[index].kind != ROW_TRACK)
    index--;
  const Row *row = &rows->rows[index];
  reorder->after = reorder->group = 0;
  if (reorder->ids->len == 0) {
    drag_refuse (drag, g_strdup (_ ("The master stays last")));
    return;
  }
  if (moves (drag, reorder, row->node)) {
    const int own =
        list_find (lq_desk_project (drag->desk)->tracks, g_array_index (reorder->ids, Id, 0));
    reorder->after = before_index (drag, reorder, own);
    reorder->group = track_at (drag, own)->group;
    return;
  }
  choose_place (drag, reorder, row, share);
}

static void
reorder_lines (Drag *drag, GPtrArray *lines)
{
  const Reorder *reorder = drag->data;
  const Project *project = lq_desk_project (drag->desk);
  Id after = reorder->after;

  for (guint i = 0; i < reorder->ids->len; i++) {
    const Id id = g_array_index (reorder->ids, Id, i);
    const Track *track = project_find_track (project, id);
    const int index = list_find (project->tracks, id);
    g_autofree char *in =
        track->group == reorder->group
            ? g_strdup ("")
            : g_strdup_printf (" in=%s",
                               reorder->group ? lq_desk_id (drag->desk, reorder->group) : "none");
    const Id now = index > 0 ? track_at (drag, index - 1)->node.id : 0;
    if (lines->len > 0 || now != after || *in) {
      if (after)
        drag_add (lines, "track.move track=%s after=%s%s", lq_desk_id (drag->desk, id),
                  lq_desk_id (drag->desk, after), in);
      else
        drag_add (lines, "track.move track=%s to=1%s", lq_desk_id (drag->desk, id), in);
    }
    after = last_of (drag, track);
  }
}

static void
reorder_free (Drag *drag)
{
  g_array_unref (((Reorder *) drag->data)->ids);
}

static const DragKind reorder_kind = { update_reorder, reorder_lines, NULL, NULL, reorder_free };

void
drag_begin_header (Drag *drag)
{
  const Project *project = lq_desk_project (drag->desk);
  const Id own = drag_row (drag)->track;
  const bool all = lq_desk_track_is_selected (drag->desk, own);
  Reorder *reorder = g_new0 (Reorder, 1);

  drag->kind = &reorder_kind;
  drag->data = reorder;
  reorder->ids = g_array_new (FALSE, FALSE, sizeof (Id));
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = track_at (drag, i);
    const Id id = track->node.id;
    const bool chosen = all ? lq_desk_track_is_selected (drag->desk, id) : id == own;
    /* Members go along with their group. */
    if (chosen && track->kind != TRACK_MAIN && !moves (drag, reorder, track))
      g_array_append_val (reorder->ids, id);
  }
}

typedef struct {
  RowKind kind;
  Id track, item; /* item of lanes */
  int before, height; /* design units */
} Height;

static void
set_height (Drag *drag, int height)
{
  const Height *row = drag->data;
  lq_desk_set_height (drag->desk, row->kind == ROW_TRACK ? row->track : row->item, height);
}

static void
update_height (Drag *drag)
{
  Height *height = drag->data;
  const Rows *rows = lq_desk_rows (drag->desk);
  const int row = rows_find (rows, height->kind, height->track, height->item);
  if (row < 0)
    return;
  const double scale = lq_desk_px (drag->desk, 1000) / 1000.0;
  height->height = (int) fmax ((drag->song_y - rows->rows[row].y) / scale, 0);
  set_height (drag, height->height);
}

static void
height_restore (Drag *drag)
{
  set_height (drag, ((const Height *) drag->data)->before);
}

static const DragKind height_kind = { update_height, NULL, NULL, height_restore, NULL };

void
drag_begin_height (Drag *drag)
{
  Height *height = g_new0 (Height, 1);
  const Row *row = drag_row (drag);
  const double scale = lq_desk_px (drag->desk, 1000) / 1000.0;
  drag->kind = &height_kind;
  drag->data = height;
  height->kind = row->kind;
  height->track = row->track;
  height->item = row->item;
  height->before = (int) lround (row->height / scale);
}
