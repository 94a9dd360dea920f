/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/pick.h"

#include <math.h>

#include "model/clip.h"
#include "ui/arrange/drag_points.h"
#include "ui/arrange/envelope_scale.h"
#include "ui/arrange/snap.h"
#include "ui/desk/clip_gain.h"
#include "ui/desk/edit_ways.h"
#include "ui/desk/target.h"

PickBefore
pick_before (LqDesk *desk)
{
  const GArray *clips = lq_desk_clips (desk);
  PickBefore before = { .cursor = *lq_desk_cursor (desk),
                        .clips = g_array_new (FALSE, FALSE, sizeof (Id)),
                        .tracks = g_array_new (FALSE, FALSE, sizeof (Id)) };
  const Project *project = lq_desk_project (desk);
  lq_desk_begin_move (desk);
  g_array_append_vals (before.clips, clips->data, clips->len);
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Id id = list_get (project->tracks, i)->id;
    if (lq_desk_track_is_selected (desk, id))
      g_array_append_val (before.tracks, id);
  }
  return before;
}

void
pick_end (LqDesk *desk, PickBefore *before, bool restore)
{
  if (!before->clips)
    return;
  if (restore) {
    lq_desk_put_selection (desk, before->clips, before->tracks);
    lq_desk_put_cursor (desk, &before->cursor);
  }
  lq_desk_end_move (desk);
  g_clear_pointer (&before->clips, g_array_unref);
  g_clear_pointer (&before->tracks, g_array_unref);
}

static Position
place_of (LqDesk *desk, const Hit *hit, unsigned keys)
{
  const SnapHow how = { .free = keys & DRAG_ALT, .row = hit->row };
  return snap_place (desk, hit->at, &how).at;
}

/* Whether a press takes the clip, not a place in it. */
static bool
takes_clip (LqDesk *desk, HitKind kind)
{
  if (!hit_is_clip (kind) || kind == HIT_CLIP_BODY)
    return false;
  return lq_desk_tool (desk) != TOOL_RANGE || kind != HIT_CLIP;
}

void
pick_press (LqDesk *desk, const Hit *hit, unsigned keys)
{
  const DeskCursor *cursor = lq_desk_cursor (desk);
  switch (hit->kind) {
  case HIT_NOTHING:
    lq_desk_select_none (desk);
    lq_desk_clear_range (desk);
    return;
  case HIT_POINT:
  case HIT_LINE:
  case HIT_BEND:
  case HIT_PART_EDGE:
    /* A range around it may be dragged. */
    return;
  default:
    break;
  }
  if (hit->row < 0)
    return;
  if (!takes_clip (desk, hit->kind)) {
    if (!(keys & (DRAG_CTRL | DRAG_SHIFT)))
      lq_desk_select_none (desk);
    lq_desk_set_cursor (desk, place_of (desk, hit, keys), hit->row, keys & DRAG_SHIFT);
    return;
  }
  if (keys & (DRAG_CTRL | DRAG_SHIFT) || lq_desk_clip_is_selected (desk, hit->clip))
    lq_desk_keep_clips (desk);
  const Clip *clip = project_find_clip (lq_desk_project (desk), hit->clip, NULL, NULL);
  const bool on_point = hit->kind == HIT_GAIN_POINT && clip;
  lq_desk_set_cursor (desk,
                      on_point
                          ? desk_position (desk, clip_gain_units (lq_desk_map (desk), clip,
                                                                  clip_gain_of (clip), hit->index))
                          : cursor->at,
                      hit->row, false);
  if (!lq_desk_clip_is_selected (desk, hit->clip) && !(keys & (DRAG_CTRL | DRAG_SHIFT)))
    lq_desk_select_clip (desk, hit->clip, false);
}

/* All clips between the one that was selected last and this one, over time and rows. */
static void
select_up_to (LqDesk *desk, const Hit *hit)
{
  const TempoMap *map = lq_desk_map (desk);
  const Project *project = lq_desk_project (desk);
  const Rows *rows = lq_desk_rows (desk);
  const GArray *selected = lq_desk_clips (desk);
  Track *track = NULL;
  const Clip *last =
      selected->len ? project_find_clip (project, g_array_index (selected, Id, selected->len - 1),
                                         &track, NULL)
                    : NULL;
  const int from_row = last ? rows_find (rows, ROW_TRACK, track->node.id, 0) : -1;
  const Clip *here = project_find_clip (project, hit->clip, NULL, NULL);
  if (from_row < 0 || !here) {
    lq_desk_select_clip (desk, hit->clip, true);
    return;
  }
  const Units from = int64_min (clip_start_units (map, last), clip_start_units (map, here));
  const Units to = int64_max (clip_end_units (map, last), clip_end_units (map, here));
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Id));
  for (int r = MIN (from_row, hit->row); r <= MAX (from_row, hit->row); r++)
    for (int i = 0; rows->rows[r].kind == ROW_TRACK && i < list_n (rows->rows[r].node->clips);
         i++) {
      const Clip *clip = (const Clip *) list_get (rows->rows[r].node->clips, i);
      if (clip_start_units (map, clip) >= from && clip_end_units (map, clip) <= to)
        g_array_append_val (all, clip->node.id);
    }
  lq_desk_select_clips (desk, (const Id *) all->data, all->len);
}

