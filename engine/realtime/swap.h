/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the sound goes over from one graph to the next. Made by mix/ off the audio thread; carried
 * out by the player.
 *
 * The next graph has taken over the states of everything that did not change. What did change, and
 * what stands behind it, runs a second time for the length of the crossfade as a ghost: the old
 * strips on copies of the states. Strips that did not change are computed once: the ghost reads
 * their buffers. Where effects behind a change look ahead, the change comes out of the next graph
 * that much later: until then the ghost alone is heard, then the crossfade begins. */
#pragma once

#include "realtime/graph.h"

typedef struct {
  void *to;
  const void *from;
  size_t bytes;
  void (*copy) (void *to, const void *from); /* NULL: memcpy */
} StateCopy;

/* A compensation delay whose length changed: the newest frames are kept. */
typedef struct {
  DelayLine *to;
  const DelayLine *from;
} DelayCopy;

/* An instrument whose notes changed while it plays on. */
typedef struct {
  int strip; /* of the next graph */
  const NoteList *old;
} NoteMove;

/* An effect whose bypass ends: its state is of another time. */
typedef struct {
  int strip; /* of the next graph */
  Insert *insert;
} InsertWake;

typedef struct GraphSwap {
  Graph *next;
  void *owner; /* for whoever frees it */
  bool follows; /* `next` was compiled against the graph that runs; else it starts afresh */
  bool all; /* the ghost is a whole graph: the latency changes */
  Frames old_latency;
  Frames delay; /* graph time of `next` until the first that changed comes out of it */
  Graph ghost; /* strips as many as the old graph; only those of `order` are run */
  bool fades; /* else nothing that is heard has changed, and the next graph simply goes on */
  int n_order;
  const int *order;
  int n_copies, n_delays, n_moves, n_wakes;
  const StateCopy *copies;
  const DelayCopy *delays;
  const NoteMove *moves;
  const InsertWake *wakes;
} GraphSwap;

/* At the moment of the swap, between two blocks, with the song at `position`. */
void swap_begin (const GraphSwap *swap, Frames position, float *scratch) REALTIME;

/* The ghost over graph times [position, position + n), into slot 0 of its buffers. */
void swap_ghost (GraphSwap *swap, Frames position, int n, float *scratch) REALTIME;
