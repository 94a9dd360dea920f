/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metronome, count-in and pre-roll, and what of them reaches the device and what a file. */
#include <math.h>
#include <string.h>

#include "live/live.h"
#include "live/monitor_file.h"
#include "render_fixture.h"
#include "temporary.h"

#define BLOCK 256
#define N 200000

typedef struct {
  RenderFixture *project;
  Live *live;
} Studio;

/* The device's outputs come back at once as its inputs: a take holds what was heard. */
static Studio
studio_new (const char *lines, const char *capture)
{
  Studio studio = { render_fixture_new (), NULL };
  const NullOptions options = { .by_hand = true, .loopback = 512 };
  const LiveConfig config = {
    .null = &options, .block = BLOCK, .may_record = true, .capture = capture
  };
  GError *error = NULL;

  render_fixture_add_noise (studio.project, "noise", 2, 200000, 0.0004);
  render_fixture_run (studio.project, lines);
  studio.live = live_new (render_fixture_folder (studio.project),
                          render_fixture_spec (studio.project).project, &config, &error);
  g_assert_no_error (error);
  return studio;
}

static void
studio_free (Studio *studio)
{
  GError *error = NULL;

  live_free (studio->live, &error);
  g_assert_no_error (error);
  render_fixture_free (studio->project);
}

static void
run (Studio *studio, int frames)
{
  for (int at = 0; at < frames; at += BLOCK) {
    null_device_run (live_null_device (studio->live), 1);
    if (at % 4096 < BLOCK)
      live_poll (studio->live);
  }
}

/* The take of what was heard, from its first frame on. */
static float *
take (Studio *studio, Frames *from, Frames *frames)
{
  live_disarm (studio->live);
  while (!recording_is_idle (live_recording (studio->live))) {
    null_device_run (live_null_device (studio->live), 1);
    live_poll (studio->live);
    g_usleep (500);
  }
  const GPtrArray *takes = recording_takes (live_recording (studio->live));
  const RecordedTake *first = takes->pdata[0];
  PcmFile *file = pcm_open (first->path, NULL);
  *from = first->song_frame;
  *frames = pcm_info (file)->frames;
  float *samples = g_new (float, *frames);
  pcm_read (file, 0, (int) *frames, 0, 1, (float *const[]){ samples });
  pcm_unref (file);
  return samples;
}

/* Where the sound rises above a hundredth after 20 ms under it. */
static GArray *
clicks (const float *sound, Frames n)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (int));
  int quiet = 960;

  for (int i = 0; i < n; i++) {
    const bool loud = fabsf (sound[i]) > 0.01f;
    if (loud && quiet >= 960)
      g_array_append_val (found, i);
    quiet = loud ? 0 : quiet + 1;
  }
  return found;
}

static const char armed[] = "track.add kind=audio name=Take\n"
                            "track.set track=Take input=1 monitor=off arm=on\n"
                            "project.set tempo=150 meter=3/4\n";

/* Every click within two frames (what it takes to rise) of its beat, which lasts 19200 frames. */
static void
test_beats (void)
{
  Studio studio = studio_new (armed, NULL);

  render_fixture_run (studio.project, "metronome.set mode=on");
  live_set_project (studio.live, render_fixture_spec (studio.project).project);
  run (&studio, 4096);
  live_record (studio.live, true);
  live_play (studio.live, 5000, 150000);
  run (&studio, 170000);
  Frames from, n;
  g_autofree float *heard = take (&studio, &from, &n);
  g_autoptr (GArray) found = clicks (heard, n);
  g_assert_cmpint (from, ==, 5000);
  g_assert_cmpint (found->len, ==, 7);
  for (guint i = 0; i < found->len; i++) {
    const int at = g_array_index (found, int, i) + 5000 - 19200 * (int) (i + 1);
    g_assert_cmpint (at, >=, 0);
    g_assert_cmpint (at, <=, 3);
  }
  /* The third from here begins a bar: higher, so more often through zero. */
  int crossings[7] = { 0 };
  for (int i = 0; i < 7; i++)
    for (int k = 0; k < 480; k++) {
      const float *at = heard + 19200 * (i + 1) - 5000 + k;
      crossings[i] += (at[0] < 0) != (at[1] < 0);
    }
  for (int i = 0; i < 7; i++)
    g_assert_cmpint (crossings[i] > (crossings[0] + crossings[2]) / 2, ==, i % 3 == 2);
  studio_free (&studio);
}

/* Two bars are counted with the song standing; the first frame comes exactly behind them, and
 * nothing of the count is in the capture. */
