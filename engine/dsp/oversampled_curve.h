/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One channel through a curve of dsp/saturation.h at a multiple of its rate: 8 times, 4 above 50
 * kHz, 2 above 100 kHz. The passband goes to 20 kHz. Realtime but for init. */
#pragma once

#include "dsp/oversampler.h"

#define OVERSAMPLED_CURVE_PAST 2

typedef struct {
  OversamplerChannel oversampler;
  float curve[OVERSAMPLED_CURVE_PAST], even[OVERSAMPLED_CURVE_PAST];
} OversampledCurve; /* all zero at the start and after a reset */

/* The latency is oversampler->latency. */
void oversampled_curve_init (Oversampler *oversampler, int rate);
/* u / sqrt (1 + u^2) in place; n <= OVERSAMPLER_BLOCK. */
void oversampled_curve_soft (const Oversampler *oversampler, OversampledCurve *channel,
                             float *audio, int n) REALTIME;
