/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two channels in four bands that add up to an all-pass: Linkwitz-Riley crossovers of 24 dB per
 * octave as a tree (Linkwitz 1976; Lipshitz, Vanderkooy 1986). The middle one splits first; each of
 * its branches goes through the all-pass of the other branch's crossover, so that all four bands
 * are in phase wherever they overlap and their sum is the three all-passes in series:
 *
 *   A(s) = (1 - 2^(1/2) s + s^2) / (1 + 2^(1/2) s + s^2) for each s = j f / hz (bilinear)
 *
 * Trapezoidal state-variable filters in double; the frequencies may move while they sound.
 * Realtime. */
#pragma once

#include "base/realtime.h"
#include "dsp/stereo_svf.h"

#define BAND_SPLIT_BANDS 4
#define BAND_SPLIT_CROSSOVERS 3
#define BAND_SPLIT_CHUNK 128

/* Both branches, two channels each. */
typedef double BranchLanes __attribute__ ((vector_size (32)));

typedef struct {
  BranchLanes s1, s2;
} BranchSvf;

/* All zero at the start, then band_split_set () with a jump. */
typedef struct {
  SvfTuning tunings[BAND_SPLIT_CROSSOVERS];
  StereoSvf middle; /* first section of the middle crossover */
  BranchSvf middle_second, all_pass, outer, outer_low, outer_high;
} BandSplit;

/* Each frequency is kept a tenth above the one before it. */
void band_split_set (BandSplit *split, const double hz[BAND_SPLIT_CROSSOVERS], int rate,
                     bool jump) REALTIME;
void band_split_reset (BandSplit *split) REALTIME;
/* n <= BAND_SPLIT_CHUNK frames into bands[band][channel], the lowest first. */
void band_split_process (BandSplit *split, const float *left, const float *right,
                         float (*bands)[2][BAND_SPLIT_CHUNK], int n) REALTIME;
