/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the bass of two channels mono. Realtime.
 *
 * A Linkwitz-Riley crossover of 24 dB per octave sums to a second-order all pass. The mid goes
 * through that all pass alone; the side keeps only the high band, which is in phase with it. */
#pragma once

#include "base/realtime.h"
#include "dsp/fade.h"
#include "dsp/stereo_svf.h"

#define MONO_BASS_LEAST_HZ 10.0 /* below: off */

/* All zero at the start, then mono_bass_set () with a jump. */
typedef struct {
  SvfTuning crossover;
  Fade mono;
  StereoSvf mid_side, side; /* stages; lanes: mid and side */
} MonoBass;

void mono_bass_set (MonoBass *bass, double hz, int rate, bool jump) REALTIME;
void mono_bass_reset (MonoBass *bass) REALTIME;
void mono_bass_process (MonoBass *bass, float *left, float *right, int n) REALTIME;
