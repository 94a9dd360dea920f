/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What compressors, expanders and limiters share: the static curve, the smoothing of gain
 * reduction, the mean square. Levels and reductions are in decibels; a reduction is positive.
 * Realtime.
 *
 * Source: Giannoulis, Massberg, Reiss, Digital Dynamic Range Compressor Design, JAES 60 (6), 2012:
 * the feed-forward log-domain topology, the quadratic knee (eq. 4) and the smooth decoupled peak
 * detector (eq. 17), which here works on the reduction so that a time constant holds for any ratio.
 */
#pragma once

#include "base/math.h"
#include "base/realtime.h"
#include "base/types.h"
#include "dsp/stereo_svf.h"

/* Reduction over level: none below the knee, then slope (1 - 1 / ratio) above. */
typedef struct {
  float knee_start; /* dB */
  float knee; /* dB wide; 0 is a hard knee */
  float knee_scale; /* slope / (2 knee) */
  float slope;
} DynamicsCurve;

/* ratio >= 1; knee_db >= 0 lies half below and half above the threshold. */
DynamicsCurve dynamics_curve (double threshold_db, double ratio, double knee_db);

static inline float
dynamics_curve_reduction (const DynamicsCurve *curve, float level_db)
{
  const float over = level_db - curve->knee_start;
  const float above = over > 0.0f ? over : 0.0f;
  const float in_knee = above < curve->knee ? above : curve->knee;
  return curve->knee_scale * in_knee * in_knee + curve->slope * (above - in_knee);
}

/* Between two curves; t in 0..1. It is a curve itself, though not the one of a ratio and knee
 * between. */
static inline DynamicsCurve
dynamics_curve_between (const DynamicsCurve *a, const DynamicsCurve *b, float t)
{
  return (DynamicsCurve){
    .knee_start = a->knee_start + (b->knee_start - a->knee_start) * t,
    .knee = a->knee + (b->knee - a->knee) * t,
    .knee_scale = a->knee_scale + (b->knee_scale - a->knee_scale) * t,
    .slope = a->slope + (b->slope - a->slope) * t,
  };
}

/* The amplitude of a frame: of its louder channel. */
static inline float
dynamics_level (float a, float b)
{
  const float level_a = fabsf (a), level_b = fabsf (b);
  return level_a > level_b ? level_a : level_b;
}

/* exp (-1 / (tau rate)): a one-pole that has gone 63.2 % of a step after tau. 0 for tau <= 0. */
double dynamics_pole (double tau_seconds, int rate);

typedef struct {
  double attack, release; /* poles */
  double slow; /* pole of the second release stage; 0 = there is none */
} DynamicsTimes;

typedef struct {
  double held; /* the peaks of the reduction, falling with the release */
  double slow; /* the average of `held` */
  double smooth; /* what leaves */
} DynamicsSmoother;

/* Smooths n reductions in place. With the slow stage the reduction falls with the release no
 * further than to its own average, and from there with the slow pole: a short peak is let go at
 * once, a long loud passage gently. */
void dynamics_smooth (DynamicsSmoother *smoother, const DynamicsTimes *times, float *reduction,
                      int n) REALTIME;

static inline double
dynamics_larger (double a, double b)
{
  return a > b ? a : b;
}

/* The same without a slow stage, to be inlined where other work can fill the time that each frame
 * waits for the one before it. */
static inline __attribute__ ((always_inline)) void
dynamics_smooth_plain (DynamicsSmoother *smoother, const DynamicsTimes *times, float *reduction,
                       int n)
{
  const double attack = times->attack, in_attack = 1.0 - attack;
  const double release = times->release, in_release = 1.0 - release;
  double held = smoother->held, smooth = smoother->smooth;

  for (int i = 0; i < n; i++) {
    const double in = reduction[i];
    held = dynamics_larger (in, release * held + in_release * in);
    smooth = attack * smooth + in_attack * held;
    reduction[i] = (float) smooth;
  }
  *smoother = (DynamicsSmoother){ .held = held, .slow = 0, .smooth = smooth };
}

/* Replaces n frames of two channels by their running root mean square; *mean_squares is the state.
 */
void dynamics_rms (StereoLanes *mean_squares, double pole, float *left, float *right,
                   int n) REALTIME;
