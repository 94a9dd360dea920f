/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/true_peak_long.h"

#include "base/hash.h"
#include "peak_reference.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#define LENGTH 6000

static double
dB (double x)
{
  return 20 * log10 (x);
}

static float
peak_of (const TruePeakKernel *kernel, const float *x, int n)
{
  g_autofree float *peaks = g_new (float, n);
  float largest = 0;
  true_peak_intervals (kernel, x, peaks, n - kernel->taps + 1);
  for (int i = 0; i < n - kernel->taps + 1; i++)
    largest = MAX (largest, peaks[i]);
  return largest;
}

/* Tones at simple fractions of the rate meet the grid in few places, so their phase is swept. */
static void
check_tones (int factor, int taps, double highest, double low_db)
{
  TruePeakKernel kernel;
  float x[512];
  double least = 0, most = -100;

  true_peak_kernel_init (&kernel, factor, taps);
  for (double f = 0.02; f <= highest; f += 0.00837) {
    /* The nearest fraction with a small divisor, where the grid is met worst. */
    const double tone = f > 0.44 ? highest : rint (f * 40) / 40;
    for (int p = 0; p < 64; p++) {
      for (int i = 0; i < 512; i++)
        x[i] = (float) cos (2 * G_PI * (tone * i + p / 64.0 / 8));
      const double read = dB (peak_of (&kernel, x, 512));
      least = fmin (least, read);
      most = fmax (most, read);
    }
  }
  g_test_message ("%d x %d: reads %.3f to %+.3f dB, norm %.2f", factor, taps, least, most,
                  kernel.norm);
  g_assert_cmpfloat (least, >, low_db);
  g_assert_cmpfloat (most, <, 0.02);
}

static void
test_tones (void)
{
  check_tones (2, 24, 0.40, -0.70);
  check_tones (4, 24, 0.45, -0.44);
  check_tones (4, 32, 0.45, -0.44);
  check_tones (8, 32, 0.45, -0.11);
  check_tones (16, 64, 0.45, -0.03);
  check_tones (16, 64, 0.47, -0.03);
}

static void
test_noise_norm_holds (void)
{
  const int factors[] = { 2, 4, 8, 16 };
  float x[64], peaks[1];

  for (int f = 0; f < 4; f++)
    for (int taps = 4; taps <= 64; taps += 4) {
      TruePeakKernel kernel;
      true_peak_kernel_init (&kernel, factors[f], taps);
      /* The worst signal for the half-way value: each sample with the sign of its tap. */
      for (int k = 0; k < taps; k++) {
        const int from_middle = k < taps / 2 ? taps / 2 - 1 - k : k - taps / 2;
        x[k] = from_middle & 1 ? -1 : 1;
      }
      true_peak_intervals (&kernel, x, peaks, 1);
      g_assert_cmpfloat (peaks[0], <=, kernel.norm);
      g_assert_cmpfloat (peaks[0], >, kernel.norm * 0.999);
    }
}

static double
long_peak (const TruePeakLong *kernel, const float *x, int n)
{
  const int intervals = n - TRUE_PEAK_LONG_BEFORE - TRUE_PEAK_LONG_AFTER - 8;
  float largest = 0;
  for (int at = 0; at < intervals; at += 23) {
    float peaks[TRUE_PEAK_LONG_MOST];
    const int now = MIN (intervals - at, 23 + at % 10);
    true_peak_long_intervals (kernel, x + at, peaks, now);
    for (int i = 0; i < now; i++)
      largest = MAX (largest, peaks[i]);
  }
  return largest;
}

/* 16x at 0.495 of the rate reads low by at most 0.042 dB. */
static void
test_long_tones (void)
{
  const double tones[] = { 0.001, 0.1, 0.25, 0.375, 0.45, 0.4375, 0.48, 0.49, 0.4945 };
  static float x[LENGTH];
  TruePeakLong kernel;
  double least = 0, most = -100;

  true_peak_long_init (&kernel);
  for (size_t t = 0; t < G_N_ELEMENTS (tones); t++)
    for (int p = 0; p < 8; p++) {
      for (int i = 0; i < LENGTH; i++)
        x[i] = (float) cos (2 * G_PI * (tones[t] * i + p / 64.0));
      const double read = dB (long_peak (&kernel, x, LENGTH));
      least = fmin (least, read);
      most = fmax (most, read);
    }
  g_test_message ("long: reads %.3f to %+.3f dB", least, most);
  g_assert_cmpfloat (least, >, -0.045);
  g_assert_cmpfloat (most, <, 0.02);
}

/* Noise reaches up to half the rate; so does a tone there that turns over, whose peak is far above
 * its samples. */
