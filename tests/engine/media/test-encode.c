/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media_fixture.h"

#include "base/hash.h"
#include "media/encode.h"
#include "media/probe.h"
#include "media/sha256.h"
#include "media/wav_header.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

static const MediaTags tags = { .title = (char *) "Tïtle of a song",
                                .artist = (char *) "The Band",
                                .album = (char *) "Long Player Ω",
                                .comment = (char *) "odd",
                                .genre = (char *) "Dub",
                                .date = (char *) "2024-05-06",
                                .isrc = (char *) "USABC2412345",
                                .track = 3,
                                .tracks = 11,
                                .bpm = 127.5 };

#define FRAMES 50021

/* Writes in blocks of odd sizes. */
static EncodeReport
encode (const EncodeSpec *spec, float **planar, Frames frames)
{
  GError *error = NULL;
  EncodeReport report;
  Encoder *encoder = encoder_open (spec, &error);
  g_assert_no_error (error);
  for (int at = 0, n = 1; at < frames; at += n, n = n * 5 % 9973 + 1) {
    n = (int) MIN (n, frames - at);
    const float *part[8];
    for (int c = 0; c < spec->channels; c++)
      part[c] = planar[c] + at;
    g_assert_true (encoder_write (encoder, part, n, &error));
    g_assert_no_error (error);
  }
  g_assert_true (encoder_close (encoder, &report, &error));
  g_assert_no_error (error);
  return report;
}

static const struct {
  const char *name;
  EncodeFormat format;
  EncodeBits bits;
  int rate, channels;
  double tolerance; /* of each sample; lossy ones are compared by the level of their tones */
} cases[] = {
  { "a16.wav", ENCODE_WAV, ENCODE_16, 44100, 2, 2.01 / 32768 },
  { "a24.wav", ENCODE_WAV, ENCODE_24, 48000, 2, 2.01 / 8388608 },
  { "a32.wav", ENCODE_WAV, ENCODE_32F, 96000, 2, 0 },
  { "a24m.wav", ENCODE_WAV, ENCODE_24, 48000, 1, 2.01 / 8388608 },
  { "a24s.wav", ENCODE_WAV, ENCODE_24, 48000, 6, 2.01 / 8388608 },
  { "a32t.wav", ENCODE_WAV, ENCODE_32F, 48000, 3, 0 },
  { "a16.flac", ENCODE_FLAC, ENCODE_16, 44100, 2, 2.01 / 32768 },
  { "a24.flac", ENCODE_FLAC, ENCODE_24, 48000, 2, 2.01 / 8388608 },
  { "a24s.flac", ENCODE_FLAC, ENCODE_24, 48000, 5, 2.01 / 8388608 },
  { "a16.aiff", ENCODE_AIFF, ENCODE_16, 44100, 2, 2.01 / 32768 },
  { "a24.aiff", ENCODE_AIFF, ENCODE_24, 44100, 1, 2.01 / 8388608 },
  { "a32.aiff", ENCODE_AIFF, ENCODE_32F, 44100, 2, 0 },
  { "a.mp3", ENCODE_MP3, ENCODE_16, 44100, 2, -1 },
  { "am.mp3", ENCODE_MP3, ENCODE_16, 48000, 1, -1 },
  { "a.opus", ENCODE_OPUS, ENCODE_16, 48000, 2, -1 },
  { "am.opus", ENCODE_OPUS, ENCODE_16, 48000, 1, -1 },
  { "a.ogg", ENCODE_OGG, ENCODE_16, 44100, 2, -1 },
  { "as.ogg", ENCODE_OGG, ENCODE_16, 48000, 4, -1 },
};

