/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/true_peak.h"

#include "base/math.h"
#include "dsp/kaiser.h"
#include "dsp/lanes.h"

#include <stdint.h>

/* Outputs that share one decision to leave them out. */
#define TILE 32

/* A value is a mean of its two neighbors, weighted so that a straight line is met, and a remainder
 * whose sum and first moment are 0: it is a filter of the second difference, whose taps this adds
 * up. */
static double
curvature_norm (const double *tap, int taps)
{
  const int half = taps / 2;
  double place = 0, before = 0, last = 0, norm = 0;

  for (int k = 0; k < taps; k++)
    place += tap[k] * (k - (half - 1));
  for (int k = 0; k < taps - 2; k++) {
    const double straight = k == half - 1 ? 1 - place : k == half ? place : 0;
    const double now = tap[k] - straight + 2 * last - before;
    norm += fabs (now);
    before = last;
    last = now;
  }
  return norm;
}

void
true_peak_kernel_init (TruePeakKernel *kernel, int factor, int taps)
{
  const int half = taps / 2;
  const double beta = 5.5;
  double largest = 1.0, curvature = 0.0;

  kernel->factor = factor;
  kernel->taps = taps;
  for (int phase = 1; phase <= factor / 2; phase++) {
    double tap[TRUE_PEAK_MAX_TAPS], sum = 0.0, norm = 0.0;
    for (int k = 0; k < taps; k++) {
      tap[k] = kaiser_sinc (k - (half - 1) - (double) phase / factor, half, beta);
      sum += tap[k];
    }
    for (int k = 0; k < taps; k++)
      tap[k] /= sum;
    for (int k = 0; k < half; k++) {
      const double left = tap[k], right = tap[taps - 1 - k];
      float *part = kernel->parts + k * factor + phase % (factor / 2);
      norm += fabs (left) + fabs (right);
      part[0] = (float) (phase == factor / 2 ? left : (left + right) / 2);
      part[factor / 2] = (float) (phase == factor / 2 ? 0 : (left - right) / 2);
    }
    largest = norm > largest ? norm : largest;
    const double bend = curvature_norm (tap, taps);
    curvature = bend > curvature ? bend : curvature;
  }
  /* With room for the rounding of the sums. */
  kernel->norm = (float) (largest * 1.0001);
  kernel->curvature = (float) (curvature * 1.0001);
}

/* Eight intervals. The values of a phase and of its mirror image are even + odd and even - odd; the
 * larger magnitude of the two is |even| + |odd|. */
LANES_INLINE void
intervals_tile (const float *parts, int factor, int taps, const float *x, float *peaks)
{
  const int pairs = factor / 2 - 1;
  Lanes middle = { 0 }, even[7] = { 0 }, odd[7] = { 0 };

  for (int k = 0; k < taps / 2; k++) {
    const Lanes left = lanes_load (x + k), right = lanes_load (x + taps - 1 - k);
    const Lanes sum = left + right, difference = left - right;
    const float *part = parts + k * factor;
    middle += sum * part[0];
#pragma GCC unroll 7
    for (int p = 0; p < pairs; p++) {
      even[p] += sum * part[1 + p];
      odd[p] += difference * part[factor / 2 + 1 + p];
    }
  }

  float result[LANES];
  for (int i = 0; i < LANES; i++) {
    const float sample = fabsf (x[taps / 2 - 1 + i]), value = fabsf (middle[i]);
    result[i] = sample > value ? sample : value;
  }
#pragma GCC unroll 7
  for (int p = 0; p < pairs; p++)
    for (int i = 0; i < LANES; i++) {
      const float value = fabsf (even[p][i]) + fabsf (odd[p][i]);
      result[i] = value > result[i] ? value : result[i];
    }
  memcpy (peaks, result, sizeof result);
}

LANES_INLINE void
intervals (const TruePeakKernel *kernel, int factor, const float *x, float *peaks, int n)
{
  const int taps = kernel->taps;
  int i = 0;

  for (; i + LANES <= n; i += LANES)
    intervals_tile (kernel->parts, factor, taps, x + i, peaks + i);
  if (i < n) {
    float rest[TRUE_PEAK_MAX_TAPS + LANES] = { 0 }, result[LANES];
    memcpy (rest, x + i, sizeof (float) * (size_t) (n - i + taps - 1));
    intervals_tile (kernel->parts, factor, taps, rest, result);
    memcpy (peaks + i, result, sizeof (float) * (size_t) (n - i));
  }
}

