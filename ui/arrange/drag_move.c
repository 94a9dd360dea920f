/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips moved over time and tracks; copied with Ctrl, kept to an axis with Shift, and with both
 * their contents slipped. */
#include <glib/gi18n.h>
#include <math.h>

#include "model/clip.h"
#include "ui/arrange/drag_private.h"
#include "ui/arrange/fellows.h"
#include "ui/desk/edit_ways.h"

#define MOST_GHOSTS 400

typedef struct {
  Id id;
  const Track *track; /* borrowed: the project does not change before the end */
  int place; /* of the track among those that show; -1: it does not */
  Units start, end;
} Moving;

typedef struct {
  GArray *clips; /* Moving, in the order of time */
  GArray *ids; /* the same as Id */
  GArray *rows; /* int: the rows that are tracks */
  Units anchor; /* the start of the clip that is held */
  Units first; /* the earliest start */
  Units length; /* of the held clip */
  int place; /* of the held clip's track */
  /* As it is now. */
  Units by; /* for places without ticks */
  Snap snap; /* where the held clip begins */
  int tracks; /* how many tracks down */
  bool copy, slip;
} Move;

static int
place_of_row (const Move *move, LqDesk *desk, int row)
{
  const Rows *rows = lq_desk_rows (desk);
  for (guint i = 0; i < move->rows->len; i++)
    if (rows->rows[g_array_index (move->rows, int, i)].track == rows->rows[row].track)
      return (int) i;
  return -1;
}

static const Row *
row_at_place (const Move *move, LqDesk *desk, int place)
{
  if (place < 0 || place >= (int) move->rows->len)
    return NULL;
  return &lq_desk_rows (desk)->rows[g_array_index (move->rows, int, place)];
}

static int
compare_starts (const void *a, const void *b)
{
  const Moving *x = a, *y = b;
  return x->start < y->start ? -1 : x->start > y->start;
}

static void
collect (Drag *drag, Move *move)
{
  LqDesk *desk = drag->desk;
  const Rows *rows = lq_desk_rows (desk);

  for (int i = 0; i < rows->n; i++)
    if (rows->rows[i].kind == ROW_TRACK)
      g_array_append_val (move->rows, i);
  for (guint i = 0; i < move->ids->len; i++) {
    Track *track;
    const Id id = g_array_index (move->ids, Id, i);
    const Clip *clip = project_find_clip (lq_desk_project (desk), id, &track, NULL);
    const int row = rows_find (rows, ROW_TRACK, track->node.id, 0);
    const Moving moving = { id, track, row < 0 ? -1 : place_of_row (move, desk, row),
                            clip_start_units (lq_desk_map (desk), clip),
                            clip_end_units (lq_desk_map (desk), clip) };
    g_array_append_val (move->clips, moving);
    if (id == drag->hit.clip) {
      move->anchor = moving.start;
      move->length = moving.end - moving.start;
      move->place = moving.place;
    }
  }
  g_array_sort (move->clips, compare_starts);
  move->first = g_array_index (move->clips, Moving, 0).start;
}

/* Where a place of the clips goes: by ticks where the held clip goes from tick to tick. */
static Position
shifted (LqDesk *desk, const Move *move, Units start)
{
  const TempoMap *map = lq_desk_map (desk);
  const Ticks anchor = tempo_map_ticks (map, move->anchor), tick = tempo_map_ticks (map, start);
  if (start == move->anchor)
    return move->snap.at;
  if (move->snap.at.base == TIME_MUSICAL && tempo_map_units (map, anchor) == move->anchor &&
      tempo_map_units (map, tick) == start)
    return (Position){ tick + move->snap.at.value - anchor, TIME_MUSICAL };
  return (Position){ start + move->by, TIME_ABSOLUTE };
}

static Units
shifted_units (LqDesk *desk, const Move *move, Units start)
{
  return tempo_map_position_units (lq_desk_map (desk), shifted (desk, move, start));
}

static bool
can_hold (const Track *from, const Track *to)
{
  return drag_is_note_track (from) ? drag_is_note_track (to) : to->kind == TRACK_AUDIO;
}

/* Says why, where a clip cannot go so many tracks down. */
static bool
check_tracks (Drag *drag, const Move *move)
{
  for (guint i = 0; move->tracks != 0 && i < move->clips->len; i++) {
    const Moving *clip = &g_array_index (move->clips, Moving, i);
    const Row *row =
        clip->place < 0 ? NULL : row_at_place (move, drag->desk, clip->place + move->tracks);
    if (!row) {
      drag_refuse (drag, g_strdup (_ ("There is no track for all of them")));
      return false;
    }
    if (can_hold (clip->track, row->node))
      continue;
    const char *name = row->node->kind == TRACK_MAIN ? _ ("Master") : text_get (row->node->name);
    drag_refuse (drag, drag_is_note_track (clip->track)
                           ? g_strdup_printf (_ ("“%s” carries no notes"), name)
                           : g_strdup_printf (_ ("“%s” carries no audio"), name));
    return false;
  }
  return true;
}

