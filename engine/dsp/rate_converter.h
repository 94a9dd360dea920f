/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Converts between two sample rates as sound passes: a polyphase low-pass, a sinc under a Kaiser
 * window (Crochiere, Rabiner: Multirate Digital Signal Processing, 4.3). Passes 0.4535 of the lower
 * rate (20 kHz at 44.1 kHz); stops half of it and beyond by 118 dB. The process is realtime. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/realtime.h"

#define RATE_CONVERTER_BLOCK 1024 /* the most frames that go in at once */

/* Output j stands at input place j * step / phases, less the latency. */
typedef struct {
  int channels;
  int phases, step;
  int taps; /* of a phase; a multiple of 16 */
  int phase; /* of the next output */
  int ahead; /* input frames that the next output still waits for */
  float memory[]; /* phases x taps, then channels x (taps + RATE_CONVERTER_BLOCK) */
} RateConverter;

/* Bytes for a converter between two rates in Hz. */
size_t rate_converter_size (int from, int to, int channels);
void rate_converter_init (RateConverter *converter, int from, int to, int channels);

/* Input frames by which the output is late; exact. */
int rate_converter_latency (const RateConverter *converter) REALTIME;
/* Input frames that make the next n >= 1 output frames possible. */
int rate_converter_needs (const RateConverter *converter, int n) REALTIME;
/* Output frames that the next n input frames make possible. */
int rate_converter_gives (const RateConverter *converter, int n) REALTIME;

/* Takes n frames, n <= RATE_CONVERTER_BLOCK, [channel][frame]; makes n_out: what n gives, or just
 * those that need n. */
void rate_converter_process (RateConverter *converter, const float *const *in, int n,
                             float *const *out, int n_out) REALTIME;
