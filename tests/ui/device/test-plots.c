/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the graphs of devices show is what the devices do. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "effects/effects.h"
#include "ui/device/device_graph.h"
#include "ui/device/device_probe.h"
#include "ui/device/device_state.h"

#define RATE 48000

typedef struct {
  const DeviceSpec *spec;
  double *values;
} Device;

/* "name=number name=number" over the defaults. */
static Device
device_of (const char *kind, const char *settings)
{
  Device device = { device_spec (kind), NULL };
  g_assert_nonnull (device.spec);
  g_auto (GStrv) parts = g_strsplit (settings, " ", -1);
  device.values = g_new0 (double, device.spec->n_params);
  for (int i = 0; i < device.spec->n_params; i++)
    device.values[i] = device.spec->params[i].initial;
  for (int i = 0; parts[i] && *parts[i]; i++) {
    g_auto (GStrv) pair = g_strsplit (parts[i], "=", 2);
    const int param = device_param (device.spec, pair[0]);
    g_assert_cmpint (param, >=, 0);
    device.values[param] = g_ascii_strtod (pair[1], NULL);
  }
  return device;
}

static Plot *
plot_of (const char *kind, const char *settings)
{
  const Device device = device_of (kind, settings);
  const PlotSource source = { device.spec, device.values, RATE, 120 };
  Plot *plot = g_new0 (Plot, 1);
  g_assert_nonnull (device_plot (device.spec));
  device_plot (device.spec) (&source, plot);
  g_free (device.values);
  return plot;
}

/* Of the main curve, between two points. */
static double
main_at (const Plot *plot, double x)
{
  const PlotAxis *axis = &plot->x;
  const double share = axis->unit == PLOT_HZ ? log (x / axis->from) / log (axis->to / axis->from)
                                             : (x - axis->from) / (axis->to - axis->from);
  const double at = share * (PLOT_POINTS - 1);
  const int low = CLAMP ((int) at, 0, PLOT_POINTS - 2);
  for (int i = 0; i < plot->n_curves; i++)
    if (plot->curves[i].role == PLOT_MAIN)
      return plot->curves[i].y[low] +
             (plot->curves[i].y[low + 1] - plot->curves[i].y[low]) * (at - low);
  g_assert_not_reached ();
}

/* What they do shows in no line that stands still. */
static const char *const without[] = { "utility", "pitch", NULL };

/* Every effect but a few has a graph, whose lines are numbers. */
static void
test_all (void)
{
  int n;
  const Processor *const *effects = effects_all (&n);
  for (int i = 0; i < n; i++) {
    const DeviceSpec *spec = effects[i]->spec;
    const DeviceGraphKind kind = device_graph (spec);
    g_assert_true ((kind == GRAPH_NONE) == g_strv_contains (without, spec->kind));
    g_assert_true ((kind == GRAPH_PLOT) == (device_plot (spec) != NULL));
    if (kind != GRAPH_PLOT)
      continue;
    g_autofree Plot *plot = plot_of (spec->kind, "");
    g_assert_cmpint (plot->n_curves + plot->n_bars, >, 0);
    g_assert_cmpfloat (plot->x.to, >, plot->x.from);
    for (int c = 0; c < plot->n_curves; c++)
      for (int k = 0; k < PLOT_POINTS; k++)
        g_assert_true (isfinite (plot->curves[c].y[k]));
  }
}

/* What comes out of a steady sine, dB, in the last quarter of a second and a half. */
static double
level_of (const char *kind, const char *settings, double hz, double db)
{
  const int n = 3 * RATE / 2;
  const Device device = device_of (kind, settings);
  const DeviceProbe probe = { device.spec, device.values, RATE, 0 };
  g_autofree float *left = g_new (float, n), *right = g_new (float, n);
  float *const audio[2] = { left, right };
  float most = 0;
  for (int i = 0; i < n; i++)
    left[i] = right[i] = (float) (pow (10, db / 20) * sin (2 * G_PI * hz * i / RATE));
  g_assert_true (device_probe_run (&probe, audio, n));
  for (int i = n - RATE / 4; i < n; i++)
    most = fmaxf (most, fabsf (left[i]));
  g_free (device.values);
  return 20 * log10 ((double) most);
}

