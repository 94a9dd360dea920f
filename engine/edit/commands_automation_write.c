/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What moving a control has written becomes automation. */
#include <math.h>
#include <string.h>

#include "edit/automation.h"
#include "edit/commands.h"
#include "edit/points_write.h"

#define EDGE_UNITS (UNITS_PER_SECOND / 1000) /* in which the curve that stays is reached */

typedef enum { WRITE_REPLACE, WRITE_TRIM } WriteMode;

static const char *const modes[] = { "replace", "trim", NULL };

static const ArgSpec write_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "target", ARG_TEXT, .required = true,
    .help = "gain, pan, mute, width, EFFECT.PARAM or SEND.gain" },
  { "from", ARG_POSITION, .required = true, .help = "what is there from here" },
  { "to", ARG_POSITION, .required = true, .help = "up to here is written over" },
  { "points", ARG_TEXT, .required = true,
    .help = "frames and values, as 48000:-6,96000:-3.5; straight lines between them" },
  { "mode", ARG_CHOICE, .choices = modes, .initial = "replace",
    .help = "trim: values are added to the curve that is there, in dB, octaves or the unit" },
  { "tolerance", ARG_NUMBER, .min = 0, .max = 100, .initial = "0.1 dB, 0.5 percent",
    .help =
        "how far points that are left out may change the curve, in dB or percent of the range" },
};

/* An offset on the display scale. */
static bool
read_offset (const Target *target, const char *text, double *value, GError **error)
{
  char unit[8];

  if (!value_read_quantity (text, value, unit, sizeof unit, error))
    return false;
  if (!isfinite (*value))
    return edit_fail (error, "%s is no offset", text);
  if (target->scale.log)
    *value *= G_LN2;
  if (!target->spec && strcmp (target->param, "width") == 0)
    *value /= 100;
  return true;
}

static GArray *
read_points (Edit *edit, const Target *target, const Envelope *envelope, WriteMode mode,
             const Args *args, GError **error)
{
  g_auto (GStrv) pairs = g_strsplit (arg_text (args, "points"), ",", -1);
  GArray *points = g_array_new (FALSE, TRUE, sizeof (Point));

  for (char **pair = pairs; *pair; pair++) {
    char *end;
    const int64_t frame = g_ascii_strtoll (*pair, &end, 10);
    Point point = { .shape = POINT_LINEAR };
    bool good = end != *pair && *end == ':' && frame >= 0 && frame < UNITS_MAX / UNITS_PER_SECOND;
    if (!good)
      edit_fail (error, "'%.20s' is no point; write its frame and value as 48000:-6", *pair);
    else if (mode == WRITE_TRIM)
      good = read_offset (target, end + 1, &point.value, error);
    else
      good = target_read_value (target, end + 1, &point.value, error);
    if (!good) {
      g_array_unref (points);
      return NULL;
    }
    const Units units = frames_to_units (frame, (int) edit->project->rate);
    point.at = target_time (edit, target, envelope, (Position){ units, TIME_ABSOLUTE });
    const Point *last = points->len ? &g_array_index (points, Point, points->len - 1) : NULL;
    if (last && last->at > point.at) {
      g_array_unref (points);
      edit_fail (error, "'%.20s' lies before the point in front of it", *pair);
      return NULL;
    }
    if (last && last->at == point.at)
      g_array_set_size (points, points->len - 1);
    g_array_append_val (points, point);
  }
  return points;
}

static double
still_value (Edit *edit, const Target *target)
{
  const Project *project = edit->project;
  const Track *track = project_find_track (project, target->track);

  if (target->spec) {
    const Effect *effect = project_find_effect (project, target->device, NULL);
    const Param *param = params_find (effect->params, target->spec->name);
    if (!param)
      return target->spec->initial;
    for (int i = 0; param->text && target->spec->choices && target->spec->choices[i]; i++)
      if (strcmp (target->spec->choices[i], text_get (param->text)) == 0)
        return i;
    return param->value;
  }
  if (target->device) {
    const Send *send = (const Send *) project_find (project, target->device, NULL);
    return strcmp (target->param, "gain") == 0 ? send->gain_db : send->pan;
  }
  if (strcmp (target->param, "gain") == 0)
    return track->gain_db;
  if (strcmp (target->param, "mute") == 0)
    return track->mute;
  return strcmp (target->param, "pan") == 0 ? track->pan : track->width;
}

