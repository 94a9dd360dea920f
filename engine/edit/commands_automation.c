/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Automation: envelopes of tracks. */
#include "edit/args.h"
#include "edit/commands.h"
#include "edit/device_values.h"

#include <math.h>
#include <string.h>

/* What an automation target is: the strip's own, a send's or a device's parameter. */
typedef struct {
  Id device; /* 0 = the track */
  const char *param; /* borrowed from the text or a table */
  const ParamSpec *spec;
} Target;

static bool
read_target (Edit *edit, Id track_id, const char *text, Target *target, GError **error)
{
  static const char *const own[] = { "gain", "pan", "mute", "width", NULL };
  const Project *project = edit->project;
  const Track *track = project_find_track (project, track_id);
  const char *dot = strchr (text, '.');
  Id id;

  *target = (Target){ 0 };
  if (!dot) {
    if (g_strv_contains (own, text)) {
      target->param = text;
      return true;
    }
    return edit_fail (
        error, "'%s' is no target; it is gain, pan, mute, width, EFFECT.PARAM or SEND.gain", text);
  }
  g_autofree char *head = g_strndup (text, (gsize)(dot - text));
  if (resolve_effect (project, head, track_id, &id, NULL)) {
    const Effect *effect = project_find_effect (project, id, NULL);
    const DeviceSpec *spec = device_spec_of (edit->host, effect);
    if (!spec)
      return edit_fail (error, "'%s' is not known to this version", text_get (effect->kind));
    target->spec = device_find_param (spec, dot + 1, error);
    if (!target->spec)
      return false;
    if (target->spec->rebuild || target->spec->type == PARAM_FILE)
      return edit_fail (error, "%s cannot be automated", target->spec->name);
    target->device = id;
    target->param = dot + 1;
    return true;
  }
  if (resolve_send (project, head, track_id, &id, NULL)) {
    target->device = id;
    target->param = dot + 1;
    if (strcmp (target->param, "gain") == 0 || strcmp (target->param, "pan") == 0)
      return true;
    return edit_fail (error, "a send has gain and pan, not '%s'", dot + 1);
  }
  return edit_fail (error, "'%s' has no effect or send '%s'", text_get (track->name), head);
}

static bool
read_target_value (const Target *target, const char *text, double *value, GError **error)
{
  const char *choice;
  bool on = false;

  if (target->spec)
    return device_read_value (target->spec, text, value, &choice, error);
  if (strcmp (target->param, "gain") == 0) {
    if (!value_read_level (text, value, error))
      return false;
    return *value <= 24 || edit_fail (error, "%s is out of range, it goes up to 24 dB", text);
  }
  if (strcmp (target->param, "pan") == 0)
    return value_read_pan (text, value, error);
  if (strcmp (target->param, "mute") == 0) {
    if (!value_read_bool (text, &on, error))
      return false;
    *value = on;
    return true;
  }
  char unit[8];
  if (!value_read_quantity (text, value, unit, sizeof unit, error))
    return false;
  if (!(*value >= 0 && *value <= 200))
    return edit_fail (error, "%s is out of range, it goes from 0 to 200", text);
  *value /= 100;
  return true;
}

/* --- automation.add
 * ----------------------------------------------------------------------------------- */

static const ArgSpec add_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "target", ARG_TEXT, .required = true,
    .help = "gain, pan, mute, width, EFFECT.PARAM or SEND.gain" },
  { "at", ARG_POSITION, .required = true, .help = "where the point stands" },
  { "value", ARG_TEXT, .required = true, .help = "in the unit of the target" },
  { "shape", ARG_CHOICE, .help = "how it runs to the next point", .choices = point_shapes,
    .initial = "linear" },
  { "tension", ARG_NUMBER, .help = "of a curve", .initial = "0", .min = -1, .max = 1 },
};

static Envelope *
edit_envelope (Edit *edit, Track *track, const Target *target)
{
  for (int i = 0; i < list_n (track->envelopes); i++) {
    const Envelope *there = (const Envelope *)list_get (track->envelopes, i);
    if (there->device == target->device && strcmp (text_get (there->param), target->param) == 0)
      return (Envelope *)list_edit (&track->envelopes, i);
  }
  Envelope *envelope = edit_new_node (edit, NODE_ENVELOPE, false);
  envelope->device = target->device;
  envelope->base = TIME_MUSICAL;
  text_set (&envelope->param, target->param);
  list_insert (&track->envelopes, -1, &envelope->node);
  return envelope;
}

static bool
apply_add (Edit *edit, const Args *args, GError **error)
{
  const Id track_id = arg_id (args, "track");
  const TempoMap *map = edit_tempo_map (edit);
  Target target;
  Point point = { .shape = POINT_LINEAR };

  if (!read_target (edit, track_id, arg_text (args, "target"), &target, error) ||
      !read_target_value (&target, arg_text (args, "value"), &point.value, error))
    return false;
  const bool steps = (target.spec && target.spec->type != PARAM_FLOAT) ||
                     (target.param && strcmp (target.param, "mute") == 0);
  if (steps)
    point.shape = POINT_HOLD;
  if (arg_given (args, "shape"))
    point.shape = (PointShape)arg_choice (args, "shape");
  if (arg_given (args, "tension"))
    point.tension = arg_number (args, "tension");
  point.at = tempo_map_position_ticks (map, arg_position (args, "at"));

  Track *track = project_edit_track (edit->project, track_id);
  Envelope *envelope = edit_envelope (edit, track, &target);
  run_insert_point (&envelope->points, &point);
  edit_describe (edit, "Automate %s of %s", arg_text (args, "target"), text_get (track->name));
  return true;
}

const CommandSpec command_automation_add = { "automation.add", "Set a point of automation",
                                             add_args, G_N_ELEMENTS (add_args), .run = apply_add };
