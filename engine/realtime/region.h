/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stretch of recorded sound on the timeline: a clip, or what a comp lets through of one. A pure
 * function of song position, without state. Immutable; audio thread. */
#pragma once

#include "realtime/curve.h"
#include "realtime/source.h"

/* SEMANTICS, "Clips, fades, takes": with u = (i + 0.5) / n. */
typedef enum { REGION_LINEAR, REGION_EQUAL_POWER, REGION_S, REGION_LOG } RegionShape;

typedef struct {
  Frames start; /* where the fade lets the first frame in (fade in) or the rest out (fade out) */
  Frames length; /* 0 = none */
  RegionShape shape;
} RegionFade;

typedef struct {
  Frames start, end; /* heard in [start, end) */
  Frames origin; /* song position of content frame 0 */
  const AudioSource *source;
  Frames source_start; /* source frame of content frame 0; reversed: one behind the first frame */
  Frames loop_start, loop_length; /* in source frames; length 0 = no loop */
  bool reverse;
  float gain;
  const Curve *envelope; /* amplitude by frames from `origin`, or NULL */
  RegionFade fades[4]; /* clip in, clip out, comp in, comp out */
} Region;

typedef struct {
  int n;
  int channels; /* the widest source's */
  const Region *regions; /* sorted by start */
  const Frames *latest_end; /* of the regions up to and including this one */
} RegionList;

/* The gain of a fade in at frame i of n, REALTIME; a fade out is the same mirrored. */
double region_fade_gain (RegionShape shape, Frames i, Frames n) REALTIME;

/* Overwrites out (list->channels pointers) with the sum of what sounds at [at, at + n). `scratch`
 * holds 2 x n floats. Returns false when nothing sounds; then out is zeros. */
bool region_list_read (const RegionList *list, Frames at, int n, float *const *out,
                       float *const *scratch) REALTIME;

/* Frames of the crossfade behind a loop jump: 2 ms. */
static inline int
region_seam (int rate)
{
  return rate / 500;
}

/* The same `since` frames behind a jump from `left` to at - since, both crossfaded over `length`
 * frames for the regions that the jump cuts; what begins or ends there is not touched. n may reach
 * past the seam. REALTIME. */
bool region_list_read_seam (const RegionList *list, Frames at, Frames since, Frames left,
                            int length, int n, float *const *out, float *const *scratch) REALTIME;
