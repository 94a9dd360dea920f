/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gated distribution of loudness, in bounded memory however long the programme is. Audio
 * thread. */
#pragma once

#include <stdint.h>

#include "base/realtime.h"

/* Bins of 0.01 LU from the absolute gate up to +10 LUFS; what is louder counts in the last bin.
 * Each holds the sum of its powers too, so only the decision at the relative gate and the
 * percentiles of the range have the bin's width. */
#define LOUDNESS_GATE -70.0
#define LOUDNESS_BINS_PER_LU 100
#define LOUDNESS_BINS (80 * LOUDNESS_BINS_PER_LU)

typedef struct {
  double powers[LOUDNESS_BINS];
  uint32_t counts[LOUDNESS_BINS];
  double power; /* of all that passed the absolute gate */
  uint64_t count; /* likewise */
} LoudnessHistogram;

/* LUFS of a sum of weighted mean squares, -0.691 + 10 log10 (power); -inf at 0. */
double loudness_from_power (double power) REALTIME;

void loudness_histogram_reset (LoudnessHistogram *histogram) REALTIME;
void loudness_histogram_add (LoudnessHistogram *histogram, double power) REALTIME;

/* Adds all that `from` holds: the gated loudness of an album is that of all blocks of its tracks.
 */
void loudness_histogram_merge (LoudnessHistogram *to, const LoudnessHistogram *from) REALTIME;

/* LUFS of the mean power above the relative gate 10 LU below the mean of all (BS.1770-5 Annex 1);
 * NaN while nothing has passed the absolute gate. */
double loudness_histogram_integrated (const LoudnessHistogram *histogram) REALTIME;

/* LU between the 10th and the 95th percentile above the relative gate 20 LU below the mean of all
 * (EBU Tech 3342); NaN while nothing has passed the absolute gate. */
double loudness_histogram_range (const LoudnessHistogram *histogram) REALTIME;
