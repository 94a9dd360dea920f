/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Export settings, plans and the queue. */
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "render_fixture.h"
#include "temporary.h"
#include "ui/export/presets.h"
#include "ui/export/queue.h"

typedef struct {
  RenderFixture *fixture;
  RenderSpec spec; /* for the project's value and folder */
  ExportSettings settings;
} Exported;

static Exported
untitled_new (const char *more)
{
  Exported song = { .fixture = render_fixture_new () };
  render_fixture_add_noise (song.fixture, "noise", 2, 24000, 0.25);
  render_fixture_run (song.fixture, "track.add kind=audio name=T\n"
                                    "clip.import track=T file='noise.wav' at=0f");
  if (*more)
    render_fixture_run (song.fixture, more);
  song.spec = render_fixture_spec (song.fixture);
  export_settings_init (&song.settings, song.spec.project);
  return song;
}

static Exported
song_new (const char *more)
{
  g_autofree char *lines = g_strconcat ("project.set name=Tide\n", more, NULL);
  return untitled_new (lines);
}

static void
song_free (Exported *song)
{
  export_settings_clear (&song->settings);
  render_fixture_free (song->fixture);
}

static ExportPlan *
plan_of (const Exported *song)
{
  GError *error = NULL;
  ExportPlan *plan = export_plan_new (song->spec.project, song->spec.folder, &song->settings, NULL,
                                      export_queue_promises, &error);
  g_assert_no_error (error);
  return plan;
}

static void
assert_refused (const Exported *song, const char *why)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (
      export_plan_new (song->spec.project, song->spec.folder, &song->settings, NULL, NULL, &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, why);
}

static void
assert_path (const Exported *song, const char *path, const char *name)
{
  g_autofree char *wanted = g_build_filename (song->spec.folder, name, NULL);
  g_assert_cmpstr (path, ==, wanted);
}

static void
test_settings (void)
{
  Exported song = song_new ("");
  ExportSettings read;
  GError *error = NULL;

  g_assert_false (export_settings_load (&read, song.spec.project, song.spec.folder));
  g_assert_cmpuint (read.formats, ==, 1u << ENCODE_WAV);
  export_settings_clear (&read);

  song.settings.what = EXPORT_LOOP;
  song.settings.stems = song.settings.midi = true;
  song.settings.formats = 1u << ENCODE_FLAC | 1u << ENCODE_OPUS;
  song.settings.loudness = -14.5;
  song.settings.rate = 44100;
  g_free (song.settings.name);
  song.settings.name = g_strdup ("{date} {song}");
  g_assert_true (export_settings_save (&song.settings, song.spec.folder, &error));
  g_assert_no_error (error);
  g_assert_true (export_settings_load (&read, song.spec.project, song.spec.folder));
  g_assert_cmpint (read.what, ==, EXPORT_LOOP);
  g_assert_true (read.stems && read.midi && !read.stems_all && read.mix);
  g_assert_cmpuint (read.formats, ==, song.settings.formats);
  g_assert_cmpfloat (read.loudness, ==, -14.5);
  g_assert_cmpint (read.rate, ==, 44100);
  g_assert_cmpstr (read.name, ==, "{date} {song}");
  g_assert_cmpstr (read.folder, ==, "Bounces");
  export_settings_clear (&read);
  song_free (&song);
}

static void
test_damaged_settings (void)
{
  Exported song = song_new ("");
  g_autofree char *view = g_build_filename (song.spec.folder, "view", NULL);
  g_autofree char *path = g_build_filename (view, "export", NULL);
  ExportSettings read;

  g_mkdir_with_parents (view, 0777);
  g_assert_true (g_file_set_contents (
      path, "[export]\nbits=77\nloudness=12\nrate=x\nmp3=9\nmix=false\n", -1, NULL));
  g_assert_true (export_settings_load (&read, song.spec.project, song.spec.folder));
  g_assert_cmpint (read.bits, ==, ENCODE_24);
  g_assert_cmpfloat (read.loudness, ==, song.settings.loudness);
  g_assert_cmpint (read.rate, ==, 0);
  g_assert_cmpint (read.mp3, ==, 320);
  g_assert_false (read.mix);
  export_settings_clear (&read);
  song_free (&song);
}

