/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <math.h>

#include "device/time_map.h"

#define START_NS INT64_C (5000000000000000) /* 58 days up */

typedef struct {
  double rate, real_rate; /* what is said and what is so */
  uint32_t block;
  double jitter_ms; /* mean of exponential lateness */
  double stall_ms; /* now and then */
  int stall_every; /* blocks; 0 for never */
} Clock;

/* Late by an exponential distribution, as schedulers are; never early. */
static double
lateness_ns (const Clock *clock, GRand *random, int i)
{
  const double late = -clock->jitter_ms * 1e6 * log (1 - g_rand_double (random));
  return late + (clock->stall_every && i % clock->stall_every == 77 ? clock->stall_ms * 1e6 : 0);
}

typedef struct {
  double raw_ms; /* spread of the callbacks, largest less smallest */
  double filtered_ms; /* spread of the map's error, after locking */
  double bias_ms; /* the map's mean lateness */
} Spread;

static Spread
run (const Clock *clock, double seconds)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  TimeMap map;
  const int n = (int) (seconds * clock->real_rate / clock->block);
  double low = INFINITY, high = -INFINITY, raw = 0, sum = 0;
  int counted = 0;

  time_map_init (&map, clock->rate, 0);
  for (int i = 0; i < n; i++) {
    const double ideal = (double) i * clock->block * 1e9 / clock->real_rate;
    const double late = lateness_ns (clock, random, i);
    time_map_update (&map, START_NS + (int64_t) (ideal + late), clock->block);
    g_assert_cmpint (map.frame, ==, (int64_t) i * clock->block);
    if (i * clock->block < 3 * clock->real_rate)
      continue;
    const double error = (double) (time_map_ns (&map, (double) map.frame) - START_NS) - ideal;
    low = fmin (low, error);
    high = fmax (high, error);
    raw = fmax (raw, late);
    sum += error;
    counted++;
  }
  g_test_message ("block %u, %.0f Hz: raw %.3f ms, filtered %.3f ms, bias %.3f ms", clock->block,
                  clock->real_rate, raw / 1e6, (high - low) / 1e6, sum / counted / 1e6);
  return (Spread){ raw / 1e6, (high - low) / 1e6, sum / counted / 1e6 };
}

static void
test_jitter (void)
{
  const uint32_t blocks[] = { 16, 32, 64, 128, 256, 512, 1024 };

  for (size_t i = 0; i < G_N_ELEMENTS (blocks); i++) {
    const Clock clock = { .rate = 48000, .real_rate = 48000, .block = blocks[i], .jitter_ms = 0.3 };
    const Spread spread = run (&clock, 30);
    g_assert_cmpfloat (spread.raw_ms, >, 1.5);
    g_assert_cmpfloat (spread.filtered_ms, <, 0.6);
    g_assert_cmpfloat (fabs (spread.bias_ms - 0.3), <, 0.1);
  }
}

/* A crystal is off by up to some hundred parts in a million. */
static void
test_drift (void)
{
  for (int ppm = -500; ppm <= 500; ppm += 500) {
    const Clock clock = {
      .rate = 44100, .real_rate = 44100 * (1 + ppm * 1e-6), .block = 128, .jitter_ms = 0.2
    };
    const Spread spread = run (&clock, 30);
    g_assert_cmpfloat (spread.filtered_ms, <, 0.5);
    g_assert_cmpfloat (fabs (spread.bias_ms), <, 0.5);
  }
}

/* Callbacks of a busy machine come 20 ms late, one at a time. */
static void
test_stalls (void)
{
  const uint32_t blocks[] = { 64, 256, 1024 };

  for (size_t i = 0; i < G_N_ELEMENTS (blocks); i++) {
    const Clock clock = { .rate = 48000,
                          .real_rate = 48000,
                          .block = blocks[i],
                          .jitter_ms = 0.1,
                          .stall_ms = 20,
                          .stall_every = 300 };
    const Spread spread = run (&clock, 30);
    g_assert_cmpfloat (spread.raw_ms, >, 19);
    g_assert_cmpfloat (spread.filtered_ms, <, 1);
  }
}

/* After a gap of lost frames the map is at the new place within ten blocks. */
static void
test_jump (void)
{
  TimeMap map;
  const double block_ns = 256e9 / 48000;

  time_map_init (&map, 48000, 1000);
  for (int i = 0; i < 2000; i++) {
    const double gap = i >= 1000 ? 300e6 : 0;
    const double ideal = i * block_ns + gap;
    time_map_update (&map, START_NS + (int64_t) ideal, 256);
    if (i >= 1010 || i < 1000)
      g_assert_cmpfloat (
          fabs ((double) (time_map_ns (&map, (double) map.frame) - START_NS) - ideal), <, 1e4);
  }
  g_assert_cmpint (map.frame, ==, 1000 + 1999 * 256);
}

static void
test_both_ways (void)
{
  TimeMap map;

  time_map_init (&map, 96000, 0);
  for (int i = 0; i < 50; i++)
    time_map_update (&map, START_NS + i * INT64_C (1000000), 96);
  for (double frame = 4000; frame < 5000; frame += 33.25)
    g_assert_cmpfloat (fabs (time_map_frame (&map, time_map_ns (&map, frame)) - frame), <, 1e-3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time-map/jitter", test_jitter);
  g_test_add_func ("/time-map/drift", test_drift);
  g_test_add_func ("/time-map/stalls", test_stalls);
  g_test_add_func ("/time-map/jump", test_jump);
  g_test_add_func ("/time-map/both-ways", test_both_ways);
  return g_test_run ();
}
