/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words for time and identity that everyone uses. Plain values; any thread. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int64_t Frames; /* at the project rate unless a name says otherwise */
typedef int64_t Ticks; /* 1/15360 of a quarter note */
typedef int64_t Units; /* 1/705600000 s: whole for every usual sample rate */
typedef uint64_t Id; /* 0 is "none" */

#define TICKS_PER_QUARTER 15360
#define UNITS_PER_SECOND INT64_C (705600000)

/* Control values are computed at multiples of this many frames of song position. */
#define CONTROL_GRID 32

static inline int64_t
int64_min (int64_t a, int64_t b)
{
  return a < b ? a : b;
}

static inline int64_t
int64_max (int64_t a, int64_t b)
{
  return a > b ? a : b;
}

/* floor (a * b / c) with a product of 128 bits; c > 0. */
static inline int64_t
int64_scale_floor (int64_t a, int64_t b, int64_t c)
{
  const __int128 product = (__int128) a * b;
  __int128 quotient = product / c;

  if (product % c < 0)
    quotient -= 1;
  return (int64_t) quotient;
}

static inline Frames
units_to_frames (Units units, int rate)
{
  return int64_scale_floor (units, rate, UNITS_PER_SECOND);
}

/* The first unit of a frame: units_to_frames (frames_to_units (f)) == f. */
static inline Units
frames_to_units (Frames frames, int rate)
{
  return -int64_scale_floor (-frames, UNITS_PER_SECOND, rate);
}