static void
test_names (void)
{
  Exported song = song_new ("");
  song.settings.formats = 1u << ENCODE_WAV | 1u << ENCODE_MP3;
  ExportPlan *plan = plan_of (&song);
  g_assert_cmpint (plan->n_files, ==, 2);
  assert_path (&song, plan->passes[0].files[0].path, "Bounces/Tide Mix.wav");
  assert_path (&song, plan->passes[0].files[1].path, "Bounces/Tide Mix.mp3");

  /* One of them is there: both get a number, so that they stay together. */
  g_assert_cmpint (g_mkdir_with_parents (plan->target, 0777), ==, 0);
  g_assert_true (g_file_set_contents (plan->passes[0].files[1].path, "x", 1, NULL));
  export_plan_free (plan);
  plan = plan_of (&song);
  assert_path (&song, plan->passes[0].files[0].path, "Bounces/Tide Mix 2.wav");
  g_assert_cmpint (plan->n_replaced, ==, 0);
  export_plan_free (plan);

  song.settings.replace = true;
  g_free (song.settings.name);
  song.settings.name = g_strdup ("../{song}/{source}");
  plan = plan_of (&song);
  assert_path (&song, plan->passes[0].files[0].path, "Bounces/_._Tide_Mix.wav");
  export_plan_free (plan);
  song_free (&song);
}

/* A project without a title, as it begins in the window, has the name of its folder. */
static void
test_untitled (void)
{
  Exported song = untitled_new ("");
  g_autofree char *folder = g_path_get_basename (song.spec.folder);
  g_autofree char *name = g_strdup_printf ("%s Mix.wav", folder);
  ExportPlan *plan = plan_of (&song);
  g_autofree char *file = g_path_get_basename (plan->passes[0].files[0].path);
  g_assert_cmpstr (plan->song, ==, folder);
  g_assert_cmpstr (file, ==, name);
  export_plan_free (plan);
  song_free (&song);
}

static void
test_refusals (void)
{
  Exported song = song_new ("");
  song.settings.formats = 0;
  assert_refused (&song, "Choose at least one format.");
  song.settings.mix = false;
  assert_refused (&song, "Choose at least one source.");
  song.settings.mix = true;
  song.settings.formats = 1u << ENCODE_WAV;
  song.settings.what = EXPORT_LOOP;
  assert_refused (&song, "No loop range is set.");
  song.settings.what = EXPORT_RANGE;
  assert_refused (&song, "No range is selected.");
  /* The media of the song are never written over. */
  song.settings.what = EXPORT_SONG;
  song.settings.replace = true;
  g_free (song.settings.folder);
  g_free (song.settings.name);
  const Source *source = (const Source *) list_get (song.spec.project->sources, 0);
  g_autofree char *file = g_path_get_basename (text_get (source->file));
  song.settings.folder = g_path_get_dirname (text_get (source->file));
  song.settings.name = g_strndup (file, strlen (file) - strlen (".wav"));
  g_autofree char *why =
      g_strdup_printf ("“%s” is a file that this song plays. Choose another name or folder.", file);
  assert_refused (&song, why);
  song_free (&song);
}

/* Opus knows 48 kHz alone: it is rendered for itself, and no file of another rate is bent to it. */
static void
test_passes (void)
{
  Exported song = song_new ("");
  song.settings.formats = 1u << ENCODE_WAV | 1u << ENCODE_OPUS | 1u << ENCODE_FLAC;
  song.settings.rate = 44100;
  song.settings.bits = ENCODE_32F;
  song.settings.stems = true;
  ExportPlan *plan = plan_of (&song);
  g_assert_cmpint (plan->n_passes, ==, 2);
  g_assert_cmpint (plan->passes[0].rate, ==, 44100);
  g_assert_cmpint (plan->passes[0].n_files, ==, 2);
  g_assert_cmpint (plan->passes[0].files[1].bits, ==, ENCODE_24);
  g_assert_cmpint (plan->passes[1].rate, ==, 48000);
  g_assert_cmpint (plan->n_stems, ==, 2);
  g_assert_cmpint (plan->n_files, ==, 5);
  assert_path (&song, plan->stems, "Bounces/Tide Stems");
  export_plan_free (plan);
  song_free (&song);
}

static void
test_checks (void)
{
  Exported song = song_new ("track.add kind=audio name=Pad\ntrack.set track=Pad mute=on");
  ExportPlan *plan = plan_of (&song);
  GArray *checks = export_plan_checks (plan);
  g_assert_cmpuint (checks->len, ==, 2);
  g_assert_true (g_array_index (checks, ExportCheck, 0).good);
  g_assert_false (g_array_index (checks, ExportCheck, 1).good);
  g_assert_cmpstr (g_array_index (checks, ExportCheck, 1).text, ==,
                   "Pad is muted and will be silent");
  g_array_unref (checks);

  const Source *source = (const Source *) list_get (song.spec.project->sources, 0);
  g_autofree char *file = g_build_filename (song.spec.folder, text_get (source->file), NULL);
  g_assert_cmpint (g_unlink (file), ==, 0);
  checks = export_plan_checks (plan);
  g_assert_false (g_array_index (checks, ExportCheck, 0).good);
  g_array_unref (checks);
  export_plan_free (plan);
  song_free (&song);
}

