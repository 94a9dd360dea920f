/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/value.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"

static bool
expected (GError **error, const char *text, const char *what)
{
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "'%s' is not %s", text, what);
  return false;
}

bool
value_read_quantity (const char *text, double *x, char *unit, size_t unit_size, GError **error)
{
  char number[40];
  size_t n = 0;

  if (g_str_has_prefix (text, "-inf") || g_str_has_prefix (text, "inf")) {
    n = text[0] == '-' ? 4 : 3;
    *x = text[0] == '-' ? -INFINITY : INFINITY;
  } else {
    while (text[n] && n + 1 < sizeof number &&
           (g_ascii_isdigit (text[n]) || strchr ("+-.", text[n]) ||
            (strchr ("eE", text[n]) && n > 0 &&
             (g_ascii_isdigit (text[n + 1]) || strchr ("+-", text[n + 1])) && text[n + 1])))
      n++;
    memcpy (number, text, n);
    number[n] = '\0';
    if (n == 0 || !number_read (number, x))
      return expected (error, text, "a number");
  }
  const char *rest = text + n;
  while (*rest == ' ')
    rest++;
  g_strlcpy (unit, rest, unit_size);
  return true;
}

bool
value_read_number (const char *text, double *x, GError **error)
{
  return number_read (text, x) || expected (error, text, "a number");
}

bool
value_read_int (const char *text, int64_t *x, GError **error)
{
  return number_read_int (text, x) || expected (error, text, "a whole number");
}

bool
value_read_level (const char *text, double *db, GError **error)
{
  char unit[8];
  if (!value_read_quantity (text, db, unit, sizeof unit, NULL) || *db == INFINITY ||
      !(*unit == '\0' || g_ascii_strcasecmp (unit, "db") == 0))
    return expected (error, text, "a level such as -3dB or -inf");
  return true;
}

bool
value_read_bool (const char *text, bool *x, GError **error)
{
  static const char *const yes[] = { "on", "yes", "true", "1", NULL };
  static const char *const no[] = { "off", "no", "false", "0", NULL };

  *x = g_strv_contains (yes, text);
  return *x || g_strv_contains (no, text) || expected (error, text, "on or off");
}

bool
value_read_pan (const char *text, double *pan, GError **error)
{
  double amount;

  if (g_ascii_strcasecmp (text, "C") == 0) {
    *pan = 0;
    return true;
  }
  if ((g_ascii_toupper (*text) == 'L' || g_ascii_toupper (*text) == 'R') &&
      number_read (text + 1, &amount) && amount >= 0 && amount <= 100) {
    *pan = g_ascii_toupper (*text) == 'L' ? -amount / 100 : amount / 100;
    return true;
  }
  if (number_read (text, pan) && *pan >= -1 && *pan <= 1)
    return true;
  return expected (error, text, "a pan such as L30, C, R100 or a number from -1 to 1");
}

bool
value_read_pitch (const char *text, int *pitch, GError **error)
{
  static const int semitone[] = { 9, 11, 0, 2, 4, 5, 7 }; /* of A to G */
  int64_t number;
  const char *at = text;

  if (number_read_int (text, &number) && number >= 0 && number <= 127) {
    *pitch = (int) number;
    return true;
  }
  const char letter = g_ascii_toupper (*at);
  if (letter >= 'A' && letter <= 'G') {
    int key = semitone[letter - 'A'];
    for (at++; *at == '#' || *at == 'b'; at++)
      key += *at == '#' ? 1 : -1;
    if (number_read_int (at, &number) && number >= -1 && number <= 9) {
      *pitch = key + 12 * ((int) number + 1);
      if (*pitch >= 0 && *pitch <= 127)
        return true;
    }
  }
  return expected (error, text, "a pitch such as A4, C#3 or a number from 0 to 127");
}

bool
value_read_meter (const char *text, int64_t *numerator, int64_t *denominator, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", 2);

  if (g_strv_length (parts) == 2 && number_read_int (parts[0], numerator) &&
      number_read_int (parts[1], denominator) && *numerator >= 1 && *numerator <= 64 &&
      *denominator >= 1 && *denominator <= 64 && (*denominator & (*denominator - 1)) == 0)
    return true;
  return expected (error, text, "a meter such as 4/4 or 7/8");
}

bool
value_read_choice (const char *text, const char *const *choices, int *index, GError **error)
{
  for (int i = 0; choices[i]; i++)
    if (strcmp (choices[i], text) == 0) {
      *index = i;
      return true;
    }
  g_autofree char *list = g_strjoinv (", ", (char **) choices);
  g_autofree char *what = g_strdup_printf ("one of %s", list);
  return expected (error, text, what);
}

/* Seconds of "1:23.456" or "1:02:03"; false when the text is no such thing. */
static bool
read_clock (const char *text, double *seconds)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 3);
  const guint n = g_strv_length (parts);

  if (n < 2)
    return false;
  *seconds = 0;
  for (guint i = 0; i < n; i++) {
    double part;
    if (!number_read (parts[i], &part) || part < 0 || (i > 0 && part >= 60))
      return false;
    *seconds = *seconds * 60 + part;
  }
  return true;
}

