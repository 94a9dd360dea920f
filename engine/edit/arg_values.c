/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values that only arguments have: percentages, grids, colors, keys ... */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "edit/args.h"

static const char *const palette[] = { "brick", "clay",   "ochre", "olive", "moss", "jade",  "teal",
                                       "steel", "indigo", "iris",  "plum",  "rose", "stone", NULL };

bool
arg_read_percent (const char *text, double *percent, GError **error)
{
  char unit[8];
  if (value_read_quantity (text, percent, unit, sizeof unit, NULL) && isfinite (*percent) &&
      (*unit == '\0' || strcmp (unit, "%") == 0))
    return true;
  return edit_fail (error, "'%s' is not a percentage such as 25%%", text);
}

/* "1/16", "1/8t" (triplet), "1/4." (dotted), or any length. */
bool
arg_read_grid (const char *text, int rate, Length *length, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", 2);
  if (g_strv_length (parts) == 2) {
    double top, bottom;
    char mark[8];
    if (value_read_number (parts[0], &top, NULL) &&
        value_read_quantity (parts[1], &bottom, mark, sizeof mark, NULL) && top > 0 && bottom > 0) {
      double ticks = top / bottom * 4 * TICKS_PER_QUARTER;
      if (strcmp (mark, "t") == 0)
        ticks *= 2.0 / 3;
      else if (parts[1][strlen (parts[1]) - 1] == '.' || strcmp (mark, "d") == 0)
        ticks *= 1.5;
      else if (*mark)
        ticks = 0;
      if (ticks >= 1) {
        *length = (Length){ LENGTH_TICKS, rint (ticks) };
        return true;
      }
    }
    return edit_fail (error, "'%s' is not a grid such as 1/16, 1/8t or 1/4.", text);
  }
  return value_read_length (text, rate, length, error);
}

bool
arg_read_color (const char *text, GError **error)
{
  const bool hex =
      text[0] == '#' && strlen (text) == 7 && strspn (text + 1, "0123456789abcdefABCDEF") == 6;
  if (hex || g_strv_contains (palette, text))
    return true;
  const char *nearest = text_nearest (text, palette, G_N_ELEMENTS (palette) - 1);
  return edit_fail (error, "'%s' is not a color; it is #rrggbb or a name such as '%s'", text,
                    nearest ? nearest : "steel");
}

bool
arg_read_velocity (const char *text, double *velocity, GError **error)
{
  char unit[8];
  if (value_read_quantity (text, velocity, unit, sizeof unit, NULL)) {
    if (strcmp (unit, "%") == 0)
      *velocity /= 100;
    else if (!strchr (text, '.') || *velocity > 1)
      *velocity = *unit ? -1 : *velocity / 127;
    if (*velocity >= 0 && *velocity <= 1)
      return true;
  }
  return edit_fail (error, "'%s' is not a velocity from 1 to 127, or a percentage", text);
}

bool
arg_read_frequency (const char *text, double *hz, GError **error)
{
  char unit[8];
  if (value_read_quantity (text, hz, unit, sizeof unit, NULL) && isfinite (*hz) && *hz > 0) {
    if (g_ascii_strcasecmp (unit, "khz") == 0 || g_ascii_strcasecmp (unit, "k") == 0)
      *hz *= 1000;
    else if (*unit && g_ascii_strcasecmp (unit, "hz") != 0)
      *hz = 0;
    if (*hz > 0)
      return true;
  }
  return edit_fail (error, "'%s' is not a frequency such as 440Hz or 2.5kHz", text);
}

/* A letter, an accidental, and minor or a mode: "Am", "F# minor", "D dorian"; "none". */
bool
arg_read_key (const char *text, GError **error)
{
  static const char *const modes[] = { "",           "m",       "min",     "minor",    "maj",
                                       "major",      "ionian",  "dorian",  "phrygian", "lydian",
                                       "mixolydian", "aeolian", "locrian", NULL };
  if (strcmp (text, "none") == 0)
    return true;
  if (*text >= 'A' && *text <= 'G') {
    const char *rest = text + 1;
    rest += *rest == '#' || *rest == 'b';
    rest += *rest == ' ' && rest[1];
    if (g_strv_contains (modes, rest))
      return true;
  }
  return edit_fail (error, "'%s' is not a key such as C, F#m or D dorian", text);
}

bool
arg_read_name (const char *text, GError **error)
{
  if (*text == '\0')
    return edit_fail (error, "it is empty");
  if (!g_utf8_validate (text, -1, NULL))
    return edit_fail (error, "it is not UTF-8");
  for (const unsigned char *at = (const unsigned char *) text; *at; at++)
    if (*at < 0x20 || *at == 0x7f)
      return edit_fail (error, "it holds a control character");
  return true;
}

bool
arg_read_text (const char *text, GError **error)
{
  if (!g_utf8_validate (text, -1, NULL))
    return edit_fail (error, "it is not UTF-8");
  for (const unsigned char *at = (const unsigned char *) text; *at; at++)
    if ((*at < 0x20 && *at != '\n' && *at != '\t') || *at == 0x7f)
      return edit_fail (error, "it holds a control character");
  return true;
}
