/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Works at 2, 4, 8 or 16 times the rate and back: a cascade of polyphase FIRs under Kaiser windows.
 * The stage next to the base rate stops at half of it, so nothing folds back, not even above the
 * passband; the others are half-bands (Bellanger, Daguet, Lepagnol 1974). Linear phase, whole
 * latency, the same bits for any cutting. Plain structs; init on any thread, the rest realtime. */
#pragma once

#include "base/realtime.h"

/* The most frames, at the base rate, that one call takes. */
#define OVERSAMPLER_BLOCK 32
#define OVERSAMPLER_MAX_FACTOR 16
#define OVERSAMPLER_STAGES 4
#define OVERSAMPLER_MAX_SIDE 144

typedef struct {
  int side; /* taps on the even places; they mirror in pairs */
  int center; /* pairs of taps on the odd places, the middle tap halved to be one; 1: half-band */
  int delay; /* frames of the higher rate that make the latency of what lies inside even; 0 or 1 */
  float even_taps[OVERSAMPLER_MAX_SIDE / 2], odd_taps[OVERSAMPLER_MAX_SIDE / 2];
} OversamplerStage;

/* What all channels share; constant after init. */
typedef struct {
  int factor, n_stages;
  int latency; /* there and back with the work between, in frames of the base rate */
  OversamplerStage stages[OVERSAMPLER_STAGES];
} Oversampler;

/* The past of one channel; all zero at the start and after a reset. */
typedef struct {
  float up[OVERSAMPLER_STAGES][OVERSAMPLER_MAX_SIDE];
  float down_even[OVERSAMPLER_STAGES][OVERSAMPLER_MAX_SIDE];
  float down_odd[OVERSAMPLER_STAGES][OVERSAMPLER_MAX_SIDE];
  float delayed[OVERSAMPLER_STAGES];
} OversamplerChannel;

/* factor 1, 2, 4, 8, 16. `passband`, of the base rate, at most 0.4536 (20 kHz of 44.1), is kept
 * within 0.0002 dB; from 0.5 on everything is 100 dB down, on the way up and on the way down. The
 * nearer the two, the longer the latency. `inner_latency`: what the work between adds, in frames of
 * the higher rate. */
void oversampler_init (Oversampler *oversampler, int factor, double passband, int inner_latency);

/* in: n frames, out: factor x n; n <= OVERSAMPLER_BLOCK; in and out do not overlap. The input keeps
 * its level; content above 0.5 of the base rate is an image and is gone. */
void oversampler_up (const Oversampler *oversampler, OversamplerChannel *channel, const float *in,
                     float *out, int n) REALTIME;
/* in: factor x n frames, out: n. */
void oversampler_down (const Oversampler *oversampler, OversamplerChannel *channel, const float *in,
                       float *out, int n) REALTIME;
