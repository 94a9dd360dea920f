/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the audio thread measures is shown to the screen: levels since the last look, loudness. */
#include <glib.h>
#include <math.h>

#include "realtime/strip_meter.h"

#define RATE 48000
#define BLOCK 480 /* whole periods of the sine */

static void
play_sine (StripMeter *meter, double amplitude, int seconds)
{
  float left[BLOCK], right[BLOCK];
  const float *const audio[] = { left, right };
  for (int at = 0; at < seconds * RATE; at += BLOCK) {
    for (int i = 0; i < BLOCK; i++)
      left[i] = right[i] = (float) (amplitude * sin (2 * G_PI * 1000 * (at + i) / RATE));
    strip_meter_process (meter, audio, BLOCK);
  }
}

static void
test_levels (void)
{
  g_autofree StripMeter *meter = g_malloc0 (strip_meter_size (false));
  StripMeterReading reading;

  strip_meter_init (meter, RATE, false);
  play_sine (meter, 0.5, 1);
  strip_meter_take (meter, &reading);
  g_assert_cmpfloat_with_epsilon (reading.level.peak[0], 0.5, 0.001);
  g_assert_cmpfloat_with_epsilon (reading.level.rms[1], 0.5 / sqrt (2), 0.002);
  g_assert_true (isnan (reading.integrated));
  /* The highest is kept until somebody looks, and then begins anew. */
  play_sine (meter, 0.25, 1);
  play_sine (meter, 0.125, 1);
  strip_meter_take (meter, &reading);
  g_assert_cmpfloat_with_epsilon (reading.level.peak[0], 0.25, 0.001);
  strip_meter_take (meter, &reading);
  g_assert_cmpfloat (reading.level.peak[0], ==, 0);
}

static void
test_loudness (void)
{
  g_autofree StripMeter *meter = g_malloc0 (strip_meter_size (true));
  StripMeterReading reading;

  strip_meter_init (meter, RATE, true);
  /* That it begins at once makes a peak of its own. */
  play_sine (meter, pow (10, -23.0 / 20), 1);
  strip_meter_take (meter, &reading);
  play_sine (meter, pow (10, -23.0 / 20), 9);
  strip_meter_take (meter, &reading);
  g_assert_cmpfloat_with_epsilon (reading.momentary, -23, 0.1);
  g_assert_cmpfloat_with_epsilon (reading.short_term, -23, 0.1);
  g_assert_cmpfloat_with_epsilon (reading.integrated, -23, 0.1);
  g_assert_cmpfloat_with_epsilon (20 * log10 (reading.true_peak[0]), -23, 0.1);
  strip_meter_reset (meter);
  play_sine (meter, pow (10, -33.0 / 20), 10);
  strip_meter_take (meter, &reading);
  g_assert_cmpfloat_with_epsilon (reading.integrated, -33, 0.1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/strip-meter/levels", test_levels);
  g_test_add_func ("/strip-meter/loudness", test_loudness);
  return g_test_run ();
}
