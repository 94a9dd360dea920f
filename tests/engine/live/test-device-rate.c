/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A device at another rate: what is recorded lands where it was played; another device keeps the
 * place. */
#include <math.h>
#include <string.h>

#include "live/live.h"
#include "render_fixture.h"

#define N 40000

typedef struct {
  RenderFixture *project;
  Live *live;
} Studio;

static const char lines[] = "track.add kind=audio name=Source\n"
                            "clip.import track=Source file='noise.wav' at=0f\n"
                            "track.add kind=audio name=Take\n"
                            "track.set track=Take input=1 monitor=off arm=on\n";

static Studio
studio_new (int rate, uint32_t block)
{
  Studio studio = { render_fixture_new (), NULL };
  const NullOptions options = { .by_hand = true, .loopback = 5000 };
  const LiveConfig config = {
    .null = &options, .device_rate = rate, .block = block, .may_record = true
  };
  GError *error = NULL;

  render_fixture_add_noise (studio.project, "noise", 2, 200000, 0.4);
  render_fixture_run (studio.project, lines);
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
}

static void
run (Studio *studio, int blocks)
{
  for (int i = 0; i < blocks; i++) {
    null_device_run (live_null_device (studio->live), 1);
    live_poll (studio->live);
  }
}

/* Left side of the song. */
static float *
render_left (Studio *studio)
{
  RenderSpec spec = render_fixture_spec (studio->project);
  spec.from = 1000;
  spec.to = 1000 + N;
  spec.tail = 0;
  RenderReport report = render_fixture_render (&spec);
  Frames frames;
  g_autofree float *both = render_fixture_read (studio->project, "mix.wav", &frames);
  float *left = g_new (float, N);
  for (int i = 0; i < N; i++)
    left[i] = both[2 * i];
  render_report_clear (&report);
  return left;
}

static double
product (const float *a, const float *b, int lag)
{
  double sum = 0;
  for (int i = 1000; i < N - 1000; i++)
    sum += (double) a[i + lag] * b[i];
  return sum;
}

/* Noise has one place where it fits. */
static void
test_lands (void)
{
  static const struct {
    int rate;
    uint32_t block;
  } cases[] = { { 44100, 256 }, { 96000, 512 }, { 192000, 4096 }, { 88200, 17 } };

  for (size_t k = 0; k < G_N_ELEMENTS (cases); k++) {
    Studio studio = studio_new (cases[k].rate, cases[k].block);
    g_assert_nonnull (strstr (live_device_note (studio.live), "converted"));
    live_record (studio.live, true);
    live_play (studio.live, 1000, 1000 + N);
    run (&studio, (int) ((int64_t) 60000 * cases[k].rate / 48000 / cases[k].block));
    live_disarm (studio.live);
    while (!recording_is_idle (live_recording (studio.live))) {
      run (&studio, 1);
      g_usleep (500);
    }
    const GPtrArray *takes = recording_takes (live_recording (studio.live));
    const RecordedTake *take = takes->pdata[0];
    g_assert_cmpint (takes->len, ==, 1);
    g_assert_cmpint (take->song_frame, ==, 1000);
    g_assert_cmpint (take->frames, ==, N);
    g_assert_cmpint (take->n_gaps, ==, 0);
    g_autofree float *song = render_left (&studio), *heard = g_new (float, N);
    PcmFile *file = pcm_open (take->path, NULL);
    pcm_read (file, 0, N, 0, 1, (float *const[]){ heard });
    pcm_unref (file);
    const double fits = product (heard, song, 0) / product (song, song, 0);
    g_test_message ("%d Hz: round trip %d frames, fits %.3f", cases[k].rate,
                    (int) live_round_trip (studio.live), fits);
    g_assert_cmpfloat (fits, >,
                       0.6); /* the rest lies above the passband, or up to half a frame away */
    g_assert_cmpfloat (fits, <, 1.01);
    for (int lag = -3; lag <= 3; lag++)
      if (lag != 0)
        g_assert_cmpfloat (fabs (product (heard, song, lag)), <, product (heard, song, 0));
    studio_free (&studio);
  }
}

/* While it plays: to another rate and block and back, with the place kept. */
static void
test_change (void)
{
  Studio studio = studio_new (48000, 256);
  const NullOptions options = { .by_hand = true, .loopback = -1 };
  LiveConfig config = { .null = &options, .device_rate = 44100, .block = 441 };
  GError *error = NULL;

  g_assert_null (live_device_note (studio.live));
  live_play (studio.live, 1000, PLAYER_FOREVER);
  run (&studio, 40);
  const Frames before = live_position (studio.live);
  g_assert_cmpint (before, >, 5000);
  live_set_device (studio.live, &config, &error);
  g_assert_no_error (error);
  g_assert_cmpint (live_position (studio.live), ==, before);
  g_assert_nonnull (live_device_note (studio.live));
  run (&studio, 100);
  g_assert_cmpint (live_position (studio.live), >=, before + 47990);
  g_assert_cmpint (live_position (studio.live), <=, before + 48010);
  config = (LiveConfig){ .null = &options, .block = 64 };
  g_assert_true (live_set_device (studio.live, &config, NULL));
  g_assert_null (live_device_note (studio.live));
  run (&studio, 10);
  g_assert_true (live_is_rolling (studio.live));
  studio_free (&studio);
}

