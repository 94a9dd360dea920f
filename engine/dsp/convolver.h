/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Convolution of one or two channels with a long impulse response of two, without added latency:
 * the first taps directly, the rest by FFT in partitions that grow with their distance (Gardner,
 * "Efficient convolution without input-output delay", JAES 43 (3), 1995). Overlap-save with a line
 * of spectra for each size; the work of the larger sizes is spread over the time that they have.
 * Same bits however the input is cut. Realtime but for size, init and load. */
#pragma once

#include "base/realtime.h"
#include "base/types.h"

#include <stddef.h>

#define CONVOLVER_MOST_SECONDS 10

typedef struct Convolver Convolver;

/* Bytes, for memory aligned to 64 and zeroed; length >= 1 frames, in_channels 1 or 2. */
size_t convolver_size (Frames length, int in_channels);
/* False when out of memory. Then load both channels. */
bool convolver_init (Convolver *convolver, Frames length, int in_channels);
/* `length` frames of what comes out of channel 0 or 1. Not while it runs. */
void convolver_load (Convolver *convolver, int channel, const float *impulse);

void convolver_reset (Convolver *convolver) REALTIME;
/* out: two channels; in and out do not overlap. `position` sets where blocks begin at the first
 * call after a reset, so that a render from anywhere gives the same bits. */
void convolver_process (Convolver *convolver, const float *const *in, float *const *out, int n,
                        Frames position) REALTIME;
