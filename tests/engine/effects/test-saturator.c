/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/saturator.h"

#include "base/hash.h"
#include "base/math.h"
#include "processor_check.h"
#include "step_check.h"

#include <complex.h>
#include <string.h>

/* By then, what the 5 Hz high-pass does at the start has passed. */
#define START 49152
#define LENGTH (START + 16384)

#define BINS 8192

/* In place; n a power of two. */
static void
transform (double complex *x, int n)
{
  if (n == 1)
    return;
  g_autofree double complex *half = g_new (double complex, n);
  for (int i = 0; i < n; i++)
    half[(i & 1) * n / 2 + i / 2] = x[i];
  transform (half, n / 2);
  transform (half + n / 2, n / 2);
  for (int i = 0; i < n / 2; i++) {
    const double complex turned = half[n / 2 + i] * cexp (-2 * G_PI * I * i / n);
    x[i] = half[i] + turned;
    x[i + n / 2] = half[i] - turned;
  }
}

/* Amplitudes of 2 BINS frames under a window that is 180 dB down from seven bins away on (Albrecht
 * 2001). */
static void
spectrum (const float *x, double *levels)
{
  static const double term[] = { 0.27105140069342,  -0.43329793923448, 0.21812299954311,
                                 -0.06592544638803, 0.01081174209837,  -0.00077658482522,
                                 0.00001388721735 };
  g_autofree double complex *y = g_new (double complex, 2 * BINS);
  for (int i = 0; i < 2 * BINS; i++) {
    double window = 0;
    for (int k = 0; k < 7; k++)
      window += term[k] * cos (2 * G_PI * k * i / (2 * BINS));
    y[i] = window * x[i];
  }
  transform (y, 2 * BINS);
  for (int i = 0; i < BINS; i++)
    levels[i] = cabs (y[i]) / BINS / term[0];
}

static double
dB (double x)
{
  return 20 * log10 (fmax (x, 1e-15));
}

static void
run (const char *settings, int rate, float *x, int n)
{
  Rig *rig = rig_new (&saturator_processor, rate, 1, settings);
  rig_process (rig, (float *const[]){ x, NULL }, NULL, n);
  rig_free (rig);
}

/* The loudest line from 10 Hz to half the rate that is no multiple of `hz`, under the strongest
 * that is. */
static double
aliases (const float *x, int rate, double hz)
{
  g_autofree double *levels = g_new (double, BINS);
  const double bin = rate / (2.0 * BINS);
  double strongest = 0, worst = 0;

  spectrum (x, levels);
  for (int k = (int) (10 / bin) + 1; k < BINS; k++) {
    const double off = fabs (remainder (k * bin, hz)) / bin;
    if (off < 1)
      strongest = fmax (strongest, levels[k]);
    if (off > 8)
      worst = fmax (worst, levels[k]);
  }
  return dB (worst) - dB (strongest);
}

static double
aliases_of_tones (const char *kind, int drive, int rate, double hz, double second_hz, double grid)
{
  g_autofree float *x = g_new (float, LENGTH);
  g_autofree char *settings = g_strdup_printf ("kind=%s drive=%d auto_gain=off", kind, drive);

  for (int i = 0; i < LENGTH; i++)
    x[i] = (float) (0.5 * sin (2 * G_PI * hz / rate * i) +
                    0.5 * sin (2 * G_PI * second_hz / rate * i));
  run (settings, rate, x, LENGTH);
  return aliases (x + START, rate, grid);
}

