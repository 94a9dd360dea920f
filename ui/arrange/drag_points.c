/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of automation: moved, added on the line, copied with Ctrl; those of a range together. */
#include "ui/arrange/drag_points.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "edit/command.h"
#include "ui/arrange/drag_private.h"
#include "ui/arrange/envelope_scale.h"

char *
point_target (const Envelope *envelope)
{
  char id[ID_TEXT_SIZE];
  if (!envelope->device)
    return g_strdup (text_get (envelope->param));
  return g_strdup_printf ("%s.%s", id_write (id, envelope->device), text_get (envelope->param));
}

char *
point_value_text (const Project *project, const Track *track, const Envelope *envelope,
                  double value)
{
  const EnvelopeScale scale = envelope_scale_of (project, track, envelope);
  const char *name = text_get (envelope->param);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  if (scale.param && scale.param->type == PARAM_ENUM)
    return g_strdup (scale.param->choices[(int) CLAMP (round (value), 0, scale.max)]);
  if ((scale.param && scale.param->type == PARAM_BOOL) || (!scale.param && !strcmp (name, "mute")))
    return g_strdup (value >= 0.5 ? "on" : "off");
  if (scale.param && scale.param->type == PARAM_INT)
    value = round (value);
  if (!scale.param && !strcmp (name, "width"))
    value *= 100;
  return g_strdup (drag_number (number, value));
}

const char *
point_place (LqDesk *desk, const Envelope *envelope, int64_t at)
{
  return lq_desk_place_exact (desk, (Position){ at, (TimeBase) envelope->base });
}

typedef struct {
  const Envelope *envelope; /* borrowed: the project does not change before the end */
  EnvelopeScale scale;
  int first, last; /* points that move */
  bool adds;
  Position held; /* where the held point is, or would begin */
  Units held_units;
  double held_share;
  Snap to;
  double share; /* added on the display scale, 0..1 */
} Points;

static double
share_of (const Points *points, int index)
{
  return envelope_scale_to (&points->scale, run_point (points->envelope->points, index)->value);
}

static Units
units_of (const Drag *drag, const Points *points, int index)
{
  const Position at = { run_point (points->envelope->points, index)->at,
                        (TimeBase) points->envelope->base };
  return tempo_map_position_units (lq_desk_map (drag->desk), at);
}

/* How far the held point moves, in the base of the envelope. */
static int64_t
travel (const Drag *drag, const Points *points)
{
  const TempoMap *map = lq_desk_map (drag->desk);
  if (points->envelope->base == TIME_ABSOLUTE)
    return points->to.units - points->held_units;
  return tempo_map_position_ticks (map, points->to.at) -
         tempo_map_position_ticks (map, points->held);
}

/* Points keep their order, and -inf stays what it is at the foot. */
static double
value_at (const Points *points, double share)
{
  return envelope_scale_from (&points->scale, CLAMP (share, 0, 1));
}

static void
keep_between (Drag *drag, Points *points)
{
  const int n = run_n (points->envelope->points);
  const Units apart = UNITS_PER_SECOND / 1000;
  const int before = points->first - 1, behind = points->last + 1;
  Units least = points->adds ? 0 : points->held_units - units_of (drag, points, points->first);
  Units most = INT64_MAX;
  if (drag_has (drag, DRAG_CTRL))
    return;
  if (before >= 0)
    least += units_of (drag, points, before) + apart;
  if (behind < n)
    most = units_of (drag, points, behind) - apart -
           (points->adds ? 0 : units_of (drag, points, points->last) - points->held_units);
  if (points->to.units >= least && points->to.units <= most)
    return;
  const Units units = CLAMP (points->to.units, least, int64_max (most, least));
  points->to = (Snap){ { units, TIME_ABSOLUTE }, units, SNAP_NONE };
}

static void
vertex (Drag *drag, Units at, double share, GhostKind kind, bool first)
{
  const Row *row = drag_row (drag);
  Ghost *ghost = drag_ghost (drag, kind, lq_desk_x (drag->desk, at),
                             row->y - (double) lq_desk_view (drag->desk)->y +
                                 automation_y (drag->desk, row, CLAMP (share, 0, 1)),
                             0, 0);
  ghost->first = first;
}

static void
show_points (Drag *drag, const Points *points)
{
  const int n = run_n (points->envelope->points);
  const Units by = points->to.units - points->held_units;
  const int before = points->first - 1, behind = points->last + 1;
  bool first = true;
  for (int pass = 0; pass < 2; pass++) {
    const GhostKind kind = pass ? GHOST_POINT : GHOST_CURVE;
    if (!pass && before >= 0)
      vertex (drag, units_of (drag, points, before), share_of (points, before), kind, first),
          first = false;
    if (points->adds)
      vertex (drag, points->to.units, points->held_share + points->share, kind, first),
          first = false;
    for (int i = points->first; !points->adds && i <= points->last; i++)
      vertex (drag, units_of (drag, points, i) + by, share_of (points, i) + points->share, kind,
              first),
          first = false;
    if (!pass && behind < n)
      vertex (drag, units_of (drag, points, behind), share_of (points, behind), kind, false);
  }
}

