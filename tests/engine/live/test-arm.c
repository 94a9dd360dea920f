/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A track is armed while the song plays: what is heard goes on as if nothing had happened. */
#include "live/live.h"
#include "render_fixture.h"
#include "rt_guard.h"

#define BLOCK 256
#define BEFORE 40 /* blocks */
#define AFTER 120

/* Plays noise; `edit` comes on the way, unless it is NULL. Frames of the left side; to be freed. */
static float *
play (const char *lines, const char *edit, Frames *n)
{
  static const NullOptions options = { .by_hand = true, .loopback = -1 };
  RenderFixture *project = render_fixture_new ();
  g_autofree char *all = g_strconcat ("track.add kind=audio name=Song\n"
                                      "clip.import track=Song file='noise.wav' at=0f name=n\n",
                                      lines, NULL);
  GError *error = NULL;

  render_fixture_add_noise (project, "noise", 2, 200000, 0.4);
  render_fixture_run (project, all);
  g_autofree char *path = g_build_filename (render_fixture_folder (project), "played.wav", NULL);
  const LiveConfig config = {
    .null = &options, .block = BLOCK, .capture = path, .may_record = true
  };
  Live *live = live_new (render_fixture_folder (project), render_fixture_spec (project).project,
                         &config, &error);
  g_assert_no_error (error);
  live_record (live, true);
  live_play (live, 0, PLAYER_FOREVER);
  for (int i = 0; i < BEFORE + AFTER; i++) {
    if (i == BEFORE && edit) {
      render_fixture_run (project, edit);
      live_set_project (live, render_fixture_spec (project).project);
    }
    rt_guard_enter ();
    null_device_run (live_null_device (live), 1);
    rt_guard_leave ();
    g_assert_cmpstr (rt_guard_first (), ==, NULL);
    g_assert_null (live_poll (live).problem);
  }
  live_free (live, &error);
  g_assert_no_error (error);
  PcmFile *file = pcm_open (path, &error);
  g_assert_no_error (error);
  *n = pcm_info (file)->frames;
  float *samples = g_new (float, *n);
  pcm_read (file, 0, (int) *n, 0, 1, (float *const[]){ samples });
  pcm_unref (file);
  render_fixture_free (project);
  return samples;
}

static void
assert_unheard (const char *lines, const char *edit)
{
  Frames n, n_armed;
  g_autofree float *alone = play (lines, NULL, &n);
  g_autofree float *armed = play (lines, edit, &n_armed);

  g_assert_cmpint (n, >, (BEFORE + AFTER / 2) * BLOCK);
  g_assert_cmpint (n, ==, n_armed);
  for (Frames i = 0; i < n; i++)
    if (alone[i] != armed[i]) {
      g_test_message ("frame %d: %g, was %g", (int) i, armed[i], alone[i]);
      g_assert_cmpfloat (alone[i], ==, armed[i]);
    }
}

static void
test_audio (void)
{
  assert_unheard ("track.add kind=audio name=Vox\n"
                  "track.set track=Vox input=1\n",
                  "track.set track=Vox arm=on\n");
}

/* The look-ahead of an empty track is in what is heard before it is armed. */
static void
test_latency (void)
{
  assert_unheard ("track.add kind=audio name=Vox\n"
                  "effect.add track=Vox kind=limiter\n"
                  "track.set track=Vox input=1\n",
                  "track.set track=Vox arm=on\n");
}

/* Two channels come to a strip that had one, behind an equalizer that is late. */
static void
test_channels (void)
{
  assert_unheard ("track.add kind=audio name=Vox\n"
                  "effect.add track=Vox kind=eq phase=linear gain=3\n"
                  "effect.add track=main kind=limiter\n"
                  "track.set track=Vox input=1-2\n",
                  "track.set track=Vox arm=on\n");
}

/* A track that plays, and goes on playing while it is recorded. */
static void
test_playing (void)
{
  assert_unheard ("effect.add track=Song kind=limiter\n"
                  "track.add kind=audio name=Other\n"
                  "clip.import track=Other file='noise.wav' at=3000f name=o\n"
                  "track.set track=Song input=1 monitor=off\n",
                  "track.set track=Song arm=on\n");
}

static void
test_keys (void)
{
  assert_unheard ("track.add kind=instrument name=Keys\n"
                  "effect.add track=Keys kind=synth\n"
                  "effect.add track=Keys kind=limiter\n",
                  "track.set track=Keys arm=on\n");
}

static void
test_strip (void)
{
  assert_unheard ("effect.add track=Song kind=limiter\n"
                  "track.add kind=audio name=Print\n"
                  "effect.add track=Print kind=limiter\n"
                  "track.set track=Print input=Song monitor=off\n",
                  "track.set track=Print arm=on\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/arm/audio", test_audio);
  g_test_add_func ("/arm/latency", test_latency);
  g_test_add_func ("/arm/channels", test_channels);
  g_test_add_func ("/arm/playing", test_playing);
  g_test_add_func ("/arm/keys", test_keys);
  g_test_add_func ("/arm/strip", test_strip);
  return g_test_run ();
}
