/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that tell what plays on a track, with its place and color. Pure functions; any
 * thread. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* In the order in which tracks stand in a new session. */
typedef enum {
  STEM_DRUMS,
  STEM_BASS,
  STEM_GUITARS,
  STEM_KEYS,
  STEM_PADS,
  STEM_OTHER, /* no word that is known */
  STEM_LEAD_VOCAL,
  STEM_BACKING_VOCAL,
  STEM_RETURN, /* effects of their own: reverb, delay, risers */
} StemType;

/* The words of a name as written: cut at blanks, punctuation and where "leadVox" goes up, but not
 * inside "44.1" or "F#m". NULL-terminated; the caller frees it with g_strfreev. `joints` (may be
 * NULL) gets for each word whether a single hyphen stands before it; the caller frees it. */
char **stem_words_split (const char *name, bool **joints);

/* What a name such as "Kick In" or "Lead Vox Dbl" stands for; STEM_OTHER when no word is known.
 * `color` (may be NULL) gets the color of the palette that belongs to it ("stone" for others). */
StemType stem_type (const char *name, const char **color);
/* Whether this one word tells a type. */
bool stem_word_is_known (const char *word);