static void
update_points (Drag *drag)
{
  Points *points = drag->data;
  const Row *row = drag_row (drag);
  const double dx = drag->song_x - drag->from_x, dy = drag->song_y - drag->from_y;
  const SnapHow how = { .free = drag_has (drag, DRAG_ALT), .row = -1 };
  const double inside = automation_y (drag->desk, row, points->held_share) + dy;
  const bool axis = drag_has (drag, DRAG_SHIFT), along = fabs (dx) >= fabs (dy);

  points->to = (Snap){ points->held, points->held_units, SNAP_NONE };
  /* A click adds where it is. */
  if ((dx != 0 || points->adds) && !(axis && !along)) {
    points->to = snap_place (drag->desk, points->held_units + drag->at - drag->from, &how);
    keep_between (drag, points);
  }
  points->share = dy == 0 || (axis && along)
                      ? 0
                      : automation_share (drag->desk, row, inside) - points->held_share;
  show_points (drag, points);
  drag_hair (drag, &points->to);
  g_autofree char *place = drag_place (drag->desk, points->to.at);
  g_autofree char *text =
      envelope_value_text (&points->scale, value_at (points, points->held_share + points->share));
  drag_tag (drag, drag->x, drag->y, g_strdup_printf ("%s  %s", text, place));
}

static void
add_line (Drag *drag, const Points *points, const char *target, GPtrArray *lines)
{
  const Row *row = drag_row (drag);
  g_autofree char *value =
      point_value_text (lq_desk_project (drag->desk), row->node, points->envelope,
                        value_at (points, points->held_share + points->share));
  drag_add (lines, "automation.add track=%s target=%s at=%s value=%s",
            lq_desk_id (drag->desk, row->track), target,
            lq_desk_place_exact (drag->desk, points->to.at), value);
}

static void
points_lines (Drag *drag, GPtrArray *lines)
{
  const Points *points = drag->data;
  const Row *row = drag_row (drag);
  const int64_t by = travel (drag, points);
  g_autofree char *target = point_target (points->envelope);
  const int n = points->last - points->first + 1;

  if (points->adds) {
    add_line (drag, points, target, lines);
    return;
  }
  if (by == 0 && points->share == 0)
    return;
  /* A point replaces one that is at its place: those in front go first. */
  for (int i = 0; i < n; i++) {
    const int index = by > 0 ? points->last - i : points->first + i;
    const Point *point = run_point (points->envelope->points, index);
    g_autofree char *value = point_value_text (
        lq_desk_project (drag->desk), row->node, points->envelope,
        points->share == 0 ? point->value
                           : value_at (points, share_of (points, index) + points->share));
    const char *id = lq_desk_id (drag->desk, row->track);
    const char *to = point_place (drag->desk, points->envelope, point->at + by);
    if (drag_has (drag, DRAG_CTRL))
      drag_add (lines, "automation.add track=%s target=%s at=%s value=%s shape=%s", id, target, to,
                value, point_shapes[point->shape]);
    else
      drag_add (lines, "automation.move track=%s target=%s at=%s to=%s value=%s", id, target,
                point_place (drag->desk, points->envelope, point->at), to, value);
  }
}

static const DragKind kind = { update_points, points_lines, NULL, NULL, NULL };

/* The points of the range that the held one lies in. */
static void
take_range (Drag *drag, Points *points)
{
  Units from, to;
  int first, last;
  const int n = run_n (points->envelope->points);
  if (!lq_desk_range (drag->desk, &from, &to, &first, &last) || drag->hit.row < first ||
      drag->hit.row > last || points->held_units < from || points->held_units > to)
    return;
  while (points->first > 0 && units_of (drag, points, points->first - 1) >= from)
    points->first--;
  while (points->last + 1 < n && units_of (drag, points, points->last + 1) <= to)
    points->last++;
}

void
drag_begin_points (Drag *drag)
{
  const Row *row = drag_row (drag);
  const TempoMap *map = lq_desk_map (drag->desk);
  Points *points = g_new0 (Points, 1);

  drag->kind = &kind;
  drag->data = points;
  points->envelope = envelope_of_row (row);
  points->scale = envelope_scale_of (lq_desk_project (drag->desk), row->node, points->envelope);
  points->adds = drag->hit.kind == HIT_LINE;
  points->first = points->last = drag->hit.index;
  if (points->adds) {
    points->first = drag->hit.index + 1;
    points->last = drag->hit.index;
    points->held_units = drag->from;
    points->held = (Position){ tempo_map_ticks (map, drag->from), TIME_MUSICAL };
    points->held_share = automation_share (drag->desk, row, drag->from_y - row->y);
  } else {
    points->held_units = units_of (drag, points, drag->hit.index);
    points->held = (Position){ run_point (points->envelope->points, drag->hit.index)->at,
                               (TimeBase) points->envelope->base };
    points->held_share = share_of (points, drag->hit.index);
    take_range (drag, points);
  }
}