static void
check_samples (const char *path, int i, float **planar)
{
  const int channels = cases[i].channels;
  SF_INFO info;
  float *back = fixture_read (path, &info);
  g_assert_cmpint (info.samplerate, ==, cases[i].rate);
  g_assert_cmpint (info.channels, ==, channels);
  g_test_message ("%s: %" G_GINT64_FORMAT " frames", cases[i].name, info.frames);
  if (cases[i].tolerance >= 0) {
    g_assert_cmpint (info.frames, ==, FRAMES);
    for (Frames f = 0; f < FRAMES; f++)
      for (int c = 0; c < channels; c++)
        g_assert_cmpfloat (fabsf (back[f * channels + c] - planar[c][f]), <=, cases[i].tolerance);
  } else {
    g_assert_cmpint (info.frames, >=, FRAMES);
    g_assert_cmpint (info.frames, <=, FRAMES + 1152 * 3);
    for (int c = 0; c < channels; c++) {
      double best = 0;
      for (int k = 1; k <= channels; k++) {
        const double level = fixture_level (back + 20000 * channels + c, channels, 20000, 440.0 * k,
                                            info.samplerate);
        best = fmax (best, level);
      }
      g_assert_cmpfloat (fabs (20 * log10 (best / 0.5)), <, 0.2);
    }
  }
  g_free (back);
}

static void
check_tags (const char *path)
{
  MediaInfo info;
  GError *error = NULL;
  media_probe (path, &info, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (info.tags.title, ==, tags.title);
  g_assert_cmpstr (info.tags.artist, ==, tags.artist);
  g_assert_cmpstr (info.tags.album, ==, tags.album);
  g_assert_cmpstr (info.tags.comment, ==, tags.comment);
  g_assert_cmpstr (info.tags.genre, ==, tags.genre);
  g_assert_cmpstr (info.tags.isrc, ==, tags.isrc);
  g_assert_true (g_str_has_prefix (info.tags.date, "2024"));
  g_assert_cmpint (info.tags.track, ==, tags.track);
  g_assert_cmpint (info.tags.tracks, ==, tags.tracks);
  g_assert_cmpfloat (info.bpm, ==, tags.bpm);
  media_info_clear (&info);
}

/* Every format: the sound comes back, the tags too, two runs give the same bytes a second apart. */
static void
test_formats (void)
{
  char *folder = fixture_folder ();
  for (int round = 0; round < 2; round++) {
    for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
      char *name = g_strdup_printf ("%d%s", round, cases[i].name);
      char *path = fixture_path (folder, name), *first = NULL;
      EncodeFormat format;
      g_assert_true (encode_format_from_name (path, &format));
      g_assert_cmpint (format, ==, cases[i].format);
      g_assert_cmpint (encode_rate (format, cases[i].rate), ==, cases[i].rate);
      float **planar = fixture_planar (cases[i].channels, cases[i].rate, FRAMES);
      const EncodeSpec spec = { .path = path,
                                .format = format,
                                .bits = cases[i].bits,
                                .rate = cases[i].rate,
                                .channels = cases[i].channels,
                                .dither = DITHER_TPDF,
                                .seed = 5,
                                .tags = &tags };
      const EncodeReport report = encode (&spec, planar, FRAMES);
      g_assert_cmpint (report.frames, ==, FRAMES);
      g_assert_cmpint (report.clipped_samples, ==, 0);
      g_assert_cmpfloat_with_epsilon (report.peak, 0.5, 1e-4);
      g_assert_cmpstr (report.sha256, ==, "");
      if (round == 0) {
        check_samples (path, (int) i, planar);
        check_tags (path);
      } else {
        name[0] = '0';
        first = fixture_path (folder, name);
        fixture_assert_same_files (path, first);
      }
      fixture_free_planar (planar);
      g_free (first);
      g_free (path);
      g_free (name);
    }
    if (round == 0)
      g_usleep (1050000);
  }
  g_assert_cmpint (fixture_count_files (folder), ==, 2 * G_N_ELEMENTS (cases));
  fixture_remove_folder (folder);
}

static char *
hash_of (const void *bytes, gsize size)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, size);
}

/* The three lossless formats hold the same samples, and say so by one hash: that of a WAV's data.
 */
