/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds what was meant by a few letters of it, and which letters those are. Any thread. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define FUZZY_LETTERS 48 /* of what was typed; the rest is not looked at */

typedef struct {
  double score; /* 0 to 1: the words themselves, in order, from the start of the text */
  int n;
  int at[FUZZY_LETTERS]; /* byte offsets of the matched letters, rising */
} FuzzyMatch;

/* All letters of the query stand in the text in their order, or all its words in any order. Case
 * and marks over letters do not count; word starts and letters side by side weigh, and letters
 * scattered over the text are no match. An empty query matches everything with a score of 0. */
bool fuzzy_match (const char *query, const char *text, FuzzyMatch *match);
