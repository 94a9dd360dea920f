/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Least-squares fits of a second-order section to a magnitude, for filter_design(). Realtime. */
#pragma once

#include "dsp/biquad.h"

#define FIT_POINTS_MAX (FILTER_GRID_POINTS + 3)

typedef struct {
  int n;
  double tan2[FIT_POINTS_MAX]; /* where: -S^2 */
  double target[FIT_POINTS_MAX]; /* |H|^2 there */
  double weight[FIT_POINTS_MAX];
} FitPoints;

/* The target that is left for one more section in series with `section`. */
void filter_fit_divide (FitPoints *points, const Biquad *section) REALTIME;

/* Moves the numerator, but not its value at 0 Hz. */
void filter_fit_zeros (Biquad *section, const FitPoints *points) REALTIME;

/* Moves everything but the value at 0 Hz. */
void filter_fit_all (Biquad *section, const FitPoints *points) REALTIME;

/* The largest weighted error in dB. */
double filter_fit_error_db (const Biquad *section, const FitPoints *points) REALTIME;
