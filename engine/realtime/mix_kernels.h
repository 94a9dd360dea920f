/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inner loops of the mixer: element-wise, the same bits in every vector width. Audio thread. */
#pragma once

#include <stdbool.h>

#include "base/realtime.h"

void mix_zero (float *out, int n) REALTIME;
void mix_copy (float *out, const float *in, int n) REALTIME; /* -0 becomes +0, as by adding to +0 */
void mix_add (float *out, const float *in, int n) REALTIME;
void mix_scale (float *out, const float *in, float gain, int n) REALTIME;
/* What is not finite becomes 0, and -0 becomes 0. */
void mix_contain (float *samples, int n) REALTIME;
/* -0 becomes 0. Returns whether all are finite. */
bool mix_unsign_zeros (float *samples, int n) REALTIME;
int mix_leading_finite (const float *samples, int n) REALTIME;
void mix_negate (float *samples, int n) REALTIME;
/* The gain runs from `from` in steps: frame i has from + (to - from) * ((first + i) / length). */
void mix_scale_ramp (float *out, const float *in, float from, float to, int first, int length,
                     int n) REALTIME;

/* Leading and trailing zeros of one or two channels (b may be NULL). */
int mix_leading_zeros (const float *a, const float *b, int n) REALTIME;
int mix_trailing_below (const float *a, const float *b, float level,
                        int n) REALTIME; /* |x| <= level */
