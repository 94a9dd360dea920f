/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moving clips and what is in them; the other lanes move what they hold. */
#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

#include "edit/lane.h"
#include "model/clip.h"
#include "ui/deeds/deeds_lanes.h"
#include "ui/desk/edit_ways.h"

#define FINE (UNITS_PER_SECOND / 1000)

static bool
all_inside (const Deed *deed, const GArray *clips, Units from, Units to)
{
  const TempoMap *map = lq_desk_map (deed->desk);
  for (guint i = 0; i < clips->len; i++) {
    const Clip *clip = deed_clip (deed, clips, i);
    if (clip_start_units (map, clip) < from - EDGE_TOLERANCE ||
        clip_end_units (map, clip) > to + EDGE_TOLERANCE)
      return false;
  }
  return true;
}

static Position
moved (const Deed *deed, Units at, int arg)
{
  const Position from = desk_position (deed->desk, at);
  if (abs (arg) == 1 && lq_desk_grid (deed->desk)->snap) {
    const TempoMap *map = lq_desk_map (deed->desk);
    const Ticks ticks = tempo_map_position_ticks (map, from);
    return (Position){ ticks + (arg > 0 ? 1 : -1) * lq_desk_grid_step (deed->desk, ticks),
                       TIME_MUSICAL };
  }
  if (abs (arg) == 1)
    return lq_desk_step (deed->desk, (Position){ at, TIME_ABSOLUTE }, arg);
  return (Position){ at + (arg > 0 ? FINE : -FINE), TIME_ABSOLUTE };
}

/* `arg`: 1 or -1 a grid step, 2 or -2 a millisecond. */
static bool
nudge_clips (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  g_autoptr (GArray) clips = deed_clips (deed);
  Units from, to;
  int first, last;

  if (clips->len == 0)
    return false;
  g_autofree char *ids = desk_ids_text (desk, clips);
  g_autofree char *by = abs (arg) == 1 ? deed_step (deed, lq_desk_cursor (desk)->at, arg)
                                       : g_strdup (arg > 0 ? "1ms" : "-1ms");
  if (!lq_desk_range (desk, &from, &to, &first, &last)) {
    deed_line (deed, "clip.move clip=%s by=%s%s", ids, by, edit_ways_overlap (deed->desk));
    return true;
  }
  deed->ranges = true;
  deed->from = moved (deed, from, arg);
  deed->to = moved (deed, to, arg);
  if (tempo_map_position_units (lq_desk_map (desk), deed->from) < 0)
    return deed_fail (deed, "%s", _ ("That is before the start of the song."));
  if (all_inside (deed, clips, from, to)) {
    deed_line (deed, "clip.move clip=%s by=%s%s", ids, by, edit_ways_overlap (deed->desk));
    return true;
  }
  /* Parts of clips go without the rest of them. */
  g_autoptr (GArray) tracks = desk_target_tracks (desk);
  g_autofree char *names = desk_ids_text (desk, tracks);
  deed_line (deed, "range.cut from=%s to=%s tracks=%s", desk_place (desk, from),
             desk_place (desk, to), names);
  deed_line (deed, "range.paste from=%s", lq_desk_place (desk, deed->from));
  deed->words = g_strdup ("Move range");
  return true;
}

static bool
nudge (Deed *deed, int arg)
{
  if (deed->place == PLACE_RULER_LANE)
    return deed_nudge_item (deed, arg);
  if (deed->place == PLACE_AUTOMATION_LANE)
    return deed_nudge_points (deed, arg);
  return nudge_clips (deed, arg);
}

static bool
slip (Deed *deed, int direction)
{
  g_autoptr (GArray) clips = deed_clips (deed);

  for (guint i = 0; i < clips->len; i++) {
    const Clip *clip = deed_clip (deed, clips, i);
    g_autofree char *by = deed_step (deed, clip->start, direction);
    deed_line (deed, "clip.slip clip=%s by=%s", lq_desk_id (deed->desk, clip->node.id), by);
  }
  return clips->len > 0;
}