static void
assert_rolls (Studio *studio, int blocks, Frames at_least, Frames at_most)
{
  const Frames before = live_position (studio->live);
  run (studio, blocks);
  g_assert_cmpint (live_position (studio->live) - before, >=, at_least);
  g_assert_cmpint (live_position (studio->live) - before, <=, at_most);
}

/* The driver comes back with another rate and block: while the song stands it stands where it was,
 * and while it plays it goes on from there, some blocks of the new format before anyone polls. */
static void
test_format_changed (void)
{
  static const struct {
    int rate;
    uint32_t block;
  } formats[] = {
    { 44100, 441 }, { 96000, 1024 }, { 48000, 64 }, { 192000, 3000 }, { 48000, 256 }
  };
  Studio studio = studio_new (48000, 256);
  Live *live = studio.live;

  live_locate (live, 12345);
  run (&studio, 4);
  for (size_t i = 0; i < G_N_ELEMENTS (formats); i++) {
    const bool converts = formats[i].rate != 48000;
    null_device_change (live_null_device (live), formats[i].rate, formats[i].block);
    g_assert_true (live_poll (live).device.format_changed);
    g_assert_cmpint (live_position (live), ==, 12345);
    g_assert_false (live_is_rolling (live));
    g_assert_cmpint (live_device_note (live) != NULL, ==, converts);
    g_assert_cmpfloat (device_rate (live_device (live)), ==, formats[i].rate);
    run (&studio, 3);
    g_assert_cmpint (live_position (live), ==, 12345);
  }
  live_play (live, 12345, PLAYER_FOREVER);
  run (&studio, 4);
  g_assert_cmpint (live_position (live), ==, 12345 + 4 * 256);
  for (size_t i = 0; i < G_N_ELEMENTS (formats); i++) {
    const double frames = 48000.0 * formats[i].block / formats[i].rate;
    null_device_change (live_null_device (live), formats[i].rate, formats[i].block);
    null_device_run (live_null_device (live), 2);
    const Frames before = live_position (live);
    g_assert_true (live_poll (live).device.format_changed);
    g_assert_cmpint (live_position (live), ==, before);
    assert_rolls (&studio, 10, (Frames) (10 * frames) - 5, (Frames) (10 * frames) + 5);
    g_assert_true (live_is_rolling (live));
  }
  /* A device of the user's choice, while the song stands. */
  live_stop (live);
  run (&studio, 8);
  const Frames stopped = live_position (live);
  const NullOptions options = { .by_hand = true, .loopback = -1 };
  const LiveConfig config = { .null = &options, .device_rate = 88200, .block = 700 };
  g_assert_true (live_set_device (live, &config, NULL));
  run (&studio, 2);
  g_assert_cmpint (live_position (live), ==, stopped);
  g_assert_cmpint (device_block (live_device (live)), ==, 700);
  studio_free (&studio);
}

/* A take that is under way ends where the device changes, without a gap in it, and the next begins;
 * both lie where they were played. */
static void
test_format_changed_takes (void)
{
  Studio studio = studio_new (48000, 256);
  Live *live = studio.live;

  live_record (live, true);
  live_play (live, 1000, 1000 + N);
  run (&studio, 80);
  null_device_change (live_null_device (live), 96000, 512);
  run (&studio, 160);
  live_disarm (live);
  while (!recording_is_idle (live_recording (live))) {
    run (&studio, 1);
    g_usleep (500);
  }
  const GPtrArray *takes = recording_takes (live_recording (live));
  g_assert_cmpint (takes->len, ==, 2);
  g_autofree float *song = render_left (&studio);
  for (guint i = 0; i < 2; i++) {
    const RecordedTake *take = takes->pdata[i];
    const Frames n = take->frames;
    const int at = (int) (take->song_frame - 1000);
    g_autofree float *heard = g_new (float, n);
    double fits = 0, whole = 0, shifted = 0;
    PcmFile *file = pcm_open (take->path, NULL);
    g_assert_cmpint (take->n_gaps, ==, 0);
    g_assert_cmpint (n, >, 10000);
    pcm_read (file, 0, (int) n, 0, 1, (float *const[]){ heard });
    pcm_unref (file);
    for (int k = 6000; k < n - 500; k++) { /* the loop of the wire, too, begins anew */
      fits += (double) heard[k] * song[at + k];
      shifted += (double) heard[k] * song[at + k + 2];
      whole += (double) song[at + k] * song[at + k];
    }
    g_assert_cmpfloat (fits / whole, >, 0.6);
    g_assert_cmpfloat (fabs (shifted / whole), <, 0.2);
  }
  studio_free (&studio);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/device-rate/lands", test_lands);
  g_test_add_func ("/live/device-rate/change", test_change);
  g_test_add_func ("/live/device-rate/format-changed", test_format_changed);
  g_test_add_func ("/live/device-rate/format-changed-takes", test_format_changed_takes);
  return g_test_run ();
}
