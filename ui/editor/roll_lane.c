/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/editor/roll_lane.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "edit/controllers.h"
#include "edit/expressions.h"
#include "edit/notes.h"

#define REACH 6 /* design units around a point */
#define MARGIN 4 /* above the highest value and below the lowest */
#define CURVE_BEND 4.0 /* octaves of the exponent of a curve's full tension */

void
roll_lane_show (Roll *roll, const char *param)
{
  g_autofree char *kept = g_strdup (param); /* it may be the one that goes */
  roll_drag_cancel (roll);
  g_free (roll->lane);
  roll->lane = g_steal_pointer (&kept);
  roll_lane_enter (roll, param != NULL);
  roll_tell (roll, ROLL_STATE);
}

void
roll_lane_enter (Roll *roll, bool enter)
{
  const bool in = enter && roll->lane;
  if (in == roll->in_lane)
    return;
  roll->in_lane = in;
  roll->ranged = false;
  roll_tell (roll, ROLL_STATE | ROLL_CURSOR);
}

GPtrArray *
roll_lane_used (const Roll *roll)
{
  GPtrArray *used = g_ptr_array_new_with_free_func (g_free);
  const Clip *clip = roll_clip (roll);
  const Clip *content = clip ? notes_content (lq_desk_project (roll->desk), clip) : NULL;
  for (int i = 0; content && i < list_n (content->envelopes); i++) {
    const char *param = text_get (((const Envelope *) list_get (content->envelopes, i))->param);
    if (controller_is (param))
      g_ptr_array_add (used, g_strdup (param));
  }
  return used;
}

char *
roll_lane_name (const char *param)
{
  static const struct {
    const char *param, *name;
  } names[] = {
    { "note:pitch", N_ ("Note pitch") },
    { "note:pressure", N_ ("Note pressure") },
    { "note:timbre", N_ ("Note timbre") },
    { "bend", N_ ("Bend") },
    { "pressure", N_ ("Pressure") },
    { "program", N_ ("Program") },
    { "cc1", N_ ("Modulation") },
    { "cc2", N_ ("Breath") },
    { "cc4", N_ ("Foot") },
    { "cc5", N_ ("Glide time") },
    { "cc7", N_ ("Volume") },
    { "cc8", N_ ("Balance") },
    { "cc10", N_ ("Pan") },
    { "cc11", N_ ("Expression") },
    { "cc64", N_ ("Sustain") },
    { "cc65", N_ ("Glide") },
    { "cc66", N_ ("Sostenuto") },
    { "cc67", N_ ("Soft pedal") },
    { "cc71", N_ ("Resonance") },
    { "cc74", N_ ("Brightness") },
    { "cc91", N_ ("Reverb") },
    { "cc93", N_ ("Chorus") },
  };
  if (!param)
    return g_strdup (_ ("Velocity"));
  const char *at = strchr (param, '@');
  const size_t n = at ? (size_t) (at - param) : strlen (param);
  g_autofree char *name = NULL;
  for (size_t i = 0; i < G_N_ELEMENTS (names) && !name; i++)
    if (strlen (names[i].param) == n && !strncmp (names[i].param, param, n))
      name = g_strdup (_ (names[i].name));
  if (!name)
    name = g_strdup_printf (_ ("CC %.*s"), (int) (n - MIN (n, 2)), param + MIN (n, 2));
  return at ? g_strdup_printf (_ ("%s, channel %s"), name, at + 1) : g_steal_pointer (&name);
}

/* --- Points --- */

static int
by_time (const void *a, const void *b)
{
  const LanePoint *p = a, *q = b;
  return p->at < q->at ? -1 : p->at > q->at;
}

static bool
in_range (const Roll *roll, Ticks at)
{
  const Ticks cursor = roll_at (roll);
  if (!roll->in_lane)
    return false;
  return roll->ranged ? at >= MIN (roll->anchor, cursor) && at <= MAX (roll->anchor, cursor)
                      : at == cursor;
}

static GArray *
points_of (const Roll *roll)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (LanePoint));
  const TempoMap *map = lq_desk_map (roll->desk);
  const Clip *clip = roll_clip (roll);
  if (roll_lane_kind (roll->lane) >= 0) {
    const RollNote *note = roll_lane_note (roll);
    g_array_unref (points);
    points =
        note ? roll_lane_note_points (roll, note) : g_array_new (FALSE, FALSE, sizeof (LanePoint));
    for (guint i = 0; i < points->len; i++)
      g_array_index (points, LanePoint, i).selected =
          in_range (roll, g_array_index (points, LanePoint, i).at);
    return points;
  }
  const Envelope *envelope =
      clip && roll->lane
          ? controller_find (notes_content (lq_desk_project (roll->desk), clip), roll->lane)
          : NULL;
  for (int i = 0; envelope && i < run_n (envelope->points); i++) {
    const Point *point = run_point (envelope->points, i);
    const Ticks at = notes_to_song (map, clip, point->at);
    const LanePoint shown = { at, point->value, point->shape, point->tension, in_range (roll, at) };
    g_array_append_val (points, shown);
  }
  return points;
}

