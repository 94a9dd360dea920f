/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bell or shelf on two channels whose gain may be another one with every frame, and the filter
 * that listens to its range. Realtime.
 *
 * Trapezoidal state-variable filters in double, with the analogue prototypes of the RBJ cookbook
 * (Bristow-Johnson), A = 10^(dB / 40), s = j f / hz (bilinear):
 *
 *   bell        (s^2 + s A / Q + 1) / (s^2 + s / (A Q) + 1)
 *   low shelf   A (s^2 + s A^(1/2) / Q + A) / (A s^2 + s A^(1/2) / Q + 1)
 *   high shelf  A (A s^2 + s A^(1/2) / Q + 1) / (s^2 + s A^(1/2) / Q + A)
 *
 * Simper, "Linear trapezoidal integrated state variable filter", 2013. At 0 dB the input comes out
 * to the bit. */
#pragma once

#include "base/realtime.h"
#include "dsp/stereo_svf.h"

#define DYNAMIC_BAND_CHUNK 128

typedef enum { DYNAMIC_BAND_BELL, DYNAMIC_BAND_LOW, DYNAMIC_BAND_HIGH } DynamicBandShape;

/* A value that runs linearly over CONTROL_GRID frames. */
typedef struct {
  double from, to;
  int done;
} DynamicBandRamp;

/* All zero at the start, then dynamic_band_set () with a jump. */
typedef struct {
  DynamicBandShape shape; /* may change where the gain is 0 dB */
  DynamicBandRamp g, damping; /* tan (pi hz / rate); 1 / Q */
  StereoSvf filter, listener;
} DynamicBand;

/* hz is kept below 0.45 of the rate. */
void dynamic_band_set (DynamicBand *band, double hz, double q, int rate, bool jump) REALTIME;
void dynamic_band_reset (DynamicBand *band) REALTIME;

/* What a bell listens to: the band-pass of its poles at 0 dB, 1 at the center; shelves: a
 * Butterworth low or high pass of 12 dB per octave. In place, n <= DYNAMIC_BAND_CHUNK. Before
 * dynamic_band_process () of the same frames, which moves on. */
void dynamic_band_listen (DynamicBand *band, float *left, float *right, int n) REALTIME;
void dynamic_band_process (DynamicBand *band, float *left, float *right, const float *gain_db,
                           int n) REALTIME;
