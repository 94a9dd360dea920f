/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A look at one effect while it plays: what goes in, what comes out, how far it turns down. Written
 * on the audio thread, read by any other; only one insert of the running graph is watched at a
 * time, so that what nobody looks at costs one comparison. */
#pragma once

#include <stdatomic.h>

#include "realtime/insert.h"

#define INSERT_TAP_FRAMES 16384 /* a power of two */

typedef enum {
  INSERT_TAP_BEFORE, /* what goes in: the mean of both channels */
  INSERT_TAP_AFTER, /* what comes out, likewise */
  INSERT_TAP_SIDE, /* what comes out: half of left minus right, so that left is AFTER + SIDE */
  INSERT_TAP_KEY, /* its sidechain, the mean of both channels; silence without one */
  N_INSERT_TAP_SIGNALS
} InsertTapSignal;

typedef struct {
  _Atomic Id watched; /* 0: none */
  _Atomic uint64_t written; /* frames, ever */
  _Atomic float in_peak, out_peak; /* linear, the highest that nobody has taken yet */
  _Atomic float reduction; /* dB that the gain is turned down by, likewise */
  _Atomic float rings[N_INSERT_TAP_SIGNALS][INSERT_TAP_FRAMES];
  /* One strip beside it, as its readers hear it: the mean of both channels. */
  _Atomic Id strip; /* 0: none */
  _Atomic uint64_t strip_written; /* frames, ever */
  _Atomic float strip_ring[INSERT_TAP_FRAMES];
} InsertTap;

/* What was seen since the last reading. */
typedef struct {
  uint64_t written; /* frames, ever: it stands where nothing plays */
  float in_peak, out_peak; /* linear */
  float reduction; /* dB, 0 or more; 0 of what does not report it */
} InsertTapReading;

/* Another insert, or 0. Any thread. */
void insert_tap_watch (InsertTap *tap, Id insert);
/* One thread takes. */
void insert_tap_take (InsertTap *tap, InsertTapReading *reading);
/* The last n frames, up to INSERT_TAP_FRAMES / 2, of one signal; silence where there were none. */
void insert_tap_copy (const InsertTap *tap, InsertTapSignal which, float *out, int n);

/* Another strip, or 0; any thread. The last n frames of it, as insert_tap_copy (). */
void insert_tap_watch_strip (InsertTap *tap, Id strip);
void insert_tap_copy_strip (const InsertTap *tap, float *out, int n);
/* n frames of a strip that is watched; NULL: silence. */
void insert_tap_strip (InsertTap *tap, const float *const *audio, int n) REALTIME;

/* n frames of what goes in, or after it what comes out, of anything that is watched. */
void insert_tap_write (InsertTap *tap, bool after, int channels, float *const *audio,
                       int n) REALTIME;

static inline bool
insert_tap_is (const InsertTap *tap, const Insert *insert)
{
  return tap && atomic_load_explicit (&tap->watched, memory_order_relaxed) == insert->id;
}
static inline bool
insert_tap_is_strip (const InsertTap *tap, Id strip)
{
  return tap && atomic_load_explicit (&tap->strip, memory_order_relaxed) == strip;
}
/* Around insert_process () of the watched one, over the same n frames. `key` is its sidechain, or
 * NULL. */
void insert_tap_before (InsertTap *tap, const Insert *insert, float *const *audio,
                        const float *const *key, int n) REALTIME;
void insert_tap_after (InsertTap *tap, const Insert *insert, float *const *audio, int n) REALTIME;
