/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media_fixture.h"

#include "base/error.h"
#include "media/cache.h"
#include "media/resample.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Every kind of file that has no plain PCM, and how near the decoded level comes. */
static const struct {
  const char *name;
  int format, rate, channels;
  double db;
} files[] = {
  { "8.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_U8, 44100, 2, 0.05 },
  { "ulaw.wav", SF_FORMAT_WAV | SF_FORMAT_ULAW, 48000, 1, 0.1 },
  { "alaw.au", SF_FORMAT_AU | SF_FORMAT_ALAW, 22050, 2, 0.1 },
  { "adpcm.wav", SF_FORMAT_WAV | SF_FORMAT_IMA_ADPCM, 44100, 2, 0.2 },
  { "16.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 2, 0.01 },
  { "six.wav", SF_FORMAT_WAVEX | SF_FORMAT_PCM_24, 96000, 6, 0.01 },
  { "double.wav", SF_FORMAT_WAV | SF_FORMAT_DOUBLE, 96000, 1, 0.01 },
  { "24.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_24, 48000, 2, 0.01 },
  { "8.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_S8, 48000, 2, 0.05 },
  { "float.aiff", SF_FORMAT_AIFF | SF_FORMAT_FLOAT, 44100, 2, 0.01 },
  { "24.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_24, 48000, 2, 0.01 },
  { "16.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 192000, 2, 0.01 },
  { "v.ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS, 44100, 2, 0.2 },
  { "o.opus", SF_FORMAT_OGG | SF_FORMAT_OPUS, 48000, 2, 0.2 },
  { "m.mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, 44100, 2, 0.2 },
  { "c.caf", SF_FORMAT_CAF | SF_FORMAT_PCM_32, 48000, 2, 0.01 },
  { "a.caf", SF_FORMAT_CAF | SF_FORMAT_ALAC_24, 44100, 2, 0.01 },
};

static void
test_formats (void)
{
  enum { RATE = 48000 };
  char *folder = fixture_folder (), *cache = fixture_path (folder, "cache");
  for (size_t i = 0; i < G_N_ELEMENTS (files); i++) {
    const int channels = files[i].channels, rate = files[i].rate;
    const Frames frames = rate;
    float *tones = fixture_tones (rate, channels, frames);
    char *path =
        fixture_write (folder, files[i].name, files[i].format, rate, channels, tones, frames);
    GError *error = NULL;
    PcmFile *pcm = media_open (path, NULL, RATE, cache, &error);
    g_assert_no_error (error);
    const PcmInfo *info = pcm_info (pcm);
    g_assert_cmpint (info->rate, ==, RATE);
    g_assert_cmpint (info->channels, ==, channels);
    g_assert_cmpint (info->encoding, ==, PCM_FLOAT32);
    SF_INFO sf_info;
    float *decoded = fixture_read (path, &sf_info);
    g_assert_cmpint (info->frames, ==, resample_length (sf_info.frames, rate, RATE));

    float *out = g_new (float, 40000);
    for (int c = 0; c < channels; c++) {
      float *planar[] = { out };
      pcm_read (pcm, 2000, 40000, c, 1, planar);
      const double level = fixture_level (out, 1, 40000, 440.0 * (c + 1), RATE);
      g_assert_cmpfloat (fabs (20 * log10 (level / 0.5)), <, files[i].db);
      for (int k = 0; k < 40000 && rate == RATE; k++)
        g_assert_cmpfloat (out[k], ==, decoded[(k + 2000) * channels + c]);
    }
    g_free (out);
    g_free (decoded);
    pcm_unref (pcm);
    g_free (tones);
    g_free (path);
  }
  g_assert_cmpint (fixture_count_files (cache), ==, G_N_ELEMENTS (files));
  g_free (cache);
  fixture_remove_folder (folder);
}

/* The original where it fits, the cached file where it is whole, a new one where it is not. */
static void
test_reuse (void)
{
  char *folder = fixture_folder (), *cache = fixture_path (folder, "cache");
  float *tones = fixture_tones (44100, 2, 10000);
  char *path =
      fixture_write (folder, "a.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24, 44100, 2, tones, 10000);
  PcmFile *pcm = media_open (path, "hash", 44100, cache, NULL);
  g_assert_cmpint (pcm_info (pcm)->encoding, ==, PCM_INT24);
  g_assert_false (g_file_test (cache, G_FILE_TEST_EXISTS));
  pcm_unref (pcm);

  pcm = media_open (path, "hash", 48000, cache, NULL);
  pcm_unref (pcm);
  char *cached = media_cache_path (cache, "hash", 48000);
  char *bytes;
  gsize size;
  g_assert_true (g_file_get_contents (cached, &bytes, &size, NULL));
  struct stat first, second;
  g_assert_cmpint (stat (cached, &first), ==, 0);
  pcm = media_open (path, "hash", 48000, cache, NULL);
  pcm_unref (pcm);
  g_assert_cmpint (stat (cached, &second), ==, 0);
  g_assert_cmpint (first.st_ino, ==, second.st_ino);

  g_assert_cmpint (truncate (cached, (off_t) size / 2), ==, 0);
  pcm = media_open (path, "hash", 48000, cache, NULL);
  g_assert_cmpint (pcm_info (pcm)->frames, ==, resample_length (10000, 44100, 48000));
  pcm_unref (pcm);
  char *again;
  gsize again_size;
  g_assert_true (g_file_get_contents (cached, &again, &again_size, NULL));
  g_assert_cmpmem (again, again_size, bytes, size);
  g_free (again);
  g_free (bytes);

  /* A folder that cannot be made: the user's cache serves. */
  pcm = media_open (path, "hash", 88200, "/proc/nothing", NULL);
  g_assert_cmpint (pcm_info (pcm)->rate, ==, 88200);
  pcm_unref (pcm);
  char *fallback = g_build_filename (g_get_user_cache_dir (), "lacquer", "hash-88200.wav", NULL);
  g_assert_true (g_file_test (fallback, G_FILE_TEST_EXISTS));
  g_unlink (fallback);
  g_free (fallback);
  g_free (cached);
  g_free (tones);
  g_free (path);
  g_free (cache);
  fixture_remove_folder (folder);
}

/* Eight processes convert the same file at once; all get it, one file stays. */
static void
test_race (void)
{
  char *folder = fixture_folder (), *cache = fixture_path (folder, "cache");
  float *tones = fixture_tones (44100, 2, 44100);
  char *path =
      fixture_write (folder, "a.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_24, 44100, 2, tones, 44100);
  pid_t children[8];
  for (int i = 0; i < 8; i++) {
    children[i] = fork ();
    if (children[i] == 0) {
      PcmFile *pcm = media_open (path, "hash", 48000, cache, NULL);
      _exit (pcm && pcm_info (pcm)->frames == 48000 ? 0 : 1);
    }
  }
  for (int i = 0; i < 8; i++) {
    int status;
    g_assert_cmpint (waitpid (children[i], &status, 0), ==, children[i]);
    g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  }
  g_assert_cmpint (fixture_count_files (cache), ==, 1);
  g_free (tones);
  g_free (path);
  g_free (cache);
  fixture_remove_folder (folder);
}

static void
count_progress (gint64 done, gint64 all, gpointer data)
{
  g_assert_cmpint (done, <=, all);
  *(int *) data += 1;
}

static void
test_cancelled (void)
{
  char *folder = fixture_folder (), *cache = fixture_path (folder, "cache");
  float *tones = fixture_tones (44100, 1, 200000);
  char *path =
      fixture_write (folder, "a.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 1, tones, 200000);
  GCancellable *cancellable = g_cancellable_new ();
  GError *error = NULL;
  int calls = 0;
  pcm_unref (
      media_open_full (path, "one", 48000, cache, count_progress, &calls, cancellable, &error));
  g_assert_no_error (error);
  g_assert_cmpint (calls, >=, 3);
  g_cancellable_cancel (cancellable);
  g_assert_null (media_open_full (path, "two", 48000, cache, NULL, NULL, cancellable, &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_CANCELLED);
  g_assert_cmpint (fixture_count_files (cache), ==, 1);
  g_clear_error (&error);
  g_assert_null (media_open ("/nonexistent.wav", NULL, 48000, cache, &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED);
  g_error_free (error);
  g_object_unref (cancellable);
  g_free (tones);
  g_free (path);
  g_free (cache);
  fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  char *home = fixture_folder ();
  g_setenv ("XDG_CACHE_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cache/formats", test_formats);
  g_test_add_func ("/cache/reuse", test_reuse);
  g_test_add_func ("/cache/race", test_race);
  g_test_add_func ("/cache/cancelled", test_cancelled);
  const int result = g_test_run ();
  fixture_remove_folder (home);
  return result;
}
