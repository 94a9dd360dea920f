/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Audio files that devices hear: at the project's rate, ten seconds at most, read again when they
 * change. */
#include "mix/sound_pool.h"

#include <math.h>
#include <sndfile.h>

#include "temporary.h"

static void
write_sine (const char *path, int rate, int channels, int frames)
{
  SF_INFO info = { .samplerate = rate,
                   .channels = channels,
                   .format = SF_FORMAT_WAV | SF_FORMAT_FLOAT };
  SNDFILE *file = sf_open (path, SFM_WRITE, &info);
  g_autofree float *audio = g_new (float, frames *channels);

  g_assert_nonnull (file);
  for (int i = 0; i < frames; i++)
    for (int c = 0; c < channels; c++)
      audio[i * channels + c] = (float) (0.5 * sin (2 * G_PI * 441 * (c + 1) * i / rate));
  sf_writef_float (file, audio, frames);
  sf_close (file);
}

static void
test_find (void)
{
  g_autofree char *folder = temporary_folder_new ();
  g_autofree char *path = g_build_filename (folder, "space.wav", NULL);
  g_autofree char *cache = g_build_filename (folder, "cache", NULL);
  SoundPool *pool = sound_pool_new (cache, 48000);
  g_autoptr (GError) error = NULL;

  g_assert_null (sound_pool_find (pool, path, &error));
  g_clear_error (&error);

  write_sine (path, 44100, 2, 22050);
  const ProcessorSound *sound = sound_pool_find (pool, path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sound->channels, ==, 2);
  g_assert_cmpint (sound->frames, ==, 24000);
  for (int i = 2000; i < 22000; i++)
    for (int c = 0; c < 2; c++)
      g_assert_cmpfloat (
          fabs (sound->audio[c][i] - 0.5 * sin (2 * G_PI * 441 * (c + 1) * i / 48000)), <, 1e-4);
  g_assert_true (sound_pool_find (pool, path, &error) == sound);

  write_sine (path, 48000, 1, 11 * 48000);
  sound = sound_pool_find (pool, path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sound->channels, ==, 1);
  g_assert_cmpint (sound->frames, ==, 480000);

  g_assert_true (g_file_set_contents (path, "no sound", -1, NULL));
  g_assert_null (sound_pool_find (pool, path, &error));
  g_assert_nonnull (error);
  sound_pool_free (pool);
  temporary_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mix/sound-pool/find", test_find);
  return g_test_run ();
}
