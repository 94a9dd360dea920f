/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the sound goes over from one graph to the next. Made by mix/ off the audio thread; carried
 * out by the player.
 *
 * The next graph has taken over the states of everything that did not change. For the length of the
 * crossfade the player runs a third graph, `both`: the strips of the next one, of which those that
 * changed go over inside (strip_fade.h), and strips of the old one that end. What did not change is
 * in it as it is in the next graph.
 *
 * Where latencies change the two are at different places, and where an old connection runs against
 * a new one there is no order for both: then (`all`) the old graph runs on as a ghost, on copies of
 * the states, until the change comes out of the next graph, and main is crossfaded. */
#pragma once

#include "realtime/graph.h"
#include "realtime/strip_fade.h"

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

/* A strip whose mute is gone. Where no hand had held it off before, it has not been computed and
 * begins anew. */
typedef struct {
  const Strip *old;
  int strip; /* of the next graph */
  StripFade *fade; /* of `both`, as of a strip that was heard; NULL with `all` */
} StripUnmute;

typedef struct GraphSwap {
  Graph *next;
  void *owner; /* for whoever frees it */
  bool follows; /* `next` was compiled against the graph that runs; else it starts afresh */
  bool fades; /* else nothing that is heard has changed, and the next graph simply goes on */
  bool all; /* by the ghost */
  Frames old_latency;
  Frames delay; /* graph time of `next` until the last crossfade begins */
  Graph both; /* without `all` */
  Graph ghost; /* the strips of the old graph, with `all` as a graph of its own */
  int n_order; /* with `all` */
  const int *order; /* the strips of it that are run */
  int n_copies, n_delays, n_moves, n_wakes, n_unmutes;
  const StateCopy *copies;
  const DelayCopy *delays;
  const NoteMove *moves;
  const InsertWake *wakes;
  const StripUnmute *unmutes;
} GraphSwap;

/* Frames of a crossfade: 10 ms. */
static inline int
swap_length (int rate)
{
  return rate / 100;
}

/* At the moment of the swap, between two blocks, with the song at `position`. */
void swap_begin (const GraphSwap *swap, Frames position, float *scratch) REALTIME;

/* With `all`: the ghost over graph times [position, position + n), into slot 0 of its buffers. */
void swap_ghost (GraphSwap *swap, Frames position, int n, float *scratch) REALTIME;
