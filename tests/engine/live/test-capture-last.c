/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was just played on an audio input becomes a take, at its place. */
#include <math.h>
#include <string.h>

#include "live/capture_last.h"
#include "render_fixture.h"

#define BLOCK 256
#define BURST 4800
#define MARGIN 2400
#define INPUT_FRAMES 800000

typedef struct {
  RenderFixture *project;
  Live *live;
  float *input, *second; /* INPUT_FRAMES */
} Studio;

/* The input is silence but for bursts of a ramp at these frames of the device. */
static Studio
studio_new (const Frames *bursts, int n)
{
  Studio studio = { render_fixture_new (), NULL, g_new0 (float, INPUT_FRAMES),
                    g_new0 (float, INPUT_FRAMES) };
  static const float *inputs[2];
  const NullOptions options = {
    .by_hand = true, .loopback = -1, .inputs = inputs, .n_inputs = 2, .n_frames = INPUT_FRAMES
  };
  const LiveConfig config = { .null = &options, .block = BLOCK, .may_record = true };
  GError *error = NULL;

  inputs[0] = studio.input;
  inputs[1] = studio.second;
  for (int i = 0; i < n; i++)
    for (int k = 0; k < BURST; k++)
      studio.input[bursts[i] + k] = 0.25f + (float) (k % 1024) / 4096;
  render_fixture_run (studio.project, "track.add kind=audio name=Vox\n"
                                      "track.set track=Vox input=1 monitor=off arm=on\n");
  studio.live = live_new (render_fixture_folder (studio.project),
                          render_fixture_spec (studio.project).project, &config, &error);
  g_assert_no_error (error);
  return studio;
}

static void
studio_free (Studio *studio)
{
  live_free (studio->live, NULL);
  render_fixture_free (studio->project);
  g_free (studio->input);
  g_free (studio->second);
}

static void
run (Studio *studio, int frames)
{
  for (int at = 0; at < frames; at += BLOCK) {
    null_device_run (live_null_device (studio->live), 1);
    live_poll (studio->live);
  }
}

/* One take at that place of the song, with n bursts in it; the first is `at` frames behind. */
static void
assert_take (Studio *studio, Frames edit_position, Frames place, Frames at, Frames n)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  GError *error = NULL;
  g_auto (GStrv) lines = live_capture_last (
      studio->live, render_fixture_spec (studio->project).project, edit_position, words, &error);
  g_autofree char *placed = g_strdup_printf ("at=%df", (int) place);

  g_assert_no_error (error);
  g_assert_cmpint (g_strv_length (lines), ==, 1);
  g_assert_true (g_str_has_prefix (lines[0], "take.add track=t:"));
  g_assert_true (g_str_has_suffix (lines[0], placed));
  PcmFile *file = pcm_open (words->pdata[0], &error);
  g_assert_no_error (error);
  g_assert_cmpint (pcm_info (file)->frames, ==, n);
  g_autofree float *samples = g_new (float, n);
  pcm_read (file, 0, (int) n, 0, 1, (float *const[]){ samples });
  pcm_unref (file);
  for (Frames i = 0; i < at; i++)
    g_assert_cmpfloat (samples[i], ==, 0);
  for (int k = 0; k < BURST; k++)
    g_assert_cmpfloat (samples[at + k], ==, 0.25f + (float) (k % 1024) / 4096);
}

static void
test_rolling (void)
{
  const Frames bursts[] = { 30000 };
  Studio studio = studio_new (bursts, 1);

  g_assert_null (
      live_capture_last (studio.live, render_fixture_spec (studio.project).project, 0, NULL, NULL));
  run (&studio, 40 * BLOCK);
  live_play (studio.live, 5000, PLAYER_FOREVER);
  run (&studio, 48000);
  live_stop (studio.live);
  run (&studio, 48000); /* silence: it is not what was played */
  const Frames heard = 5000 + 30000 - 40 * BLOCK - live_round_trip (studio.live);
  assert_take (&studio, 0, heard - MARGIN, MARGIN, BURST + 2 * MARGIN);
  studio_free (&studio);
}

/* At the place that is named, without what was played long before. */
static void
test_standing (void)
{
  const Frames bursts[] = { 9000, 600000, 610000 };
  Studio studio = studio_new (bursts, 3);

  run (&studio, 700000);
  assert_take (&studio, 96000, 96000, MARGIN, 10000 + BURST + 2 * MARGIN);
  studio_free (&studio);
}

/* Two inputs that were played one behind the other stay so. */
static void
test_together (void)
{
  const Frames bursts[] = { 100000 };
  Studio studio = studio_new (bursts, 1);
  g_auto (GStrv) lines = NULL;

  render_fixture_run (studio.project, "track.add kind=audio name=Late\n"
                                      "track.set track=Late input=2 monitor=off arm=on\n");
  live_set_project (studio.live, render_fixture_spec (studio.project).project);
  memcpy (studio.second + 105000, studio.input + 100000, BURST * sizeof (float));
  run (&studio, 200000);
  lines = live_capture_last (studio.live, render_fixture_spec (studio.project).project, 48000, NULL,
                             NULL);
  g_assert_cmpint (g_strv_length (lines), ==, 2);
  g_assert_true (g_str_has_suffix (lines[0], "at=48000f"));
  g_assert_true (g_str_has_suffix (lines[1], "at=53000f"));
  studio_free (&studio);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/capture-last/rolling", test_rolling);
  g_test_add_func ("/live/capture-last/standing", test_standing);
  g_test_add_func ("/live/capture-last/together", test_together);
  return g_test_run ();
}
