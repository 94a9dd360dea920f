/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Second-order low, high and all passes on two channels at once, whose frequency may move while
 * they sound. Realtime.
 *
 * The trapezoidal state-variable filter (Zavalishin, The Art of VA Filter Design, ch. 3; Simper
 * 2013), Butterworth damping, states in double. The two lanes never mix. */
#pragma once

#include "base/math.h"
#include "base/types.h"

typedef double StereoLanes __attribute__ ((vector_size (16)));

#define SVF_BUTTERWORTH 1.41421356237309504880 /* k = 1 / Q */

/* The frequency of any number of filters: g = tan (pi f / rate), which runs linearly over
 * CONTROL_GRID frames so that no coefficient ever jumps. */
typedef struct {
  double from, to;
  int done; /* frames of the ramp that have passed; CONTROL_GRID = at rest */
  double a1, a2, a3;
} SvfTuning;

typedef struct {
  StereoLanes s1, s2;
} StereoSvf;

typedef struct {
  StereoLanes low, band, high;
} StereoSvfOut;

static inline void
svf_tuning_solve (SvfTuning *tuning, double g)
{
  tuning->a1 = 1.0 / (1.0 + g * (g + SVF_BUTTERWORTH));
  tuning->a2 = g * tuning->a1;
  tuning->a3 = g * tuning->a2;
}

/* hz is kept below 0.49 of the rate. */
static inline void
svf_tuning_set (SvfTuning *tuning, double hz, int rate, bool jump)
{
  const double now =
      tuning->from + (tuning->to - tuning->from) * ((double) tuning->done / CONTROL_GRID);
  const double limit = 0.49 * rate;

  tuning->to = math_tan (MATH_PI * (hz < limit ? hz : limit) / rate);
  tuning->from = jump ? tuning->to : now;
  tuning->done = tuning->from == tuning->to ? CONTROL_GRID : 0;
  svf_tuning_solve (tuning, tuning->from);
}

/* Ends a ramp at once. */
static inline void
svf_tuning_finish (SvfTuning *tuning)
{
  tuning->from = tuning->to;
  tuning->done = CONTROL_GRID;
  svf_tuning_solve (tuning, tuning->to);
}

/* Before each frame. */
static inline void
svf_tuning_next (SvfTuning *tuning)
{
  if (tuning->done >= CONTROL_GRID)
    return;
  if (++tuning->done == CONTROL_GRID)
    tuning->from = tuning->to;
  svf_tuning_solve (tuning, tuning->from + (tuning->to - tuning->from) *
                                               ((double) tuning->done / CONTROL_GRID));
}

/* low + k band + high is the input; low - k band + high is the all pass of the same order. */
static inline StereoSvfOut
stereo_svf_next (StereoSvf *svf, const SvfTuning *tuning, StereoLanes in)
{
  /* Solved for the states, so that a frame waits for three operations of the one before only. */
  const StereoLanes in1 = tuning->a2 * in, in2 = tuning->a3 * in;
  const StereoLanes s1 = svf->s1, s2 = svf->s2;
  const StereoLanes v1 = (in1 + tuning->a1 * s1) - tuning->a2 * s2;
  const StereoLanes v2 = (in2 + tuning->a2 * s1) + (1.0 - tuning->a3) * s2;

  svf->s1 = (2.0 * in1 + (2.0 * tuning->a1 - 1.0) * s1) - 2.0 * tuning->a2 * s2;
  svf->s2 = (2.0 * in2 + 2.0 * tuning->a2 * s1) + (1.0 - 2.0 * tuning->a3) * s2;
  return (StereoSvfOut){ .low = v2, .band = v1, .high = in - SVF_BUTTERWORTH * v1 - v2 };
}
