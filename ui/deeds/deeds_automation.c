/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The automation lane under the cursor: points, values, curves. */
#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "edit/device_values.h"
#include "edit/points.h"
#include "ui/deeds/deeds_lanes.h"

#define JOIN_VALUE UINT64_C (0x6175746f76616c)

typedef struct {
  const Track *track;
  const Envelope *envelope;
  const ParamSpec *spec; /* of a device's parameter; else NULL */
  PointScale scale;
  char *names; /* "track=t1 target=gain" */
} AutoLane;

static void
auto_lane_clear (AutoLane *lane)
{
  g_clear_pointer (&lane->names, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AutoLane, auto_lane_clear)

static bool
find_lane (Deed *deed, AutoLane *lane)
{
  LqDesk *desk = deed->desk;
  const Row *row = desk_cursor_row (desk);
  const int index =
      row && row->kind == ROW_AUTOMATION ? list_find (row->node->envelopes, row->item) : -1;

  if (index < 0)
    return deed_fail (deed, "%s", _ ("Go to an automation lane first: A shows them."));
  lane->track = row->node;
  lane->envelope = (const Envelope *) list_get (row->node->envelopes, index);
  const char *param = text_get (lane->envelope->param);
  const Id device = lane->envelope->device;
  const Effect *effect = device ? project_find_effect (lq_desk_project (desk), device, NULL) : NULL;
  if (effect) {
    const EditHost *host = session_host (lq_desk_session (desk));
    const DeviceSpec *spec = device_spec_of (host, effect);
    lane->spec = spec ? device_find_param (spec, param, NULL) : NULL;
  }
  lane->scale = point_scale (lane->spec, param);
  lane->names =
      device
          ? g_strdup_printf ("track=%s target=%s.%s", lq_desk_id (desk, lane->track->node.id),
                             lq_desk_id (desk, device), param)
          : g_strdup_printf ("track=%s target=%s", lq_desk_id (desk, lane->track->node.id), param);
  return true;
}

static bool
is_switch (const AutoLane *lane)
{
  return !lane->spec && !strcmp (text_get (lane->envelope->param), "mute");
}

static bool
is_width (const AutoLane *lane)
{
  return !lane->spec && !lane->envelope->device &&
         !strcmp (text_get (lane->envelope->param), "width");
}

/* As automation.add takes it. To be freed. */
static char *
value_text (const AutoLane *lane, double value)
{
  if (is_switch (lane))
    return g_strdup (value > 0.5 ? "on" : "off");
  if (value == -INFINITY)
    return g_strdup ("-inf");
  if (lane->spec && lane->spec->type == PARAM_BOOL)
    return g_strdup (value > 0.5 ? "on" : "off");
  if (lane->spec && lane->spec->type == PARAM_ENUM)
    return g_strdup (lane->spec->choices[(int) value]);
  return deed_number (is_width (lane) ? value * 100 : value, 6);
}

/* The least and the most that the target takes. */
static double
limit (const AutoLane *lane, double value)
{
  const char *param = text_get (lane->envelope->param);
  if (lane->spec)
    return CLAMP (value, lane->spec->min, lane->spec->max);
  if (!strcmp (param, "gain"))
    return value < -90 ? -INFINITY : MIN (value, 24);
  if (!strcmp (param, "pan"))
    return CLAMP (value, -1, 1);
  return CLAMP (value, 0, is_width (lane) ? 2 : 1);
}

/* One step is 1 dB, a twelfth of an octave of frequencies, 1 % of the range. */
static double
stepped (const AutoLane *lane, double value, double steps)
{
  if (is_switch (lane) || (lane->spec && lane->spec->type != PARAM_FLOAT))
    return limit (lane, value + (steps > 0 ? 1 : -1));
  const double step = lane->scale.decibels ? 1 : lane->scale.log ? log (2) / 12 : lane->scale.step;
  const double x = point_to_scale (&lane->scale, value) + steps * step;
  return limit (lane, point_from_scale (&lane->scale, x));
}

static Position
point_place (const AutoLane *lane, int index)
{
  return (Position){ run_point (lane->envelope->points, index)->at,
                     (TimeBase) lane->envelope->base };
}

static int64_t
envelope_time (const Deed *deed, const AutoLane *lane, Units at)
{
  return lane->envelope->base == TIME_MUSICAL ? tempo_map_ticks (lq_desk_map (deed->desk), at) : at;
}

/* Indices of the points in the range; without one, the point that governs the cursor. */
static bool
find_points (Deed *deed, const AutoLane *lane, int *first, int *last)
{
  const Run *points = lane->envelope->points;
  Units from, to;
  int a, b;

  if (lq_desk_range (deed->desk, &from, &to, &a, &b)) {
    *first = run_lower_bound (points, envelope_time (deed, lane, from));
    *last = run_lower_bound (points, envelope_time (deed, lane, to) + 1) - 1;
  } else {
    *first = *last =
        points_before (points, envelope_time (deed, lane, desk_cursor_units (deed->desk)));
    if (*first < 0 && run_n (points) > 0)
      *first = *last = 0;
  }
  return *first >= 0 && *last >= *first && *last < run_n (points)
             ? true
             : deed_fail (deed, "%s", _ ("No point of automation lies there."));
}

static bool
value (Deed *deed, int tenths)
{
  g_auto (AutoLane) lane = { 0 };
  int first, last;

  if (!find_lane (deed, &lane) || !find_points (deed, &lane, &first, &last))
    return false;
  for (int i = first; i <= last; i++) {
    const double now = run_point (lane.envelope->points, i)->value;
    g_autofree char *text = value_text (&lane, stepped (&lane, now, tenths / 10.0));
    deed_line (deed, "automation.move %s at=%s value=%s", lane.names,
               lq_desk_place (deed->desk, point_place (&lane, i)), text);
  }
  deed->join = JOIN_VALUE ^ lane.envelope->node.id ^ (uint64_t) first;
  return true;
}

/* The curve at a place, as it is. */
static double
value_at (const Deed *deed, const AutoLane *lane, Units at)
{
  return points_value (lane->envelope->points, envelope_time (deed, lane, at), &lane->scale);
}

static void
add_text (Deed *deed, const AutoLane *lane, Position at, const char *text)
{
  const Units units = tempo_map_position_units (lq_desk_map (deed->desk), at);
  const int before = points_before (lane->envelope->points, envelope_time (deed, lane, units));
  const PointShape shape =
      before < 0 ? POINT_LINEAR : run_point (lane->envelope->points, before)->shape;
  deed_line (deed, "automation.add %s at=%s value=%s shape=%s", lane->names,
             lq_desk_place (deed->desk, at), text, point_shapes[shape]);
}

static void
add_line (Deed *deed, const AutoLane *lane, Position at, double value_there)
{
  g_autofree char *text = value_text (lane, limit (lane, value_there));
  add_text (deed, lane, at, text);
}

static bool
add_point (Deed *deed, int arg)
{
  g_auto (AutoLane) lane = { 0 };
  const Position at = lq_desk_cursor (deed->desk)->at;

  if (!find_lane (deed, &lane))
    return false;
  add_line (deed, &lane, at, value_at (deed, &lane, desk_cursor_units (deed->desk)));
  return true;
}

/* Two points a tick apart at each end: between them the curve can be moved without the rest. */
static bool
hold (Deed *deed, int arg)
{
  g_auto (AutoLane) lane = { 0 };
  LqDesk *desk = deed->desk;
  Units ends[2] = { desk_cursor_units (desk), -1 };
  int first, last;

  if (!find_lane (deed, &lane))
    return false;
  lq_desk_range (desk, &ends[0], &ends[1], &first, &last);
  for (int i = 0; i < 2 && ends[i] >= 0; i++) {
    const Ticks at = tempo_map_ticks (lq_desk_map (desk), ends[i]);
    const double there = value_at (deed, &lane, ends[i]);
    if (at > 0)
      add_line (deed, &lane, (Position){ at - 1, TIME_MUSICAL }, there);
    add_line (deed, &lane, (Position){ at, TIME_MUSICAL }, there);
  }
  deed->words = g_strdup ("Split automation");
  return true;
}

static bool
ramp (Deed *deed, int arg)
{
  g_auto (AutoLane) lane = { 0 };
  LqDesk *desk = deed->desk;
  Units from, to;
  int first, last;

  if (!find_lane (deed, &lane))
    return false;
  if (!lq_desk_range (desk, &from, &to, &first, &last))
    return deed_fail (deed, "%s", _ ("Select a range first."));
  const Units ends[] = { from, to };
  deed_line (deed, "automation.remove %s from=%s to=%s", lane.names, desk_place (desk, from),
             desk_place (desk, to));
  for (int i = 0; i < 2; i++) {
    g_autofree char *text = value_text (&lane, value_at (deed, &lane, ends[i]));
    deed_line (deed, "automation.add %s at=%s value=%s shape=linear", lane.names,
               desk_place (desk, ends[i]), text);
  }
  deed->words = g_strdup ("Draw a ramp");
  return true;
}

static bool
curve (Deed *deed, int arg)
{
  g_auto (AutoLane) lane = { 0 };
  int first, last;

  if (!find_lane (deed, &lane) || !find_points (deed, &lane, &first, &last))
    return false;
  const PointShape shape = run_point (lane.envelope->points, first)->shape;
  const PointShape next = shape == POINT_HOLD     ? POINT_LINEAR
                          : shape == POINT_LINEAR ? POINT_CURVE
                                                  : POINT_HOLD;
  for (int i = first; i <= last; i++)
    deed_line (deed, "automation.move %s at=%s shape=%s%s", lane.names,
               lq_desk_place (deed->desk, point_place (&lane, i)), point_shapes[next],
               next == POINT_CURVE ? " tension=0.5" : "");
  return true;
}

static bool
thin (Deed *deed, int arg)
{
  g_auto (AutoLane) lane = { 0 };
  LqDesk *desk = deed->desk;
  Units from, to;
  int first, last;

  if (!find_lane (deed, &lane))
    return false;
  if (lq_desk_range (desk, &from, &to, &first, &last))
    deed_line (deed, "automation.thin %s from=%s to=%s", lane.names, desk_place (desk, from),
               desk_place (desk, to));
  else
    deed_line (deed, "automation.thin %s", lane.names);
  return true;
}

static bool
bypass (Deed *deed, int arg)
{
  g_auto (AutoLane) lane = { 0 };

  if (!find_lane (deed, &lane))
    return false;
  deed_line (deed, "automation.set %s on=%s", lane.names, lane.envelope->off ? "on" : "off");
  deed->words = g_strdup (lane.envelope->off ? "Switch automation on" : "Switch automation off");
  return true;
}

/* A lane for another parameter begins with a point at the start, at the value that it has. */
static bool
parameter (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  const Track *track = desk_cursor_track (desk);
  const char *name = deed->text ? deed->text : "";
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!track)
    return deed_fail (deed, "%s", _ ("Select a track first."));
  g_autofree char *value_now = NULL;
  if (!strcmp (name, "gain"))
    value_now = g_strdup (g_ascii_dtostr (number, sizeof number, track->gain_db));
  else if (!strcmp (name, "pan"))
    value_now = g_strdup (g_ascii_dtostr (number, sizeof number, track->pan));
  else if (!strcmp (name, "mute"))
    value_now = g_strdup (track->mute ? "on" : "off");
  else if (!strcmp (name, "width"))
    value_now = g_strdup (g_ascii_dtostr (number, sizeof number, track->width * 100));
  else
    value_now = deed_device_value (desk, track, name);
  if (!value_now)
    return deed_fail (
        deed, _ ("“%s” is no parameter here: gain, pan, mute, width, or as eq.band1.freq."), name);
  g_autofree char *quoted = g_shell_quote (name);
  deed_line (deed, "automation.add track=%s target=%s at=1 value=%s",
             lq_desk_id (desk, track->node.id), quoted, value_now);
  lq_desk_show_automation (desk, track->node.id, true);
  return true;
}

