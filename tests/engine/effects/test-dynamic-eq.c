/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/realtime.h"
#include "effects/dynamic_eq.h"
#include "processor_check.h"

#include <complex.h>
#include <math.h>
#include <string.h>

#define RATE 48000
#define LENGTH (2 * RATE)

static float audio[2][LENGTH], key[2][LENGTH];

static double complex
over (double hz, double corner)
{
  return I * tan (G_PI * hz / RATE) / tan (G_PI * corner / RATE);
}

/* The RBJ cookbook's prototypes. */
static double
wanted_db (int shape, double complex s, double q, double gain_db)
{
  const double a = pow (10, gain_db / 40), r = sqrt (a) / q;
  double complex h;

  if (shape == 0)
    h = (s * s + s * a / q + 1) / (s * s + s / (a * q) + 1);
  else if (shape == 1)
    h = a * (s * s + s * r + a) / (a * s * s + s * r + 1);
  else
    h = a * (a * s * s + s * r + 1) / (s * s + s * r + a);
  return 20 * log10 (cabs (h));
}

static void
test_shapes (void)
{
  static const char *const types[] = { "bell", "low_shelf", "high_shelf" };
  double worst = 0;

  for (int shape = 0; shape < 3; shape++)
    for (int gain = -18; gain <= 18; gain += 9)
      for (double q = 0.5; q < 5; q *= 2.5) {
        g_autofree char *settings =
            g_strdup_printf ("band3.on=on band3.range=0 band3.freq=1500 band3.type=%s "
                             "band3.gain=%d band3.q=%g",
                             types[shape], gain, q);
        Rig *rig = rig_new (&dynamic_eq_processor, RATE, 2, settings);
        memset (audio, 0, sizeof audio);
        audio[1][0] = 0.1f;
        rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, RATE / 2);
        rig_free (rig);
        for (double hz = 20; hz < 20000; hz *= 1.3) {
          double complex sum = 0;
          for (int i = 0; i < RATE / 2; i++)
            sum += audio[1][i] * cexp (-2 * G_PI * I * hz * i / RATE);
          const double got = 20 * log10 (cabs (sum) * 10);
          worst = fmax (worst, fabs (got - wanted_db (shape, over (hz, 1500), q, gain)));
        }
      }
  g_test_message ("curves off by %.5f dB at most", worst);
  g_assert_cmpfloat (worst, <, 0.001);
}

static void
fill_sine (float (*to)[LENGTH], double hz, double db)
{
  for (int i = 0; i < LENGTH; i++)
    to[0][i] = to[1][i] =
        (float) (sin (2 * G_PI * hz * i / RATE) * pow (10, db / 20) * fmin (1, i / (RATE / 2.0)));
}

static double
level_db (void)
{
  double sum = 0;
  for (int i = RATE; i < LENGTH; i++)
    sum += (double) audio[0][i] * audio[0][i];
  return 10 * log10 (2 * sum / RATE + 1e-30);
}

static double
settled_db (const char *settings, bool external)
{
  Rig *rig = rig_new (&dynamic_eq_processor, RATE, 2, settings);
  rig_process (rig, (float *[]){ audio[0], audio[1] },
               external ? (const float *[]){ key[0], key[1] } : NULL, LENGTH);
  rig_free (rig);
  return level_db ();
}

/* A dB for each dB with the knee of Giannoulis, Massberg, Reiss 2012, up to the range. */
static double
wanted_move (double over_db, double range)
{
  const double way = over_db <= -3 ? 0 : over_db < 3 ? (over_db + 3) * (over_db + 3) / 12 : over_db;
  return copysign (fmin (way, fabs (range)), range);
}

static void
test_level (void)
{
  double worst = 0;

  for (int range = -18; range <= 18; range += 12)
    for (double in = -60; in <= -6; in += 6) {
      g_autofree char *settings = g_strdup_printf (
          "band2.on=on band2.freq=1013 band2.q=1 band2.threshold=-40 band2.range=%d "
          "band2.release=3000",
          range);
      fill_sine (audio, 1013, in);
      worst = fmax (worst, fabs (settled_db (settings, false) - in - wanted_move (in + 40, range)));
    }
  g_test_message ("gain at the center off by %.3f dB at most", worst);
  g_assert_cmpfloat (worst, <, 0.05);
}

/* Listening is as narrow as the bell: 1 / (1 + Q^2 (w - 1/w)^2). */
static void
test_listening (void)
{
  double worst = 0;

  for (double hz = 250; hz < 5000; hz *= 1.4) {
    const double w = cimag (over (hz, 1000)), bent = 2 * (w - 1 / w);
    const double level = -10 - 10 * log10 (1 + bent * bent);
    fill_sine (key, hz, -10);
    fill_sine (audio, 1000, -20);
    const double got = settled_db ("band2.on=on band2.freq=1000 band2.q=2 band2.threshold=-40 "
                                   "band2.range=-24 band2.release=3000",
                                   true);
    worst = fmax (worst, fabs (got + 20 - wanted_move (level + 40, -24)));
  }
  g_test_message ("by a key of any frequency off by %.3f dB at most", worst);
  g_assert_cmpfloat (worst, <, 0.05);
}

/* Attack and release as said: 63 % of the way. */
static void
test_times (void)
{
  const struct {
    const char *settings;
    int frames;
  } cases[] = { { "band1.attack=50 band1.release=5", 2400 },
                { "band1.attack=10 band1.release=5", 480 } };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *settings = g_strdup_printf (
        "band1.on=on band1.type=high_shelf band1.freq=20 band1.threshold=-60 band1.range=-20 %s",
        cases[i].settings);
    Rig *rig = rig_new (&dynamic_eq_processor, RATE, 1, settings);
    for (int n = 0; n < LENGTH; n++)
      audio[0][n] = n & 1 ? 0.5f : -0.5f;
    rig_process (rig, (float *[]){ audio[0], NULL }, NULL, cases[i].frames);
    const double moved = dynamic_eq_processor.reduction (rig->state);
    g_assert_cmpfloat (fabs (moved - 20 * (1 - exp (-1))), <, 0.1);
    rig_free (rig);
  }
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/dynamic-eq/shapes", test_shapes);
  g_test_add_func ("/effects/dynamic-eq/level", test_level);
  g_test_add_func ("/effects/dynamic-eq/listening", test_listening);
  g_test_add_func ("/effects/dynamic-eq/times", test_times);
  return g_test_run ();
}