static void
test_levels (void)
{
  static const struct {
    const char *kind, *settings;
    double hz, tolerance;
  } cases[] = {
    { "compressor", "threshold=-30 ratio=4 knee=12 makeup=3", 1000, 0.5 },
    { "gate", "threshold=-40 range=30 hysteresis=0 hold=0 ratio=3", 1000, 0.5 },
    { "gate", "threshold=-40 range=30 hysteresis=6 hold=0", 1000, 0.5 },
    { "limiter", "gain=12 ceiling=-3", 1000, 0.2 },
    { "deesser", "threshold=-30 ratio=4 range=8 mode=1 frequency=1000", 12000, 1 },
    { "rider", "target=-20 up=9 down=6 hold=-45 speed=50 window=30", 1000, 1 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree Plot *plot = plot_of (cases[i].kind, cases[i].settings);
    for (double db = -50; db <= -2; db += 12)
      g_assert_cmpfloat_with_epsilon (main_at (plot, db),
                                      level_of (cases[i].kind, cases[i].settings, cases[i].hz, db),
                                      cases[i].tolerance);
  }
}

/* The band that is loud is as far down as the dashed curve says, the soft one where the other is.
 */
static void
test_bands (void)
{
  const char *const settings =
      "low_freq=30 mid_freq=8000 high_freq=18000 band2.threshold=-30 band2.ratio=4 knee=0";
  g_autofree Plot *plot = plot_of ("multiband", settings);
  const double loud = plot->curves[0].y[(int) (log (25) / log (1000) * 256 + 0.5)];
  g_assert_cmpfloat_with_epsilon (main_at (plot, 500), 0, 0.1);
  g_assert_cmpfloat_with_epsilon (loud, -22.5, 0.1);
  g_assert_cmpfloat_with_epsilon (level_of ("multiband", settings, 500, 0), loud, 0.2);
  g_autofree Plot *gain = plot_of ("multiband", "band3.gain=6");
  g_assert_cmpfloat_with_epsilon (main_at (gain, 2100), 6, 0.3);

  g_autofree Plot *dynamic = plot_of ("dynamic_eq", "band2.on=1 band2.freq=1000 band2.gain=3 "
                                                    "band2.range=-9 band2.threshold=-40");
  g_assert_cmpfloat_with_epsilon (main_at (dynamic, 1000), 3, 0.1);
  g_assert_cmpfloat_with_epsilon (dynamic->curves[0].y[(int) (log (50) / log (1000) * 256 + 0.5)],
                                  -6, 0.1);
  g_autofree Plot *imager = plot_of ("imager", "width1=0 width4=150");
  g_assert_cmpfloat (main_at (imager, 25), <, 2);
  g_assert_cmpfloat_with_epsilon (main_at (imager, 18000), 150, 2);
}

/* The flanger's first notch where half a wave fits its delay; a phaser of two stages has one. */
static void
test_sweeps (void)
{
  g_autofree Plot *flanger = plot_of ("flanger", "delay=1 depth=1 feedback=0 mix=50 spread=0");
  g_assert_cmpint (flanger->n_curves, ==, 2);
  g_assert_cmpfloat (main_at (flanger, 500), <, -20);
  g_assert_cmpfloat (flanger->curves[0].y[(int) (log (12.5) / log (1000) * 256 + 0.5)], <, -20);
  g_assert_cmpfloat (main_at (flanger, 1000), >, -1);
}

/* A speaker of a guitar ends where hi-fi begins. */
static void
test_amp (void)
{
  g_autofree Plot *amp = plot_of ("amp", "");
  g_assert_cmpfloat (main_at (amp, 10000), <, -20);
  g_assert_cmpfloat (main_at (amp, 30), <, -6);
  double most = -120;
  for (int i = 0; i < PLOT_POINTS; i++)
    most = fmax (most, amp->curves[0].y[i]);
  g_assert_cmpfloat_with_epsilon (most, 0, 1e-9);
}

static void
test_waves (void)
{
  g_autofree Plot *clipper = plot_of ("clipper", "drive=12 ceiling=-6");
  double most = 0;
  for (int i = 0; i < PLOT_POINTS; i++)
    most = fmax (most, fabs (clipper->curves[1].y[i]));
  g_assert_cmpfloat_with_epsilon (most, 0.501, 0.03);
  /* The cycle stands where that of the input does. */
  g_assert_cmpfloat_with_epsilon (clipper->curves[1].y[0], 0, 0.2);
  g_assert_cmpfloat (clipper->curves[1].y[64], >, 0.4);

  g_autofree Plot *tremolo = plot_of ("tremolo", "depth=100 spread=180");
  double least = 200;
  for (int i = 0; i < PLOT_POINTS; i++)
    least = fmin (least, tremolo->curves[1].y[i]);
  g_assert_cmpfloat (least, <, 2);
  g_autofree Plot *transient = plot_of ("transient", "attack=100");
  g_assert_cmpfloat (transient->curves[1].y[28], >, transient->curves[0].y[28] + 3);
  /* The horn of the one side comes near while that of the other goes away. */
  g_autofree Plot *rotary = plot_of ("rotary", "angle=180 depth=100");
  double nearest[2] = { -120, -120 }, farthest[2] = { 120, 120 }, together = 0;
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < PLOT_POINTS; i++) {
      nearest[c] = fmax (nearest[c], rotary->curves[c].y[i]);
      farthest[c] = fmin (farthest[c], rotary->curves[c].y[i]);
    }
  for (int i = 0; i < PLOT_POINTS; i++)
    together = fmax (together, fabs (rotary->curves[0].y[i] - rotary->curves[1].y[i]));
  g_assert_cmpfloat (nearest[0] - farthest[0], >, 3);
  g_assert_cmpfloat (nearest[1] - farthest[1], >, 3);
  g_assert_cmpfloat (together, >, 3);
  g_autofree Plot *chorus = plot_of ("chorus", "voices=3 delay=10 depth=4");
  g_assert_cmpint (chorus->n_curves, ==, 3);
  g_assert_cmpfloat_with_epsilon (main_at (chorus, 0.25), 14, 0.01);
}

