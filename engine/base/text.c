/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <limits.h>
#include <stdint.h>
#include <string.h>

gsize
text_find_invalid (const char *text, gsize n_bytes)
{
  gsize at = 0;

  while (at < n_bytes) {
    /* Eight bytes at once while they are ASCII and none is NUL. */
    while (n_bytes - at >= 8) {
      uint64_t word;
      memcpy (&word, text + at, sizeof word);
      const uint64_t zeros = (word - UINT64_C (0x0101010101010101)) & ~word;
      if ((word | zeros) & UINT64_C (0x8080808080808080))
        break;
      at += 8;
    }
    if (at == n_bytes)
      break;
    const unsigned char first = (unsigned char) text[at];
    gsize length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (length > n_bytes - at || first == 0 ||
        (length > 1 && !g_utf8_validate_len (text + at, length, NULL)))
      return at;
    at += length;
  }
  return n_bytes;
}

bool
text_is_plain (const char *text, gsize n_bytes)
{
  if (text_find_invalid (text, n_bytes) != n_bytes)
    return false;
  for (gsize i = 0; i < n_bytes; i++) {
    const unsigned char c = (unsigned char) text[i];
    if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
      return false;
    if (c == 0xef && (unsigned char) text[i + 1] == 0xbf && (unsigned char) text[i + 2] >= 0xbe)
      return false;
  }
  return true;
}

/* Levenshtein distance, without regard to case, of texts up to 63 bytes. */
static int
distance (const char *a, const char *b)
{
  int row[64];
  const int n = (int) MIN (strlen (b), 63);

  for (int j = 0; j <= n; j++)
    row[j] = j;
  for (int i = 1; a[i - 1] && i < 64; i++) {
    int diagonal = row[0];
    row[0] = i;
    for (int j = 1; j <= n; j++) {
      const int cost = g_ascii_tolower (a[i - 1]) != g_ascii_tolower (b[j - 1]);
      const int next = MIN (MIN (row[j], row[j - 1]) + 1, diagonal + cost);
      diagonal = row[j];
      row[j] = next;
    }
  }
  return row[n];
}

const char *
text_nearest (const char *text, const char *const *names, int n)
{
  const char *best = NULL;
  int least = INT_MAX;

  for (int i = 0; i < n; i++) {
    int d = names[i] ? distance (text, names[i]) : 99;
    if (names[i] && strlen (text) >= 2 && strstr (names[i], text))
      d = MIN (d, 2);
    if (d < least) {
      least = d;
      best = names[i];
    }
  }
  return best;
}
