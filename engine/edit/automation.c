/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/automation.h"

#include <string.h>

#include "edit/args.h"
#include "edit/device_values.h"
#include "model/clip.h"

static const char *const track_params[] = { "gain", "pan", "mute", "width", NULL };
static const char *const clip_params[] = { "gain", NULL };

static bool
read_device (Edit *edit, Target *target, const char *head, const char *param, GError **error)
{
  const Project *project = edit->project;
  Id id;

  if (resolve_effect (project, head, target->track, &id, NULL)) {
    const Effect *effect = project_find_effect (project, id, NULL);
    const DeviceSpec *spec = device_spec_of (edit->host, effect);
    if (!spec)
      return edit_fail (error, "'%s' is not known to this version", text_get (effect->kind));
    target->spec = device_find_param (spec, param, error);
    if (!target->spec)
      return false;
    if (target->spec->rebuild || target->spec->type == PARAM_FILE)
      return edit_fail (error, "%s cannot be automated", target->spec->name);
    target->device = id;
    target->param = target->spec->name;
    return true;
  }
  if (resolve_send (project, head, target->track, &id, NULL)) {
    target->device = id;
    target->param = param;
    if (strcmp (param, "gain") == 0 || strcmp (param, "pan") == 0)
      return true;
    return edit_fail (error, "a send has gain and pan, not '%s'", param);
  }
  const Track *track = project_find_track (project, target->track);
  return edit_fail (error, "'%s' has no effect or send '%s'", text_get (track->name), head);
}

/* Whether args have an argument of this name. */
static bool
has_arg (const Args *args, const char *name)
{
  for (int i = 0; i < args->spec->n_args; i++)
    if (strcmp (args->spec->args[i].name, name) == 0)
      return arg_given (args, name);
  return false;
}

bool
target_read (Edit *edit, const Args *args, Target *target, GError **error)
{
  const char *text = arg_text (args, "target"), *dot = strchr (text, '.');

  *target = (Target){ .track = arg_id (args, "track"),
                      .clip = has_arg (args, "clip") ? arg_id (args, "clip") : 0,
                      .text = text };
  const char *const *own = target->clip ? clip_params : track_params;
  if (!dot) {
    if (!g_strv_contains (own, text))
      return edit_fail (
          error,
          target->clip
              ? "'%s' is no target of a clip; it is gain"
              : "'%s' is no target; it is gain, pan, mute, width, EFFECT.PARAM or SEND.gain",
          text);
    target->param = text;
  } else if (target->clip) {
    return edit_fail (error, "a clip automates its gain only");
  } else {
    g_autofree char *head = g_strndup (text, (gsize) (dot - text));
    if (!read_device (edit, target, head, dot + 1, error))
      return false;
  }
  target->scale = point_scale (target->spec, target->param);
  return true;
}

bool
target_read_value (const Target *target, const char *text, double *value, GError **error)
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
  if (!(*value >= 0 && *value <= 200) || !(*unit == '\0' || strcmp (unit, "%") == 0))
    return edit_fail (error, "%s is out of range, it goes from 0 to 200", text);
  *value /= 100;
  return true;
}

bool
target_steps (const Target *target)
{
  return target->spec ? target->spec->type != PARAM_FLOAT : strcmp (target->param, "mute") == 0;
}

static int
find_envelope (const List *envelopes, const Target *target)
{
  for (int i = 0; i < list_n (envelopes); i++) {
    const Envelope *there = (const Envelope *) list_get (envelopes, i);
    if (there->device == target->device && strcmp (text_get (there->param), target->param) == 0)
      return i;
  }
  return -1;
}

const Envelope *
target_envelope (const Project *project, const Target *target)
{
  const List *list = target->clip
                         ? ((const Clip *) project_find (project, target->clip, NULL))->envelopes
                         : project_find_track (project, target->track)->envelopes;
  const int index = find_envelope (list, target);
  return index < 0 ? NULL : (const Envelope *) list_get (list, index);
}

static List **
edit_list (Edit *edit, const Target *target)
{
  return target->clip ? &project_edit_clip (edit->project, target->clip)->envelopes
                      : &project_edit_track (edit->project, target->track)->envelopes;
}

Envelope *
target_edit_envelope (Edit *edit, const Target *target, bool make)
{
  List **list = edit_list (edit, target);
  const int index = find_envelope (*list, target);

  if (index >= 0)
    return (Envelope *) list_edit (list, index);
  if (!make)
    return NULL;
  Envelope *envelope = edit_new_node (edit, NODE_ENVELOPE, false);
  envelope->device = target->device;
  envelope->base = TIME_MUSICAL;
  if (target->clip) {
    const Clip *clip = (const Clip *) project_find (edit->project, target->clip, NULL);
    envelope->base = clip->kind == CLIP_NOTES ? TIME_MUSICAL : TIME_ABSOLUTE;
  }
  text_set (&envelope->param, target->param);
  list_insert (list, -1, &envelope->node);
  return envelope;
}

int64_t
target_time (Edit *edit, const Target *target, const Envelope *envelope, Position at)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Clip *clip =
      target->clip ? (const Clip *) project_find (edit->project, target->clip, NULL) : NULL;

  if (envelope->base == TIME_ABSOLUTE)
    return tempo_map_position_units (map, at) - (clip ? clip_start_units (map, clip) : 0);
  return tempo_map_position_ticks (map, at) - (clip ? clip_first_tick (map, clip) : 0);
}

int
target_find_point (Edit *edit, const Target *target, const Envelope *envelope, Position at,
                   GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  const int n = envelope ? run_n (envelope->points) : 0;
  g_autofree char *place = value_write_position (map, at);

  if (n == 0) {
    edit_fail (error, "%s has no points", target->text);
    return -1;
  }
  const int64_t time = target_time (edit, target, envelope, at);
  const int index = run_lower_bound (envelope->points, time);
  if (index < n && run_point (envelope->points, index)->at == time)
    return index;
  int nearest = MIN (index, n - 1);
  if (index > 0 && (index == n || time - run_point (envelope->points, index - 1)->at <
                                      run_point (envelope->points, index)->at - time))
    nearest = index - 1;
  const int64_t start = target_time (edit, target, envelope, (Position){ 0, TIME_MUSICAL });
  const Position there = { run_point (envelope->points, nearest)->at - start,
                           envelope->base == TIME_MUSICAL ? TIME_MUSICAL : TIME_ABSOLUTE };
  g_autofree char *other = value_write_position (map, there);
  edit_fail (error, "%s has no point at %s; the nearest is at %s", target->text, place, other);
  return -1;
}

void
target_drop_empty (Edit *edit, const Target *target)
{
  List **list = edit_list (edit, target);
  const int index = find_envelope (*list, target);

  if (index >= 0 && run_n (((const Envelope *) list_get (*list, index))->points) == 0)
    list_remove (list, index);
}

void
point_read_shape (const Args *args, Point *point)
{
  if (arg_given (args, "shape"))
    point->shape = (PointShape) arg_choice (args, "shape");
  arg_to_number (args, "tension", &point->tension);
}
