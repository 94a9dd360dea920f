/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the analyzer shows of signals that are known. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "ui/device/analysis.h"

#define RATE 48000
#define STEP 800

/* Sines in both channels and the sidechain, from frame `at` on. */
typedef struct {
  uint64_t at;
  double hz, left, right, key_hz, key;
} Sound;

static void
copy_sound (void *source, InsertTapSignal which, float *out, int n)
{
  const Sound *sound = source;
  for (int i = 0; i < n; i++) {
    const double at = (double) sound->at - n + i;
    const double wave = at < 0 ? 0 : sin (2 * G_PI * sound->hz * at / RATE);
    out[i] = (float) (which == INSERT_TAP_KEY
                          ? at < 0 ? 0 : sound->key * sin (2 * G_PI * sound->key_hz * at / RATE)
                      : which == INSERT_TAP_SIDE ? wave * (sound->left - sound->right) / 2
                                                 : wave * (sound->left + sound->right) / 2);
  }
}

static void
run (Analysis *analysis, const AnalysisSettings *settings, Sound *sound, double seconds)
{
  for (int i = 0; i < (int) (seconds * RATE / STEP); i++) {
    sound->at += STEP;
    g_assert_true (
        analysis_step (analysis, settings, sound->at, (double) STEP / RATE, copy_sound, sound));
  }
  g_assert_false (analysis_step (analysis, settings, sound->at, 0, copy_sound, sound));
}

static void
test_spectrum (void)
{
  g_autofree Analysis *analysis = g_new (Analysis, 1);
  AnalysisSettings settings = { .view = ANALYZER_SPECTRUM, .fall = 24, .hold = true, .a4 = 440 };
  Sound sound = { .hz = 500, .left = 0.5, .right = 0.5, .key_hz = 4000, .key = 0.25 };
  analysis_init (analysis, RATE);
  g_assert_cmpint (spectrum_loudest (&analysis->now, 20, 20000), ==, -1);
  run (analysis, &settings, &sound, 1);
  const int loudest = spectrum_loudest (&analysis->now, 20, 20000);
  const int key = spectrum_loudest (&analysis->key, 20, 20000);
  g_assert_cmpfloat (fabs (log2 (spectrum_hz (loudest) / 500)), <, 1 / 20.0);
  g_assert_cmpfloat (fabs (log2 (spectrum_hz (key) / 4000)), <, 1 / 20.0);
  const double level = analysis->now.db[loudest];

  /* A tilt of 6 dB raises nothing at 1 kHz, and turns an octave below down by 6. */
  Analysis *tilted = g_new (Analysis, 1);
  settings.tilt = 6;
  analysis_init (tilted, RATE);
  sound.at = 0;
  run (tilted, &settings, &sound, 1);
  g_assert_cmpfloat_with_epsilon (tilted->now.db[loudest],
                                  level + 6 * log2 (spectrum_hz (loudest) / 1000), 1e-6);
  g_free (tilted);

  /* What is kept and what is held stay when the sound goes on softer; the rest falls. */
  settings.tilt = 0;
  analysis_keep (analysis);
  sound.left = sound.right = sound.key = 0;
  run (analysis, &settings, &sound, 1);
  g_assert_cmpfloat (analysis->kept[loudest], ==, level);
  g_assert_cmpfloat_with_epsilon (analysis->held[loudest], level, 0.5);
  g_assert_cmpfloat_with_epsilon (analysis->now.db[loudest], level - 24, 1e-6);
  analysis_keep (analysis);
  g_assert_false (analysis->keeps);
  analysis_restart (analysis);
  g_assert_cmpfloat (analysis->held[loudest], ==, SPECTRUM_FLOOR);
}