static void
test_count_in (void)
{
  g_autofree char *folder = temporary_folder_new ();
  g_autofree char *capture = g_build_filename (folder, "capture.wav", NULL);
  Studio studio = studio_new (armed, capture);
  static float left[N], right[N];
  int counting = 0;

  render_fixture_run (studio.project, "metronome.set mode=off count_in=2\n"
                                      "effect.add track=main master=on kind=limiter\n"
                                      "track.add kind=audio name=Source\n"
                                      "clip.import track=Source file='noise.wav' at=0f");
  live_set_project (studio.live, render_fixture_spec (studio.project).project);
  run (&studio, 8192);
  live_record (studio.live, true);
  live_play_from (studio.live, 20001, 60000, true, false);
  run (&studio, BLOCK);
  while (live_position (studio.live) == 20001) {
    run (&studio, BLOCK);
    counting += BLOCK;
  }
  g_assert_cmpint (counting, >=, 6 * 19200 - 2 * BLOCK);
  g_assert_cmpint (counting, <=, 6 * 19200 + 8192);
  run (&studio, 60000);
  Frames from, n;
  g_autofree float *heard = take (&studio, &from, &n);
  g_assert_nonnull (heard);
  g_assert_cmpint (from, ==, 20001);
  g_assert_cmpint (n, ==, 60000 - 20001);
  studio_free (&studio);

  PcmFile *file = pcm_open (capture, NULL);
  g_assert_cmpint (pcm_info (file)->frames, ==, 60000 - 20001);
  pcm_read (file, 0, 30000, 0, 2, (float *const[]){ left, right });
  for (int i = 0; i < 30000; i++)
    g_assert_cmpfloat (fabsf (left[i]), <=, 0.0005f);
  g_assert_cmpfloat (fabsf (left[300]) + fabsf (left[301]), >, 0);
  pcm_unref (file);
  temporary_folder_remove (folder);
}

/* The song begins a bar before, the take where it was asked for. */
static void
test_pre_roll (void)
{
  Studio studio = studio_new (armed, NULL);

  render_fixture_run (studio.project, "metronome.set mode=off pre_roll=1");
  live_set_project (studio.live, render_fixture_spec (studio.project).project);
  run (&studio, 4096);
  live_record (studio.live, true);
  live_play_from (studio.live, 115200, 150000, false, true);
  run (&studio, BLOCK);
  g_assert_cmpint (live_position (studio.live), >=, 57600);
  g_assert_cmpint (live_position (studio.live), <=, 57600 + BLOCK);
  run (&studio, 120000);
  Frames from, n;
  g_autofree float *heard = take (&studio, &from, &n);
  g_assert_nonnull (heard);
  g_assert_cmpint (from, ==, 115200);
  g_assert_cmpint (n, ==, 150000 - 115200);
  studio_free (&studio);
}

/* What was set is there again; garbage is neutral, line by line. */
static void
test_file (void)
{
  g_autofree char *folder = temporary_folder_new ();
  g_autofree char *path = g_build_filename (folder, "deep", "monitor.ini", NULL);
  MonitorSettings settings, read;

  monitor_settings_init (&settings);
  settings.level_db = -12.5;
  settings.mono = true;
  settings.source = 3;
  settings.n_speakers = 2;
  settings.speakers[1] = (MonitorPair){ 4, -1 };
  settings.speaker = 1;
  settings.cues[2] = (MonitorPair){ 2, 3 };
  g_assert_true (monitor_file_save (path, &settings, NULL));
  monitor_file_load (path, &read);
  g_assert_cmpmem (&settings, sizeof settings, &read, sizeof read);

  g_assert_true (g_file_set_contents (path,
                                      "[monitor]\nlevel=loud\nsource=99\nspeakers=x;7-8;-3;\n"
                                      "speaker=5\nmono=true\ncue1=0-4\ncue2=3\n",
                                      -1, NULL));
  monitor_file_load (path, &read);
  g_assert_cmpfloat (read.level_db, ==, 0);
  g_assert_cmpint (read.source, ==, 0);
  g_assert_cmpint (read.n_speakers, ==, 1);
  g_assert_cmpint (read.speakers[0].left, ==, 6);
  g_assert_cmpint (read.speaker, ==, 0);
  g_assert_true (read.mono);
  g_assert_cmpint (read.cues[0].left, ==, -1);
  g_assert_cmpint (read.cues[1].left, ==, 2);
  g_assert_true (g_file_set_contents (path, "\xff\xfe not a key file", -1, NULL));
  monitor_file_load (path, &read);
  monitor_settings_init (&settings);
  g_assert_cmpmem (&settings, sizeof settings, &read, sizeof read);
  temporary_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/metronome/beats", test_beats);
  g_test_add_func ("/live/metronome/count-in", test_count_in);
  g_test_add_func ("/live/metronome/pre-roll", test_pre_roll);
  g_test_add_func ("/live/metronome/file", test_file);
  return g_test_run ();
}
