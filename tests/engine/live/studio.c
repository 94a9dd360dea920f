/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "studio.h"

#include "rt_guard.h"

Studio
studio_new_with (const char *lines, uint32_t block, const NullOptions *options, Ring *keyboard)
{
  Studio studio = { render_fixture_new (), NULL, block };
  const LiveMidiConfig midi = { .events = keyboard };
  const LiveConfig config = {
    .null = options, .block = block, .may_record = true, .midi = keyboard ? &midi : NULL
  };
  GError *error = NULL;

  render_fixture_add_noise (studio.project, "noise", 2, 200000, 0.4);
  render_fixture_run (studio.project, lines);
  studio.live = live_new (render_fixture_folder (studio.project),
                          render_fixture_spec (studio.project).project, &config, &error);
  g_assert_no_error (error);
  return studio;
}

Studio
studio_new_on (const char *lines, uint32_t block, const NullOptions *options)
{
  return studio_new_with (lines, block, options, NULL);
}

Studio
studio_new (const char *lines, uint32_t block, int loopback)
{
  const NullOptions options = { .by_hand = true, .loopback = loopback };

  return studio_new_on (lines, block, &options);
}

static void
run_block (Studio *studio)
{
  rt_guard_enter ();
  null_device_run (live_null_device (studio->live), 1);
  rt_guard_leave ();
  g_assert_cmpstr (rt_guard_first (), ==, NULL);
}

void
studio_run (Studio *studio, int frames)
{
  for (int at = 0; at < frames; at += (int) studio->block) {
    run_block (studio);
    if (at % 4096 < (int) studio->block)
      live_poll (studio->live);
  }
}

void
studio_edit (Studio *studio, const char *lines)
{
  render_fixture_run (studio->project, lines);
  live_set_project (studio->live, render_fixture_spec (studio->project).project);
  studio_run (studio, 4096);
}

void
studio_record (Studio *studio, Frames from, Frames to)
{
  live_record (studio->live, true);
  live_play (studio->live, from, to);
  studio_run (studio, (int) (to - from) + 20000);
}

const GPtrArray *
studio_finish (Studio *studio)
{
  live_disarm (studio->live);
  while (!recording_is_idle (live_recording (studio->live))) {
    run_block (studio);
    live_poll (studio->live);
    g_usleep (500);
  }
  return recording_takes (live_recording (studio->live));
}

void
studio_free (Studio *studio)
{
  GError *error = NULL;

  live_free (studio->live, &error);
  g_assert_no_error (error);
  render_fixture_free (studio->project);
}

float *
studio_read_left (const RecordedTake *take, Frames *frames)
{
  PcmFile *file = pcm_open (take->path, NULL);
  float *samples;

  g_assert_nonnull (file);
  *frames = pcm_info (file)->frames;
  samples = g_new (float, *frames);
  pcm_read (file, 0, (int) *frames, 0, 1, (float *const[]){ samples });
  pcm_unref (file);
  return samples;
}

float *
studio_render_left (Studio *studio, Frames from, Frames n)
{
  RenderSpec spec = render_fixture_spec (studio->project);
  spec.from = from;
  spec.to = from + n;
  spec.tail = 0;
  RenderReport report = render_fixture_render (&spec);
  Frames frames;
  float *both = render_fixture_read (studio->project, "mix.wav", &frames);
  float *left = g_new (float, n);
  g_assert_cmpint (frames, ==, n);
  for (Frames i = 0; i < n; i++)
    left[i] = both[2 * i];
  g_free (both);
  render_report_clear (&report);
  return left;
}
