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

/* Two channels, each through both stages. The lanes are a's stage 1, b's stage 1, a's stage 2 and
 * b's stage 2; stage 2 runs two frames behind, so that all four lanes step together. */
typedef struct {
  double a1[4], a2[4], b1[4], b2[4]; /* numerators divided by their first coefficient */
  double w1[4], w2[4]; /* states, direct form II */
  double carry[2][2]; /* what stage 1 gave for the last frame and the one before */
  double energy[4]; /* sums of squares; those of stage 2 count */
  double power_gain; /* the square of what the numerators were divided by */
} KWeightingPair;

void k_weighting_pair_init (KWeightingPair *pair, int rate);
void k_weighting_pair_reset (KWeightingPair *pair) REALTIME;

/* n frames of two channels. The same bits for any cutting; two frames of delay. */
void k_weighting_pair_process (KWeightingPair *pair, const float *a, const float *b,
                               int n) REALTIME;

/* Sums of the weighted squares since the last call, which starts them again. */
void k_weighting_pair_take (KWeightingPair *pair, double *a, double *b) REALTIME;
