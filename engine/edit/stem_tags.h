/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words in file names that tell tempo, key or file format. Pure functions; any thread.
 *
 * Each takes a word and the one behind it (or NULL) and returns how many of the two belong to the
 * tag: 0 when there is none, 1 or 2. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* "120bpm", "BPM98.5", "120 BPM", "bpm 120": quarters a minute, 30 to 400. */
int stem_tag_tempo (const char *word, const char *next, double *bpm);
/* "Am", "F#m", "Bbmaj", "C# minor". *key is "F#m" or "Bb", to be freed, set when something was
 * found. `plain` tells that a mode is written out, so that it can be nothing else. */
int stem_tag_key (const char *word, const char *next, bool *plain, char **key);
/* "24bit", "24 bit", "48k", "44.1kHz". */
int stem_tag_format (const char *word, const char *next);
