/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/oversampled_curve.h"

#include "dsp/saturation.h"

#include <string.h>

#define PAST OVERSAMPLED_CURVE_PAST
#define HIGH_FRAMES (OVERSAMPLER_BLOCK * 8)
#define INNER_LATENCY 2 /* of the curve and of what evens it */

void
oversampled_curve_init (Oversampler *oversampler, int rate)
{
  const int factor = rate < 50000 ? 8 : rate < 100000 ? 4 : 2;
  oversampler_init (oversampler, factor, rate < 48000 ? 20000.0 / rate : 20000.0 / 48000,
                    INNER_LATENCY);
}

void
oversampled_curve_soft (const Oversampler *oversampler, OversampledCurve *channel, float *audio,
                        int n)
{
  const int frames = n * oversampler->factor;
  float high[HIGH_FRAMES], u[PAST + HIGH_FRAMES], y[PAST + HIGH_FRAMES];

  oversampler_up (oversampler, &channel->oversampler, audio, u + PAST, n);
  saturation_hold (u + PAST, frames);
  memcpy (u, channel->curve, sizeof channel->curve);
  memcpy (channel->curve, u + frames, sizeof channel->curve);
  memcpy (y, channel->even, sizeof channel->even);
  saturation_soft (u, y + PAST, frames);
  memcpy (channel->even, y + frames, sizeof channel->even);
  saturation_even (y, high, frames);
  oversampler_down (oversampler, &channel->oversampler, high, audio, n);
}
