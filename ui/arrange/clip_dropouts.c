/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/clip_dropouts.h"

#include "model/clip.h"

typedef struct {
  Units start, end, anchor; /* of the clip; where frame 0 sounds */
  double units; /* of the song, a frame of the source */
  bool reverse;
  GArray *places; /* ClipDropout */
} Places;

static void
add (const Places *places, double frame, double missing)
{
  const double at = frame * places->units, length = missing * places->units;
  ClipDropout place = { places->anchor + (Units) at, places->anchor + (Units) (at + length) };

  if (places->reverse)
    place = (ClipDropout){ places->anchor - (Units) (at + length), places->anchor - (Units) at };
  if (place.to < places->start || place.from >= places->end)
    return;
  place.from = int64_max (place.from, places->start);
  place.to = int64_min (place.to, places->end);
  g_array_append_val (places->places, place);
}

/* Frames of the source that the clip runs through, counted on where it loops. */
static double
last_frame (const Places *places, Units offset)
{
  return (double) (places->end - places->start + offset) / places->units;
}

GArray *
clip_dropouts (const TempoMap *map, const Clip *clip, const Source *source)
{
  const int n = list_n (source->dropouts);
  if (n == 0)
    return NULL;
  const Units offset = clip_offset_units (map, clip, source);
  Places places = { .start = clip_start_units (map, clip),
                    .end = clip_end_units (map, clip),
                    .units = UNITS_PER_SECOND / (double) source->rate * clip_stretch (map, clip),
                    .reverse = clip->reverse,
                    .places = g_array_new (FALSE, FALSE, sizeof (ClipDropout)) };
  places.anchor = clip->reverse ? places.end + offset : places.start - offset;
  const double length = (double) (clip->loop_length ? clip->loop_length : source->frames);
  const double begin = (double) clip->loop_start, last = last_frame (&places, offset);
  for (int i = 0; i < n; i++) {
    const Dropout *dropout = (const Dropout *) list_get (source->dropouts, i);
    const double frame = (double) dropout->frame, missing = (double) dropout->missing;
    const bool again = clip->loop && length > 0 && frame >= begin && frame < begin + length;
    if (!clip->loop || frame < begin + length)
      add (&places, frame, missing);
    for (double at = frame + length; again && at < last; at += length)
      add (&places, at, missing);
  }
  return places.places;
}
