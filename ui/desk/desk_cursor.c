/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edit cursor, track cursor and range of a desk. */
#include "ui/desk/desk_private.h"

const DeskCursor *
lq_desk_cursor (LqDesk *desk)
{
  return &desk->cursor;
}

void
lq_desk_set_cursor (LqDesk *desk, Position at, int row, bool extend)
{
  DeskCursor *cursor = &desk->cursor;
  const int last = desk->rows->n - 1;

  desk_remember_moves (desk);
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
  desk_changed (desk, DESK_CURSOR | desk_select_range (desk));
}

void
lq_desk_clear_range (LqDesk *desk)
{
  if (!desk->cursor.ranged)
    return;
  desk_remember_moves (desk);
  desk->cursor.ranged = false;
  desk_changed (desk, DESK_CURSOR | desk_select_range (desk));
}

void
lq_desk_set_range (LqDesk *desk, Position from, Position to, int first_row, int last_row)
{
  desk_remember_moves (desk);
  desk->cursor = (DeskCursor){
    .at = to, .row = last_row, .ranged = true, .anchor = from, .anchor_row = first_row
  };
  desk_changed (desk, DESK_CURSOR | desk_select_range (desk));
}

void
lq_desk_put_cursor (LqDesk *desk, const DeskCursor *cursor)
{
  desk->cursor = *cursor;
  desk_changed (desk, DESK_CURSOR | desk_select_range (desk));
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

Id
lq_desk_cursor_track (LqDesk *desk)
{
  const int row = desk->cursor.row;
  return row >= 0 && row < desk->rows->n ? desk->rows->rows[row].track : 0;
}

/* What a range selects is found anew; else each one is looked up. */
static void
forget_clips (LqDesk *desk)
{
  const Project *project = lq_desk_project (desk);
  if (desk->ranged_clips) {
    desk_select_range (desk);
    return;
  }
  for (guint i = desk->clips->len; i-- > 0;)
    if (!project_find_clip (project, g_array_index (desk->clips, Id, i), NULL, NULL))
      g_array_remove_index (desk->clips, i);
  desk_selection_changed (desk);
}

void
desk_forget_gone (LqDesk *desk)
{
  const Project *project = lq_desk_project (desk);
  const int last = MAX (desk->rows->n - 1, 0);

  desk->cursor.row = CLAMP (desk->cursor.row, 0, last);
  desk->cursor.anchor_row = CLAMP (desk->cursor.anchor_row, 0, last);
  for (guint i = desk->tracks->len; i-- > 0;)
    if (!project_find_track (project, g_array_index (desk->tracks, Id, i)))
      g_array_remove_index (desk->tracks, i);
  forget_clips (desk);
}