/* What a drawn curve leaves of the points, and itself. */
static void
put_drawn (const Roll *roll, GArray *points)
{
  const RollDrag *drag = roll->drag;
  const guint n = drag->curve->len;
  const LanePoint *drawn = (const LanePoint *) (const void *) drag->curve->data;
  if (n == 0)
    return;
  const bool one = roll_lane_kind (roll->lane) >= 0; /* runs from point to point */
  const Ticks from = drawn[0].at, to = drawn[n - 1].at + (one ? 0 : drag->step);
  LanePoint behind = { to, roll_lane_value (roll, points, to), POINT_HOLD, 0, false };
  for (guint i = 0; i < points->len && g_array_index (points, LanePoint, i).at <= to; i++)
    behind.shape = g_array_index (points, LanePoint, i).shape;
  for (guint i = points->len; i-- > 0;) {
    const Ticks at = g_array_index (points, LanePoint, i).at;
    if (at >= from && at <= to)
      g_array_remove_index (points, i);
  }
  g_array_append_vals (points, drawn, n);
  if (!one && !isnan (behind.value))
    g_array_append_val (points, behind);
}

GArray *
roll_lane_points (const Roll *roll)
{
  const RollDrag *drag = roll->drag;
  GArray *points = points_of (roll);
  if (drag->kind == RDRAG_POINT && drag->moved) {
    Ticks from, to;
    roll_lane_span (roll, &from, &to);
    for (guint i = 0; i < points->len; i++) {
      LanePoint *point = &g_array_index (points, LanePoint, i);
      if (!point->selected)
        continue;
      point->at = CLAMP (point->at + drag->by, from, to);
      point->value = roll_lane_held (roll->lane, point->value + drag->louder);
    }
  } else if (drag->kind == RDRAG_CURVE)
    put_drawn (roll, points);
  g_array_sort (points, by_time);
  return points;
}

double
roll_lane_value (const Roll *roll, const GArray *points, Ticks at)
{
  guint low = 0, high = points->len;
  while (low < high) {
    const guint middle = (low + high) / 2;
    if (g_array_index (points, LanePoint, middle).at <= at)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == 0)
    return NAN;
  const LanePoint *point = &g_array_index (points, LanePoint, low - 1), *next = point + 1;
  if (low == points->len || point->shape == POINT_HOLD || next->at <= point->at)
    return point->value;
  double along = (double) (at - point->at) / (double) (next->at - point->at);
  if (point->shape == POINT_CURVE)
    along = pow (along, exp2 (CURVE_BEND * point->tension));
  return point->value + (next->value - point->value) * along;
}

char *
roll_lane_text (const Roll *roll, double value)
{
  if (isnan (value))
    return g_strdup ("–");
  if (roll->lane && g_str_has_prefix (roll->lane, "bend")) {
    const int percent = (int) lround (value * 100);
    return g_strdup_printf ("%s%d %%", percent > 0 ? "+" : percent < 0 ? "−" : "", ABS (percent));
  }
  if (roll_lane_kind (roll->lane) == EXPRESSION_PITCH)
    return g_strdup_printf (_ ("%s%.1f st"), value > 0 ? "+" : value < 0 ? "−" : "", fabs (value));
  return g_strdup_printf ("%ld", lround (value));
}

char *
roll_lane_now (const Roll *roll)
{
  g_autoptr (GArray) points = roll_lane_points (roll);
  const Ticks at = lq_desk_is_rolling (roll->desk)
                       ? tempo_map_ticks (lq_desk_map (roll->desk), lq_desk_playhead (roll->desk))
                       : roll_at (roll);
  return roll_lane_text (roll, roll_lane_value (roll, points, at));
}

double
roll_lane_y (const Roll *roll, double value, double height)
{
  const double margin = roll->px (MARGIN), room = fmax (height - 2 * margin, 1);
  double least, most;
  roll_lane_range (roll->lane, &least, &most);
  return margin + room * (1 - (value - least) / (most - least));
}

double
roll_lane_rounded (const char *param, double value)
{
  double least, most;
  roll_lane_range (param, &least, &most);
  if (roll_lane_kind (param) == EXPRESSION_PITCH)
    return round (value * 10) / 10;
  return most > 1 ? round (value) : round (value * 100) / 100;
}

double
roll_lane_value_at (const Roll *roll, double y, double height)
{
  const double margin = roll->px (MARGIN), room = fmax (height - 2 * margin, 1);
  double least, most;
  roll_lane_range (roll->lane, &least, &most);
  return roll_lane_rounded (roll->lane,
                            least + (most - least) * CLAMP (1 - (y - margin) / room, 0, 1));
}

int
roll_lane_hit (const Roll *roll, const GArray *points, double x, double y, double height)
{
  double best = roll->px (REACH);
  int hit = -1;
  for (guint i = 0; i < points->len; i++) {
    const LanePoint *point = &g_array_index (points, LanePoint, i);
    const double away =
        hypot (roll_x (roll, point->at) - x, roll_lane_y (roll, point->value, height) - y);
    if (away <= best) {
      best = away;
      hit = (int) i;
    }
  }
  return hit;
}