static bool
read_absolute (const char *text, int rate, Units *units)
{
  double x;
  char unit[8];

  if (!value_read_quantity (text, &x, unit, sizeof unit, NULL) || !isfinite (x) || fabs (x) > 1e9)
    return false;
  if (strcmp (unit, "s") == 0)
    *units = (Units) rint (x * (double) UNITS_PER_SECOND);
  else if (strcmp (unit, "ms") == 0)
    *units = (Units) rint (x * ((double) UNITS_PER_SECOND / 1000));
  else if (strcmp (unit, "f") == 0 && x == floor (x))
    *units = frames_to_units ((Frames) x, rate);
  else
    return false;
  return true;
}

bool
value_read_length (const char *text, int rate, Length *length, GError **error)
{
  Units units;
  double x;
  char unit[8];

  if (read_absolute (text, rate, &units)) {
    *length = (Length){ LENGTH_ABSOLUTE, (double) units };
    return true;
  }
  if (read_clock (text, &x)) {
    *length = (Length){ LENGTH_ABSOLUTE, rint (x * (double) UNITS_PER_SECOND) };
    return true;
  }
  if (value_read_quantity (text, &x, unit, sizeof unit, NULL) && fabs (x) < 1e9) {
    if (strcmp (unit, "b") == 0 || strcmp (unit, "beat") == 0 || strcmp (unit, "beats") == 0) {
      *length = (Length){ LENGTH_BEATS, x };
      return true;
    }
    if (strcmp (unit, "bar") == 0 || strcmp (unit, "bars") == 0) {
      *length = (Length){ LENGTH_BARS, x };
      return true;
    }
    if (strcmp (unit, "cd") == 0) { /* frames of a CD */
      *length = (Length){ LENGTH_ABSOLUTE, rint (x * (double) (UNITS_PER_SECOND / 75)) };
      return true;
    }
    if (strcmp (unit, "t") == 0 && x == floor (x)) {
      *length = (Length){ LENGTH_TICKS, x };
      return true;
    }
  }
  return expected (error, text, "a length such as 1.5s, 250ms, 12345f, 2b or 4bar");
}

bool
value_read_position (const char *text, const TempoMap *map, int rate, Position *position,
                     GError **error)
{
  double seconds;
  Units units;

  if (read_clock (text, &seconds)) {
    *position = (Position){ (Units) rint (seconds * (double) UNITS_PER_SECOND), TIME_ABSOLUTE };
    return true;
  }
  if (read_absolute (text, rate, &units) && units >= 0) {
    *position = (Position){ units, TIME_ABSOLUTE };
    return true;
  }
  g_auto (GStrv) parts = g_strsplit (text, ".", -1);
  const guint n = g_strv_length (parts);
  int64_t numbers[4] = { 1, 1, 1, 0 };
  bool good = n >= 1 && n <= 4;
  for (guint i = 0; i < n && good; i++)
    good =
        number_read_int (parts[i], &numbers[i]) && numbers[i] >= (i < 3) && numbers[i] < INT32_MAX;
  if (good) {
    const BarPosition bar = { numbers[0], (int) numbers[1], (int) numbers[2], (int) numbers[3] };
    Ticks ticks;
    if (!tempo_map_from_bar (map, &bar, &ticks))
      return expected (error, text, "in the meter of that bar");
    *position = (Position){ ticks, TIME_MUSICAL };
    return true;
  }
  return expected (error, text, "a position such as 17.1.1, 1:23.456, 83.4s or 12345f");
}

int64_t
length_at (const Length *length, const TempoMap *map, Position from, TimeBase base)
{
  const Position to = position_add (map, from, length);
  if (base == TIME_ABSOLUTE)
    return tempo_map_position_units (map, to) - tempo_map_position_units (map, from);
  return tempo_map_position_ticks (map, to) - tempo_map_position_ticks (map, from);
}

Position
position_add (const TempoMap *map, Position from, const Length *length)
{
  if (length->kind == LENGTH_ABSOLUTE) {
    const Units to = tempo_map_position_units (map, from) + (Units) length->amount;
    return tempo_map_rebase (map, (Position){ to, TIME_ABSOLUTE }, from.base);
  }
  const Ticks at = tempo_map_position_ticks (map, from);
  Ticks to = at;
  if (length->kind == LENGTH_TICKS) {
    to += (Ticks) length->amount;
  } else if (length->kind == LENGTH_BEATS) {
    to += (Ticks) rint (length->amount * (double) tempo_map_beat_length (map, at));
  } else {
    /* Bar by bar, so that a meter change on the way counts. */
    double bars = length->amount;
    for (; bars >= 1; bars -= 1)
      to += tempo_map_bar_length (map, to);
    to += (Ticks) rint (bars * (double) tempo_map_bar_length (map, to));
  }
  if (from.base == TIME_ABSOLUTE)
    return (Position){ from.value + tempo_map_units (map, to) - tempo_map_units (map, at),
                       TIME_ABSOLUTE };
  return (Position){ to, TIME_MUSICAL };
}

char *
value_write_position (const TempoMap *map, Position position)
{
  char number[NUMBER_TEXT_SIZE];

  if (position.base == TIME_ABSOLUTE)
    return g_strdup_printf (
        "%ss", number_write (number, (double) position.value / (double) UNITS_PER_SECOND));
  const BarPosition bar = tempo_map_bar (map, position.value);
  if (bar.ticks)
    return g_strdup_printf ("%" G_GINT64_FORMAT ".%d.%d.%d", bar.bar, bar.beat, bar.sixteenth,
                            bar.ticks);
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%d.%d", bar.bar, bar.beat, bar.sixteenth);
}

char *
value_write_level (double db)
{
  char number[NUMBER_TEXT_SIZE];
  return g_strdup_printf ("%s dB", number_write (number, db));
}