static void
click_clip (LqDesk *desk, const Hit *hit, unsigned keys)
{
  if (hit->kind == HIT_GAIN && keys & DRAG_CTRL)
    lq_desk_run (desk, NULL, "clip.set clip=%s gain=0", lq_desk_id (desk, hit->clip));
  else if (keys & DRAG_CTRL)
    lq_desk_select_clip (desk, hit->clip, true);
  else if (keys & DRAG_SHIFT)
    select_up_to (desk, hit);
  else if (lq_desk_clips (desk)->len > 1)
    lq_desk_select_clip (desk, hit->clip, false);
}

/* A point of the lane's envelope as a place of the song. */
static Position
point_position (LqDesk *desk, const Hit *hit)
{
  const Envelope *envelope = envelope_of_row (&lq_desk_rows (desk)->rows[hit->row]);
  return (Position){ run_point (envelope->points, hit->index)->at, (TimeBase) envelope->base };
}

/* The cursor goes to where it begins. */
static void
take_item (LqDesk *desk, const Hit *hit)
{
  const Node *node = project_find (lq_desk_project (desk), hit->item, NULL);
  Position at, end;
  if (!node)
    return;
  ruler_item_span (node, &at, &end);
  lq_desk_set_cursor (desk, at, lq_desk_cursor (desk)->row, false);
  lq_desk_set_ruler (desk, hit->ruler);
}

void
pick_click (LqDesk *desk, const Hit *hit, unsigned keys)
{
  const bool body = hit->kind == HIT_CLIP || hit->kind == HIT_CLIP_BODY;
  if (body && lq_desk_tool (desk) == TOOL_SPLIT) {
    g_autoptr (GError) error = NULL;
    if (!lq_desk_run (desk, &error, "clip.split clip=%s at=%s%s", lq_desk_id (desk, hit->clip),
                      lq_desk_place (desk, place_of (desk, hit, keys)), edit_ways_split (desk)))
      lq_desk_say (desk, true, "%s", error->message);
    return;
  }
  if (takes_clip (desk, hit->kind)) {
    click_clip (desk, hit, keys);
    return;
  }
  switch (hit->kind) {
  case HIT_TIME:
  case HIT_BARS:
  case HIT_LOOP:
  case HIT_LOOP_START:
  case HIT_LOOP_END: {
    const Position at = place_of (desk, hit, keys);
    lq_desk_set_cursor (desk, at, lq_desk_cursor (desk)->row, false);
    lq_desk_locate (desk, tempo_map_position_units (lq_desk_map (desk), at));
    break;
  }
  case HIT_RULER:
    lq_desk_set_cursor (desk, place_of (desk, hit, keys), lq_desk_cursor (desk)->row, false);
    lq_desk_set_ruler (desk, hit->ruler);
    break;
  case HIT_LINE:
  case HIT_PART_EDGE:
    lq_desk_set_cursor (desk, place_of (desk, hit, keys), hit->row, keys & DRAG_SHIFT);
    break;
  case HIT_ITEM:
  case HIT_ITEM_START:
  case HIT_ITEM_END:
    take_item (desk, hit);
    break;
  case HIT_POINT:
    lq_desk_set_cursor (desk, point_position (desk, hit), hit->row, false);
    break;
  default:
    break;
  }
}

static void
add_point (LqDesk *desk, const Hit *hit, double y)
{
  const Row *row = &lq_desk_rows (desk)->rows[hit->row];
  const Envelope *envelope = envelope_of_row (row);
  if (!envelope)
    return;
  const EnvelopeScale scale = envelope_scale_of (lq_desk_project (desk), row->node, envelope);
  const double inside = y + (double) lq_desk_view (desk)->y - row->y;
  g_autofree char *target = point_target (envelope);
  g_autofree char *value =
      point_value_text (lq_desk_project (desk), row->node, envelope,
                        envelope_scale_from (&scale, automation_share (desk, row, inside)));
  lq_desk_run (desk, NULL, "automation.add track=%s target=%s at=%s value=%s",
               lq_desk_id (desk, row->track), target, lq_desk_place (desk, place_of (desk, hit, 0)),
               value);
}

static void
change_point (LqDesk *desk, const Hit *hit)
{
  const Row *row = &lq_desk_rows (desk)->rows[hit->row];
  const Envelope *envelope = envelope_of_row (row);
  g_autofree char *target = point_target (envelope);
  const char *at = point_place (desk, envelope, run_point (envelope->points, hit->index)->at);
  if (hit->kind == HIT_POINT)
    lq_desk_run (desk, NULL, "automation.remove track=%s target=%s at=%s",
                 lq_desk_id (desk, row->track), target, at);
  else
    lq_desk_run (desk, NULL, "automation.move track=%s target=%s at=%s shape=linear",
                 lq_desk_id (desk, row->track), target, at);
}

