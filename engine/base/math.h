/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Elementary functions in plain double arithmetic, so that every processor gives the same bits:
 * the C library picks variants by processor. Within 2 units in the last place of the true value
 * over the stated range. Any thread, realtime safe. */
#pragma once

#include "base/realtime.h"
#include <math.h> /* only sqrt, fabs, floor, ceil, rint, fmod may be used of it */

#define MATH_PI 3.14159265358979323846
#define MATH_LN2 0.69314718055994530942
#define MATH_LN10 2.30258509299404568402

double math_exp2 (double x) REALTIME; /* 0 below -1022, +inf above 1024 */
double math_exp (double x) REALTIME;
double math_log2 (double x) REALTIME; /* -inf at 0 and below */
double math_log (double x) REALTIME;
double math_log10 (double x) REALTIME;
double math_pow (double base,
                 double exponent) REALTIME; /* base >= 0; error grows with the exponent */
double math_sin (double x) REALTIME; /* |x| < 1e6 */
double math_cos (double x) REALTIME;
double math_tan (double x) REALTIME;
double math_tanh (double x) REALTIME;
double math_atan2 (double y, double x) REALTIME;

/* Decibels of amplitude; -inf is silence both ways. */
double db_to_gain (double db) REALTIME;
double gain_to_db (double gain) REALTIME;