static void
find_range (const Target *target, PointStretch *stretch)
{
  if (target->spec) {
    stretch->least = target->spec->min;
    stretch->most = target->spec->max;
  } else if (strcmp (target->param, "gain") == 0) {
    stretch->least = -INFINITY;
    stretch->most = 24;
  } else {
    stretch->least = strcmp (target->param, "pan") == 0 ? -1 : 0;
    stretch->most = strcmp (target->param, "width") == 0 ? 2 : 1;
  }
}

static int64_t
time_off (Edit *edit, const Target *target, const Envelope *envelope, Position at, Units by)
{
  const Units units = tempo_map_position_units (edit_tempo_map (edit), at) + by;
  return target_time (edit, target, envelope, (Position){ units, TIME_ABSOLUTE });
}

static bool
find_stretch (Edit *edit, const Args *args, const Target *target, const Envelope *envelope,
              PointStretch *stretch, GError **error)
{
  const Position from = arg_position (args, "from"), to = arg_position (args, "to");

  *stretch = (PointStretch){ .from = target_time (edit, target, envelope, from),
                             .to = target_time (edit, target, envelope, to),
                             .still = still_value (edit, target),
                             .steps = target_steps (target),
                             .scale = target->scale };
  find_range (target, stretch);
  if (stretch->to <= stretch->from)
    return edit_fail (error, "to= must lie behind from=");
  stretch->before = stretch->from;
  if (stretch->from > 0)
    stretch->before = MAX (0, time_off (edit, target, envelope, from, -EDGE_UNITS));
  stretch->behind = MAX (stretch->to + 1, time_off (edit, target, envelope, to, EDGE_UNITS));
  return true;
}

static bool
apply_write (Edit *edit, const Args *args, GError **error)
{
  const WriteMode mode =
      arg_given (args, "mode") ? (WriteMode) arg_choice (args, "mode") : WRITE_REPLACE;
  PointStretch stretch;
  Target target;

  if (!target_read (edit, args, &target, error))
    return false;
  if (mode == WRITE_TRIM && target_steps (&target))
    return edit_fail (error, "%s steps, there is nothing to trim", target.text);
  const Envelope *there = target_envelope (edit->project, &target);
  if (there && there->off)
    return edit_fail (error, "the automation of %s is off; automation.set on=on", target.text);
  Envelope *envelope = target_edit_envelope (edit, &target, true);
  if (!find_stretch (edit, args, &target, envelope, &stretch, error))
    return false;
  g_autoptr (GArray) points = read_points (edit, &target, envelope, mode, args, error);
  if (!points)
    return false;
  if (points->len == 0)
    return edit_fail (error, "there is no point to write");
  if (g_array_index (points, Point, 0).at < stretch.from ||
      g_array_index (points, Point, points->len - 1).at > stretch.to)
    return edit_fail (error, "a point lies outside of from= and to=");
  if (mode == WRITE_TRIM) {
    GArray *sum = points_raise (envelope->points, &stretch, (const Point *) (void *) points->data,
                                (int) points->len);
    g_array_unref (points);
    points = sum;
  }
  double tolerance = target.scale.decibels ? target.scale.step : target.scale.step / 2;
  if (arg_given (args, "tolerance"))
    tolerance = target.scale.decibels ? arg_number (args, "tolerance")
                                      : arg_number (args, "tolerance") * target.scale.step;
  points_write (&envelope->points, &stretch, (const Point *) (void *) points->data,
                (int) points->len, tolerance);
  edit_describe (edit, "Write automation of %s %s",
                 text_get (project_find_track (edit->project, target.track)->name), target.param);
  return true;
}

const CommandSpec command_automation_write = { "automation.write",
                                               "Put what a moved control wrote into automation",
                                               write_args, G_N_ELEMENTS (write_args),
                                               .run = apply_write };