/* A gain point goes, or one comes on the line. */
static void
change_gain_point (LqDesk *desk, const Hit *hit)
{
  const TempoMap *map = lq_desk_map (desk);
  const Clip *clip = project_find_clip (lq_desk_project (desk), hit->clip, NULL, NULL);
  const Envelope *envelope = clip ? clip_gain_of (clip) : NULL;
  const bool there = hit->kind == HIT_GAIN_POINT;
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  if (!envelope)
    return;
  const Units at = there ? clip_gain_units (map, clip, envelope, hit->index) : hit->at;
  const double db = clip_gain_value (map, clip, envelope, at);
  g_ascii_formatd (number, sizeof number, "%.2f", fmax (db, -150));
  lq_desk_run (
      desk, NULL, "automation.%s track=%s clip=%s target=gain at=%s%s%s", there ? "remove" : "add",
      lq_desk_id (desk, lq_desk_rows (desk)->rows[hit->row].track), lq_desk_id (desk, hit->clip),
      lq_desk_place_exact (desk, (Position){ at, TIME_ABSOLUTE }),
      there ? "" : " value=", there ? "" : number);
}

/* A bar of notes, where the lane carries them. */
static void
new_clip (LqDesk *desk, const Hit *hit)
{
  const Row *row = &lq_desk_rows (desk)->rows[hit->row];
  const TempoMap *map = lq_desk_map (desk);
  BarPosition bar = tempo_map_bar (map, tempo_map_ticks (map, hit->at));
  Ticks at = 0;
  if (row->node->kind != TRACK_INSTRUMENT && row->node->kind != TRACK_MIDI)
    return;
  bar.beat = bar.sixteenth = 1;
  bar.ticks = 0;
  tempo_map_from_bar (map, &bar, &at);
  lq_desk_run (desk, NULL, "clip.add track=%s at=%s length=1bar", lq_desk_id (desk, row->track),
               lq_desk_place (desk, (Position){ at, TIME_MUSICAL }));
}

PickAfter
pick_twice (LqDesk *desk, const Hit *hit, double y)
{
  switch (hit->kind) {
  case HIT_CLIP:
  case HIT_CLIP_BODY:
    return lq_desk_tool (desk) == TOOL_SPLIT ? PICK_DONE : PICK_OPEN;
  case HIT_GAIN:
    lq_desk_run (desk, NULL, "clip.set clip=%s gain=0", lq_desk_id (desk, hit->clip));
    return PICK_DONE;
  case HIT_GAIN_POINT:
  case HIT_GAIN_LINE:
    change_gain_point (desk, hit);
    return PICK_DONE;
  case HIT_FADE_IN:
  case HIT_FADE_OUT:
    lq_desk_run (desk, NULL, "clip.set clip=%s %s=0s", lq_desk_id (desk, hit->clip),
                 hit->kind == HIT_FADE_IN ? "fade_in" : "fade_out");
    return PICK_DONE;
  case HIT_LANE:
    new_clip (desk, hit);
    return PICK_DONE;
  case HIT_AUTOMATION:
  case HIT_LINE:
    add_point (desk, hit, y);
    return PICK_DONE;
  case HIT_POINT:
  case HIT_BEND:
    change_point (desk, hit);
    return PICK_DONE;
  case HIT_ITEM:
  case HIT_ITEM_START:
  case HIT_ITEM_END:
    take_item (desk, hit);
    return PICK_RENAME;
  case HIT_RULER:
    lq_desk_set_ruler (desk, hit->ruler);
    return PICK_ADD;
  default:
    return PICK_DONE;
  }
}

/* Tracks between the track cursor and this row. */
static void
select_rows (LqDesk *desk, int from, int to)
{
  const Rows *rows = lq_desk_rows (desk);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Id));
  for (int i = MIN (from, to); i <= MAX (from, to) && i < rows->n; i++)
    if (rows->rows[i].kind == ROW_TRACK || i == to)
      if (all->len == 0 || g_array_index (all, Id, all->len - 1) != rows->rows[i].track)
        g_array_append_val (all, rows->rows[i].track);
  lq_desk_select_tracks (desk, (const Id *) all->data, all->len);
}

void
pick_header (LqDesk *desk, int row, unsigned keys, bool click)
{
  const Rows *rows = lq_desk_rows (desk);
  const Id track = rows->rows[row].track;
  const int from = lq_desk_cursor (desk)->row;
  const bool selected = lq_desk_track_is_selected (desk, track);

  if (click) {
    if (!(keys & (DRAG_CTRL | DRAG_SHIFT)) && selected)
      lq_desk_select_track (desk, track, false);
    return;
  }
  if (keys & DRAG_SHIFT) {
    select_rows (desk, from, row);
    return;
  }
  lq_desk_set_cursor (desk, lq_desk_cursor (desk)->at, row, false);
  if (keys & DRAG_CTRL)
    lq_desk_select_track (desk, track, true);
  else if (!selected)
    lq_desk_select_track (desk, track, false);
}
