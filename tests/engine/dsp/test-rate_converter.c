/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between all project rates: tones against theory, and no bit depends on the blocks. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "dsp/rate_converter.h"

#define N 16384

static const int rates[] = { 44100, 48000, 88200, 96000, 176400, 192000 };

static RateConverter *
converter_new (int from, int to)
{
  RateConverter *converter = g_malloc (rate_converter_size (from, to, 1));
  rate_converter_init (converter, from, to, 1);
  return converter;
}

/* Converts a tone; the rms of what is not the tone at its place, over that of the tone, in dB. */
static double
error_db (int from, int to, double frequency, bool passes)
{
  RateConverter *converter = converter_new (from, to);
  static float out[5 * N];
  int n_out = 0;

  for (int at = 0; at < N; at += 128) {
    float block[128];
    for (int i = 0; i < 128; i++)
      block[i] = (float) sin (2 * G_PI * frequency * (at + i) / from);
    const int n = rate_converter_gives (converter, 128);
    g_assert_cmpint (n == 0 ? 0 : rate_converter_needs (converter, n), <=, 128);
    g_assert_cmpint (rate_converter_needs (converter, n + 1), >, 128);
    rate_converter_process (converter, (const float *const[]){ block }, 128,
                            (float *const[]){ out + n_out }, n);
    n_out += n;
  }
  const double late = (double) rate_converter_latency (converter) / from;
  double error = 0;
  int counted = 0;
  for (int j = (int) (2.5 * late * to); j < n_out; j++, counted++) {
    const double tone = passes ? sin (2 * G_PI * frequency * ((double) j / to - late)) : 0;
    error += (out[j] - tone) * (out[j] - tone);
  }
  g_free (converter);
  g_assert_cmpint (counted, >, 1000);
  return 10 * log10 (error / counted / 0.5 + 1e-30);
}

/* 100 dB and more over the band, to the exact place in time; what cannot be kept is gone. */
static void
test_tones (void)
{
  double worst = -300, worst_stop = -300;

  for (size_t a = 0; a < G_N_ELEMENTS (rates); a++)
    for (size_t b = 0; b < G_N_ELEMENTS (rates); b++) {
      const int lower = MIN (rates[a], rates[b]);
      if (a == b)
        continue;
      worst = MAX (worst, error_db (rates[a], rates[b], 997, true));
      worst = MAX (worst, error_db (rates[a], rates[b], 0.45 * lower, true));
      if (rates[a] > rates[b])
        worst_stop = MAX (worst_stop, error_db (rates[a], rates[b], 0.501 * lower, false));
    }
  g_test_message ("worst error %.1f dB, stopband %.1f dB", worst, worst_stop);
  g_assert_cmpfloat (worst, <, -105);
  g_assert_cmpfloat (worst_stop, <, -105);
}

static void
test_blocks (void)
{
  static float in[4000], whole[16000], parts[16000];
  RateConverter *a = converter_new (44100, 96000), *b = converter_new (44100, 96000);
  int n_whole = 0, n_parts = 0;

  for (int i = 0; i < 4000; i++)
    in[i] = (float) (g_random_int_range (-1000, 1000) / 1000.0);
  for (int at = 0; at < 4000; at += 1000) {
    const int n = rate_converter_gives (a, 1000);
    rate_converter_process (a, (const float *const[]){ in + at }, 1000,
                            (float *const[]){ whole + n_whole }, n);
    n_whole += n;
  }
  for (int at = 0, size = 1; at < 4000; size = size % 37 + 1) {
    const int now = MIN (size, 4000 - at), n = rate_converter_gives (b, now);
    rate_converter_process (b, (const float *const[]){ in + at }, now,
                            (float *const[]){ parts + n_parts }, n);
    n_parts += n;
    at += now;
  }
  g_assert_cmpint (n_whole, ==, n_parts);
  g_assert_cmpmem (whole, sizeof whole, parts, sizeof parts);
  g_free (a);
  g_free (b);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dsp/rate-converter/tones", test_tones);
  g_test_add_func ("/dsp/rate-converter/blocks", test_blocks);
  return g_test_run ();
}
