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

#define MAX_SHORT_DIGITS 15 /* every decimal of so few digits survives a trip through a double */

static const double powers_of_ten[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                        1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                        1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

/* digits / 10^places with a point; digits may be shorter than places. */
static char *
write_decimal (char text[NUMBER_TEXT_SIZE], bool negative, uint64_t digits, int places)
{
  char reversed[NUMBER_TEXT_SIZE];
  int n = 0, at = 0;

  while (places > 0 && digits % 10 == 0) {
    digits /= 10;
    places--;
  }
  for (int i = 0; digits > 0 || i <= places; i++) {
    if (i == places)
      reversed[n++] = '.';
    reversed[n++] = (char) ('0' + digits % 10);
    digits /= 10;
  }
  if (negative)
    text[at++] = '-';
  while (n > 0)
    text[at++] = reversed[--n];
  text[at] = '\0';
  return text;
}

/* The fewest decimals, of at most 15 digits in all, that give |x| back: rint finds the only
 * candidate since the product is off by less than a quarter, and the quotient of two exact doubles
 * is what a correct reader makes of the decimal (Clinger 1990). Wants 1e-4 <= x < 1e15. */
static int
find_short_decimal (double x, uint64_t *digits)
{
  for (int places = 1; places <= 19; places++) {
    const double scaled = rint (x * powers_of_ten[places]);
    if (scaled >= 1e15)
      return -1;
    if (scaled / powers_of_ten[places] == x) {
      *digits = (uint64_t) scaled;
      return places;
    }
  }
  return -1;
}

/* 16 or, where those do not read back, 17 digits, exactly rounded: x is m 2^-s, and m 10^places
 * fits in 128 bits where 1e-4 <= x < 1e15. */
static int
find_long_decimal (double x, uint64_t *digits)
{
  int exponent;
  const uint64_t m = (uint64_t) ldexp (frexp (x, &exponent), 53);
  const int shift = 53 - exponent; /* 4..66 */
  int whole = -4; /* digits before the point; negative counts zeros behind it */

  while (x >= (whole < 0 ? 1 / powers_of_ten[-whole] : powers_of_ten[whole]))
    whole++;
  for (int n = 16; n <= 17; n++) {
    const int places = n - whole;
    unsigned __int128 ten = 1;
    for (int i = 0; i < places; i++)
      ten *= 10;
    const unsigned __int128 exact = m * ten, half = (unsigned __int128) 1 << (shift - 1);
    unsigned __int128 rounded = exact >> shift;
    const unsigned __int128 rest = exact - (rounded << shift);
    rounded += rest > half || (rest == half && (rounded & 1));
    *digits = (uint64_t) rounded;
    const unsigned __int128 back = rounded << shift;
    const unsigned __int128 off = back > exact ? back - exact : exact - back;
    /* Half the gap to the neighbors is ten / 2; below a power of two it is ten / 4. */
    const bool narrow = back < exact && m == UINT64_C (1) << 52;
    if (n == 17 || off * (narrow ? 4 : 2) < ten)
      return places;
  }
  return -1;
}

char *
number_write (char text[NUMBER_TEXT_SIZE], double x)
{
  g_return_val_if_fail (!isnan (x), strcpy (text, "0"));

  if (isinf (x))
    return strcpy (text, x < 0 ? "-inf" : "inf");
  if (x == floor (x) && fabs (x) < 1e15)
    return number_write_int (text, (int64_t) x);
  if (fabs (x) >= 1e-4 && fabs (x) < 1e15) {
    uint64_t digits;
    int places = find_short_decimal (fabs (x), &digits);
    if (places < 0)
      places = find_long_decimal (fabs (x), &digits);
    return write_decimal (text, x < 0, digits, places);
  }
  static const char *const formats[] = { "%.6g", "%.9g", "%.15g", "%.16g", "%.17g" };
  for (size_t i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_ascii_formatd (text, NUMBER_TEXT_SIZE, formats[i], x);
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

bool
number_read_int_bytes (const char *text, size_t n, int64_t *x)
{
  const bool sign = n > 0 && (text[0] == '-' || text[0] == '+');
  uint64_t value = 0;

  if (n <= sign || n - sign > 19)
    return false;
  for (size_t i = sign; i < n; i++) {
    if (!g_ascii_isdigit (text[i]))
      return false;
    value = value * 10 + (uint64_t) (text[i] - '0');
  }
  const bool negative = text[0] == '-';
  if (value > (uint64_t) INT64_MAX + negative)
    return false;
  *x = negative ? (int64_t) -value : (int64_t) value;
  return true;
}

bool
number_read_bytes (const char *text, size_t n, double *x)
{
  char copy[64];
  uint64_t digits = 0;
  int n_digits = 0, places = -1;
  size_t i = n > 0 && text[0] == '-';

  /* Up to 15 digits with a point: both parts are exact, so the quotient is rounded once. */
  for (; i < n && n_digits <= MAX_SHORT_DIGITS; i++) {
    if (g_ascii_isdigit (text[i])) {
      digits = digits * 10 + (uint64_t) (text[i] - '0');
      n_digits++;
      places += places >= 0;
    } else if (text[i] == '.' && places < 0) {
      places = 0;
    } else {
      break;
    }
  }
  if (i == n && n_digits > 0 && n_digits <= MAX_SHORT_DIGITS) {
    *x = (double) digits / powers_of_ten[MAX (places, 0)];
    if (text[0] == '-')
      *x = -*x;
    return true;
  }
  if (n >= sizeof copy)
    return false;
  memcpy (copy, text, n);
  copy[n] = '\0';
  return strlen (copy) == n && number_read (copy, x);
}
