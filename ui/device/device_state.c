/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/device_state.h"

#include <string.h>

#include "base/id.h"
#include "edit/device_values.h"
#include "effects/effects.h"
#include "instruments/instruments.h"
#include "model/check.h"
#include "ui/device/param_step.h"

const DeviceSpec *
device_spec (const char *kind)
{
  const Processor *processor = effect_find (kind);
  if (!processor)
    processor = instrument_find (kind);
  return processor ? processor->spec : NULL;
}

static void
add_row (GArray *slots, const List *effects, DeviceRow row)
{
  for (int i = 0; i < list_n (effects); i++) {
    const Effect *effect = (const Effect *) list_get (effects, i);
    const DeviceSlot slot = { effect, device_spec (text_get (effect->kind)), row, i + 1 };
    g_array_append_val (slots, slot);
  }
}

GArray *
device_slots (const Track *track)
{
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (DeviceSlot));
  if (!track)
    return slots;
  if (track->instrument) {
    const DeviceSlot slot = { track->instrument, device_spec (text_get (track->instrument->kind)),
                              DEVICE_INSTRUMENT, 1 };
    g_array_append_val (slots, slot);
  }
  add_row (slots, track->effects, DEVICE_INSERT);
  add_row (slots, track->master, DEVICE_MASTER);
  return slots;
}

const DeviceSlot *
device_slot_of (const GArray *slots, Id effect)
{
  for (guint i = 0; i < slots->len; i++)
    if (g_array_index (slots, DeviceSlot, i).effect->node.id == effect)
      return &g_array_index (slots, DeviceSlot, i);
  return NULL;
}

const char *
device_title (const Effect *effect)
{
  const DeviceSpec *spec = device_spec (text_get (effect->kind));
  if (effect->name && *text_get (effect->name))
    return text_get (effect->name);
  return spec ? spec->label : text_get (effect->kind);
}

void
device_values (const DeviceSpec *spec, const Effect *effect, double *values)
{
  for (int i = 0; i < spec->n_params; i++) {
    const ParamSpec *param = &spec->params[i];
    const Param *set = params_find (effect->params, param->name);
    values[i] = param->initial;
    if (!set || param->type == PARAM_FILE)
      continue;
    if (set->text && param->choices) {
      for (int k = 0; param->choices[k]; k++)
        if (!strcmp (param->choices[k], text_get (set->text)))
          values[i] = k;
    } else {
      values[i] = CLAMP (set->value, param->min, param->max);
    }
  }
}

const char *
device_file (const Effect *effect, const ParamSpec *param)
{
  const Param *set = params_find (effect->params, param->name);
  return set && set->text ? text_get (set->text) : "";
}

int
device_param (const DeviceSpec *spec, const char *name)
{
  for (int i = 0; i < spec->n_params; i++)
    if (!strcmp (spec->params[i].name, name))
      return i;
  return -1;
}

const Envelope *
device_envelope (const Track *track, const Effect *effect, const ParamSpec *param)
{
  for (int i = 0; i < list_n (track->envelopes); i++) {
    const Envelope *envelope = (const Envelope *) list_get (track->envelopes, i);
    if (envelope->device == effect->node.id && !envelope->off &&
        !strcmp (text_get (envelope->param), param->name))
      return envelope;
  }
  return NULL;
}

char *
device_line (const char *command, Id track, Id effect, const char *rest)
{
  char of_track[ID_TEXT_SIZE], of_effect[ID_TEXT_SIZE];
  return g_strdup_printf ("%s track=%s effect=%s%s%s", command, id_write (of_track, track),
                          id_write (of_effect, effect), *rest ? " " : "", rest);
}

char *
device_line_set (Id track, Id effect, const ParamSpec *param, double value)
{
  g_autofree char *text = param_write (param, value);
  g_autofree char *rest = g_strdup_printf ("%s=%s", param->name, text);
  return device_line ("effect.set", track, effect, rest);
}

/* "band3" of "band3.freq" has a switch of its own: its index, or -1. */
static int
switch_of (const DeviceSpec *spec, const ParamSpec *param)
{
  const char *dot = strchr (param->name, '.');
  if (!dot)
    return -1;
  g_autofree char *name = g_strdup_printf ("%.*s.on", (int) (dot - param->name), param->name);
  return device_param (spec, name);
}

char *
device_line_values (Id track, Id effect, const DeviceSpec *spec, const double *from,
                    const double *to)
{
  g_autoptr (GString) rest = g_string_new (NULL);
  g_autofree bool *wanted = g_new0 (bool, spec->n_params);
  for (int i = 0; i < spec->n_params; i++) {
    const ParamSpec *param = &spec->params[i];
    if (from[i] == to[i] || !param_moves (param))
      continue;
    wanted[i] = true;
    const int on = switch_of (spec, param);
    if (on >= 0)
      wanted[on] = true;
  }
  for (int i = 0; i < spec->n_params; i++) {
    if (!wanted[i])
      continue;
    g_autofree char *text = param_write (&spec->params[i], to[i]);
    g_string_append_printf (rest, "%s%s=%s", rest->len ? " " : "", spec->params[i].name, text);
  }
  return rest->len ? device_line ("effect.set", track, effect, rest->str) : NULL;
}

bool
device_may_hear (const Project *project, const Track *track, Id effect, const Track *source)
{
  if (source == track || source->kind == TRACK_VCA || source->kind == TRACK_FOLDER ||
      source->kind == TRACK_MIDI || source->kind == TRACK_MAIN)
    return false;
  Project *tried = project_edit (project);
  Effect *hearing = project_edit_effect (tried, effect);
  if (hearing)
    hearing->sidechain = source->node.id;
  g_autofree char *cycle = project_find_cycle (tried);
  project_unref (tried);
  return hearing && !cycle;
}
