/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edit cursor, track cursor, range, selection and grid. */
#include <glib/gi18n.h>

#include "model/clip.h"
#include "ui/desk/clip_gain.h"
#include "ui/desk/target.h"
#include "ui/window/actions/do.h"
#include "ui/window/prompt.h"

/* What an action's number says: a direction, and whether the range grows. */
#define EXTEND 100
#define DIRECTION(arg) ((arg) > EXTEND / 2 ? (arg) -EXTEND : (arg))
#define EXTENDS(arg) ((arg) > EXTEND / 2)

static void
go (LqDesk *desk, Position at, int row, int arg)
{
  lq_desk_set_cursor (desk, at, row, EXTENDS (arg));
  lq_desk_reveal (desk);
}

static void
horizontal (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const DeskCursor *cursor = lq_desk_cursor (desk);
  go (desk, lq_desk_step (desk, cursor->at, DIRECTION (arg)), cursor->row, arg);
}

static void
vertical (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const DeskCursor *cursor = lq_desk_cursor (desk);
  const Ruler ruler = lq_desk_ruler (desk);
  const int direction = DIRECTION (arg);

  /* The rulers stand above the first row. */
  if (!EXTENDS (arg) && (ruler != N_RULERS || (direction < 0 && cursor->row == 0))) {
    const Ruler next = lq_desk_next_ruler (desk, ruler, direction);
    if (next != N_RULERS || direction > 0)
      lq_desk_set_ruler (desk, next);
    return;
  }
  go (desk, cursor->at, cursor->row + direction, arg);
}

static void
consider (Units at, Units from, int direction, Units *best)
{
  if (direction > 0 ? at > from && at < *best : at < from && at > *best)
    *best = at;
}

/* Where something begins on the ruler that the cursor is on; sections end, too. */
static void
ruler_edge (LqDesk *desk, int arg)
{
  const Ruler ruler = lq_desk_ruler (desk);
  const Project *project = lq_desk_project (desk);
  const List *const lists[N_RULERS] = { [RULER_MARKERS] = project->markers,
                                        [RULER_SECTIONS] = project->sections,
                                        [RULER_CHORDS] = project->chords,
                                        [RULER_LYRICS] = project->lyrics,
                                        [RULER_TEMPO] = project->tempos };
  const TempoMap *map = lq_desk_map (desk);
  const Units from = desk_cursor_units (desk);
  const int direction = DIRECTION (arg);
  Units best = direction > 0 ? INT64_MAX : -1;

  for (int i = 0; i < list_n (lists[ruler]); i++) {
    const Node *node = list_get (lists[ruler], i);
    if (node->kind == NODE_MARKER)
      consider (tempo_map_position_units (map, ((const Marker *) node)->at), from, direction,
                &best);
    else if (node->kind == NODE_LYRIC)
      consider (tempo_map_position_units (map, ((const Lyric *) node)->at), from, direction, &best);
    else if (node->kind == NODE_CHORD)
      consider (tempo_map_units (map, ((const Chord *) node)->at), from, direction, &best);
    else if (node->kind == NODE_TEMPO)
      consider (tempo_map_units (map, ((const Tempo *) node)->at), from, direction, &best);
    if (node->kind != NODE_SECTION)
      continue;
    const Section *one = (const Section *) node;
    consider (tempo_map_units (map, one->at), from, direction, &best);
    consider (tempo_map_units (map, one->at + one->length), from, direction, &best);
  }
  if (best >= 0 && best < INT64_MAX)
    go (desk, desk_position (desk, best), lq_desk_cursor (desk)->row, arg);
}

/* Edges of clips, parts and points of the lane that the cursor is in. */
static void
edge (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const Rows *rows = lq_desk_rows (desk);
  const DeskCursor *cursor = lq_desk_cursor (desk);
  const TempoMap *map = lq_desk_map (desk);
  const int direction = DIRECTION (arg);
  const Units from = desk_cursor_units (desk);
  Units best = direction > 0 ? INT64_MAX : -1;

  if (cursor->row >= rows->n)
    return;
  if (lq_desk_ruler (desk) != N_RULERS) {
    ruler_edge (desk, arg);
    return;
  }
  const Row *row = &rows->rows[cursor->row];
  const List *clips = desk_row_clips (desk, cursor->row);
  if (row->kind == ROW_AUTOMATION) {
    const int index = list_find (row->node->envelopes, row->item);
    const Envelope *envelope =
        index < 0 ? NULL : (const Envelope *) list_get (row->node->envelopes, index);
    for (int i = 0; envelope && i < run_n (envelope->points); i++) {
      const Position at = { run_point (envelope->points, i)->at, (TimeBase) envelope->base };
      consider (tempo_map_position_units (map, at), from, direction, &best);
    }
  }
  for (int i = 0; i < list_n (clips); i++) {
    const Clip *clip = (const Clip *) list_get (clips, i);
    const Envelope *gain = clip_gain_of (clip);
    consider (clip_start_units (map, clip), from, direction, &best);
    consider (clip_end_units (map, clip), from, direction, &best);
    for (int k = 0; gain && k < run_n (gain->points); k++)
      consider (clip_gain_units (map, clip, gain, k), from, direction, &best);
  }
  if (direction < 0)
    consider (0, from, direction, &best);
  if (best >= 0 && best < INT64_MAX)
    go (desk, desk_position (desk, best), cursor->row, arg);
}

