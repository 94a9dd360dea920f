/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes out at which level: dynamics. */
#include <glib/gi18n.h>
#include <math.h>

#include "dsp/dynamics.h"
#include "ui/device/plot.h"

#define FLOOR -60.0 /* dB */
#define GATE_FLOOR -90.0
#define GATE_RATIO 100.0 /* from there on it is open or closed */
#define DEESSER_KNEE 6.0 /* dB, which it keeps to itself */
#define SILENCE 100.0 /* dB of range that are silence */

static void
levels (Plot *plot, double floor)
{
  plot->x = plot->y = (PlotAxis){ PLOT_DB, floor, 0, floor < -60 ? 30 : 20 };
  plot->square = true;
}

static void
draw_law (Plot *plot, const DynamicsCurve *law, double most, double makeup)
{
  PlotCurve *curve = plot_add (plot, PLOT_MAIN, NULL);
  for (int i = 0; i < PLOT_POINTS; i++) {
    const double in = plot_x (&plot->x, i);
    curve->y[i] = in - fmin ((double) dynamics_curve_reduction (law, (float) in), most) + makeup;
  }
}

void
plot_compressor (const PlotSource *source, Plot *plot)
{
  const double threshold = plot_value (source, "threshold"), knee = plot_value (source, "knee");
  const DynamicsCurve law = dynamics_curve (threshold, plot_value (source, "ratio"), knee);
  const bool automatic = plot_value (source, "auto_makeup") >= 0.5;
  levels (plot, FLOOR);
  plot->dot = true;
  plot->makeup = plot_value (source, "makeup") +
                 (automatic ? (double) dynamics_curve_reduction (&law, 0) / 2 : 0);
  plot->zone_from = threshold - knee / 2;
  plot->zone_to = threshold + knee / 2;
  plot->marks[plot->n_marks++] = threshold;
  draw_law (plot, &law, INFINITY, plot->makeup);
}

/* Up to the threshold on the way up, down to the lower one on the way down. */
void
plot_gate (const PlotSource *source, Plot *plot)
{
  const double threshold = plot_value (source, "threshold"), range = plot_value (source, "range");
  const double ratio = plot_value (source, "ratio");
  const double lower = threshold - plot_value (source, "hysteresis");
  levels (plot, GATE_FLOOR);
  plot->dot = true;
  plot->marks[plot->n_marks++] = threshold;
  if (lower < threshold && ratio >= GATE_RATIO)
    plot->marks[plot->n_marks++] = lower;
  PlotCurve *curve = plot_add (plot, PLOT_MAIN, NULL);
  for (int i = 0; i < PLOT_POINTS; i++) {
    const double in = plot_x (&plot->x, i), below = fmax (threshold - in, 0);
    const double down = ratio >= GATE_RATIO ? (in < threshold ? INFINITY : 0) : below * (ratio - 1);
    curve->y[i] = in - fmin (down, range >= SILENCE ? INFINITY : range);
  }
}

void
plot_limiter (const PlotSource *source, Plot *plot)
{
  const double ceiling = plot_value (source, "ceiling");
  levels (plot, FLOOR);
  plot->dot = true;
  plot->makeup = plot_value (source, "gain");
  PlotCurve *curve = plot_add (plot, PLOT_MAIN, NULL);
  for (int i = 0; i < PLOT_POINTS; i++)
    curve->y[i] = fmin (plot_x (&plot->x, i) + plot->makeup, ceiling);
  plot->marks[plot->n_marks++] = ceiling - plot->makeup;
}

/* The level is that of the treble alone, which is not measured. */
void
plot_deesser (const PlotSource *source, Plot *plot)
{
  const double threshold = plot_value (source, "threshold");
  const DynamicsCurve law = dynamics_curve (threshold, plot_value (source, "ratio"), DEESSER_KNEE);
  levels (plot, FLOOR);
  plot->marks[plot->n_marks++] = threshold;
  draw_law (plot, &law, plot_value (source, "range"), 0);
  plot->curves[0].name = N_ ("Treble");
}

/* The loudness that a voice comes to in the end. */
void
plot_rider (const PlotSource *source, Plot *plot)
{
  const double target = plot_value (source, "target"), hold = plot_value (source, "hold");
  const double up = plot_value (source, "up"), down = plot_value (source, "down");
  levels (plot, FLOOR);
  plot->marks[plot->n_marks++] = hold;
  PlotCurve *curve = plot_add (plot, PLOT_MAIN, NULL);
  for (int i = 0; i < PLOT_POINTS; i++) {
    const double in = plot_x (&plot->x, i);
    curve->y[i] = in < hold ? in : in + fmax (fmin (target - in, up), -down);
  }
}
