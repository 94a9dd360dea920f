/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delays that swing, which chorus and flanger are: for each of two channels the sum of a number of
 * voices, whose delay is
 *
 *   D (t) = delay + depth (1 + sin (2 pi (rate t + place of the voice))) / 2
 *
 * read between frames by dsp/moving_tap.h, or, where delays are too short for that, by Lagrange's
 * polynomial of fifth order (Laakso et al., "Splitting the unit delay", 1996), which is off by -50
 * dB at 7 kHz. What the first voice gives goes back in with `feedback`. Realtime but for init. */
#pragma once

#include "dsp/moving_tap.h"
#include "dsp/smooth_gain.h"
#include "effects/modulation.h"

#define MOVING_DELAY_VOICES 4

typedef struct {
  int channels, rate;
  int size; /* of a ring: a power of two */
  int at;
  int n_voices; /* stays */
  bool is_short; /* below MOVING_TAP_LEAST: the polynomial */
  Modulation modulation;
  SmoothGain delay, depth; /* frames */
  SmoothGain spread; /* turns that the right channel is ahead */
  SmoothGain feedback, dry, wet;
  MovingTap tap;
} MovingDelay;

typedef struct {
  double delay_ms, depth_ms; /* delay_ms >= 0.1, or 2 where it is not short */
  double rate_hz, spread_degrees;
  double feedback; /* -1 .. 1, not 1 */
  double mix; /* 0 .. 1 */
} MovingDelaySettings;

/* Bytes of the rings for at most so long a delay with its depth. */
size_t moving_delay_rings (int rate, int channels, double longest_ms);
void moving_delay_init (MovingDelay *moving, const ProcessorSetup *setup, double longest_ms,
                        bool is_short, int n_voices, bool sync, double note);
void moving_delay_set (MovingDelay *moving, const MovingDelaySettings *settings,
                       bool jump) REALTIME;
void moving_delay_reset (MovingDelay *moving, float *rings) REALTIME;
/* n <= CONTROL_GRID, inside a cell of the grid. */
void moving_delay_process (MovingDelay *moving, float *rings, float *const *audio, int n,
                           const ProcessContext *context) REALTIME;
