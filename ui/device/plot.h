/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a device does, as a picture of lines: laws by their formulas, everything else measured on a
 * device of its own. Without a screen; any thread but that of the audio. */
#pragma once

#include "base/param.h"

#define PLOT_POINTS 257
#define PLOT_CURVES 4
#define PLOT_BARS 32
#define PLOT_MARKS 4

typedef enum { PLOT_DB, PLOT_HZ, PLOT_MS, PLOT_PERCENT, PLOT_TURNS, PLOT_AMPLITUDE } PlotUnit;

typedef struct {
  PlotUnit unit; /* PLOT_HZ: logarithmic, else linear */
  double from, to;
  double step; /* between the lines of the grid, which stand at its multiples; not of PLOT_HZ */
} PlotAxis;

typedef enum { PLOT_MAIN, PLOT_OTHER, PLOT_FAINT } PlotRole;

typedef struct {
  PlotRole role;
  const char *name; /* to be translated; NULL: none is needed */
  double y[PLOT_POINTS]; /* at even steps along the axis */
} PlotCurve;

typedef struct {
  PlotRole role;
  double x, y; /* from the foot to y */
} PlotBar;

typedef struct {
  PlotAxis x, y;
  int n_curves, n_bars, n_marks;
  PlotCurve curves[PLOT_CURVES];
  PlotBar bars[PLOT_BARS];
  double marks[PLOT_MARKS]; /* of thresholds and crossovers, on the x axis */
  double zone_from, zone_to; /* of a knee, likewise; the same: none */
  bool square; /* the same on both axes, with what changes nothing as a straight line */
  bool dot; /* the level is on the x axis: `makeup` dB higher it comes out, less what is turned down
             */
  double makeup;
} Plot;

typedef struct {
  const DeviceSpec *spec;
  const double *values; /* n_params */
  int rate;
  double bpm;
} PlotSource;

typedef void PlotFunction (const PlotSource *source, Plot *plot);

/* Of a value by its name. */
double plot_value (const PlotSource *source, const char *name);
/* Where a curve is known: PLOT_POINTS of them. */
double plot_x (const PlotAxis *axis, int point);
PlotCurve *plot_add (Plot *plot, PlotRole role, const char *name);
void plot_add_bar (Plot *plot, PlotRole role, double x, double y);

/* plot_levels.c */
PlotFunction plot_compressor, plot_gate, plot_limiter, plot_deesser, plot_rider;
/* plot_bands.c */
PlotFunction plot_multiband, plot_dynamic_eq, plot_imager, plot_sweep, plot_amp;
/* plot_waves.c */
PlotFunction plot_cycle, plot_tremolo, plot_rotary, plot_voices, plot_transient;
/* plot_echoes.c */
PlotFunction plot_delay, plot_reverb, plot_convolution;
