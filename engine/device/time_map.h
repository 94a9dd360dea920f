/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which frame a device plays at which time: a delay-locked loop on the times of its callbacks
 * (F. Adriaensen, "Using a DLL to filter time", 2005). Updated on the audio thread; a copy may be
 * read anywhere.
 *
 * Callbacks come late by some hundred microseconds, now and then by many milliseconds, and never
 * early. The loop follows the device's clock with a bandwidth of 0.5 Hz, so that what is placed by
 * it has a constant delay. Lateness beyond 2 ms counts as 2 ms, unless it stays: then frames were
 * lost or the machine slept, and the loop begins anew. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/realtime.h"

typedef struct {
  double rate; /* frames a second, nominal */
  double ns_per_frame; /* measured */
  int64_t origin_ns; /* CLOCK_MONOTONIC; the doubles below count from it */
  double begin; /* ns: when the latest block begins, filtered */
  double next; /* ns: when the one behind it will begin */
  int64_t frame; /* the first of the latest block */
  int64_t next_frame;
  int n_far; /* blocks in a row that came far from where they were expected */
  bool is_locked; /* there was a block */
} TimeMap;

/* `frame` is the number of the first frame to come. */
void time_map_init (TimeMap *map, double rate, int64_t frame);

/* A callback for n_frames came at now_ns (CLOCK_MONOTONIC). */
void time_map_update (TimeMap *map, int64_t now_ns, uint32_t n_frames) REALTIME;

/* Both are linear through the latest block. Before the first update: frame 0 of time 0. */
int64_t time_map_ns (const TimeMap *map, double frame) REALTIME;
double time_map_frame (const TimeMap *map, int64_t ns) REALTIME;
