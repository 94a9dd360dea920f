/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sines into the equalizer and their levels out of it, for its tests. Any thread. */
#pragma once

#include "processor_check.h"

#include <math.h>

/* Amplitude of a frequency in n samples, by a Hann window. */
static inline double
amplitude (const float *x, int n, double hz, int rate)
{
  double re = 0, im = 0;
  for (int i = 0; i < n; i++) {
    const double window = 1 - cos (2 * G_PI * (i + 0.5) / n);
    re += window * x[i] * cos (2 * G_PI * hz * i / rate);
    im += window * x[i] * sin (2 * G_PI * hz * i / rate);
  }
  return 2 * hypot (re, im) / n;
}

static inline void
process_all (Rig *rig, float *left, float *right, int n)
{
  for (int at = 0; at < n; at += 512) {
    float *part[2] = { left + at, right ? right + at : NULL };
    rig_process (rig, part, NULL, MIN (512, n - at));
  }
}

static inline void
fill_sine (float *x, int n, double gain, double hz, int rate)
{
  for (int i = 0; i < n; i++)
    x[i] = (float) (gain * sin (2 * G_PI * hz * i / rate));
}