static void
test_long_is_the_reference (void)
{
  static float x[LENGTH];
  TruePeakLong kernel;

  true_peak_long_init (&kernel);
  for (int seed = 0; seed < 4; seed++) {
    for (int i = 600; i < LENGTH - 600; i++)
      x[i] = seed ? hash_noise ((uint64_t) seed, i) : (i & 1 ? 1.0f : -1.0f) * (i < 3000 ? 1 : -1);
    const double read = dB (long_peak (&kernel, x, LENGTH)),
                 right = dB (peak_reference (x, LENGTH));
    g_test_message ("long: %.3f dBTP, truly %.3f", read, right);
    g_assert_cmpfloat (fabs (read - right), <, 0.01);
    g_assert_true (seed || right > 11);
  }
}

static void
test_left_out_is_the_same (void)
{
  static float x[LENGTH];
  TruePeakKernel kernel;

  true_peak_kernel_init (&kernel, 4, 24);
  for (int seed = 0; seed < 20; seed++) {
    for (int i = 0; i < LENGTH; i++)
      x[i] = hash_noise ((uint64_t) seed, i) * (i / 500 % 3 == seed % 3 ? 0.9f : 0.1f);
    g_assert_cmpfloat (true_peak_largest (&kernel, x, LENGTH - 23, 0), ==,
                       peak_of (&kernel, x, LENGTH));
  }
  g_assert_cmpfloat (true_peak_largest (&kernel, x, LENGTH - 23, 5), ==, 5);
}

static void
test_meter (void)
{
  static float x[LENGTH];
  const int rates[] = { 44100, 96000, 192000 };

  for (int r = 0; r < 3; r++) {
    TruePeakMeter whole, cut;
    /* The last peak lies in the last samples. */
    for (int i = 0; i < LENGTH; i++)
      x[i] = (float) (0.5 * sin (2 * G_PI * 0.21 * i) + (i >= LENGTH - 2 ? 0.9 : 0));
    true_peak_meter_init (&whole, rates[r]);
    true_peak_meter_process (&whole, x, LENGTH);
    for (int largest = 1; largest < 2000; largest *= 5) {
      true_peak_meter_init (&cut, rates[r]);
      for (int at = 0; at < LENGTH;) {
        const int n = MIN (LENGTH - at, 1 + (int) (hash_at (1, at) % (uint64_t) largest));
        true_peak_meter_process (&cut, x + at, n);
        at += n;
      }
      g_assert_cmpfloat (true_peak_meter_read (&cut), ==, true_peak_meter_read (&whole));
    }
    const double read = dB (true_peak_meter_read (&whole)), right = dB (peak_reference (x, LENGTH));
    g_test_message ("%d Hz: %.2f dBTP, truly %.2f", rates[r], read, right);
    g_assert_cmpfloat (read - right, <, 0.05);
    g_assert_cmpfloat (read - right, >, -0.4);
    true_peak_meter_restart (&whole);
    true_peak_meter_reset (&whole);
    g_assert_cmpfloat (true_peak_meter_read (&whole), ==, 0);
  }
}

/* EBU Tech 3341, cases 15 to 19: fs/4, fs/6 and fs/8 at -6 dBFS peak must read -6.0 +0.2 -0.4. */
static void
test_tech_3341 (void)
{
  static float x[LENGTH];
  const struct {
    double divisor, degrees;
  } cases[] = { { 4, 0 }, { 4, 45 }, { 6, 60 }, { 8, 67.5 } };

  for (int c = 0; c < 4; c++) {
    TruePeakMeter meter;
    /* Full turns under a fade, as in the EBU's files. */
    for (int i = 0; i < LENGTH; i++)
      x[i] = (float) (0.5 * fmin (1, fmin (i, LENGTH - 1 - i) / 1000.0) *
                      sin (2 * G_PI * i / cases[c].divisor + cases[c].degrees * G_PI / 180));
    true_peak_meter_init (&meter, 48000);
    true_peak_meter_process (&meter, x, LENGTH);
    const double read = dB (true_peak_meter_read (&meter));
    g_test_message ("fs/%g at %g degrees: %.2f", cases[c].divisor, cases[c].degrees, read);
    g_assert_cmpfloat (read, <, dB (0.5) + 0.2);
    g_assert_cmpfloat (read, >, dB (0.5) - 0.4);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dsp/true-peak/tones", test_tones);
  g_test_add_func ("/dsp/true-peak/norm", test_noise_norm_holds);
  g_test_add_func ("/dsp/true-peak/long-tones", test_long_tones);
  g_test_add_func ("/dsp/true-peak/long-reference", test_long_is_the_reference);
  g_test_add_func ("/dsp/true-peak/left-out", test_left_out_is_the_same);
  g_test_add_func ("/dsp/true-peak/meter", test_meter);
  g_test_add_func ("/dsp/true-peak/tech-3341", test_tech_3341);
  return g_test_run ();
}
