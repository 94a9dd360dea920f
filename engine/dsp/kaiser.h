/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sinc filters under a Kaiser window (Kaiser 1974; Oppenheim, Schafer: Discrete-Time Signal
 * Processing, 7.5), designed in plain arithmetic. For init unless marked REALTIME; any thread. */
#pragma once

#include "base/realtime.h"

/* The window's shape for a stopband (and ripple) `attenuation_db` down; above 50 dB. */
double kaiser_beta (double attenuation_db);
/* sin (pi t) / (pi t), windowed to |t| < half_width. */
double kaiser_sinc (double t, double half_width, double beta) REALTIME;
/* Half of a half-band low-pass of 4 side - 1 taps: the taps at even places 0, 2, ... 2 side - 2,
 * which repeat mirrored behind the center; the center is 1/2, all other odd places are 0. They sum
 * to 1/4. */
void kaiser_half_band (float *taps, int side, double attenuation_db);
/* The least `side` for a passband up to `passband` of the (higher) rate, below 1/4. */
int kaiser_half_band_side (double passband, double attenuation_db);
