/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/lane.h"

#include "model/references.h"

#include <math.h>
#include <stdlib.h>

static void
shrink_fades (const TempoMap *map, Clip *clip)
{
  const Units length = clip_end_units (map, clip) - clip_start_units (map, clip);
  const Units sum = clip->fade_in + clip->fade_out;
  if (sum <= length || sum == 0)
    return;
  clip->fade_in = int64_scale_floor (clip->fade_in, length, sum);
  clip->fade_out = length - clip->fade_in;
}

void
clip_shift_envelopes (Clip *clip, Units units, Ticks ticks)
{
  for (int e = 0; e < list_n (clip->envelopes); e++) {
    const Envelope *there = (const Envelope *) list_get (clip->envelopes, e);
    const int64_t by = there->base == TIME_ABSOLUTE ? units : ticks;
    if (by == 0 || run_n (there->points) == 0)
      continue;
    Envelope *envelope = (Envelope *) list_edit (&clip->envelopes, e);
    run_shift (&envelope->points, by);
  }
}

/* The source of an audio clip that has one, or NULL. */
static const Source *
source_of (const Project *project, const Clip *clip)
{
  return clip->kind == CLIP_AUDIO ? project_find_source (project, clip->source) : NULL;
}

/* Whether the end, not the start, says which place of the source sounds where. */
static bool
is_held_at_end (const Clip *clip)
{
  return clip->reverse && !clip->loop;
}

/* A clip that follows a ramp of the tempo is stretched by the tempo at its start. */
static Units
restretch (Units units, double ratio)
{
  return ratio == 1 ? units : (Units) rint ((double) units * ratio);
}

void
clip_trim_start (const Project *project, const TempoMap *map, Clip *clip, Units start)
{
  const Units end = clip_end_units (map, clip), old = clip_start_units (map, clip);
  const Ticks old_tick = tempo_map_position_ticks (map, clip->start);
  const Ticks old_first = clip_first_tick (map, clip);
  const Source *source = source_of (project, clip);
  const Units offset = source ? clip_offset_units (map, clip, source) : 0;

  /* What is cut off is measured to where the clip then stands, on its own clock. */
  const double stretch = clip_stretch (map, clip);
  const Units now = clip_place_start (map, clip, MIN (start, end - 1));
  clip_set_start (map, clip, now);
  /* The controllers of notes stand in the content, as the notes do. */
  if (clip->kind == CLIP_AUDIO)
    clip_shift_envelopes (clip, old - now, old_first - clip_first_tick (map, clip));
  if (clip->kind == CLIP_NOTES)
    clip->offset += tempo_map_position_ticks (map, clip->start) - old_tick;
  else if (source && !is_held_at_end (clip))
    clip_set_offset_units (map, clip, source,
                           restretch (offset + now - old, clip_stretch (map, clip) / stretch));
  clip_set_end (map, clip, end);
  shrink_fades (map, clip);
}

void
clip_trim_end (const Project *project, const TempoMap *map, Clip *clip, Units end)
{
  const Units old = clip_end_units (map, clip);
  const Source *source = source_of (project, clip);

  clip_set_end (map, clip, end);
  if (source && is_held_at_end (clip))
    clip_set_offset_units (map, clip, source,
                           clip_offset_units (map, clip, source) + old -
                               clip_end_units (map, clip));
  shrink_fades (map, clip);
}

Id
lane_split (Edit *edit, List **clips, int index, Units at)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Clip *whole = (const Clip *) list_get (*clips, index);

  at = clip_place_start (map, whole, at);
  if (at <= clip_start_units (map, whole) + EDGE_TOLERANCE ||
      at >= clip_end_units (map, whole) - EDGE_TOLERANCE)
    return 0;
  Clip *right = (Clip *) node_copy (&whole->node);
  edit_renew_ids (edit, &right->node);
  right->fade_in = 0;
  clip_trim_start (edit->project, map, right, at);
  const Id id = right->node.id;
  list_insert (clips, index + 1, &right->node);
  Clip *left = (Clip *) list_edit (clips, index);
  left->fade_out = 0;
  clip_trim_end (edit->project, map, left, at);
  return id;
}

void
lane_clear_range (Edit *edit, List **clips, Units from, Units to, Id except)
{
  const TempoMap *map = edit_tempo_map (edit);
  const uint32_t mark = list_mark (*clips);
  bool changed = false;

  for (int i = list_n (*clips) - 1; i >= 0 && from < to; i--) {
    const Clip *clip = (const Clip *) list_get (*clips, i);
    const Units a = clip_start_units (map, clip), b = clip_end_units (map, clip);
    if (clip->node.id == except || b <= from || a >= to)
      continue;
    changed = true;
    const bool before = from - a > EDGE_TOLERANCE, behind = b - to > EDGE_TOLERANCE;
    if (!before && !behind) {
      list_remove (clips, i);
    } else if (before && behind) {
      lane_split (edit, clips, i, to);
      clip_trim_end (edit->project, map, (Clip *) list_edit (clips, i), from);
      references_note (list_get (*clips, i));
      references_note (list_get (*clips, i + 1));
    } else if (before) {
      Clip *left = (Clip *) list_edit (clips, i);
      left->fade_out = 0;
      clip_trim_end (edit->project, map, left, from);
      references_note (&left->node);
    } else {
      Clip *right = (Clip *) list_edit (clips, i);
      right->fade_in = 0;
      clip_trim_start (edit->project, map, right, to);
      references_note (&right->node);
    }
  }
  /* A crossfade may have lost one of its sides. */
  if (changed)
    lane_settle (edit, clips);
  /* Less of the same is left: to look through all of it again would cost more than the edit. */
  if (changed && mark)
    list_set_mark (*clips, mark);
}

