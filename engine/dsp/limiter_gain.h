/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gain of a look-ahead limiter: from the reduction that each frame needs to a smooth one that
 * never falls short of it. Sliding maximum (monotonic deque, Lemire 2006), program-dependent
 * release, then two moving averages, whose sums are whole numbers and so neither drift nor depend
 * on history. One block of memory without pointers. Init on any thread, the rest realtime.
 *
 * Reduction is linear: 0 is none, 0.5 is a gain of -6 dB, 1 is silence. */
#pragma once

#include "base/realtime.h"

#include <stddef.h>
#include <stdint.h>

typedef struct {
  int attack; /* frames over which the gain comes down and goes up at the fastest; >= 2 */
  int hold; /* frames on both sides of a peak at which the gain has already reached it; >= 0 */
} LimiterGainShape;

typedef struct {
  double fast_ms; /* a short reduction falls to a third in this time */
  double slow_ms; /* how slowly the part that lasts follows; 0: there is no such part */
  double lasting; /* 0..1: how much of a lasting reduction returns at the slow speed only */
} LimiterGainRelease;

typedef struct {
  int attack[2], hold, window;
  int rate;
  double fast, slow, lasting; /* per frame */
  double reduction; /* after the release */
  double lasting_reduction;
  double scale;
  int64_t sum[2];
  int64_t frame;
  int box_at[2];
  int deque_first, deque_count, deque_size; /* a power of two */
  size_t deque_offset, box_offset[2]; /* from the struct */
} LimiterGain;

/* Bytes, the struct included; a multiple of 64. */
size_t limiter_gain_size (LimiterGainShape shape);
/* Fills zeroed memory of that size. */
void limiter_gain_init (LimiterGain *gain, int rate, LimiterGainShape shape);
void limiter_gain_reset (LimiterGain *gain) REALTIME;
/* From the next frame on. */
void limiter_gain_set_release (LimiterGain *gain, LimiterGainRelease release) REALTIME;
/* Frames by which the gain comes later than its need. */
int limiter_gain_latency (LimiterGainShape shape);

/* needs: what each of n frames needs, 0..1. gains: 1 - reduction for the frames
 * limiter_gain_latency () earlier; exactly 1 where there is none. May be the same memory. False
 * when nothing reduces and every gain is 1. */
int limiter_gain_process (LimiterGain *gain, const float *needs, float *gains, int n) REALTIME;
