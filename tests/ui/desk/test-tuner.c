/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tuner reads strings and voices to a cent, and says nothing where there is no pitch. */
#include <glib.h>
#include <math.h>
#include <stdint.h>

#include "ui/desk/tuner.h"

/* Harmonics that fall by 1/k, the first `weak` times softer. */
static void
fill (float *samples, double hz, int rate, int harmonics, double weak)
{
  for (int i = 0; i < TUNER_FRAMES; i++) {
    double sum = 0;
    for (int k = 1; k <= harmonics && hz * k < rate / 2.2; k++)
      sum += sin (2 * G_PI * hz * k * i / rate + k * k) / k * (k == 1 ? weak : 1);
    samples[i] = (float) (0.2 * sum);
  }
}

static void
test_pitches (void)
{
  static const double pitches[] = { 30.87,  41.2,   82.41, 110, 146.83, 196,
                                    246.94, 329.63, 440,   880, 1318.5 };
  static const int rates[] = { 44100, 48000 };
  float samples[TUNER_FRAMES];

  for (size_t r = 0; r < G_N_ELEMENTS (rates); r++)
    for (size_t p = 0; p < G_N_ELEMENTS (pitches); p++)
      for (int harmonics = 1; harmonics <= 9; harmonics += 4) {
        /* A string whose lowest partial is nearly gone is still that note. */
        const double weak = harmonics > 5 ? 0.2 : 1;
        double hz = 0;
        fill (samples, pitches[p] * 1.003, rates[r], harmonics, weak);
        g_assert_true (tuner_find (samples, TUNER_FRAMES, rates[r], &hz));
        const double cents = 1200 * log2 (hz / (pitches[p] * 1.003));
        g_test_message ("%g Hz, %d harmonics: %.3f cents", pitches[p], harmonics, cents);
        g_assert_cmpfloat (fabs (cents), <, 1);
      }
}

static void
test_nothing (void)
{
  float samples[TUNER_FRAMES] = { 0 };
  double hz;
  uint32_t seed = 1;

  g_assert_false (tuner_find (samples, TUNER_FRAMES, 48000, &hz));
  fill (samples, 220, 48000, 3, 1);
  for (int i = 0; i < TUNER_FRAMES; i++)
    samples[i] *= 1e-3f;
  g_assert_false (tuner_find (samples, TUNER_FRAMES, 48000, &hz));
  for (int i = 0; i < TUNER_FRAMES; i++) {
    seed = seed * 1664525u + 1013904223u;
    samples[i] = (float) (seed >> 8) / (1 << 24) - 0.5f;
  }
  g_assert_false (tuner_find (samples, TUNER_FRAMES, 48000, &hz));
}

static void
test_notes (void)
{
  double cents;
  g_assert_cmpint (tuner_note (440, &cents), ==, 69);
  g_assert_cmpfloat_with_epsilon (cents, 0, 1e-9);
  g_assert_cmpint (tuner_note (261.63, &cents), ==, 60);
  g_assert_cmpfloat_with_epsilon (cents, 0, 0.1);
  g_assert_cmpint (tuner_note (452, &cents), ==, 69);
  g_assert_cmpfloat_with_epsilon (cents, 46.6, 0.1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tuner/pitches", test_pitches);
  g_test_add_func ("/tuner/nothing", test_nothing);
  g_test_add_func ("/tuner/notes", test_notes);
  return g_test_run ();
}
