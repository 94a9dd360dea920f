/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/points.h"

#include <math.h>
#include <string.h>

#include "base/math.h"

#define SILENCE_DB -90.0
#define MANY_POINTS 256

PointScale
point_scale (const ParamSpec *spec, const char *param)
{
  if (!spec && param && strcmp (param, "gain") == 0)
    return (PointScale){ .decibels = true, .step = 0.1 };
  if (!spec)
    return (PointScale){ .step = 0.01 };
  if (spec->unit == PARAM_UNIT_DB)
    return (PointScale){ .decibels = true, .step = 0.1 };
  if (spec->scale == PARAM_LOG)
    return (PointScale){ .log = true, .step = math_log (spec->max / spec->min) / 100 };
  return (PointScale){ .step = (spec->max - spec->min) / 100 };
}

double
point_to_scale (const PointScale *scale, double value)
{
  if (scale->decibels)
    return value == -INFINITY ? SILENCE_DB : value;
  return scale->log ? math_log (MAX (value, 1e-300)) : value;
}

double
point_from_scale (const PointScale *scale, double x)
{
  if (scale->decibels)
    return x <= SILENCE_DB ? -INFINITY : x;
  return scale->log ? math_exp (x) : x;
}

int
points_before (const Run *points, int64_t at)
{
  const int index = run_lower_bound (points, at);
  if (index < run_n (points) && run_point (points, index)->at == at)
    return index;
  return index - 1;
}

/* On the display scale, between two points. */
static double
between (const Point *a, const Point *b, int64_t at, const PointScale *scale)
{
  const double low = point_to_scale (scale, a->value), high = point_to_scale (scale, b->value);
  double u = (double) (at - a->at) / (double) (b->at - a->at);

  if (a->shape == POINT_HOLD)
    return low;
  if (a->shape == POINT_CURVE && u > 0)
    u = math_pow (u, math_exp2 (4 * a->tension));
  return low + (high - low) * u;
}

double
points_value (const Run *points, int64_t at, const PointScale *scale)
{
  const int n = run_n (points), index = points_before (points, at);

  if (index < 0)
    return run_point (points, 0)->value;
  const Point *a = run_point (points, index);
  if (index == n - 1 || a->at == at || a->shape == POINT_HOLD)
    return a->value;
  const Point *b = run_point (points, index + 1);
  if (a->value == b->value)
    return a->value;
  return point_from_scale (scale, between (a, b, at, scale));
}

/* The point between two that lies farthest off the line through them, or -1 when all are within the
 * tolerance. Of many points one in their middle is taken where it lies as far off: a saw of
 * equal teeth would be taken apart tooth by tooth. */
static int
find_corner (const Point *points, int first, int last, double tolerance, const PointScale *scale)
{
  const Point straight = { .at = points[first].at,
                           .value = points[first].value,
                           .shape = POINT_LINEAR };
  const int quarter = (last - first) / 4;
  double most = tolerance, most_inside = tolerance;
  int corner = -1, inside = -1;

  for (int i = first + 1; i < last; i++) {
    const double off = fabs (point_to_scale (scale, points[i].value) -
                             between (&straight, &points[last], points[i].at, scale));
    if (off > most) {
      most = off;
      corner = i;
    }
    if (off > most_inside && i >= first + quarter && i <= last - quarter) {
      most_inside = off;
      inside = i;
    }
  }
  return quarter >= MANY_POINTS / 4 && inside >= 0 && most_inside >= 0.95 * most ? inside : corner;
}

/* Marks what must stay of the points between first and last, which stay (Ramer, Douglas, Peucker on
 * the vertical distance). It calls itself for the shorter side only: no depth of the stack could
 * hold a minute of moves otherwise. */
static void
keep_corners (const Point *points, int first, int last, char *keep, double tolerance,
              const PointScale *scale)
{
  int corner;

  while ((corner = find_corner (points, first, last, tolerance, scale)) >= 0) {
    keep[corner] = 1;
    if (corner - first < last - corner) {
      keep_corners (points, first, corner, keep, tolerance, scale);
      first = corner;
    } else {
      keep_corners (points, corner, last, keep, tolerance, scale);
      last = corner;
    }
  }
}

int
points_thin (Run **points, int64_t from, int64_t to, double tolerance, const PointScale *scale)
{
  const int n = run_n (*points);
  g_autofree Point *all = g_new (Point, n + 1);
  g_autofree char *keep = g_new0 (char, n + 1);
  Run *thinned = NULL;
  int first = 0, kept = 0;

  if (n < 3)
    return 0;
  for (int i = 0; i < n; i++) {
    all[i] = *run_point (*points, i);
    /* Only straight lines between straight lines can be drawn by one. */
    keep[i] = i == 0 || i == n - 1 || all[i].at < from || all[i].at > to ||
              (all[i].shape != POINT_LINEAR &&
               !(all[i].shape == POINT_HOLD && all[i - 1].shape == POINT_HOLD &&
                 fabs (point_to_scale (scale, all[i].value) -
                       point_to_scale (scale, all[i - 1].value)) == 0));
    if (all[i].shape == POINT_LINEAR && i > 0 && all[i - 1].shape != POINT_LINEAR)
      keep[i] = 1;
  }
  for (int i = 1; i < n; i++)
    if (keep[i]) {
      if (all[first].shape == POINT_LINEAR)
        keep_corners (all, first, i, keep, tolerance, scale);
      first = i;
    }
  for (int i = 0; i < n; i++)
    if (keep[i]) {
      run_append_point (&thinned, &all[i]);
      kept++;
    }
  run_unref (*points);
  *points = thinned;
  return n - kept;
}

void
points_replace (Run **points, int index, const Point *point)
{
  /* What the file said of it that we do not know is held by the point that goes. */
  if (point->unknown)
    g_ref_string_acquire (point->unknown);
  run_remove (points, index);
  run_insert_point (points, point);
  if (point->unknown)
    g_ref_string_release (point->unknown);
}
