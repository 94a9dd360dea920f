/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/k_weighting.h"

#include <string.h>

#include "base/math.h"

/* The analogue shapes whose bilinear transforms give the standard's table at 48 kHz to 1e-15. */
#define TABLE_RATE 48000
#define SHELF_HZ 1681.974450955533
#define SHELF_GAIN_DB 3.999843853973347
#define SHELF_Q 0.7071752369554196
#define SHELF_BAND_EXPONENT 0.4996667741545416
#define HIGH_PASS_HZ 38.13547087602444
#define HIGH_PASS_Q 0.5003270373238773

typedef double Double4 __attribute__ ((vector_size (32)));

static double
high_pass_norm (double k)
{
  return 1 + k / HIGH_PASS_Q + k * k;
}

static void
set_poles (KWeightingStage *stage, double k, double q)
{
  const double a0 = 1 + k / q + k * k;
  stage->a[0] = 2 * (k * k - 1) / a0;
  stage->a[1] = (1 - k / q + k * k) / a0;
}

void
k_weighting_init (KWeighting *weighting, int rate)
{
  const double shelf_k = math_tan (MATH_PI * SHELF_HZ / rate);
  const double high = db_to_gain (SHELF_GAIN_DB);
  const double band = math_pow (high, SHELF_BAND_EXPONENT);
  const double a0 = 1 + shelf_k / SHELF_Q + shelf_k * shelf_k;
  KWeightingStage *shelf = &weighting->shelf;
  shelf->b[0] = (high + band * shelf_k / SHELF_Q + shelf_k * shelf_k) / a0;
  shelf->b[1] = 2 * (shelf_k * shelf_k - high) / a0;
  shelf->b[2] = (high - band * shelf_k / SHELF_Q + shelf_k * shelf_k) / a0;
  set_poles (shelf, shelf_k, SHELF_Q);

  const double k = math_tan (MATH_PI * HIGH_PASS_HZ / rate);
  const double table_k = math_tan (MATH_PI * HIGH_PASS_HZ / TABLE_RATE);
  const double gain = high_pass_norm (table_k) / high_pass_norm (k);
  KWeightingStage *high_pass = &weighting->high_pass;
  high_pass->b[0] = gain;
  high_pass->b[1] = -2 * gain;
  high_pass->b[2] = gain;
  set_poles (high_pass, k, HIGH_PASS_Q);
}

void
k_weighting_pair_init (KWeightingPair *pair, int rate)
{
  KWeighting weighting;
  k_weighting_init (&weighting, rate);

  for (int lane = 0; lane < 4; lane++) {
    const KWeightingStage *stage = lane < 2 ? &weighting.shelf : &weighting.high_pass;
    pair->a1[lane] = stage->a[0];
    pair->a2[lane] = stage->a[1];
    pair->b1[lane] = stage->b[1] / stage->b[0];
    pair->b2[lane] = stage->b[2] / stage->b[0];
  }
  const double gain = weighting.shelf.b[0] * weighting.high_pass.b[0];
  pair->power_gain = gain * gain;
  k_weighting_pair_reset (pair);
}

void
k_weighting_pair_reset (KWeightingPair *pair)
{
  memset (pair->w1, 0, sizeof pair->w1);
  memset (pair->w2, 0, sizeof pair->w2);
  memset (pair->carry, 0, sizeof pair->carry);
  memset (pair->energy, 0, sizeof pair->energy);
}

static inline Double4
load (const double *from)
{
  Double4 lanes;
  memcpy (&lanes, from, sizeof lanes);
  return lanes;
}

/* Direct form II, because there the loop from one frame to the next is one product and one
 * difference, and that loop is what the speed hangs on: for it, too, stage 1 waits two frames
 * before it enters stage 2, whose registers it shares. The states grow to 1 / (1 - pole)^2, some
 * 120 dB at 192 kHz, which leaves the rounding of doubles below -180 dB. */
VECTOR_CLONES void
k_weighting_pair_process (KWeightingPair *pair, const float *a, const float *b, int n)
{
  const Double4 a1 = load (pair->a1), a2 = load (pair->a2);
  const Double4 b1 = load (pair->b1), b2 = load (pair->b2);
  Double4 w1 = load (pair->w1), w2 = load (pair->w2), energy = load (pair->energy);
  Double4 last = { pair->carry[0][0], pair->carry[0][1], 0, 0 };
  Double4 before = { pair->carry[1][0], pair->carry[1][1], 0, 0 };

  for (int i = 0; i < n; i++) {
    const Double4 in = { a[i], b[i], before[0], before[1] };
    const Double4 w = (in - a2 * w2) - a1 * w1;
    before = last;
    last = w + (b1 * w1 + b2 * w2);
    energy += last * last;
    w2 = w1;
    w1 = w;
  }

  memcpy (pair->w1, &w1, sizeof w1);
  memcpy (pair->w2, &w2, sizeof w2);
  memcpy (pair->energy, &energy, sizeof energy);
  memcpy (pair->carry[0], &last, sizeof pair->carry[0]);
  memcpy (pair->carry[1], &before, sizeof pair->carry[1]);
}

void
k_weighting_pair_take (KWeightingPair *pair, double *a, double *b)
{
  *a = pair->energy[2] * pair->power_gain;
  *b = pair->energy[3] * pair->power_gain;
  memset (pair->energy, 0, sizeof pair->energy);
}
