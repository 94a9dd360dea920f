/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Guesses from the names of audio files what tracks they make: clean names, pairs, order, color,
 * tempo and key. Pure functions; any thread. */
#pragma once

#include "edit/stem_words.h"

typedef struct {
  char *name; /* "Kick In" of "MySong_03_Kick In_120bpm.wav"; no two of a list are the same */
  StemType type;
  const char *color; /* of the palette */
  int file; /* index into the list: the only one, or the left one */
  int right; /* of a pair, else -1 */
} Stem;

typedef struct {
  GArray *stems; /* Stem, in the order of tracks: by type, then as the files were given */
  double tempo; /* that all names with a tempo agree on; 0 = none has one, or they differ */
  bool tempos_differ;
  char *key; /* "F#m" likewise, as it was written; NULL */
} StemNames;

/* `files` are n names in UTF-8, with or without folder and ending. What most names of a session
 * share is cut: prefix and suffix, numbers, tempo, key, word length and rate; never so much that
 * nothing but a side or a number remains. Two names that differ in "L" and "R" or "Left" and
 * "Right" alone make one stem. Lists of one file are fine. */
void stem_names_guess (const char *const *files, int n, StemNames *names);
void stem_names_clear (StemNames *names);
