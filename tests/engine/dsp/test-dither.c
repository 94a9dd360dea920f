/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Against theory: a triangular dither of 2 steps makes noise of q^2 / 4 whatever is dithered, and
 * leaves the mean of the output equal to the input. */
#include "base/hash.h"
#include "dsp/dither.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#define RATE 48000

/* Dithers one channel whole; the result in steps. */
static int64_t
run (DitherKind kind, int bits, int rate, uint64_t seed, int channel, const float *in, int32_t *out,
     int n)
{
  Dither dither;
  dither_init (&dither, kind, bits, rate, seed, channel);
  const float *const from[2] = { in, NULL };
  int32_t *const to[2] = { out, NULL };
  return dither_process (&dither, 0, from, to, n);
}

static void
fill_tone (float *x, int n, double dbfs, double frequency, int rate)
{
  const double amplitude = pow (10.0, dbfs / 20.0);
  for (int i = 0; i < n; i++)
    x[i] = (float) (amplitude * sin (2 * G_PI * frequency * i / rate));
}

/* Amplitude of one frequency, Hann window. */
static double
level (const double *x, int n, double frequency, int rate)
{
  double re = 0, im = 0;
  for (int i = 0; i < n; i++) {
    const double window = 1.0 - cos (2 * G_PI * (i + 0.5) / n);
    re += window * x[i] * cos (2 * G_PI * frequency * i / rate);
    im += window * x[i] * sin (2 * G_PI * frequency * i / rate);
  }
  return 2 * hypot (re, im) / n;
}

static void
test_tone (void)
{
  enum { N = 20 * RATE };
  float *in = g_new (float, N);
  int32_t *out = g_new (int32_t, N);
  double *steps = g_new (double, N), *error = g_new (double, N);
  fill_tone (in, N, -90.31, 1000.0, RATE);
  g_assert_cmpint (run (DITHER_TPDF, 16, RATE, 1, 0, in, out, N), ==, 0);

  double power = 0;
  for (int i = 0; i < N; i++) {
    steps[i] = out[i];
    error[i] = out[i] - in[i] * 32768.0;
    power += error[i] * error[i] / N;
  }
  g_assert_cmpfloat_with_epsilon (power, 0.25, 0.005);
  const double tone = 20 * log10 (level (steps, N, 1000.0, RATE) / 32768.0);
  g_assert_cmpfloat_with_epsilon (tone, -90.31, 0.1);

  /* The mean of the noise in one bin of a Hann window: sqrt (6 / N * power). */
  const double local = sqrt (6.0 / N * power);
  for (int harmonic = 2; harmonic <= 9; harmonic++)
    g_assert_cmpfloat (20 * log10 (level (error, N, 1000.0 * harmonic, RATE) / local), <, 10.0);

  run (DITHER_NONE, 16, RATE, 1, 0, in, out, N);
  for (int i = 0; i < N; i++)
    error[i] = out[i] - in[i] * 32768.0;
  g_assert_cmpfloat (20 * log10 (level (error, N, 3000.0, RATE) / local), >, 30.0);

  fill_tone (in, N, -100.0, 1000.0, RATE);
  run (DITHER_TPDF, 16, RATE, 1, 0, in, out, N);
  for (int i = 0; i < N; i++)
    steps[i] = out[i];
  g_assert_cmpfloat_with_epsilon (20 * log10 (level (steps, N, 1000.0, RATE) / 32768.0), -100.0,
                                  0.2);
  g_free (in);
  g_free (out);
  g_free (steps);
  g_free (error);
}

/* Mean and power of the error do not depend on the signal. */
static void
test_moments (void)
{
  enum { N = 2000000 };
  float *in = g_new (float, N);
  int32_t *out = g_new (int32_t, N);
  for (int k = -8; k <= 8; k++) {
    const double dc = k / 4.0 + 0.06;
    for (int i = 0; i < N; i++)
      in[i] = (float) (dc / 32768.0);
    run (DITHER_TPDF, 16, RATE, 3, k & 1, in, out, N);
    double mean = 0, power = 0;
    for (int i = 0; i < N; i++) {
      mean += out[i] / (double) N;
      power += (out[i] - dc) * (out[i] - dc) / N;
    }
    g_assert_cmpfloat_with_epsilon (mean, dc, 1.5e-3); /* four deviations of this mean */
    g_assert_cmpfloat_with_epsilon (power, 0.25, 0.0025);
  }
  g_free (in);
  g_free (out);
}

