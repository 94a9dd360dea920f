/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/true_peak_long.h"

#include "base/math.h"
#include "dsp/kaiser.h"
#include "dsp/lanes.h"

#define HALF TRUE_PEAK_LONG_HALF
#define BETA 8.0

/* Of the second step. It needs half-way values on both sides of an interval. */
#define TAPS 12
#define MARGIN (TAPS / 4)

/* Tiles of half-way values worked on together. */
#define TILES ((TRUE_PEAK_LONG_MOST + 2 * MARGIN + LANES - 1) / LANES)

void
true_peak_long_init (TruePeakLong *kernel)
{
  double tap[HALF], sum = 0;

  for (int k = 0; k < HALF; k++)
    sum += tap[k] = kaiser_sinc (k + 0.5, HALF, BETA);
  for (int k = 0; k < HALF; k++)
    kernel->half[k] = (float) (tap[k] / (2 * sum));
  true_peak_kernel_init (&kernel->between, TRUE_PEAK_MAX_FACTOR / 2, TAPS);
}

/* The values behind x[HALF - 1 + i], i < tiles * LANES. */
LANES_INLINE void
half_way (const float *taps, const float *x, float *values, int tiles)
{
  Lanes sum[TILES] = { 0 };

  for (int k = HALF - 1; k >= 0; k--)
#pragma GCC unroll 8
    for (int t = 0; t < tiles; t++) {
      const float *at = x + t * LANES;
      sum[t] += (lanes_load (at + HALF - 1 - k) + lanes_load (at + HALF + k)) * taps[k];
    }
  for (int t = 0; t < tiles; t++)
    lanes_store (values + t * LANES, sum[t]);
}

VECTOR_CLONES static void
all_half_way (const float *taps, const float *x, float *values)
{
  half_way (taps, x, values, TILES);
}

VECTOR_CLONES static void
some_half_way (const float *taps, const float *x, float *values, int n)
{
  for (int i = 0; i < n; i += LANES)
    half_way (taps, x + i, values + i, 1);
}

void
true_peak_long_intervals (const TruePeakLong *kernel, const float *x, float *peaks, int n)
{
  const int halves = n + 2 * MARGIN;
  float values[TILES * LANES], both[2 * TILES * LANES], between[2 * TRUE_PEAK_LONG_MOST];

  if (halves > (TILES - 1) * LANES)
    all_half_way (kernel->half, x, values);
  else
    some_half_way (kernel->half, x, values, halves);
  for (int i = 0; i < halves; i++) {
    both[2 * i] = x[HALF - 1 + i];
    both[2 * i + 1] = values[i];
  }
  /* An interval of the first rate is two of the second. */
  true_peak_intervals (&kernel->between, both + 1, between, 2 * n);
  for (int i = 0; i < n; i++)
    peaks[i] = between[2 * i] > between[2 * i + 1] ? between[2 * i] : between[2 * i + 1];
}
