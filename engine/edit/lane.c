/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/lane.h"

#include <math.h>

Units
clip_start_units (const TempoMap *map, const Clip *clip)
{
  return tempo_map_position_units (map, clip->start);
}

Units
clip_end_units (const TempoMap *map, const Clip *clip)
{
  if (clip->length.base == TIME_ABSOLUTE)
    return clip_start_units (map, clip) + clip->length.value;
  return tempo_map_units (map, tempo_map_position_ticks (map, clip->start) + clip->length.value);
}

Ticks
clip_length_ticks (const TempoMap *map, const Clip *clip)
{
  if (clip->length.base == TIME_MUSICAL)
    return clip->length.value;
  return tempo_map_ticks (map, clip_end_units (map, clip)) -
         tempo_map_position_ticks (map, clip->start);
}

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

/* Source frames that pass in a span of output time. */
static int64_t
source_span (const Project *project, const TempoMap *map, const Clip *clip, Units units)
{
  const Source *source = project_find_source (project, clip->source);
  double stretch = clip->stretch;

  if (!source)
    return 0;
  if (clip->stretch_mode == STRETCH_TEMPO && clip->source_bpm > 0) {
    const Ticks at = tempo_map_position_ticks (map, clip->start);
    stretch = clip->source_bpm / tempo_map_bpm (map, at);
  }
  return (int64_t)rint ((double)units * (double)source->rate / (double)UNITS_PER_SECOND / stretch);
}

static void
set_length (const TempoMap *map, Clip *clip, Units start, Units end)
{
  if (clip->length.base == TIME_ABSOLUTE)
    clip->length.value = MAX (end - start, 1);
  else
    clip->length.value = MAX (tempo_map_ticks (map, end) - tempo_map_ticks (map, start), 1);
}

void
clip_trim_start (const Project *project, const TempoMap *map, Clip *clip, Position start)
{
  const Units end = clip_end_units (map, clip);
  const Units old = clip_start_units (map, clip);
  const Units now = MIN (tempo_map_position_units (map, start), end - 1);

  if (clip->kind == CLIP_NOTES)
    clip->offset +=
        tempo_map_position_ticks (map, start) - tempo_map_position_ticks (map, clip->start);
  else if (!clip->reverse)
    clip->offset += source_span (project, map, clip, now - old);
  clip->start = tempo_map_rebase (map, start, clip->start.base);
  set_length (map, clip, now, end);
  shrink_fades (map, clip);
}

void
clip_trim_end (const Project *project, const TempoMap *map, Clip *clip, Position end)
{
  const Units old = clip_end_units (map, clip);
  const Units now = MAX (tempo_map_position_units (map, end), clip_start_units (map, clip) + 1);

  /* The end of a reversed clip is the start of its source range. */
  if (clip->reverse && clip->kind == CLIP_AUDIO)
    clip->offset += source_span (project, map, clip, old - now);
  set_length (map, clip, clip_start_units (map, clip), now);
  shrink_fades (map, clip);
}

Id
lane_split (Edit *edit, List **clips, int index, Position at)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Clip *whole = (const Clip *)list_get (*clips, index);
  const Units cut = tempo_map_position_units (map, at);

  if (cut <= clip_start_units (map, whole) || cut >= clip_end_units (map, whole))
    return 0;
  Clip *right = (Clip *)node_copy (&whole->node);
  edit_renew_ids (edit, &right->node);
  right->fade_in = 0;
  clip_trim_start (edit->project, map, right, at);
  /* A clip envelope counts from the clip's start: the right part begins later in it. */
  for (int e = 0; e < list_n (right->envelopes); e++) {
    Envelope *envelope = (Envelope *)list_edit (&right->envelopes, e);
    const int64_t by =
        envelope->base == TIME_ABSOLUTE
            ? cut - clip_start_units (map, whole)
            : tempo_map_ticks (map, cut) - tempo_map_position_ticks (map, whole->start);
    Run *moved = NULL;
    for (int i = 0; i < run_n (envelope->points); i++) {
      Point point = *run_point (envelope->points, i);
      point.at -= by;
      run_append_point (&moved, &point);
    }
    run_unref (envelope->points);
    envelope->points = moved;
  }
  const Id id = right->node.id;
  list_insert (clips, index + 1, &right->node);
  Clip *left = (Clip *)list_edit (clips, index);
  left->fade_out = 0;
  clip_trim_end (edit->project, map, left, at);
  return id;
}

void
lane_clear_range (Edit *edit, List **clips, Units from, Units to, Id except)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Position start = { from, TIME_ABSOLUTE }, end = { to, TIME_ABSOLUTE };

  for (int i = list_n (*clips) - 1; i >= 0; i--) {
    const Clip *clip = (const Clip *)list_get (*clips, i);
    const Units a = clip_start_units (map, clip), b = clip_end_units (map, clip);
    if (clip->node.id == except || b <= from || a >= to)
      continue;
    if (a >= from && b <= to) {
      list_remove (clips, i);
    } else if (a < from && b > to) {
      lane_split (edit, clips, i, end);
      clip_trim_end (edit->project, map, (Clip *)list_edit (clips, i), start);
    } else if (a < from) {
      Clip *left = (Clip *)list_edit (clips, i);
      left->fade_out = 0;
      clip_trim_end (edit->project, map, left, start);
    } else {
      Clip *right = (Clip *)list_edit (clips, i);
      right->fade_in = 0;
      clip_trim_start (edit->project, map, right, end);
    }
  }
}

void
lane_place (Edit *edit, List **clips, Clip *clip)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Units start = clip_start_units (map, clip);
  int index = 0;

  lane_clear_range (edit, clips, start, clip_end_units (map, clip), clip->node.id);
  while (index < list_n (*clips) &&
         clip_start_units (map, (const Clip *)list_get (*clips, index)) <= start)
    index++;
  list_insert (clips, index, &clip->node);
}
