/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/bext.h"

#include "media/riff.h"

#include <math.h>
#include <string.h>

#define FIXED_SIZE 602
#define LOUDNESS_AT 412 /* five numbers of 16 bits, hundredths */
#define NOT_SAID 0x7fff

void
bext_init (BextInfo *bext)
{
  *bext = (BextInfo){ .version = 2,
                      .integrated = NAN,
                      .range = NAN,
                      .true_peak = NAN,
                      .max_momentary = NAN,
                      .max_short_term = NAN };
}

void
bext_clear (BextInfo *bext)
{
  g_free (bext->coding_history);
  bext_init (bext);
}

static void
read_text (char *to, const uint8_t *bytes, size_t size)
{
  memcpy (to, bytes, size);
  to[size] = '\0';
  for (char *p = to; *p; p++)
    if ((unsigned char) *p < ' ' && *p != '\n' && *p != '\r' && *p != '\t')
      *p = ' ';
  if (g_utf8_validate (to, -1, NULL))
    return;
  for (char *p = to; *p; p++) /* an old program's code page: nobody knows which */
    if ((unsigned char) *p > 126)
      *p = '?';
}

static double
read_hundredths (const uint8_t *bytes)
{
  const int16_t x = (int16_t) riff_u16 (bytes);
  return x == NOT_SAID ? NAN : x / 100.0;
}

bool
bext_read (BextInfo *bext, const uint8_t *bytes, size_t size)
{
  bext_init (bext);
  if (size < FIXED_SIZE)
    return false;
  read_text (bext->description, bytes, 256);
  read_text (bext->originator, bytes + 256, 32);
  read_text (bext->originator_reference, bytes + 288, 32);
  read_text (bext->date, bytes + 320, 10);
  read_text (bext->time, bytes + 330, 8);
  const uint64_t reference = riff_u64 (bytes + 338);
  bext->time_reference = reference > INT64_MAX ? 0 : (int64_t) reference;
  bext->version = riff_u16 (bytes + 346);
  if (bext->version >= 2) {
    bext->integrated = read_hundredths (bytes + LOUDNESS_AT);
    bext->range = read_hundredths (bytes + LOUDNESS_AT + 2);
    bext->true_peak = read_hundredths (bytes + LOUDNESS_AT + 4);
    bext->max_momentary = read_hundredths (bytes + LOUDNESS_AT + 6);
    bext->max_short_term = read_hundredths (bytes + LOUDNESS_AT + 8);
  }
  const size_t history = strnlen ((const char *) bytes + FIXED_SIZE, size - FIXED_SIZE);
  if (history > 0 && g_utf8_validate ((const char *) bytes + FIXED_SIZE, (gssize) history, NULL))
    bext->coding_history = g_strndup ((const char *) bytes + FIXED_SIZE, history);
  return true;
}

static void
write_text (uint8_t *to, const char *text, size_t size)
{
  size_t length = strlen (text);
  if (length > size) {
    const char *cut = g_utf8_find_prev_char (text, text + size + 1);
    length = cut ? (size_t) (cut - text) : size;
  }
  memcpy (to, text, length);
}

static void
write_hundredths (uint8_t *to, double x)
{
  const int16_t n = isfinite (x) ? (int16_t) CLAMP (rint (x * 100.0), -9999.0, 9999.0) : NOT_SAID;
  to[0] = (uint8_t) n;
  to[1] = (uint8_t) ((uint16_t) n >> 8);
}

void
bext_write (const BextInfo *bext, GByteArray *to)
{
  uint8_t fixed[FIXED_SIZE] = { 0 };
  write_text (fixed, bext->description, 256);
  write_text (fixed + 256, bext->originator, 32);
  write_text (fixed + 288, bext->originator_reference, 32);
  write_text (fixed + 320, bext->date, 10);
  write_text (fixed + 330, bext->time, 8);
  for (int i = 0; i < 8; i++)
    fixed[338 + i] = (uint8_t) ((uint64_t) bext->time_reference >> (8 * i));
  fixed[346] = 2;
  const double loudness[] = { bext->integrated, bext->range, bext->true_peak, bext->max_momentary,
                              bext->max_short_term };
  for (int i = 0; i < 5; i++)
    write_hundredths (fixed + LOUDNESS_AT + 2 * i, loudness[i]);
  g_byte_array_append (to, fixed, FIXED_SIZE);
  if (bext->coding_history)
    g_byte_array_append (to, (const uint8_t *) bext->coding_history,
                         (guint) strlen (bext->coding_history));
}
