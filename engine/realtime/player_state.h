/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the player: what its two sides share, and what belongs to the audio thread alone. */
#pragma once

#include <stdatomic.h>

#include "realtime/live_values.h"
#include "realtime/player.h"

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
  Frames fade_at; /* graph time of the next graph at which the crossfade begins */
  bool joined; /* with another latency: it has come to the place that is heard */
  Frames next_time; /* of the next graph during a swap; `time` is the ghost's */

  PlayerPhase phase;
  int reset_at; /* strip */
  Frames prime_left;
  Frames time; /* graph time of the next block */
  Frames began; /* graph time of the last start */
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
  const PlayedEvents *played; /* of the block, or NULL */

  Workers *workers; /* or NULL */
  int64_t patience_ns;
  double pace;
  int64_t deadline_ns; /* of the block */
  bool lost; /* a worker holds up the last graph block; nothing of it is touched */
  unsigned callback; /* counts */
  _Atomic unsigned breaks; /* counted by strips */
  unsigned seen_breaks;
  const float *live[PLAYER_MOST_INPUTS]; /* of the graph block: rows of `held`, or the device's */
  float *held; /* with workers: inputs, which they may still read when the callback is over */

  PlayerCount count_next; /* of the next start */
  PlayerCount count; /* before the last */
  Frames entered; /* where the last start went, in the song and in graph time */

  PlayerBuses buses;
  float *bus_memory;
  Frames clock; /* frames given to the device, at the block's start */
  uint32_t touched;
  LiveValues values;
  InsertTap tap;
  ChainMatch match;

  float mix[2][PLAYER_MOST_BLOCK];
  float *scratch;
};

/* player_graph.c; audio thread. */

int player_ramp_length (const Player *player) REALTIME;
void player_tell (Player *player, PlayerReportKind kind, void *owner) REALTIME;
void player_say_place (Player *player, Frames position, Frames source) REALTIME;
/* Of the graph that is heard: during a swap that of the old one. */
Frames player_heard_latency (const Player *player) REALTIME;

/* What strips and lateness have to say of the block that has just been made. */
void player_tell_breaks (Player *player) REALTIME;
void player_tell_late (Player *player, float lasts_ns) REALTIME;

/* The next graph: crossfaded where something sounds, else at once. */
void player_take (Player *player, GraphSwap *swap) REALTIME;
void player_take_at_once (Player *player, GraphSwap *swap) REALTIME;
void player_end_swap (Player *player) REALTIME;

/* Brings what is held and the graphs together, where one of them is new. */
void player_bind (Player *player) REALTIME;

/* The most frames, up to n, that may be run in one go. */
int player_piece (const Player *player, int n) REALTIME;
/* The next n frames into `mix`; the device's inputs from frame `offset` of the block, -1: none.
 * Silence, with `lost` set, where a worker holds them up. */
void player_run (Player *player, int n, int offset) REALTIME;
/* The ramp of starts and stops over the n frames in `mix` and, from frame `offset` on, the buses.
 */
void player_ramp (Player *player, int offset, int n, bool up) REALTIME;

/* player_buses.c; audio thread. `offset` is the first frame of the block that is meant, -1: none.
 */

/* All buses that the graph and a ghost have, silent for a block of n frames. */
void player_buses_begin (Player *player, int n) REALTIME;
/* What the graph gives. */
void player_buses_copy (Player *player, const Graph *graph, int offset, int n) REALTIME;
/* From what was copied towards what the graph gives, u going up to 1 as in the mix. */
void player_buses_crossfade (Player *player, const Graph *graph, int offset, int n,
                             int length) REALTIME;
/* As the ramp in the mix, which begins at `ramp_at`. */
void player_buses_ramp (Player *player, int offset, int n, int ramp_at, bool up) REALTIME;
