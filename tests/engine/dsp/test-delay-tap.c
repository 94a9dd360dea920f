/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/realtime.h"
#include "dsp/delay_tap.h"

#include <complex.h>
#include <glib.h>
#include <math.h>

/* The response at a frequency (in units of the rate), less the ideal delay. */
static double complex
deviation (const DelayTap *tap, double frequency)
{
  double complex sum = 0;
  for (int k = 0; k < DELAY_TAP_LENGTH; k++) {
    const int delay = tap->whole + DELAY_TAP_LENGTH / 2 - k;
    sum += tap->taps[k] * cexp (-2 * G_PI * I * frequency * (delay - tap->delay));
  }
  return sum;
}

static void
test_response (void)
{
  double worst_db = 0, worst_frames = 0, loudest = 0;

  for (double fraction = 0.05; fraction < 1; fraction += 0.05) {
    DelayTap tap;
    delay_tap_set (&tap, 1000 + fraction);
    for (double f = 0.001; f < 0.5; f += 0.001) {
      const double complex h = deviation (&tap, f);
      loudest = fmax (loudest, cabs (h));
      if (f > 0.39)
        continue;
      worst_db = fmax (worst_db, fabs (20 * log10 (cabs (h))));
      worst_frames = fmax (worst_frames, fabs (carg (h) / (2 * G_PI * f)));
    }
  }
  g_test_message ("within %.6f dB and %.6f frames; at most %.7f", worst_db, worst_frames, loudest);
  g_assert_cmpfloat (worst_db, <, 0.001);
  g_assert_cmpfloat (worst_frames, <, 0.0002);
  g_assert_cmpfloat (loudest, <, 1.0001);
}

static void
test_whole (void)
{
  enum { SIZE = 200 };
  float ring[SIZE], out[DELAY_TAP_CHUNK];
  DelayTap tap;

  for (int i = 0; i < SIZE; i++)
    ring[i] = (float) i;
  delay_tap_set (&tap, 100.0004);
  g_assert_true (tap.exact);
  g_assert_cmpint (delay_tap_reach (&tap), ==, DELAY_TAP_CHUNK);
  delay_tap_read (&tap, ring, SIZE, 90, out, 30); /* around the end */
  for (int i = 0; i < 30; i++)
    g_assert_cmpfloat (out[i], ==, (i + 190) % SIZE);

  /* A line of slope one between the frames. */
  delay_tap_set (&tap, 50.25);
  delay_tap_read (&tap, ring, SIZE, 150, out, 32);
  for (int i = 0; i < 32; i++)
    g_assert_cmpfloat (fabs (out[i] - (i + 99.75)), <, 1e-3);
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dsp/delay-tap/response", test_response);
  g_test_add_func ("/dsp/delay-tap/whole", test_whole);
  return g_test_run ();
}
