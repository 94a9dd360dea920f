/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fader moved by hand while the song plays through a device. */
#include <math.h>
#include <string.h>

#include "live/live.h"
#include "render_fixture.h"

#define BLOCK 256

static RenderFixture *project;
static Live *live;
static char *capture;

static void
run (int blocks)
{
  for (int i = 0; i < blocks; i++) {
    null_device_run (live_null_device (live), 1);
    live_poll (live);
  }
}

static void
begin (void)
{
  const NullOptions options = { .by_hand = true, .loopback = BLOCK };
  GError *error = NULL;

  project = render_fixture_new ();
  render_fixture_add_noise (project, "noise", 2, 200000, 0.4);
  render_fixture_run (project, "track.add kind=audio name=Source\n"
                               "clip.import track=Source file='noise.wav' at=0f name=n\n");
  capture = g_build_filename (render_fixture_folder (project), "played.wav", NULL);
  const LiveConfig config = { .null = &options, .block = BLOCK, .capture = capture };
  live = live_new (render_fixture_folder (project), render_fixture_spec (project).project, &config,
                   &error);
  g_assert_no_error (error);
  live_play (live, 0, 150000);
}

static LiveTarget
fader (void)
{
  const List *tracks = render_fixture_spec (project).project->tracks;

  for (int i = 0; i < list_n (tracks); i++)
    if (strcmp (text_get (((const Track *) list_get (tracks, i))->name), "Source") == 0)
      return (LiveTarget){ list_get (tracks, i)->id, 0, LIVE_GAIN };
  g_assert_not_reached ();
}

/* Silent within one block and a ramp, and from there on; let go behind the edit that keeps the
 * value, it never comes up in between; dropped, the old value is there again. */
static void
test_drag (bool keep)
{
  Frames frames;
  GError *error = NULL;

  begin ();
  const LiveTarget target = fader ();
  run (40);
  const Frames touched = live_position (live);
  g_assert_true (live_touch (live, &target, -INFINITY));
  run (20);
  const Frames left = live_position (live);
  if (keep) {
    render_fixture_run (project, "track.set track=Source gain=-inf");
    live_set_project (live, render_fixture_spec (project).project);
    live_release (live, &target);
  } else {
    live_drop (live, &target);
  }
  run (40);
  const Frames end = live_position (live);
  live_stop (live);
  run (40);
  live_free (live, &error);
  g_assert_no_error (error);
  g_autofree float *played = render_fixture_read (project, "played.wav", &frames);
  g_assert_cmpint (frames, >=, end);
  double before = 0, held = 0, behind = 0;
  for (Frames i = 2000; i < touched; i++)
    before = MAX (before, fabs ((double) played[2 * i]));
  for (Frames i = touched + 480; i < left; i++)
    held = MAX (held, fabs ((double) played[2 * i]));
  for (Frames i = left; i < end; i++)
    behind = MAX (behind, fabs ((double) played[2 * i]));
  g_assert_cmpfloat (before, >, 0.3);
  g_assert_cmpfloat (held, ==, 0);
  if (keep)
    g_assert_cmpfloat (behind, ==, 0);
  else
    g_assert_cmpfloat (behind, >, 0.3);
  g_free (capture);
  render_fixture_free (project);
}

static void
test_release (void)
{
  test_drag (true);
}

static void
test_drop (void)
{
  test_drag (false);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/touches/release", test_release);
  g_test_add_func ("/touches/drop", test_drop);
  return g_test_run ();
}
