/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ramp whose corners are rounded over a millisecond, for gains that move far: the end of a
 * straight ramp over 48 dB clicks at -63 dBFS above 8 kHz, this one at under -90. At rest it is
 * exactly its value. Realtime. */
#pragma once

#include "base/math.h"
#include "dsp/ramp.h"

typedef struct {
  Ramp ramp;
  float value;
  float step; /* of the way to the ramp, a frame */
} SmoothGain;

static inline void
smooth_gain_init (SmoothGain *gain, int rate)
{
  gain->step = (float) (1.0 - math_exp (-1000.0 / rate));
}

static inline void
smooth_gain_set (SmoothGain *gain, float to, bool jump)
{
  ramp_set (&gain->ramp, to, jump);
  gain->value = jump ? to : gain->value;
}

/* What it would be after a long time, at once. */
static inline void
smooth_gain_settle (SmoothGain *gain)
{
  smooth_gain_set (gain, gain->ramp.to, true);
}

static inline bool
smooth_gain_rests (const SmoothGain *gain)
{
  return ramp_rests (&gain->ramp) && gain->value == gain->ramp.to;
}

/* The gains of the next n frames; false when they are all the same. */
static inline bool
smooth_gain_next (SmoothGain *gain, float *out, int n)
{
  if (smooth_gain_rests (gain)) {
    for (int i = 0; i < n; i++)
      out[i] = gain->value;
    return false;
  }
  for (int i = 0; i < n; i++) {
    const float target = ramp_next (&gain->ramp), off = target - gain->value;
    const bool arrived = fabs (off) <= 1e-6 * fabs (target) + 1e-9;
    gain->value = arrived ? target : gain->value + gain->step * off;
    out[i] = gain->value;
  }
  return true;
}
