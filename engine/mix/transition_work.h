/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside a transition: two graphs, and what of the old one sounds differently in the next. Any
 * thread but audio. */
#pragma once

#include "mix/build.h"
#include "mix/same.h"
#include "realtime/strip_fade.h"

#define TRANSITION_WARM_UP_SECONDS 1

struct MixTransition {
  GraphSwap swap;
  GPtrArray *memory;
  GArray *copies, *delays, *moves, *wakes, *unmutes, *order;
};

typedef struct {
  MixTransition *transition;
  MixGraph *old, *next;
  GHashTable *shared; /* memory -> MixState, of what both graphs use */
  GHashTable *runs; /* memory that the strips of the next graph work on */
  int *successor; /* of old strips, -1 when gone */
  int *predecessor; /* of next strips, -1 when new */
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

static inline Strip *
next_strip (const Work *work, int index)
{
  return &work->next->graph.context.strips[index];
}

static inline bool
transition_is_computed (const Strip *strip)
{
  return !strip->silent || strip->listened;
}

/* Whether a mute ends that a hand may have held off. `a` may be NULL. */
static inline bool
transition_unmutes (const Strip *a, const Strip *b)
{
  return a && a->silent && a->muted && !a->listened && !b->silent;
}

/* A track that was unfrozen begins in the middle: its notes anew, its effects empty. Until they are
 * as they would be its file is heard, which is the same sound. `b` may be NULL. */
static inline Frames
transition_warm_up (const Work *work, const Strip *a, const Strip *b)
{
  const bool thaws = a->frozen && b && !b->silent && b->thaws;
  return thaws ? (Frames) TRANSITION_WARM_UP_SECONDS * work->next->graph.context.rate : 0;
}

/* transition_copy.c */

void *transition_room (Work *work, size_t bytes); /* zeroed; lives as long as the transition */
/* The old graph's own of a state: a copy where the next graph goes on with it. */
void *transition_own (Work *work, void *memory);
Insert *transition_own_chain (Work *work, const Insert *inserts, int n);

/* transition_both.c: the third graph of swap.h. False, and nothing done but for memory, where there
 * is none. */
bool transition_both (Work *work);

/* transition_chain.c */
bool transition_same_source (const Strip *a, const Strip *b);
/* What of the row differs. `wait`: grows to how long it has to be fed. */
void transition_chain (Work *work, const Strip *a, const Strip *b, bool master, ChainFade *fade,
                       Frames *wait);

/* transition_compare.c */

/* Whether two edges do the same, through the same delay; not how loud. */
bool transition_same_path (const Work *work, const Edge *a, const Edge *b);
bool transition_same_level (const Edge *a, const Edge *b);
/* Fills affected and pre_same of an old strip; those that it listens to have been compared. */
void transition_compare (Work *work, int strip);
