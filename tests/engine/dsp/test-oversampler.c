/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/oversampler.h"

#include "base/hash.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#define LENGTH 4096

static double
dB (double x)
{
  return 20 * log10 (fmax (x, 1e-15));
}

/* Amplitude at `f` of the rate, from the middle of x, under a Blackman-Harris window (92 dB)
 * squared. */
static double
level (const float *x, int n, double f)
{
  double re = 0, im = 0, sum = 0;
  for (int i = 0; i < n; i++) {
    const double u = 2 * G_PI * (i + 0.5) / n;
    double w = 0.35875 - 0.48829 * cos (u) + 0.14128 * cos (2 * u) - 0.01168 * cos (3 * u);
    w *= w;
    re += w * x[i] * cos (2 * G_PI * f * i);
    im += w * x[i] * sin (2 * G_PI * f * i);
    sum += w;
  }
  return 2 * hypot (re, im) / sum;
}

static void
up (const Oversampler *oversampler, const float *in, float *out)
{
  OversamplerChannel channel = { 0 };
  for (int at = 0; at < LENGTH; at += OVERSAMPLER_BLOCK)
    oversampler_up (oversampler, &channel, in + at, out + at * oversampler->factor,
                    OVERSAMPLER_BLOCK);
}

static void
down (const Oversampler *oversampler, const float *in, float *out)
{
  OversamplerChannel channel = { 0 };
  for (int at = 0; at < LENGTH; at += OVERSAMPLER_BLOCK)
    oversampler_down (oversampler, &channel, in + at * oversampler->factor, out + at,
                      OVERSAMPLER_BLOCK);
}

static void
check_quality (int factor, OversamplerQuality quality, double passband, double stop_db)
{
  static float low[LENGTH], high[LENGTH * 8], back[LENGTH];
  Oversampler oversampler;
  double ripple = 0, image = 0, alias = 0, residue = 0;

  oversampler_init (&oversampler, factor, quality, 0);
  for (double f = 0.0213; f < passband; f += 0.0611) {
    for (int i = 0; i < LENGTH; i++)
      low[i] = (float) cos (2 * G_PI * f * i);
    up (&oversampler, low, high);
    const float *steady = high + 512 * factor;
    const int n = 3000 * factor;
    ripple = fmax (ripple, fabs (level (steady, n, f / factor) - 1));
    for (int k = 1; k <= factor / 2; k++) {
      image = fmax (image, level (steady, n, (k - f) / factor));
      if (k < factor / 2)
        image = fmax (image, level (steady, n, (k + f) / factor));
    }
    down (&oversampler, high, back);
    for (int i = 600; i < LENGTH; i++)
      residue = fmax (residue, fabs (back[i] - low[i - oversampler.latency]));

    for (int k = 1; k <= factor / 2; k++) {
      for (int i = 0; i < LENGTH * factor; i++)
        high[i] = (float) cos (2 * G_PI * (k - f) / factor * i);
      down (&oversampler, high, back);
      alias = fmax (alias, level (back + 512, 3000, f));
    }
  }
  g_test_message ("%dx, quality %d: latency %d, ripple %.5f dB, images %.1f, aliases %.1f, "
                  "there and back against a pure delay %.1f dB",
                  factor, quality, oversampler.latency, dB (1 + ripple), dB (image), dB (alias),
                  dB (residue));
  g_assert_cmpfloat (dB (image), <, stop_db);
  g_assert_cmpfloat (dB (alias), <, stop_db);
  g_assert_cmpfloat (dB (residue), <, stop_db + 6);
}

static void
test_quality (void)
{
  for (int factor = 2; factor <= 8; factor *= 2) {
    check_quality (factor, OVERSAMPLER_HQ, 0.4535, -105);
    check_quality (factor, OVERSAMPLER_LIVE, 0.41, -78);
  }
}

static void
test_inner_latency (void)
{
  static float low[LENGTH], high[LENGTH * 8 + 16], back[LENGTH];

  for (int factor = 2; factor <= 8; factor *= 2)
    for (int inner = 0; inner < 9; inner++) {
      Oversampler oversampler;
      double residue = 0;
      oversampler_init (&oversampler, factor, OVERSAMPLER_HQ, inner);
      for (int i = 0; i < LENGTH; i++)
        low[i] = (float) sin (2 * G_PI * 0.31 * i);
      memset (high, 0, sizeof high);
      up (&oversampler, low, high + inner);
      down (&oversampler, high, back);
      for (int i = 600; i < LENGTH; i++)
        residue = fmax (residue, fabs (back[i] - low[i - oversampler.latency]));
      g_assert_cmpfloat (dB (residue), <, -100);
    }
}

static void
test_cutting (void)
{
  static float in[LENGTH], whole[LENGTH * 8], cut[LENGTH * 8], back[LENGTH], back_cut[LENGTH];

  for (int i = 0; i < LENGTH; i++)
    in[i] = hash_noise (9, i);
  for (int factor = 1; factor <= 8; factor *= 2)
    for (int largest = 1; largest <= OVERSAMPLER_BLOCK; largest += 5) {
      Oversampler oversampler;
      OversamplerChannel there = { 0 }, home = { 0 };
      oversampler_init (&oversampler, factor, OVERSAMPLER_HQ, 3);
      up (&oversampler, in, whole);
      down (&oversampler, whole, back);
      for (int at = 0; at < LENGTH;) {
        const int n = MIN (LENGTH - at, 1 + (int) (hash_at (2, at) % (uint64_t) largest));
        oversampler_up (&oversampler, &there, in + at, cut + at * factor, n);
        oversampler_down (&oversampler, &home, cut + at * factor, back_cut + at, n);
        at += n;
      }
      g_assert_cmpmem (cut, sizeof (float) * (size_t) (LENGTH * factor), whole,
                       sizeof (float) * (size_t) (LENGTH * factor));
      g_assert_cmpmem (back_cut, sizeof back_cut, back, sizeof back);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dsp/oversampler/quality", test_quality);
  g_test_add_func ("/dsp/oversampler/inner-latency", test_inner_latency);
  g_test_add_func ("/dsp/oversampler/cutting", test_cutting);
  return g_test_run ();
}