typedef struct {
  GMainLoop *loop;
  int left;
} Wait;

static void
heard (const ExportJob *job, bool ended, void *data)
{
  Wait *wait = data;
  if (ended && --wait->left == 0)
    g_main_loop_quit (wait->loop);
}

static void
wait_for (int n)
{
  Wait wait = { g_main_loop_new (NULL, FALSE), n };
  export_queue_listen (heard, &wait);
  g_main_loop_run (wait.loop);
  export_queue_unlisten (&wait);
  g_main_loop_unref (wait.loop);
}

static void
clear_queue (void)
{
  while (export_queue_n () > 0)
    export_queue_remove (export_queue_get (0));
}

/* Nine sections would be nine files; two of one name are told apart. */
static void
test_sections (void)
{
  Exported song = song_new ("section.add name=Verse at=1.1.1 length=4b\n"
                            "section.add name=Verse at=2.1.1 length=4b");
  song.settings.what = EXPORT_SECTIONS;
  song.settings.formats = 1u << ENCODE_WAV | 1u << ENCODE_FLAC;
  song.settings.midi = true;
  ExportPlan *plan = plan_of (&song);
  g_assert_cmpint (export_plan_n_parts (plan), ==, 2);
  g_assert_cmpint (plan->n_files, ==, 5);
  assert_path (&song, plan->paths->pdata[0], "Bounces/Tide Mix 01 Verse.wav");
  assert_path (&song, plan->midi, "Bounces/Tide MIDI.mid");
  const ExportPlan *second = export_plan_part (plan, 1);
  assert_path (&song, second->paths->pdata[1], "Bounces/Tide Mix 02 Verse.flac");
  g_assert_cmpint (second->from, ==, plan->to);
  g_assert_null (second->midi);
  export_plan_free (plan);

  g_free (song.settings.name);
  song.settings.name = g_strdup ("{section} {song}");
  song.settings.midi = false;
  plan = plan_of (&song);
  g_autofree char *kept = g_strdup (export_plan_part (plan, 1)->paths->pdata[0]);
  assert_path (&song, kept, "Bounces/02 Verse Tide.wav");
  const ExportJob *job = export_queue_add (plan);
  g_assert_true (export_queue_promises (kept));
  wait_for (1);
  g_assert_cmpint (job->state, ==, EXPORT_DONE);
  g_assert_cmpint (job->n_files, ==, 4);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  g_assert_null (export_queue_measured (song.spec.folder)); /* no part speaks for the song */
  clear_queue ();
  song_free (&song);
}

static void
test_markers (void)
{
  Exported song = song_new ("marker.add name=B at=2.1.1\nmarker.add name=A at=1.1.1");
  song.settings.what = EXPORT_SECTIONS;
  ExportPlan *plan = plan_of (&song);
  g_assert_cmpint (export_plan_n_parts (plan), ==, 1); /* the song ends before the second */
  assert_path (&song, plan->paths->pdata[0], "Bounces/Tide Mix 01 A.wav");
  export_plan_free (plan);
  song_free (&song);
  song = song_new ("");
  song.settings.what = EXPORT_SECTIONS;
  assert_refused (&song, "The song has neither sections nor markers.");
  song_free (&song);
}

static void
test_presets (void)
{
  Exported song = song_new ("");
  GError *error = NULL;
  g_autoptr (GPtrArray) all = export_presets (song.spec.project);
  const guint n = all->len;
  for (guint i = 0; i < n; i++) {
    const ExportPreset *preset = all->pdata[i];
    ExportSettings settings;
    export_settings_copy (&settings, &song.settings);
    settings.what = EXPORT_SECTIONS;
    export_preset_apply (preset, &settings);
    g_assert_true (export_preset_is (preset, &settings));
    g_assert_cmpint (settings.what, ==, EXPORT_SECTIONS);
    g_assert_cmpstr (settings.folder, ==, song.settings.folder);
    for (guint k = 0; k < i; k++) /* no two are the same */
      g_assert_false (export_preset_is (all->pdata[k], &settings));
    export_settings_clear (&settings);
  }
  song.settings.loudness = -12.5;
  song.settings.formats = 1u << ENCODE_OPUS;
  g_assert_false (export_preset_save (" ", &song.settings, &error));
  g_clear_error (&error);
  g_assert_true (export_preset_save ("Club/loud", &song.settings, &error));
  g_assert_no_error (error);
  g_autoptr (GPtrArray) more = export_presets (song.spec.project);
  g_assert_cmpuint (more->len, ==, n + 1);
  const ExportPreset *own = more->pdata[n];
  g_assert_true (own->own && export_preset_is (own, &song.settings));
  g_assert_true (export_preset_remove (own->name, &error));
  g_assert_no_error (error);
  g_assert_false (export_preset_remove (own->name, &error));
  g_clear_error (&error);
  song_free (&song);
}

