/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/param_step.h"

#include <math.h>
#include <string.h>

#include "edit/device_values.h"

static const double slopes[] = { 6, 12, 18, 24, 36, 48, 72, 96 };

bool
param_moves (const ParamSpec *param)
{
  return param->type != PARAM_FILE;
}

static bool
is_whole (const ParamSpec *param)
{
  return param->type != PARAM_FLOAT;
}

static double
fit (const ParamSpec *param, double value)
{
  if (param->unit == PARAM_UNIT_DB_PER_OCTAVE) {
    double best = slopes[0];
    for (size_t i = 1; i < G_N_ELEMENTS (slopes); i++)
      if (fabs (slopes[i] - value) < fabs (best - value))
        best = slopes[i];
    value = best;
  } else if (is_whole (param)) {
    value = rint (value);
  }
  return CLAMP (value, param->min, param->max);
}

double
param_position (const ParamSpec *param, double value)
{
  if (param->max <= param->min)
    return 0;
  value = CLAMP (value, param->min, param->max);
  if (param->scale == PARAM_LOG)
    return log (value / param->min) / log (param->max / param->min);
  return (value - param->min) / (param->max - param->min);
}

double
param_at (const ParamSpec *param, double position)
{
  position = CLAMP (position, 0, 1);
  if (param->scale == PARAM_LOG)
    return fit (param, param->min * pow (param->max / param->min, position));
  return fit (param, param->min + position * (param->max - param->min));
}

bool
param_is_two_way (const ParamSpec *param)
{
  return param->min < 0 && param->max > 0 && param->scale == PARAM_LINEAR &&
         param->min >= -2 * param->max;
}

/* What one step multiplies with; 0: steps add. */
static double
step_factor (const ParamSpec *param)
{
  if (param->scale != PARAM_LOG)
    return 0;
  return param->unit == PARAM_UNIT_HZ ? pow (2, 1 / 12.0) : pow (2, 1 / 6.0);
}

/* What one step adds. */
static double
step_size (const ParamSpec *param)
{
  switch (param->unit) {
  case PARAM_UNIT_OCTAVES:
    return 0.1;
  case PARAM_UNIT_BEATS:
    return 0.25;
  case PARAM_UNIT_MS:
  case PARAM_UNIT_SECONDS:
  case PARAM_UNIT_NONE:
  case PARAM_UNIT_HZ:
  case PARAM_UNIT_RATIO: {
    /* A round hundredth of the range: 1, 2 or 5 times a power of ten. */
    const double raw = (param->max - param->min) / 100, ten = pow (10, floor (log10 (raw)));
    return raw / ten < 1.5 ? ten : raw / ten < 3.5 ? 2 * ten : raw / ten < 7.5 ? 5 * ten : 10 * ten;
  }
  default:
    return 1;
  }
}

static double
step_slope (double value, double steps)
{
  int at = 0;
  for (size_t i = 0; i < G_N_ELEMENTS (slopes); i++)
    if (slopes[i] <= value)
      at = (int) i;
  at += (int) (steps > 0 ? ceil (steps) : floor (steps));
  return slopes[CLAMP (at, 0, (int) G_N_ELEMENTS (slopes) - 1)];
}

double
param_step (const ParamSpec *param, double value, double steps)
{
  if (param->unit == PARAM_UNIT_DB_PER_OCTAVE)
    return step_slope (value, steps);
  if (is_whole (param))
    return fit (param, value + (steps > 0 ? ceil (steps) : floor (steps)));
  const double factor = step_factor (param);
  if (factor > 0)
    return fit (param, value * pow (factor, steps));
  /* On the grid of the fine steps, so that nothing is left of where the hand came from. */
  const double fine = step_size (param) / 10;
  return fit (param, rint ((value + steps * step_size (param)) / fine) * fine);
}

/* A note name of a frequency. */
static bool
read_note (const ParamSpec *param, const char *text, double *value)
{
  int pitch;
  if (param->unit != PARAM_UNIT_HZ || !g_ascii_isalpha (*text) ||
      !value_read_pitch (text, &pitch, NULL))
    return false;
  *value = 440 * pow (2, (pitch - 69) / 12.0);
  return true;
}

static bool
read_choice (const ParamSpec *param, const char *text, double *value, GError **error)
{
  g_autofree char *wanted = g_ascii_strdown (text, -1);
  g_strdelimit (wanted, " -", '_');
  for (int exact = 1; exact >= 0; exact--)
    for (int i = 0; param->choices[i]; i++) {
      g_autofree char *name = g_ascii_strdown (param->choices[i], -1);
      if (exact ? !strcmp (name, wanted) : *wanted && g_str_has_prefix (name, wanted)) {
        *value = i;
        return true;
      }
    }
  const char *choice;
  return device_read_value (param, text, value, &choice, error);
}

bool
param_read (const ParamSpec *param, const char *text, double now, double *value, bool *nearest,
            GError **error)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  /* Commas as many write them, and the minus sign that values are shown with. */
  g_auto (GStrv) parts = g_strsplit (plain, "−", -1);
  g_autofree char *typed = g_strjoinv ("-", parts);
  ParamSpec open = *param;
  const char *choice;

  *nearest = false;
  if (param->type == PARAM_ENUM)
    return read_choice (param, typed, value, error);
  if (param->type == PARAM_BOOL)
    return device_read_value (param, typed, value, &choice, error);
  if (!strchr (typed, '.'))
    g_strdelimit (typed, ",", '.');
  g_strdelimit (typed, " ", '\t');
  open.type = PARAM_FLOAT;
  open.min = -1e12;
  open.max = 1e12;
  const char sign = strchr ("+*/", *typed) && *typed ? *typed : 0;
  g_auto (GStrv) words = g_strsplit (typed + (sign != 0), "\t", -1);
  g_autofree char *number = g_strjoinv ("", words);
  if (sign == '*' || sign == '/')
    open.unit = PARAM_UNIT_NONE;
  if (!read_note (param, number, value) &&
      !device_read_value (&open, number, value, &choice, error))
    return false;
  if (sign == '+')
    *value = now + *value;
  else if (sign == '*')
    *value = now * *value;
  else if (sign == '/')
    *value = *value != 0 ? now / *value : now;
  const double wished = *value;
  *value = fit (param, wished);
  *nearest = fabs (*value - wished) > 1e-9 * fmax (1, fabs (wished));
  return true;
}

char *
param_write (const ParamSpec *param, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  if (param->type == PARAM_ENUM && param->choices) {
    int n = 0;
    while (param->choices[n])
      n++;
    return g_strdup (param->choices[CLAMP ((int) rint (value), 0, n - 1)]);
  }
  if (param->type == PARAM_BOOL)
    return g_strdup (value >= 0.5 ? "on" : "off");
  g_ascii_formatd (number, sizeof number, "%.7g", value);
  return g_strdup (number);
}
