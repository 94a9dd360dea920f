/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/number.h"

#include <errno.h>
#include <math.h>
#include <string.h>

char *
number_write_int (char text[NUMBER_TEXT_SIZE], int64_t x)
{
  char reversed[24];
  int n = 0, at = 0;
  uint64_t rest = x < 0 ? -(uint64_t) x : (uint64_t) x;

  do {
    reversed[n++] = (char) ('0' + rest % 10);
    rest /= 10;
  } while (rest);
  if (x < 0)
    text[at++] = '-';
  while (n > 0)
    text[at++] = reversed[--n];
  text[at] = '\0';
  return text;
}

char *
number_write (char text[NUMBER_TEXT_SIZE], double x)
{
  g_return_val_if_fail (!isnan (x), strcpy (text, "0"));

  if (isinf (x))
    return strcpy (text, x < 0 ? "-inf" : "inf");
  if (x == floor (x) && fabs (x) < 1e15)
    return number_write_int (text, (int64_t) x);
  for (int digits = 6; digits <= 17; digits += digits == 6 ? 3 : digits == 9 ? 6 : 1) {
    char format[8] = { '%', '.', 0 };
    if (digits >= 10) {
      format[2] = '1';
      format[3] = (char) ('0' + digits - 10);
      format[4] = 'g';
    } else {
      format[2] = (char) ('0' + digits);
      format[3] = 'g';
    }
    g_ascii_formatd (text, NUMBER_TEXT_SIZE, format, x);
    if (g_ascii_strtod (text, NULL) == x)
      break;
  }
  return text;
}

bool
number_read (const char *text, double *x)
{
  char *end;

  if (strcmp (text, "inf") == 0 || strcmp (text, "+inf") == 0) {
    *x = INFINITY;
    return true;
  }
  if (strcmp (text, "-inf") == 0) {
    *x = -INFINITY;
    return true;
  }
  if (!(g_ascii_isdigit (*text) || *text == '-' || *text == '+' || *text == '.'))
    return false;
  for (const char *at = text; *at; at++)
    if (!(g_ascii_isdigit (*at) || strchr ("+-.eE", *at)))
      return false; /* no hexadecimal, no words */
  *x = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*x);
}

bool
number_read_int (const char *text, int64_t *x)
{
  char *end;

  if (!(g_ascii_isdigit (*text) || ((*text == '-' || *text == '+') && g_ascii_isdigit (text[1]))))
    return false;
  errno = 0;
  *x = g_ascii_strtoll (text, &end, 10);
  return errno == 0 && *end == '\0';
}
