/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Renders that go wrong or are stopped: a sentence, and nothing left behind. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "render_fixture.h"

static RenderFixture *
song (void)
{
  RenderFixture *fixture = render_fixture_new ();
  render_fixture_add_noise (fixture, "noise", 2, 200000, 0.25);
  render_fixture_run (fixture, "track.add kind=audio name=T\n"
                               "clip.import track=T file='noise.wav' at=0f\n"
                               "effect.add track=T kind=reverb");
  return fixture;
}

/* Fails with this code and with these words, and leaves no file that was not there. */
static void
assert_fails (const RenderSpec *spec, int code, const char *words)
{
  const int before = fixture_count_files (spec->folder);
  RenderReport report;
  GError *error = NULL;

  g_assert_false (render (spec, &report, &error));
  g_assert_error (error, ENGINE_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
  g_clear_error (&error);
  render_report_clear (&report);
  g_assert_cmpint (fixture_count_files (spec->folder), ==, before);
}

typedef struct {
  GCancellable *cancellable;
  double at, last;
  int calls;
} Stopper;

static void
stop_at (double done, void *data)
{
  Stopper *stopper = data;
  g_assert_cmpfloat (done, >=, stopper->last);
  g_assert_cmpfloat (done, <=, 1);
  stopper->last = done;
  stopper->calls++;
  if (done >= stopper->at)
    g_cancellable_cancel (stopper->cancellable);
}

static void
test_cancel (void)
{
  RenderFixture *fixture = song ();
  RenderSpec spec = render_fixture_spec (fixture);

  /* At once, in the middle, and behind the last block: in the passes of the loudness. */
  for (int threads = 1; threads <= 3; threads++)
    for (int when = 0; when < 3; when++) {
      Stopper stopper = { g_cancellable_new (), when * 0.5, 0, 0 };
      spec.threads = threads;
      spec.loudness = when == 2 ? -14 : 0;
      spec.progress = stop_at;
      spec.progress_data = &stopper;
      spec.cancellable = stopper.cancellable;
      assert_fails (&spec, ENGINE_ERROR_CANCELLED, "stopped");
      g_assert_cmpint (stopper.calls, >, 0);
      g_object_unref (stopper.cancellable);
    }
  render_fixture_free (fixture);
}

/* What stood under the name still does. */
static void
test_cancel_keeps (void)
{
  RenderFixture *fixture = song ();
  RenderSpec spec = render_fixture_spec (fixture);
  Stopper stopper = { g_cancellable_new (), 0.5, 0, 0 };
  const char *path = render_fixture_file (fixture)->path;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (path, "old", 3, NULL));
  spec.progress = stop_at;
  spec.progress_data = &stopper;
  spec.cancellable = stopper.cancellable;
  assert_fails (&spec, ENGINE_ERROR_CANCELLED, "stopped");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "old");
  g_object_unref (stopper.cancellable);
  render_fixture_free (fixture);
}

static void
test_no_folder (void)
{
  RenderFixture *fixture = song ();
  RenderSpec spec = render_fixture_spec (fixture);
  g_autofree char *path = g_build_filename (spec.folder, "none", "mix.wav", NULL);
  g_autofree char *stems = g_build_filename (spec.folder, "noise.wav", NULL);

  render_fixture_file (fixture)->path = path;
  assert_fails (&spec, ENGINE_ERROR_FAILED, "none");
  spec = render_fixture_spec (fixture);
  spec.stems = stems; /* a file */
  assert_fails (&spec, ENGINE_ERROR_FAILED, "noise.wav");
  render_fixture_free (fixture);
}

/* A limit on the size of files stands for a full disk: of the file, and of the mix that is kept. */
static void
test_full_disk (void)
{
  RenderFixture *fixture = song ();
  RenderSpec spec = render_fixture_spec (fixture);
  struct rlimit old, limit;

  getrlimit (RLIMIT_FSIZE, &old);
  limit = old;
  limit.rlim_cur = 300000;
  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &limit);
  assert_fails (&spec, ENGINE_ERROR_FAILED, "mix.wav");
  spec.loudness = -14;
  assert_fails (&spec, ENGINE_ERROR_FAILED, "keep the mix");
  setrlimit (RLIMIT_FSIZE, &old);
  render_fixture_free (fixture);
}

/* The second of two files fails at its end: the first does not stay alone. */
static void
test_all_or_none (void)
{
  RenderFixture *fixture = song ();
  RenderSpec spec = render_fixture_spec (fixture);
  g_autofree char *other = g_build_filename (spec.folder, "other.mp3", NULL);
  const RenderFile files[] = { *render_fixture_file (fixture),
                               { .path = other, .format = ENCODE_MP3 } };

  spec.files = files;
  spec.n_files = 2;
  spec.from = spec.to = 1000; /* no frames, which a lossy file cannot have */
  assert_fails (&spec, ENGINE_ERROR_INVALID, "");
  render_fixture_free (fixture);
}

static void
test_missing (void)
{
  RenderFixture *fixture = song ();
  RenderSpec spec = render_fixture_spec (fixture);
  g_autofree char *audio = g_build_filename (spec.folder, "audio", NULL);
  GDir *dir = g_dir_open (audio, 0, NULL);
  const char *name = g_dir_read_name (dir);
  g_autofree char *path = g_build_filename (audio, name, NULL);

  g_dir_close (dir);
  g_assert_cmpint (g_unlink (path), ==, 0);
  RenderReport report = render_fixture_render (&spec);
  g_assert_cmpint (render_notes_with (&report, "is missing"), ==, 1);
  Frames frames;
  g_autofree float *mix = render_fixture_read (fixture, "mix.wav", &frames);
  g_assert_cmpint (frames, ==, 200000);
  for (Frames i = 0; i < 2 * frames; i++)
    g_assert_cmpfloat (mix[i], ==, 0);
  render_report_clear (&report);
  render_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/cancel", test_cancel);
  g_test_add_func ("/render/cancel-keeps", test_cancel_keeps);
  g_test_add_func ("/render/no-folder", test_no_folder);
  g_test_add_func ("/render/full-disk", test_full_disk);
  g_test_add_func ("/render/all-or-none", test_all_or_none);
  g_test_add_func ("/render/missing", test_missing);
  return g_test_run ();
}
