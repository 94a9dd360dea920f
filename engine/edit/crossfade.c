/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/crossfade.h"

#include "edit/lane.h"

/* The clip that reaches furthest over the start of [from, to) without covering it; -1: none. */
static int
find_left (const TempoMap *map, const List *clips, Units from, Units to)
{
  Units best = from + EDGE_TOLERANCE;
  int found = -1;
  for (int i = 0; i < list_n (clips); i++) {
    const Clip *clip = (const Clip *) list_get (clips, i);
    const Units end = clip_end_units (map, clip);
    if (clip->kind == CLIP_AUDIO && clip_start_units (map, clip) < from - EDGE_TOLERANCE &&
        end > best && end < to - EDGE_TOLERANCE) {
      found = i;
      best = end;
    }
  }
  return found;
}

/* Likewise at its end. */
static int
find_right (const TempoMap *map, const List *clips, Units from, Units to)
{
  Units best = to - EDGE_TOLERANCE;
  int found = -1;
  for (int i = 0; i < list_n (clips); i++) {
    const Clip *clip = (const Clip *) list_get (clips, i);
    const Units start = clip_start_units (map, clip);
    if (clip->kind == CLIP_AUDIO && clip_end_units (map, clip) > to + EDGE_TOLERANCE &&
        start < best && start > from + EDGE_TOLERANCE) {
      found = i;
      best = start;
    }
  }
  return found;
}

static void
join (const TempoMap *map, Clip *left, Clip *right)
{
  const bool shaped = left->fade_out > 0 && right->fade_in > 0;
  left->fade_out = right->fade_in = clip_end_units (map, left) - clip_start_units (map, right);
  if (!shaped)
    left->fade_out_shape = right->fade_in_shape = FADE_EQUAL_POWER;
}

void
crossfade_place (Edit *edit, List **clips, Clip *clip)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Units from = clip_start_units (map, clip), to = clip_end_units (map, clip);
  const bool audio = clip->kind == CLIP_AUDIO;
  const int left = audio ? find_left (map, *clips, from, to) : -1;
  const int right = audio ? find_right (map, *clips, from, to) : -1;
  Units inner_from = from, inner_to = to;

  if (left >= 0)
    inner_from = clip_end_units (map, (const Clip *) list_get (*clips, left));
  if (right >= 0)
    inner_to = clip_start_units (map, (const Clip *) list_get (*clips, right));
  if ((left < 0 && right < 0) || inner_to - inner_from <= EDGE_TOLERANCE) {
    lane_place (edit, clips, clip);
    return;
  }
  const Id left_id = left < 0 ? 0 : list_get (*clips, left)->id;
  const Id right_id = right < 0 ? 0 : list_get (*clips, right)->id;
  lane_clear_range (edit, clips, inner_from, inner_to, clip->node.id);
  if (left_id)
    join (map, (Clip *) list_edit (clips, list_find (*clips, left_id)), clip);
  if (right_id)
    join (map, clip, (Clip *) list_edit (clips, list_find (*clips, right_id)));
  lane_put (edit, clips, clip);
  lane_settle (edit, clips);
}
