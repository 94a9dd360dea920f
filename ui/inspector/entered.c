/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/inspector/entered.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "ui/draw/value_text.h"

#define SIXTEENTH (TICKS_PER_QUARTER / 4)
#define MS ((double) UNITS_PER_SECOND / 1000)
#define SILENCE -144.0 /* dB: what is below shows as none */

static bool
is_time (Form form)
{
  return form == FORM_MS || form == FORM_CLOCK || form == FORM_PLACE || form == FORM_SPAN;
}

/* "4.0.0.000": bars, beats, sixteenths and thousandths, in the meter of where the span begins. */
static char *
span_text (const ValuePlace *place, double value)
{
  const Ticks at = tempo_map_ticks (place->map, place->from);
  Ticks rest = tempo_map_ticks (place->map, place->from + (Units) value) - at;
  const Ticks bar = tempo_map_bar_length (place->map, at);
  const Ticks beat = tempo_map_beat_length (place->map, at);
  const bool back = rest < 0;

  rest = ABS (rest);
  const Ticks bars = rest / bar, beats = rest % bar / beat;
  const Ticks sixteenths = rest % bar % beat / SIXTEENTH, ticks = rest % bar % beat % SIXTEENTH;
  return g_strdup_printf ("%s%d.%d.%d.%03d", back ? "−" : "", (int) bars, (int) beats,
                          (int) sixteenths, (int) (ticks * 1000 / SIXTEENTH));
}

static char *
clock_text (double value)
{
  const double ms = rint (fabs (value) / MS);
  const char *sign = value < 0 && ms > 0 ? "−" : "";
  return g_strdup_printf ("%s%d:%02d.%03d", sign, (int) (ms / 60000), (int) fmod (ms / 1000, 60),
                          (int) fmod (ms, 1000));
}

static char *
place_text (const ValuePlace *place, double value)
{
  g_autofree char *ticks = NULL;
  g_autofree char *bar = value_text_bar (place->map, (Units) value, &ticks);
  return g_strconcat (bar, ticks, NULL);
}

static char *
ms_text (double value)
{
  const double ms = value / MS;
  const bool whole = fabs (ms - rint (ms)) < 0.05;
  return value_text_number (ms, whole || fabs (ms) >= 100 ? 0 : 1);
}

static char *
level_text (double value)
{
  return value <= SILENCE ? g_strdup ("−∞") : value_text_number (value, 1);
}

static char *
pitch_text (int pitch)
{
  static const char *const names[] = { "C",  "C♯", "D",  "D♯", "E",  "F",
                                       "F♯", "G",  "G♯", "A",  "A♯", "B" };
  pitch = CLAMP (pitch, 0, 127);
  return g_strdup_printf ("%s%d", names[pitch % 12], pitch / 12 - 1);
}

char *
value_kind_text (const ValueKind *kind, const ValuePlace *place, double value)
{
  switch (kind->form) {
  case FORM_LEVEL:
    return level_text (value);
  case FORM_PAN:
    return value_text_pan (value);
  case FORM_MS:
    return ms_text (value);
  case FORM_CLOCK:
    return clock_text (value);
  case FORM_PLACE:
    return place_text (place, value);
  case FORM_SPAN:
    return span_text (place, value);
  case FORM_PITCH:
    return pitch_text ((int) value);
  case FORM_NUMBER:
    break;
  }
  /* What no value can be is not known. */
  return kind->min > 0 && value < kind->min ? g_strdup ("—")
                                            : value_text_number (value, kind->decimals);
}

static bool
refuse (GError **error, const char *format, const char *text)
{
  g_autofree char *shown = g_strdup (*text ? text : "?");
  GString *sentence = g_string_new (format);
  g_string_replace (sentence, "%s", shown, 1);
  g_set_error_literal (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, sentence->str);
  g_string_free (sentence, TRUE);
  return false;
}

/* "17.2.1.500": whole numbers with dots between them, of which the last may be missing. */
static int
read_dotted (const char *text, int64_t numbers[4])
{
  g_auto (GStrv) parts = g_strsplit (text, ".", -1);
  const int n = (int) g_strv_length (parts);
  if (n < 1 || n > 4)
    return 0;
  for (int i = 0; i < n; i++)
    if (!number_read_int (parts[i], &numbers[i]) || numbers[i] < 0 || numbers[i] > 1000000)
      return 0;
  return n;
}

