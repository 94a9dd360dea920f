/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "peak_reference.h"

#include "base/realtime.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#define HALF 256
#define FACTOR 16

static double
bessel_i0 (double x)
{
  double term = 1, sum = 1;
  for (int k = 1; k < 60; k++) {
    term *= x / 2 / k;
    sum += term * term;
  }
  return sum;
}

static double
tap (double t)
{
  const double u = t / HALF,
               window = bessel_i0 (8.0 * sqrt (fmax (0, 1 - u * u))) / bessel_i0 (8.0);
  return t == 0 ? 1 : sin (G_PI * t) / (G_PI * t) * window;
}

VECTOR_CLONES static double
dot (const double *taps, const double *x)
{
  double sum[8] = { 0 };
  for (int k = 0; k < 2 * HALF; k += 8)
    for (int j = 0; j < 8; j++)
      sum[j] += taps[k + j] * x[k + j];
  return sum[0] + sum[1] + sum[2] + sum[3] + sum[4] + sum[5] + sum[6] + sum[7];
}

double
peak_reference (const float *x, int n)
{
  static double taps[FACTOR][2 * HALF];
  g_autofree double *padded = g_new0 (double, n + 4 * HALF);
  g_autofree double *rough = g_new0 (double, n + 2 * HALF);
  double peak = 0;

  if (taps[0][HALF - 1] == 0)
    for (int p = 0; p < FACTOR; p++)
      for (int k = 0; k < 2 * HALF; k++)
        taps[p][k] = tap (k - (HALF - 1) - (double) p / FACTOR);
  for (int i = 0; i < n; i++)
    padded[2 * HALF + i] = x[i];

  /* All phases only where samples and half-way values come within 4 dB of the largest. */
  for (int i = 0; i < n + 2 * HALF; i++) {
    rough[i] = fmax (fabs (padded[i + HALF - 1]), fabs (dot (taps[FACTOR / 2], padded + i)));
    peak = fmax (peak, rough[i]);
  }
  const double near = peak * 0.63;
  for (int i = 0; i < n + 2 * HALF; i++)
    if (rough[i] > near || (i + 1 < n + 2 * HALF && rough[i + 1] > near))
      for (int p = 1; p < FACTOR; p++)
        peak = fmax (peak, fabs (dot (taps[p], padded + i)));
  return peak;
}
