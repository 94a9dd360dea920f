/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"
#include "effects/effects.h"
#include "processor_check.h"

#include <fftw3.h>
#include <math.h>
#include <string.h>

#define RATE 48000

static const char *const kinds[] = { "room", "hall", "plate" };

/* What `rig` makes of a one in one frame or of nothing more; planar, `length` frames. */
static float *
impulse_response (Rig *rig, int length, bool left, bool right)
{
  float *audio = g_new0 (float, 2 * length);
  audio[0] = left;
  audio[length] = right;
  rig_process (rig, (float *const[]){ audio, audio + length }, NULL, length);
  return audio;
}

/* The part of a signal between two frequencies, with edges of a third of an octave. */
static void
band (float *signal, int length, double low, double high)
{
  const int n = 2 * length;
  float *padded = fftwf_alloc_real ((size_t) n);
  fftwf_complex *bins = fftwf_alloc_complex ((size_t) n / 2 + 1);
  fftwf_plan there = fftwf_plan_dft_r2c_1d (n, padded, bins, FFTW_ESTIMATE);
  fftwf_plan back = fftwf_plan_dft_c2r_1d (n, bins, padded, FFTW_ESTIMATE);

  memcpy (padded, signal, sizeof (float) * (size_t) length);
  memset (padded + length, 0, sizeof (float) * (size_t) length);
  fftwf_execute (there);
  for (int k = 0; k <= n / 2; k++) {
    const double octaves = log2 (fmax (k, 0.5) * RATE / n);
    const double inside = fmin (octaves - log2 (low), log2 (high) - octaves) * 3 + 0.5;
    const double u = CLAMP (inside, 0, 1);
    const float gain = (float) (sin (G_PI_2 * u) / n);
    bins[k][0] *= gain;
    bins[k][1] *= gain;
  }
  fftwf_execute (back);
  memcpy (signal, padded, sizeof (float) * (size_t) length);
  fftwf_destroy_plan (there);
  fftwf_destroy_plan (back);
  fftwf_free (padded);
  fftwf_free (bins);
}

/* Reverberation time from the Schroeder integral of both channels between -5 and -35 dB (ISO
 * 3382-1), by least squares. */
static double
t30 (const float *left, const float *right, int length)
{
  double *after = g_new (double, length + 1);
  double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;

  after[length] = 0;
  for (int i = length - 1; i >= 0; i--)
    after[i] = after[i + 1] + (double) left[i] * left[i] + (double) right[i] * right[i];
  for (int i = 0; i < length; i++) {
    const double db = 10 * log10 (after[i] / after[0] + 1e-30);
    if (db > -5 || db < -35)
      continue;
    const double x = (double) i / RATE;
    n++, sx += x, sy += db, sxx += x * x, sxy += x * db;
  }
  g_free (after);
  return -60 / ((n * sxy - sx * sy) / (n * sxx - sx * sx));
}

static double
band_t30 (const float *response, int length, double low, double high)
{
  float *part = g_memdup2 (response, sizeof (float) * 2 * (gsize) length);
  band (part, length, low, high);
  band (part + length, length, low, high);
  const double seconds = t30 (part, part + length, length);
  g_free (part);
  return seconds;
}

