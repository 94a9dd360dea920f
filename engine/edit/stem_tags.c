/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/stem_tags.h"

#include "base/number.h"

#include <string.h>

/* The number that a word begins with; *rest is behind it. */
static bool
leading_number (const char *word, double *number, const char **rest)
{
  const size_t n = strspn (word, "0123456789.");

  *rest = word + n;
  return n > 0 && g_ascii_isdigit (word[0]) && number_read_bytes (word, n, number);
}

static bool
is_tempo (double bpm)
{
  return bpm >= 30 && bpm <= 400;
}

int
stem_tag_tempo (const char *word, const char *next, double *bpm)
{
  const char *rest;

  if (leading_number (word, bpm, &rest) && is_tempo (*bpm)) {
    if (g_ascii_strcasecmp (rest, "bpm") == 0)
      return 1;
    if (*rest == '\0' && next && g_ascii_strcasecmp (next, "bpm") == 0)
      return 2;
  }
  if (g_ascii_strncasecmp (word, "bpm", 3) != 0)
    return 0;
  const bool apart = word[3] == '\0';
  if (apart && !next)
    return 0;
  return leading_number (apart ? next : word + 3, bpm, &rest) && *rest == '\0' && is_tempo (*bpm)
             ? 1 + apart
             : 0;
}

/* 1 minor, 0 major, -1 neither. */
static int
mode_of (const char *text, bool written_out)
{
  static const char *const minors[] = { "min", "minor" }, *const majors[] = { "maj", "major" };

  for (int i = 0; i < 2; i++) {
    if (g_ascii_strcasecmp (text, minors[i]) == 0)
      return 1;
    if (g_ascii_strcasecmp (text, majors[i]) == 0)
      return 0;
  }
  return !written_out && strcmp (text, "m") == 0 ? 1 : -1;
}

int
stem_tag_key (const char *word, const char *next, bool *plain, char **key)
{
  static const char *const flat = "\u266d", *const sharp = "\u266f";
  char accidental = '\0';

  if (word[0] < 'A' || word[0] > 'G')
    return 0;
  const char *rest = word + 1;
  if (*rest == '#' || *rest == 'b') {
    accidental = *rest++;
  } else if (g_str_has_prefix (rest, flat) || g_str_has_prefix (rest, sharp)) {
    accidental = g_str_has_prefix (rest, flat) ? 'b' : '#';
    rest += strlen (flat);
  }
  int mode = mode_of (rest, false), used = 1;
  *plain = strlen (rest) > 1;
  if (mode < 0 && *rest == '\0' && next && mode_of (next, true) >= 0) {
    mode = mode_of (next, true);
    *plain = true;
    used = 2;
  }
  if (mode < 0 && (*rest != '\0' || !accidental))
    return 0;
  *key = g_strdup_printf ("%c%.1s%s", word[0], accidental ? (char[]){ accidental, '\0' } : "",
                          mode == 1 ? "m" : "");
  return used;
}

int
stem_tag_format (const char *word, const char *next)
{
  static const char *const endings[] = { "bit", "k", "khz" };
  const char *rest;
  double number;

  if (!leading_number (word, &number, &rest))
    return 0;
  const bool word_length = number == 16 || number == 24 || number == 32;
  const bool rate = (number >= 44 && number <= 192) || number == 44100 || number == 48000;
  if (word_length && g_ascii_strcasecmp (rest, endings[0]) == 0)
    return 1;
  if (rate &&
      (g_ascii_strcasecmp (rest, endings[1]) == 0 || g_ascii_strcasecmp (rest, endings[2]) == 0))
    return 1;
  if (*rest || !next)
    return 0;
  return (word_length && g_ascii_strcasecmp (next, endings[0]) == 0) ||
                 (rate && g_ascii_strcasecmp (next, endings[2]) == 0)
             ? 2
             : 0;
}
