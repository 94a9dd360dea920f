/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/loudness_curve.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

void
loudness_curve_init (LoudnessCurve *curve)
{
  memset (curve, 0, sizeof *curve);
  curve->steps = 1;
}

static void
fold (float *points)
{
  for (int i = 0; i < LOUDNESS_CURVE_POINTS / 2; i++)
    points[i] = fmaxf (points[2 * i], points[2 * i + 1]);
}

void
loudness_curve_add (LoudnessCurve *curve, double momentary, double short_term)
{
  if (curve->n == LOUDNESS_CURVE_POINTS) {
    fold (curve->momentary);
    fold (curve->short_term);
    curve->n /= 2;
    curve->steps *= 2;
  }
  const int at = curve->n;
  const bool begins = curve->taken == 0;
  curve->momentary[at] =
      begins ? (float) momentary : fmaxf (curve->momentary[at], (float) momentary);
  curve->short_term[at] =
      begins ? (float) short_term : fmaxf (curve->short_term[at], (float) short_term);
  if (++curve->taken < curve->steps)
    return;
  curve->taken = 0;
  curve->n++;
}
