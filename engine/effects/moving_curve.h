/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The static curve of an effect of dynamics, which moves to a new one over CONTROL_GRID frames so
 * that no step of threshold, ratio or knee is heard. Realtime. */
#pragma once

#include "base/realtime.h"
#include "base/types.h"
#include "dsp/dynamics.h"

typedef struct {
  DynamicsCurve from, to;
  int done; /* frames of the way that have passed; CONTROL_GRID = at rest */
} MovingCurve;

void moving_curve_set (MovingCurve *moving, DynamicsCurve curve, bool jump) REALTIME;
/* Ends the way at once. */
void moving_curve_settle (MovingCurve *moving) REALTIME;

static inline bool
moving_curve_rests (const MovingCurve *moving)
{
  return moving->done >= CONTROL_GRID;
}

/* The reductions, in dB, of the next n frames, whose level is the larger of two amplitudes. The
 * curve stands where it was until moving_curve_advance (), so that channels share it. */
void moving_curve_reduce (const MovingCurve *moving, const float *a, const float *b,
                          float *reduction, int n) REALTIME;
/* The same of levels in dB, in place. */
void moving_curve_reduce_levels (const MovingCurve *moving, float *levels, int n) REALTIME;
void moving_curve_advance (MovingCurve *moving, int n) REALTIME;