void
lane_put (Edit *edit, List **clips, Clip *clip)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Units start = clip_start_units (map, clip);
  int low = 0, high = list_n (*clips);

  while (low < high) {
    const int middle = (low + high) / 2;
    if (clip_start_units (map, (const Clip *) list_get (*clips, middle)) <= start)
      low = middle + 1;
    else
      high = middle;
  }
  list_insert (clips, low, &clip->node);
}

void
lane_place (Edit *edit, List **clips, Clip *clip)
{
  const TempoMap *map = edit_tempo_map (edit);

  lane_clear_range (edit, clips, clip_start_units (map, clip), clip_end_units (map, clip),
                    clip->node.id);
  lane_put (edit, clips, clip);
  lane_settle (edit, clips);
}

static int
compare_ints (const void *a, const void *b)
{
  return *(const int *) a - *(const int *) b;
}

/* Two clips may share a range only as a crossfade from one to the next. */
static bool
is_crossfade (const ClipSpan *spans, int a, int b)
{
  const Clip *left = spans[a].clip, *right = spans[b].clip;
  return a + 1 == b && left->fade_out > 0 && right->fade_in > 0 && spans[b].to > spans[a].to &&
         spans[b].from - spans[a].from > EDGE_TOLERANCE;
}

/* The nearest clip before b that it collides with, or -1. `latest` holds the latest end up to each.
 */
static int
find_collision (const ClipSpan *spans, const Units *latest, int b)
{
  /* What begins together collides however short one of them is. */
  if (spans[b].from - spans[b - 1].from <= EDGE_TOLERANCE && spans[b - 1].to > spans[b - 1].from)
    return b - 1;
  for (int a = b - 1; a >= 0 && latest[a] - spans[b].from > EDGE_TOLERANCE; a--)
    if (spans[a].to - spans[b].from > EDGE_TOLERANCE && !is_crossfade (spans, a, b))
      return a;
  return -1;
}

static void
follow_ends (const ClipSpan *spans, Units *latest, int from, int to)
{
  for (int i = from; i < to; i++)
    latest[i] = i > 0 ? MAX (latest[i - 1], spans[i].to) : spans[i].to;
}

bool
lane_spans_are_settled (const ClipSpan *spans, int n)
{
  g_autofree Units *latest = g_new (Units, n + 1);

  follow_ends (spans, latest, 0, n);
  for (int b = 1; b < n; b++) {
    /* Nearly always a clip begins behind the end of those before it. */
    if (latest[b - 1] <= spans[b].from && spans[b].from - spans[b - 1].from > EDGE_TOLERANCE)
      continue;
    if (find_collision (spans, latest, b) >= 0)
      return false;
  }
  return true;
}

bool
lane_is_settled (const TempoMap *map, const List *clips)
{
  g_autofree ClipSpan *spans = clip_spans (map, clips);
  return lane_spans_are_settled (spans, list_n (clips));
}

static void
settle_once (Edit *edit, List **clips)
{
  const TempoMap *map = edit_tempo_map (edit);
  const int n = list_n (*clips);
  g_autofree ClipSpan *spans = clip_spans (map, *clips);
  g_autofree Units *latest = g_new (Units, n + 1);
  g_autoptr (GArray) covered = g_array_new (FALSE, FALSE, sizeof (int));

  follow_ends (spans, latest, 0, n);
  for (int b = 1, a; b < n; b++)
    while ((a = find_collision (spans, latest, b)) >= 0) {
      if (spans[b].from - spans[a].from > EDGE_TOLERANCE) {
        Clip *left = (Clip *) list_edit (clips, spans[a].index);
        left->fade_out = 0;
        clip_trim_end (edit->project, map, left, spans[b].from);
        spans[a].clip = left;
        spans[a].to = spans[b].from;
        follow_ends (spans, latest, a, b + 1);
        continue;
      }
      /* They begin together: the shorter one goes. */
      const int shorter = spans[a].to <= spans[b].to ? a : b;
      g_array_append_val (covered, spans[shorter].index);
      spans[shorter].to = spans[shorter].from;
      follow_ends (spans, latest, a, b + 1);
      if (shorter == b)
        break;
    }
  g_array_sort (covered, compare_ints);
  for (int i = (int) covered->len - 1; i >= 0; i--)
    list_remove (clips, g_array_index (covered, int, i));
}

void
lane_settle (Edit *edit, List **clips)
{
  /* What goes makes neighbors of others. */
  while (!lane_is_settled (edit_tempo_map (edit), *clips))
    settle_once (edit, clips);
}
