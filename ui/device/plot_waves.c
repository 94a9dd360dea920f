/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of a known sound in time: a cycle of a sine, a turn of an oscillation, a hit. */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ui/device/device_probe.h"
#include "ui/device/device_state.h"
#include "ui/device/plot.h"

#define SETTLED 16 /* cycles before the one that shows */
#define FASTEST_HZ 20.0 /* of a tremolo */
#define TURNS 2
#define HORN_HZ 4000
#define HIT_MS 600.0
#define HIT_AT 0.1 /* of the time that shows */
#define HIT_HZ 1000.0
#define HIT_FALL_DB 60.0 /* while it shows */
#define HIT_DB -6.0
#define ENVELOPE_MS 2.0
#define HIT_FLOOR -60.0

/* The highest within a little time around each point, in dB. */
static void
draw_envelope (const float *frames, int n, int reach, PlotCurve *curve)
{
  for (int i = 0; i < PLOT_POINTS; i++) {
    const int at = (int) ((double) i * (n - 1) / (PLOT_POINTS - 1));
    float most = 0;
    for (int k = MAX (at - reach, 0); k <= MIN (at, n - 1); k++)
      most = fmaxf (most, fabsf (frames[k]));
    curve->y[i] = most > 1e-6f ? 20 * log10 ((double) most) : -120;
  }
}

/* Saturator, clipper and lo-fi: a sine of full scale. */
void
plot_cycle (const PlotSource *source, Plot *plot)
{
  const DeviceProbe probe = { source->spec, source->values, source->rate, 0 };
  const int cycle = PLOT_POINTS - 1, n = SETTLED * cycle + device_probe_latency (&probe);
  g_autofree float *left = g_new0 (float, n), *right = g_new0 (float, n);
  float *const audio[2] = { left, right };
  plot->x = (PlotAxis){ PLOT_TURNS, 0, 1, 0.25 };
  plot->y = (PlotAxis){ PLOT_AMPLITUDE, -1.25, 1.25, 0.5 };
  PlotCurve *before = plot_add (plot, PLOT_FAINT, N_ ("In"));
  PlotCurve *after = plot_add (plot, PLOT_MAIN, N_ ("Out"));
  for (int i = 0; i < n; i++)
    left[i] = right[i] = (float) sin (2 * G_PI * i / cycle);
  device_probe_run (&probe, audio, n);
  for (int i = 0; i < PLOT_POINTS; i++) {
    before->y[i] = sin (2 * G_PI * i / cycle);
    after->y[i] = (double) left[n - cycle + i % cycle];
  }
}

/* The level of both channels through two turns. */
void
plot_tremolo (const PlotSource *source, Plot *plot)
{
  g_autofree double *values =
      g_memdup2 (source->values, sizeof (double) * (size_t) source->spec->n_params);
  const DeviceProbe probe = { source->spec, values, source->rate, 0 };
  const int n = (int) (TURNS * source->rate / FASTEST_HZ);
  g_autofree float *left = g_new0 (float, n), *right = g_new0 (float, n);
  float *const audio[2] = { left, right };
  values[device_param (source->spec, "rate")] = FASTEST_HZ;
  values[device_param (source->spec, "sync")] = 0;
  plot->x = (PlotAxis){ PLOT_TURNS, 0, TURNS, 0.5 };
  plot->y = (PlotAxis){ PLOT_PERCENT, 0, 150, 50 };
  PlotCurve *curves[2] = { plot_add (plot, PLOT_OTHER, N_ ("Right")),
                           plot_add (plot, PLOT_MAIN, N_ ("Left")) };
  for (int i = 0; i < n; i++)
    left[i] = right[i] = 0.5f;
  device_probe_run (&probe, audio, n);
  for (int i = 0; i < PLOT_POINTS; i++) {
    const int at = i * (n - 1) / (PLOT_POINTS - 1);
    curves[0]->y[i] = 200 * (double) right[at];
    curves[1]->y[i] = 200 * (double) left[at];
  }
}