/* The start snaps, or the end where it is nearer to a thing. */
static void
snap_clips (Drag *drag, Move *move, Units by)
{
  const SnapHow how = { .free = drag_has (drag, DRAG_ALT), .row = -1, .moving = move->ids };
  const Units wish = int64_max (move->anchor + by, move->anchor - move->first);
  move->snap = snap_place (drag->desk, wish, &how);
  const Snap end = snap_things (drag->desk, wish + move->length, &how);
  if (end.kind != SNAP_NONE && move->snap.kind != SNAP_CLIP && end.units >= move->length &&
      llabs (end.units - wish - move->length) < llabs (move->snap.units - wish)) {
    move->snap = end;
    move->snap.units = end.units - move->length;
    move->snap.at = (Position){ move->snap.units, TIME_ABSOLUTE };
  }
  if (move->snap.units < move->anchor - move->first) {
    move->snap.units = move->anchor - move->first;
    move->snap.at = (Position){ move->snap.units, TIME_ABSOLUTE };
  }
  move->by = move->snap.units - move->anchor;
}

static void
show_ghosts (Drag *drag, const Move *move)
{
  LqDesk *desk = drag->desk;
  for (guint i = 0; i < move->clips->len && i < MOST_GHOSTS; i++) {
    const Moving *clip = &g_array_index (move->clips, Moving, i);
    const Row *own = row_at_place (move, desk, clip->place);
    const Row *row = row_at_place (move, desk, clip->place + move->tracks);
    if (!own || !row)
      continue;
    const Units at = shifted_units (desk, move, clip->start);
    if (!move->copy)
      drag_ghost_row (drag, GHOST_DIM, own, clip->start, clip->end);
    drag_ghost_row (drag, GHOST_CLIP, row, at, at + clip->end - clip->start)->clip = clip->id;
    drag_show_overlaps (drag, row, at, at + clip->end - clip->start, move->copy ? NULL : move->ids);
  }
}

static void
update_slip (Drag *drag, Move *move)
{
  g_autofree char *by = drag_distance (drag->desk, drag->from, drag->at);
  move->slip = true;
  move->by = drag->at - drag->from;
  for (guint i = 0; i < move->clips->len && i < MOST_GHOSTS; i++) {
    const Moving *clip = &g_array_index (move->clips, Moving, i);
    const Row *row = row_at_place (move, drag->desk, clip->place);
    if (row)
      drag_ghost_row (drag, GHOST_FRAME, row, clip->start, clip->end);
  }
  drag_tag (drag, drag->x, drag->y, g_strdup_printf (_ ("Slip %s"), by));
  drag_check_locks (drag, move->ids);
}

static void
update_move (Drag *drag)
{
  Move *move = drag->data;
  LqDesk *desk = drag->desk;
  const Rows *rows = lq_desk_rows (desk);
  const bool along = fabs (drag->song_x - drag->from_x) >= fabs (drag->song_y - drag->from_y);
  const bool axis = drag_has (drag, DRAG_SHIFT);
  const int row = rows_at (rows, (int64_t) drag->song_y);

  if (drag_has (drag, DRAG_CTRL | DRAG_SHIFT)) {
    update_slip (drag, move);
    return;
  }
  move->slip = false;
  move->copy = drag_has (drag, DRAG_CTRL);
  move->tracks = axis && along ? 0 : place_of_row (move, desk, MAX (row, 0)) - move->place;
  if (axis && !along) {
    const TempoMap *map = lq_desk_map (desk);
    const Ticks tick = tempo_map_ticks (map, move->anchor);
    move->by = 0;
    move->snap = (Snap){ tempo_map_units (map, tick) == move->anchor
                             ? (Position){ tick, TIME_MUSICAL }
                             : (Position){ move->anchor, TIME_ABSOLUTE },
                         move->anchor, SNAP_NONE };
  } else
    snap_clips (drag, move, drag->at - drag->from);
  show_ghosts (drag, move);
  drag_hair (drag, &move->snap);
  g_autofree char *place = drag_place (desk, move->snap.at);
  g_autofree char *by = drag_distance (desk, move->anchor, move->snap.units);
  g_autofree char *length = drag_length (desk, move->snap.units, move->snap.units + move->length);
  drag_tag (drag, drag->x, drag->y,
            g_strdup_printf (move->copy ? _ ("Copy to %s  %s  length %s") : _ ("%s  %s  length %s"),
                             place, by, length));
  if (check_tracks (drag, move) && !move->copy)
    drag_check_locks (drag, move->ids);
}

