/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Warp markers: a clip's sound with some places of its source pinned elsewhere in time, and what
 * lies between them stretched evenly. Any thread.
 *
 * A marker says where a frame of the source lies, in time of the source before the clip stretches
 * all of it. The ends of the source stay where they are, so warping changes no length. Markers that
 * do not rise, or leave a stretch more than WARP_MOST times longer or shorter, count for nothing.
 */
#pragma once

#include "model/project.h"
#include "model/tempo_map.h"

#define WARP_MOST 16

typedef struct {
  int64_t frame; /* of the source */
  Units at;
} WarpPoint;

/* `n` points that rise in both, the ends of the source among them; n = 0: nothing is warped. */
typedef struct {
  int n;
  int64_t rate; /* of the source */
  WarpPoint *points;
} WarpMap;

/* To be cleared. */
void warp_map_init (WarpMap *map, const Clip *clip, const Source *source);
void warp_map_clear (WarpMap *map);
/* Without the points that change nothing: what lies beside them is stretched alike. What sounds is
 * the same within a hundredth of a frame. */
void warp_map_simplify (WarpMap *map);
/* Where a whole frame lies, exactly; frames beyond the ends go on at their own pace. */
Units warp_map_units (const WarpMap *map, int64_t frame);
/* The same for places between frames, and back. */
double warp_map_place (const WarpMap *map, double frame);
double warp_map_frame (const WarpMap *map, double units);
/* Whether a stretch from one point to another is one that is played. */
bool warp_fits (WarpPoint from, WarpPoint to, int64_t rate);

/* Which frame of its source a clip plays where in the song, as its edges, stretch and markers say;
 * loops are not folded. */
typedef struct {
  WarpMap warp;
  double stretch;
  bool reverse;
  Units zero; /* of the song: where the source begins, or, in reverse, where it ends */
} ClipContent;

/* To be cleared. */
void clip_content_init (ClipContent *content, const TempoMap *map, const Clip *clip,
                        const Source *source);
void clip_content_clear (ClipContent *content);
double clip_content_frame (const ClipContent *content, double at); /* units of the song */
double clip_content_place (const ClipContent *content, double frame);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WarpMap, warp_map_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ClipContent, clip_content_clear)
