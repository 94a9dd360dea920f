/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/meter.h"

#include <glib.h>

#include "base/math.h"
#include "ebu_signals.h"

static void
near (double value, double expected, double tolerance)
{
  if (!(fabs (value - expected) <= tolerance))
    g_error ("%.9f is not %.9f +- %.9f", value, expected, tolerance);
}

static MeterReading
measure (const float *left, const float *right, int n)
{
  LevelMeter meter;
  MeterReading reading;
  const float *const audio[] = { left, right };
  meter_init (&meter, right ? 2 : 1);
  meter_process (&meter, audio, n);
  meter_read (&meter, &reading);
  return reading;
}

static void
test_sine (void)
{
  float left[4800], right[4800];
  for (int i = 0; i < 4800; i++) {
    left[i] = (float) sin (2 * G_PI * i / 48);
    right[i] = (float) (-0.25 * sin (2 * G_PI * i / 48 + G_PI / 3));
  }
  const MeterReading stereo = measure (left, right, 4800);
  near (stereo.peak[0], 1, 1e-6);
  near (stereo.peak[1], 0.25 * sin (G_PI / 180 * 90), 2e-4);
  near (stereo.rms[0], sqrt (0.5), 1e-6);
  near (stereo.rms[1], 0.25 * sqrt (0.5), 1e-6);
  near (stereo.correlation, -0.5, 1e-6);
  g_assert_cmpint (stereo.frames, ==, 4800);

  const MeterReading mono = measure (left, NULL, 4800);
  near (mono.rms[1], sqrt (0.5), 1e-6);
  near (mono.peak[1], 1, 1e-6);
  near (mono.correlation, 1, 1e-9);
}

/* A single sample anywhere is found, also the only negative one. */
static void
test_peak_place (void)
{
  float audio[2][100] = { { 0 } };
  for (int place = 0; place < 100; place++) {
    audio[0][place] = -0.7f;
    const MeterReading reading = measure (audio[0], audio[1], 100);
    near (reading.peak[0], 0.7, 1e-7);
    near (reading.peak[1], 0, 0);
    near (reading.rms[0], 0.07, 1e-7);
    near (reading.correlation, 0, 0);
    audio[0][place] = 0;
  }
}

static void
test_reading_resets (void)
{
  float loud[64], quiet[64];
  for (int i = 0; i < 64; i++) {
    loud[i] = 0.9f;
    quiet[i] = 0.1f;
  }
  LevelMeter meter;
  MeterReading reading;
  meter_init (&meter, 1);
  meter_read (&meter, &reading);
  g_assert_cmpint (reading.frames, ==, 0);
  g_assert_cmpfloat (reading.rms[0], ==, 0);
  meter_process (&meter, (const float *[]){ loud }, 64);
  meter_read (&meter, &reading);
  near (reading.peak[0], 0.9, 1e-6);
  meter_process (&meter, (const float *[]){ quiet }, 64);
  meter_read (&meter, &reading);
  near (reading.peak[0], 0.1, 1e-6);
  near (reading.rms[0], 0.1, 1e-6);
  near (reading.correlation, 1, 1e-6);
}

/* An hour of level without a reading: floats alone would stop to grow. */
static void
test_long (void)
{
  static float audio[4800];
  for (int i = 0; i < 4800; i++)
    audio[i] = 0.5f;
  LevelMeter meter;
  MeterReading reading;
  meter_init (&meter, 2);
  for (int i = 0; i < 10 * 3600; i++)
    meter_process (&meter, (const float *[]){ audio, audio }, 4800);
  meter_read (&meter, &reading);
  near (reading.rms[0], 0.5, 1e-9);
  near (reading.correlation, 1, 1e-9);
}

static void
test_cutting (void)
{
  Signal signal = signal_programme (48000, 2, 0.5, 9);
  for (int channels = 1; channels <= 2; channels++) {
    LevelMeter whole, cut;
    meter_init (&whole, channels);
    meter_init (&cut, channels);
    meter_process (&whole, (const float *[]){ signal.audio[0], signal.audio[1] }, signal.frames);
    for (int frame = 0, i = 0; frame < signal.frames; i++) {
      const int n = MIN (i < 1500 ? 1 : (i * 37) % 601, signal.frames - frame);
      meter_process (&cut, (const float *[]){ signal.audio[0] + frame, signal.audio[1] + frame },
                     n);
      frame += n;
    }
    MeterReading one, other;
    meter_read (&whole, &one);
    meter_read (&cut, &other);
    g_assert_true (memcmp (&one, &other, sizeof one) == 0);
  }
  signal_clear (&signal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  realtime_thread_init ();
  g_test_add_func ("/meter/sine", test_sine);
  g_test_add_func ("/meter/peak-place", test_peak_place);
  g_test_add_func ("/meter/reading-resets", test_reading_resets);
  g_test_add_func ("/meter/long", test_long);
  g_test_add_func ("/meter/cutting", test_cutting);
  return g_test_run ();
}
