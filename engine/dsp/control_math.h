/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cheap elementary functions for control values: no range checks, a few parts in 10^8. The same
 * bits on every processor. Realtime. */
#pragma once

#include "base/types.h"

#include <math.h>
#include <string.h>

/* 2^x, |x| < 1000, within 1e-8 of it. */
static inline double
control_exp2 (double x)
{
  const double whole = floor (x + 0.5);
  const double f = (x - whole) * 0.69314718055994530942;
  const double mantissa =
      1.0 +
      f * (1.0 + f * (1.0 / 2 +
                      f * (1.0 / 6 +
                           f * (1.0 / 24 + f * (1.0 / 120 + f * (1.0 / 720 + f * (1.0 / 5040)))))));
  const uint64_t bits = (uint64_t) ((int64_t) whole + 1023) << 52;
  double scale;
  memcpy (&scale, &bits, sizeof scale);
  return mantissa * scale;
}

/* tan (x), 0 <= x <= 1.5, within 2e-6 of it. */
static inline double
control_tan (double x)
{
  const double x2 = x * x;
  const double sine =
      x * (1.0 + x2 * (-1.0 / 6 +
                       x2 * (1.0 / 120 +
                             x2 * (-1.0 / 5040 + x2 * (1.0 / 362880 + x2 * (-1.0 / 39916800))))));
  const double cosine =
      1.0 + x2 * (-1.0 / 2 +
                  x2 * (1.0 / 24 +
                        x2 * (-1.0 / 720 + x2 * (1.0 / 40320 +
                                                 x2 * (-1.0 / 3628800 + x2 * (1.0 / 479001600))))));
  return sine / cosine;
}

/* sin (2 pi x), -0.5 <= x <= 0.5, within 3e-8 of full scale. */
static inline float
control_sine (float x)
{
  /* Folded to a quarter turn, where the series is short. */
  const float y = x > 0.25f ? 0.5f - x : x < -0.25f ? -0.5f - x : x;
  const float y2 = y * y;
  return y *
         (6.28318531f +
          y2 * (-41.3417023f +
                y2 * (81.6052493f + y2 * (-76.7058597f + y2 * (42.0586940f + y2 * -15.0946426f)))));
}