/* Full-scale tones: the worst line, over the whole band, for each. */
static void
test_aliases (void)
{
  static const char *const kinds[] = { "tape", "tube", "hard" };
  const int rates[] = { 44100, 48000, 96000 };
  const struct {
    double hz, second_hz, grid;
    int drive;
    double most_db;
  } cases[] = {
    { 1103, 1103, 1103, 12, -120 },   { 5003, 5003, 5003, 12, -110 },
    { 5003, 5003, 5003, 36, -100 },   { 12007, 12007, 12007, 12, -100 },
    { 19001, 19001, 19001, 12, -90 }, { 19001, 19001, 19001, 36, -80 },
    { 4004, 5005, 1001, 12, -105 }, /* all true products are multiples of 1001 Hz */
  };

  for (size_t c = 0; c < G_N_ELEMENTS (cases); c++)
    for (int k = 0; k < 3; k++) {
      double db[3];
      for (int r = 0; r < 3; r++)
        db[r] = aliases_of_tones (kinds[k], cases[c].drive, rates[r], cases[c].hz,
                                  cases[c].second_hz, cases[c].grid);
      g_test_message (
          "%s +%d dB, %g and %g Hz: aliases %.1f dB at 44.1, %.1f at 48, %.1f at 96 kHz", kinds[k],
          cases[c].drive, cases[c].hz, cases[c].second_hz, db[0], db[1], db[2]);
      for (int r = 0; r < 3; r++)
        g_assert_cmpfloat (db[r], <, cases[c].most_db);
    }
}

/* So soft that the curves are straight: flat to 20 kHz. */
static void
test_passband (void)
{
  static const char *const kinds[] = { "kind=tube drive=0", "kind=hard drive=0" };
  const int rates[] = { 44100, 48000, 96000, 192000 };
  g_autofree float *x = g_new (float, LENGTH);
  g_autofree double *levels = g_new (double, BINS);

  for (int r = 0; r < 4; r++)
    for (int k = 0; k < 2; k++) {
      double worst = 0;
      for (int step = 1; step <= 4; step++) {
        const int bin = (int) (5000.0 * step / rates[r] * 2 * BINS);
        for (int i = 0; i < LENGTH; i++)
          x[i] = (float) (1e-4 * sin (2 * G_PI * fmod ((double) bin * i / (2 * BINS), 1)));
        run (kinds[k], rates[r], x, LENGTH);
        spectrum (x + START, levels);
        worst = fmax (worst, fabs (dB (levels[bin] * 1e4)));
      }
      g_test_message ("%d Hz, %s: within %.4f dB to 20 kHz", rates[r], kinds[k], worst);
      g_assert_cmpfloat (worst, <, 0.01);
    }
}

/* Harmonics of a 500 Hz tone at -12 dBFS, as amplitudes; [0] is the DC. */
static void
harmonics (const char *settings, double *levels)
{
  const int rate = 48000, place[] = { 0, 1, 2, 3, 4, 5 };
  g_autofree float *x = g_new (float, LENGTH);
  g_autofree double *bins = g_new (double, BINS);
  const double hz = 171 * (double) rate / (2 * BINS);

  for (int i = 0; i < LENGTH; i++)
    x[i] = (float) (0.25 * sin (2 * G_PI * hz / rate * i));
  run (settings, rate, x, LENGTH);
  spectrum (x + START, bins);
  for (int i = 0; i < 6; i++)
    levels[i] = bins[171 * place[i]];
}

static void
test_harmonics (void)
{
  double h[6];

  harmonics ("kind=tape drive=12", h);
  g_test_message ("tape: 2nd %.1f, 3rd %.1f dB", dB (h[2] / h[1]), dB (h[3] / h[1]));
  g_assert_cmpfloat (dB (h[2] / h[1]), <, -110);
  g_assert_cmpfloat (dB (h[3] / h[1]), >, -30);
  g_assert_cmpfloat (dB (h[3] / h[1]), <, -18);

  harmonics ("kind=tube drive=0", h);
  g_test_message ("tube: 2nd %.1f, 3rd %.1f dB, DC %.1f dB", dB (h[2] / h[1]), dB (h[3] / h[1]),
                  dB (h[0]));
  /* 0.75 b a / (1 + b^2) with b = 0.3 and a = 0.25, for small a. */
  g_assert_cmpfloat (fabs (dB (h[2] / h[1]) - dB (0.75 * 0.3 * 0.25 / 1.09)), <, 0.6);
  g_assert_cmpfloat (h[3], <, h[2] * 0.5);
  g_assert_cmpfloat (dB (h[0]), <, -100);

  harmonics ("kind=tube drive=24 bias=100", h);
  g_test_message ("tube, all bias: DC %.1f dB", dB (h[0]));
  g_assert_cmpfloat (dB (h[0]), <, -100);

  harmonics ("kind=hard drive=11.9", h);
  g_test_message ("hard, just not clipping: 3rd %.1f dB", dB (h[3] / h[1]));
  g_assert_cmpfloat (dB (h[3] / h[1]), <, -120);
}

