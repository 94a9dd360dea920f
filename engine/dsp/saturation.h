/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saturating curves with first-order antiderivative antialiasing (Parker, Zavalishin, Le Bivic
 * 2016): each output is the mean of the curve over the straight line between two inputs, which
 * holds down what folds back and delays by half a frame. Realtime.
 *
 *   soft  f(u) = u / sqrt (1 + u^2); its antiderivative is sqrt (1 + u^2), and the quotient of
 * differences shortens to (u1 + u0) / (sqrt (1 + u1^2) + sqrt (1 + u0^2)): nothing cancels hard
 * f(u) = u within -1 .. 1, else the nearer end */
#pragma once

#include "base/realtime.h"

/* u: n + 1 values, the first is the last of the call before; y: n. |u| < 1e9. */
void saturation_soft (const float *u, float *y, int n) REALTIME;
void saturation_hard (const float *u, float *y, int n) REALTIME;
