/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Butterworth low-pass of 72 dB per octave on two channels, whose frequency may move: six
 * trapezoidal state-variable filters (Zavalishin, The Art of VA Filter Design, ch. 3 and 8), states
 * in double. Realtime. */
#pragma once

#include "base/realtime.h"
#include "dsp/stereo_svf.h"

#define STEEP_SECTIONS 6

typedef struct {
  double from, to; /* tan (pi f / rate) */
  int done; /* frames of the ramp that have passed; CONTROL_GRID = at rest */
  StereoSvf sections[STEEP_SECTIONS];
} SteepLowPass;

/* hz is kept below 0.49 of the rate. */
void steep_low_pass_set (SteepLowPass *filter, double hz, int rate, bool jump) REALTIME;
void steep_low_pass_reset (SteepLowPass *filter) REALTIME;
void steep_low_pass_process (SteepLowPass *filter, float *left, float *right, int n) REALTIME;
