/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/draw/value_text.h"

#include <glib.h>
#include <math.h>

#define MINUS "−"

char *
value_text_number (double x, int decimals)
{
  const double unit = pow (10, -decimals);
  if (fabs (x) < unit / 2)
    x = 0;
  return g_strdup_printf ("%s%.*f", x < 0 ? MINUS : "", decimals, fabs (x));
}

char *
value_text_level (double db)
{
  if (db <= -144)
    return g_strdup (MINUS "∞ dB");
  g_autofree char *number = value_text_number (db, 1);
  return g_strdup_printf ("%s dB", number);
}

static char *
with_unit (double value, int decimals, const char *unit)
{
  g_autofree char *number = value_text_number (value, decimals);
  return g_strdup_printf ("%s %s", number, unit);
}

char *
value_text_param (const ParamSpec *param, double value)
{
  if (param->type == PARAM_ENUM && param->choices) {
    int n = 0;
    while (param->choices[n])
      n++;
    return g_strdup (param->choices[CLAMP ((int) value, 0, n - 1)]);
  }
  if (param->type == PARAM_BOOL)
    return g_strdup (value >= 0.5 ? "on" : "off");
  const int fine = fabs (value) < 10 ? 2 : fabs (value) < 100 ? 1 : 0;
  switch (param->unit) {
  case PARAM_UNIT_DB:
    return value_text_level (value);
  case PARAM_UNIT_HZ:
    return value >= 1000 ? with_unit (value / 1000, 2, "kHz")
                         : with_unit (value, fine ? 1 : 0, "Hz");
  case PARAM_UNIT_MS:
    return value >= 1000 ? with_unit (value / 1000, 2, "s") : with_unit (value, fine, "ms");
  case PARAM_UNIT_SECONDS:
    return with_unit (value, 2, "s");
  case PARAM_UNIT_PERCENT:
    return with_unit (value, 0, "%");
  case PARAM_UNIT_RATIO:
    return g_strdup_printf ("%.1f:1", value);
  case PARAM_UNIT_DEGREES:
    return with_unit (value, 0, "°");
  case PARAM_UNIT_SEMITONES:
    return with_unit (value, 1, "st");
  case PARAM_UNIT_CENTS:
    return with_unit (value, 0, "ct");
  case PARAM_UNIT_OCTAVES:
    return with_unit (value, 2, "oct");
  case PARAM_UNIT_DB_PER_OCTAVE:
    return with_unit (value, 0, "dB/oct");
  case PARAM_UNIT_BEATS:
    return with_unit (value, 2, "beats");
  case PARAM_UNIT_NONE:
    break;
  }
  return value_text_number (value, param->type == PARAM_INT ? 0 : fine);
}

char *
value_text_clock (Units at)
{
  const int64_t ms = at / (UNITS_PER_SECOND / 1000);
  return g_strdup_printf ("%d:%02d:%02d.%03d", (int) (ms / 3600000), (int) (ms / 60000 % 60),
                          (int) (ms / 1000 % 60), (int) (ms % 1000));
}

char *
value_text_short_clock (Units at)
{
  const int64_t s = at / UNITS_PER_SECOND;
  if (s >= 3600)
    return g_strdup_printf ("%d:%02d:%02d", (int) (s / 3600), (int) (s / 60 % 60), (int) (s % 60));
  return g_strdup_printf ("%d:%02d", (int) (s / 60), (int) (s % 60));
}

char *
value_text_bar (const TempoMap *map, Units at, char **ticks)
{
  const BarPosition bar = tempo_map_bar (map, tempo_map_ticks (map, int64_max (at, 0)));
  if (ticks)
    *ticks = g_strdup_printf (".%03d", bar.ticks * 1000 / (TICKS_PER_QUARTER / 4));
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%d.%d", bar.bar, bar.beat, bar.sixteenth);
}

char *
value_text_pan (double pan)
{
  const int percent = (int) lround (fabs (pan) * 100);
  if (percent == 0)
    return g_strdup ("C");
  return g_strdup_printf ("%s%d", pan < 0 ? "L" : "R", percent);
}

char *
value_text_chord (const char *name)
{
  GString *text = g_string_new (NULL);
  for (const char *c = name; *c; c++) {
    const bool on_letter = c > name && ((c[-1] >= 'A' && c[-1] <= 'G') || g_ascii_ispunct (c[-1]));
    if (*c == '#')
      g_string_append (text, "♯");
    else if (*c == 'b' && (on_letter || g_ascii_isdigit (c[1])))
      g_string_append (text, "♭");
    else
      g_string_append_c (text, *c);
  }
  return g_string_free (text, FALSE);
}
