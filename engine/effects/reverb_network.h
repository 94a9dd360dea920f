/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The late reverberation: a feedback delay network of 16 lines. Realtime but for the layout.
 *
 * Jot and Chaigne 1991 (network, absorption proportional to delay), Rocchesso and Smith 1997
 * (orthogonal matrix), Schroeder 1962 (input allpasses). The matrix is the Hadamard matrix of order
 * 16 over 4; lengths are distinct primes, hence mutually prime. */
#pragma once

#include "base/realtime.h"
#include "base/types.h"
#include "dsp/block_delay.h"

#define REVERB_LINES 16
#define REVERB_DIFFUSERS 6

/* What makes a kind of space, at size 100 %. */
typedef struct {
  double shortest_ms, longest_ms; /* of the lines */
  int n_diffusers; /* a channel */
  double diffuser_ms[REVERB_DIFFUSERS];
  double diffuser_gain;
  double damping_hz; /* middle of the shelf that shortens the highs */
  double room_meters[3]; /* for early reflections; 0 = none */
} ReverbKind;

typedef struct {
  double time; /* RT60 at 1 kHz, seconds */
  double bass; /* RT60 well below 200 Hz over time */
  double highs; /* RT60 well above damping_hz over time */
  double depth; /* of the modulation, frames */
} ReverbDecay;

typedef struct {
  /* One lane a line. TDF2 of two first-order shelves; the first carries the gain. */
  _Alignas(64) float shelf[2][3][REVERB_LINES]; /* b0, b1, a1 */
  _Alignas(64) float shelf_from[2][3][REVERB_LINES];
  int moved; /* frames of the way from the old shelves and gains that have passed; CONTROL_GRID =
                arrived */
  _Alignas(64) float shelf_state[2][REVERB_LINES];
  int rate;
  BlockDelay line[REVERB_LINES];
  int length[REVERB_LINES]; /* frames */
  uint64_t lfo_step[REVERB_LINES], lfo_start[REVERB_LINES]; /* turns times 2^64 a frame */
  float delay_from[REVERB_LINES]; /* modulated, where it was last aimed */
  float delay_step[REVERB_LINES]; /* a frame, until the cell ends */
  int aimed; /* frames since then */
  float depth;
  bool running; /* delay_from holds something to go on from */
  Frames next; /* position of the next frame if nothing jumps */
  BlockDelay diffuser[2][REVERB_DIFFUSERS];
  int diffuser_length[2][REVERB_DIFFUSERS];
  float diffuser_gain[2][REVERB_DIFFUSERS], diffuser_from[2][REVERB_DIFFUSERS];
  int n_diffusers;
} ReverbNetwork;

/* Lays the lines out behind `used` floats of an arena and returns how many are used then; the
 * network may be NULL to measure. size: 1 = as the table says. */
int reverb_network_lay (ReverbNetwork *network, const ReverbKind *kind, int rate, double size,
                        int used);
/* The lines come to the new decay over CONTROL_GRID frames, or with `jump` at once. Returns the
 * gain that brings the energy of the impulse response, from both inputs, to 1 a channel. */
float reverb_network_decay (ReverbNetwork *network, const ReverbKind *kind, ReverbDecay decay,
                            bool jump) REALTIME;
void
reverb_network_reset (ReverbNetwork *network) REALTIME; /* the arena is the caller's to clear */

/* n <= CONTROL_GRID frames inside one cell of the grid: `in` becomes diffused and `out` is
 * overwritten. The buffers hold CONTROL_GRID frames each, whatever n. */
void reverb_network_run (ReverbNetwork *network, float *arena, float in[2][CONTROL_GRID],
                         float out[2][CONTROL_GRID], int n, Frames position) REALTIME;
