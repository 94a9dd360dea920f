/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/curve.h"

#include "base/math.h"

/* Index of the last point at or before, -1 when all lie behind. */
static int
find (const Curve *curve, Frames at)
{
  int low = -1, high = curve->n;
  while (high - low > 1) {
    const int middle = (low + high) / 2;
    if (curve->points[middle].at <= at)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static double
unscale (const Curve *curve, double scaled)
{
  switch (curve->scale) {
  case CURVE_LOG:
    return math_exp2 (scaled);
  case CURVE_LEVEL:
    return db_to_gain (scaled);
  default:
    return scaled;
  }
}

static double
point_value (const Curve *curve, const CurvePoint *point)
{
  return curve->scale == CURVE_LEVEL ? db_to_gain (point->value) : point->value;
}

double
curve_value (const Curve *curve, Frames at)
{
  const int i = find (curve, at);
  const CurvePoint *a = &curve->points[i < 0 ? 0 : i];

  if (i < 0 || a->at == at || i == curve->n - 1 || a->shape == CURVE_HOLD)
    return point_value (curve, a);
  const CurvePoint *b = a + 1;
  /* Exactly flat, as curve_flat_until says: no rounding of the scale, and silence stays silence. */
  if (b->value == a->value)
    return point_value (curve, a);
  double u = (double) (at - a->at) / (double) (b->at - a->at);
  if (a->shape == CURVE_BENT)
    u = math_pow (u, a->exponent);
  return unscale (curve, a->scaled + (b->scaled - a->scaled) * u);
}

Frames
curve_next_point (const Curve *curve, Frames at)
{
  const int i = find (curve, at) + 1;
  return i < curve->n ? curve->points[i].at : INT64_MAX;
}

Frames
curve_last_point (const Curve *curve, Frames at)
{
  const int i = find (curve, at);
  return i < 0 ? INT64_MIN : curve->points[i].at;
}

bool
curve_glides (const Curve *curve, Frames at, Frames least)
{
  const int i = find (curve, at - 1);

  return i >= 0 && i < curve->n - 1 && curve->points[i].shape != CURVE_HOLD &&
         curve->points[i + 1].at - curve->points[i].at >= least;
}

Frames
curve_flat_until (const Curve *curve, Frames at)
{
  int i = find (curve, at);

  if (i >= 0 && i < curve->n - 1 && curve->points[i].shape != CURVE_HOLD &&
      curve->points[i].value != curve->points[i + 1].value)
    return at;
  for (i = i < 0 ? 0 : i + 1; i < curve->n; i++) {
    const CurvePoint *before = &curve->points[i > 0 ? i - 1 : 0], *point = &curve->points[i];
    if (point->value != before->value)
      return (before->shape == CURVE_HOLD || i == 0) ? grid_before (point->at - 1) : before->at;
  }
  return INT64_MAX;
}