static void
test_decay_time (void)
{
  const double times[] = { 0.3, 0.9, 2.2, 6 };

  realtime_thread_init ();
  for (size_t k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (size_t i = 0; i < G_N_ELEMENTS (times); i++) {
      const double time = times[i];
      g_autofree char *settings =
          g_strdup_printf ("kind=%s time=%g mix=100 early=0 predelay=0", kinds[k], time);
      const int length = (int) (1.3 * time * RATE) + RATE / 4;
      Rig *rig = rig_new (effect_find ("reverb"), RATE, 2, settings);
      float *response = impulse_response (rig, length, true, false);
      const double middle = band_t30 (response, length, 700, 1400);
      g_test_message ("%s %.1f s: T30 %.3f s at 1 kHz", kinds[k], time, middle);
      g_assert_cmpfloat (fabs (middle / time - 1), <, 0.10);
      g_free (response);
      rig_free (rig);
    }
}

static void
test_damping_and_bass (void)
{
  realtime_thread_init ();
  for (size_t k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (int d = 0; d <= 100; d += 50) {
      g_autofree char *settings = g_strdup_printf (
          "kind=%s time=2 damping=%d bass=%g mix=100 early=0 modulation=20 low_cut=20 "
          "high_cut=20000",
          kinds[k], d, d ? 2.0 : 0.5);
      const int length = 4 * RATE;
      Rig *rig = rig_new (effect_find ("reverb"), RATE, 2, settings);
      float *response = impulse_response (rig, length, true, false);
      const double middle = band_t30 (response, length, 700, 1400);
      const double lows = band_t30 (response, length, 30, 70);
      const double highs = band_t30 (response, length, 12000, 16000);
      g_free (response);
      rig_free (rig);
      g_test_message ("%s damping %d: lows %.2f, middle %.2f, highs %.2f s", kinds[k], d, lows,
                      middle, highs);
      g_assert_cmpfloat (fabs (middle / 2 - 1), <, 0.10);
      g_assert_cmpfloat (fabs (lows / (d ? 4 : 1) - 1), <, 0.25);
      g_assert_cmpfloat (fabs (log2 (highs / (2 * pow (10, -d / 100.0)))), <, d ? 0.75 : 0.5);
    }
}

/* Abel and Huang 2006: the part of a window of 20 ms that lies outside its standard deviation, over
 * that of Gaussian noise. */
static double
echo_density (const float *signal, int middle)
{
  const int half = RATE / 100;
  double power = 0;
  int outside = 0;

  for (int i = middle - half; i < middle + half; i++)
    power += (double) signal[i] * signal[i] / (2 * half);
  for (int i = middle - half; i < middle + half; i++)
    outside += fabs ((double) signal[i]) > sqrt (power);
  return (double) outside / (2 * half) / 0.31731;
}

static double
correlation (const float *a, const float *b, int n)
{
  double aa = 0, bb = 0, ab = 0;
  for (int i = 0; i < n; i++) {
    aa += (double) a[i] * a[i];
    bb += (double) b[i] * b[i];
    ab += (double) a[i] * b[i];
  }
  return ab / sqrt (aa * bb);
}

static void
test_density_and_width (void)
{
  realtime_thread_init ();
  for (size_t k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (int channels = 1; channels <= 2; channels++) {
      g_autofree char *settings = g_strdup_printf ("kind=%s mix=100 predelay=0", kinds[k]);
      Rig *rig = rig_new (effect_find ("reverb"), RATE, channels, settings);
      g_assert_cmpint (rig_channels (rig), ==, 2);
      float *h = impulse_response (rig, RATE, true, true);
      const double at_50 = echo_density (h, RATE / 20);
      const double at_100 = (echo_density (h, RATE / 10) + echo_density (h + RATE, RATE / 10)) / 2;
      const double r = correlation (h + RATE / 5, h + RATE + RATE / 5, RATE / 2);
      g_test_message (
          "%s from %d: echo density %.2f at 50 ms, %.2f at 100 ms; L/R correlation %.3f", kinds[k],
          channels, at_50, at_100, r);
      g_assert_cmpfloat (at_100, >, 0.85);
      g_assert_cmpfloat (fabs (r), <, 0.2);
      g_free (h);
      rig_free (rig);
    }
}

#define BINS 8192
#define TAKES 8

/* The power spectrum late in the decay, over many impulses and both channels: no frequency outlasts
 * those around it. */
static void
test_no_ringing (void)
{
  float *window = fftwf_alloc_real (2 * BINS);
  fftwf_complex *bins = fftwf_alloc_complex (BINS + 1);
  fftwf_plan plan = fftwf_plan_dft_r2c_1d (2 * BINS, window, bins, FFTW_ESTIMATE);

  realtime_thread_init ();
  for (size_t k = 0; k < G_N_ELEMENTS (kinds); k++) {
    double power[BINS + 1] = { 0 };
    for (int take = 0; take < TAKES; take++) {
      g_autofree char *settings = g_strdup_printf ("kind=%s time=1.8 mix=100 damping=0", kinds[k]);
      Rig *rig = rig_new (effect_find ("reverb"), RATE, 2, settings);
      rig->position = take * 77777;
      float *h = impulse_response (rig, 2 * RATE, take & 1, !(take & 1));
      for (int c = 0; c < 2; c++) {
        for (int i = 0; i < 2 * BINS; i++)
          window[i] =
              h[2 * RATE * c + RATE + i] * (float) (0.5 - 0.5 * cos (G_PI * (i + 0.5) / BINS));
        fftwf_execute (plan);
        for (int b = 0; b <= BINS; b++)
          power[b] += bins[b][0] * bins[b][0] + bins[b][1] * bins[b][1];
      }
      g_free (h);
      rig_free (rig);
    }
    double most = 0, where = 0;
    for (int b = 80; b < BINS * 16 / 24; b++) {
      double around = 0;
      for (int o = -30; o <= 30; o++)
        around += power[b + o] / 61;
      if (power[b] / around > most)
        most = power[b] / around, where = b * RATE / (2.0 * BINS);
    }
    g_test_message ("%s: strongest mode %.1f dB over its neighbors, at %.0f Hz", kinds[k],
                    10 * log10 (most), where);
    g_assert_cmpfloat (10 * log10 (most), <, 8);
  }
  fftwf_destroy_plan (plan);
  fftwf_free (window);
  fftwf_free (bins);
}

static void
test_level_and_mix (void)
{
  enum { LENGTH = 6 * RATE };
  float *audio = g_new (float, 2 * LENGTH);

  realtime_thread_init ();
  for (size_t k = 0; k < G_N_ELEMENTS (kinds); k++) {
    g_autofree char *settings =
        g_strdup_printf ("kind=%s mix=100 early=0 damping=0 bass=1 time=1.5 "
                         "low_cut=10 high_cut=20000",
                         kinds[k]);
    Rig *rig = rig_new (effect_find ("reverb"), RATE, 2, settings);
    double in = 0, out = 0;
    for (int i = 0; i < 2 * LENGTH; i++)
      audio[i] = hash_noise (hash_key (9, 9, (unsigned) (i / LENGTH)), i);
    for (int i = LENGTH / 2; i < LENGTH; i++)
      in += (double) audio[i] * audio[i];
    rig_process (rig, (float *const[]){ audio, audio + LENGTH }, NULL, LENGTH);
    for (int i = LENGTH / 2; i < LENGTH; i++)
      out += (double) audio[i] * audio[i];
    g_test_message ("%s: wet %.2f dB for noise", kinds[k], 10 * log10 (out / in));
    g_assert_cmpfloat (fabs (10 * log10 (out / in)), <, 1.5);
    rig_free (rig);

    Rig *dry = rig_new (effect_find ("reverb"), RATE, 2, "mix=0");
    float *h = impulse_response (dry, 1000, true, false);
    g_assert_cmpfloat (h[0], ==, 1);
    for (int i = 1; i < 2000; i++)
      g_assert_cmpfloat (h[i], ==, 0);
    g_free (h);
    rig_free (dry);
  }
  g_free (audio);
}

static void
test_predelay_and_tail (void)
{
  realtime_thread_init ();
  Rig *rig = rig_new (effect_find ("reverb"), RATE, 2, "kind=plate mix=100 predelay=100 time=0.6");
  const Frames tail = rig->processor->tail (&rig->setup);
  const int length = (int) tail + 8192;
  float *h = impulse_response (rig, length, true, true);
  for (int i = 0; i < RATE / 10; i++)
    g_assert_cmpfloat (h[i], ==, 0);
  double soon = 0;
  for (int i = RATE / 10; i < RATE / 10 + RATE / 50; i++)
    soon += fabsf (h[i]);
  g_assert_cmpfloat (soon, >, 0.01);
  for (int i = (int) tail; i < length; i++)
    g_assert_cmpfloat (fmax (fabsf (h[i]), fabsf (h[length + i])), <, 1e-6);
  g_free (h);
  rig_free (rig);
}

/* As the caller of set () does it: a step takes its time on the display scale. */
static void
move_from_to (Rig *rig, const double *from, const double *to, int frames)
{
  for (int i = 0; i < rig->processor->spec->n_params; i++) {
    const ParamSpec *param = &rig->processor->spec->params[i];
    const double way = fmin (1, frames / fmax (1, param->smoothing_ms / 1000 * RATE));
    rig->values[i] = param->scale == PARAM_LOG ? from[i] * pow (to[i] / from[i], way)
                                               : from[i] + (to[i] - from[i]) * way;
  }
  rig_set (rig, false);
}

/* A sine stays one while every value moves and the song jumps: nothing steps. */
static void
test_no_clicks (void)
{
  enum { LENGTH = 2 * RATE, MOVE = 4800 };
  float *audio = g_new (float, 2 * LENGTH);
  const char *const moves[] = { "predelay=200", "time=0.4",  "modulation=100",
                                "mix=60",       "width=0",   "damping=90",
                                "low_cut=300",  "early=100", "bass=2" };

  realtime_thread_init ();
  Rig *rig = rig_new (effect_find ("reverb"), RATE, 2, "kind=hall time=1 mix=100");
  Rig *goal = rig_new (effect_find ("reverb"), RATE, 2, "kind=hall time=1 mix=100");
  for (int i = 0; i < LENGTH; i++)
    audio[i] = audio[LENGTH + i] = 0.25f * (float) sin (2 * G_PI * 220 * i / RATE);
  double from[64];
  for (int at = 0; at < LENGTH; at += CONTROL_GRID) {
    const size_t move = at < RATE ? 100 : (size_t) (at - RATE) / MOVE;
    if (at % MOVE == 0) {
      memcpy (from, rig->values, sizeof (double) * (size_t) rig->processor->spec->n_params);
      if (move < G_N_ELEMENTS (moves))
        rig_settings (goal, moves[move]);
    }
    if (at == RATE + 9 * MOVE)
      rig->position -= 100000;
    move_from_to (rig, from, goal->values, at % MOVE);
    rig_process (rig, (float *const[]){ audio + at, audio + LENGTH + at }, NULL, CONTROL_GRID);
  }
  /* The third difference of a sine of 220 Hz is (2 pi 220 / 48000)^3 = 2.4e-5 of it; a step shows
   * whole. */
  double most = 0;
  int where = 0;
  for (int c = 0; c < 2; c++)
    for (int i = RATE; i < LENGTH - 3; i++) {
      const float *x = audio + c * LENGTH + i;
      const double third = fabs ((double) x[3] - 3.0 * x[2] + 3.0 * x[1] - x[0]);
      if (third > most)
        most = third, where = i;
    }
  g_test_message ("largest third difference %.2e, after move %d", most, (where - RATE) / MOVE);
  g_assert_cmpfloat (most, <, 2e-3);
  g_free (audio);
  rig_free (rig);
  rig_free (goal);
}

static void
test_presets (void)
{
  const DeviceSpec *spec = effect_find ("reverb")->spec;
  g_assert_cmpint (spec->n_presets, >=, 10);
  for (int i = 0; i < spec->n_presets; i++)
    rig_free (rig_new (effect_find ("reverb"), 44100, 2, spec->presets[i].values));
}

static void
test_same_bits (gconstpointer kind)
{
  processor_check (effect_find ("reverb"), kind);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/reverb/decay-time", test_decay_time);
  g_test_add_func ("/effects/reverb/damping-and-bass", test_damping_and_bass);
  g_test_add_func ("/effects/reverb/density-and-width", test_density_and_width);
  g_test_add_func ("/effects/reverb/no-ringing", test_no_ringing);
  g_test_add_func ("/effects/reverb/level-and-mix", test_level_and_mix);
  g_test_add_func ("/effects/reverb/predelay-and-tail", test_predelay_and_tail);
  g_test_add_func ("/effects/reverb/no-clicks", test_no_clicks);
  g_test_add_func ("/effects/reverb/presets", test_presets);
  g_test_add_data_func ("/effects/reverb/same-bits/room", "kind=room", test_same_bits);
  g_test_add_data_func ("/effects/reverb/same-bits/hall", "kind=hall", test_same_bits);
  g_test_add_data_func ("/effects/reverb/same-bits/plate", "kind=plate size=30", test_same_bits);
  return g_test_run ();
}
