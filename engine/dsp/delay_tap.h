/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a ring a fixed time ago, between its frames if need be. Realtime. */
#pragma once

#include "base/realtime.h"
#include "base/types.h"

#define DELAY_TAP_LENGTH 32
#define DELAY_TAP_CHUNK 32 /* frames that one read gives at most */
#define DELAY_TAP_LEAST 17 /* frames of delay at least */

/* A sinc of 32 taps under a Kaiser window (beta 8.96): within 0.001 dB of unity and 0.0002 frames
 * of the delay up to 0.39 of the rate, never above 1.0001; a whole number of frames is a plain
 * copy. */
typedef struct {
  double delay; /* frames, as asked for */
  int whole;
  bool exact; /* nothing between frames */
  float taps[DELAY_TAP_LENGTH];
} DelayTap;

/* delay >= DELAY_TAP_LEAST. Within a thousandth of a whole number it is that number. */
void delay_tap_set (DelayTap *tap, double delay) REALTIME;

/* How many frames can be read at once: what they need has been written before. */
static inline int
delay_tap_reach (const DelayTap *tap)
{
  const int reach = tap->whole - DELAY_TAP_LENGTH / 2 + 1;
  return reach < DELAY_TAP_CHUNK ? reach : DELAY_TAP_CHUNK;
}

/* The n frames that sound now, n <= delay_tap_reach (). `at` is where in the ring the next frame
 * will be written; size >= delay + DELAY_TAP_LENGTH. `out` has room for DELAY_TAP_CHUNK frames. */
void delay_tap_read (const DelayTap *tap, const float *ring, int size, int at, float *out,
                     int n) REALTIME;
