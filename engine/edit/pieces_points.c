/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Automation as pieces lay it: what a curve did inside a piece it does there still. */
#include <math.h>
#include <string.h>

#include "edit/device_values.h"
#include "edit/pieces.h"
#include "edit/points.h"

/* A point, on its way into the new curve. */
typedef struct {
  Point point;
  bool edge; /* added, to keep the curve: it goes again where it says nothing */
} Laid;

static PointScale
scale_of (const Layout *layout, const Envelope *envelope)
{
  const Node *node = envelope->device ? project_find (layout->old, envelope->device, NULL) : NULL;
  const DeviceSpec *spec = node && node->kind == NODE_EFFECT
                               ? device_spec_of (layout->edit->host, (const Effect *) node)
                               : NULL;
  for (int i = 0; spec && i < spec->n_params; i++)
    if (strcmp (spec->params[i].name, text_get (envelope->param)) == 0)
      return point_scale (&spec->params[i], NULL);
  return point_scale (NULL, text_get (envelope->param));
}

static void
add (GArray *laid, Point point, bool is_edge)
{
  Laid *last = laid->len ? &g_array_index (laid, Laid, laid->len - 1) : NULL;
  const Laid one = { point, is_edge };

  if (last && last->point.at >= point.at)
    return;
  g_array_append_val (laid, one);
}

/* `more`: something else comes behind the piece. */
static void
lay_piece (GArray *laid, const Run *points, int64_t from, int64_t to, int64_t at, bool more,
           const PointScale *scale)
{
  const int first = run_lower_bound (points, from), n = run_n (points);
  int i = first;

  /* A range within one tick has no tick of its own. */
  if (to <= from)
    return;
  if (i == n || run_point (points, i)->at > from) {
    const int before = points_before (points, from);
    Point start = { .at = at, .value = points_value (points, from, scale), .shape = POINT_HOLD };
    if (before >= 0) {
      start.shape = run_point (points, before)->shape;
      start.tension = run_point (points, before)->tension;
    }
    add (laid, start, true);
  }
  for (; i < n && run_point (points, i)->at < to; i++) {
    Point point = *run_point (points, i);
    point.at += at - from;
    add (laid, point, false);
  }
  /* The curve ends where the piece does, whatever comes next. */
  if (i < n) {
    const int64_t last = MAX (to - 1, from);
    Laid *end = &g_array_index (laid, Laid, laid->len - 1);
    const double value = points_value (points, last, scale);
    if (end->point.value == value)
      end->point.shape = POINT_HOLD;
    else
      add (laid, (Point){ .at = at + last - from, .value = value, .shape = POINT_HOLD }, true);
  } else if (more && laid->len) {
    g_array_index (laid, Laid, laid->len - 1).point.shape = POINT_HOLD;
  }
}

/* Whether the curve is the same without the point between its neighbors (NULL: none). */
static bool
is_idle (const Point *before, const Point *point, const Point *behind, const PointScale *scale)
{
  if (!before)
    return behind && behind->value == point->value;
  if (!behind || before->shape == POINT_HOLD)
    return before->value == point->value && (!behind || point->shape == POINT_HOLD);
  if (before->shape != POINT_LINEAR || point->shape != POINT_LINEAR)
    return false;
  Run *straight = NULL;
  run_append_point (&straight, before);
  run_append_point (&straight, behind);
  const double value = points_value (straight, point->at, scale);
  run_unref (straight);
  return value == point->value || fabs (value - point->value) <= 1e-9 * MAX (1, fabs (value));
}

Run *
layout_points (const Layout *layout, const Envelope *envelope)
{
  const PointScale scale = scale_of (layout, envelope);
  const bool musical = envelope->base == TIME_MUSICAL;
  const guint room = (guint) (run_n (envelope->points) + 2 * layout->n);
  g_autoptr (GArray) laid = g_array_sized_new (FALSE, FALSE, sizeof (Laid), room);
  int n = 0;

  if (run_n (envelope->points) == 0)
    return NULL;
  for (int p = 0; p < layout->n; p++) {
    const Piece *piece = &layout->pieces[p];
    lay_piece (laid, envelope->points, musical ? piece->from.ticks : piece->from.units,
               musical ? piece->to.ticks : piece->to.units,
               musical ? piece->at.ticks : piece->at.units, p + 1 < layout->n || !layout->seen,
               &scale);
  }
  g_autofree Point *points = g_new (Point, laid->len + 1);
  for (guint i = 0; i < laid->len; i++) {
    const Laid *one = &g_array_index (laid, Laid, i);
    const Laid *behind = i + 1 < laid->len ? one + 1 : NULL;
    if (one->edge && is_idle (n > 0 ? &points[n - 1] : NULL, &one->point,
                              behind ? &behind->point : NULL, &scale))
      continue;
    points[n++] = one->point;
  }
  /* A curve that is one value everywhere still says that value. */
  if (n == 0 && laid->len)
    points[n++] = g_array_index (laid, Laid, 0).point;
  return run_new_points (points, n);
}
