/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/device_values.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

const ParamSpec *
device_find_param (const DeviceSpec *spec, const char *name, GError **error)
{
  g_autofree const char **names = g_new0 (const char *, spec->n_params + 1);

  for (int i = 0; i < spec->n_params; i++) {
    if (strcmp (spec->params[i].name, name) == 0)
      return &spec->params[i];
    names[i] = spec->params[i].name;
  }
  const char *nearest = text_nearest (name, names, spec->n_params);
  edit_fail (error, "%s has no parameter '%s'%s%s%s", spec->kind, name,
             nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
  return NULL;
}

/* What to multiply with to come from a written unit to the parameter's; 0 when they do not fit. */
static double
unit_factor (ParamUnit unit, const char *written)
{
  static const struct {
    ParamUnit unit;
    const char *written;
    double factor;
  } units[] = {
    { PARAM_UNIT_DB, "dB", 1 },
    { PARAM_UNIT_DB, "db", 1 },
    { PARAM_UNIT_HZ, "Hz", 1 },
    { PARAM_UNIT_HZ, "hz", 1 },
    { PARAM_UNIT_HZ, "kHz", 1000 },
    { PARAM_UNIT_HZ, "khz", 1000 },
    { PARAM_UNIT_HZ, "k", 1000 },
    { PARAM_UNIT_MS, "ms", 1 },
    { PARAM_UNIT_MS, "s", 1000 },
    { PARAM_UNIT_SECONDS, "s", 1 },
    { PARAM_UNIT_SECONDS, "ms", 0.001 },
    { PARAM_UNIT_PERCENT, "%", 1 },
    { PARAM_UNIT_RATIO, ":1", 1 },
    { PARAM_UNIT_DEGREES, "deg", 1 },
    { PARAM_UNIT_SEMITONES, "st", 1 },
    { PARAM_UNIT_CENTS, "ct", 1 },
    { PARAM_UNIT_OCTAVES, "oct", 1 },
    { PARAM_UNIT_DB_PER_OCTAVE, "dB/oct", 1 },
    { PARAM_UNIT_DB_PER_OCTAVE, "dB", 1 },
    { PARAM_UNIT_BEATS, "b", 1 },
  };
  if (*written == '\0')
    return 1;
  for (size_t i = 0; i < G_N_ELEMENTS (units); i++)
    if (units[i].unit == unit && strcmp (units[i].written, written) == 0)
      return units[i].factor;
  return 0;
}

static bool
read_choice (const ParamSpec *param, const char *text, double *value, const char **choice,
             GError **error)
{
  GError *inner = NULL;
  int index;

  if (!value_read_choice (text, param->choices, &index, &inner)) {
    g_propagate_prefixed_error (error, inner, "%s: ", param->name);
    return false;
  }
  *value = index;
  *choice = param->choices[index];
  return true;
}

bool
device_read_value (const ParamSpec *param, const char *text, double *value, const char **choice,
                   GError **error)
{
  char unit[8];
  bool on;

  *choice = NULL;
  *value = 0;
  switch (param->type) {
  case PARAM_FILE:
    *choice = text;
    return true;
  case PARAM_ENUM:
    return read_choice (param, text, value, choice, error);
  case PARAM_BOOL:
    if (!value_read_bool (text, &on, NULL))
      return edit_fail (error, "%s: '%s' is not on or off", param->name, text);
    *value = on;
    return true;
  default:
    break;
  }
  const bool read = value_read_quantity (text, value, unit, sizeof unit, NULL);
  const double factor = read ? unit_factor (param->unit, unit) : 0;
  if (factor == 0)
    return edit_fail (error, "%s: '%s' is not a value of this parameter", param->name, text);
  *value *= factor;
  /* Silence is below every range of decibels. */
  if (*value == -INFINITY && param->unit == PARAM_UNIT_DB)
    *value = param->min;
  if (!(*value >= param->min && *value <= param->max) ||
      (param->type == PARAM_INT && *value != floor (*value)))
    return edit_fail (error, "%s: %s is out of range, it goes from %g to %g%s", param->name, text,
                      param->min, param->max, param->type == PARAM_INT ? " in whole steps" : "");
  return true;
}

bool
device_is_switch (const char *name)
{
  return g_str_has_suffix (name, ".on");
}

bool
device_set (Effect *effect, const DeviceSpec *spec, const char *name, const char *text,
            GError **error)
{
  const ParamSpec *param = device_find_param (spec, name, error);
  const char *choice;
  double value;

  if (!param || !device_read_value (param, text, &value, &choice, error))
    return false;
  params_set (&effect->params, param->name, value, choice);
  const char *dot = strchr (param->name, '.');
  if (dot && !device_is_switch (param->name)) {
    g_autofree char *on = g_strdup_printf ("%.*s.on", (int) (dot - param->name), param->name);
    if (device_find_param (spec, on, NULL))
      params_set (&effect->params, on, 1, NULL);
  }
  return true;
}

bool
device_apply_preset (Effect *effect, const DeviceSpec *spec, const char *name, GError **error)
{
  g_autofree const char **names = g_new0 (const char *, spec->n_presets + 1);
  g_auto (GStrv) pairs = NULL;
  const ParamPreset *preset = NULL;

  for (int i = 0; i < spec->n_presets; i++) {
    names[i] = spec->presets[i].name;
    if (g_ascii_strcasecmp (names[i], name) == 0)
      preset = &spec->presets[i];
  }
  if (!preset) {
    const char *nearest = text_nearest (name, names, spec->n_presets);
    return edit_fail (error, "%s has no preset '%s'%s%s%s", spec->kind, name,
                      nearest ? "; did you mean '" : "", nearest ? nearest : "",
                      nearest ? "'?" : "");
  }
  if (!g_shell_parse_argv (preset->values, NULL, &pairs, error))
    return false;
  g_clear_pointer (&effect->params, params_unref);
  for (char **pair = pairs; *pair; pair++) {
    char *equals = strchr (*pair, '=');
    if (!equals)
      return edit_fail (error, "'%s' is not key=value", *pair);
    *equals = '\0';
  }
  for (int switches = 0; switches < 2; switches++)
    for (char **pair = pairs; *pair; pair++)
      if (device_is_switch (*pair) == (switches == 1) &&
          !device_set (effect, spec, *pair, *pair + strlen (*pair) + 1, error))
        return false;
  text_set (&effect->preset, preset->name);
  return true;
}

bool
device_set_rest (Effect *effect, const DeviceSpec *spec, const Args *args, GError **error)
{
  for (int switches = 0; switches < 2; switches++)
    for (int i = 0; i < args_rest (args); i++)
      if (device_is_switch (args_rest_name (args, i)) == (switches == 1) &&
          !device_set (effect, spec, args_rest_name (args, i), args_rest_value (args, i), error))
        return false;
  return true;
}

const DeviceSpec *
device_spec_of (const EditHost *host, const Effect *effect)
{
  const DeviceSpec *spec = NULL;
  if (host && host->find_effect)
    spec = host->find_effect (text_get (effect->kind));
  if (!spec && host && host->find_instrument)
    spec = host->find_instrument (text_get (effect->kind));
  return spec;
}
