/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zones of automation lanes. */
#include <math.h>

#include "ui/arrange/envelope_scale.h"
#include "ui/arrange/hit_private.h"

#define POINT_REACH 8 /* design units, here and below */
#define LINE_REACH 6
#define BEND_LEAST 40 /* segments that are shorter have no handle */
#define PAD 4

/* As lane_draw.c draws it. */
double
automation_y (LqDesk *desk, const Row *row, double share)
{
  const int pad = lq_desk_px (desk, PAD);
  return pad + (1 - share) * (row->height - 1 - 2 * pad);
}

double
automation_share (LqDesk *desk, const Row *row, double y)
{
  const int pad = lq_desk_px (desk, PAD);
  return CLAMP (1 - (y - pad) / fmax (row->height - 1 - 2 * pad, 1), 0, 1);
}

const Envelope *
envelope_of_row (const Row *row)
{
  const int index = row->kind == ROW_AUTOMATION ? list_find (row->node->envelopes, row->item) : -1;
  return index < 0 ? NULL : (const Envelope *) list_get (row->node->envelopes, index);
}

typedef struct {
  double x, y;
} Spot;

static Spot
spot_of (LqDesk *desk, const Row *row, const Envelope *envelope, const EnvelopeScale *scale,
         int index)
{
  const Point *point = run_point (envelope->points, index);
  const Position at = { point->at, (TimeBase) envelope->base };
  return (Spot){ lq_desk_x (desk, tempo_map_position_units (lq_desk_map (desk), at)),
                 automation_y (desk, row, envelope_scale_to (scale, point->value)) };
}

/* The height of the line at x, between two points. */
static double
line_y (const Point *from, Spot a, Spot b, double x)
{
  const double u = b.x > a.x ? (x - a.x) / (b.x - a.x) : 1;
  if (from->shape == POINT_HOLD)
    return a.y;
  return a.y + (b.y - a.y) * (from->shape == POINT_CURVE ? pow (u, exp2 (4 * from->tension)) : u);
}

void
hit_automation (LqDesk *desk, const Row *row, double x, double inside, Hit *hit)
{
  const Envelope *envelope = envelope_of_row (row);
  const int n = envelope ? run_n (envelope->points) : 0;

  hit->kind = HIT_AUTOMATION;
  if (n == 0)
    return;
  const EnvelopeScale scale = envelope_scale_of (lq_desk_project (desk), row->node, envelope);
  const double reach = lq_desk_px (desk, POINT_REACH);
  const Units from = int64_max (lq_desk_at (desk, x - 2 * reach), 0);
  const Position start = { from, TIME_ABSOLUTE };
  const int64_t first_at =
      tempo_map_rebase (lq_desk_map (desk), start, (TimeBase) envelope->base).value;
  const int first = MAX (run_lower_bound (envelope->points, first_at) - 1, 0);
  double nearest = reach;

  for (int i = first; i < n; i++) {
    const Spot spot = spot_of (desk, row, envelope, &scale, i);
    if (spot.x > x + reach)
      break;
    const double distance = hypot (spot.x - x, spot.y - inside);
    if (distance < nearest) {
      nearest = distance;
      hit->kind = HIT_POINT;
      hit->index = i;
      hit->x = spot.x;
      hit->y = row->y + spot.y;
    }
  }
  if (hit->kind == HIT_POINT)
    return;

  int before = -1;
  for (int i = first; i < n && spot_of (desk, row, envelope, &scale, i).x <= x; i++)
    before = i;
  double y = spot_of (desk, row, envelope, &scale, MAX (before, 0)).y;
  if (before >= 0 && before + 1 < n) {
    const Spot a = spot_of (desk, row, envelope, &scale, before),
               b = spot_of (desk, row, envelope, &scale, before + 1);
    const Point *point = run_point (envelope->points, before);
    const double middle = (a.x + b.x) / 2, handle = line_y (point, a, b, middle);
    if (point->shape != POINT_HOLD && b.x - a.x >= lq_desk_px (desk, BEND_LEAST) &&
        hypot (middle - x, handle - inside) < reach) {
      *hit = (Hit){ HIT_BEND, hit->row, N_RULERS,       0, hit->item, before,
                    hit->at,  middle,   row->y + handle };
      return;
    }
    y = line_y (point, a, b, x);
  }
  hit->index = before;
  if (fabs (y - inside) < lq_desk_px (desk, LINE_REACH)) {
    hit->kind = HIT_LINE;
    hit->x = x;
    hit->y = row->y + y;
  }
}
