/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/automation_limit.h"

#define RAMP_MS 10

static const TracePoint *
point_at (const TraceStretch *stretch, guint index)
{
  return &g_array_index (stretch->points, TracePoint, index);
}

/* What the line is at a place: points before it count, and the first where there is none. */
static double
line_at (const TraceStretch *stretch, const AutomationModel *model, Frames song)
{
  guint behind = 0;

  while (behind < stretch->points->len && point_at (stretch, behind)->song <= song)
    behind++;
  if (behind == 0)
    return point_at (stretch, 0)->y;
  const TracePoint *left = point_at (stretch, behind - 1);
  if (model->steps || behind == stretch->points->len)
    return left->y;
  const TracePoint *right = point_at (stretch, behind);
  const double share = (double) (song - left->song) / (double) (right->song - left->song);
  return left->y + share * (right->y - left->y);
}

static double
rest_at (const TraceStretch *stretch, const AutomationModel *model, Frames song)
{
  if (stretch->trims)
    return 0;
  const double value = automation_model_at (model, song);
  return model->steps ? value : automation_model_to_scale (model, value);
}

static void
add (GArray *points, Frames song, double y)
{
  const TracePoint point = { song, y };
  g_array_append_val (points, point);
}

static void
cut (TraceStretch *stretch, const AutomationModel *model, Frames from, Frames to, int rate)
{
  const bool cuts_start = stretch->from<from, cuts_end = stretch->to> to;
  const Frames start = MAX (stretch->from, from), end = MIN (stretch->to, to);
  const Frames ramp = model->steps ? 0 : MIN ((Frames) rate * RAMP_MS / 1000, (end - start) / 2);
  const Frames first = cuts_start ? start + ramp : start, last = cuts_end ? end - ramp : end;
  GArray *points = g_array_new (FALSE, FALSE, sizeof (TracePoint));

  if (cuts_start && ramp > 0)
    add (points, start, rest_at (stretch, model, start));
  if (cuts_start)
    add (points, first, line_at (stretch, model, first));
  for (guint i = 0; i < stretch->points->len; i++) {
    const TracePoint *point = point_at (stretch, i);
    if ((!cuts_start || point->song > first) && (!cuts_end || point->song < last))
      g_array_append_val (points, *point);
  }
  if (cuts_end && ramp > 0 && last > first)
    add (points, last, line_at (stretch, model, last));
  if (cuts_end)
    add (points, end, rest_at (stretch, model, end));
  g_array_unref (stretch->points);
  stretch->points = points;
  stretch->from = start;
  stretch->to = end;
}

void
automation_limit (GPtrArray *stretches, const AutomationModel *model, Frames from, Frames to,
                  int rate)
{
  for (guint i = stretches->len; i-- > 0;) {
    TraceStretch *stretch = stretches->pdata[i];
    if (stretch->from >= to || stretch->to <= from || from >= to)
      g_ptr_array_remove_index (stretches, i);
    else if (stretch->from < from || stretch->to > to)
      cut (stretch, model, from, to, rate);
  }
}
