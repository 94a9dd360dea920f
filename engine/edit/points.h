/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves of envelope points: their value anywhere, and points that say nothing. SEMANTICS,
 * "Automation". Any thread. */
#pragma once

#include "base/param.h"
#include "model/project.h"

/* What the values of an envelope mean: on which scale they run, and how fine a step is. */
typedef struct {
  bool log; /* logarithm, as frequencies; else straight */
  bool decibels; /* -inf counts as -90 */
  double step; /* what nobody hears: 0.1 dB, a hundredth of the range; on the display scale */
} PointScale;

/* Of a parameter, or with NULL of a strip's own "gain", "pan", "width", "mute". */
PointScale point_scale (const ParamSpec *spec, const char *param);

/* Values on that scale, and back: dB, natural logarithms, or as they are. */
double point_to_scale (const PointScale *scale, double value);
double point_from_scale (const PointScale *scale, double x);

/* The value at a place; the run must not be empty. */
double points_value (const Run *points, int64_t at, const PointScale *scale);
/* The point that governs a place: the last at or before it, or -1. */
int points_before (const Run *points, int64_t at);

/* Puts a point, changed from what it was, in place of the one at the index. */
void points_replace (Run **points, int index, const Point *point);

/* Takes out points of [from, to] without which the curve stays within `tolerance` of what it was,
 * measured on the display scale. Returns how many. */
int points_thin (Run **points, int64_t from, int64_t to, double tolerance, const PointScale *scale);
