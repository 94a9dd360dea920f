/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The linear-phase half of the equalizer: one FIR per path from input to output channel, cut from
 * the analogue prototypes' magnitudes, run as a partitioned convolution (overlap-save, float FFT).
 * The FIR reaches 0.7 s to either side at every rate, which holds a bell of 12 dB and Q 10 at 40 Hz
 * within 0.2 dB. Realtime but for init. */
#pragma once

#include "dsp/processor.h"

typedef struct EqLinear EqLinear;

size_t eq_linear_size (int rate, int channels);
int eq_linear_latency (int rate);
/* Frames until nothing is left of an input. */
int eq_linear_length (int rate);

/* In zeroed memory of eq_linear_size (), aligned to 64. False when out of memory. Values must be
 * set with a jump before anything else. */
bool eq_linear_init (EqLinear *linear, int rate, int channels);
void eq_linear_reset (EqLinear *linear) REALTIME;
/* `values` of the equalizer. They count at once with a jump, else for the frames that come in from
 * here on, to within two hops: the filter is made in the meantime and crossfaded over a hop. */
void eq_linear_set (EqLinear *linear, const double *values, bool jump) REALTIME;
void eq_linear_process (EqLinear *linear, float *const *audio, int n, Frames position) REALTIME;
