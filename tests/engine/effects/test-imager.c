/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"
#include "base/realtime.h"
#include "effects/imager.h"
#include "processor_check.h"

#include <complex.h>
#include <math.h>
#include <string.h>

#define RATE 48000
#define LENGTH (2 * RATE)

static float audio[2][LENGTH];

static void
run (const char *settings)
{
  Rig *rig = rig_new (&imager_processor, RATE, 2, settings);
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, LENGTH);
  rig_free (rig);
}

/* Of the middle (1) or the side (-1) of what an impulse there became. */
static double
gain (int sign, double hz)
{
  double complex sum = 0;

  for (int i = 0; i < LENGTH; i++)
    sum += 0.5 * (audio[0][i] + sign * audio[1][i]) * cexp (-2 * G_PI * I * hz * i / RATE);
  return cabs (sum);
}

static void
fill_impulse (int sign)
{
  memset (audio, 0, sizeof audio);
  audio[0][0] = 1;
  audio[1][0] = (float) sign;
}

static double complex
over (double hz, double crossover)
{
  return I * tan (G_PI * hz / RATE) / tan (G_PI * crossover / RATE);
}

static double complex
all_pass (double complex s)
{
  return (1 - M_SQRT2 * s + s * s) / (1 + M_SQRT2 * s + s * s);
}

static double complex
low_pass (double complex s)
{
  const double complex butterworth = 1 / (1 + M_SQRT2 * s + s * s);
  return butterworth * butterworth;
}

/* The side is the sum of the Linkwitz-Riley bands, each times its width; the middle stays flat. */
static void
test_widths (void)
{
  const double f[3] = { 200, 1500, 6000 }, w[4] = { 0.2, 1.4, 0.7, 2 };
  double worst_side = 0, worst_middle = 0;

  for (int sign = -1; sign <= 1; sign += 2) {
    fill_impulse (sign);
    run ("safe=off width1=20 width2=140 width3=70 width4=200");
    for (double hz = 20; hz < 20000; hz *= 1.12) {
      const double complex a = over (hz, f[0]), b = over (hz, f[1]), c = over (hz, f[2]);
      const double complex below = w[0] * low_pass (a) + w[1] * low_pass (1 / a);
      const double complex above = w[2] * low_pass (c) + w[3] * low_pass (1 / c);
      const double wanted =
          cabs (low_pass (b) * all_pass (c) * below + low_pass (1 / b) * all_pass (a) * above);
      if (sign < 0)
        worst_side = fmax (worst_side, fabs (20 * log10 (gain (-1, hz) / wanted)));
      else
        worst_middle = fmax (worst_middle, fabs (20 * log10 (gain (1, hz))));
    }
  }
  g_test_message ("side off by %.5f dB, middle by %.5f dB at most", worst_side, worst_middle);
  g_assert_cmpfloat (worst_side, <, 0.01);
  g_assert_cmpfloat (worst_middle, <, 0.01);
}

static void
test_mono_below (void)
{
  double worst = 0;

  fill_impulse (-1);
  run ("safe=off mono_below=150");
  for (double hz = 30; hz < 3000; hz *= 1.2)
    worst = fmax (worst, fabs (20 * log10 (gain (-1, hz) / cabs (low_pass (1 / over (hz, 150))))));
  g_test_message ("side below off by %.4f dB at most", worst);
  g_assert_cmpfloat (worst, <, 0.01);
}

static double
correlation (int from)
{
  double both = 0, left = 0, right = 0;

  for (int i = from; i < LENGTH; i++) {
    both += (double) audio[0][i] * audio[1][i];
    left += (double) audio[0][i] * audio[0][i];
    right += (double) audio[1][i] * audio[1][i];
  }
  return both / sqrt (left * right);
}

/* Noise whose side is a third of its middle, widened to 200 %, and a side that outweighs it. */
static void
test_safe (void)
{
  for (int safe = 0; safe < 2; safe++)
    for (int wide = 0; wide < 2; wide++) {
      for (int i = 0; i < LENGTH; i++) {
        const float m = hash_noise (1, i) * 0.3f, s = hash_noise (2, i) * (wide ? 0.4f : 0.1f);
        audio[0][i] = m + s;
        audio[1][i] = m - s;
      }
      g_autofree char *settings = g_strdup_printf (
          "safe=%s width1=200 width2=200 width3=200 width4=200", safe ? "on" : "off");
      run (settings);
      const double r = correlation (RATE / 2);
      const double ratio = wide ? 0.8 / 0.3 : 0.2 / 0.3;
      const double free = (1 - ratio * ratio) / (1 + ratio * ratio);
      g_test_message ("safe %d: correlation %.3f, freely %.3f", safe, r, free);
      if (safe)
        g_assert_cmpfloat (fabs (r - fmax (free, 0)), <, 0.03);
      else
        g_assert_cmpfloat (fabs (r - free), <, 0.03);
    }
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/imager/widths", test_widths);
  g_test_add_func ("/effects/imager/mono-below", test_mono_below);
  g_test_add_func ("/effects/imager/safe", test_safe);
  return g_test_run ();
}
