/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a ring at a time ago that moves with every frame, between its frames: a sinc of 32 taps
 * under a Kaiser window (beta 8.96) from a table of 128 places, straight between two of them. Up to
 * 0.3 of the rate it is off by less than -88 dB. Realtime but for init. */
#pragma once

#include "dsp/lanes.h"

#define MOVING_TAP_LENGTH 32
#define MOVING_TAP_LEAST 16 /* frames of delay at least */
#define MOVING_TAP_PLACES 128

typedef struct {
  float taps[MOVING_TAP_PLACES + 1][MOVING_TAP_LENGTH];
} MovingTap;

void moving_tap_init (MovingTap *tap);

/* Floats of a ring for delays up to `longest` frames and calls of n: its size is a power of two,
 * and its first MOVING_TAP_LENGTH frames stand behind its last once more. */
static inline int
moving_tap_size (double longest, int n)
{
  int size = 2 * MOVING_TAP_LENGTH;
  while (size < longest + MOVING_TAP_LENGTH + n)
    size *= 2;
  return size;
}

static inline void
moving_tap_write (float *ring, int size, int at, float frame)
{
  ring[at] = frame;
  if (at < MOVING_TAP_LENGTH)
    ring[size + at] = frame;
}

/* What was written `delay` frames before the one that is, or will be, at `at`; delay >=
 * MOVING_TAP_LEAST. */
LANES_INLINE float
moving_tap_read (const MovingTap *tap, const float *ring, int size, int at, double delay)
{
  const int whole = (int) delay;
  const float place = (float) (delay - whole) * MOVING_TAP_PLACES;
  const int row = place < MOVING_TAP_PLACES - 1 ? (int) place : MOVING_TAP_PLACES - 1;
  const float *from = ring + ((at - whole - MOVING_TAP_LENGTH / 2) & (size - 1));
  const float *low = tap->taps[row], *high = tap->taps[row + 1];
  const float between = place - (float) row;
  Lanes sum = { 0 };

  for (int k = 0; k < MOVING_TAP_LENGTH; k += LANES) {
    const Lanes a = lanes_load (low + k), b = lanes_load (high + k);
    sum += (a + (b - a) * between) * lanes_load (from + k);
  }
  return ((sum[0] + sum[4]) + (sum[1] + sum[5])) + ((sum[2] + sum[6]) + (sum[3] + sum[7]));
}
