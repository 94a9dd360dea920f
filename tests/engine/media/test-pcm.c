/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media_fixture.h"

#include "base/error.h"
#include "base/hash.h"
#include "media/pcm.h"
#include "media/pcm_decode.h"

#include <math.h>
#include <string.h>

static const struct {
  const char *name;
  int format, channels;
  PcmEncoding encoding;
} files[] = {
  { "16 mono.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 1, PCM_INT16 },
  { "16.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 2, PCM_INT16 },
  { "16 six.wav", SF_FORMAT_WAVEX | SF_FORMAT_PCM_16, 6, PCM_INT16 },
  { "24 mono.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24, 1, PCM_INT24 },
  { "24.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24, 2, PCM_INT24 },
  { "24 three.wav", SF_FORMAT_WAVEX | SF_FORMAT_PCM_24, 3, PCM_INT24 },
  { "24 rf64.wav", SF_FORMAT_RF64 | SF_FORMAT_PCM_24, 2, PCM_INT24 },
  { "24.w64", SF_FORMAT_W64 | SF_FORMAT_PCM_24, 2, PCM_INT24 },
  { "32.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_32, 2, PCM_INT32 },
  { "float mono.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, 1, PCM_FLOAT32 },
  { "float.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, 2, PCM_FLOAT32 },
  { "float five.w64", SF_FORMAT_W64 | SF_FORMAT_FLOAT, 5, PCM_FLOAT32 },
  { "double.wav", SF_FORMAT_WAV | SF_FORMAT_DOUBLE, 2, PCM_FLOAT64 },
};

#define FRAMES 1037

/* Against libsndfile, at every start and length that matters to a vector loop, and around the ends.
 */
static void
check_reads (const PcmFile *pcm, const float *expected, int channels)
{
  static const int starts[] = { -1500, -9, -1, 0, 1, 2, 7, 500, 1020, 1036, 1037, 5000 };
  static const int lengths[] = { 0, 1, 3, 8, 9, 10, 16, 17, 64, 1037, 2600 };
  float *planar[8];
  for (int c = 0; c < channels; c++)
    planar[c] = g_new (float, 2601);
  for (size_t s = 0; s < G_N_ELEMENTS (starts); s++)
    for (size_t l = 0; l < G_N_ELEMENTS (lengths); l++)
      for (int first = 0; first < channels; first++) {
        const int count = channels - first, n = lengths[l];
        for (int c = 0; c < count; c++)
          planar[c][n] = 42.0f;
        pcm_read (pcm, starts[s], n, first, count, planar);
        for (int c = 0; c < count; c++) {
          g_assert_cmpfloat (planar[c][n], ==, 42.0f);
          for (int i = 0; i < n; i++) {
            const int at = starts[s] + i;
            const float x = at >= 0 && at < FRAMES ? expected[at * channels + first + c] : 0.0f;
            if (planar[c][i] != x)
              g_error ("frame %d channel %d: %g, not %g", at, first + c, planar[c][i], x);
          }
        }
      }
  for (int c = 0; c < channels; c++)
    g_free (planar[c]);
}

static void
test_formats (void)
{
  char *folder = fixture_folder ();
  for (size_t i = 0; i < G_N_ELEMENTS (files); i++) {
    GError *error = NULL;
    const int channels = files[i].channels;
    float *tones = fixture_tones (48000, channels, FRAMES);
    char *path =
        fixture_write (folder, files[i].name, files[i].format, 48000, channels, tones, FRAMES);
    PcmFile *pcm = pcm_open (path, &error);
    g_assert_no_error (error);
    const PcmInfo *info = pcm_info (pcm);
    g_assert_cmpint (info->frames, ==, FRAMES);
    g_assert_cmpint (info->channels, ==, channels);
    g_assert_cmpint (info->rate, ==, 48000);
    g_assert_cmpint (info->encoding, ==, files[i].encoding);
    g_assert_false (info->truncated);

    SF_INFO sf_info;
    float *expected = fixture_read (path, &sf_info);
    check_reads (pcm, expected, channels);
    pcm_prefetch (pcm, -5, INT64_MAX);
    pcm_prefault (pcm, 100, 200);
    pcm_unref (pcm_ref (pcm));
    pcm_unref (pcm);
    g_free (expected);
    g_free (tones);
    g_free (path);
  }
  fixture_remove_folder (folder);
}

/* The routines for AVX2 and for every processor give the same bits, NaN and denormals included. */
static void
test_same_bits (void)
{
  enum { SIZE = 65536 };
  uint64_t *noise = g_new (uint64_t, SIZE / 8 + 1);
  for (int i = 0; i <= SIZE / 8; i++)
    noise[i] = hash_at (1, i);
  const uint8_t *bytes = (const uint8_t *) noise + 1;
  float *out[4];
  for (int i = 0; i < 4; i++)
    out[i] = g_new0 (float, SIZE);

  for (PcmEncoding encoding = PCM_INT16; encoding <= PCM_FLOAT64; encoding++)
    for (int n = 0; n < 70; n++) {
      const PcmDecoder best = pcm_decoder (encoding, false), plain = pcm_decoder (encoding, true);
      const int size = pcm_sample_bytes (encoding);
      best.two (bytes + n * 2 * size, n, out[0], out[1]);
      plain.two (bytes + n * 2 * size, n, out[2], out[3]);
      g_assert_cmpmem (out[0], SIZE * 4, out[2], SIZE * 4);
      g_assert_cmpmem (out[1], SIZE * 4, out[3], SIZE * 4);
      for (int stride = size; stride <= 3 * size; stride += size) {
        best.one (bytes, stride, n, out[0]);
        plain.one (bytes, stride, n, out[2]);
        g_assert_cmpmem (out[0], SIZE * 4, out[2], SIZE * 4);
      }
      for (int i = 0; i < n; i++)
        g_assert_true (isfinite (out[0][i]));
    }
  for (int i = 0; i < 4; i++)
    g_free (out[i]);
  g_free (noise);
}

static void
test_broken (void)
{
  char *folder = fixture_folder ();
  float *tones = fixture_tones (48000, 2, FRAMES);
  char *path = fixture_write (folder, "whole.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24, 48000, 2,
                              tones, FRAMES);
  char *part = fixture_path (folder, "part.wav");
  char *bytes;
  gsize size;
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));

  /* Cut off anywhere: what is there can be read, and nothing else happens. */
  for (gsize cut = 0; cut < size; cut = cut < 100 ? cut + 1 : cut + 331) {
    g_assert_true (g_file_set_contents (part, bytes, (gssize) cut, NULL));
    GError *error = NULL;
    PcmFile *pcm = pcm_open (part, &error);
    if (cut < 44) {
      g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID);
      g_assert_null (pcm);
      g_error_free (error);
      continue;
    }
    g_assert_true (pcm_info (pcm)->truncated);
    g_assert_cmpint (pcm_info (pcm)->frames, ==, (cut - 44) / 6);
    pcm_unref (pcm);
  }

  /* A header that never learned its size, as from a pipe. */
  memset (bytes + 40, 0xff, 4);
  g_assert_true (g_file_set_contents (part, bytes, (gssize) size, NULL));
  PcmFile *pcm = pcm_open (part, NULL);
  g_assert_cmpint (pcm_info (pcm)->frames, ==, FRAMES);
  pcm_unref (pcm);

  /* Any byte of the header wrong: an answer, never a fault. */
  for (int at = 0; at < 44; at++)
    for (int value = 0; value < 256; value += 51) {
      char *broken = g_memdup2 (bytes, size);
      broken[at] = (char) value;
      g_assert_true (g_file_set_contents (part, broken, (gssize) size, NULL));
      pcm = pcm_open (part, NULL);
      if (pcm) {
        float left[64], right[64];
        float *planar[] = { left, right };
        pcm_read (pcm, pcm_info (pcm)->frames - 32, 64, 0, MIN (pcm_info (pcm)->channels, 2),
                  planar);
      }
      pcm_unref (pcm);
      g_free (broken);
    }
  g_assert_null (pcm_open (folder, NULL));
  g_assert_null (pcm_open ("/nonexistent", NULL));
  g_free (bytes);
  g_free (tones);
  g_free (path);
  g_free (part);
  fixture_remove_folder (folder);
}

/* A file over 4 GiB, mostly a hole: positions past 32 bits. */
static void
test_large (void)
{
  char *folder = fixture_folder ();
  float *tones = fixture_tones (48000, 2, 64);
  char *path =
      fixture_write (folder, "large.wav", SF_FORMAT_RF64 | SF_FORMAT_FLOAT, 48000, 2, tones, 64);
  const Frames far = INT64_C (700000000); /* 5.6 GB */

  /* libsndfile will not seek past the end: the sizes are written by hand. */
  char *bytes;
  gsize size;
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  char *ds64 = NULL, *data = NULL;
  for (gsize i = 0; i + 8 < size; i++) {
    if (memcmp (bytes + i, "ds64", 4) == 0)
      ds64 = bytes + i;
    if (data == NULL && memcmp (bytes + i, "data", 4) == 0)
      data = bytes + i;
  }
  const uint64_t data_size = (uint64_t) (far + 64) * 8;
  memcpy (ds64 + 16, &data_size, 8);
  memset (data + 4, 0xff, 4);
  const gsize header = (gsize) (data + 8 - bytes);
  FILE *out = fopen (path, "wb");
  fwrite (bytes, 1, header, out);
  fseeko (out, (off_t) header + far * 8, SEEK_SET);
  fwrite (tones, 8, 64, out);
  fclose (out);

  PcmFile *pcm = pcm_open (path, NULL);
  g_assert_cmpint (pcm_info (pcm)->frames, ==, far + 64);
  float left[100], right[100];
  float *planar[] = { left, right };
  pcm_read (pcm, far - 10, 100, 0, 2, planar);
  for (int i = 0; i < 100; i++)
    g_assert_cmpfloat (right[i], ==, i < 10 || i >= 74 ? 0.0f : tones[(i - 10) * 2 + 1]);
  pcm_unref (pcm);
  g_free (bytes);
  g_free (tones);
  g_free (path);
  fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pcm/formats", test_formats);
  g_test_add_func ("/pcm/same-bits", test_same_bits);
  g_test_add_func ("/pcm/broken", test_broken);
  g_test_add_func ("/pcm/large", test_large);
  return g_test_run ();
}
