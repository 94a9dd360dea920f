/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a project is in sight, and how high its rows are. */
#include <math.h>

#include "ui/desk/desk_private.h"

#define MOST_PX_PER_SECOND 2e6 /* some 40 pixels a sample */
#define REVEAL_MARGIN 48 /* design units */

DeskView *
lq_desk_view (LqDesk *desk)
{
  return &desk->view;
}

double
lq_desk_x (LqDesk *desk, Units at)
{
  return floor ((double) at / UNITS_PER_SECOND * desk->view.px_per_second) - (double) desk->view.x;
}

Units
lq_desk_at (LqDesk *desk, double x)
{
  const double seconds = (x + (double) desk->view.x) / desk->view.px_per_second;
  return (Units) llround (seconds * UNITS_PER_SECOND);
}

void
desk_clamp_view (LqDesk *desk)
{
  DeskView *view = &desk->view;
  /* One screen of room behind the end, and never less than four minutes to go to. */
  const double seconds = fmax ((double) desk->length / UNITS_PER_SECOND, 240);
  const double least = fmax (view->width, 100) / (seconds * 4);
  view->px_per_second = CLAMP (view->px_per_second, least, MOST_PX_PER_SECOND);
  const int64_t most_x = (int64_t) (seconds * view->px_per_second);
  const int64_t most_y = int64_max (desk->rows->height - view->height / 2, 0);
  view->x = CLAMP (view->x, 0, most_x);
  view->y = CLAMP (view->y, 0, most_y);
}

void
lq_desk_view_changed (LqDesk *desk)
{
  desk_clamp_view (desk);
  desk_changed (desk, DESK_VIEW);
}

/* A cursor in a lane stays in it, and goes to its track where the lane has gone. */
static int
follow_lane (const Rows *before, const Rows *rows, int at)
{
  const Row *row = before && at >= 0 && at < before->n ? &before->rows[at] : NULL;
  if (!row || row->kind == ROW_TRACK)
    return at;
  const int lane = rows_find (rows, row->kind, row->track, row->item);
  const int track = rows_find (rows, ROW_TRACK, row->track, 0);
  return lane >= 0 ? lane : track >= 0 ? track : at;
}

void
desk_make_rows (LqDesk *desk)
{
  Rows *before = desk->rows;
  desk->rows = rows_new (lq_desk_project (desk), &desk->looks, desk->px);
  desk->cursor.row = follow_lane (before, desk->rows, desk->cursor.row);
  desk->cursor.anchor_row = follow_lane (before, desk->rows, desk->cursor.anchor_row);
  rows_free (before);
  desk_clamp_view (desk);
}

const Rows *
lq_desk_rows (LqDesk *desk)
{
  return desk->rows;
}

const RowLooks *
lq_desk_looks (LqDesk *desk)
{
  return &desk->looks;
}

static void
rows_changed (LqDesk *desk, Id track)
{
  desk_make_rows (desk);
  const int row = rows_find (desk->rows, ROW_TRACK, track, 0);
  if (desk->cursor.row >= desk->rows->n)
    desk->cursor.row = MAX (row, 0);
  desk_changed (desk, DESK_VIEW | DESK_CURSOR);
}

/* Keeps the cursor on its row while rows come and go. */
static void
change_look (LqDesk *desk, Id track, RowLook look)
{
  const Row at = desk->rows->n > 0 ? desk->rows->rows[desk->cursor.row] : (Row){ 0 };
  *row_look_edit (&desk->looks, track) = look;
  desk_make_rows (desk);
  int row = rows_find (desk->rows, at.kind, at.track, at.item);
  if (row < 0)
    row = rows_find (desk->rows, ROW_TRACK, at.track, 0);
  if (row >= 0)
    desk->cursor.row = row;
  desk->cursor.ranged = desk->cursor.ranged && row >= 0;
  desk->cursor.anchor_row = MIN (desk->cursor.anchor_row, MAX (desk->rows->n - 1, 0));
  rows_changed (desk, track);
}

static RowKind
kind_of (LqDesk *desk, Id item)
{
  for (int i = 0; i < desk->rows->n; i++)
    if (desk->rows->rows[i].kind != ROW_TRACK && desk->rows->rows[i].item == item)
      return desk->rows->rows[i].kind;
  return ROW_TRACK;
}