static void
section (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const List *sections = lq_desk_project (desk)->sections;
  const TempoMap *map = lq_desk_map (desk);
  const int direction = DIRECTION (arg);
  Units best = direction > 0 ? INT64_MAX : -1;
  for (int i = 0; i < list_n (sections); i++) {
    const Section *at = (const Section *) list_get (sections, i);
    consider (tempo_map_units (map, at->at), desk_cursor_units (desk), direction, &best);
    consider (tempo_map_units (map, at->at + at->length), desk_cursor_units (desk), direction,
              &best);
  }
  if (best >= 0 && best < INT64_MAX)
    go (desk, desk_position (desk, best), lq_desk_cursor (desk)->row, arg);
}

static void
marker (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const List *markers = lq_desk_project (desk)->markers;
  Units best = arg > 0 ? INT64_MAX : -1;
  for (int i = 0; i < list_n (markers); i++) {
    const Marker *at = (const Marker *) list_get (markers, i);
    consider (tempo_map_position_units (lq_desk_map (desk), at->at), desk_cursor_units (desk), arg,
              &best);
  }
  if (best < 0 || best == INT64_MAX)
    return;
  go (desk, desk_position (desk, best), lq_desk_cursor (desk)->row, 0);
  lq_desk_locate (desk, best);
}

static bool
lane_span (LqDesk *desk, Units *from, Units *to)
{
  const List *clips = desk_row_clips (desk, lq_desk_cursor (desk)->row);
  *from = INT64_MAX;
  *to = 0;
  for (int i = 0; i < list_n (clips); i++) {
    const Clip *clip = (const Clip *) list_get (clips, i);
    *from = int64_min (*from, clip_start_units (lq_desk_map (desk), clip));
    *to = int64_max (*to, clip_end_units (lq_desk_map (desk), clip));
  }
  return *from < *to;
}

static void
lane_end (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  Units from, to;
  if (!lane_span (desk, &from, &to))
    return;
  go (desk, desk_position (desk, DIRECTION (arg) < 0 ? from : to), lq_desk_cursor (desk)->row, arg);
}

static void
song_end (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const Units at = DIRECTION (arg) < 0 ? 0 : lq_desk_length (desk);
  go (desk, desk_position (desk, at), lq_desk_cursor (desk)->row, arg);
  if (!EXTENDS (arg))
    lq_desk_locate (desk, at);
}

static void
end_track (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  go (desk, lq_desk_cursor (desk)->at, arg < 0 ? 0 : lq_desk_rows (desk)->n - 1, 0);
}

static void
to_playhead (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  go (desk, desk_position (desk, lq_desk_playhead (desk)), lq_desk_cursor (desk)->row, 0);
}

static void
range_here (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const DeskCursor *cursor = lq_desk_cursor (desk);
  const Position here = desk_position (desk, lq_desk_playhead (desk));
  Units from, to;
  int first = cursor->row, last = cursor->row;
  Position a = here, b = here;
  if (lq_desk_range (desk, &from, &to, &first, &last)) {
    a = desk_position (desk, from);
    b = desk_position (desk, to);
  }
  lq_desk_set_range (desk, arg < 0 ? here : a, arg < 0 ? b : here, first, last);
}

static void
range_all_tracks (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  Units from, to;
  int first, last;
  if (lq_desk_range (desk, &from, &to, &first, &last))
    lq_desk_set_range (desk, desk_position (desk, from), desk_position (desk, to), 0,
                       lq_desk_rows (desk)->n - 1);
}

static void
range_to_clip (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const Clip *clip = desk_clip_at_cursor (desk);
  const int row = lq_desk_cursor (desk)->row;
  if (!clip) {
    lq_window_toast (window, _ ("No clip lies under the cursor."), false);
    return;
  }
  lq_desk_set_range (desk, desk_position (desk, clip_start_units (lq_desk_map (desk), clip)),
                     desk_position (desk, clip_end_units (lq_desk_map (desk), clip)), row, row);
}

static void
select_clip (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const Clip *clip = desk_clip_at_cursor (desk);
  if (!clip) {
    lq_window_toast (window, _ ("No clip lies under the cursor."), false);
    return;
  }
  lq_desk_begin_move (desk);
  lq_desk_clear_range (desk);
  lq_desk_select_clip (desk, clip->node.id, lq_desk_clips (desk)->len > 0);
  lq_desk_end_move (desk);
}

static void
select_all_after (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  lq_desk_set_range (desk, lq_desk_cursor (desk)->at, desk_position (desk, lq_desk_length (desk)),
                     0, lq_desk_rows (desk)->n - 1);
}

