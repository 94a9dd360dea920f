/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The DR figure of a whole programme (Pleasurize Music Foundation, "TT" meter): how far the peaks
 * stand above its loudest fifth. Any thread but audio. */
#pragma once

#include "base/types.h"

typedef struct DynamicRange DynamicRange;

DynamicRange *dynamic_range_new (int rate, int channels);
void dynamic_range_free (DynamicRange *range);

/* Planar audio, n frames; the same result for any cutting. */
void dynamic_range_process (DynamicRange *range, const float *const *audio, int n);

/* The largest magnitude of a sample so far in any channel, linear. */
double dynamic_range_peak (const DynamicRange *range);

/* Per channel -20 log10 (r / p): r is the root mean square, times sqrt (2), of the loudest 20 % of
 * the blocks of 3 s (132480 frames at 44.1 kHz), p the second highest block peak. The mean of the
 * channels that are not silent, in whole dB; NaN for less than three blocks, of which the last may
 * be incomplete. */
double dynamic_range_finish (DynamicRange *range);