static char *
parameter_initial (LqDesk *desk, Place place)
{
  return g_strdup ("gain");
}

char *
deed_point_value (LqDesk *desk)
{
  g_auto (Deed) deed = { .desk = desk };
  g_auto (AutoLane) lane = { 0 };
  if (!find_lane (&deed, &lane))
    return g_strdup ("");
  return value_text (&lane, limit (&lane, value_at (&deed, &lane, desk_cursor_units (desk))));
}

bool
deed_type_value (Deed *deed)
{
  g_auto (AutoLane) lane = { 0 };
  if (!find_lane (deed, &lane))
    return false;
  g_autofree char *quoted = g_shell_quote (deed->text ? deed->text : "");
  add_text (deed, &lane, lq_desk_cursor (deed->desk)->at, quoted);
  return true;
}

bool
deed_delete_points (Deed *deed)
{
  g_auto (AutoLane) lane = { 0 };
  LqDesk *desk = deed->desk;
  Units from, to;
  int first, last;

  if (!find_lane (deed, &lane))
    return false;
  if (lq_desk_range (desk, &from, &to, &first, &last)) {
    deed_line (deed, "automation.remove %s from=%s to=%s", lane.names, desk_place (desk, from),
               desk_place (desk, to));
    return true;
  }
  if (!find_points (deed, &lane, &first, &last))
    return false;
  deed_line (deed, "automation.remove %s at=%s", lane.names,
             lq_desk_place (desk, point_place (&lane, first)));
  return true;
}

