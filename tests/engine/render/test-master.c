/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Masters: every delivery in its form, a report that says what they are, all of them or nothing. */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "render/master.h"
#include "render_fixture.h"

#define FRAMES 96000

static RenderFixture *
song (const char *more)
{
  RenderFixture *fixture = render_fixture_new ();

  render_fixture_add_noise (fixture, "noise", 2, FRAMES, 0.25);
  render_fixture_run (fixture, "project.set name='A/B'\n"
                               "track.add kind=audio name=T\n"
                               "clip.import track=T file='noise.wav' at=0f\n"
                               "effect.add track=main kind=utility master=on gain=-6\n");
  render_fixture_run (fixture, more);
  return fixture;
}

static MasterSpec
spec_of (RenderFixture *fixture, char **output)
{
  *output = g_build_filename (render_fixture_folder (fixture), "masters", NULL);
  return (MasterSpec){ .project = render_fixture_spec (fixture).project,
                       .folder = render_fixture_folder (fixture),
                       .output = *output,
                       .threads = 1 };
}

static MasterReport
make (const MasterSpec *spec)
{
  MasterReport report;
  GError *error = NULL;

  const bool good = master (spec, &report, &error);
  g_assert_no_error (error);
  g_assert_true (good);
  return report;
}

static const Master *
one_of (const MasterReport *report, int index)
{
  return report->masters->pdata[index];
}

static int
count_files (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  int n = 0;

  while (dir && g_dir_read_name (dir))
    n++;
  g_clear_pointer (&dir, g_dir_close);
  return n;
}

/* Fails, in a sentence with this text, and leaves nothing. */
static void
assert_fails (const MasterSpec *spec, const char *text)
{
  MasterReport report;
  GError *error = NULL;

  g_assert_false (master (spec, &report, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, text));
  g_assert_false (g_file_test (spec->output, G_FILE_TEST_EXISTS));
  g_error_free (error);
  master_report_clear (&report);
}

static void
test_usual (void)
{
  static const char *const files[] = { "A_B - WAV.wav", "A_B - FLAC.flac", "A_B - MP3.mp3" };
  RenderFixture *fixture = song ("");
  g_autofree char *output = NULL;
  const MasterSpec spec = spec_of (fixture, &output);
  MasterReport report = make (&spec);

  g_assert_cmpuint (report.masters->len, ==, 3);
  g_assert_cmpuint (report.chain->len, ==, 1);
  for (int i = 0; i < 3; i++) {
    g_autofree char *path = g_build_filename (output, files[i], NULL);
    g_assert_cmpstr (one_of (&report, i)->file, ==, files[i]);
    g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  }
  g_assert_cmpint (count_files (output), ==, 5); /* and the two reports */
  g_assert_cmpstr (one_of (&report, 0)->encoded.sha256, ==, one_of (&report, 1)->encoded.sha256);
  g_assert_cmpint (one_of (&report, 0)->encoded.frames, ==, FRAMES);

  /* The report in the folder is the one that is given back; what it measures is in the file. */
  g_autofree char *json_path = g_build_filename (output, "report.json", NULL);
  g_autofree char *wav_path = g_build_filename (output, files[0], NULL);
  g_autofree char *json = master_report_json (&report), *written = NULL;
  LoudnessReport measured = { 0 };
  g_assert_true (g_file_get_contents (json_path, &written, NULL, NULL));
  g_assert_cmpstr (written, ==, json);
  g_assert_true (loudness_scan_file (wav_path, &measured, NULL, NULL, NULL, NULL));
  g_assert_cmpfloat (fabs (measured.integrated - one_of (&report, 0)->loudness.integrated), <,
                     0.05);
  g_assert_cmpfloat (fabs (measured.true_peak - one_of (&report, 0)->loudness.true_peak), <, 0.05);
  loudness_report_clear (&measured);

  /* The same again over what is there. */
  MasterReport again = make (&spec);
  g_autofree char *text = master_report_text (&report), *text_again = master_report_text (&again);
  g_assert_cmpstr (text, ==, text_again);
  g_assert_cmpint (count_files (output), ==, 5);
  master_report_clear (&again);
  master_report_clear (&report);
  render_fixture_free (fixture);
}

