/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Peaks between the samples up to half the rate: what dsp/true_peak.h measures with at most 64
 * taps, here with 512. Init on any thread, the rest realtime.
 *
 * 16x in two steps: half-way values of a long Kaiser-windowed sinc, and between those the values of
 * a short one, which suffices where nothing lies above half of the new rate's half. Flat within
 * 0.01 dB to 0.495 of the rate, -6 dB at 0.5, as the reference of the tests is: within 0.005 of
 * half the rate a true peak is a matter of how long a meter listens. */
#pragma once

#include "dsp/true_peak.h"

#define TRUE_PEAK_LONG_HALF 256
#define TRUE_PEAK_LONG_BEFORE 258 /* samples before the first interval's */
#define TRUE_PEAK_LONG_AFTER 259 /* and behind the last one's */
#define TRUE_PEAK_LONG_MOST 32

typedef struct {
  float half[TRUE_PEAK_LONG_HALF]; /* taps from the middle outwards, the same on both sides */
  TruePeakKernel between;
} TruePeakLong;

void true_peak_long_init (TruePeakLong *kernel);

/* peaks[i], i < n <= TRUE_PEAK_LONG_MOST: the largest magnitude in the interval that begins at
 * x[TRUE_PEAK_LONG_BEFORE + i], that sample included and the next one not. x holds
 * TRUE_PEAK_LONG_BEFORE + n + TRUE_PEAK_LONG_AFTER samples, and 8 more that may be read but do not
 * matter. */
void true_peak_long_intervals (const TruePeakLong *kernel, const float *x, float *peaks,
                               int n) REALTIME;
