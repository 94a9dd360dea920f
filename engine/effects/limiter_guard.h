/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The limiter's last stage: measures the true peak of what the first one put out, up to half the
 * rate, wherever it may pass, and turns down what does. Init on any thread, the rest realtime. */
#pragma once

#include "dsp/edge_level.h"
#include "dsp/limiter_gain.h"
#include "dsp/true_peak_long.h"

#define LIMITER_GUARD_STEP EDGE_LEVEL_BLOCK /* frames of a call at the most */
/* Frames looked back on, and how many more come before they are moved. */
#define LIMITER_GUARD_PAST 584
#define LIMITER_GUARD_ROOM 512
/* A kernel may read so far behind the last one. */
#define LIMITER_GUARD_SPARE 8

typedef struct {
  float samples[LIMITER_GUARD_PAST + LIMITER_GUARD_ROOM + LIMITER_GUARD_SPARE];
  float guess[LIMITER_GUARD_PAST + LIMITER_GUARD_ROOM]; /* of each frame's peak */
} LimiterGuardChannel;

typedef struct {
  int channels;
  int end; /* of what the channels hold */
  TruePeakLong kernel;
  EdgeLevel edge;
  LimiterGuardChannel channel[2];
} LimiterGuard;

size_t limiter_guard_gain_size (void);
int limiter_guard_latency (void);
/* `gain` is memory of limiter_guard_gain_size () bytes, zeroed, here and below. */
void limiter_guard_init (LimiterGuard *guard, LimiterGain *gain, int rate, int channels);
void limiter_guard_reset (LimiterGuard *guard, LimiterGain *gain) REALTIME;

/* audio: n new frames of each channel, not across a multiple of LIMITER_GUARD_STEP since the start,
 * replaced by those limiter_guard_latency () earlier. guess: what a kernel of 32 taps reads behind
 * each frame. gains: what the frames put out were multiplied with. */
void limiter_guard_process (LimiterGuard *guard, LimiterGain *gain, float *const *audio,
                            const float *const *guess, float aim, float *gains, int n) REALTIME;