static void
test_hash (void)
{
  char *folder = fixture_folder ();
  float **planar = fixture_planar (2, 48000, FRAMES);
  static const char *const names[] = { "h.wav", "h.flac", "h.aiff", "h.mp3", "h.ogg" };
  char *expected = NULL;
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++) {
    char *path = fixture_path (folder, names[i]), *bytes;
    gsize size;
    EncodeSpec spec = { .path = path,
                        .rate = 48000,
                        .channels = 2,
                        .bits = ENCODE_24,
                        .dither = DITHER_SHAPED,
                        .seed = 5,
                        .want_hash = true };
    encode_format_from_name (path, &spec.format);
    const EncodeReport report = encode (&spec, planar, FRAMES);
    g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
    if (i == 0)
      expected = hash_of (bytes + size - FRAMES * 6, FRAMES * 6);
    if (i < 3) {
      g_assert_cmpstr (report.sha256, ==, expected);
    } else {
      char *whole = hash_of (bytes, size);
      g_assert_cmpstr (report.sha256, ==, whole);
      g_free (whole);
    }
    g_free (bytes);
    g_free (path);
  }
  g_free (expected);
  fixture_free_planar (planar);

  /* Our SHA-256, with and without the processor's help, against GLib's. */
  uint8_t noise[1000];
  for (int i = 0; i < 1000; i++)
    noise[i] = (uint8_t) hash_at (1, i);
  for (gsize n = 0; n < 1000; n += n < 200 ? 1 : 37)
    for (int baseline = 0; baseline < 2; baseline++) {
      Sha256 sha;
      sha256_init (&sha);
      sha.baseline_only = baseline;
      sha256_add (&sha, noise, n / 3);
      sha256_add (&sha, noise + n / 3, n - n / 3);
      char *ours = sha256_finish (&sha), *theirs = hash_of (noise, n);
      g_assert_cmpstr (ours, ==, theirs);
      g_free (ours);
      g_free (theirs);
    }
  fixture_remove_folder (folder);
}

static void
test_clipping (void)
{
  char *folder = fixture_folder ();
  float samples[] = { 1.5f, -1.0f, 0.25f, -2.0f, 1.0f, NAN };
  float *planar[] = { samples, NULL };
  char *path = fixture_path (folder, "c.wav");
  EncodeSpec spec = { .path = path, .rate = 48000, .channels = 1, .bits = ENCODE_16 };
  EncodeReport report = encode (&spec, planar, 6);
  g_assert_cmpint (report.clipped_samples, ==, 3);
  g_assert_cmpfloat (report.peak, ==, 2.0f);
  SF_INFO info;
  float *back = fixture_read (path, &info);
  g_assert_cmpfloat (back[0], ==, 32767.0f / 32768);
  g_assert_cmpfloat (back[3], ==, -1.0f);
  g_assert_cmpfloat (back[5], ==, 0.0f);
  g_free (back);

  spec.bits = ENCODE_32F;
  report = encode (&spec, planar, 6);
  g_assert_cmpint (report.clipped_samples, ==, 2);
  back = fixture_read (path, &info);
  g_assert_cmpfloat (back[0], ==, 1.5f);
  g_assert_cmpfloat (back[3], ==, -2.0f);
  g_assert_cmpfloat (back[5], ==, 0.0f);
  g_free (back);
  g_free (path);
  fixture_remove_folder (folder);
}

