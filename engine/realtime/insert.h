/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One effect or instrument in a strip: the wrapper that knows the song position, cuts at the
 * control grid, smooths and automates parameters. Points to states that live outside the graph.
 * Audio thread. */
#pragma once

#include "dsp/processor.h"
#include "realtime/curve.h"
#include "realtime/delay_line.h"
#include "realtime/live_value.h"
#include "realtime/tempo.h"

/* The wrapper's own state: where each parameter stands on the way to its target. */
typedef struct {
  bool started; /* false: take the values at once at the next call */
  bool moving;
  Frames expected; /* song position behind the last call: from elsewhere it is a jump */
  uint64_t seen; /* the `targets_key` whose targets stand in `values`; 0: not known */
  int n;
  double
      values[]; /* n given to the processor, then n each: targets, positions, steps; n cells left */
} InsertState;

static inline size_t
insert_state_size (int n_params)
{
  return sizeof (InsertState) + sizeof (double) * 5 * (size_t) n_params;
}

typedef enum { INSERT_STEREO, INSERT_MID, INSERT_SIDE, INSERT_LEFT, INSERT_RIGHT } InsertChannels;

/* The last three are marks of parallel chains (parallel.h). */
typedef enum { INSERT_EFFECT, INSERT_PART, INSERT_ADD, INSERT_MEET } InsertRole;

typedef struct ParallelRoom ParallelRoom;

typedef struct {
  Id id; /* of the effect; of a mark the id of what holds the chains, or of the chain that ends */
  const Processor *processor;
  void *memory; /* the processor's state */
  InsertState *state;
  const double *targets; /* n_params: the static values */
  uint64_t targets_key; /* the same for the same targets only; 0: none */
  const Curve *const *curves; /* n_params, NULL where not automated */
  bool automated;
  InsertTouch *touch; /* NULL: live values never come */
  bool bypass;
  InsertChannels mode;
  int channels_in, channels_out; /* of the strip, not of one side */
  int latency;
  Frames tail;
  DelayLine *dry; /* what came in, as late as what goes out; NULL without latency */
  DelayLine *other; /* the side that the effect does not work on, likewise */
  InsertRole role;
  const ParallelRoom *room; /* of marks */
  float gain; /* of a chain that ends */
  uint64_t structure; /* of marks: the same for chains that stand and sum up in the same way */
} Insert;

/* In place over n frames at this song position (of the insert's input). audio has two pointers;
 * with one channel in, the second holds rubbish. `sidechain` is NULL or two pointers. */
void insert_process (Insert *insert, float *const *audio, int n, Frames position, int rate,
                     const float *const *sidechain, const TempoTrack *tempo) REALTIME;

/* Gives a processor that is fresh or was reset the values of this position. Returns whether it was:
 * then notes and controllers are to be chased. */
bool insert_prepare (Insert *insert, Frames position) REALTIME;

/* Goes on behind a bypass: as if it had run since `dry` began. `scratch`: 2 x `block` floats. */
void insert_wake (Insert *insert, Frames position, int rate, const TempoTrack *tempo,
                  float *scratch, int block) REALTIME;

/* To silence and the values of the next call's position. */
void insert_reset (Insert *insert) REALTIME;