static void
expect_stereo (double left, double right, double correlation, double balance)
{
  g_autofree Analysis *analysis = g_new (Analysis, 1);
  const AnalysisSettings settings = { .view = ANALYZER_STEREO, .fall = 24, .a4 = 440 };
  Sound sound = { .hz = 1000, .left = left, .right = right };
  analysis_init (analysis, RATE);
  run (analysis, &settings, &sound, 2);
  g_assert_cmpfloat_with_epsilon (analysis->correlation, correlation, 0.001);
  if (isfinite (balance))
    g_assert_cmpfloat_with_epsilon (analysis->balance, balance, 0.01);
  g_assert_false (analysis->silent);
  g_assert_cmpfloat_with_epsilon (analysis->reach,
                                  fmax (fabs (left + right), fabs (left - right)) / 2, 1e-3);
  for (int i = 0; i < ANALYSIS_SCOPE; i++)
    g_assert_cmpfloat_with_epsilon (analysis->mid[i] * (left - right),
                                    analysis->side[i] * (left + right), 1e-6);
  g_assert_true (analysis_rest (analysis, &settings, 0.02));
  g_assert_true (analysis->silent);
  g_assert_cmpfloat (analysis->correlation, ==, 1);
}

static void
test_stereo (void)
{
  expect_stereo (0.5, 0.5, 1, 0);
  expect_stereo (0.5, -0.5, -1, 0);
  expect_stereo (0.25, 0.5, 1, 6.0206);
  expect_stereo (0.5, 0, 0, NAN);
}

/* EBU Tech 3341, case 1: a stereo sine of 1 kHz at -23 dBFS reads -23 LUFS, whatever is looked at
 * meanwhile; its peak is its level. */
static void
test_loudness (void)
{
  g_autofree Analysis *analysis = g_new (Analysis, 1);
  AnalysisSettings settings = { .view = ANALYZER_LOUDNESS, .fall = 24, .a4 = 440 };
  const double level = pow (10, -23 / 20.0);
  Sound sound = { .hz = 1000, .left = level, .right = level };
  analysis_init (analysis, RATE);
  g_assert_true (isnan (analysis->integrated));
  run (analysis, &settings, &sound, 3);
  settings.view = ANALYZER_TUNER;
  run (analysis, &settings, &sound, 2);
  g_assert_cmpfloat_with_epsilon (analysis->integrated, -23, 0.1);
  g_assert_cmpfloat_with_epsilon (analysis->momentary, -23, 0.1);
  g_assert_cmpfloat_with_epsilon (analysis->short_term, -23, 0.1);
  g_assert_cmpfloat_with_epsilon (analysis->true_peak, -23, 0.1);
  analysis_restart (analysis);
  g_assert_true (isnan (analysis->integrated) && isinf (analysis->true_peak));
}

static void
test_note (void)
{
  g_autofree Analysis *analysis = g_new (Analysis, 1);
  AnalysisSettings settings = { .view = ANALYZER_TUNER, .fall = 24, .a4 = 440 };
  Sound sound = { .hz = 442, .left = 0.3, .right = 0.3 };
  analysis_init (analysis, RATE);
  run (analysis, &settings, &sound, 1);
  g_assert_true (analysis->has_note);
  g_assert_cmpint (analysis->note, ==, 69);
  g_assert_cmpfloat_with_epsilon (analysis->cents, 7.85, 1);
  settings.a4 = 442;
  run (analysis, &settings, &sound, 1);
  g_assert_cmpfloat_with_epsilon (analysis->cents, 0, 1);
}

/* Two tracks meet where both are strong, and nowhere else. */
static void
test_collisions (void)
{
  Spectrum one, other;
  bool marks[SPECTRUM_POINTS];
  spectrum_clear (&one);
  spectrum_clear (&other);
  g_assert_cmpint (spectrum_collisions (&one, &other, marks), ==, 0);
  one.silent = other.silent = false;
  for (int i = 0; i < SPECTRUM_POINTS; i++) {
    one.db[i] = i < 100 ? -20 : -60;
    other.db[i] = i >= 90 ? -50 : -90;
  }
  other.db[95] = -69;
  g_assert_cmpint (spectrum_collisions (&one, &other, marks), ==, 9);
  g_assert_false (marks[89] || marks[95] || marks[100]);
  g_assert_true (marks[90] && marks[99]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/device-analysis/spectrum", test_spectrum);
  g_test_add_func ("/device-analysis/stereo", test_stereo);
  g_test_add_func ("/device-analysis/loudness", test_loudness);
  g_test_add_func ("/device-analysis/note", test_note);
  g_test_add_func ("/device-analysis/collisions", test_collisions);
  return g_test_run ();
}
