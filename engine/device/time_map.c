/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/time_map.h"

#include <math.h>

#include "base/math.h"

#define BANDWIDTH_HZ 0.5
#define FAR_NS 2e6
#define FAR_BLOCKS 8 /* in a row: not a late callback but another place in time */
#define RATE_RANGE 0.005 /* no clock is further off; keeps the loop from running away */

void
time_map_init (TimeMap *map, double rate, int64_t frame)
{
  *map = (TimeMap){ .rate = rate, .ns_per_frame = 1e9 / rate, .frame = frame, .next_frame = frame };
}

static void
begin_anew (TimeMap *map, int64_t now_ns)
{
  map->origin_ns = now_ns;
  map->next = 0;
  map->ns_per_frame = 1e9 / map->rate;
  map->n_far = 0;
  map->is_locked = true;
}

void
time_map_update (TimeMap *map, int64_t now_ns, uint32_t n_frames)
{
  if (!map->is_locked)
    begin_anew (map, now_ns);

  const double seconds = n_frames / map->rate;
  const double omega = 2 * MATH_PI * BANDWIDTH_HZ * seconds;
  double error = (double) (now_ns - map->origin_ns) - map->next;

  map->n_far = fabs (error) > FAR_NS ? map->n_far + 1 : 0;
  if (map->n_far >= FAR_BLOCKS) {
    begin_anew (map, now_ns);
    error = 0;
  }
  error = error > FAR_NS ? FAR_NS : error < -FAR_NS ? -FAR_NS : error;

  /* Blocks of a second and more would make the loop unstable; nobody has them, a test may. */
  const double b = omega > 0.5 ? 0.5 : omega * sqrt (2), c = omega > 0.5 ? 0 : omega * omega;
  const double low = 1e9 / map->rate * (1 - RATE_RANGE), high = 1e9 / map->rate * (1 + RATE_RANGE);
  map->frame = map->next_frame;
  map->begin = map->next + b * error;
  map->ns_per_frame += n_frames ? c * error / n_frames : 0;
  map->ns_per_frame = map->ns_per_frame < low    ? low
                      : map->ns_per_frame > high ? high
                                                 : map->ns_per_frame;
  map->next = map->begin + n_frames * map->ns_per_frame;
  map->next_frame = map->frame + n_frames;
}

int64_t
time_map_ns (const TimeMap *map, double frame)
{
  return map->origin_ns +
         (int64_t) rint (map->begin + (frame - (double) map->frame) * map->ns_per_frame);
}

double
time_map_frame (const TimeMap *map, int64_t ns)
{
  return (double) map->frame + ((double) (ns - map->origin_ns) - map->begin) / map->ns_per_frame;
}
