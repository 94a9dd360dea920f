/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nodes of a project by parts of their names. Main thread. */
#pragma once

#include "model/project.h"
#include "ui/palette/fuzzy.h"

typedef struct {
  const Node *node; /* borrowed */
  const Node *parent; /* what it stands in, or NULL */
  const char *name; /* borrowed */
  FuzzyMatch match;
} NameMatch;

/* NameMatch, at most `most`, the best first; an empty query finds all in the order of the list. To
 * be freed. `parent` may be NULL; with `into` (may be NULL) they are added to that array. */
GArray *names_find (const List *list, const Node *parent, const char *query);
void names_add (GArray *into, const List *list, const Node *parent, const char *query);
void names_sort (GArray *names, guint most);

/* The name of a list that a wrong one was meant to be: the nearest as a whole or in one of its
 * words; NULL where the list has none. Borrowed from the list. */
const char *names_nearest (const List *list, const char *wrong);
/* What a node is called, or what it says (lyrics, chords, comments). */
const char *name_of (const Node *node);
