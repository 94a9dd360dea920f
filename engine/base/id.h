/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stable identity: a letter for the kind of thing and 55 random bits, "t:0k3f9x2m1qa" as text.
 * The letter stands in the top bits, so an id says by itself what it names. */
#pragma once

#include <glib.h>
#include "base/types.h"

#define ID_TEXT_SIZE 14 /* letter, colon, 11 characters, NUL */

typedef struct {
  uint64_t state; /* SplitMix64 */
  GHashTable *taken; /* Id * that are not drawn, or NULL; borrowed */
} IdSource;

/* Seeded per opened document; the same seed draws the same ids. */
void id_source_init (IdSource *source, uint64_t seed);
Id id_next (IdSource *source, char letter);

static inline char
id_letter (Id id)
{
  return (char) (id >> 55);
}

char *id_write (char text[ID_TEXT_SIZE], Id id);
/* The whole of text; false when it is no id. */
bool id_read (const char *text, Id *id);
