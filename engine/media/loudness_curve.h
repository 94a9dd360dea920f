/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of loudness over a programme of any length, in bounded memory: equal spans, which
 * become twice as long when there is no room for more. A plain value; any thread but audio. */
#pragma once

#define LOUDNESS_CURVE_POINTS 256

/* In LUFS the loudest of each span; -INFINITY where there was silence. */
typedef struct {
  float momentary[LOUDNESS_CURVE_POINTS], short_term[LOUDNESS_CURVE_POINTS];
  int n; /* spans that are complete */
  int steps; /* in a span */
  int taken; /* steps of the span behind these, which is under way */
} LoudnessCurve;

void loudness_curve_init (LoudnessCurve *curve);
/* One step of the programme, all of them equally long. */
void loudness_curve_add (LoudnessCurve *curve, double momentary, double short_term);
