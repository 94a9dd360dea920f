/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Low-frequency oscillators: a value for a phase. Realtime. */
#pragma once

#include "base/hash.h"
#include "dsp/control_math.h"

typedef enum {
  SYNTH_LFO_SINE,
  SYNTH_LFO_TRIANGLE,
  SYNTH_LFO_SAW,
  SYNTH_LFO_RAMP,
  SYNTH_LFO_SQUARE,
  SYNTH_LFO_STEPS,
  SYNTH_LFO_DRIFT
} SynthLfoShape;

/* -1..1 at `turns` since the phase was zero. Steps and drift take a new random value each turn, a
 * function of `key` and the number of the turn. */
static inline float
synth_lfo_value (SynthLfoShape shape, double turns, uint64_t key)
{
  const double whole = floor (turns);
  const float x = (float) (turns - whole);

  switch (shape) {
  case SYNTH_LFO_SINE:
    return control_sine (x < 0.5f ? x : x - 1.0f);
  case SYNTH_LFO_TRIANGLE:
    return x < 0.25f ? 4 * x : x < 0.75f ? 2 - 4 * x : 4 * x - 4;
  case SYNTH_LFO_SAW:
    return 1 - 2 * x;
  case SYNTH_LFO_RAMP:
    return 2 * x - 1;
  case SYNTH_LFO_SQUARE:
    return x < 0.5f ? 1.0f : -1.0f;
  case SYNTH_LFO_STEPS:
    return hash_noise (key, (int64_t) whole);
  default: {
    const float a = hash_noise (key, (int64_t) whole), b = hash_noise (key, (int64_t) whole + 1);
    return a + (b - a) * (x * x * (3 - 2 * x));
  }
  }
}
