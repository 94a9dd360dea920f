/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rendering to files: ranges, tails, forms, rates. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "render_fixture.h"
#include "render/manifest.h"

#define QUIET 3.1622777e-5f /* -90 dBFS */

static RenderFixture *
noise_song (const char *more)
{
  RenderFixture *fixture = render_fixture_new ();
  render_fixture_add_noise (fixture, "noise", 2, 30000, 0.25);
  render_fixture_run (fixture, "track.add kind=audio name=T\n"
                               "clip.import track=T file='noise.wav' at=1000f");
  if (*more)
    render_fixture_run (fixture, more);
  return fixture;
}

static void
test_whole (void)
{
  RenderFixture *fixture = noise_song ("");
  const RenderSpec spec = render_fixture_spec (fixture);
  RenderReport report = render_fixture_render (&spec);
  Frames frames, source_frames;
  g_autofree float *mix = render_fixture_read (fixture, "mix.wav", &frames);
  g_autofree float *source = render_fixture_read (fixture, "noise.wav", &source_frames);

  g_assert_cmpint (frames, ==, 31000);
  g_assert_cmpint (report.frames, ==, 31000);
  for (int i = 0; i < 2000; i++)
    g_assert_cmpfloat (mix[i], ==, 0);
  g_assert_cmpmem (mix + 2000, 60000 * sizeof (float), source, 60000 * sizeof (float));
  render_report_clear (&report);
  render_fixture_free (fixture);
}

static void
test_range (void)
{
  RenderFixture *fixture = noise_song ("effect.add track=T kind=eq phase=linear\n"
                                       "effect.add track=main kind=eq phase=linear");
  RenderSpec spec = render_fixture_spec (fixture);
  RenderReport whole = render_fixture_render (&spec);
  Frames frames, source_frames;
  g_autofree float *source = render_fixture_read (fixture, "noise.wav", &source_frames);

  render_report_clear (&whole);
  spec.from = 5000;
  spec.to = 9001;
  RenderReport report = render_fixture_render (&spec);
  g_autofree float *mix = render_fixture_read (fixture, "mix.wav", &frames);
  g_assert_cmpint (frames, ==, 4001);
  /* The first frame is song frame 5000, source frame 4000; what rang in before is not there. */
  for (int i = 6000; i < 8000; i++)
    g_assert_cmpfloat_with_epsilon (mix[i], source[8000 + i], 2e-3);
  render_report_clear (&report);

  spec.to = INT64_MAX;
  spec.tail = 0.25;
  report = render_fixture_render (&spec);
  g_assert_cmpint (report.frames, ==, 31000 - 5000 + 12000);
  render_report_clear (&report);
  render_fixture_free (fixture);
}

/* The end is the first frame after which half a second stays under -90 dBFS. */
static void
test_tail (void)
{
  RenderFixture *fixture = noise_song ("effect.add track=T kind=reverb time=0.7 mix=50");
  RenderSpec spec = render_fixture_spec (fixture);
  RenderReport report = render_fixture_render (&spec);
  const Frames end = report.frames;
  Frames frames;

  g_assert_cmpint (end, >, 31000 + 10000);
  g_assert_cmpuint (report.notes->len, ==, 0);
  render_report_clear (&report);
  spec.tail = 5;
  report = render_fixture_render (&spec);
  g_autofree float *mix = render_fixture_read (fixture, "mix.wav", &frames);
  g_assert_cmpfloat (MAX (fabsf (mix[2 * end - 2]), fabsf (mix[2 * end - 1])), >=, QUIET);
  for (Frames i = 2 * end; i < 2 * (end + 24000); i++)
    g_assert_cmpfloat (fabsf (mix[i]), <, QUIET);
  render_report_clear (&report);
  render_fixture_free (fixture);
}

