/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media_fixture.h"

#include "base/error.h"
#include "base/hash.h"
#include "media/half.h"
#include "media/peaks.h"
#include "media/pcm_decode.h"
#include "media/peaks_sum.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static void
assert_near (double x, double expected)
{
  /* Half a unit of 11 bits, and of the smallest step. */
  g_assert_cmpfloat (fabs (x - expected), <=, fabs (expected) * 0x1p-11 + 0x1p-24);
}

static void
test_half (void)
{
  for (int i = 0; i < 0x7c00; i++) {
    const float x = half_to_float ((uint16_t) i);
    g_assert_cmpint (half_from_float (x), ==, i);
    g_assert_cmpint (half_from_float (-x), ==, i | 0x8000);
    g_assert_cmpfloat (half_to_float ((uint16_t) (i | 0x8000)), ==, -x);
  }
  g_assert_cmpfloat (half_to_float (0x3c00), ==, 1.0f);
  g_assert_cmpfloat (half_to_float (1), ==, 0x1p-24f);
  g_assert_cmpfloat (half_to_float (half_from_float (1e9f)), ==, 65504.0f);
  for (int i = 0; i < 100000; i++) {
    const float x = hash_noise (1, i) * exp2f ((float) (i % 30) - 20.0f);
    assert_near (half_to_float (half_from_float (x)), x);
  }
}

static void
test_rank (void)
{
  for (int i = 0; i < 0x10000; i++) {
    const uint16_t half = (uint16_t) i;
    if ((half & 0x7fff) > 0x7bff)
      continue;
    const double x = half_to_float (half), one = half_to_float (0x1234);
    g_assert_cmpint (half_rank (half) < half_rank (0x1234), ==, x < one);
    g_assert_cmpfloat (half_to_float (half_of_rank (half_rank (half))), ==, x);
  }
}

/* Silence, over full scale, denormals, both zeros: the vectors give what plain code does. */
static void
test_same_bits (void)
{
  enum { BINS = 8 * 60 + 3 };
  float *samples = g_new (float, BINS *PEAKS_BASE);
  PackedBin fast[BINS], plain[BINS];
  for (int b = 0; b < BINS; b++)
    for (int i = 0; i < PEAKS_BASE; i++)
      samples[b * PEAKS_BASE + i] =
          b % 7 == 0 ? (hash_noise (3, i) < 0 ? -0.0f : 0.0f)
                     : hash_noise (1, b * PEAKS_BASE + i) * exp2f ((float) (b % 60) - 40.0f);
  peaks_sum (samples, BINS, false, fast);
  peaks_sum (samples, BINS, true, plain);
  for (int b = 0; b < BINS; b++) {
    g_assert_cmpint (fast[b].min, ==, plain[b].min);
    g_assert_cmpint (fast[b].max, ==, plain[b].max);
    g_assert_cmpint (fast[b].rms, ==, plain[b].rms);
  }
  g_free (samples);
}

static void
store (uint8_t *to, PcmEncoding encoding, double x)
{
  const double most = encoding == PCM_INT16 ? 32767 : 8388607;
  const int32_t number = (int32_t) CLAMP (floor (x * (most + 1)), -most - 1, most);
  const float real = (float) x;

  if (encoding == PCM_FLOAT32)
    memcpy (to, &real, sizeof real);
  else
    for (int i = 0; i < pcm_sample_bytes (encoding); i++)
      to[i] = (uint8_t) ((uint32_t) number >> 8 * i);
}

/* Bins straight from the bytes of a file have the bits of those of its samples, loud, soft, silent,
 * over full scale and at both ends of the range. */
static void
check_bytes (PcmEncoding encoding, int channels)
{
  enum { BINS = 64, FRAMES = BINS * PEAKS_BASE };
  static const double sizes[] = { 1, 0.06, 1e-4, 0, 3e-5, 1, 0.4, 0.01 };
  const int size = pcm_sample_bytes (encoding);
  /* A decoder may read the byte before. */
  uint8_t *memory = g_malloc0 ((gsize) (channels * (FRAMES + 2) * size) + 1), *bytes = memory + 1;
  float *planar[2] = { g_new (float, FRAMES), g_new (float, FRAMES) };
  PackedBin fast[2][BINS], plain[BINS];
  PackedBin *const to[2] = { fast[0], fast[1] };

  for (int i = 0; i < FRAMES; i++)
    for (int c = 0; c < channels; c++)
      store (bytes + (i * channels + c) * size, encoding,
             1.2 * sizes[(i / PEAKS_BASE + 3 * c) % 8] * hash_noise ((uint64_t) c + 5, i));
  for (int c = 0; c < channels; c++)
    pcm_decoder (encoding, true).one (bytes + c * size, channels * size, FRAMES, planar[c]);
  const int done = peaks_sum_pcm (encoding, channels, bytes, FRAMES + 2, to);
  g_assert_true (done == BINS || done == 0); /* without the vectors there is no such way */
  for (int c = 0; c < channels; c++) {
    peaks_sum (planar[c], BINS, true, plain);
    g_assert_cmpmem (fast[c], (size_t) done * sizeof (PackedBin), plain,
                     (size_t) done * sizeof (PackedBin));
  }
  g_free (planar[0]);
  g_free (planar[1]);
  g_free (memory);
}

