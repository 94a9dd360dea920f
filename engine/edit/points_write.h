/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stretch of a curve written anew. Any thread. */
#pragma once

#include "edit/points.h"

/* Where is written; in the time of the curve. */
typedef struct {
  int64_t before, from, to, behind; /* rising; the curve as it was is left and reached again at the
                                     * outer two. before == from: nothing lies before */
  double still; /* what the value was where there is no point */
  bool steps; /* values step from point to point */
  double least, most; /* of values */
  PointScale scale;
} PointStretch;

/* Puts n points, rising and in [from, to], in place of what is there, and takes out what says
 * nothing within the tolerance. Outside the stretch the curve stays what it was; the first and the
 * last value hold to its ends. */
void points_write (Run **points, const PointStretch *stretch, const Point *written, int n,
                   double tolerance);

/* What to write so that the curve runs higher by the `offsets`, points of straight lines in steps
 * of the scale: a GArray of Point. What is silent stays silent. */
GArray *points_raise (const Run *points, const PointStretch *stretch, const Point *offsets, int n);
