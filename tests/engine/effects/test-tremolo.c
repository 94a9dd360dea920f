/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/realtime.h"
#include "effects/tremolo.h"
#include "processor_check.h"

#include <math.h>
#include <string.h>

#define RATE 48000

static float audio[2][RATE];

static void
run (const char *settings, int channels)
{
  Rig *rig = rig_new (&tremolo_processor, RATE, channels, settings);
  for (int i = 0; i < RATE; i++)
    audio[0][i] = audio[1][i] = 0.5f;
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, RATE);
  rig_free (rig);
}

static double
wave (double turns, double shape)
{
  const double k = 6 * shape * shape, s = sin (2 * G_PI * turns);
  return s * sqrt ((1 + k * k) / (1 + k * k * s * s));
}

static void
test_levels (void)
{
  double worst = 0;

  for (double shape = 0; shape <= 1; shape += 0.5) {
    g_autofree char *settings = g_strdup_printf ("rate=4 depth=80 spread=90 shape=%g", 100 * shape);
    run (settings, 2);
    for (int i = 0; i < RATE; i++)
      for (int c = 0; c < 2; c++) {
        const double wanted = 1 - 0.4 * (1 - wave (4.0 * i / RATE - 0.25 * c, shape));
        worst = fmax (worst, fabs (2 * audio[c][i] - wanted));
      }
  }
  g_test_message ("gain off by %.2e at most", worst);
  g_assert_cmpfloat (worst, <, 2e-6);
}

static void
test_places (void)
{
  double worst = 0, power = 0;

  for (int channels = 1; channels <= 2; channels++) {
    run ("mode=pan rate=3 depth=60", channels);
    for (int i = 0; i < RATE; i++) {
      const double angle = G_PI / 4 * (1 + 0.6 * wave (3.0 * i / RATE, 0));
      const double left = 2 * audio[0][i], right = 2 * audio[1][i];
      worst = fmax (worst, fabs (left - M_SQRT2 * cos (angle)));
      worst = fmax (worst, fabs (right - M_SQRT2 * sin (angle)));
      power = fmax (power, fabs (left * left + right * right - 2));
    }
  }
  g_test_message ("gains off by %.2e, power by %.2e at most", worst, power);
  g_assert_cmpfloat (worst, <, 2e-6);
  g_assert_cmpfloat (power, <, 5e-6);
}

/* At 120 beats a minute, as the rig has it, a quarter note is half a second. */
static void
test_sync (void)
{
  double worst = 0;

  run ("sync=on note=1/4 depth=100", 2);
  for (int i = 0; i < RATE; i++)
    worst = fmax (worst, fabs (2 * audio[0][i] - (0.5 + 0.5 * wave (2.0 * i / RATE, 0))));
  g_test_message ("in time off by %.2e at most", worst);
  g_assert_cmpfloat (worst, <, 2e-6);
}

/* Playing from anywhere in the song is at the same place of the turn. */
static void
test_position (void)
{
  static float whole[RATE];
  Rig *rig = rig_new (&tremolo_processor, RATE, 2, "rate=0.77 depth=100");

  run ("rate=0.77 depth=100", 2);
  memcpy (whole, audio[0], sizeof whole);
  for (int i = 0; i < RATE; i++)
    audio[0][i] = audio[1][i] = 0.5f;
  rig->position = 12345;
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, RATE - 12345);
  g_assert_cmpmem (audio[0], sizeof (float) * (RATE - 12345), whole + 12345,
                   sizeof (float) * (RATE - 12345));
  rig_free (rig);
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/tremolo/levels", test_levels);
  g_test_add_func ("/effects/tremolo/places", test_places);
  g_test_add_func ("/effects/tremolo/sync", test_sync);
  g_test_add_func ("/effects/tremolo/position", test_position);
  return g_test_run ();
}