/* A bare number counts bars where bars show, milliseconds where these do, else seconds. */
static bool
read_length (const ValueKind *kind, const ValuePlace *place, const char *text, Length *length,
             GError **error)
{
  double bare;
  int64_t parts[4] = { 0 };

  if (number_read (text, &bare) && fabs (bare) < 1e9) {
    if (kind->form == FORM_PLACE || kind->form == FORM_SPAN)
      *length = (Length){ LENGTH_BARS, bare };
    else
      *length = (Length){ LENGTH_ABSOLUTE,
                          rint (bare * (kind->form == FORM_MS ? MS : UNITS_PER_SECOND)) };
    return true;
  }
  if ((kind->form == FORM_PLACE || kind->form == FORM_SPAN) && read_dotted (text, parts) > 1) {
    const Ticks at = tempo_map_ticks (place->map, place->from);
    const Ticks ticks = parts[0] * tempo_map_bar_length (place->map, at) +
                        parts[1] * tempo_map_beat_length (place->map, at) + parts[2] * SIXTEENTH +
                        parts[3] * SIXTEENTH / 1000;
    *length = (Length){ LENGTH_TICKS, (double) ticks };
    return true;
  }
  if (value_read_length (text, place->rate, length, NULL))
    return true;
  return refuse (error, _ ("“%s” is no length such as 1.5s, 250ms, 2b or 4bar."), text);
}

static bool
read_place (const ValuePlace *place, const char *text, double *value, GError **error)
{
  int64_t parts[4] = { 1, 1, 1, 0 };
  Position position;

  if (read_dotted (text, parts) > 0) {
    const BarPosition bar = { parts[0], (int) parts[1], (int) parts[2],
                              (int) (parts[3] * SIXTEENTH / 1000) };
    Ticks ticks;
    if (parts[0] < 1 || parts[1] < 1 || parts[2] < 1 ||
        !tempo_map_from_bar (place->map, &bar, &ticks))
      return refuse (error, _ ("“%s” lies in no bar of that meter."), text);
    *value = (double) tempo_map_units (place->map, ticks);
    return true;
  }
  if (!value_read_position (text, place->map, place->rate, &position, NULL))
    return refuse (error, _ ("“%s” is no place such as 17.2.1, 1:23.456 or 83.4s."), text);
  *value = (double) tempo_map_position_units (place->map, position);
  return true;
}

/* "-6", "1.2k", "3/4", and the unit that shows. */
static bool
read_number (const ValueKind *kind, const char *text, double *value)
{
  const char *slash = strchr (text, '/');
  char unit[8];

  if (slash) {
    g_autofree char *above = g_strndup (text, (gsize) (slash - text));
    double a, b;
    if (!number_read (above, &a) || !number_read (slash + 1, &b) || b == 0)
      return false;
    *value = a / b;
    return true;
  }
  if (!value_read_quantity (text, value, unit, sizeof unit, NULL))
    return false;
  if (!g_ascii_strcasecmp (unit, "k")) {
    *value *= 1000;
    return true;
  }
  return !*unit || (kind->unit && !g_ascii_strcasecmp (unit, kind->unit));
}

static bool
read_pan (const char *text, double *value)
{
  /* "30" and "-30" are meant as percent, "0.3" as commands have it. */
  if (strchr (text, '.') || !number_read (text, value))
    return value_read_pan (text, value, NULL);
  *value /= 100;
  return isfinite (*value);
}

