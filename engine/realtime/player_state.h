/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the player: what its two sides share, and what belongs to the audio thread alone. */
#pragma once

#include <stdatomic.h>

#include "realtime/player.h"

#define PLAYER_MOST_BLOCK 1024
#define PLAYER_MOST_INPUTS 64

typedef enum {
  PHASE_STOPPED,
  PHASE_RESETTING, /* states to silence, some strips a block */
  PHASE_PRIMING, /* the graph runs unheard for its latency */
  PHASE_ROLLING,
  PHASE_ENDING, /* rolling, with the output ramped down; then `pending` */
} PlayerPhase;

struct Player {
  int rate;
  Ring requests, reports;

  _Atomic Frames position, source_position;
  _Atomic bool rolling;
  _Atomic uint64_t busy_ns, blocks, late, frames; /* written by audio, read by main */
  _Atomic uint64_t most_load; /* millionths; main sets it back to 0 */
  uint64_t seen_busy_ns, seen_frames; /* main's */

  /* Audio thread only. */
  Graph *graph; /* what is heard, or during a swap what is heard next; NULL before the first */
  void *owner;
  GraphSwap *swap; /* under way, or NULL */
  GraphSwap *waiting; /* something else entirely, to stand there when the ramp is down; or NULL */
  int fade_at; /* frames of the crossfade done */
  Frames next_time; /* of the next graph during a swap; `time` is the ghost's */

  PlayerPhase phase;
  int reset_at; /* strip */
  Frames prime_left;
  Frames time; /* graph time of the next block */
  Frames laid; /* up to here the timeline knows where the song jumps */
  Timeline timeline;
  Frames start, end; /* of the play range */
  Frames loop_start, loop_end; /* equal: none */
  int ramp_at; /* 0 silent .. ramp_length full */
  bool goes_on; /* behind PHASE_ENDING: play from `start`; else stop */

  unsigned starts;
  bool stands; /* the graph runs for the device's inputs; the song does not */
  Frames stood; /* frames since the timeline was last held there */
  bool records;
  const float *const *inputs; /* of the block, or NULL */
  int n_inputs;

  float mix[2][PLAYER_MOST_BLOCK];
  float *scratch;
};