static void
test_bytes (void)
{
  static const PcmEncoding encodings[] = { PCM_INT16, PCM_INT24, PCM_FLOAT32 };

  for (size_t i = 0; i < G_N_ELEMENTS (encodings); i++)
    for (int channels = 1; channels <= 2; channels++)
      check_bytes (encodings[i], channels);
}

/* Every level against the samples themselves, through a file, for lengths around the bin borders.
 */
static void
check_length (const char *folder, Frames frames)
{
  enum { CHANNELS = 3 };
  float *samples = g_new (float, frames *CHANNELS + 1), *planar[CHANNELS];
  for (int c = 0; c < CHANNELS; c++) {
    planar[c] = samples + frames * c;
    for (Frames i = 0; i < frames; i++)
      planar[c][i] = hash_noise ((uint64_t) c + 1, i) * (c == 1 ? 3.0f : 0.001f * (float) c + 0.1f);
  }
  PeakBuilder *builder = peak_builder_new (44100, CHANNELS);
  for (Frames at = 0, n = 1; at < frames; at += n, n = n * 7 % 5003 + 1) {
    n = MIN (n, frames - at);
    const float *part[CHANNELS] = { planar[0] + at, planar[1] + at, planar[2] + at };
    peak_builder_add (builder, part, (int) n);
  }
  char *path = fixture_path (folder, "x.peaks");
  GError *error = NULL;
  g_assert_true (peak_builder_write (builder, path, "abc", &error));
  peak_builder_free (builder);
  Peaks *peaks = peaks_open (path, "abc", &error);
  g_assert_no_error (error);
  g_assert_cmpint (peaks_frames (peaks), ==, frames);
  g_assert_cmpint (peaks_channels (peaks), ==, CHANNELS);
  g_assert_cmpint (peaks_rate (peaks), ==, 44100);

  for (int level = 0; level < peaks_levels (peaks); level++) {
    const Frames size = peaks_bin_frames (level);
    const int n = (int) ((frames + size - 1) / size);
    PeakBin *bins = g_new (PeakBin, n + 2);
    for (int c = 0; c < CHANNELS; c++) {
      peaks_read (peaks, level, c, -1, n + 2, bins);
      g_assert_cmpfloat (bins[0].max, ==, 0.0f);
      g_assert_cmpfloat (bins[n + 1].max, ==, 0.0f);
      for (int b = 0; b < n; b++) {
        float low = INFINITY, high = -INFINITY;
        double squares = 0;
        const Frames end = MIN ((b + 1) * size, frames);
        for (Frames i = b * size; i < end; i++) {
          low = fminf (low, planar[c][i]);
          high = fmaxf (high, planar[c][i]);
          squares += (double) planar[c][i] * planar[c][i];
        }
        assert_near (bins[b + 1].min, low);
        assert_near (bins[b + 1].max, high);
        const double rms = sqrt (squares / (double) (end - b * size));
        g_assert_cmpfloat (fabs (bins[b + 1].rms - rms), <=, rms * 0.001 + 1e-7);
      }
    }
    g_free (bins);
  }
  g_assert_cmpint (peaks_level (peaks, 100.0), ==, -1);
  if (peaks_levels (peaks) > 1)
    g_assert_cmpint (peaks_level (peaks, 600.0), ==, 1);
  peaks_close (peaks);
  g_free (path);
  g_free (samples);
}

static void
test_levels (void)
{
  char *folder = fixture_folder ();
  static const Frames lengths[] = { 0, 1, 127, 128, 129, 511, 512, 513, 2049, 100000 };
  for (size_t i = 0; i < G_N_ELEMENTS (lengths); i++)
    check_length (folder, lengths[i]);
  fixture_remove_folder (folder);
}

