/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A high shelf on two channels whose gain moves with every frame, for effects that turn down treble
 * only. Realtime.
 *
 * Two sections with the poles of a second-order Butterworth filter and the zeros of another, whose
 * frequency is 1 / h^(1/2) of it: (h s^2 + (2 h)^(1/2) s + 1) / (s^2 + 2^(1/2) s + 1), h = g^(1/2).
 * Both together have |H| = (1 + g w^4) / (1 + w^4) at w = f / hz (bilinear): g far above, no bump
 * anywhere, minimum phase, and with g = 1 the input comes out to the bit. */
#pragma once

#include "base/realtime.h"
#include "dsp/stereo_svf.h"

#define DYNAMIC_SHELF_CHUNK 128

/* All zero at the start but for the tuning, which svf_tuning_set () sets. */
typedef struct {
  SvfTuning tuning;
  StereoSvf stages[2];
} DynamicShelf;

void dynamic_shelf_reset (DynamicShelf *shelf) REALTIME;
/* n <= DYNAMIC_SHELF_CHUNK frames in place; `reduction` is how far the treble is turned down, dB.
 */
void dynamic_shelf_process (DynamicShelf *shelf, float *left, float *right, const float *reduction,
                            int n) REALTIME;
