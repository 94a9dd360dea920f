/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/clip.h"

#include <math.h>
#include <stdlib.h>

#include "model/warp.h"

/* So that places and offsets add up without overflow. */
#define OFFSET_MAX (UNITS_MAX / 4)
#define AHEAD 8 /* so many clips ahead memory is asked for */

/* Notes, and what changes its length with the tempo, stand on ticks. */
static bool
stands_on_ticks (const Clip *clip)
{
  return clip->start.base == TIME_MUSICAL &&
         (clip->kind == CLIP_NOTES || clip->length.base == TIME_MUSICAL);
}

Units
clip_start_units (const TempoMap *map, const Clip *clip)
{
  const Units start = tempo_map_position_units (map, clip->start);
  return clip->start.base == TIME_MUSICAL && clip->kind == CLIP_AUDIO ? start + clip->start_fine
                                                                      : start;
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

Ticks
clip_first_tick (const TempoMap *map, const Clip *clip)
{
  return clip->start.base == TIME_MUSICAL ? clip->start.value
                                          : tempo_map_ticks (map, clip->start.value);
}

Units
clip_place_start (const TempoMap *map, const Clip *clip, Units at)
{
  const Position place = { at, TIME_ABSOLUTE };
  return stands_on_ticks (clip) ? tempo_map_units (map, tempo_map_position_ticks (map, place)) : at;
}

void
clip_set_start (const TempoMap *map, Clip *clip, Units at)
{
  at = clip_place_start (map, clip, at);
  clip->start_fine = 0;
  clip->start.value = at;
  if (clip->start.base == TIME_MUSICAL) {
    clip->start.value = tempo_map_ticks (map, at);
    clip->start_fine = at - tempo_map_units (map, clip->start.value);
  }
}

void
clip_set_base (const TempoMap *map, Clip *clip, TimeBase base)
{
  const Units at = clip_start_units (map, clip);

  if (clip->start.base == base)
    return;
  clip->start.base = base;
  clip_set_start (map, clip, at);
}

void
clip_set_end (const TempoMap *map, Clip *clip, Units end)
{
  if (clip->length.base == TIME_ABSOLUTE)
    clip->length.value = MAX (end - clip_start_units (map, clip), 1);
  else
    clip->length.value =
        MAX (tempo_map_ticks (map, end) - tempo_map_position_ticks (map, clip->start), 1);
}

double
clip_stretch (const TempoMap *map, const Clip *clip)
{
  if (clip->stretch_mode != STRETCH_TEMPO || clip->source_bpm <= 0)
    return clip->stretch;
  return clip->source_bpm / tempo_map_bpm (map, tempo_map_position_ticks (map, clip->start));
}

/* Where a frame of the source lies in its stretched sound; never falling as frames rise. */
static Units
frame_units (const WarpMap *warp, int64_t frame, double stretch)
{
  const Units units = warp_map_units (warp, frame);
  if (stretch != 1.0)
    return (Units) rint (
        CLAMP ((double) units * stretch, -(double) OFFSET_MAX, (double) OFFSET_MAX));
  return CLAMP (units, -OFFSET_MAX, OFFSET_MAX);
}

Units
clip_offset_units (const TempoMap *map, const Clip *clip, const Source *source)
{
  g_auto (WarpMap) warp = { 0 };

  warp_map_init (&warp, clip, source);
  return frame_units (&warp, clip->offset, clip_stretch (map, clip)) + clip->offset_fine;
}

void
clip_set_offset_units (const TempoMap *map, Clip *clip, const Source *source, Units offset)
{
  const double stretch = clip_stretch (map, clip);
  g_auto (WarpMap) warp = { 0 };
  int64_t frame;

  warp_map_init (&warp, clip, source);
  offset = CLAMP (offset, -OFFSET_MAX + 1, OFFSET_MAX - 1); /* so that a frame lies beyond it */
  frame = (int64_t) floor (warp_map_frame (&warp, (double) offset / stretch));
  while (frame_units (&warp, frame, stretch) > offset)
    frame--;
  while (frame_units (&warp, frame + 1, stretch) <= offset)
    frame++;
  clip->offset = frame;
  clip->offset_fine = offset - frame_units (&warp, frame, stretch);
}

static int
compare_spans (const void *a, const void *b)
{
  const ClipSpan *p = a, *q = b;
  if (p->from != q->from)
    return p->from < q->from ? -1 : 1;
  return p->clip->node.id < q->clip->node.id ? -1 : p->clip->node.id > q->clip->node.id;
}

ClipSpan *
clip_spans (const TempoMap *map, const List *clips)
{
  const int n = list_n (clips);
  ClipSpan *spans = g_new (ClipSpan, n + 1);
  bool sorted = true;

  for (int i = 0; i < n; i++) {
    const Clip *clip = (const Clip *) list_get (clips, i);
    if (i + AHEAD < n)
      __builtin_prefetch (&((const Clip *) list_get (clips, i + AHEAD))->start);
    spans[i] = (ClipSpan){ clip_start_units (map, clip), clip_end_units (map, clip), clip, i };
    sorted = sorted && (i == 0 || compare_spans (&spans[i - 1], &spans[i]) < 0);
  }
  if (!sorted)
    qsort (spans, (size_t) n, sizeof *spans, compare_spans);
  return spans;
}
