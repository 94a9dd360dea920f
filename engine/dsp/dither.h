/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shortens samples to 16 or 24 bits: rounded, with triangular dither or with shaped noise. One per
 * pair of channels of a file; any one thread at a time. Same bits on every processor. */
#pragma once

#include "base/types.h"
#include "base/realtime.h"

#define DITHER_ORDER 12

typedef enum {
  DITHER_NONE, /* rounded to nearest, halves to even */
  DITHER_TPDF, /* triangular, 2 steps peak to peak: total noise q^2 / 4, no modulation */
  DITHER_SHAPED, /* the same, its noise moved to where the ear hears least */
} DitherKind;

typedef struct {
  DitherKind kind;
  double scale; /* steps per unit: 2^(bits - 1) */
  uint64_t keys[2]; /* of the noise: (seed, channel) */
  double taps[DITHER_ORDER]; /* error feedback, nearest first */
  double errors[DITHER_ORDER][2]; /* of the last frames in steps, nearest first */
} Dither;

/* For the channels `channel` and `channel` + 1. `bits` is 16 or 24 (8 to 24 work). The noise is a
 * function of (seed, channel, frame); channels have independent noise. */
void dither_init (Dither *dither, DitherKind kind, int bits, int rate, uint64_t seed, int channel);

/* The prediction error filter of order DITHER_ORDER that makes the noise of a feedback quantizer at
 * `rate` least audible: noise spectrum |1 - sum taps[k] z^-(k+1)|^2. The least-squares solution
 * (Levinson-Durbin) for the weight 1 / threshold in quiet (Terhardt 1979), the threshold bounded to
 * 40 dB over its lowest value so that the total noise rises by no more than 14 dB. */
void dither_design (double taps[DITHER_ORDER], int rate);

/* Writes n integers a channel for the frames at, at + 1, ... of the file; shaped noise needs calls
 * in order and without gaps. `in` is +-1; what lies outside is clamped to the last step, NaN gives
 * 0. in[1] is NULL for a single channel. Returns how many samples were clamped. */
int64_t dither_process (Dither *dither, Frames at, const float *const in[2], int32_t *const out[2],
                        int n);
