/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/warp.h"

#include <math.h>

#include "model/clip.h"

/* The first whole unit of a frame. */
static Units
plain_units (int64_t frame, int64_t rate)
{
  const __int128 numerator = (__int128) frame * UNITS_PER_SECOND;
  __int128 units = numerator / rate;

  if (numerator % rate > 0)
    units++;
  return (Units) CLAMP (units, -UNITS_MAX, UNITS_MAX);
}

bool
warp_fits (WarpPoint from, WarpPoint to, int64_t rate)
{
  const double plain = (double) (to.frame - from.frame) * (double) UNITS_PER_SECOND / (double) rate;
  const double units = (double) (to.at - from.at);
  return to.frame > from.frame && units * WARP_MOST >= plain && units <= plain * WARP_MOST;
}

void
warp_map_init (WarpMap *map, const Clip *clip, const Source *source)
{
  const int n = clip->unwarped || !source ? 0 : list_n (clip->warps);

  *map = (WarpMap){ .rate = source ? source->rate : 1 };
  if (n == 0)
    return;
  const WarpPoint end = { source->frames, plain_units (source->frames, source->rate) };
  map->points = g_new (WarpPoint, n + 2);
  map->points[map->n++] = (WarpPoint){ 0, 0 };
  for (int i = 0; i < n; i++) {
    const Warp *warp = (const Warp *) list_get (clip->warps, i);
    const WarpPoint point = { warp->frame, warp->at };
    if (warp_fits (map->points[map->n - 1], point, map->rate) && warp_fits (point, end, map->rate))
      map->points[map->n++] = point;
  }
  map->points[map->n++] = end;
  if (map->n == 2) /* none of them counts */
    warp_map_clear (map);
}

void
warp_map_simplify (WarpMap *map)
{
  const double least = (double) UNITS_PER_SECOND / (double) map->rate / 100;
  int kept = 1;

  for (int i = 1; i + 1 < map->n; i++) {
    const WarpPoint from = map->points[kept - 1], at = map->points[i], to = map->points[i + 1];
    const double share = (double) (at.frame - from.frame) / (double) (to.frame - from.frame);
    const double even = (double) from.at + share * (double) (to.at - from.at);
    if (fabs (even - (double) at.at) > least)
      map->points[kept++] = at;
  }
  if (map->n == 0)
    return;
  map->points[kept] = map->points[map->n - 1];
  map->n = kept + 1;
  if (map->n == 2) /* the ends stay: nothing is warped */
    warp_map_clear (map);
}

void
warp_map_clear (WarpMap *map)
{
  g_clear_pointer (&map->points, g_free);
  map->n = 0;
}

/* The index of the point that a stretch begins with. */
static int
stretch_of (const WarpMap *map, double frame)
{
  int i = 0;
  while (i + 2 < map->n && (double) map->points[i + 1].frame <= frame)
    i++;
  return i;
}

Units
warp_map_units (const WarpMap *map, int64_t frame)
{
  if (map->n == 0 || frame < 0)
    return plain_units (frame, map->rate);
  if (frame >= map->points[map->n - 1].frame)
    return plain_units (frame, map->rate);
  const WarpPoint *from = &map->points[stretch_of (map, (double) frame)], *to = from + 1;
  return from->at + (Units) ((__int128) (frame - from->frame) * (to->at - from->at) /
                             (to->frame - from->frame));
}

double
warp_map_place (const WarpMap *map, double frame)
{
  const double frame_units = (double) UNITS_PER_SECOND / (double) map->rate;
  if (map->n == 0 || frame < 0 || frame >= (double) map->points[map->n - 1].frame)
    return frame * frame_units;
  const WarpPoint *from = &map->points[stretch_of (map, frame)], *to = from + 1;
  return (double) from->at + (frame - (double) from->frame) * (double) (to->at - from->at) /
                                 (double) (to->frame - from->frame);
}

double
warp_map_frame (const WarpMap *map, double units)
{
  const double frames = (double) map->rate / (double) UNITS_PER_SECOND;
  int i = 0;
  if (map->n == 0 || units < 0 || units >= (double) map->points[map->n - 1].at)
    return units * frames;
  while (i + 2 < map->n && (double) map->points[i + 1].at <= units)
    i++;
  const WarpPoint *from = &map->points[i], *to = from + 1;
  return (double) from->frame + (units - (double) from->at) * (double) (to->frame - from->frame) /
                                    (double) (to->at - from->at);
}

void
clip_content_init (ClipContent *content, const TempoMap *map, const Clip *clip,
                   const Source *source)
{
  const Units offset = clip_offset_units (map, clip, source);

  *content = (ClipContent){ .stretch = clip_stretch (map, clip), .reverse = clip->reverse };
  warp_map_init (&content->warp, clip, source);
  content->zero =
      clip->reverse ? clip_end_units (map, clip) + offset : clip_start_units (map, clip) - offset;
}

void
clip_content_clear (ClipContent *content)
{
  warp_map_clear (&content->warp);
}

double
clip_content_frame (const ClipContent *content, double at)
{
  const double units = content->reverse ? (double) content->zero - at : at - (double) content->zero;
  return warp_map_frame (&content->warp, units / content->stretch);
}

double
clip_content_place (const ClipContent *content, double frame)
{
  const double units = warp_map_place (&content->warp, frame) * content->stretch;
  return content->reverse ? (double) content->zero - units : (double) content->zero + units;
}
