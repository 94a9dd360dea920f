/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/moving_tap.h"

#include "dsp/kaiser.h"

#define HALF (MOVING_TAP_LENGTH / 2)
#define KAISER_BETA 8.96 /* side lobes 90 dB down */

void
moving_tap_init (MovingTap *tap)
{
  for (int row = 0; row <= MOVING_TAP_PLACES; row++) {
    const double fraction = (double) row / MOVING_TAP_PLACES;
    double taps[MOVING_TAP_LENGTH], sum = 0;

    for (int k = 0; k < MOVING_TAP_LENGTH; k++) {
      taps[k] = kaiser_sinc (k - HALF + fraction, HALF, KAISER_BETA);
      sum += taps[k];
    }
    for (int k = 0; k < MOVING_TAP_LENGTH; k++)
      tap->taps[row][k] = (float) (taps[k] / sum);
  }
}
