/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/realtime.h"
#include "effects/deesser.h"
#include "processor_check.h"

#include <math.h>
#include <string.h>

#define RATE 48000

static float audio[2][2 * RATE];

typedef struct {
  double hz, db;
} Tone;

static void
fill (Tone a, Tone b)
{
  for (int i = 0; i < 2 * RATE; i++)
    audio[0][i] = audio[1][i] = (float) (sin (2 * G_PI * a.hz * i / RATE) * pow (10, a.db / 20) +
                                         sin (2 * G_PI * b.hz * i / RATE) * pow (10, b.db / 20));
}

static const Tone no_tone = { 100, -400 };

/* The level of one tone in what came out, over the last half second: whole cycles of it. */
static double
level_db (double hz)
{
  const int from = 2 * RATE - RATE / 2;
  double re = 0, im = 0;

  for (int i = from; i < 2 * RATE; i++) {
    re += audio[0][i] * cos (2 * G_PI * hz * i / RATE);
    im += audio[0][i] * sin (2 * G_PI * hz * i / RATE);
  }
  return 10 * log10 (4 * (re * re + im * im) / ((double) RATE * RATE / 4) + 1e-40);
}

static double
run (const char *settings)
{
  Rig *rig = rig_new (&deesser_processor, RATE, 2, settings);
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, 2 * RATE);
  const double reduction = deesser_processor.reduction (rig->state);
  rig_free (rig);
  return reduction;
}

/* (f / f0)^4, as the bilinear transform warps it. */
static double
fourth_power (double hz, double corner)
{
  const double w = tan (G_PI * hz / RATE) / tan (G_PI * corner / RATE);
  return w * w * w * w;
}

/* Giannoulis, Massberg, Reiss 2012, eq. 4, with the knee of 6 dB, behind a Linkwitz-Riley
 * high-pass, whose gain is w^4 / (1 + w^4). */
static double
wanted_reduction (double over, double ratio)
{
  if (over <= -3)
    return 0;
  if (over < 3)
    return (1 - 1 / ratio) * (over + 3) * (over + 3) / 12;
  return (1 - 1 / ratio) * over;
}

static void
test_detector (void)
{
  double worst = 0;

  for (double hz = 1937; hz <= 16000; hz *= 2)
    for (double db = -36; db <= 0; db += 6) {
      const double w4 = fourth_power (hz, 4000), key_db = db + 20 * log10 (w4 / (1 + w4));
      fill ((Tone){ hz, db }, no_tone);
      const double got = run ("frequency=4000 threshold=-30 ratio=4 range=30 release=500");
      worst = fmax (worst, fabs (got - wanted_reduction (key_db + 30, 4)));
    }
  g_test_message ("reduction off by %.3f dB at most", worst);
  g_assert_cmpfloat (worst, <, 0.1);
}

static void
test_shelf (void)
{
  /* A tone of 12 kHz drives the detector to the range, where the gain stands still: what happens to
   * a soft tone anywhere is the law of the shelf, |H| = (1 + g w^4) / (1 + w^4). */
  double worst = 0;

  for (int range = 6; range <= 30; range += 12)
    for (double hz = 200; hz < 20000; hz *= 1.37) {
      const double whole = floor (hz / 2) * 2, g = pow (10, -range / 20.0);
      const double w4 = fourth_power (whole, 5000);
      g_autofree char *settings =
          g_strdup_printf ("frequency=5000 threshold=-60 ratio=20 range=%d attack=0.05", range);
      fill ((Tone){ 12000, -3 }, (Tone){ whole, -50 });
      run (settings);
      worst = fmax (worst, fabs (level_db (whole) + 50 - 20 * log10 ((1 + g * w4) / (1 + w4))));
    }
  g_test_message ("shelf off by %.4f dB at most", worst);
  g_assert_cmpfloat (worst, <, 0.02);
}

static void
test_wide (void)
{
  fill ((Tone){ 12000, -3 }, (Tone){ 300, -50 });
  run ("mode=wide frequency=5000 threshold=-60 ratio=20 range=9 attack=0.05");
  g_assert_cmpfloat (fabs (level_db (300) + 59), <, 0.01);
  g_assert_cmpfloat (fabs (level_db (12000) + 12), <, 0.01);
}

/* The same reduction whatever the level, down to the floor; a tone of 8 kHz, 10 dB below one of 400
 * Hz, is 10.41 dB below both together. */
static void
test_relative (void)
{
  const double w4 = fourth_power (8000, 3000), key_db = 20 * log10 (w4 / (1 + w4));
  const double wanted = wanted_reduction (key_db - 10.4139 + 20, 4);

  for (double db = -6; db > -48; db -= 12) {
    fill ((Tone){ 400, db }, (Tone){ 8000, db - 10 });
    const double got = run ("frequency=3000 detector=relative threshold=-20 ratio=4 range=30");
    g_test_message ("%.0f dB: reduction %.3f dB, wanted %.3f", db, got, wanted);
    g_assert_cmpfloat (fabs (got - wanted), <, 0.1);
  }
  fill ((Tone){ 8000, -80 }, no_tone);
  g_assert_cmpfloat (run ("frequency=3000 detector=relative threshold=-20 ratio=4"), ==, 0);
}

static void
test_lookahead (void)
{
  /* A burst at full level: its first crest is down by all but 5 % of the range with look-ahead. */
  memset (audio, 0, sizeof audio);
  for (int i = RATE; i < 2 * RATE; i++)
    audio[0][i] = audio[1][i] = (float) sin (2 * G_PI * 7919 * (i - RATE) / RATE);
  run ("mode=wide frequency=4000 threshold=-40 ratio=20 range=20 attack=0.5 lookahead=5");
  float crest = 0;
  for (int i = RATE; i < RATE + 240 + 48; i++)
    crest = fmaxf (crest, fabsf (audio[0][i]));
  g_assert_cmpfloat (fabs (20 * log10 (crest) + 20), <, 1);
}

static void
test_listen (void)
{
  const double w4 = fourth_power (4000, 4000);
  fill ((Tone){ 4000, -20 }, no_tone);
  run ("frequency=4000 listen=on");
  g_assert_cmpfloat (fabs (level_db (4000) + 20 - 20 * log10 (w4 / (1 + w4))), <, 0.01);
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/deesser/detector", test_detector);
  g_test_add_func ("/effects/deesser/shelf", test_shelf);
  g_test_add_func ("/effects/deesser/wide", test_wide);
  g_test_add_func ("/effects/deesser/relative", test_relative);
  g_test_add_func ("/effects/deesser/lookahead", test_lookahead);
  g_test_add_func ("/effects/deesser/listen", test_listen);
  return g_test_run ();
}
