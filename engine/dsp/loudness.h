/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The loudness meter of BS.1770-5 and EBU Tech 3341 and 3342: momentary, short-term and integrated
 * loudness and the loudness range. Audio thread; a plain struct without pointers, some 200 KB. */
#pragma once

#include <stdbool.h>

#include "base/types.h"
#include "dsp/k_weighting.h"
#include "dsp/loudness_histogram.h"

#define LOUDNESS_MAX_CHANNELS 8
#define LOUDNESS_MIN_RATE 8000

/* The windows slide in hops of 5 ms, so that a burst of 400 ms that falls between two of them reads
 * at most 0.03 dB low. Gating blocks and range values come every 100 ms. */
#define LOUDNESS_HOPS_PER_SECOND 200
#define LOUDNESS_MOMENTARY_HOPS (LOUDNESS_HOPS_PER_SECOND * 4 / 10)
#define LOUDNESS_SHORT_TERM_HOPS (LOUDNESS_HOPS_PER_SECOND * 3)
#define LOUDNESS_STEP_HOPS (LOUDNESS_HOPS_PER_SECOND / 10)

/* A sliding sum of the last `length` hops. */
typedef struct {
  int length; /* hops */
  double energy;
  double max_power; /* of the full windows so far; negative before the first */
} LoudnessWindow;

typedef struct {
  int rate, channels, n_pairs;
  double weights[LOUDNESS_MAX_CHANNELS];
  int measured[LOUDNESS_MAX_CHANNELS]; /* two for each pair; -1 is silence */
  KWeightingPair pairs[LOUDNESS_MAX_CHANNELS / 2];
  Frames frames; /* that came in since the reset */
  Frames hop_end; /* in frames */
  int64_t hops; /* that are complete */
  double ring[LOUDNESS_SHORT_TERM_HOPS]; /* energies of the last hops */
  LoudnessWindow momentary, short_term;
  LoudnessHistogram blocks; /* of 400 ms, for the integrated loudness */
  LoudnessHistogram spread; /* of short-term values, for the range */
} Loudness;

/* `rate` is LOUDNESS_MIN_RATE or more, `channels` 1 to LOUDNESS_MAX_CHANNELS in the order of WAV
 * files. Without `weights` (factors of power) they follow the number of channels: L R C 1,
 * surrounds at the side 1.41, LFE 0 (BS.1770-5 table 3 and Annex 3). */
void loudness_init (Loudness *loudness, int rate, int channels, const double *weights);

/* Forgets everything but what init gave. */
void loudness_reset (Loudness *loudness) REALTIME;

/* Planar audio, n frames; the same bits for any cutting. To pause the meter is not to call this. */
void loudness_process (Loudness *loudness, const float *const *audio, int n) REALTIME;

/* LUFS of the window that ends at the last full hop. Before the first frame there was silence: the
 * reading climbs; -inf for silence. */
double loudness_momentary (const Loudness *loudness) REALTIME;
double loudness_short_term (const Loudness *loudness) REALTIME;

/* LUFS, of full windows only; NaN before there was one. */
double loudness_momentary_max (const Loudness *loudness) REALTIME;
double loudness_short_term_max (const Loudness *loudness) REALTIME;

/* LUFS and LU since the reset; NaN before something passed the gate of -70 LUFS in a full block of
 * 400 ms, or of 3 s for the range. Some 10 us each. EBU R128 wants the range marked as unstable in
 * the first 60 s. */
double loudness_integrated (const Loudness *loudness) REALTIME;
double loudness_range (const Loudness *loudness) REALTIME;