/* --- The queue ------------------------------------------------------------------------------ */

/* The same bytes as the renderer gives without the queue. */
static void
test_queue (void)
{
  Exported song = song_new ("");
  song.settings.formats = 1u << ENCODE_WAV | 1u << ENCODE_FLAC;
  song.settings.loudness = -20;
  song.settings.stems = true;
  const ExportJob *first = export_queue_add (plan_of (&song));
  const ExportJob *second = export_queue_add (plan_of (&song));
  g_assert_cmpint (first->state, ==, EXPORT_RUNS);
  g_assert_cmpint (second->state, ==, EXPORT_WAITS);
  assert_path (&song, second->plan->passes[0].files[0].path, "Bounces/Tide Mix 2.wav");
  wait_for (2);
  g_assert_cmpint (first->state, ==, EXPORT_DONE);
  g_assert_cmpint (second->state, ==, EXPORT_DONE);
  g_assert_cmpint (first->n_files, ==, first->plan->n_files);
  g_assert_cmpfloat_with_epsilon (first->loudness.integrated, -20, 0.1);
  g_assert_true (export_queue_measured (song.spec.folder) == second);

  RenderSpec spec = song.spec;
  RenderFile *file = render_fixture_file (song.fixture);
  *file = first->plan->passes[0].files[0];
  g_autofree char *path = g_build_filename (song.spec.folder, "own.wav", NULL);
  file->path = path;
  spec.tail = -1;
  spec.want_loudness = spec.tag_loudness = true;
  spec.loudness = song.settings.loudness;
  spec.ceiling = song.settings.ceiling;
  RenderReport report = render_fixture_render (&spec);
  render_report_clear (&report);
  g_autofree char *ours = NULL, *theirs = NULL;
  gsize n, m;
  g_assert_true (g_file_get_contents (path, &ours, &n, NULL));
  g_assert_true (g_file_get_contents (first->plan->passes[0].files[0].path, &theirs, &m, NULL));
  g_assert_cmpmem (ours, n, theirs, m);
  clear_queue ();
  song_free (&song);
}

static void
test_stop (void)
{
  Exported song = song_new ("clip.import track=T file='noise.wav' at=2000s");
  const ExportJob *job = export_queue_add (plan_of (&song));
  g_autofree char *path = g_strdup (job->plan->passes[0].files[0].path);
  export_queue_remove (job);
  wait_for (1);
  g_assert_cmpint (job->state, ==, EXPORT_STOPPED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (export_queue_is_busy ());
  clear_queue ();
  song_free (&song);
}

static void
test_failure (void)
{
  Exported song = song_new ("");
  g_autofree char *file = g_build_filename (song.spec.folder, "Bounces", NULL);
  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  const ExportJob *job = export_queue_add (plan_of (&song));
  wait_for (1);
  g_assert_cmpint (job->state, ==, EXPORT_FAILED);
  g_assert_nonnull (strstr (job->problem, "cannot make the folder"));
  clear_queue ();
  song_free (&song);
}

int
main (int argc, char **argv)
{
  g_autofree char *data = temporary_folder_new ();
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/sections", test_sections);
  g_test_add_func ("/export/markers", test_markers);
  g_test_add_func ("/export/presets", test_presets);
  g_test_add_func ("/export/settings", test_settings);
  g_test_add_func ("/export/damaged-settings", test_damaged_settings);
  g_test_add_func ("/export/names", test_names);
  g_test_add_func ("/export/untitled", test_untitled);
  g_test_add_func ("/export/refusals", test_refusals);
  g_test_add_func ("/export/passes", test_passes);
  g_test_add_func ("/export/checks", test_checks);
  g_test_add_func ("/export/queue", test_queue);
  g_test_add_func ("/export/stop", test_stop);
  g_test_add_func ("/export/failure", test_failure);
  const int result = g_test_run ();
  temporary_folder_remove (data);
  return result;
}
