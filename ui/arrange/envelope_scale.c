/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/envelope_scale.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ui/draw/fader_law.h"
#include "ui/draw/value_text.h"
#include "effects/effects.h"
#include "instruments/instruments.h"

static const ParamSpec *
param_of (const Project *project, const Envelope *envelope)
{
  const Effect *effect = project_find_effect (project, envelope->device, NULL);
  if (!effect)
    return NULL;
  const Processor *processor = effect_find (text_get (effect->kind));
  if (!processor)
    processor = instrument_find (text_get (effect->kind));
  const DeviceSpec *spec = processor ? processor->spec : NULL;
  for (int i = 0; spec && i < spec->n_params; i++)
    if (!strcmp (spec->params[i].name, text_get (envelope->param)))
      return &spec->params[i];
  return NULL;
}

EnvelopeScale
envelope_scale_of (const Project *project, const Track *track, const Envelope *envelope)
{
  const char *name = text_get (envelope->param);
  const ParamSpec *param = envelope->device ? param_of (project, envelope) : NULL;
  if (param)
    return (EnvelopeScale){
      .min = param->min, .max = param->max, .log = param->scale == PARAM_LOG, .param = param
    };
  if (!strcmp (name, "gain"))
    return (EnvelopeScale){ .level = true };
  if (!strcmp (name, "pan"))
    return (EnvelopeScale){ .min = -1, .max = 1 };
  if (!strcmp (name, "width"))
    return (EnvelopeScale){ .min = 0, .max = 2 };
  return (EnvelopeScale){ .min = 0, .max = 1 };
}

double
envelope_scale_to (const EnvelopeScale *scale, double value)
{
  if (scale->level)
    return 1 - fader_law_position (value);
  if (scale->log)
    return log (value / scale->min) / log (scale->max / scale->min);
  return (value - scale->min) / (scale->max - scale->min);
}

double
envelope_scale_from (const EnvelopeScale *scale, double share)
{
  if (scale->level)
    return fader_law_db (1 - share);
  if (scale->log)
    return scale->min * pow (scale->max / scale->min, share);
  return scale->min + share * (scale->max - scale->min);
}

/* "Filter cutoff" of "filter.cutoff", whose label is "Cutoff". */
static char *
param_title (const ParamSpec *param)
{
  const char *dot = strchr (param->name, '.');
  if (!dot)
    return g_strdup (param->label);
  g_autofree char *group = g_strndup (param->name, (gsize) (dot - param->name));
  g_autofree char *label = g_utf8_strdown (param->label, 1);
  *group = g_ascii_toupper (*group);
  /* "Band 8" of "band8". */
  const size_t word = strcspn (group, "0123456789");
  return g_strdup_printf ("%.*s%s%s %s%s", (int) word, group, group[word] ? " " : "", group + word,
                          label, g_utf8_next_char (param->label));
}

char *
envelope_title (const Project *project, const Track *track, const Envelope *envelope)
{
  const char *name = text_get (envelope->param);
  const ParamSpec *param = envelope->device ? param_of (project, envelope) : NULL;
  if (param)
    return param_title (param);
  if (envelope->device) {
    const Node *node = project_find (project, envelope->device, NULL);
    const Send *send = node && node->kind == NODE_SEND ? (const Send *) node : NULL;
    const Track *to = send ? project_find_track (project, send->to) : NULL;
    return g_strdup_printf (_ ("Send %s"), to ? text_get (to->name) : "");
  }
  if (!strcmp (name, "gain"))
    return g_strdup (_ ("Volume"));
  if (!strcmp (name, "pan"))
    return g_strdup (_ ("Pan"));
  if (!strcmp (name, "mute"))
    return g_strdup (_ ("Mute"));
  if (!strcmp (name, "width"))
    return g_strdup (_ ("Width"));
  return g_strdup (name);
}

char *
envelope_value_text (const EnvelopeScale *scale, double value)
{
  if (scale->level)
    return value_text_level (value);
  if (scale->param)
    return value_text_param (scale->param, value);
  return g_strdup_printf ("%.2f", value);
}