static void
test_endless_tail (void)
{
  RenderFixture *fixture =
      noise_song ("effect.add track=T kind=delay time=100 feedback=99.9 mix=50 low_cut=20 "
                  "high_cut=20000");
  RenderSpec spec = render_fixture_spec (fixture);
  RenderReport report = render_fixture_render (&spec);

  g_assert_cmpint (report.frames, ==, 31000 + 30 * 48000);
  g_assert_cmpint (render_notes_with (&report, "30 seconds"), ==, 1);
  render_report_clear (&report);
  render_fixture_free (fixture);
}

static void
test_rate (void)
{
  RenderFixture *fixture = render_fixture_new ();
  g_autofree float *tone = g_new (float, 96000);
  for (int i = 0; i < 48000; i++)
    tone[2 * i] = tone[2 * i + 1] = 0.5f * (float) sin (2 * G_PI * 1000 * i / 48000);
  render_fixture_add (fixture, "tone", 2, tone, 48000);
  render_fixture_run (fixture, "track.add kind=audio name=T\n"
                               "clip.import track=T file='tone.wav' at=0f");
  RenderSpec spec = render_fixture_spec (fixture);
  spec.rate = 44100;
  spec.tail = 0;
  RenderReport report = render_fixture_render (&spec);
  Frames frames;
  g_autofree float *mix = render_fixture_read (fixture, "mix.wav", &frames);

  g_assert_cmpint (frames, ==, 44100);
  for (int i = 2000; i < 42000; i++)
    g_assert_cmpfloat_with_epsilon (mix[2 * i], 0.5 * sin (2 * G_PI * 1000 * i / 44100), 1e-4);
  render_report_clear (&report);
  render_fixture_free (fixture);
}

/* Crossings of zero upwards, left. */
static int
periods (const float *samples, int from, int to)
{
  int n = 0;
  for (int i = from; i < to; i++)
    n += samples[2 * (i - 1)] < 0 && samples[2 * i] >= 0;
  return n;
}

/* Twice as long at the same pitch, an octave up at the same length; the second render finds both in
 * the cache. */
static void
test_stretch (void)
{
  RenderFixture *fixture = render_fixture_new ();
  g_autofree float *tone = g_new (float, 48000);
  for (int i = 0; i < 24000; i++)
    tone[2 * i] = tone[2 * i + 1] = 0.5f * (float) sin (2 * G_PI * 480 * i / 48000);
  render_fixture_add (fixture, "tone", 2, tone, 24000);
  render_fixture_run (fixture, "track.add kind=audio name=T\n"
                               "clip.import track=T file='tone.wav' at=0f name=long\n"
                               "clip.set clip=long stretch=2\n"
                               "clip.import track=T file='tone.wav' at=60000f name=high\n"
                               "clip.set clip=high transpose=12");
  RenderSpec spec = render_fixture_spec (fixture);
  g_autofree float *first = NULL;

  for (int i = 0; i < 2; i++) {
    RenderReport report = render_fixture_render (&spec);
    Frames frames;
    g_autofree float *mix = render_fixture_read (fixture, "mix.wav", &frames);
    g_assert_cmpint (frames, ==, 84000);
    g_assert_cmpint (abs (periods (mix, 5000, 43000) - 380), <=, 2);
    g_assert_cmpint (abs (periods (mix, 64000, 80000) - 320), <=, 2);
    g_assert_cmpfloat_with_epsilon (mix[2 * 54000], 0, 1e-9);
    if (first)
      g_assert_cmpmem (mix, 2 * sizeof (float) * (gsize) frames, first,
                       2 * sizeof (float) * (gsize) frames);
    else
      first = g_steal_pointer (&mix);
    render_report_clear (&report);
  }
  render_fixture_free (fixture);
}

