/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bands of the equalizer as its graph moves them: what a type knows, the next type and slope,
 * which band is free. `values` are those of the parameter table. Without a screen; any thread. */
#pragma once

#include "base/param.h"
#include "effects/eq.h"
#include "effects/eq_design.h"

#define EQ_LEAST_HZ 20.0 /* of the graph */
#define EQ_MOST_HZ 20000.0

/* Index of a parameter of a band, from 0. */
static inline int
eq_param (int band, int which)
{
  return band * EQ_BAND_VALUES + which;
}

bool eq_band_has_gain (const double *values, int band);
bool eq_band_has_slope (const double *values, int band);
int eq_bands_on (const double *values);
/* The first band that is off, bells first; -1: all work. */
int eq_free_band (const double *values);
/* The name of a band for readers: "Band 3, bell". To be freed. */
char *eq_band_name (const double *values, int band);
/* Where a handle stands: dB at its frequency by its own gain; 0 of what has none. */
double eq_band_db (const double *values, int band);
/* The curve of one band alone, and of all on a channel; dB at n frequencies. */
void eq_band_curve (const double *values, int band, int rate, const double *hz, int n, double *db);
/* The range of the graph that shows every band: 6, 15 or 30 dB. */
double eq_graph_range (const double *values);
/* All other bands off: to hear one alone. `out` has room for all values. */
void eq_listen (const double *values, int band, double *out);