static void
test_mix_is_aligned (void)
{
  const int rates[] = { 44100, 96000, 192000 };
  g_autofree float *x = g_new (float, LENGTH), *y = g_new (float, LENGTH);

  for (int r = 0; r < 3; r++) {
    Rig *rig = rig_new (&saturator_processor, rates[r], 1, "mix=0");
    const int latency = rig_latency (rig);
    rig_free (rig);
    g_test_message ("%d Hz: latency %d", rates[r], latency);

    for (int i = 0; i < LENGTH; i++)
      y[i] = x[i] = hash_noise (1, i);
    run ("mix=0", rates[r], y, LENGTH);
    for (int i = latency; i < LENGTH; i++)
      g_assert_cmpfloat (y[i], ==, x[i - latency]);

    /* So soft that the curve is straight: what is wet is the dry, by phase as well. */
    for (int i = 0; i < LENGTH; i++)
      y[i] = x[i] = (float) (1e-4 * sin (2 * G_PI * 15000.0 / rates[r] * i));
    run ("kind=tube drive=0", rates[r], y, LENGTH);
    double worst = 0;
    for (int i = START; i < LENGTH; i++)
      worst = fmax (worst, fabs (y[i] - x[i - latency]));
    g_test_message ("wet against dry at 15 kHz: %.1f dB", dB (worst * 1e4));
    g_assert_cmpfloat (dB (worst * 1e4), <, -55);
  }
}

static void
test_auto_gain (void)
{
  static const char *const kinds[] = { "tape", "tube", "hard" };
  g_autofree float *x = g_new (float, LENGTH);

  for (int k = 0; k < 3; k++)
    for (int drive = 0; drive <= 24; drive += 6) {
      g_autofree char *settings = g_strdup_printf ("kind=%s drive=%d", kinds[k], drive);
      double low = 0, before = 0, after = 0;
      for (int i = 0; i < LENGTH; i++) {
        low += 0.1 * (hash_noise (3, i) - low);
        x[i] = (float) (low * 0.96);
        before += x[i] * x[i];
      }
      run (settings, 48000, x, LENGTH);
      for (int i = 0; i < LENGTH; i++)
        after += x[i] * x[i];
      const double change = 10 * log10 (after / before);
      g_test_message ("%s: %+.2f dB (noise at %.1f dBFS)", settings, change,
                      10 * log10 (before / LENGTH));
      g_assert_cmpfloat (fabs (change), <, 2);
    }
}

/* The loudest moment above 8 kHz while one value moves as the graph moves it. */
static double
noise_of_step (const char *settings, int param, double from, double to, double amplitude)
{
  enum { FRAMES = 12000, TAPS = 511 };
  const double smoothing = saturator_processor.spec->params[param].smoothing_ms * 48;
  g_autofree float *x = g_new (float, FRAMES);
  Rig *rig = rig_new (&saturator_processor, 48000, 1, settings);
  double worst = 0;

  rig->values[param] = from;
  rig_set (rig, true);
  for (int i = 0; i < FRAMES; i++)
    x[i] = (float) (amplitude * sin (2 * G_PI * 997.0 / 48000 * i));
  for (int at = 0; at + CONTROL_GRID <= FRAMES; at += CONTROL_GRID) {
    const double u = CLAMP ((at - 6000) / smoothing, 0, 1);
    rig->values[param] = from + u * (to - from);
    rig_set (rig, false);
    rig_process (rig, (float *const[]){ x + at, NULL }, NULL, CONTROL_GRID);
  }
  rig_free (rig);
  for (int i = 2000; i + TAPS <= FRAMES; i++) {
    double sum = 0;
    for (int k = 0; k < TAPS; k++) {
      const double t = k - TAPS / 2, u = 2 * G_PI * (k + 1) / (TAPS + 1);
      const double window =
          0.35875 - 0.48829 * cos (u) + 0.14128 * cos (2 * u) - 0.01168 * cos (3 * u);
      static double taps[TAPS];
      if (taps[k] == 0)
        taps[k] = window * (t == 0 ? 2.0 / 3 : -sin (G_PI * t / 3) / (G_PI * t));
      sum += taps[k] * x[i + k];
    }
    worst = fmax (worst, fabs (sum));
  }
  return dB (worst);
}