static bool
to_cursor (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  const GArray *selected = lq_desk_clips (desk);
  g_autoptr (GArray) clips = NULL;

  if (selected->len > 0 || desk_clip_at_cursor (desk)) {
    clips = deed_clips (deed);
  } else {
    /* The next clip of the lane comes to the cursor. */
    const List *list = desk_row_clips (desk, lq_desk_cursor (desk)->row);
    const Clip *next = NULL;
    for (int i = 0; i < list_n (list); i++) {
      const Clip *clip = (const Clip *) list_get (list, i);
      const TempoMap *map = lq_desk_map (desk);
      if (clip_start_units (map, clip) > desk_cursor_units (desk) &&
          (!next || clip_start_units (map, clip) < clip_start_units (map, next)))
        next = clip;
    }
    clips = g_array_new (FALSE, FALSE, sizeof (Id));
    if (next)
      g_array_append_val (clips, next->node.id);
    else
      return deed_fail (deed, "%s", _ ("No clip lies under or behind the cursor."));
  }
  g_autofree char *ids = desk_ids_text (desk, clips);
  if (clips->len > 0)
    deed_line (deed, "clip.move clip=%s to=%s%s", ids,
               lq_desk_place (desk, lq_desk_cursor (desk)->at), edit_ways_overlap (desk));
  return clips->len > 0;
}

static bool
carries (const Track *track, const Clip *clip)
{
  return clip->kind == CLIP_AUDIO ? track->kind == TRACK_AUDIO
                                  : track->kind == TRACK_INSTRUMENT || track->kind == TRACK_MIDI;
}

/* The next track in a direction that can hold the clip; -1: none. */
static int
next_track (const Project *project, int index, int direction, const Clip *clip)
{
  for (int i = index + direction; i >= 0 && i < list_n (project->tracks); i += direction)
    if (carries ((const Track *) list_get (project->tracks, i), clip))
      return i;
  return -1;
}

typedef struct {
  Id clip;
  int from, to;
} Climb;

static int
compare_climbs (const void *a, const void *b, void *direction)
{
  const int from = ((const Climb *) a)->from - ((const Climb *) b)->from;
  return GPOINTER_TO_INT (direction) > 0 ? -from : from;
}

/* Those that go first make room for the next. */
static bool
move_track (Deed *deed, int direction)
{
  LqDesk *desk = deed->desk;
  const Project *project = lq_desk_project (desk);
  g_autoptr (GArray) clips = deed_clips (deed);
  g_autoptr (GArray) climbs = g_array_new (FALSE, FALSE, sizeof (Climb));

  if (clips->len == 0)
    return false;
  for (guint i = 0; i < clips->len; i++) {
    const Clip *clip = deed_clip (deed, clips, i);
    Track *track;
    project_find_clip (project, clip->node.id, &track, NULL);
    Climb climb = { clip->node.id, list_find (project->tracks, track->node.id), 0 };
    climb.to = next_track (project, climb.from, direction, clip);
    if (climb.to < 0)
      return deed_fail (deed, "%s", _ ("No track that way can hold the clip."));
    g_array_append_val (climbs, climb);
  }
  g_array_sort_with_data (climbs, compare_climbs, GINT_TO_POINTER (direction));
  for (guint i = 0; i < climbs->len; i++) {
    const Climb *climb = &g_array_index (climbs, Climb, i);
    deed_line (deed, "clip.move clip=%s track=%s%s", lq_desk_id (desk, climb->clip),
               lq_desk_id (desk, list_get (project->tracks, climb->to)->id),
               edit_ways_overlap (desk));
  }
  const Climb *lead = &g_array_index (climbs, Climb, climbs->len - 1);
  deed->moves = true;
  deed->at = lq_desk_cursor (desk)->at;
  deed->track = list_get (project->tracks, lead->to)->id;
  return true;
}

const DeedRow deeds_move[] = {
  { "nudge.left", nudge, -1 },           { "nudge.right", nudge, 1 },
  { "nudge.left-fine", nudge, -2 },      { "nudge.right-fine", nudge, 2 },
  { "clip.slip-left", slip, -1 },        { "clip.slip-right", slip, 1 },
  { "clip.start-to-cursor", to_cursor }, { "clip.move-up", move_track, -1 },
  { "clip.move-down", move_track, 1 },   { NULL },
};