VECTOR_CLONES void
true_peak_intervals (const TruePeakKernel *kernel, const float *x, float *peaks, int n)
{
  switch (kernel->factor) {
  case 2:
    intervals (kernel, 2, x, peaks, n);
    break;
  case 4:
    intervals (kernel, 4, x, peaks, n);
    break;
  case 8:
    intervals (kernel, 8, x, peaks, n);
    break;
  default:
    intervals (kernel, 16, x, peaks, n);
    break;
  }
}

/* Magnitudes compare as their bits do, and integers need no care for NaN and the sign of zero. */
VECTOR_CLONES static float
largest_magnitude (const float *x, int n)
{
  int32_t largest = 0;
  for (int i = 0; i < n; i++) {
    int32_t bits;
    memcpy (&bits, x + i, sizeof bits);
    bits &= 0x7fffffff;
    largest = bits > largest ? bits : largest;
  }
  float result;
  memcpy (&result, &largest, sizeof result);
  return result;
}

/* max |x[i] - 2 x[i + 1] + x[i + 2]|, i < n - 2. */
VECTOR_CLONES static float
largest_second_difference (const float *x, int n)
{
  int32_t largest = 0;
  for (int i = 0; i + 2 < n; i++) {
    const float difference = (x[i] - x[i + 1]) - (x[i + 1] - x[i + 2]);
    int32_t bits;
    memcpy (&bits, &difference, sizeof bits);
    bits &= 0x7fffffff;
    largest = bits > largest ? bits : largest;
  }
  float result;
  memcpy (&result, &largest, sizeof result);
  return result;
}

/* The rounding of sums, in parts of the largest sample. */
#define ROUNDING 1e-5f

/* By the size of the samples, or by how little they bend. */
bool
true_peak_can_pass (const TruePeakKernel *kernel, const float *x, int n, float level)
{
  const int under = n + kernel->taps - 1;
  const float largest = largest_magnitude (x, under);

  if (largest * kernel->norm <= level)
    return false;
  const float neighbors = largest_magnitude (x + kernel->taps / 2 - 1, n + 1);
  const float bend = kernel->curvature * largest_second_difference (x, under);
  return neighbors + bend + largest * ROUNDING > level;
}

float
true_peak_largest (const TruePeakKernel *kernel, const float *x, int n, float least)
{
  for (int i = 0; i < n; i += TILE) {
    const int now = n - i < TILE ? n - i : TILE;
    float peaks[TILE];
    if (!true_peak_can_pass (kernel, x + i, now, least))
      continue;
    true_peak_intervals (kernel, x + i, peaks, now);
    const float largest = largest_magnitude (peaks, now);
    least = largest > least ? largest : least;
  }
  return least;
}

void
true_peak_meter_init (TruePeakMeter *meter, int rate)
{
  memset (meter, 0, sizeof *meter);
  true_peak_kernel_init (&meter->kernel, rate < 100000 ? 4 : 2, 24);
}

void
true_peak_meter_reset (TruePeakMeter *meter)
{
  meter->peak = 0;
  memset (meter->history, 0, sizeof meter->history);
}

void
true_peak_meter_restart (TruePeakMeter *meter)
{
  meter->peak = 0;
}

void
true_peak_meter_process (TruePeakMeter *meter, const float *x, int n)
{
  const TruePeakKernel *kernel = &meter->kernel;
  const int before = kernel->taps - 1;

  /* The first intervals reach back into the last call; the others lie in x alone. */
  float seam[2 * TRUE_PEAK_MAX_TAPS];
  const int head = n < before ? n : before;
  memcpy (seam, meter->history, sizeof (float) * (size_t) before);
  memcpy (seam + before, x, sizeof (float) * (size_t) head);
  meter->peak = true_peak_largest (kernel, seam, head, meter->peak);
  if (n > before)
    meter->peak = true_peak_largest (kernel, x, n - before, meter->peak);

  const float *last = n > before ? x + n - before : seam + head;
  memcpy (meter->history, last, sizeof (float) * (size_t) before);
}

float
true_peak_meter_read (const TruePeakMeter *meter)
{
  const TruePeakKernel *kernel = &meter->kernel;
  float rest[2 * TRUE_PEAK_MAX_TAPS] = { 0 };

  memcpy (rest, meter->history, sizeof (float) * (size_t) (kernel->taps - 1));
  return true_peak_largest (kernel, rest, kernel->taps / 2, meter->peak);
}