static void
test_repeatable (void)
{
  enum { N = 100003 };
  float *in = g_new (float, N);
  int32_t *whole[2], *cut[2];
  for (int c = 0; c < 2; c++) {
    whole[c] = g_new (int32_t, N);
    cut[c] = g_new (int32_t, N);
  }
  for (int i = 0; i < N; i++)
    in[i] = hash_noise (5, i) * 0.9f;
  const float *const from[2] = { in, in };

  for (int kind = DITHER_NONE; kind <= DITHER_SHAPED; kind++) {
    Dither dither;
    dither_init (&dither, kind, 24, 44100, 9, 0);
    dither_process (&dither, 0, from, whole, N);
    dither_init (&dither, kind, 24, 44100, 9, 0);
    for (int at = 0, n = 1; at < N; at += n, n = n * 7 % 1031 + 1) {
      n = MIN (n, N - at);
      const float *const part[2] = { in + at, in + at };
      int32_t *const to[2] = { cut[0] + at, cut[1] + at };
      dither_process (&dither, at, part, to, n);
    }
    for (int c = 0; c < 2; c++)
      g_assert_cmpmem (cut[c], N * sizeof (int32_t), whole[c], N * sizeof (int32_t));

    /* A channel alone gets what it gets in a pair. */
    run (kind, 24, 44100, 9, 1, in, cut[0], N);
    g_assert_cmpmem (cut[0], N * sizeof (int32_t), whole[1], N * sizeof (int32_t));
    if (kind == DITHER_NONE)
      continue;
    run (kind, 24, 44100, 10, 1, in, cut[0], N);
    g_assert_cmpint (memcmp (cut[0], whole[1], N * sizeof (int32_t)), !=, 0);
  }
  for (int c = 0; c < 2; c++) {
    g_free (whole[c]);
    g_free (cut[c]);
  }
  g_free (in);
}

static void
test_independent (void)
{
  enum { N = 1000000 };
  float *in = g_new (float, N);
  int32_t *out[2] = { g_new (int32_t, N), g_new (int32_t, N) };
  fill_tone (in, N, -20.0, 997.0, RATE);
  for (int kind = DITHER_TPDF; kind <= DITHER_SHAPED; kind++) {
    Dither dither;
    dither_init (&dither, kind, 16, RATE, 1, 0);
    const float *const from[2] = { in, in };
    dither_process (&dither, 0, from, out, N);
    double cross = 0, left = 0, right = 0;
    for (int i = 0; i < N; i++) {
      const double x = in[i] * 32768.0, l = out[0][i] - x, r = out[1][i] - x;
      cross += l * r;
      left += l * l;
      right += r * r;
    }
    g_assert_cmpfloat (fabs (cross / sqrt (left * right)), <, 0.01);
  }
  g_free (in);
  g_free (out[0]);
  g_free (out[1]);
}

static void
test_limits (void)
{
  const float in[8] = { 1.0f, -1.0f, 2.0f, -1e30f, NAN, INFINITY, 0.999999f, 0.0f };
  int32_t out[8];
  g_assert_cmpint (run (DITHER_NONE, 16, RATE, 1, 0, in, out, 8), ==, 5);
  const int32_t expected[8] = { 32767, -32768, 32767, -32768, 0, 32767, 32767, 0 };
  g_assert_cmpmem (out, sizeof out, expected, sizeof expected);
  /* Whole steps pass exactly, halves go to even. */
  const float exact[4] = { 1 / 8388608.0f, -8388607 / 8388608.0f, 1.5f / 32768, 2.5f / 32768 };
  run (DITHER_NONE, 24, RATE, 1, 0, exact, out, 2);
  g_assert_cmpint (out[0], ==, 1);
  g_assert_cmpint (out[1], ==, -8388607);
  run (DITHER_NONE, 16, RATE, 1, 0, exact + 2, out, 2);
  g_assert_cmpint (out[0], ==, 2);
  g_assert_cmpint (out[1], ==, 2);

  /* Full scale and beyond for a long time leaves the feedback as it was. */
  enum { N = 100000 };
  float *loud = g_new (float, N);
  int32_t *steps = g_new (int32_t, N);
  for (int i = 0; i < N; i++)
    loud[i] = i < N / 2 ? (i & 64 ? 3.0f : -3.0f) : 0.0f;
  run (DITHER_SHAPED, 16, 44100, 1, 0, loud, steps, N);
  for (int i = N / 2 + 100; i < N; i++)
    g_assert_cmpint (ABS (steps[i]), <, 40);
  g_free (loud);
  g_free (steps);
}

