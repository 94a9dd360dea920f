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

/* The loudest that a tone at `f`, of the base rate, leaves where it is not, on the way up; `high`
 * gets what came out. */
static double
images (const Oversampler *oversampler, double f, float *high)
{
  static float low[LENGTH];
  const int factor = oversampler->factor;
  double image = 0;

  for (int i = 0; i < LENGTH; i++)
    low[i] = (float) cos (2 * G_PI * f * i);
  up (oversampler, low, high);
  for (int k = 1; k <= factor / 2; k++) {
    image = fmax (image, level (high + 512 * factor, 3000 * factor, (k - f) / factor));
    if (k < factor / 2)
      image = fmax (image, level (high + 512 * factor, 3000 * factor, (k + f) / factor));
  }
  return image;
}

/* What is left, on the way down, of the tones above half of the base rate that fold back to `f`. */
static double
folded (const Oversampler *oversampler, double f)
{
  static float high[LENGTH * OVERSAMPLER_MAX_FACTOR], low[LENGTH];
  const int factor = oversampler->factor;
  double alias = 0;

  for (int k = 1; k < factor; k++) {
    const double tone = (k & 1 ? (k + 1) / 2 - f : k / 2 + f) / factor;
    for (int i = 0; i < LENGTH * factor; i++)
      high[i] = (float) cos (2 * G_PI * tone * i);
    down (oversampler, high, low);
    alias = fmax (alias, level (low + 512, 3000, f));
  }
  return alias;
}

static void
check_quality (int factor, double passband)
{
  static float high[LENGTH * OVERSAMPLER_MAX_FACTOR], back[LENGTH];
  Oversampler oversampler;
  double ripple = 0, image = 0, alias = 0, residue = 0;

  oversampler_init (&oversampler, factor, passband, 0);
  for (int step = 0; step < 5; step++) {
    const double f = passband * (0.05 + 0.95 * step / 4);
    image = fmax (image, images (&oversampler, f, high));
    ripple = fmax (ripple, fabs (level (high + 512 * factor, 3000 * factor, f / factor) - 1));
    down (&oversampler, high, back);
    for (int i = 600; i < LENGTH; i++)
      residue = fmax (residue, fabs (back[i] - cos (2 * G_PI * f * (i - oversampler.latency))));
    alias = fmax (alias, folded (&oversampler, f));
  }
  /* Between the passband and half of the rate a tone loses level, but leaves nothing elsewhere. */
  for (double f = passband; f < 0.499; f += 0.009) {
    image = fmax (image, images (&oversampler, f, high));
    alias = fmax (alias, folded (&oversampler, f));
  }
  g_test_message ("%dx, flat to %.4f: latency %d, ripple %.5f dB, images %.1f, aliases %.1f, "
                  "there and back against a pure delay %.1f dB",
                  factor, passband, oversampler.latency, dB (1 + ripple), dB (image), dB (alias),
                  dB (residue));
  g_assert_cmpfloat (dB (1 + ripple), <, 0.0002);
  g_assert_cmpfloat (dB (image), <, -99);
  g_assert_cmpfloat (dB (alias), <, -99);
  g_assert_cmpfloat (dB (residue), <, -90);
}

static void
test_quality (void)
{
  for (int factor = 2; factor <= OVERSAMPLER_MAX_FACTOR; factor *= 2)
    check_quality (factor, 20.0 / 48);
  check_quality (4, 20.0 / 44.1);
}

static void
test_inner_latency (void)
{
  static float low[LENGTH], high[LENGTH * OVERSAMPLER_MAX_FACTOR + 16], back[LENGTH];

  for (int factor = 2; factor <= OVERSAMPLER_MAX_FACTOR; factor *= 2)
    for (int inner = 0; inner < 9; inner++) {
      Oversampler oversampler;
      double residue = 0;
      oversampler_init (&oversampler, factor, 20.0 / 48, inner);
      for (int i = 0; i < LENGTH; i++)
        low[i] = (float) sin (2 * G_PI * 0.31 * i);
      memset (high, 0, sizeof high);
      up (&oversampler, low, high + inner);
      down (&oversampler, high, back);
      for (int i = 600; i < LENGTH; i++)
        residue = fmax (residue, fabs (back[i] - low[i - oversampler.latency]));
      g_assert_cmpfloat (dB (residue), <, -90);
    }
}

static void
test_cutting (void)
{
  static float in[LENGTH], whole[LENGTH * OVERSAMPLER_MAX_FACTOR],
      cut[LENGTH * OVERSAMPLER_MAX_FACTOR], back[LENGTH], back_cut[LENGTH];

  for (int i = 0; i < LENGTH; i++)
    in[i] = hash_noise (9, i);
  for (int factor = 1; factor <= OVERSAMPLER_MAX_FACTOR; factor *= 2)
    for (int largest = 1; largest <= OVERSAMPLER_BLOCK; largest += 5) {
      Oversampler oversampler;
      OversamplerChannel there = { 0 }, home = { 0 };
      oversampler_init (&oversampler, factor, 20.0 / 48, 3);
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
