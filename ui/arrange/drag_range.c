/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranges, and the view along the time ruler: they change the desk as they go, never the project;
 * and new clips of the pencil. */
#include <glib/gi18n.h>
#include <math.h>

#include "ui/arrange/drag_private.h"

#define ZOOM_TRAVEL 80.0 /* pixels that double the zoom */

typedef struct {
  Position from;
  int row;
  bool all; /* over all rows */
  DeskCursor now;
} Range;

static Position
snapped (Drag *drag, Units at, Snap *snap)
{
  const SnapHow how = { .free = drag_has (drag, DRAG_ALT), .row = drag->hit.row };
  *snap = snap_place (drag->desk, at, &how);
  return snap->at;
}

static void
update_range (Drag *drag)
{
  Range *range = drag->data;
  const Rows *rows = lq_desk_rows (drag->desk);
  Snap snap;
  const Position to = snapped (drag, drag->at, &snap);
  const int row = range->all ? rows->n - 1 : MAX (rows_at (rows, (int64_t) drag->song_y), 0);
  const Units from = tempo_map_position_units (lq_desk_map (drag->desk), range->from);

  range->now = (DeskCursor){
    .at = to, .row = row, .ranged = true, .anchor = range->from, .anchor_row = range->row
  };
  lq_desk_put_cursor (drag->desk, &range->now);
  drag_hair (drag, &snap);
  g_autofree char *place = drag_place (drag->desk, to);
  g_autofree char *length =
      drag_length (drag->desk, int64_min (from, snap.units), int64_max (from, snap.units));
  drag_tag (drag, drag->x, drag->y, g_strdup_printf (_ ("%s  length %s"), place, length));
}

static void
range_restore (Drag *drag)
{
  lq_desk_put_cursor (drag->desk, &drag->cursor);
}

static void
range_done (Drag *drag)
{
  const Range *range = drag->data;
  range_restore (drag);
  if (range->now.ranged)
    lq_desk_set_range (drag->desk, range->now.anchor, range->now.at, range->now.anchor_row,
                       range->now.row);
}

static const DragKind range_kind = { update_range, NULL, range_done, range_restore, NULL };

void
drag_begin_range (Drag *drag)
{
  Range *range = g_new0 (Range, 1);
  const DeskCursor *cursor = &drag->cursor;
  Snap snap;
  drag->kind = &range_kind;
  drag->data = range;
  range->all = drag->hit.row < 0;
  range->row = MAX (drag->hit.row, 0);
  range->from = snapped (drag, drag->from, &snap);
  if (drag_has (drag, DRAG_SHIFT) && !range->all) {
    range->from = cursor->ranged ? cursor->anchor : cursor->at;
    range->row = cursor->ranged ? cursor->anchor_row : cursor->row;
  }
}

static void
update_zoom (Drag *drag)
{
  DeskView *view = lq_desk_view (drag->desk);
  const double seconds = drag->from_x / drag->view.px_per_second;
  view->px_per_second = drag->view.px_per_second *
                        exp2 ((drag->y - drag->from_y + (double) drag->view.y) / ZOOM_TRAVEL);
  view->x = (int64_t) (seconds * view->px_per_second - drag->x);
  lq_desk_view_changed (drag->desk);
}

static void
zoom_restore (Drag *drag)
{
  DeskView *view = lq_desk_view (drag->desk);
  view->px_per_second = drag->view.px_per_second;
  view->x = drag->view.x;
  lq_desk_view_changed (drag->desk);
}

static const DragKind zoom_kind = { update_zoom, NULL, NULL, zoom_restore, NULL };

void
drag_begin_zoom (Drag *drag)
{
  drag->kind = &zoom_kind;
}

/* A new clip of the pencil, on a track of notes. */
typedef struct {
  Snap from, to;
} NewClip;

static void
update_new_clip (Drag *drag)
{
  NewClip *clip = drag->data;
  const Row *row = drag_row (drag);
  snapped (drag, drag->from, &clip->from);
  snapped (drag, drag->at, &clip->to);
  if (clip->to.units < clip->from.units) {
    const Snap kept = clip->from;
    clip->from = clip->to;
    clip->to = kept;
  }
  g_autofree char *place = drag_place (drag->desk, clip->from.at);
  g_autofree char *length = drag_length (drag->desk, clip->from.units, clip->to.units);
  drag_ghost_row (drag, GHOST_FRAME, row, clip->from.units, clip->to.units);
  drag_tag (drag, drag->x, drag->y, g_strdup_printf (_ ("%s  length %s"), place, length));
}

static void
new_clip_lines (Drag *drag, GPtrArray *lines)
{
  const NewClip *clip = drag->data;
  const TempoMap *map = lq_desk_map (drag->desk);
  const Ticks length =
      tempo_map_position_ticks (map, clip->to.at) - tempo_map_position_ticks (map, clip->from.at);
  if (length > 0)
    drag_add (lines, "clip.add track=%s at=%s length=%" G_GINT64_FORMAT "t",
              lq_desk_id (drag->desk, drag_row (drag)->track),
              lq_desk_place (drag->desk, clip->from.at), length);
}

static void
new_clip_done (Drag *drag)
{
  if (drag->created->len > 0)
    lq_desk_select_clips (drag->desk, (const Id *) drag->created->data, 1);
}

static const DragKind new_clip_kind = { update_new_clip, new_clip_lines, new_clip_done, NULL,
                                        NULL };

void
drag_begin_new_clip (Drag *drag)
{
  if (!drag_is_note_track (drag_row (drag)->node)) {
    drag_begin_range (drag);
    return;
  }
  drag->kind = &new_clip_kind;
  drag->data = g_new0 (NewClip, 1);
}