static bool
read_amount (const ValueKind *kind, const ValuePlace *place, const char *text, Entered *entered,
             GError **error)
{
  int pitch;
  if (entered->how == ENTERED_FACTOR)
    return (number_read (text, &entered->amount) && isfinite (entered->amount)) ||
           refuse (error, _ ("“%s” is no number."), text);
  if (kind->form == FORM_PLACE && entered->how == ENTERED_VALUE)
    return read_place (place, text, &entered->amount, error);
  if (is_time (kind->form)) {
    entered->has_length = true;
    return read_length (kind, place, text, &entered->length, error);
  }
  if (kind->form == FORM_PITCH && entered->how == ENTERED_VALUE) {
    if (!value_read_pitch (text, &pitch, NULL))
      return refuse (error, _ ("“%s” is no pitch such as A4, C#3 or 60."), text);
    entered->amount = pitch;
    return true;
  }
  if (kind->form == FORM_PAN && entered->how == ENTERED_VALUE)
    return read_pan (text, &entered->amount) ||
           refuse (error, _ ("“%s” is no pan such as L30, C or R100."), text);
  if (kind->form == FORM_LEVEL && value_read_level (text, &entered->amount, NULL))
    return true;
  if (!read_number (kind, text, &entered->amount) || isnan (entered->amount))
    return refuse (error, _ ("“%s” is no number."), text);
  if (kind->form == FORM_PAN)
    entered->amount /= 100;
  return true;
}

/* Real minus signs and musical signs come from values that were copied. */
static char *
plain_text (const char *text)
{
  GString *plain = g_string_new (text);
  g_string_replace (plain, "−", "-", 0);
  g_string_replace (plain, "∞", "inf", 0);
  g_string_replace (plain, "♯", "#", 0);
  g_string_replace (plain, "♭", "b", 0);
  return g_strstrip (g_string_free (plain, FALSE));
}

bool
entered_read (const ValueKind *kind, const ValuePlace *place, const char *text, Entered *entered,
              GError **error)
{
  g_autofree char *plain = plain_text (text);
  const char *at = plain;
  const bool never_below = kind->min >= 0 && kind->max > kind->min;
  double sign = 1;

  *entered = (Entered){ 0 };
  if (*at == '+' || g_str_has_prefix (at, "-=") || (never_below && *at == '-')) {
    entered->how = ENTERED_SUM;
    sign = *at == '-' ? -1 : 1;
    at += at[1] == '=' ? 2 : 1;
  } else if (*at == '*' || *at == '/') {
    entered->how = ENTERED_FACTOR;
    at++;
  }
  while (*at == ' ')
    at++;
  if (!read_amount (kind, place, at, entered, error))
    return false;
  if (entered->how == ENTERED_FACTOR && *plain == '/') {
    if (entered->amount == 0)
      return refuse (error, _ ("“%s” is no number."), text);
    entered->amount = 1 / entered->amount;
  }
  entered->amount *= entered->how == ENTERED_SUM && !entered->has_length ? sign : 1;
  entered->length.amount *= sign;
  return true;
}

/* Backwards, too: where the length would have ended at the value. */
static double
along (const Length *length, const ValuePlace *place, double from)
{
  Length forth = *length;
  const Position at = { (Units) from, TIME_ABSOLUTE };
  forth.amount = fabs (forth.amount);
  const double distance = (double) length_at (&forth, place->map, at, TIME_ABSOLUTE);
  return length->amount < 0 ? -distance : distance;
}

double
entered_apply (const Entered *entered, const ValueKind *kind, const ValuePlace *place, double value,
               bool *limited)
{
  double next = entered->amount;
  if (entered->how == ENTERED_FACTOR)
    next = value * entered->amount;
  else if (entered->has_length) {
    const double from = kind->form == FORM_PLACE ? value : (double) place->from;
    next = along (&entered->length, place, from) + (entered->how == ENTERED_SUM ? value : 0);
  } else if (entered->how == ENTERED_SUM)
    next = value + entered->amount;
  *limited = false;
  if (kind->max > kind->min && (next < kind->min || next > kind->max)) {
    /* Silence is no limit that was missed. */
    *limited = !(kind->form == FORM_LEVEL && isinf (next) && next < 0);
    next = *limited ? CLAMP (next, kind->min, kind->max) : next;
  }
  return next;
}

Entered
entered_step (const ValueKind *kind, double steps)
{
  Entered entered = { .how = ENTERED_SUM, .amount = steps * kind->step };
  if (!is_time (kind->form))
    return entered;
  entered.has_length = true;
  if (kind->form == FORM_MS || kind->form == FORM_CLOCK)
    entered.length = (Length){ LENGTH_ABSOLUTE, steps * kind->step * MS };
  else
    entered.length = (Length){ LENGTH_BEATS, steps * kind->step };
  return entered;
}
