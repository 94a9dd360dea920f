/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instruments/synth_sync.h"

#include "base/math.h"
#include "dsp/control_math.h"

/* How far a band-limited step is still below 1, by frames behind its middle; before it, mirrored.
 */
#define STEP_REACH 16.0f
#define STEP_DENSITY 64
static float step_table[16 * STEP_DENSITY + 2];

/* Bessel's function of order 0, for the window of Kaiser. */
static double
bessel (double x)
{
  double term = 1, sum = 1;
  for (int n = 1; n < 40; n++) {
    term *= x * x / (4.0 * n * n);
    sum += term;
  }
  return sum;
}

/* The integral of a sinc under a Kaiser window: flat to 0.42 of the rate, 65 dB down from 0.55 on.
 */
void
synth_sync_prepare (void)
{
  const int n = (int) (STEP_REACH * STEP_DENSITY), fine = 8;
  const double beta = 6.5, cut = 2 * 0.488;
  double sum = 0, last = 0;

  for (int i = n * fine; i >= 0; i--) {
    const double x = (double) i / (STEP_DENSITY * fine), u = x / STEP_REACH;
    const double sinc = i == 0 ? cut : math_sin (MATH_PI * cut * x) / (MATH_PI * x);
    const double value = sinc * bessel (beta * sqrt (1 - u * u)) / bessel (beta);
    sum += (value + last) / 2 / (STEP_DENSITY * fine);
    last = value;
    if (i % fine == 0)
      step_table[i / fine] = (float) sum;
  }
  /* The half of the step is a half to the bit. */
  const double scale = 0.5 / sum;
  for (int i = 0; i <= n; i++)
    step_table[i] = (float) (step_table[i] * scale);
}

/* What band-limiting adds at x frames from a step of 1 upwards; 0 out of reach. */
static inline float
step_residual (float x)
{
  const float away = fabsf (x);
  if (away >= STEP_REACH)
    return 0;
  const float place = away * STEP_DENSITY;
  const int whole = (int) place;
  const float tail =
      step_table[whole] + (step_table[whole + 1] - step_table[whole]) * (place - (float) whole);
  return x < 0 ? tail : -tail;
}

/* The wave as it is on paper, at a phase in turns, 0..1. Shapes as those of the tables. */
static inline float
naive (SynthShape shape, float x, float width)
{
  switch (shape) {
  case SYNTH_SINE:
    return control_sine (x < 0.5f ? x : x - 1);
  case SYNTH_TRIANGLE:
    return x < 0.25f ? 4 * x : x < 0.75f ? 2 - 4 * x : 4 * x - 4;
  case SYNTH_SAW:
    return 2 * x - 1;
  default:
    return 2 * ((x < 1 - width ? 0.0f : 1.0f) - width);
  }
}

/* A wave between two resets. Times in frames. */
typedef struct {
  float period; /* of the wave itself */
  float turns; /* that it makes until the reset */
  float height; /* of the reset */
} Run;

/* The residuals, at x frames after a reset, of the wave's own steps by `height` at `offset` turns
 * and every turn on. */
static inline float
own_steps (const Run *run, float x, float offset, float height)
{
  const float gone =
      (x - STEP_REACH) / run->period - offset; /* turns whose steps are out of reach */
  float sum = 0;
  /* The step at 0 is the reset. */
  for (float k = gone > 0     ? (float) (int) gone + 1
                 : offset > 0 ? 0
                              : 1;
       k + offset < run->turns; k += 1) {
    const float from_step = x - (k + offset) * run->period;
    if (from_step <= -STEP_REACH)
      break;
    sum += height * step_residual (from_step);
  }
  return sum;
}

static inline float
all_steps (SynthShape shape, const Run *run, float x, float width)
{
  float sum = run->height * step_residual (x);
  if (shape == SYNTH_SAW || shape == SYNTH_SQUARE)
    sum += own_steps (run, x, 0, -2);
  if (shape == SYNTH_SQUARE)
    sum += own_steps (run, x, 1 - width, 2);
  return sum;
}

void
synth_sync_run (SynthShape shape, const uint32_t *master, const uint32_t *step,
                const uint32_t *ratio, const float *width, float *out)
{
  for (int t = 0; t < CONTROL_GRID; t++) {
    const uint32_t phase = (uint32_t) (((uint64_t) master[t] * ratio[t]) >> 16);
    const float x = (float) (phase >> 8) * (1.0f / 16777216.0f);
    const float end = (float) (ratio[t] & 65535) * (1.0f / 65536.0f);
    const float master_period = 4294967296.0f / (float) step[t];
    const float turns = (float) ratio[t] * (1.0f / 65536.0f);
    const Run run = { master_period / turns, turns,
                      naive (shape, 0, width[t]) - naive (shape, end, width[t]) };

    float sum = naive (shape, x, width[t]);
    const float since = (float) master[t] / (float) step[t];
    for (float reset = since; reset < STEP_REACH + master_period; reset += master_period)
      sum += all_steps (shape, &run, reset, width[t]);
    for (float reset = since - master_period; reset > -STEP_REACH; reset -= master_period)
      sum += all_steps (shape, &run, reset, width[t]);
    out[t] = sum;
  }
}
