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

typedef double Double2 __attribute__ ((vector_size (16)));

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

  for (int i = 0; i < 2; i++) {
    pair->a[i] = weighting.shelf.a[i];
    pair->b[i] = weighting.shelf.b[i + 1] / weighting.shelf.b[0];
    pair->c[i] = weighting.high_pass.a[i];
  }
  const double gain = weighting.shelf.b[0] * weighting.high_pass.b[0];
  pair->power_gain = gain * gain;
  k_weighting_pair_reset (pair);
}

void
k_weighting_pair_reset (KWeightingPair *pair)
{
  memset (pair->shelf, 0, sizeof pair->shelf);
  memset (pair->high_pass, 0, sizeof pair->high_pass);
  memset (pair->difference, 0, sizeof pair->difference);
  memset (pair->energy, 0, sizeof pair->energy);
}

static inline Double2
load (const double *from)
{
  Double2 lanes;
  memcpy (&lanes, from, sizeof lanes);
  return lanes;
}

static inline void
store (double *to, Double2 lanes)
{
  memcpy (to, &lanes, sizeof lanes);
}

/* Direct form II, because there the loop from one frame to the next is one product and one
 * difference, and that loop is what the speed hangs on. The states grow to 1 / (1 - pole)^2, some
 * 120 dB at 192 kHz, which leaves the rounding of doubles below -180 dB. */
void
k_weighting_pair_process (KWeightingPair *pair, const float *a, const float *b, int n)
{
  const double a1 = pair->a[0], a2 = pair->a[1], b1 = pair->b[0], b2 = pair->b[1];
  const double c1 = pair->c[0], c2 = pair->c[1];
  Double2 v1 = load (pair->shelf[0]), v2 = load (pair->shelf[1]);
  Double2 w1 = load (pair->high_pass[0]), w2 = load (pair->high_pass[1]);
  Double2 difference = load (pair->difference), energy = load (pair->energy);

  for (int i = 0; i < n; i++) {
    const Double2 x = { a[i], b[i] };
    const Double2 v = (x - a2 * v2) - a1 * v1;
    const Double2 y = v + (b1 * v1 + b2 * v2);
    v2 = v1;
    v1 = v;

    const Double2 w = (y - c2 * w2) - c1 * w1;
    const Double2 now = w - w1;
    const Double2 z = now - difference;
    difference = now;
    w2 = w1;
    w1 = w;
    energy += z * z;
  }

  store (pair->shelf[0], v1);
  store (pair->shelf[1], v2);
  store (pair->high_pass[0], w1);
  store (pair->high_pass[1], w2);
  store (pair->difference, difference);
  store (pair->energy, energy);
}

void
k_weighting_pair_take (KWeightingPair *pair, double *a, double *b)
{
  *a = pair->energy[0] * pair->power_gain;
  *b = pair->energy[1] * pair->power_gain;
  memset (pair->energy, 0, sizeof pair->energy);
}
