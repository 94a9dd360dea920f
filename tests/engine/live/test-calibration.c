/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way from output to input is found to a fraction of a frame, and kept. */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "live/calibration.h"
#include "temporary.h"

static void
test_loopback (void)
{
  static const int delays[] = { 256, 5001 };

  for (size_t i = 0; i < G_N_ELEMENTS (delays); i++) {
    const NullOptions options = { .by_hand = true, .loopback = delays[i] };
    const DeviceConfig config = { .rate = 48000, .block = 256 };
    Calibration found;
    GError *error = NULL;
    g_assert_true (calibrate (&config, &options, &found, &error));
    g_assert_no_error (error);
    g_assert_cmpfloat_with_epsilon (found.round_trip, delays[i], 0.01);
    g_assert_cmpfloat_with_epsilon (found.drift, 0, 0.01);
    g_assert_cmpfloat_with_epsilon (found.level_db, 0, 0.01);
    g_assert_cmpint (found.reported, ==, delays[i]);
    g_free (found.device);
  }
}

static void
test_nothing_comes_back (void)
{
  const NullOptions options = { .by_hand = true, .loopback = -1 };
  const DeviceConfig config = { .rate = 48000, .block = 256 };
  Calibration found;
  GError *error = NULL;

  g_assert_false (calibrate (&config, &options, &found, &error));
  g_assert_nonnull (strstr (error->message, "connect an output to an input"));
  g_error_free (error);
}

/* A delay between frames, inverted, quieter and in noise. */
static void
test_fractions (void)
{
  enum { N = 4096, LONG = 9000 };
  g_autofree float *burst = g_new0 (float, N), *heard = g_new0 (float, LONG);

  /* Band-limited, so that it can be moved exactly: a sum of sines. */
  for (int f = 0; f < 400; f++) {
    const double w = G_PI * (0.45 + 0.45 * hash_noise (2, f)), p = 40 * hash_noise (1, f);
    for (int i = 0; i < LONG; i++) {
      if (i < N)
        burst[i] += (float) (0.01 * sin (w * i + p));
      heard[i] += (float) (-0.003 * sin (w * (i - 1234.37) + p));
    }
  }
  for (int i = 0; i < LONG; i++)
    heard[i] += 0.005f * hash_noise (3, i);
  double match, gain;
  g_assert_cmpfloat_with_epsilon (calibration_find (burst, N, heard, LONG, &match, &gain), 1234.37,
                                  0.05);
  g_assert_cmpfloat_with_epsilon (gain, 0.3, 0.01);
  g_assert_cmpfloat (match, >, 0.9);
}

static void
test_file (void)
{
  g_autofree char *folder = temporary_folder_new ();
  g_autofree char *path = g_build_filename (folder, "lacquer", "devices.ini", NULL);
  const Calibration one = { .round_trip = 512.25 }, other = { .round_trip = 1024 };
  GError *error = NULL;
  double frames = 0;

  g_assert_false (calibration_load (path, "JACK: [a]", 48000, 256, &frames));
  g_assert_true (calibration_save (path, "ALSA: [x] \"y\"", 48000, 256, &one, &error));
  g_assert_true (calibration_save (path, "ALSA: [x] \"y\"", 48000, 512, &other, &error));
  g_assert_no_error (error);
  g_assert_true (calibration_load (path, "ALSA: [x] \"y\"", 48000, 256, &frames));
  g_assert_cmpfloat (frames, ==, 512.25);
  g_assert_true (calibration_load (path, "ALSA: [x] \"y\"", 48000, 512, &frames));
  g_assert_cmpfloat (frames, ==, 1024);
  g_assert_false (calibration_load (path, "ALSA: [x] \"y\"", 44100, 256, &frames));
  g_assert_false (calibration_load (path, "another", 48000, 256, &frames));
  temporary_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/calibration/loopback", test_loopback);
  g_test_add_func ("/live/calibration/nothing-comes-back", test_nothing_comes_back);
  g_test_add_func ("/live/calibration/fractions", test_fractions);
  g_test_add_func ("/live/calibration/file", test_file);
  return g_test_run ();
}
