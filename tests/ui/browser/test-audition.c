/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is heard of a file has its length and level, at the rate and in the tempo of the song. */
#include <math.h>
#include <sndfile.h>

#include "temporary.h"
#include "ui/browser/audition.h"

#define RATE 44100

/* Two seconds of a sine on the left at 0.5, nothing on the right. */
static char *
make_file (const char *folder, const char *name, int channels)
{
  char *path = g_build_filename (folder, name, NULL);
  SF_INFO info = { .samplerate = RATE,
                   .channels = channels,
                   .format = SF_FORMAT_WAV | SF_FORMAT_PCM_24 };
  SNDFILE *file = sf_open (path, SFM_WRITE, &info);
  g_assert_nonnull (file);
  for (int i = 0; i < 2 * RATE; i++) {
    float frame[2] = { (float) (0.5 * sin (2 * G_PI * 441 * i / RATE)), 0 };
    g_assert_cmpint (sf_writef_float (file, frame, 1), ==, 1);
  }
  sf_close (file);
  return path;
}

static float
peak_of (const float *samples, Frames n)
{
  float most = 0;
  for (Frames i = 0; i < n; i++)
    most = fmaxf (most, fabsf (samples[i]));
  return most;
}

static void
test_reads (void)
{
  g_autofree char *folder = temporary_folder_new ();
  g_autofree char *stereo = make_file (folder, "stereo.wav", 2);
  g_autofree char *mono = make_file (folder, "mono.wav", 1);
  float *sides[2];
  Frames n;

  g_assert_true (audition_read (stereo, RATE, 0, sides, &n, NULL));
  g_assert_cmpint (n, ==, 2 * RATE);
  g_assert_cmpfloat_with_epsilon (peak_of (sides[0], n), 0.5, 1e-3);
  g_assert_cmpfloat (peak_of (sides[1], n), ==, 0);
  g_free (sides[0]);
  g_free (sides[1]);

  g_assert_true (audition_read (mono, 48000, 0, sides, &n, NULL));
  g_assert_cmpint (n, ==, 96000);
  g_assert_true (sides[0] == sides[1]);
  g_assert_cmpfloat_with_epsilon (peak_of (sides[0], n), 0.5, 0.01);
  g_free (sides[0]);
  temporary_folder_remove (folder);
}

static void
test_tempo (void)
{
  g_autofree char *folder = temporary_folder_new ();
  g_autofree char *loop = make_file (folder, "loop 120bpm.wav", 2);
  float *sides[2];
  Frames n;

  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  g_assert_true (audition_read (loop, RATE, 100, sides, &n, NULL));
  g_assert_cmpint (llabs ((long long) (n - 2 * RATE * 120 / 100)), <=, 2);
  g_assert_cmpfloat (peak_of (sides[0], n), >, 0.4);
  g_free (sides[0]);
  g_free (sides[1]);
  /* A third of the tempo is no tempo that was meant. */
  g_assert_true (audition_read (loop, RATE, 40, sides, &n, NULL));
  g_assert_cmpint (n, ==, 2 * RATE);
  g_free (sides[0]);
  g_free (sides[1]);
  temporary_folder_remove (folder);
}

static void
test_broken (void)
{
  g_autofree char *folder = temporary_folder_new ();
  g_autofree char *path = g_build_filename (folder, "no.wav", NULL);
  float *sides[2];
  Frames n;
  g_assert_false (audition_read (path, RATE, 0, sides, &n, NULL));
  g_assert_true (g_file_set_contents (path, "RIFF", 4, NULL));
  g_assert_false (audition_read (path, RATE, 120, sides, &n, NULL));
  temporary_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/audition/reads", test_reads);
  g_test_add_func ("/audition/tempo", test_tempo);
  g_test_add_func ("/audition/broken", test_broken);
  return g_test_run ();
}
