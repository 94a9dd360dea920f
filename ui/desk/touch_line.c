/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/desk/touch_line.h"

#include <math.h>
#include <string.h>

#include "edit/device_values.h"

#define LOUDEST 24.0 /* dB, of faders and sends */

static bool
is_device (const LiveTarget *target)
{
  return target->object && id_letter (target->object) != 's';
}

bool
touch_is_gain (const LiveTarget *target)
{
  return !is_device (target) && target->param == LIVE_GAIN;
}

static const Send *
send_of (const Project *project, const LiveTarget *target)
{
  const Track *track = project_find_track (project, target->strip);
  const int i = track && target->object ? list_find (track->sends, target->object) : -1;
  return i >= 0 ? (const Send *) list_get (track->sends, i) : NULL;
}

static const Effect *
effect_of (const Project *project, const LiveTarget *target)
{
  return is_device (target) ? project_find_effect (project, target->object, NULL) : NULL;
}

const ParamSpec *
touch_param (const EditHost *host, const Project *project, const LiveTarget *target)
{
  const Effect *effect = effect_of (project, target);
  const DeviceSpec *spec = effect ? device_spec_of (host, effect) : NULL;
  return spec && target->param >= 0 && target->param < spec->n_params ? &spec->params[target->param]
                                                                      : NULL;
}

static double
of_device (const Effect *effect, const ParamSpec *spec)
{
  const Param *param = params_find (effect->params, spec->name);
  if (!param)
    return spec->initial;
  for (int i = 0; spec->type == PARAM_ENUM && param->text && spec->choices[i]; i++)
    if (strcmp (spec->choices[i], text_get (param->text)) == 0)
      return i;
  return param->value;
}

double
touch_model (const EditHost *host, const Project *project, const LiveTarget *target)
{
  const Track *track = project_find_track (project, target->strip);
  const ParamSpec *spec = touch_param (host, project, target);
  const Send *send = send_of (project, target);

  if (spec)
    return of_device (effect_of (project, target), spec);
  if (!track || is_device (target) || (target->object && !send))
    return 0;
  switch (target->param) {
  case LIVE_GAIN:
    return send ? send->gain_db : track->gain_db;
  case LIVE_PAN:
    return send ? send->pan : track->pan;
  case LIVE_WIDTH:
    return send ? 0 : track->width;
  case LIVE_MUTE:
    return send ? send->mute : track->mute;
  default:
    return 0;
  }
}

double
touch_clamp (const ParamSpec *spec, const LiveTarget *target, double value)
{
  if (spec) {
    value = CLAMP (value, spec->min, spec->max);
    return spec->type == PARAM_FLOAT ? value : rint (value);
  }
  switch (target->param) {
  case LIVE_GAIN:
    return value <= TOUCH_SILENCE ? -INFINITY : fmin (value, LOUDEST);
  case LIVE_PAN:
    return CLAMP (value, -1, 1);
  case LIVE_WIDTH:
    return CLAMP (value, 0, 2);
  default:
    return value >= 0.5;
  }
}

static char *
number (const char *format, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  /* Minus nothing is nothing. */
  return g_strdup (g_ascii_formatd (text, sizeof text, format, value == 0 ? 0 : value));
}

static char *
strip_text (const LiveTarget *target, double value)
{
  switch (target->param) {
  case LIVE_GAIN:
    return isinf (value) ? g_strdup ("-inf") : number ("%.2f", value);
  case LIVE_PAN:
    return number ("%.2f", value);
  case LIVE_WIDTH:
    return number ("%.0f", value * 100);
  default:
    return g_strdup (value >= 0.5 ? "on" : "off");
  }
}

static char *
device_text (const ParamSpec *spec, double value)
{
  switch (spec->type) {
  case PARAM_ENUM:
    return g_strdup (spec->choices[(int) rint (value)]);
  case PARAM_BOOL:
    return g_strdup (value >= 0.5 ? "on" : "off");
  default:
    return number ("%.6g", value);
  }
}

char *
touch_line (const EditHost *host, const Project *project, const LiveTarget *target, double value)
{
  static const char *const names[] = { "gain", "pan", "width", "mute" };
  const Track *track = project_find_track (project, target->strip);
  const ParamSpec *spec = touch_param (host, project, target);
  char id[ID_TEXT_SIZE], object[ID_TEXT_SIZE];

  if (!track || (is_device (target) && (!spec || spec->type == PARAM_FILE)) ||
      (target->object && !is_device (target) && !send_of (project, target)))
    return NULL;
  id_write (id, target->strip);
  if (spec) {
    g_autofree char *text = device_text (spec, value);
    return g_strdup_printf ("effect.set track=%s effect=%s %s=%s", id,
                            id_write (object, target->object), spec->name, text);
  }
  g_autofree char *text = strip_text (target, value);
  if (target->object)
    return g_strdup_printf ("send.set track=%s send=%s %s=%s", id,
                            id_write (object, target->object), names[target->param], text);
  return g_strdup_printf ("track.set track=%s %s=%s", id, names[target->param], text);
}
