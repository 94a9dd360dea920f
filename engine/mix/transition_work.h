/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside a transition: two graphs, and what of the old one sounds differently in the next. Any
 * thread but audio. */
#pragma once

#include "mix/build.h"
#include "mix/same.h"

typedef struct {
  MixTransition *transition;
  MixGraph *old, *next;
  GHashTable *shared; /* memory -> MixState, of what both graphs use */
  int *successor; /* of old strips, -1 when gone */
  bool *affected; /* old strips: does not sound as its successor does */
  bool *pre_same; /* old strips: the pre tap still does */
} Work;

static inline Strip *
old_strip (const Work *work, int index)
{
  return &work->old->graph.context.strips[index];
}

/* NULL where the strip is gone. */
static inline Strip *
successor (const Work *work, int index)
{
  const int s = work->successor[index];
  return s < 0 ? NULL : &work->next->graph.context.strips[s];
}

/* Fills affected and pre_same of an old strip; those that it listens to have been compared. */
void transition_compare (Work *work, int strip);
bool transition_same_instrument (const Strip *a, const Strip *b);
