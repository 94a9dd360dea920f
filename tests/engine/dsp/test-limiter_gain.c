/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/limiter_gain.h"

#include "base/hash.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH 20000
#define RATE 48000

static LimiterGain *
gain_new (LimiterGainShape shape, LimiterGainRelease release)
{
  const size_t size = limiter_gain_size (shape);
  LimiterGain *gain = aligned_alloc (64, size);
  memset (gain, 0, size);
  limiter_gain_init (gain, RATE, shape);
  limiter_gain_set_release (gain, release);
  return gain;
}

static void
fill_needs (float *needs)
{
  for (int i = 0; i < LENGTH; i++) {
    const float noise = hash_noise (4, i);
    needs[i] = i / 4000 % 2 ? 0 : noise > 0.98f ? 0.9f * noise : noise > 0.5f ? 0.05f * noise : 0;
  }
}

static void
check_never_short (LimiterGainShape shape, LimiterGainRelease release)
{
  static float needs[LENGTH], gains[LENGTH];
  LimiterGain *gain = gain_new (shape, release);
  const int latency = limiter_gain_latency (shape);

  fill_needs (needs);
  limiter_gain_process (gain, needs, gains, LENGTH);
  for (int f = latency; f + 600 < LENGTH; f++) {
    const int reach = shape.hold + 1;
    for (int k = MAX (0, f - latency - reach); k <= f - latency + reach; k++)
      g_assert_cmpfloat (gains[f], <=, 1 - needs[k] + 1e-7f);
    g_assert_cmpfloat (gains[f], >=, 0);
  }
  free (gain);
}

static void
test_never_short (void)
{
  const int attacks[] = { 2, 3, 16, 24, 97, 480 };
  for (size_t a = 0; a < G_N_ELEMENTS (attacks); a++)
    for (int hold = 0; hold < 9; hold += 4) {
      const LimiterGainShape shape = { .attack = attacks[a], .hold = hold };
      check_never_short (shape, (LimiterGainRelease){ .fast_ms = 0.1 });
      check_never_short (shape,
                         (LimiterGainRelease){ .fast_ms = 50, .slow_ms = 200, .lasting = 0.8 });
    }
}

/* One need: the gain comes down over `attack` frames, is all there with the need and stays around
 * it. */
static void
test_shape (void)
{
  static float needs[LENGTH], gains[LENGTH];
  const LimiterGainShape shape = { .attack = 48, .hold = 8 };
  const int latency = limiter_gain_latency (shape), place = 1000 + latency;
  LimiterGain *gain = gain_new (shape, (LimiterGainRelease){ .fast_ms = 100 });

  memset (needs, 0, sizeof needs);
  needs[1000] = 0.5f;
  limiter_gain_process (gain, needs, gains, LENGTH);
  g_assert_cmpfloat (gains[place - shape.hold - shape.attack - 2], ==, 1);
  g_assert_cmpfloat (gains[place - shape.hold - shape.attack / 2], <, 0.9);
  g_assert_cmpfloat (gains[place - shape.hold - shape.attack / 2], >, 0.6);
  for (int i = -shape.hold; i <= shape.hold; i++)
    g_assert_cmpfloat (fabs (gains[place + i] - 0.5), <, 1e-6);
  for (int i = 1; i < shape.attack; i++)
    g_assert_cmpfloat (gains[place - i], >=, gains[place - i + 1] - 1e-7f);
  /* To a third in the release time, and exactly 1 again in the end. */
  const double third = (1 - gains[place + 4800 + shape.attack / 2 + 2 * shape.hold]) / 0.5;
  g_assert_cmpfloat (fabs (third - exp (-1)), <, 0.02);
  memset (needs, 0, sizeof needs);
  for (int i = 0; i < 5; i++)
    limiter_gain_process (gain, needs, gains, LENGTH);
  g_assert_cmpfloat (gains[LENGTH - 1], ==, 1);
  g_assert_cmpint (limiter_gain_process (gain, needs, gains, 64), ==, 0);
  free (gain);
}

/* After 5 ms of need the gain is soon back, after a second of it later. */
static void
test_program_dependence (void)
{
  static float needs[48000], gains[48000];
  const LimiterGainShape shape = { .attack = 48, .hold = 8 };
  double after[2];

  for (int lasting = 0; lasting < 2; lasting++) {
    LimiterGain *gain =
        gain_new (shape, (LimiterGainRelease){ .fast_ms = 50, .slow_ms = 200, .lasting = 0.8 });
    for (int i = 0; i < 48000; i++)
      needs[i] = i < (lasting ? 40000 : 240) ? 0.5f : 0;
    limiter_gain_process (gain, needs, gains, 48000);
    after[lasting] = 1 - gains[(lasting ? 40000 : 240) + 7200];
    free (gain);
  }
  g_test_message ("reduction left 150 ms later: %.3f after a peak, %.3f after a second", after[0],
                  after[1]);
  g_assert_cmpfloat (after[0], <, 0.12);
  g_assert_cmpfloat (after[1], >, 3 * after[0]);
}

static void
test_cutting (void)
{
  static float needs[LENGTH], whole[LENGTH], cut[LENGTH];
  const LimiterGainShape shape = { .attack = 33, .hold = 5 };
  const LimiterGainRelease release = { .fast_ms = 5, .slow_ms = 20, .lasting = 0.5 };
  LimiterGain *gain = gain_new (shape, release);

  fill_needs (needs);
  limiter_gain_process (gain, needs, whole, LENGTH);
  for (int largest = 1; largest < 1000; largest = largest * 3 + 1) {
    limiter_gain_reset (gain);
    for (int at = 0; at < LENGTH;) {
      const int n = MIN (LENGTH - at, 1 + (int) (hash_at (2, at) % (uint64_t) largest));
      limiter_gain_process (gain, needs + at, cut + at, n);
      at += n;
    }
    g_assert_cmpmem (whole, sizeof whole, cut, sizeof cut);
  }
  free (gain);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dsp/limiter-gain/never-short", test_never_short);
  g_test_add_func ("/dsp/limiter-gain/shape", test_shape);
  g_test_add_func ("/dsp/limiter-gain/program-dependence", test_program_dependence);
  g_test_add_func ("/dsp/limiter-gain/cutting", test_cutting);
  return g_test_run ();
}
