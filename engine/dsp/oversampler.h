/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Works at 2, 4 or 8 times the rate and back: a cascade of polyphase half-band FIRs (Bellanger,
 * Daguet, Lepagnol 1974) under Kaiser windows. Linear phase, whole latency, the same bits for any
 * cutting. Plain structs; init on any thread, the rest realtime. */
#pragma once

#include "base/realtime.h"

/* The most frames, at the base rate, that one call takes. */
#define OVERSAMPLER_BLOCK 32
#define OVERSAMPLER_MAX_FACTOR 8
#define OVERSAMPLER_STAGES 3
#define OVERSAMPLER_MAX_SIDE 96

typedef struct {
  int side; /* taps on the even places; they mirror in pairs */
  int delay; /* frames of the higher rate that make the latency of what lies inside even; 0 or 1 */
  float taps[OVERSAMPLER_MAX_SIDE / 2];
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
  float down_odd[OVERSAMPLER_STAGES][OVERSAMPLER_MAX_SIDE / 2];
  float delayed[OVERSAMPLER_STAGES];
} OversamplerChannel;

typedef enum {
  OVERSAMPLER_LIVE, /* images and aliases 80 dB down, up to 0.41 of the rate flat: short */
  OVERSAMPLER_HQ, /* 110 dB down, flat up to 0.4535 of the rate (20 kHz at 44.1) within 0.0001 dB */
} OversamplerQuality;

/* factor 1, 2, 4, 8; `inner_latency`: what the work between adds, in frames of the higher rate. */
void oversampler_init (Oversampler *oversampler, int factor, OversamplerQuality quality,
                       int inner_latency);

/* in: n frames, out: factor x n; n <= OVERSAMPLER_BLOCK; in and out do not overlap. The input keeps
 * its level; content above 0.5 of the base rate is an image and is gone. */
void oversampler_up (const Oversampler *oversampler, OversamplerChannel *channel, const float *in,
                     float *out, int n) REALTIME;
/* in: factor x n frames, out: n. */
void oversampler_down (const Oversampler *oversampler, OversamplerChannel *channel, const float *in,
                       float *out, int n) REALTIME;