/* One pass writes all forms; those of the same word length hold the same samples. */
static void
test_forms (void)
{
  RenderFixture *fixture = noise_song ("");
  RenderSpec spec = render_fixture_spec (fixture);
  g_autofree char *wav = g_build_filename (spec.folder, "a.wav", NULL);
  g_autofree char *flac = g_build_filename (spec.folder, "a.flac", NULL);
  g_autofree char *aiff = g_build_filename (spec.folder, "a.aiff", NULL);
  g_autofree char *mp3 = g_build_filename (spec.folder, "a.mp3", NULL);
  const RenderFile files[] = {
    { wav, ENCODE_WAV, ENCODE_24, DITHER_TPDF, 0 },
    { flac, ENCODE_FLAC, ENCODE_24, DITHER_TPDF, 0 },
    { aiff, ENCODE_AIFF, ENCODE_16, DITHER_SHAPED, 0 },
    { mp3, ENCODE_MP3, ENCODE_16, DITHER_NONE, 192 },
  };
  spec.files = files;
  spec.n_files = G_N_ELEMENTS (files);
  spec.want_hash = true;
  RenderReport report = render_fixture_render (&spec);

  g_assert_cmpuint (report.files->len, ==, 4);
  for (guint i = 0; i < 4; i++) {
    const RenderedFile *file = &g_array_index (report.files, RenderedFile, i);
    g_assert_true (g_file_test (files[i].path, G_FILE_TEST_EXISTS));
    g_assert_cmpstr (file->path, ==, files[i].path);
    g_assert_cmpint (file->encoded.frames, ==, 31000);
  }
  g_assert_cmpstr (g_array_index (report.files, RenderedFile, 0).encoded.sha256, ==,
                   g_array_index (report.files, RenderedFile, 1).encoded.sha256);
  g_assert_cmpstr (report.bits, ==, "24");
  render_report_clear (&report);
  render_fixture_free (fixture);
}

/* The same bytes and the same manifest, whatever threads and blocks. */
static void
test_repeats (void)
{
  RenderFixture *fixture = noise_song ("effect.add track=T kind=reverb\ntrack.set track=T solo=on");
  RenderSpec spec = render_fixture_spec (fixture);
  g_autofree char *manifest = g_build_filename (spec.folder, "manifest.json", NULL);
  g_autofree char *first = NULL, *first_mix = NULL;
  gsize size = 0, mix_size = 0;
  GError *error = NULL;

  render_fixture_file (fixture)->bits = ENCODE_16;
  render_fixture_file (fixture)->dither = DITHER_TPDF;
  spec.want_hash = spec.want_loudness = true;
  for (int i = 0; i < 3; i++) {
    spec.threads = i + 1;
    spec.block = (const int[]){ 1024, 37, 512 }[i];
    RenderReport report = render_fixture_render (&spec);
    g_assert_cmpint (render_notes_with (&report, "solo is on: only T"), ==, 1);
    manifest_write (manifest, &spec, &report, &error);
    g_assert_no_error (error);
    render_report_clear (&report);
    g_autofree char *text = NULL, *mix = NULL;
    gsize n, mix_n;
    g_assert_true (g_file_get_contents (manifest, &text, &n, NULL));
    g_assert_true (g_file_get_contents (render_fixture_file (fixture)->path, &mix, &mix_n, NULL));
    if (i > 0) {
      g_assert_cmpmem (text, n, first, size);
      g_assert_cmpmem (mix, mix_n, first_mix, mix_size);
    } else {
      first = g_steal_pointer (&text);
      first_mix = g_steal_pointer (&mix);
      size = n;
      mix_size = mix_n;
    }
  }
  render_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/whole", test_whole);
  g_test_add_func ("/render/range", test_range);
  g_test_add_func ("/render/tail", test_tail);
  g_test_add_func ("/render/endless-tail", test_endless_tail);
  g_test_add_func ("/render/rate", test_rate);
  g_test_add_func ("/render/stretch", test_stretch);
  g_test_add_func ("/render/forms", test_forms);
  g_test_add_func ("/render/repeats", test_repeats);
  return g_test_run ();
}
