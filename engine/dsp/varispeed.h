/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plays sound at another speed, pitch following, as a tape does: an interpolating low-pass, a sinc
 * under a Kaiser window that is read between the points of a table (Smith, Gossett: A flexible
 * sampling-rate conversion method, ICASSP 1984), behind a speed that glides. The process is
 * realtime.
 *
 * At speed 1 frames go through untouched and without delay. A change begins there without a step:
 * what has passed is remembered, and a filter as wide as the band gives, at whole places, the
 * frames themselves. Away from 1 it narrows: passes 0.82 of the Nyquist frequency, at speeds above
 * 1 divided by the speed, and stops all that would fold by 90 dB. Back at 1 it drifts for some
 * 21 ms, by less than 2 cents, to the next whole place. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/realtime.h"

#define VARISPEED_LEAST 0.25
#define VARISPEED_MOST 4.0
#define VARISPEED_BLOCK 1024 /* the most frames that go in at once */

#define VARISPEED_REACH 160 /* frames around a place that its sound is made of, to either side */
#define VARISPEED_LAG (2 * VARISPEED_REACH) /* of varispeed_enter () */

typedef struct {
  int channels;
  int glide; /* frames */
  int64_t step, target; /* frames of the song a frame, times 2^32 */
  int64_t slope; /* of `step`, a frame */
  int glide_left;
  int land_at; /* frames of the drift that are over */
  int64_t land_from; /* where it began, a fraction times 2^32; 0: it does not drift */
  int64_t fraction; /* of the place that is played next, times 2^32 */
  int at; /* and the frame there in a row of `rows` */
  int held; /* frames in a row */
  float *table, *rows; /* behind this struct */
} Varispeed;

size_t varispeed_size (int channels);
/* At speed 1. `rate` in Hz: changes take 50 ms. */
void varispeed_init (Varispeed *varispeed, int channels, int rate);

/* From VARISPEED_LEAST to VARISPEED_MOST; others give way to the nearest. `at_once`: without the
 * glide, which is no click but is heard as a leap of the pitch. */
void varispeed_set (Varispeed *varispeed, double speed, bool at_once) REALTIME;
double varispeed_speed (const Varispeed *varispeed) REALTIME; /* that it is at just now */
/* What plays is at speed 1 and goes through, and nothing is held back. */
bool varispeed_is_idle (const Varispeed *varispeed) REALTIME;
/* The most that goes out in one go, so that what it needs goes in at once. */
int varispeed_most (const Varispeed *varispeed) REALTIME;

/* Frames of the song that the next n frames need, n <= varispeed_most (). */
int varispeed_needs (const Varispeed *varispeed, int n) REALTIME;
/* Takes just those, [channel][frame], and makes n. */
void varispeed_process (Varispeed *varispeed, const float *const *in, int n_in, float *const *out,
                        int n) REALTIME;
/* The other way, by another one whose speed is not set: takes n_in frames and makes n_out of a song
 * at `speed`, both at most VARISPEED_BLOCK and together as many as fit. VARISPEED_LAG frames late
 * on average: what strays from that comes back slowly, by 2 % of the pitch at most. Cleared first.
 */
void varispeed_enter (Varispeed *varispeed, const float *const *in, int n_in, float *const *out,
                      int n_out, double speed) REALTIME;
/* What was held of it is silence. */
void varispeed_clear (Varispeed *varispeed) REALTIME;
/* While idle, in place of that: n frames that have gone out. */
void varispeed_remember (Varispeed *varispeed, const float *const *out, int n) REALTIME;
