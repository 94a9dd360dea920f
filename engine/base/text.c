/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

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
