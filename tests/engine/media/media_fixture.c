/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media_fixture.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

char *
fixture_folder (void)
{
  GError *error = NULL;
  char *folder = g_dir_make_tmp ("media test-ü-XXXXXX", &error);
  g_assert_no_error (error);
  return folder;
}

void
fixture_remove_folder (char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (dir)) != NULL) {
    char *path = g_build_filename (folder, name, NULL);
    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      fixture_remove_folder (path);
    else {
      g_unlink (path);
      g_free (path);
    }
  }
  g_dir_close (dir);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
}

int
fixture_count_files (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  int n = 0;
  while (g_dir_read_name (dir) != NULL)
    n++;
  g_dir_close (dir);
  return n;
}

char *
fixture_path (const char *folder, const char *name)
{
  return g_build_filename (folder, name, NULL);
}

float *
fixture_tones (int rate, int channels, Frames frames)
{
  float *samples = g_new (float, frames *channels);
  for (Frames i = 0; i < frames; i++)
    for (int c = 0; c < channels; c++) {
      const double x = 0.5 * sin (2 * G_PI * (440.0 * (c + 1)) * (double) i / rate + c);
      samples[i * channels + c] = (float) (rint (x * 8388608.0) / 8388608.0);
    }
  return samples;
}

float **
fixture_planar (int channels, int rate, Frames frames)
{
  float *tones = fixture_tones (rate, channels, frames);
  float **planar = g_new0 (float *, channels + 1);
  for (int c = 0; c < channels; c++) {
    planar[c] = g_new (float, frames);
    for (Frames i = 0; i < frames; i++)
      planar[c][i] = tones[i * channels + c];
  }
  g_free (tones);
  return planar;
}

void
fixture_free_planar (float **planar)
{
  for (int c = 0; planar[c]; c++)
    g_free (planar[c]);
  g_free (planar);
}

char *
fixture_write (const char *folder, const char *name, int format, int rate, int channels,
               const float *interleaved, Frames frames)
{
  char *path = fixture_path (folder, name);
  SF_INFO info = { .samplerate = rate, .channels = channels, .format = format };
  SNDFILE *file = sf_open (path, SFM_WRITE, &info);
  if (file == NULL)
    g_error ("%s: %s", name, sf_strerror (NULL));
  sf_command (file, SFC_SET_CLIPPING, NULL, SF_TRUE);
  g_assert_cmpint (sf_writef_float (file, interleaved, frames), ==, frames);
  g_assert_cmpint (sf_close (file), ==, 0);
  return path;
}

float *
fixture_read (const char *path, SF_INFO *info)
{
  *info = (SF_INFO){ 0 };
  SNDFILE *file = sf_open (path, SFM_READ, info);
  if (file == NULL)
    g_error ("%s: %s", path, sf_strerror (NULL));
  float *samples = g_new0 (float, info->frames * info->channels + 1);
  info->frames = sf_readf_float (file, samples, info->frames);
  sf_close (file);
  return samples;
}

double
fixture_level (const float *samples, int stride, Frames frames, double frequency, int rate)
{
  double re = 0, im = 0, sum = 0;
  for (Frames i = 0; i < frames; i++) {
    const double window = 0.5 - 0.5 * cos (2 * G_PI * ((double) i + 0.5) / (double) frames);
    const double angle = 2 * G_PI * frequency * (double) i / rate;
    re += window * samples[i * stride] * cos (angle);
    im += window * samples[i * stride] * sin (angle);
    sum += window;
  }
  return 2 * hypot (re, im) / sum;
}

void
fixture_assert_same_files (const char *a, const char *b)
{
  char *first, *second;
  gsize first_size, second_size;
  g_assert_true (g_file_get_contents (a, &first, &first_size, NULL));
  g_assert_true (g_file_get_contents (b, &second, &second_size, NULL));
  g_assert_cmpmem (first, first_size, second, second_size);
  g_free (first);
  g_free (second);
}