/* The echoes of a click are where the bars stand, and as loud. */
static void
test_echoes (void)
{
  const char *const settings = "sync=1 note=9 feedback=50 mix=40 mode=1";
  const Device device = device_of ("delay", settings);
  const DeviceProbe probe = { device.spec, device.values, RATE, 0 };
  g_autofree Plot *plot = plot_of ("delay", settings);
  const int n = RATE;
  g_autofree float *left = g_new0 (float, n), *right = g_new0 (float, n);
  float *const audio[2] = { left, right };
  left[0] = right[0] = 1;
  g_assert_true (device_probe_run (&probe, audio, n));
  g_assert_cmpint (plot->n_bars, >=, 4);
  for (int i = 1; i < 4; i++) {
    const int at = (int) rint (plot->bars[i].x / 1000 * RATE);
    const float *channel = plot->bars[i].role == PLOT_MAIN ? left : right;
    g_assert_cmpint (at, <, n);
    g_assert_cmpfloat_with_epsilon (20 * log10 (fabs ((double) channel[at])), plot->bars[i].y, 0.5);
  }
  g_free (device.values);
  /* 60 dB down after the reverberation time. */
  g_autofree Plot *reverb = plot_of ("reverb", "time=2 predelay=100 bass=1 damping=100");
  g_assert_cmpfloat_with_epsilon (main_at (reverb, 1100), -30, 0.5);
  g_assert_cmpfloat_with_epsilon (main_at (reverb, 300), -6, 0.5);
  /* The outline of an impulse begins high and ends low, and that of a reverse one the other way. */
  g_autofree Plot *hall = plot_of ("convolution", "space=0 predelay=0");
  g_autofree Plot *reverse = plot_of ("convolution", "space=4 predelay=0");
  g_assert_cmpfloat (hall->curves[0].y[10], >, hall->curves[0].y[240] + 30);
  g_assert_cmpfloat (reverse->curves[0].y[240], >, reverse->curves[0].y[10] + 20);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/device/plots/all", test_all);
  g_test_add_func ("/device/plots/levels", test_levels);
  g_test_add_func ("/device/plots/bands", test_bands);
  g_test_add_func ("/device/plots/sweeps", test_sweeps);
  g_test_add_func ("/device/plots/amp", test_amp);
  g_test_add_func ("/device/plots/waves", test_waves);
  g_test_add_func ("/device/plots/echoes", test_echoes);
  return g_test_run ();
}
