/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes out at which frequency. */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "dsp/dynamics.h"
#include "ui/device/device_probe.h"
#include "ui/device/device_state.h"
#include "ui/device/plot.h"

#define LEAST_HZ 20.0
#define MOST_HZ 20000.0
#define BANDS 4
#define SLOWEST_HZ 0.02 /* of a sweep, which then hardly moves while it is measured */
#define SILENCE -144.0 /* dB */

static double
to_db (double gain)
{
  return gain > 1e-7 ? 20 * log10 (gain) : SILENCE;
}

/* A copy of the values, some of them changed. */
static double *
copy_values (const PlotSource *source)
{
  return g_memdup2 (source->values, sizeof (double) * (size_t) source->spec->n_params);
}

static void
change (const PlotSource *source, double *values, const char *name, double value)
{
  const int param = device_param (source->spec, name);
  g_return_if_fail (param >= 0);
  values[param] = value;
}

static void
change_band (const PlotSource *source, double *values, int band, const char *name, double value)
{
  g_autofree char *full = g_strdup_printf ("band%d.%s", band + 1, name);
  change (source, values, full, value);
}

static double
band_value (const PlotSource *source, int band, const char *name)
{
  g_autofree char *full = g_strdup_printf ("band%d.%s", band + 1, name);
  return plot_value (source, full);
}

static void
draw_response (const PlotSource *source, const double *values, Frames position, ProbeSignal signal,
               const PlotAxis *axis, PlotCurve *curve)
{
  const DeviceProbe probe = { source->spec, values, source->rate, position };
  double hz[PLOT_POINTS];
  for (int i = 0; i < PLOT_POINTS; i++)
    hz[i] = fmin (plot_x (axis, i), source->rate * 0.49);
  if (!device_probe_response (&probe, signal, hz, PLOT_POINTS, curve->y))
    memset (curve->y, 0, sizeof curve->y);
}

static void
draw_db (const PlotSource *source, const double *values, Frames position, Plot *plot, PlotRole role,
         const char *name)
{
  PlotCurve *curve = plot_add (plot, role, name);
  draw_response (source, values, position, PROBE_MIDDLE, &plot->x, curve);
  for (int i = 0; i < PLOT_POINTS; i++)
    curve->y[i] = to_db (curve->y[i]);
}

static void
frequencies (Plot *plot, double range)
{
  plot->x = (PlotAxis){ PLOT_HZ, LEAST_HZ, MOST_HZ, 0 };
  plot->y = (PlotAxis){ PLOT_DB, -range, range, range / 2 };
}

static void
mark_crossovers (const PlotSource *source, Plot *plot)
{
  static const char *const names[] = { "low_freq", "mid_freq", "high_freq" };
  for (int i = 0; i < BANDS - 1; i++)
    plot->marks[plot->n_marks++] = plot_value (source, names[i]);
}

/* At rest, and with every band at full scale, which the same bands without dynamics give. */
void
plot_multiband (const PlotSource *source, Plot *plot)
{
  g_autofree double *rest = copy_values (source), *full = NULL;
  frequencies (plot, 24);
  mark_crossovers (source, plot);
  for (int i = 0; i < BANDS; i++)
    change_band (source, rest, i, "ratio", 1);
  full = g_memdup2 (rest, sizeof (double) * (size_t) source->spec->n_params);
  for (int i = 0; i < BANDS; i++) {
    const DynamicsCurve law =
        dynamics_curve (band_value (source, i, "threshold"), band_value (source, i, "ratio"),
                        plot_value (source, "knee"));
    if (band_value (source, i, "on") >= 0.5)
      change_band (source, full, i, "gain",
                   band_value (source, i, "gain") - (double) dynamics_curve_reduction (&law, 0));
  }
  draw_db (source, full, 0, plot, PLOT_FAINT, N_ ("Loud"));
  draw_db (source, rest, 0, plot, PLOT_MAIN, N_ ("Soft"));
}

/* At rest, and where every band has moved as far as it may. */
void
plot_dynamic_eq (const PlotSource *source, Plot *plot)
{
  g_autofree double *rest = copy_values (source), *full = copy_values (source);
  frequencies (plot, 24);
  for (int i = 0; i < BANDS; i++) {
    change_band (source, rest, i, "range", 0);
    change_band (source, full, i, "range", 0);
    change_band (source, full, i, "gain",
                 band_value (source, i, "gain") + band_value (source, i, "range"));
    if (band_value (source, i, "on") >= 0.5)
      plot->marks[plot->n_marks++] = band_value (source, i, "freq");
  }
  draw_db (source, full, 0, plot, PLOT_FAINT, N_ ("Loud"));
  draw_db (source, rest, 0, plot, PLOT_MAIN, N_ ("Soft"));
}

/* How wide which frequency is: the side signal. */
void
plot_imager (const PlotSource *source, Plot *plot)
{
  g_autofree double *values = copy_values (source);
  change (source, values, "safe", 0);
  change (source, values, "output", 0);
  frequencies (plot, 1);
  plot->y = (PlotAxis){ PLOT_PERCENT, 0, 200, 50 };
  mark_crossovers (source, plot);
  PlotCurve *curve = plot_add (plot, PLOT_MAIN, N_ ("Width"));
  draw_response (source, values, 0, PROBE_SIDE, &plot->x, curve);
  for (int i = 0; i < PLOT_POINTS; i++)
    curve->y[i] *= 100;
}

/* Flanger and phaser: the two ends between which the left channel moves. */
void
plot_sweep (const PlotSource *source, Plot *plot)
{
  g_autofree double *values = copy_values (source);
  const double turn = source->rate / SLOWEST_HZ; /* frames */
  const Frames quarter = (Frames) (turn / 4 / CONTROL_GRID) * CONTROL_GRID;
  change (source, values, "rate", SLOWEST_HZ);
  change (source, values, "sync", 0);
  frequencies (plot, 30);
  plot->y = (PlotAxis){ PLOT_DB, -36, 12, 12 };
  draw_db (source, values, quarter, plot, PLOT_OTHER, N_ ("One end"));
  draw_db (source, values, 3 * quarter, plot, PLOT_MAIN, N_ ("Other end"));
}

/* What a soft sound becomes, against where it comes out loudest. */
void
plot_amp (const PlotSource *source, Plot *plot)
{
  double most = SILENCE;
  frequencies (plot, 48);
  plot->y = (PlotAxis){ PLOT_DB, -48, 6, 12 };
  draw_db (source, source->values, 0, plot, PLOT_MAIN, NULL);
  double *y = plot->curves[0].y;
  for (int i = 0; i < PLOT_POINTS; i++)
    most = fmax (most, y[i]);
  for (int i = 0; i < PLOT_POINTS; i++)
    y[i] -= most;
}
