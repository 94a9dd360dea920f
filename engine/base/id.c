/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/id.h"
#include "base/hash.h"

#include <string.h>

static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz"; /* Crockford's, lower case */

void
id_source_init (IdSource *source, uint64_t seed)
{
  source->state = hash_mix (seed + UINT64_C (0x9e3779b97f4a7c15));
  source->taken = NULL;
}

Id
id_next (IdSource *source, char letter)
{
  Id id;

  do {
    source->state += UINT64_C (0x9e3779b97f4a7c15);
    const uint64_t bits = hash_mix (source->state) >> 9;
    id = bits ? ((Id) (unsigned char) letter << 55) | bits : 0;
  } while (id == 0 || (source->taken && g_hash_table_contains (source->taken, &id)));
  return id;
}

char *
id_write (char text[ID_TEXT_SIZE], Id id)
{
  text[0] = id_letter (id);
  text[1] = ':';
  for (int i = 0; i < 11; i++)
    text[2 + i] = digits[(id >> (50 - 5 * i)) & 31];
  text[13] = '\0';
  return text;
}

bool
id_read (const char *text, Id *id)
{
  if (strlen (text) != 13 || !g_ascii_islower (text[0]) || text[1] != ':')
    return false;

  uint64_t bits = 0;
  for (int i = 0; i < 11; i++) {
    const char *digit = strchr (digits, text[2 + i]);
    if (!digit || !*digit)
      return false;
    bits = bits << 5 | (uint64_t) (digit - digits);
  }
  *id = ((Id) (unsigned char) text[0] << 55) | bits;
  return bits != 0;
}
