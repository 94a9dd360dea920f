/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Automation as the audio thread reads it: a pure function of song position. Immutable. */
#pragma once

#include "base/realtime.h"
#include "base/types.h"

typedef enum {
  CURVE_LINEAR, /* interpolates the value itself */
  CURVE_LOG, /* its logarithm */
  CURVE_LEVEL, /* points in dB, the value is an amplitude; -inf interpolates as -90 dB */
} CurveScale;

typedef enum { CURVE_HOLD, CURVE_STRAIGHT, CURVE_BENT } CurveShape;

typedef struct {
  Frames at;
  double value; /* in the parameter's unit, or dB */
  double scaled; /* what is interpolated: the value, its log2, or dB with -90 for -inf */
  double exponent; /* of a bent segment: 2^(4 tension) */
  CurveShape shape;
} CurvePoint;

typedef struct {
  CurveScale scale;
  int n; /* >= 1, places strictly rising */
  CurvePoint points[];
} Curve;

/* Exactly a point's value at its place; the first and last value hold outside. */
double curve_value (const Curve *curve, Frames at) REALTIME;
/* The first point behind `at`, INT64_MAX when there is none. */
Frames curve_next_point (const Curve *curve, Frames at) REALTIME;
/* The last point at or before, INT64_MIN when there is none. */
Frames curve_last_point (const Curve *curve, Frames at) REALTIME;
/* The value comes here along a line of at least that many frames, not by a step. */
bool curve_glides (const Curve *curve, Frames at, Frames least) REALTIME;
/* The value is the same for every control cut in [at, result]. */
Frames curve_flat_until (const Curve *curve, Frames at) REALTIME;

/* The last multiple of the control grid at or before, and the first behind. */
static inline Frames
grid_before (Frames at)
{
  return at & ~(Frames) (CONTROL_GRID - 1);
}

static inline Frames
grid_after (Frames at)
{
  return grid_before (at) + CONTROL_GRID;
}