/* The level of the treble in both channels through two turns of the horn. */
void
plot_rotary (const PlotSource *source, Plot *plot)
{
  g_autofree double *values =
      g_memdup2 (source->values, sizeof (double) * (size_t) source->spec->n_params);
  const DeviceProbe probe = { source->spec, values, source->rate, 0 };
  const int fast = device_param (source->spec, "fast"),
            speed = device_param (source->spec, "speed");
  values[fast] = source->spec->params[fast].max;
  values[speed] = source->spec->params[speed].max;
  values[device_param (source->spec, "drive")] = 0;
  const int n = (int) (TURNS * source->rate / values[fast]), reach = source->rate / HORN_HZ;
  const int settling = device_probe_latency (&probe) + source->rate / 20;
  g_autofree float *left = g_new0 (float, settling + n), *right = g_new0 (float, settling + n);
  float *const audio[2] = { left, right };
  plot->x = (PlotAxis){ PLOT_TURNS, 0, TURNS, 0.5 };
  plot->y = (PlotAxis){ PLOT_DB, -24, 6, 6 };
  PlotCurve *curves[2] = { plot_add (plot, PLOT_OTHER, N_ ("Right")),
                           plot_add (plot, PLOT_MAIN, N_ ("Left")) };
  for (int i = 0; i < settling + n; i++)
    left[i] = right[i] = (float) sin (2 * G_PI * HORN_HZ * i / source->rate);
  device_probe_run (&probe, audio, settling + n);
  draw_envelope (right + settling, n, reach, curves[0]);
  draw_envelope (left + settling, n, reach, curves[1]);
}

/* The delays of the left channel's voices through two turns. */
void
plot_voices (const PlotSource *source, Plot *plot)
{
  const double delay = plot_value (source, "delay"), depth = plot_value (source, "depth");
  const int n = (int) plot_value (source, "voices");
  const double most = ceil ((delay + depth) / 5) * 5 + 5;
  plot->x = (PlotAxis){ PLOT_TURNS, 0, TURNS, 0.5 };
  plot->y = (PlotAxis){ PLOT_MS, 0, most, most > 25 ? 10 : 5 };
  for (int voice = n - 1; voice >= 0; voice--) {
    PlotCurve *curve = plot_add (plot, voice ? PLOT_OTHER : PLOT_MAIN, NULL);
    for (int i = 0; i < PLOT_POINTS; i++) {
      const double turns = plot_x (&plot->x, i) + (double) voice / n;
      curve->y[i] = delay + depth * (1 + sin (2 * G_PI * turns)) / 2;
    }
  }
}

/* A hit that dies away. */
void
plot_transient (const PlotSource *source, Plot *plot)
{
  const DeviceProbe probe = { source->spec, source->values, source->rate, 0 };
  const int n = (int) (HIT_MS / 1000 * source->rate), begin = (int) (HIT_AT * n);
  const int reach = (int) (ENVELOPE_MS / 1000 * source->rate);
  g_autofree float *left = g_new0 (float, n), *right = g_new0 (float, n);
  float *const audio[2] = { left, right };
  for (int i = begin; i < n; i++)
    left[i] = right[i] =
        (float) (pow (10, (HIT_DB - HIT_FALL_DB * (i - begin) / (n - begin)) / 20) *
                 sin (2 * G_PI * HIT_HZ * (i - begin) / source->rate));
  plot->x = (PlotAxis){ PLOT_MS, 0, HIT_MS, 100 };
  plot->y = (PlotAxis){ PLOT_DB, HIT_FLOOR, 12, 12 };
  PlotCurve *before = plot_add (plot, PLOT_FAINT, N_ ("In"));
  PlotCurve *after = plot_add (plot, PLOT_MAIN, N_ ("Out"));
  draw_envelope (left, n, reach, before);
  device_probe_run (&probe, audio, n);
  draw_envelope (left, n, reach, after);
}