/* Columns of any width show every sample of theirs at least once: a click is never lost. */
static void
test_columns (void)
{
  enum { FRAMES = 200000 };
  char *folder = fixture_folder (), *path = fixture_path (folder, "x.peaks");
  float *samples = g_new0 (float, FRAMES);
  for (int i = 777; i < FRAMES; i += 9973)
    samples[i] = i & 1 ? 0.75f : -0.75f;
  PeakBuilder *builder = peak_builder_new (48000, 1);
  const float *planar[] = { samples };
  peak_builder_add (builder, planar, FRAMES);
  g_assert_true (peak_builder_write (builder, path, NULL, NULL));
  peak_builder_free (builder);
  Peaks *peaks = peaks_open (path, NULL, NULL);
  for (double width = 100; width < 50000; width *= 1.37) {
    const int n = (int) (FRAMES / width);
    PeakBin *columns = g_new (PeakBin, n);
    peaks_columns (peaks, 0, 0.0, width, n, columns);
    for (int i = 777; i < FRAMES; i += 9973) {
      const int level = MAX (peaks_level (peaks, width), 0);
      const double bin = (double) (i / peaks_bin_frames (level) * peaks_bin_frames (level));
      const int column = (int) floor (bin / width), after = column + 1;
      bool seen = false;
      for (int k = column; k <= after && k < n; k++)
        seen |= (i & 1) ? columns[k].max == 0.75f : columns[k].min == -0.75f;
      g_assert_true (seen || after >= n);
    }
    g_free (columns);
  }
  peaks_close (peaks);
  g_free (samples);
  g_free (path);
  fixture_remove_folder (folder);
}

static void
test_files (void)
{
  char *folder = fixture_folder (), *path = fixture_path (folder, "x.peaks");
  float *tones = fixture_tones (48000, 2, 30000);
  static const struct {
    const char *name;
    int format;
  } files[] = { { "a.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24 },
                { "a.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_24 },
                { "a.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_24 } };
  char *first = NULL;
  gsize first_size = 0;
  for (size_t i = 0; i < G_N_ELEMENTS (files); i++) {
    char *file = fixture_write (folder, files[i].name, files[i].format, 48000, 2, tones, 30000);
    GError *error = NULL;
    g_assert_true (peaks_build (file, "hash", path, NULL, NULL, NULL, &error));
    g_assert_no_error (error);
    char *bytes;
    gsize size;
    g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
    if (i == 0) {
      first = g_memdup2 (bytes, size);
      first_size = size;
    }
    g_assert_cmpmem (bytes, size, first, first_size);
    g_free (bytes);
    g_free (file);
  }

  GError *error = NULL;
  g_assert_null (peaks_open (path, "other", &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID);
  g_clear_error (&error);
  for (gsize cut = 0; cut < first_size; cut += 97) {
    g_assert_true (g_file_set_contents (path, first, (gssize) cut, NULL));
    g_assert_null (peaks_open (path, "hash", NULL));
  }
  for (gsize at = 0; at < 136; at++) {
    char *broken = g_memdup2 (first, first_size);
    broken[at] = (char) (broken[at] ^ 0x81);
    g_assert_true (g_file_set_contents (path, broken, (gssize) first_size, NULL));
    Peaks *peaks = peaks_open (path, "hash", NULL);
    /* A wrong rate and a length of as many bins do not show. */
    g_assert_true (peaks == NULL || (at >= 16 && at < 20) || at == 24 || at >= 100);
    peaks_close (peaks);
    g_free (broken);
  }

  GCancellable *cancellable = g_cancellable_new ();
  g_cancellable_cancel (cancellable);
  g_unlink (path);
  char *file = fixture_path (folder, "a.wav");
  g_assert_false (peaks_build (file, "hash", path, NULL, NULL, cancellable, &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_error_free (error);
  g_object_unref (cancellable);
  g_free (file);
  g_free (first);
  g_free (tones);
  g_free (path);
  fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/peaks/half", test_half);
  g_test_add_func ("/peaks/rank", test_rank);
  g_test_add_func ("/peaks/same-bits", test_same_bits);
  g_test_add_func ("/peaks/bytes", test_bytes);
  g_test_add_func ("/peaks/levels", test_levels);
  g_test_add_func ("/peaks/columns", test_columns);
  g_test_add_func ("/peaks/files", test_files);
  return g_test_run ();
}
