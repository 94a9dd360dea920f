/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cannot be written leaves nothing behind and says why. */
#include "media_fixture.h"

#include "base/error.h"
#include "media/encode.h"
#include "media/probe.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

static void
test_refused (void)
{
  static const EncodeSpec specs[] = {
    { .path = "x.opus", .format = ENCODE_OPUS, .rate = 44100, .channels = 2 },
    { .path = "x.mp3", .format = ENCODE_MP3, .rate = 96000, .channels = 2 },
    { .path = "x.mp3", .format = ENCODE_MP3, .rate = 48000, .channels = 3 },
    { .path = "x.flac", .format = ENCODE_FLAC, .rate = 48000, .channels = 2, .bits = ENCODE_32F },
    { .path = "x.wav", .format = ENCODE_WAV, .rate = 48000, .channels = 0 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (specs); i++) {
    GError *error = NULL;
    g_assert_null (encoder_open (&specs[i], &error));
    g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID);
    g_assert_false (g_file_test (specs[i].path, G_FILE_TEST_EXISTS));
    g_error_free (error);
  }
  g_assert_cmpint (encode_rate (ENCODE_OPUS, 44100), ==, 48000);
  g_assert_cmpint (encode_rate (ENCODE_MP3, 88200), ==, 44100);
  g_assert_cmpint (encode_rate (ENCODE_MP3, 192000), ==, 48000);
}

/* Aborted or failed: what stood under the name still stands, nothing else is left. */
static void
test_whole_or_nothing (void)
{
  char *folder = fixture_folder (), *path = fixture_path (folder, "w.wav");
  float **planar = fixture_planar (2, 48000, 100000);
  static const EncodeFormat formats[] = { ENCODE_WAV,  ENCODE_FLAC, ENCODE_MP3,
                                          ENCODE_OPUS, ENCODE_OGG,  ENCODE_AIFF };
  g_assert_true (g_file_set_contents (path, "old", 3, NULL));
  for (size_t i = 0; i < G_N_ELEMENTS (formats); i++) {
    const EncodeSpec spec = { .path = path, .format = formats[i], .rate = 48000, .channels = 2 };
    Encoder *encoder = encoder_open (&spec, NULL);
    g_assert_true (encoder_write (encoder, (const float *const *) planar, 100000, NULL));
    g_assert_cmpint (fixture_count_files (folder), ==, 2);
    encoder_abort (encoder);
    g_assert_cmpint (fixture_count_files (folder), ==, 1);
  }
  char *old;
  g_assert_true (g_file_get_contents (path, &old, NULL, NULL));
  g_assert_cmpstr (old, ==, "old");
  g_free (old);

  GError *error = NULL;
  char *missing = fixture_path (folder, "no folder/x.wav");
  const EncodeSpec nowhere = { .path = missing, .rate = 48000, .channels = 2 };
  g_assert_null (encoder_open (&nowhere, &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED);
  g_clear_error (&error);
  const EncodeSpec onto_folder = { .path = folder, .rate = 48000, .channels = 2 };
  g_assert_null (encoder_open (&onto_folder, &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED);
  g_clear_error (&error);
  g_free (missing);
  fixture_free_planar (planar);
  g_free (path);
  fixture_remove_folder (folder);
}

/* A disk that is full in the middle, played by the limit on file sizes. */
static void
test_full_disk (void)
{
  char *folder = fixture_folder (), *path = fixture_path (folder, "f.wav");
  float **planar = fixture_planar (2, 48000, 100000);
  struct rlimit before, tight;
  getrlimit (RLIMIT_FSIZE, &before);
  tight = before;
  tight.rlim_cur = 300000;
  signal (SIGXFSZ, SIG_IGN);
  static const EncodeFormat formats[] = { ENCODE_WAV, ENCODE_FLAC, ENCODE_AIFF };
  for (size_t i = 0; i < G_N_ELEMENTS (formats); i++) {
    GError *error = NULL;
    const EncodeSpec spec = { .path = path,
                              .format = formats[i],
                              .rate = 48000,
                              .channels = 2,
                              .bits = ENCODE_24,
                              .dither = DITHER_TPDF };
    Encoder *encoder = encoder_open (&spec, NULL);
    setrlimit (RLIMIT_FSIZE, &tight);
    bool good = true;
    for (int k = 0; k < 4 && good; k++)
      good = encoder_write (encoder, (const float *const *) planar, 100000, &error);
    if (good)
      good = encoder_close (g_steal_pointer (&encoder), NULL, &error);
    setrlimit (RLIMIT_FSIZE, &before);
    g_assert_false (good);
    g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED);
    g_test_message ("%s", error->message);
    g_assert_nonnull (strstr (error->message, g_strerror (EFBIG)));
    g_clear_error (&error);
    encoder_abort (encoder);
    g_assert_cmpint (fixture_count_files (folder), ==, 0);
  }

  /* An AIFF that would pass 4 GB is refused before a byte of it is looked at. */
  GError *error = NULL;
  const EncodeSpec aiff = {
    .path = path, .format = ENCODE_AIFF, .rate = 48000, .channels = 2, .bits = ENCODE_24
  };
  Encoder *encoder = encoder_open (&aiff, NULL);
  g_assert_false (encoder_write (encoder, (const float *const *) planar, 716000000, &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID);
  g_error_free (error);
  encoder_abort (encoder);
  fixture_free_planar (planar);
  g_free (path);
  fixture_remove_folder (folder);
}

/* No frames at all is a file too, but not one of the lossy kind. */
static void
test_empty (void)
{
  char *folder = fixture_folder ();
  static const char *const names[] = { "e.wav", "e.flac", "e.aiff", "e.mp3", "e.ogg", "e.opus" };
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++) {
    char *path = fixture_path (folder, names[i]);
    EncodeSpec spec = { .path = path, .rate = 48000, .channels = 2, .bits = ENCODE_24 };
    encode_format_from_name (path, &spec.format);
    GError *error = NULL;
    Encoder *encoder = encoder_open (&spec, &error);
    g_assert_no_error (error);
    g_assert_true (encoder_close (encoder, NULL, &error) == (i < 3));
    if (i < 3) {
      MediaInfo info;
      media_probe (path, &info, &error);
      g_assert_no_error (error);
      g_assert_cmpint (info.frames, ==, 0);
      g_assert_cmpint (info.rate, ==, 48000);
      media_info_clear (&info);
    } else {
      g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID);
      g_error_free (error);
    }
    g_free (path);
  }
  g_assert_cmpint (fixture_count_files (folder), ==, 3);
  fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encode-faults/refused", test_refused);
  g_test_add_func ("/encode-faults/whole-or-nothing", test_whole_or_nothing);
  g_test_add_func ("/encode-faults/full-disk", test_full_disk);
  g_test_add_func ("/encode-faults/empty", test_empty);
  return g_test_run ();
}
