/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parametric equalizer: eight bands, minimum or linear phase. */
#pragma once

#include "dsp/processor.h"
#include "effects/eq_filter.h"

#define EQ_N_BANDS 8

extern const Processor eq_processor;

/* The curve that a screen draws: what the bands on `channel` and those on EQ_STEREO do together,
 * with the output gain, in dB at n frequencies below half the rate. With EQ_STEREO the stereo bands
 * alone. Minimum phase: the digital response; linear phase: the response that it is cut from.
 * `values` are those of eq_processor's parameters. Any thread; takes a few us per band and 10 ns
 * per band and point. */
void eq_response_db (const double *values, int rate, EqChannel channel, const double *hz, int n,
                     double *db);
