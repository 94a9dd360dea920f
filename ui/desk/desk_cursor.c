/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cursors, range and selection of a desk. */
#include <string.h>

#include "ui/desk/desk_private.h"

const DeskCursor *
lq_desk_cursor (LqDesk *desk)
{
  return &desk->cursor;
}

static void
remember (LqDesk *desk)
{
  g_array_append_val (desk->cursors, desk->cursor);
  if (desk->cursors->len > DESK_CURSORS)
    g_array_remove_index (desk->cursors, 0);
}

void
lq_desk_set_cursor (LqDesk *desk, Position at, int row, bool extend)
{
  DeskCursor *cursor = &desk->cursor;
  const int last = desk->rows->n - 1;

  remember (desk);
  if (desk_units (desk, at) < 0)
    at = (Position){ 0, at.base };
  if (extend && !cursor->ranged) {
    cursor->anchor = cursor->at;
    cursor->anchor_row = cursor->row;
  }
  cursor->ranged = extend;
  if (row != cursor->row)
    desk->ruler = N_RULERS;
  cursor->at = at;
  cursor->row = CLAMP (row, 0, MAX (last, 0));
  desk_changed (desk, DESK_CURSOR);
}

void
lq_desk_clear_range (LqDesk *desk)
{
  desk->cursor.ranged = false;
  desk_changed (desk, DESK_CURSOR);
}

void
lq_desk_set_range (LqDesk *desk, Position from, Position to, int first_row, int last_row)
{
  remember (desk);
  desk->cursor = (DeskCursor){
    .at = to, .row = last_row, .ranged = true, .anchor = from, .anchor_row = first_row
  };
  desk_changed (desk, DESK_CURSOR);
}

void
lq_desk_put_cursor (LqDesk *desk, const DeskCursor *cursor)
{
  desk->cursor = *cursor;
  desk_changed (desk, DESK_CURSOR);
}

bool
lq_desk_range (LqDesk *desk, Units *from, Units *to, int *first_row, int *last_row)
{
  const DeskCursor *cursor = &desk->cursor;
  const Units a = desk_units (desk, cursor->anchor), b = desk_units (desk, cursor->at);
  if (!cursor->ranged || a == b)
    return false;
  *from = int64_min (a, b);
  *to = int64_max (a, b);
  *first_row = MIN (cursor->anchor_row, cursor->row);
  *last_row = MAX (cursor->anchor_row, cursor->row);
  return true;
}

bool
lq_desk_undo_cursor (LqDesk *desk)
{
  if (desk->cursors->len == 0)
    return false;
  desk->cursor = g_array_index (desk->cursors, DeskCursor, desk->cursors->len - 1);
  g_array_set_size (desk->cursors, desk->cursors->len - 1);
  desk_forget_gone (desk);
  desk_changed (desk, DESK_CURSOR);
  return true;
}

Id
lq_desk_cursor_track (LqDesk *desk)
{
  const int row = desk->cursor.row;
  return row >= 0 && row < desk->rows->n ? desk->rows->rows[row].track : 0;
}

static int
find (const GArray *ids, Id id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, Id, i) == id)
      return (int) i;
  return -1;
}

static void
add_group (LqDesk *desk, Id id)
{
  const Project *project = lq_desk_project (desk);
  const Clip *clip = project_find_clip (project, id, NULL, NULL);

  for (int t = 0; clip && clip->grouped && t < list_n (project->tracks); t++) {
    const Track *track = (const Track *) list_get (project->tracks, t);
    for (int i = 0; i < list_n (track->clips); i++) {
      const Clip *one = (const Clip *) list_get (track->clips, i);
      if (one->grouped == clip->grouped && find (desk->clips, one->node.id) < 0)
        g_array_append_val (desk->clips, one->node.id);
    }
  }
}

static void
toggle (GArray *ids, Id id, bool add)
{
  const int at = find (ids, id);
  if (!add)
    g_array_set_size (ids, 0);
  if (add && at >= 0)
    g_array_remove_index (ids, (guint) at);
  else
    g_array_append_val (ids, id);
}

bool
lq_desk_clip_is_selected (LqDesk *desk, Id clip)
{
  return find (desk->clips, clip) >= 0;
}

bool
lq_desk_track_is_selected (LqDesk *desk, Id track)
{
  return find (desk->tracks, track) >= 0;
}

void
lq_desk_select_clip (LqDesk *desk, Id clip, bool add)
{
  toggle (desk->clips, clip, add);
  if (find (desk->clips, clip) >= 0)
    add_group (desk, clip);
  desk_changed (desk, DESK_SELECTION);
}

void
lq_desk_select_track (LqDesk *desk, Id track, bool add)
{
  toggle (desk->tracks, track, add);
  desk_changed (desk, DESK_SELECTION);
}

static void
take (GArray *ids, const Id *chosen, guint n)
{
  g_array_set_size (ids, 0);
  g_array_append_vals (ids, chosen, n);
}

void
lq_desk_select_clips (LqDesk *desk, const Id *clips, guint n)
{
  take (desk->clips, clips, n);
  desk_changed (desk, DESK_SELECTION);
}

void
lq_desk_select_tracks (LqDesk *desk, const Id *tracks, guint n)
{
  take (desk->tracks, tracks, n);
  desk_changed (desk, DESK_SELECTION);
}

void
lq_desk_select_none (LqDesk *desk)
{
  g_array_set_size (desk->clips, 0);
  g_array_set_size (desk->tracks, 0);
  desk_changed (desk, DESK_SELECTION);
}

const GArray *
lq_desk_clips (LqDesk *desk)
{
  return desk->clips;
}

GArray *
lq_desk_tracks (LqDesk *desk)
{
  GArray *tracks = g_array_new (FALSE, FALSE, sizeof (Id));
  const Project *project = lq_desk_project (desk);
  const Id cursor = lq_desk_cursor_track (desk);

  for (int i = 0; i < list_n (project->tracks); i++) {
    const Id id = list_get (project->tracks, i)->id;
    if (desk->tracks->len > 0 ? find (desk->tracks, id) >= 0 : id == cursor)
      g_array_append_val (tracks, id);
  }
  return tracks;
}

void
desk_forget_gone (LqDesk *desk)
{
  const Project *project = lq_desk_project (desk);
  for (guint i = desk->tracks->len; i-- > 0;)
    if (!project_find_track (project, g_array_index (desk->tracks, Id, i)))
      g_array_remove_index (desk->tracks, i);
  for (guint i = desk->clips->len; i-- > 0;)
    if (!project_find_clip (project, g_array_index (desk->clips, Id, i), NULL, NULL))
      g_array_remove_index (desk->clips, i);
  const int last = MAX (desk->rows->n - 1, 0);
  desk->cursor.row = CLAMP (desk->cursor.row, 0, last);
  desk->cursor.anchor_row = CLAMP (desk->cursor.anchor_row, 0, last);
}