bool
deed_nudge_points (Deed *deed, int arg)
{
  g_auto (AutoLane) lane = { 0 };
  LqDesk *desk = deed->desk;
  const TempoMap *map = lq_desk_map (desk);
  int first, last;

  if (!find_lane (deed, &lane) || !find_points (deed, &lane, &first, &last))
    return false;
  /* The one in front of the others goes first, so that none lands on another. */
  for (int k = 0; k <= last - first; k++) {
    const int i = arg > 0 ? last - k : first + k;
    const Units at = tempo_map_position_units (map, point_place (&lane, i));
    const Position to =
        abs (arg) == 1
            ? (Position){ tempo_map_ticks (map, at) +
                              (arg > 0 ? 1 : -1) *
                                  lq_desk_grid_step (desk, tempo_map_ticks (map, at)),
                          TIME_MUSICAL }
            : (Position){ at + (arg > 0 ? 1 : -1) * UNITS_PER_SECOND / 1000, TIME_ABSOLUTE };
    if (to.value < 0)
      return deed_fail (deed, "%s", _ ("That is before the start of the song."));
    deed_line (deed, "automation.move %s at=%s to=%s", lane.names,
               lq_desk_place (desk, point_place (&lane, i)), lq_desk_place (desk, to));
  }
  return true;
}

const DeedRow deeds_automation[] = {
  { "auto.add-point", add_point },
  { "auto.value-up", value, 10 },
  { "auto.value-down", value, -10 },
  { "auto.value-up-fine", value, 1 },
  { "auto.value-down-fine", value, -1 },
  { "auto.ramp", ramp },
  { "auto.curve", curve },
  { "auto.thin", thin },
  { "auto.hold", hold },
  { "auto.parameter", parameter, 0,
    N_ ("Automate gain, pan, mute, width or a device's parameter as eq.band1.freq"),
    parameter_initial },
  { "auto.bypass", bypass },
  { NULL },
};