void
lq_desk_set_height (LqDesk *desk, Id item, int height)
{
  static const int least[] = { [ROW_TRACK] = HEIGHT_S, [ROW_AUTOMATION] = 24, [ROW_TAKE] = 16 };
  static const int most[] = { [ROW_TRACK] = 400, [ROW_AUTOMATION] = 200, [ROW_TAKE] = 72 };
  const RowKind kind = kind_of (desk, item);
  RowLook look = row_look (&desk->looks, item);
  look.height = CLAMP (height / 4 * 4, least[kind], most[kind]);
  change_look (desk, item, look);
}

void
lq_desk_show_automation (LqDesk *desk, Id track, bool on)
{
  RowLook look = row_look (&desk->looks, track);
  look.automation = on;
  change_look (desk, track, look);
}

void
lq_desk_show_takes (LqDesk *desk, Id track, bool on)
{
  RowLook look = row_look (&desk->looks, track);
  look.takes = on;
  change_look (desk, track, look);
}

void
lq_desk_hide (LqDesk *desk, Id track, bool on)
{
  RowLook look = row_look (&desk->looks, track);
  look.hidden = on;
  change_look (desk, track, look);
}

void
lq_desk_hide_strip (LqDesk *desk, Id track, bool on)
{
  RowLook look = row_look (&desk->looks, track);
  look.strip_hidden = on;
  change_look (desk, track, look);
}

/* True where the view has moved. */
static bool
reveal_row (LqDesk *desk)
{
  DeskView *view = &desk->view;
  if (desk->cursor.row >= desk->rows->n)
    return false;
  const Row *row = &desk->rows->rows[desk->cursor.row];
  const int64_t before = view->y;
  if (row->y < view->y)
    view->y = row->y;
  else if (row->y + row->height > view->y + view->height)
    view->y = row->y + row->height - view->height;
  return view->y != before;
}

void
lq_desk_reveal_row (LqDesk *desk)
{
  if (reveal_row (desk))
    lq_desk_view_changed (desk);
}

void
lq_desk_reveal (LqDesk *desk)
{
  DeskView *view = &desk->view;
  const double x = lq_desk_x (desk, desk_units (desk, desk->cursor.at));
  const int margin = MIN (desk->px (REVEAL_MARGIN), view->width / 4);
  bool moved = false;

  if (x < margin || x > view->width - margin) {
    view->x += (int64_t) (x < margin ? x - margin * 2 : x - view->width + margin * 2);
    moved = true;
  }
  if (reveal_row (desk) || moved)
    lq_desk_view_changed (desk);
}

void
lq_desk_zoom (LqDesk *desk, double factor, double x)
{
  DeskView *view = &desk->view;
  const double seconds = (x + (double) view->x) / view->px_per_second;
  view->px_per_second *= factor;
  desk_clamp_view (desk);
  view->x = (int64_t) floor (seconds * view->px_per_second - x);
  lq_desk_view_changed (desk);
}

void
lq_desk_zoom_to (LqDesk *desk, Units from, Units to)
{
  DeskView *view = &desk->view;
  const double seconds = (double) (to - from) / UNITS_PER_SECOND;
  if (seconds <= 0)
    return;
  view->px_per_second = view->width / (seconds * 1.04);
  desk_clamp_view (desk);
  view->x = (int64_t) ((double) from / UNITS_PER_SECOND * view->px_per_second - 0.02 * view->width);
  lq_desk_view_changed (desk);
}

Tool
lq_desk_tool (LqDesk *desk)
{
  return desk->tool;
}

void
lq_desk_set_tool (LqDesk *desk, Tool tool)
{
  desk->tool = tool;
  desk_changed (desk, DESK_STATE);
}

Follow
lq_desk_follow (LqDesk *desk)
{
  return desk->follow_rests ? FOLLOW_OFF : desk->follow;
}

void
lq_desk_set_follow (LqDesk *desk, Follow follow)
{
  desk->follow = follow;
  desk->follow_rests = false;
  desk_changed (desk, DESK_STATE);
}

const char *
lq_desk_hint (LqDesk *desk)
{
  return desk->hint;
}

void
lq_desk_set_hint (LqDesk *desk, const char *hint)
{
  if (!g_strcmp0 (desk->hint, hint))
    return;
  g_free (desk->hint);
  desk->hint = g_strdup (hint);
  desk_changed (desk, DESK_HINT);
}

void
lq_desk_state_changed (LqDesk *desk)
{
  desk_changed (desk, DESK_STATE);
}
