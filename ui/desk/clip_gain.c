/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/desk/clip_gain.h"

#include <math.h>
#include <string.h>

#include "edit/lane.h"
#include "edit/points.h"

const Envelope *
clip_gain_of (const Clip *clip)
{
  for (int i = 0; clip->kind == CLIP_AUDIO && i < list_n (clip->envelopes); i++) {
    const Envelope *envelope = (const Envelope *) list_get (clip->envelopes, i);
    if (!envelope->device && run_n (envelope->points) > 0 &&
        strcmp (text_get (envelope->param), "gain") == 0)
      return envelope;
  }
  return NULL;
}

Units
clip_gain_units (const TempoMap *map, const Clip *clip, const Envelope *envelope, int index)
{
  const int64_t at = run_point (envelope->points, index)->at;
  return envelope->base == TIME_ABSOLUTE ? clip_start_units (map, clip) + at
                                         : tempo_map_units (map, clip_first_tick (map, clip) + at);
}

int
clip_gain_find (const TempoMap *map, const Clip *clip, const Envelope *envelope, Units at)
{
  for (int i = 0; i < run_n (envelope->points); i++)
    if (llabs (clip_gain_units (map, clip, envelope, i) - at) <= EDGE_TOLERANCE)
      return i;
  return -1;
}

double
clip_gain_value (const TempoMap *map, const Clip *clip, const Envelope *envelope, Units at)
{
  const PointScale scale = point_scale (NULL, "gain");
  if (!envelope)
    return 0;
  const int64_t time = envelope->base == TIME_ABSOLUTE
                           ? at - clip_start_units (map, clip)
                           : tempo_map_ticks (map, at) - clip_first_tick (map, clip);
  return points_value (envelope->points, time, &scale);
}