static void
select_all (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  lq_desk_set_range (desk, (Position){ 0, TIME_MUSICAL },
                     desk_position (desk, lq_desk_length (desk)), 0, lq_desk_rows (desk)->n - 1);
}

static void
undo_cursor (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  if (lq_desk_undo_cursor (desk))
    lq_desk_reveal (desk);
}

static char *
go_typed (LqWindow *window, const char *text, void *data)
{
  LqDesk *desk = lq_window_desk (window);
  const Project *project = lq_desk_project (desk);
  g_autoptr (GError) error = NULL;
  Position at;
  for (int i = 0; i < list_n (project->sections); i++) {
    const Section *here = (const Section *) list_get (project->sections, i);
    if (here->name && !g_ascii_strcasecmp (text_get (here->name), text))
      text = lq_desk_place (desk, (Position){ here->at, TIME_MUSICAL });
  }
  for (int i = 0; i < list_n (project->markers); i++) {
    const Marker *here = (const Marker *) list_get (project->markers, i);
    if (here->name && !g_ascii_strcasecmp (text_get (here->name), text))
      text = lq_desk_place (desk, here->at);
  }
  if (!value_read_position (text, lq_desk_map (desk), lq_desk_rate (desk), &at, &error))
    return g_strdup (error->message);
  go (desk, at, lq_desk_cursor (desk)->row, 0);
  lq_desk_locate (desk, tempo_map_position_units (lq_desk_map (desk), at));
  return NULL;
}

static void
go_to (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  prompt (window, _ ("Go to a bar, time, marker or section"),
          lq_desk_place (desk, lq_desk_cursor (desk)->at), go_typed, NULL);
}

static void
snap (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  lq_desk_grid (desk)->snap = !lq_desk_grid (desk)->snap;
  lq_desk_state_changed (desk);
}

static void
triplet (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  lq_desk_grid (desk)->triplet = !lq_desk_grid (desk)->triplet;
  lq_desk_state_changed (desk);
}

#define FINEST (TICKS_PER_QUARTER / 32)
#define COARSEST (2 * TICKS_PER_QUARTER)
#define MOST_BARS 4

static void
grid (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  DeskGrid *grid = lq_desk_grid (desk);
  if (arg > 0 && grid->step == 0 && grid->bars > 1)
    grid->bars /= 2;
  else if (arg > 0 && grid->step == 0)
    grid->step = COARSEST;
  else if (arg > 0)
    grid->step = MAX (grid->step / 2, FINEST);
  else if (grid->step == 0)
    grid->bars = MIN (grid->bars * 2, MOST_BARS);
  else if (grid->step >= COARSEST) {
    grid->step = 0;
    grid->bars = 1;
  } else
    grid->step *= 2;
  lq_desk_state_changed (desk);
}

const Doing doings_cursor[] = {
  { "cursor.left", horizontal, -1 },
  { "cursor.right", horizontal, 1 },
  { "cursor.up", vertical, -1 },
  { "cursor.down", vertical, 1 },
  { "header.previous", vertical, -1 },
  { "header.next", vertical, 1 },
  { "cursor.previous-edge", edge, -1 },
  { "cursor.next-edge", edge, 1 },
  { "cursor.previous-section", section, -1 },
  { "cursor.next-section", section, 1 },
  { "cursor.lane-start", lane_end, -1 },
  { "cursor.lane-end", lane_end, 1 },
  { "cursor.first-track", end_track, -1 },
  { "cursor.last-track", end_track, 1 },
  { "header.first", end_track, -1 },
  { "header.last", end_track, 1 },
  { "cursor.to-playhead", to_playhead },
  { "range.left", horizontal, EXTEND - 1 },
  { "range.right", horizontal, EXTEND + 1 },
  { "range.up", vertical, EXTEND - 1 },
  { "range.down", vertical, EXTEND + 1 },
  { "range.previous-edge", edge, EXTEND - 1 },
  { "range.next-edge", edge, EXTEND + 1 },
  { "range.previous-section", section, EXTEND - 1 },
  { "range.next-section", section, EXTEND + 1 },
  { "range.to-lane-start", lane_end, EXTEND - 1 },
  { "range.to-lane-end", lane_end, EXTEND + 1 },
  { "range.to-song-start", song_end, EXTEND - 1 },
  { "range.to-song-end", song_end, EXTEND + 1 },
  { "range.start-here", range_here, -1 },
  { "range.end-here", range_here, 1 },
  { "range.all-tracks", range_all_tracks },
  { "range.to-clip", range_to_clip },
  { "clip.select", select_clip },
  { "select.all-after", select_all_after },
  { "edit.select-all", select_all },
  { "edit.undo-cursor", undo_cursor },
  { "go.start", song_end, -1 },
  { "go.end", song_end, 1 },
  { "go.to", go_to },
  { "go.previous-marker", marker, -1 },
  { "go.next-marker", marker, 1 },
  { "grid.snap", snap },
  { "grid.triplet", triplet },
  { "grid.coarser", grid, -1 },
  { "grid.finer", grid, 1 },
  { NULL },
};