static void
slip_lines (const Drag *drag, const Move *move, GPtrArray *lines)
{
  LqDesk *desk = drag->desk;
  const Frames frames = drag_frames (desk, move->by);
  for (guint i = 0; frames != 0 && i < move->clips->len; i++)
    drag_add (lines, "clip.slip clip=%s by=%" G_GINT64_FORMAT "f",
              lq_desk_id (desk, g_array_index (move->clips, Moving, i).id), frames);
}

static void
copy_line (LqDesk *desk, const Move *move, const Moving *clip, GPtrArray *lines)
{
  const char *to = lq_desk_place (desk, shifted (desk, move, clip->start));
  const Row *row = row_at_place (move, desk, clip->place + move->tracks);
  if (move->tracks == 0)
    drag_add (lines, "clip.duplicate clip=%s to=%s%s", lq_desk_id (desk, clip->id), to,
              edit_ways_overlap (desk));
  else
    drag_add (lines, "clip.duplicate clip=%s to=%s track=%s%s", lq_desk_id (desk, clip->id), to,
              lq_desk_id (desk, row->track), edit_ways_overlap (desk));
}

/* Those of one track together; the first of them says where they begin. */
static void
move_line (LqDesk *desk, const Move *move, int place, GPtrArray *lines)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  Units first = 0;
  for (guint i = 0; i < move->clips->len; i++) {
    const Moving *clip = &g_array_index (move->clips, Moving, i);
    if (move->tracks != 0 && clip->place != place)
      continue;
    if (ids->len == 0)
      first = clip->start;
    g_string_append_printf (ids, "%s%s", ids->len ? "," : "", lq_desk_id (desk, clip->id));
  }
  if (ids->len == 0)
    return;
  g_autofree char *to =
      move->by == 0 ? g_strdup ("")
                    : g_strconcat (" to=", lq_desk_place (desk, shifted (desk, move, first)), NULL);
  if (move->tracks == 0)
    drag_add (lines, "clip.move clip=%s%s%s", ids->str, to, edit_ways_overlap (desk));
  else
    drag_add (lines, "clip.move clip=%s%s track=%s%s", ids->str, to,
              lq_desk_id (desk, row_at_place (move, desk, place + move->tracks)->track),
              edit_ways_overlap (desk));
}

/* Those of one track, or of all: what lies in the way of others first. */
static void
copy_lines (LqDesk *desk, const Move *move, int place, GPtrArray *lines)
{
  const int n = (int) move->clips->len;
  for (int i = 0; i < n; i++) {
    const Moving *clip = &g_array_index (move->clips, Moving, move->by < 0 ? i : n - 1 - i);
    if (move->tracks == 0 || clip->place == place)
      copy_line (desk, move, clip, lines);
  }
}

static void
move_lines (Drag *drag, GPtrArray *lines)
{
  Move *move = drag->data;
  const int n = (int) move->rows->len, step = move->tracks > 0 ? -1 : 1;
  void (*const add) (LqDesk *, const Move *, int, GPtrArray *) =
      move->copy ? copy_lines : move_line;

  if (move->slip)
    slip_lines (drag, move, lines);
  else if (move->tracks == 0 && move->by != 0)
    add (drag->desk, move, 0, lines);
  else if (move->tracks != 0)
    /* From the far end of the direction backwards, too. */
    for (int place = step > 0 ? 0 : n - 1; place >= 0 && place < n; place += step)
      add (drag->desk, move, place, lines);
}

static void
move_done (Drag *drag)
{
  const Move *move = drag->data;
  if (move->copy && drag->created->len > 0)
    lq_desk_select_clips (drag->desk, (const Id *) drag->created->data, drag->created->len);
}

static void
move_free (Drag *drag)
{
  Move *move = drag->data;
  g_array_unref (move->clips);
  g_array_unref (move->ids);
  g_array_unref (move->rows);
}

static const DragKind kind = { update_move, move_lines, move_done, NULL, move_free };

void
drag_begin_move (Drag *drag)
{
  Move *move = g_new0 (Move, 1);
  drag->kind = &kind;
  drag->data = move;
  move->ids = fellows_of_clip (drag->desk, drag->hit.clip);
  move->clips = g_array_new (FALSE, FALSE, sizeof (Moving));
  move->rows = g_array_new (FALSE, FALSE, sizeof (int));
  collect (drag, move);
}
