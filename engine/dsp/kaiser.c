/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/kaiser.h"

#include "base/math.h"

/* Modified Bessel function of order zero, by its power series. */
static double
bessel_i0 (double x)
{
  const double q = x * x / 4.0;
  double term = 1.0, sum = 1.0;
  for (int k = 1; k < 200 && term > sum * 1e-17; k++) {
    term *= q / ((double) k * k);
    sum += term;
  }
  return sum;
}

double
kaiser_beta (double attenuation_db)
{
  return 0.1102 * (attenuation_db - 8.7);
}

double
kaiser_sinc (double t, double half_width, double beta)
{
  const double u = t / half_width;
  if (u <= -1.0 || u >= 1.0)
    return 0.0;
  const double sinc = t == 0.0 ? 1.0 : math_sin (MATH_PI * t) / (MATH_PI * t);
  return sinc * bessel_i0 (beta * sqrt (1.0 - u * u)) / bessel_i0 (beta);
}

int
kaiser_half_band_side (double passband, double attenuation_db)
{
  const double transition = 0.5 - 2.0 * passband;
  const double taps = (attenuation_db - 7.95) / (14.36 * transition) + 1.0;
  return (int) floor ((taps + 1.0) / 4.0) + 1;
}

void
kaiser_half_band (float *taps, int side, double attenuation_db)
{
  const double beta = kaiser_beta (attenuation_db);
  double sum = 0.0;

  for (int i = 0; i < side; i++)
    sum += kaiser_sinc ((2 * i - (2 * side - 1)) / 2.0, side, beta);
  for (int i = 0; i < side; i++)
    taps[i] = (float) (kaiser_sinc ((2 * i - (2 * side - 1)) / 2.0, side, beta) * 0.25 / sum);
}
