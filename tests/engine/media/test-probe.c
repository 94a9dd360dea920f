/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media_fixture.h"

#include "base/error.h"
#include "media/probe.h"

#include <string.h>

#define FRAMES 5000

static MediaInfo
probe (const char *path)
{
  MediaInfo info;
  GError *error = NULL;
  media_probe (path, &info, &error);
  g_assert_no_error (error);
  return info;
}

static void
test_formats (void)
{
  static const struct {
    const char *name;
    int format, rate, channels;
    const char *says, *encoding;
    int bits;
    bool is_float, lossy;
  } files[] = {
    { "1", SF_FORMAT_WAV | SF_FORMAT_PCM_U8, 44100, 1, "WAV", "8-bit PCM", 8, false, false },
    { "2", SF_FORMAT_WAV | SF_FORMAT_PCM_24, 48000, 2, "WAV", "24-bit PCM", 24, false, false },
    { "3", SF_FORMAT_WAVEX | SF_FORMAT_FLOAT, 48000, 6, "WAV", "32-bit float", 32, true, false },
    { "4", SF_FORMAT_RF64 | SF_FORMAT_PCM_16, 96000, 2, "RF64", "16-bit PCM", 16, false, false },
    { "5", SF_FORMAT_W64 | SF_FORMAT_DOUBLE, 48000, 2, "W64", "64-bit float", 64, true, false },
    { "6", SF_FORMAT_AIFF | SF_FORMAT_PCM_24, 44100, 2, "AIFF", "24-bit PCM", 24, false, false },
    { "7", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 44100, 2, "FLAC", "16-bit PCM", 16, false, false },
    { "8", SF_FORMAT_OGG | SF_FORMAT_VORBIS, 44100, 2, "Ogg", "Vorbis", 0, false, true },
    { "9", SF_FORMAT_OGG | SF_FORMAT_OPUS, 48000, 1, "Ogg", "Opus", 0, false, true },
    { "10", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, 44100, 2, "MP3", "MP3", 0, false, true },
  };
  char *folder = fixture_folder ();
  for (size_t i = 0; i < G_N_ELEMENTS (files); i++) {
    float *tones = fixture_tones (files[i].rate, files[i].channels, FRAMES);
    char *path = fixture_write (folder, files[i].name, files[i].format, files[i].rate,
                                files[i].channels, tones, FRAMES);
    MediaInfo info = probe (path);
    g_assert_cmpint (info.frames, ==, FRAMES);
    g_assert_cmpint (info.rate, ==, files[i].rate);
    g_assert_cmpint (info.channels, ==, files[i].channels);
    g_assert_cmpstr (info.format, ==, files[i].says);
    g_assert_cmpstr (info.encoding, ==, files[i].encoding);
    g_assert_cmpint (info.bits, ==, files[i].bits);
    g_assert_true (info.is_float == files[i].is_float);
    g_assert_true (info.lossy == files[i].lossy);
    g_assert_false (info.truncated || info.has_time_reference || info.has_acid);
    g_assert_cmpint (info.root_note, ==, -1);
    media_info_clear (&info);
    g_free (tones);
    g_free (path);
  }
  fixture_remove_folder (folder);
}

static void
add_chunk (GByteArray *file, const char *id, const void *bytes, guint size)
{
  const uint32_t little = GUINT32_TO_LE (size);
  g_byte_array_append (file, (const uint8_t *) id, 4);
  g_byte_array_append (file, (const uint8_t *) &little, 4);
  g_byte_array_append (file, bytes, size);
  if (size & 1)
    g_byte_array_append (file, (const uint8_t *) "", 1);
}

static void
put32 (uint8_t *to, uint32_t x)
{
  x = GUINT32_TO_LE (x);
  memcpy (to, &x, 4);
}