static void
test_bext (void)
{
  char *folder = fixture_folder (), *path = fixture_path (folder, "b.wav");
  float **planar = fixture_planar (2, 48000, 100);
  BextInfo bext;
  bext_init (&bext);
  g_strlcpy (bext.description, "Mix of the evening", sizeof bext.description);
  g_strlcpy (bext.originator, "Lacquer", sizeof bext.originator);
  g_strlcpy (bext.date, "2024-05-06", sizeof bext.date);
  g_strlcpy (bext.time, "07:08:09", sizeof bext.time);
  bext.time_reference = INT64_C (48000) * 3600 * 30;
  bext.coding_history = g_strdup ("A=PCM,F=48000,W=24,M=stereo,T=Lacquer\r\n");

  const EncodeSpec spec = {
    .path = path, .rate = 48000, .channels = 2, .bits = ENCODE_24, .bext = &bext
  };
  GError *error = NULL;
  Encoder *encoder = encoder_open (&spec, &error);
  g_assert_no_error (error);
  g_assert_true (encoder_write (encoder, (const float *const *) planar, 100, &error));
  bext.integrated = -14.02;
  bext.range = 6.5;
  bext.true_peak = -1.0;
  bext.max_momentary = -9.87;
  encoder_set_bext (encoder, &bext);
  g_assert_true (encoder_close (encoder, NULL, &error));

  MediaInfo info;
  g_assert_true (media_probe (path, &info, &error));
  g_assert_true (info.has_bext && info.has_time_reference);
  g_assert_cmpint (info.time_reference, ==, bext.time_reference);
  g_assert_cmpstr (info.bext.description, ==, bext.description);
  g_assert_cmpstr (info.bext.time, ==, "07:08:09");
  g_assert_cmpstr (info.bext.coding_history, ==, bext.coding_history);
  g_assert_cmpfloat (info.bext.integrated, ==, -14.02);
  g_assert_cmpfloat (info.bext.range, ==, 6.5);
  g_assert_cmpfloat (info.bext.true_peak, ==, -1.0);
  g_assert_cmpfloat (info.bext.max_momentary, ==, -9.87);
  g_assert_true (isnan (info.bext.max_short_term));
  media_info_clear (&info);

  /* libsndfile agrees with us on where it lies. */
  SF_INFO sf_info = { 0 };
  SNDFILE *file = sf_open (path, SFM_READ, &sf_info);
  SF_BROADCAST_INFO theirs;
  g_assert_true (sf_command (file, SFC_GET_BROADCAST_INFO, &theirs, sizeof theirs));
  g_assert_cmpint (theirs.version, ==, 2);
  g_assert_cmpint (theirs.loudness_value, ==, -1402);
  sf_close (file);
  bext_clear (&bext);
  fixture_free_planar (planar);
  g_free (path);
  fixture_remove_folder (folder);
}

/* The header of a file past 4 GiB: RF64 of the same length, read back by us and by libsndfile. */
static void
test_rf64 (void)
{
  char *folder = fixture_folder (), *path = fixture_path (folder, "r.wav");
  const WavHeader header = { .encoding = PCM_INT24, .rate = 48000, .channels = 2, .tags = &tags };
  const Frames large = INT64_C (1000000007);
  GByteArray *small = wav_header_new (&header, 1000), *bytes = wav_header_new (&header, large);
  g_assert_cmpint (small->len, ==, bytes->len);
  g_assert_cmpmem (small->data, 4, "RIFF", 4);
  g_assert_cmpmem (bytes->data, 4, "RF64", 4);
  g_assert_true (g_file_set_contents (path, (char *) bytes->data, bytes->len, NULL));
  g_assert_cmpint (truncate (path, bytes->len + large * 6), ==, 0);

  PcmFile *pcm = pcm_open (path, NULL);
  g_assert_cmpint (pcm_info (pcm)->frames, ==, large);
  g_assert_cmpint (pcm_info (pcm)->data_at, ==, bytes->len);
  g_assert_false (pcm_info (pcm)->truncated);
  pcm_unref (pcm);
  MediaInfo info;
  g_assert_true (media_probe (path, &info, NULL));
  g_assert_cmpint (info.frames, ==, large);
  g_assert_cmpstr (info.format, ==, "RF64");
  g_assert_cmpstr (info.tags.title, ==, tags.title);
  media_info_clear (&info);
  SF_INFO sf_info = { 0 };
  SNDFILE *file = sf_open (path, SFM_READ, &sf_info);
  g_assert_cmpint (sf_info.frames, ==, large);
  sf_close (file);
  g_byte_array_unref (small);
  g_byte_array_unref (bytes);
  g_free (path);
  fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encode/formats", test_formats);
  g_test_add_func ("/encode/hash", test_hash);
  g_test_add_func ("/encode/clipping", test_clipping);
  g_test_add_func ("/encode/bext", test_bext);
  g_test_add_func ("/encode/rf64", test_rf64);
  return g_test_run ();
}
