/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frequency weighting of BS.1770 and the energy behind it, two channels at a time. Audio
 * thread. */
#pragma once

#include "base/realtime.h"

/* Stage 1 (the head's shelf) and stage 2 (the RLB high-pass) as rational functions, a0 = 1. */
typedef struct {
  double b[3], a[2]; /* a1, a2 */
} KWeightingStage;

typedef struct {
  KWeightingStage shelf, high_pass;
} KWeighting;

/* ITU-R BS.1770-5 Annex 1, for any rate above 4 kHz: the standard's table is for 48 kHz, and the
 * filters are derived so that their response there stays the same at every other rate. The table's
 * numerator 1, -2, 1 carries a gain of 0.043 dB that depends on the rate; it is kept as well. */
void k_weighting_init (KWeighting *weighting, int rate);

/* Two channels side by side in the two lanes of a register, through both stages. */
typedef struct {
  double a[2], b[2]; /* of the shelf: a1, a2; b1 and b2 divided by b0 */
  double c[2]; /* of the high-pass: a1, a2; its numerator is 1, -2, 1 */
  double power_gain; /* the square of what the numerators were divided by */
  double shelf[2][2], high_pass[2][2]; /* states, direct form II; [delay - 1][channel] */
  double difference[2]; /* of the high-pass, for its second difference */
  double energy[2]; /* sums of squares */
} KWeightingPair;

void k_weighting_pair_init (KWeightingPair *pair, int rate);
void k_weighting_pair_reset (KWeightingPair *pair) REALTIME;

/* n frames of two channels. The same bits for any cutting. */
void k_weighting_pair_process (KWeightingPair *pair, const float *a, const float *b,
                               int n) REALTIME;

/* Sums of the weighted squares since the last call, which starts them again. */
void k_weighting_pair_take (KWeightingPair *pair, double *a, double *b) REALTIME;
