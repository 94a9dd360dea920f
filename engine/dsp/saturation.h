/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saturating curves with second-order antiderivative antialiasing (Parker, Zavalishin, Le Bivic
 * 2016; Bilbao, Esqueda, Parker, Valimaki 2017): each output is the mean of the curve over the two
 * straight lines between three inputs, weighted by a triangle. What would fold back from around a
 * multiple of the rate falls with the square of its distance to it; the delay is one frame.
 * Realtime.
 *
 *   soft  f(u) = u / sqrt (1 + u^2)
 *   hard  f(u) = u within -1 .. 1, else the nearer end */
#pragma once

#include "base/realtime.h"

/* u: n + 2 values, the first two are the last of the call before; y: n. |u| < 1e5. Values that
 * stand still come out as f(u), to the bit of a call of their own. */
#define SATURATION_LOUDEST 1e4f

/* Between -SATURATION_LOUDEST and it: no curve tells more apart, and no square overflows. */
void saturation_hold (float *x, int n) REALTIME;
/* Evens what the curve's triangle loses at the top: (-1, 8, -1) / 6 rises as (1, 4, 1) / 6 falls;
 * together within 0.005 dB to 20 kHz at 8 times the rate. y: n + 2 values, the first two are the
 * last of the call before; another frame of delay. */
void saturation_even (const float *y, float *out, int n) REALTIME;
void saturation_soft (const float *u, float *y, int n) REALTIME;
void saturation_hard (const float *u, float *y, int n) REALTIME;
