/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"
#include "base/realtime.h"
#include "effects/clipper.h"
#include "processor_check.h"

#include <math.h>
#include <string.h>

#define RATE 48000

static float audio[2][2 * RATE];

static void
run (const char *settings)
{
  Rig *rig = rig_new (&clipper_processor, RATE, 2, settings);
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, 2 * RATE);
  rig_free (rig);
}

static void
fill_sine (double hz, double amplitude)
{
  for (int i = 0; i < 2 * RATE; i++)
    audio[0][i] = audio[1][i] = (float) (amplitude * sin (2 * G_PI * hz * i / RATE));
}

/* Amplitude of a line of whole hertz, over the last second. */
static double
line (double hz)
{
  double re = 0, im = 0;

  for (int i = RATE; i < 2 * RATE; i++) {
    re += audio[0][i] * cos (2 * G_PI * hz * i / RATE);
    im += audio[0][i] * sin (2 * G_PI * hz * i / RATE);
  }
  return 2 * hypot (re, im) / RATE;
}

/* The Fourier coefficient of f (drive sin) by its definition. */
static double
coefficient (bool soft, double drive, int harmonic)
{
  const int n = 20000;
  double sum = 0;

  for (int i = 0; i < n; i++) {
    const double phase = 2 * G_PI * (i + 0.5) / n, u = drive * sin (phase);
    const double y = soft ? u / sqrt (1 + u * u) : fmax (-1, fmin (1, u));
    sum += y * sin (harmonic * phase);
  }
  return fabs (2 * sum / n);
}

static void
test_curve (void)
{
  double worst = 0;

  for (int soft = 0; soft < 2; soft++)
    for (double drive = 0.5; drive < 20; drive *= 2.3)
      for (int ceiling = -12; ceiling <= 0; ceiling += 6) {
        g_autofree char *settings =
            g_strdup_printf ("shape=%s ceiling=%d", soft ? "soft" : "hard", ceiling);
        const double scale = pow (10, ceiling / 20.0);
        fill_sine (211, drive * scale);
        run (settings);
        for (int k = 1; k <= 21; k += 2) {
          const double wanted = coefficient (soft, drive, k) * scale;
          worst = fmax (worst, fabs (line (211 * k) - wanted) / scale);
        }
      }
  g_test_message ("harmonics off by %.1f dB of the ceiling at most", 20 * log10 (worst));
  g_assert_cmpfloat (20 * log10 (worst), <, -80);
}

/* What is no harmonic has folded back. */
static void
test_aliases (void)
{
  for (int soft = 0; soft < 2; soft++) {
    double worst = 0;
    fill_sine (5003, 4);
    run (soft ? "shape=soft" : "shape=hard");
    const double tone = line (5003);
    for (int hz = 37; hz < 20000; hz += 83)
      worst = fmax (worst, line (hz));
    for (int k = 1; k < 200; k++) { /* where they fold to, at either rate */
      const double folded = fabs (remainder (5003.0 * k, RATE));
      if (k > 3 && folded < 20000)
        worst = fmax (worst, line (folded));
    }
    g_test_message ("%s: aliases %.1f dB", soft ? "soft" : "hard", 20 * log10 (worst / tone));
    g_assert_cmpfloat (20 * log10 (worst / tone), <, -80);
  }
}

static void
test_guard (void)
{
  const double ceiling = pow (10, -6 / 20.0);
  double most = 0;

  for (int pass = 0; pass < 2; pass++) {
    for (unsigned c = 0; c < 2; c++)
      for (int i = 0; i < 2 * RATE; i++)
        audio[c][i] = 3 * hash_noise (hash_key (8, 1, c), i);
    run (pass ? "ceiling=-6 guard=on" : "ceiling=-6");
    most = 0;
    for (int i = 0; i < 2 * RATE; i++)
      most = fmax (most, fabsf (audio[0][i]));
    if (pass)
      g_assert_cmpfloat (most, <=, ceiling * (1 + 1e-7));
    else
      g_assert_cmpfloat (most, >, ceiling);
  }
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/clipper/curve", test_curve);
  g_test_add_func ("/effects/clipper/aliases", test_aliases);
  g_test_add_func ("/effects/clipper/guard", test_guard);
  return g_test_run ();
}