/* A loop as sample libraries have it: sampler, acid, cue and iXML chunks behind the sound. */
static void
test_chunks (void)
{
  char *folder = fixture_folder ();
  float *tones = fixture_tones (44100, 1, FRAMES);
  char *path =
      fixture_write (folder, "l.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 1, tones, FRAMES);
  char *bytes;
  gsize size;
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  GByteArray *file = g_byte_array_new_take ((uint8_t *) bytes, size);

  uint8_t smpl[36 + 48] = { 0 };
  put32 (smpl + 12, 57);
  put32 (smpl + 28, 2);
  put32 (smpl + 36 + 8, 1000);
  put32 (smpl + 36 + 12, 2999);
  put32 (smpl + 60 + 4, 1);
  put32 (smpl + 60 + 8, 3000);
  put32 (smpl + 60 + 12, 100000); /* past the end */
  put32 (smpl + 60 + 20, 4);
  add_chunk (file, "smpl", smpl, sizeof smpl);

  uint8_t acid[24] = { 0 };
  const float tempo = 173.5f;
  put32 (acid + 12, 16);
  memcpy (acid + 20, &tempo, 4);
  add_chunk (file, "acid", acid, sizeof acid);

  uint8_t cue[4 + 48] = { 0 };
  put32 (cue, 2);
  put32 (cue + 4, 7);
  put32 (cue + 4 + 20, 4000);
  put32 (cue + 28, 9);
  put32 (cue + 28 + 20, 1234);
  uint8_t labels[] = "adtl"
                     "labl\x0b\0\0\0\x07\0\0\0Chorus\0\0"
                     "ltxt\x14\0\0\0\x07\0\0\0\x64\0\0\0rgn \0\0\0\0\0\0\0\0";
  add_chunk (file, "LIST", labels, sizeof labels - 1);
  add_chunk (file, "cue ", cue, sizeof cue);
  static const char ixml[] = "<?xml version=\"1.0\"?><BWFXML><PROJECT>Film &amp; Co</PROJECT>"
                             "<SCENE>12A</SCENE><TAKE>3</TAKE><TAPE></TAPE><SPEED>"
                             "<TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>1</"
                             "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>"
                             "<TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>5</"
                             "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO></SPEED></BWFXML>";
  add_chunk (file, "iXML", ixml, sizeof ixml - 1);
  put32 (file->data + 4, file->len - 8);
  g_assert_true (g_file_set_contents (path, (char *) file->data, file->len, NULL));

  MediaInfo info = probe (path);
  g_assert_cmpint (info.frames, ==, FRAMES);
  g_assert_cmpint (info.root_note, ==, 57);
  g_assert_cmpint (info.n_loops, ==, 2);
  g_assert_cmpint (info.loops[0].start, ==, 1000);
  g_assert_cmpint (info.loops[0].end, ==, 3000);
  g_assert_false (info.loops[0].ping_pong);
  g_assert_cmpint (info.loops[1].end, ==, FRAMES);
  g_assert_true (info.loops[1].ping_pong);
  g_assert_cmpint (info.loops[1].count, ==, 4);
  g_assert_true (info.has_acid && !info.one_shot);
  g_assert_cmpint (info.acid_beats, ==, 16);
  g_assert_cmpfloat (info.bpm, ==, 173.5);
  g_assert_cmpint (info.n_cues, ==, 2);
  g_assert_cmpint (info.cues[0].at, ==, 1234);
  g_assert_cmpstr (info.cues[0].name, ==, "2");
  g_assert_cmpstr (info.cues[1].name, ==, "Chorus");
  g_assert_cmpint (info.cues[1].length, ==, 100);
  g_assert_cmpstr (info.project, ==, "Film & Co");
  g_assert_cmpstr (info.scene, ==, "12A");
  g_assert_null (info.tape);
  g_assert_true (info.has_time_reference);
  g_assert_cmpint (info.time_reference, ==, (INT64_C (1) << 32) + 5);
  media_info_clear (&info);

  /* Cut off anywhere and with any byte wrong: an answer or an error, never a fault. */
  const guint start = (guint) size - 100;
  for (guint i = 0; i < 700; i++) {
    GByteArray *broken = g_byte_array_new ();
    g_byte_array_append (broken, file->data, file->len);
    if (i & 1)
      g_byte_array_set_size (broken, file->len - i);
    else
      broken->data[start + i] = 0xff;
    g_assert_true (g_file_set_contents (path, (char *) broken->data, broken->len, NULL));
    if (media_probe (path, &info, NULL))
      media_info_clear (&info);
    g_byte_array_unref (broken);
  }
  g_byte_array_unref (file);
  g_free (tones);
  g_free (path);
  fixture_remove_folder (folder);
}

static void
test_aiff (void)
{
  char *folder = fixture_folder (), *path = fixture_path (folder, "m.aiff");
  SF_INFO sf_info = { .samplerate = 44100,
                      .channels = 1,
                      .format = SF_FORMAT_AIFF | SF_FORMAT_PCM_16 };
  SNDFILE *file = sf_open (path, SFM_WRITE, &sf_info);
  SF_CUES cues = { .cue_count = 2 };
  cues.cue_points[0] = (SF_CUE_POINT){ .indx = 1, .sample_offset = 100, .name = "Verse" };
  cues.cue_points[1] = (SF_CUE_POINT){ .indx = 2, .sample_offset = 3000, .name = "Bridge" };
  sf_command (file, SFC_SET_CUE, &cues, sizeof cues);
  sf_set_string (file, SF_STR_TITLE, "A title");
  float *tones = fixture_tones (44100, 1, FRAMES);
  sf_writef_float (file, tones, FRAMES);
  sf_close (file);
  MediaInfo info = probe (path);
  g_assert_cmpstr (info.tags.title, ==, "A title");
  g_assert_cmpint (info.n_cues, ==, 2);
  g_assert_cmpint (info.cues[0].at, ==, 100);
  g_assert_cmpstr (info.cues[1].name, ==, "Bridge");
  g_assert_cmpint (info.cues[1].at, ==, 3000);
  media_info_clear (&info);
  g_free (tones);
  g_free (path);
  fixture_remove_folder (folder);
}

static void
expect_fault (const char *path, int code, const char *part)
{
  MediaInfo info;
  GError *error = NULL;
  g_assert_false (media_probe (path, &info, &error));
  g_assert_error (error, ENGINE_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
  g_error_free (error);
}

static void
test_faults (void)
{
  char *folder = fixture_folder (), *path = fixture_path (folder, "x.wav");
  expect_fault ("/nonexistent.wav", ENGINE_ERROR_FAILED, "No such file");
  expect_fault (folder, ENGINE_ERROR_INVALID, "is a folder");
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  expect_fault (path, ENGINE_ERROR_INVALID, "is empty (0 bytes)");
  g_assert_true (
      g_file_set_contents (path, "Dear diary, today was a day like any other.", -1, NULL));
  expect_fault (path, ENGINE_ERROR_INVALID, "not an audio file");
  g_assert_true (g_file_set_contents (path, "RIFF\x10\0\0\0WAVEfmt ", 16, NULL));
  expect_fault (path, ENGINE_ERROR_INVALID, "'");
  g_assert_true (g_file_set_contents (path, "fLaC", 4, NULL));
  expect_fault (path, ENGINE_ERROR_INVALID, "'");

  /* Cut off in the middle: what is there counts, and it is said. */
  float *tones = fixture_tones (48000, 2, FRAMES);
  char *whole =
      fixture_write (folder, "w.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24, 48000, 2, tones, FRAMES);
  char *bytes;
  g_assert_true (g_file_get_contents (whole, &bytes, NULL, NULL));
  g_assert_true (g_file_set_contents (path, bytes, 44 + 6 * 1000 + 5, NULL));
  MediaInfo info = probe (path);
  g_assert_true (info.truncated);
  g_assert_cmpint (info.frames, ==, 1000);
  media_info_clear (&info);
  g_free (bytes);
  g_free (whole);
  g_free (tones);
  g_free (path);
  fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/formats", test_formats);
  g_test_add_func ("/probe/chunks", test_chunks);
  g_test_add_func ("/probe/aiff", test_aiff);
  g_test_add_func ("/probe/faults", test_faults);
  return g_test_run ();
}