static void
test_steps (void)
{
  const double drive = noise_of_step ("kind=tube", 1, 0, 36, 0.001);
  const double output = noise_of_step ("kind=tape drive=0 auto_gain=off", 2, -24, 24, 0.05);
  const double mix = noise_of_step ("kind=tape drive=6", 3, 0, 100, 0.1);
  const double tone = noise_of_step ("kind=tape drive=0", 4, -100, 100, 0.1);
  const double bias = noise_of_step ("kind=tape drive=0", 5, 0, 100, 0.01);

  g_test_message ("above 8 kHz: drive %.1f, output %.1f, mix %.1f, tone %.1f, bias %.1f dBFS",
                  drive, output, mix, tone, bias);
  g_assert_cmpfloat (drive, <, -80);
  g_assert_cmpfloat (output, <, -80);
  g_assert_cmpfloat (mix, <, -80);
  g_assert_cmpfloat (tone, <, -80);
  g_assert_cmpfloat (bias, <, -80);

  const double output_line =
      step_check_db (&saturator_processor, "kind=hard drive=0", "output", -24, 0);
  const double mix_line = step_check_db (&saturator_processor, "kind=tube drive=0", "mix", 0, 100);
  g_test_message ("lines above 4 kHz: output %.1f, mix %.1f dBFS", output_line, mix_line);
  g_assert_cmpfloat (output_line, <, -80);
  g_assert_cmpfloat (mix_line, <, -80);
}

static void
test_silence_and_tail (void)
{
  g_autofree float *x = g_new0 (float, LENGTH);
  Rig *rig = rig_new (&saturator_processor, 44100, 1, "kind=tube bias=60 drive=20");

  rig_process (rig, (float *const[]){ x, NULL }, NULL, 4096);
  for (int i = 0; i < 4096; i++)
    g_assert_cmpfloat (x[i], ==, 0);
  rig_free (rig);

  rig = rig_new (&saturator_processor, 44100, 1, "kind=tape drive=36 auto_gain=off output=24");
  const Frames tail = saturator_processor.tail (&rig->setup);
  for (int i = 0; i < 20000; i++)
    x[i] = 1;
  rig_process (rig, (float *const[]){ x, NULL }, NULL, LENGTH);
  for (int i = 20000 + (int) tail; i < LENGTH; i++)
    g_assert_cmpfloat (fabsf (x[i]), <, 1e-6f);
  rig_free (rig);
}

static void
test_presets (void)
{
  const DeviceSpec *spec = saturator_processor.spec;
  g_assert_cmpint (spec->n_presets, >=, 8);
  for (int i = 0; i < spec->n_presets; i++)
    rig_free (rig_new (&saturator_processor, 48000, 2, spec->presets[i].values));
}

static void
test_processor (void)
{
  processor_check (&saturator_processor, "");
  processor_check (&saturator_processor, "kind=tube drive=24 bias=30 mix=50");
  processor_check (&saturator_processor, "kind=hard drive=36 tone=-50 auto_gain=off");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  realtime_thread_init ();
  g_test_add_func ("/effects/saturator/aliases", test_aliases);
  g_test_add_func ("/effects/saturator/passband", test_passband);
  g_test_add_func ("/effects/saturator/harmonics", test_harmonics);
  g_test_add_func ("/effects/saturator/mix-is-aligned", test_mix_is_aligned);
  g_test_add_func ("/effects/saturator/auto-gain", test_auto_gain);
  g_test_add_func ("/effects/saturator/steps", test_steps);
  g_test_add_func ("/effects/saturator/silence-and-tail", test_silence_and_tail);
  g_test_add_func ("/effects/saturator/presets", test_presets);
  g_test_add_func ("/effects/saturator/processor", test_processor);
  return g_test_run ();
}
