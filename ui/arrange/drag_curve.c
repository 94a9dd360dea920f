/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Segments of automation that are bent, and curves of the pencil. */
#include <math.h>

#include "ui/arrange/drag_points.h"
#include "ui/arrange/drag_private.h"
#include "ui/arrange/envelope_scale.h"
#include "ui/desk/target.h"

#define STEPS 24 /* that a bent segment is drawn in */
#define STRAIGHT 0.04 /* tension that is none */

typedef struct {
  const Envelope *envelope; /* borrowed: the project does not change before the end */
  EnvelopeScale scale;
  double tension;
} Bend;

static void
vertex (Drag *drag, double x, double share, bool first)
{
  const Row *row = drag_row (drag);
  drag_ghost (
      drag, GHOST_CURVE, x,
      row->y - (double) lq_desk_view (drag->desk)->y + automation_y (drag->desk, row, share), 0, 0)
      ->first = first;
}

static void
update_bend (Drag *drag)
{
  Bend *bend = drag->data;
  const Row *row = drag_row (drag);
  const TempoMap *map = lq_desk_map (drag->desk);
  double shares[2], x[2];
  for (int i = 0; i < 2; i++) {
    const Point *point = run_point (bend->envelope->points, drag->hit.index + i);
    const Position at = { point->at, (TimeBase) bend->envelope->base };
    shares[i] = envelope_scale_to (&bend->scale, point->value);
    x[i] = lq_desk_x (drag->desk, tempo_map_position_units (map, at));
  }
  const double now = automation_share (drag->desk, row, drag->song_y - row->y);
  const double span = shares[1] - shares[0];
  /* The curve goes through the pointer at the segment's middle. */
  const double part = span == 0 ? 0.5 : CLAMP ((now - shares[0]) / span, 1e-6, 1 - 1e-6);
  const double tension = log2 (log (part) / log (0.5)) / 4;
  bend->tension = fabs (tension) < STRAIGHT ? 0 : CLAMP (tension, -1, 1);
  for (int i = 0; i <= STEPS; i++) {
    const double u = i / (double) STEPS, bent = pow (u, exp2 (4 * bend->tension));
    vertex (drag, x[0] + u * (x[1] - x[0]), shares[0] + bent * span, i == 0);
  }
  drag_tag (drag, drag->x, drag->y, g_strdup_printf ("%+.0f %%", bend->tension * 100));
}

static void
bend_lines (Drag *drag, GPtrArray *lines)
{
  const Bend *bend = drag->data;
  const Point *point = run_point (bend->envelope->points, drag->hit.index);
  g_autofree char *target = point_target (bend->envelope);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  if (bend->tension == (point->shape == POINT_CURVE ? point->tension : 0))
    return;
  drag_add (lines, "automation.move track=%s target=%s at=%s shape=%s tension=%s",
            lq_desk_id (drag->desk, drag_row (drag)->track), target,
            point_place (drag->desk, bend->envelope, point->at),
            bend->tension == 0 ? "linear" : "curve",
            g_ascii_formatd (number, sizeof number, "%.3f", bend->tension));
}

static const DragKind bend_kind = { update_bend, bend_lines, NULL, NULL, NULL };

void
drag_begin_bend (Drag *drag)
{
  const Row *row = drag_row (drag);
  Bend *bend = g_new0 (Bend, 1);
  drag->kind = &bend_kind;
  drag->data = bend;
  bend->envelope = envelope_of_row (row);
  bend->scale = envelope_scale_of (lq_desk_project (drag->desk), row->node, bend->envelope);
  const Point *point = run_point (bend->envelope->points, drag->hit.index);
  bend->tension = point->shape == POINT_CURVE ? point->tension : 0;
}

typedef struct {
  Units at;
  double share;
} Drawn;

typedef struct {
  const Envelope *envelope;
  EnvelopeScale scale;
  GArray *drawn; /* Drawn, in the order of time, one for a place */
  Drawn last;
} Pencil;

static void
put (GArray *drawn, Units at, double share)
{
  guint i = 0;
  while (i < drawn->len && g_array_index (drawn, Drawn, i).at < at)
    i++;
  if (i < drawn->len && g_array_index (drawn, Drawn, i).at == at) {
    g_array_index (drawn, Drawn, i).share = share;
    return;
  }
  const Drawn now = { at, share };
  g_array_insert_val (drawn, i, now);
}

/* What the way back passes over is drawn anew. */
static void
wipe (GArray *drawn, Units a, Units b)
{
  for (guint i = drawn->len; i-- > 0;) {
    const Units at = g_array_index (drawn, Drawn, i).at;
    if (at > int64_min (a, b) && at < int64_max (a, b))
      g_array_remove_index (drawn, i);
  }
}

static void
update_pencil (Drag *drag)
{
  Pencil *pencil = drag->data;
  const Row *row = drag_row (drag);
  const Snap snap = drag_snap (drag);
  const double share = automation_share (drag->desk, row, drag->song_y - row->y);

  if (pencil->drawn->len > 0)
    wipe (pencil->drawn, pencil->last.at, snap.units);
  put (pencil->drawn, snap.units, share);
  pencil->last = (Drawn){ snap.units, share };
  for (guint i = 0; i < pencil->drawn->len; i++) {
    const Drawn *drawn = &g_array_index (pencil->drawn, Drawn, i);
    vertex (drag, lq_desk_x (drag->desk, drawn->at), drawn->share, i == 0);
  }
  drag_tag (drag, drag->x, drag->y,
            envelope_value_text (&pencil->scale, envelope_scale_from (&pencil->scale, share)));
}

static void
pencil_lines (Drag *drag, GPtrArray *lines)
{
  const Pencil *pencil = drag->data;
  const Row *row = drag_row (drag);
  g_autofree char *target = point_target (pencil->envelope);
  g_autoptr (GString) text = g_string_new (NULL);
  const guint n = pencil->drawn->len;
  Units ends[2] = { 0 };

  for (guint i = 0; i < n; i++) {
    const Drawn *drawn = &g_array_index (pencil->drawn, Drawn, i);
    g_autofree char *value =
        point_value_text (lq_desk_project (drag->desk), row->node, pencil->envelope,
                          envelope_scale_from (&pencil->scale, drawn->share));
    if (n == 1) {
      drag_add (lines, "automation.add track=%s target=%s at=%s value=%s",
                lq_desk_id (drag->desk, row->track), target, desk_place (drag->desk, drawn->at),
                value);
      return;
    }
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT ":%s", i ? "," : "",
                            units_to_frames (drawn->at, lq_desk_rate (drag->desk)), value);
    ends[i > 0] = drawn->at;
  }
  drag_add (lines, "automation.write track=%s target=%s from=%s to=%s points=%s",
            lq_desk_id (drag->desk, row->track), target, desk_place (drag->desk, ends[0]),
            desk_place (drag->desk, ends[1]), text->str);
}

static void
pencil_free (Drag *drag)
{
  g_array_unref (((Pencil *) drag->data)->drawn);
}

static const DragKind pencil_kind = { update_pencil, pencil_lines, NULL, NULL, pencil_free };

void
drag_begin_pencil (Drag *drag)
{
  const Row *row = drag_row (drag);
  Pencil *pencil = g_new0 (Pencil, 1);
  drag->kind = &pencil_kind;
  drag->data = pencil;
  pencil->envelope = envelope_of_row (row);
  pencil->scale = envelope_scale_of (lq_desk_project (drag->desk), row->node, pencil->envelope);
  pencil->drawn = g_array_new (FALSE, FALSE, sizeof (Drawn));
}