/* Terhardt's threshold in quiet as a weight for power. */
static double
weight (double frequency)
{
  const double f = MAX (frequency, 20.0) / 1000.0;
  const double threshold =
      3.64 * pow (f, -0.8) - 6.5 * exp (-0.6 * (f - 3.3) * (f - 3.3)) + 1e-3 * f * f * f * f;
  return pow (10.0, -threshold / 10.0);
}

/* Power of x weighted by the threshold, mean over segments of 256 frames, and its sum. */
static void
weigh (const double *x, int n, int rate, double *weighted, double *total)
{
  enum { SIZE = 256 };
  double power[SIZE / 2] = { 0 };
  for (int at = 0; at + SIZE <= n; at += SIZE)
    for (int k = 1; k < SIZE / 2; k++) {
      double re = 0, im = 0;
      for (int i = 0; i < SIZE; i++) {
        static double wave[SIZE];
        if (wave[0] == 0)
          for (int j = 0; j < SIZE; j++)
            wave[j] = cos (2 * G_PI * j / SIZE);
        const double windowed = x[at + i] * (1.0 - wave[i]);
        re += windowed * wave[k * i % SIZE];
        im += windowed * wave[(k * i + SIZE / 4) % SIZE];
      }
      power[k] += re * re + im * im;
    }
  *weighted = *total = 0;
  for (int k = 1; k < SIZE / 2; k++) {
    *weighted += power[k] * weight ((double) k * rate / SIZE);
    *total += power[k];
  }
}

static void
test_shaped (void)
{
  enum { N = 65536 };
  static const struct {
    int rate;
    double better, louder; /* dB: audible noise falls at least so far, all noise rises at most so */
  } cases[] = {
    { 44100, 15.0, 14.0 }, { 48000, 16.0, 13.5 }, { 88200, 22.0, 9.0 },
    { 96000, 22.0, 8.0 },  { 192000, 24.0, 5.0 },
  };
  float *in = g_new (float, N);
  int32_t *out = g_new (int32_t, N);
  double *error = g_new (double, N);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    double weighted[2], total[2];
    for (int k = 0; k < 2; k++) {
      fill_tone (in, N, -10.0, 997.0, cases[i].rate);
      run (k ? DITHER_SHAPED : DITHER_TPDF, 16, cases[i].rate, 1, 0, in, out, N);
      for (int j = 0; j < N; j++)
        error[j] = out[j] - in[j] * 32768.0;
      weigh (error, N, cases[i].rate, &weighted[k], &total[k]);
    }
    const double better = 10 * log10 (weighted[0] / weighted[1]);
    const double louder = 10 * log10 (total[1] / total[0]);
    g_test_message ("%d Hz: audible noise %.1f dB lower, all noise %.1f dB higher", cases[i].rate,
                    better, louder);
    g_assert_cmpfloat (better, >, cases[i].better);
    g_assert_cmpfloat (louder, <, cases[i].louder);

    /* Of least phase: by Gerzon and Craven (1989) the mean of the log of the shape is then 0. */
    double taps[DITHER_ORDER], mean = 0;
    dither_design (taps, cases[i].rate);
    for (int j = 0; j < 4096; j++) {
      double re = 1, im = 0;
      for (int k = 0; k < DITHER_ORDER; k++) {
        re -= taps[k] * cos (G_PI * (j + 0.5) / 4096 * (k + 1));
        im += taps[k] * sin (G_PI * (j + 0.5) / 4096 * (k + 1));
      }
      mean += log (re * re + im * im) / 4096;
    }
    g_assert_cmpfloat_with_epsilon (mean, 0.0, 1e-6);
  }
  g_free (in);
  g_free (out);
  g_free (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dither/tone", test_tone);
  g_test_add_func ("/dither/moments", test_moments);
  g_test_add_func ("/dither/repeatable", test_repeatable);
  g_test_add_func ("/dither/independent", test_independent);
  g_test_add_func ("/dither/limits", test_limits);
  g_test_add_func ("/dither/shaped", test_shaped);
  return g_test_run ();
}