static void
test_forms (void)
{
  RenderFixture *fixture =
      song ("delivery.add name=Loud format=flac bits=24 loudness=-20 ceiling=-2\n"
            "delivery.add name=CD format=wav bits=16 rate=44100Hz dither=shaped\n"
            "delivery.add name=Mix format=wav bits=32f no_master=on\n"
            "delivery.add name=Same format=wav bits=24");
  g_autofree char *output = NULL;
  const MasterSpec spec = spec_of (fixture, &output);
  MasterReport report = make (&spec);

  g_assert_cmpuint (report.masters->len, ==, 4);
  const Master *loud = one_of (&report, 0), *cd = one_of (&report, 1), *mix = one_of (&report, 2),
               *same = one_of (&report, 3);
  g_assert_cmpfloat (fabs (loud->loudness.integrated + 20), <, 0.1);
  g_assert_cmpfloat (loud->loudness.true_peak, <, -1.9);
  g_assert_cmpfloat (fabs (loud->gain_db - (-20 - same->loudness.integrated)), <, 0.1);
  g_assert_cmpint (cd->rate, ==, 44100);
  g_assert_cmpint ((int) llabs (cd->encoded.frames - FRAMES * 441 / 480), <=, 1);
  /* The utility in the mastering chain takes 6 dB. */
  g_assert_cmpfloat (fabs (mix->loudness.integrated - same->loudness.integrated - 6), <, 0.02);
  g_assert_cmpfloat (same->gain_db, ==, 0);
  master_report_clear (&report);

  static const char *const wanted[] = { "CD", NULL };
  g_autofree char *other = g_build_filename (render_fixture_folder (fixture), "other", NULL);
  MasterSpec few = spec;
  few.output = other;
  few.deliveries = wanted;
  report = make (&few);
  g_assert_cmpuint (report.masters->len, ==, 1);
  g_assert_cmpint (count_files (other), ==, 3);
  master_report_clear (&report);
  render_fixture_free (fixture);
}

static void
test_stems_and_twins (void)
{
  RenderFixture *fixture = song ("delivery.add name=Label format=wav bits=24 stems=on\n"
                                 "delivery.add name=X format=wav\n"
                                 "delivery.add name=x format=wav");
  g_autofree char *output = NULL;
  const MasterSpec spec = spec_of (fixture, &output);
  MasterReport report = make (&spec);

  g_assert_cmpstr (one_of (&report, 0)->stems, ==, "A_B - Label stems");
  g_autofree char *stem = g_build_filename (output, one_of (&report, 0)->stems, "T.wav", NULL);
  g_assert_true (g_file_test (stem, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpstr (one_of (&report, 1)->file, ==, "A_B - X.wav");
  g_assert_cmpstr (one_of (&report, 2)->file, ==, "A_B - x 2.wav");
  g_assert_cmpint (count_files (output), ==, 6);
  master_report_clear (&report);
  render_fixture_free (fixture);
}

static void
test_refusals (void)
{
  static const char *const unknown[] = { "Streming", NULL };
  RenderFixture *fixture = song ("delivery.add name=Streaming format=flac\n"
                                 "delivery.add name=Club format=wav");
  g_autofree char *output = NULL;
  MasterSpec spec = spec_of (fixture, &output);

  spec.deliveries = unknown;
  assert_fails (&spec, "did you mean 'Streaming'?");
  spec.deliveries = NULL;
  spec.cancellable = g_cancellable_new ();
  g_cancellable_cancel (spec.cancellable);
  assert_fails (&spec, "stopped");
  g_clear_object (&spec.cancellable);

  render_fixture_run (fixture, "delivery.add name=Radio format=opus rate=44100Hz");
  spec.project = render_fixture_spec (fixture).project;
  assert_fails (&spec, "wants 44100 Hz, which opus cannot have");

  render_fixture_run (fixture, "delivery.remove delivery=Radio\nproject.set kind=album");
  spec.project = render_fixture_spec (fixture).project;
  assert_fails (&spec, "has no songs");
  render_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/master/usual", test_usual);
  g_test_add_func ("/master/forms", test_forms);
  g_test_add_func ("/master/stems-and-twins", test_stems_and_twins);
  g_test_add_func ("/master/refusals", test_refusals);
  return g_test_run ();
}
