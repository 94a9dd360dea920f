/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/points_write.h"

#include <math.h>

#define BENT_PARTS 32 /* lines in place of a bent segment */

static double
value_at (const Run *points, const PointStretch *stretch, int64_t at)
{
  return run_n (points) ? points_value (points, at, &stretch->scale) : stretch->still;
}

static PointShape
shape_of (const PointStretch *stretch)
{
  return stretch->steps ? POINT_HOLD : POINT_LINEAR;
}

/* --- Writing
 * ---------------------------------------------------------------------------------------------- */

/* The curve up to the stretch. A bent segment that ends earlier bends the same way. */
static void
keep_before (Run **made, const Run *points, const PointStretch *stretch)
{
  int i = 0;

  for (; i < run_n (points) && run_point (points, i)->at < stretch->before; i++)
    run_append_point (made, run_point (points, i));
  if (stretch->before == stretch->from)
    return;
  const Point left = { .at = stretch->before,
                       .value = value_at (points, stretch, stretch->before),
                       .shape = shape_of (stretch) };
  run_append_point (made, &left);
}

/* The rest of a bent segment is no such segment itself. */
static void
bend (Run **made, const Run *points, const PointStretch *stretch, int64_t to)
{
  const int64_t from = stretch->behind;

  for (int k = 0; k < BENT_PARTS; k++) {
    const int64_t at = from + (to - from) * k / BENT_PARTS;
    if (k > 0 && at <= from + (to - from) * (k - 1) / BENT_PARTS)
      continue;
    const Point part = { .at = at, .value = value_at (points, stretch, at), .shape = POINT_LINEAR };
    run_append_point (made, &part);
  }
}

static void
keep_behind (Run **made, const Run *points, const PointStretch *stretch)
{
  const int n = run_n (points), over = n ? points_before (points, stretch->behind) : -1;
  const Point *governs = over >= 0 ? run_point (points, over) : NULL;
  const Point *last = run_point (*made, run_n (*made) - 1);

  if (over == n - 1 && stretch->steps && last->value == value_at (points, stretch, stretch->behind))
    return; /* the last value holds */
  if (governs && governs->at == stretch->behind)
    run_append_point (made, governs);
  else if (governs && governs->shape == POINT_CURVE && over + 1 < n)
    bend (made, points, stretch, run_point (points, over + 1)->at);
  else {
    Point reached = { .at = stretch->behind,
                      .value = value_at (points, stretch, stretch->behind),
                      .shape = shape_of (stretch) };
    if (governs && over + 1 < n)
      reached.shape = governs->shape;
    else if (!governs && n > 0)
      reached.shape = POINT_HOLD; /* the first value holds up to the first point */
    run_append_point (made, &reached);
  }
  for (int i = over + 1; i < n; i++)
    run_append_point (made, run_point (points, i));
}

void
points_write (Run **points, const PointStretch *stretch, const Point *written, int n,
              double tolerance)
{
  Run *made = NULL;

  g_return_if_fail (n > 0);
  keep_before (&made, *points, stretch);
  for (int i = 0; i < n; i++) {
    Point point = written[i];
    point.shape = shape_of (stretch);
    if (i == 0)
      point.at = stretch->from;
    run_append_point (&made, &point);
    if (i == 0 && written[0].at > stretch->from) {
      point.at = written[0].at;
      run_append_point (&made, &point);
    }
  }
  if (written[n - 1].at < stretch->to) {
    Point last = written[n - 1];
    last.at = stretch->to;
    last.shape = shape_of (stretch);
    run_append_point (&made, &last);
  }
  keep_behind (&made, *points, stretch);
  points_thin (&made, stretch->before, stretch->behind, tolerance, &stretch->scale);
  run_unref (*points);
  *points = made;
}

/* --- Raising
 * ---------------------------------------------------------------------------------------------- */

static int
compare_times (const void *a, const void *b)
{
  const int64_t p = *(const int64_t *) a, q = *(const int64_t *) b;
  return p < q ? -1 : p > q;
}

/* Every place where the sum may have a corner. */
static GArray *
corners (const Run *points, const PointStretch *stretch, const Point *offsets, int n)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (int64_t));
  const int64_t step = MAX (stretch->behind - stretch->to, 1);

  g_array_append_val (times, stretch->from);
  g_array_append_val (times, stretch->to);
  for (int i = 0; i < n; i++)
    g_array_append_val (times, offsets[i].at);
  for (int i = 0; i < run_n (points); i++) {
    const Point *point = run_point (points, i);
    const Point *next = i + 1 < run_n (points) ? run_point (points, i + 1) : NULL;
    g_array_append_val (times, point->at);
    if (!next || next->at < stretch->from || point->at > stretch->to)
      continue;
    const int64_t jump = next->at - step;
    if (point->shape == POINT_HOLD && jump > point->at)
      g_array_append_val (times, jump);
    for (int k = 1; point->shape == POINT_CURVE && k < BENT_PARTS; k++) {
      const int64_t at = point->at + (next->at - point->at) * k / BENT_PARTS;
      g_array_append_val (times, at);
    }
  }
  g_array_sort (times, compare_times);
  return times;
}

static double
raised (const PointStretch *stretch, double value, double offset)
{
  if (stretch->scale.decibels && value == -INFINITY)
    return value;
  const double there = point_to_scale (&stretch->scale, value) + offset;
  return CLAMP (point_from_scale (&stretch->scale, there), stretch->least, stretch->most);
}

GArray *
points_raise (const Run *points, const PointStretch *stretch, const Point *offsets, int n)
{
  const PointScale straight = { 0 };
  g_autoptr (GArray) times = corners (points, stretch, offsets, n);
  GArray *written = g_array_new (FALSE, TRUE, sizeof (Point));
  Run *line = NULL;

  for (int i = 0; i < n; i++) {
    Point offset = offsets[i];
    offset.shape = POINT_LINEAR;
    run_append_point (&line, &offset);
  }
  for (guint i = 0; i < times->len; i++) {
    Point point = { .at = g_array_index (times, int64_t, i), .shape = POINT_LINEAR };
    if (point.at < stretch->from || point.at > stretch->to ||
        (written->len && g_array_index (written, Point, written->len - 1).at == point.at))
      continue;
    point.value = raised (stretch, value_at (points, stretch, point.at),
                          points_value (line, point.at, &straight));
    g_array_append_val (written, point);
  }
  run_unref (line);
  return written;
}
