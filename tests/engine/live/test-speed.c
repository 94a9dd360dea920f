/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The song at other speeds: what is heard, where it is, where it loops and ends, what is refused.
 */
#include <math.h>
#include <string.h>

#include "live/live.h"
#include "live/speed.h"
#include "player_fixture.h"
#include "render_fixture.h"
#include "rt_guard.h"

#define N 30000
#define TURNS 480 /* frames of ten turns at 1 kHz */

typedef struct {
  PlayerFixture *fixture;
  Speed *speed;
  Frames device, song; /* frames so far */
} Deck;

static Deck
deck_new (const char *lines)
{
  MixFixture *mix = mix_fixture_new ();

  mix_fixture_run (mix, lines);
  Deck deck = { player_fixture_new (mix), speed_new (48000, 0, 2), 0, 0 };
  MixSound nothing = player_fixture_run (deck.fixture, 256, 256);
  mix_sound_free (&nothing);
  return deck;
}

static void
deck_free (Deck *deck)
{
  speed_free (deck->speed);
  player_fixture_free (deck->fixture);
}

static void
inner (void *user, const float *const *inputs, unsigned n_inputs, float *const *outputs,
       unsigned n_outputs, uint32_t n_frames, const DeviceBlock *block)
{
  Deck *deck = user;
  PlayerBlock played;

  if (block->frame != deck->song)
    abort ();
  player_process (deck->fixture->player, inputs, (int) n_inputs, outputs, (int) n_outputs,
                  (int) n_frames, &played);
  deck->song += n_frames;
}

static void
run (Deck *deck, float *left, int n)
{
  static float right[N];

  for (int at = 0; at < n; at += 256) {
    const int now = MIN (256, n - at);
    float *const out[2] = { left + at, right };
    const DeviceBlock block = { .frame = deck->device, .ns_per_frame = 1e9 / 48000 };
    rt_guard_enter ();
    speed_process (deck->speed, !player_is_rolling (deck->fixture->player), inner, deck, NULL, 0,
                   out, 2, (uint32_t) now, &block);
    rt_guard_leave ();
    g_assert_cmpstr (rt_guard_first (), ==, NULL);
    deck->device += now;
  }
}

static const char sine[] = "track.add kind=audio name=A\n"
                           "clip.import track=A file=sine:1:900000:1000 at=0f\n";

/* At speed 1, before and after others, the song to the bit; nothing steps where it changes. */
static void
test_bits (void)
{
  static float heard[N], plain[N];
  Deck deck = deck_new (sine);
  Deck plain_deck = deck_new (sine);
  PlayerFixture *other = plain_deck.fixture;

  player_fixture_play (other, 0, PLAYER_FOREVER);
  player_fixture_play (deck.fixture, 0, PLAYER_FOREVER);
  MixSound sound = player_fixture_run (other, N, 256);
  memcpy (plain, sound.audio[0], sizeof plain);
  mix_sound_free (&sound);
  run (&deck, heard, 6000);
  g_assert_cmpmem (heard, 6000 * sizeof (float), plain, 6000 * sizeof (float));
  speed_set (deck.speed, 1.5);
  run (&deck, heard + 6000, 4000);
  g_assert_false (speed_is_one (deck.speed));
  speed_set (deck.speed, 1);
  run (&deck, heard + 10000, 14000);
  g_assert_true (speed_is_one (deck.speed));
  const Frames ahead = deck.song - deck.device;
  g_assert_cmpint (ahead, >, 1900);
  g_assert_cmpmem (heard + 16000, 8000 * sizeof (float), plain + 16000 + ahead,
                   8000 * sizeof (float));
  const double turn = 2 * G_PI * 1500 / 48000; /* of the fastest, at an amplitude of 0.36 */
  for (int i = 500; i < 23999; i++)
    g_assert_cmpfloat (fabs ((double) heard[i - 1] - 2 * (double) heard[i] + (double) heard[i + 1]),
                       <, 0.36 * turn * turn);
  deck_free (&plain_deck);
  deck_free (&deck);
}

static double
frequency (const float *x, int n)
{
  double first = -1, last = -1;
  int turns = -1;

  for (int i = 1; i < n; i++)
    if (x[i - 1] < 0 && x[i] >= 0) {
      last = i - (double) x[i] / ((double) x[i] - (double) x[i - 1]);
      first = turns < 0 ? last : first;
      turns++;
    }
  return 48000 * turns / (last - first);
}

/* The pitch follows, the position advances by the speed, and a speed that was set while nothing
 * played is there from the first frame. */
static void
test_pitch (void)
{
  static const double speeds[] = { 0.25, 0.5, 0.9, 1.1, 2, 4 };
  static float heard[N];

  for (size_t s = 0; s < G_N_ELEMENTS (speeds); s++) {
    Deck deck = deck_new (sine);
    speed_set (deck.speed, speeds[s]);
    run (&deck, heard, 512);
    player_fixture_play (deck.fixture, 0, PLAYER_FOREVER);
    run (&deck, heard, 20000);
    g_assert_cmpfloat_with_epsilon (frequency (heard + 1200, 3000), 1000 * speeds[s], 0.5);
    const Frames at = player_position (deck.fixture->player);
    g_assert_cmpfloat (fabs ((double) at - 20000 * speeds[s]), <, 160);
    deck_free (&deck);
  }
}

/* The range ends at its frame and the loop comes round at its own, whatever the speed. */
static void
test_ranges (void)
{
  static float heard[N];
  Deck deck = deck_new ("track.add kind=audio name=A\n"
                        "clip.import track=A file=ramp:1:900000 at=0f\n");

  speed_set (deck.speed, 1.7);
  player_fixture_play (deck.fixture, 0, 20001);
  run (&deck, heard, N);
  g_assert_false (player_is_rolling (deck.fixture->player));
  g_assert_cmpint (player_position (deck.fixture->player), ==, 20001);
  player_fixture_loop (deck.fixture, 4000, 9000);
  player_fixture_play (deck.fixture, 0, PLAYER_FOREVER);
  run (&deck, heard, N);
  int jumps = 0, last = 0;
  for (int i = 1; i < N; i++)
    if (heard[i] < heard[i - 1] - 1e-5f && i - last > 200) {
      if (jumps > 0)
        g_assert_cmpfloat (fabs (i - last - 5000 / 1.7), <, 3);
      jumps++;
      last = i;
    }
  g_assert_cmpint (jumps, ==, (int) ((N * 1.7 - 4000) / 5000));
  deck_free (&deck);
}

static void
pass (void *user, const float *const *inputs, unsigned n_inputs, float *const *outputs,
      unsigned n_outputs, uint32_t n_frames, const DeviceBlock *block)
{
  for (unsigned c = 0; c < n_outputs; c++)
    memcpy (outputs[c], inputs[c % n_inputs], sizeof (float) * n_frames);
}

/* What is played to a slower or faster song keeps its pitch and level, and fades over without a
 * click. */
static void
test_inputs (void)
{
  static const double speeds[] = { 0.25, 0.5, 0.8, 1.3, 2, 4 };
  static float in[N], heard[N], right[N];
  static const uint32_t blocks[] = { 5, 256, 1000 };
  const double turn = 2 * G_PI * 1000 / 48000;
  double worst = -300;

  for (int i = 0; i < N; i++)
    in[i] = (float) (0.5 * sin (turn * i));
  for (size_t s = 0; s < G_N_ELEMENTS (speeds) * G_N_ELEMENTS (blocks); s++) {
    const uint32_t block = blocks[s % G_N_ELEMENTS (blocks)];
    const double to = speeds[s / G_N_ELEMENTS (blocks)];
    Speed *speed = speed_new (48000, 1, 2);
    const double fade = 0.5 * MAX (to, 1) / 240; /* where it begins or ends */
    for (int at = 0; at < N; at += (int) block) {
      const float *const from[1] = { in + at };
      float *const out[2] = { heard + at, right + at };
      const DeviceBlock device = { .frame = at, .ns_per_frame = 1e9 / 48000 };
      const uint32_t n = MIN (block, (uint32_t) (N - at));
      speed_set (speed, at < 2000 || at >= 20000 ? 1 : to);
      rt_guard_enter ();
      speed_process (speed, false, pass, NULL, from, 1, out, 2, n, &device);
      rt_guard_leave ();
      g_assert_cmpstr (rt_guard_first (), ==, NULL);
    }
    g_assert_true (speed_is_one (speed));
    g_assert_cmpfloat_with_epsilon (frequency (heard + 8000, 8000), 1000, 1);
    for (int at = 8000; at < 15680; at += TURNS) {
      double rms = 0, in_phase = 0, across = 0;
      for (int i = at; i < at + TURNS; i++) {
        rms += (double) heard[i] * (double) heard[i] / TURNS;
        in_phase += (double) heard[i] * sin (turn * i) * 2 / TURNS;
        across += (double) heard[i] * cos (turn * i) * 2 / TURNS;
      }
      const double tone = (in_phase * in_phase + across * across) / 2;
      g_assert_cmpfloat_with_epsilon (10 * log10 (tone / 0.125), 0, 0.01);
      worst = MAX (worst, 10 * log10 (fabs (rms - tone) / 0.125 + 1e-30));
    }
    g_assert_cmpmem (heard + 28000, 2000 * sizeof (float), in + 28000, 2000 * sizeof (float));
    for (int i = 1; i < N - 1; i++) {
      const double bend =
          fabs ((double) heard[i - 1] - 2 * (double) heard[i] + (double) heard[i + 1]);
      g_assert_cmpfloat (bend, <, 0.5 * turn * turn * 1.05 + fade);
    }
    speed_free (speed);
  }
  g_test_message ("what is not the tone: %.1f dB", worst);
  g_assert_cmpfloat (worst, <, -60);
}

/* --- Through Live
 * ------------------------------------------------------------------------------------------- */

static void
test_live (void)
{
  RenderFixture *project = render_fixture_new ();
  const NullOptions options = { .by_hand = true, .loopback = 512 };
  const LiveConfig config = { .null = &options, .block = 256, .may_record = true };
  GError *error = NULL;

  render_fixture_add_noise (project, "noise", 2, 200000, 0.4);
  render_fixture_run (project, "track.add kind=audio name=Source\n"
                               "clip.import track=Source file='noise.wav' at=0f name=n\n"
                               "track.add kind=audio name=Take\n"
                               "track.set track=Take input=1 monitor=off arm=on\n");
  Live *live = live_new (render_fixture_folder (project), render_fixture_spec (project).project,
                         &config, &error);
  g_assert_no_error (error);
  AudioDevice *device = live_null_device (live);
  g_assert_false (live_set_speed (live, 4.5, &error));
  g_assert_true (strstr (error->message, "from 0.25 to 4") != NULL);
  g_clear_error (&error);
  g_assert_true (live_set_speed (live, 0.5, &error));
  live_play (live, 0, PLAYER_FOREVER);
  null_device_run (device, 100);
  live_poll (live);
  g_assert_cmpfloat (fabs ((double) live_position (live) - 12800), <, 200); /* inputs fade first */

  /* Recording goes back to 1 first, and then holds it there. */
  live_record (live, true);
  g_assert_cmpfloat (live_speed (live), ==, 1);
  g_assert_false (live_set_speed (live, 2, &error));
  g_assert_true (strstr (error->message, "while recording") != NULL);
  g_clear_error (&error);
  null_device_run (device, 100);
  live_poll (live);
  const Frames before = live_position (live);
  null_device_run (device, 100);
  live_poll (live);
  g_assert_cmpint (live_position (live), ==, before + 25600);
  live_stop (live);
  null_device_run (device, 20);
  live_record (live, false);
  g_assert_true (live_set_speed (live, 2, &error));
  live_disarm (live);
  while (!recording_is_idle (live_recording (live))) {
    null_device_run (device, 1);
    live_poll (live);
    g_usleep (500);
  }
  const GPtrArray *takes = recording_takes (live_recording (live));
  g_assert_cmpint (takes->len, ==, 1);
  const RecordedTake *take = takes->pdata[0];
  g_assert_cmpint (take->n_gaps, ==, 0);
  g_assert_cmpint (take->song_frame, >, 12800 + 1200); /* not before it stands at 1 */
  g_assert_cmpint (take->song_frame, <, 12800 + 10000);
  g_assert_true (live_free (live, &error));
  render_fixture_free (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/speed/bits", test_bits);
  g_test_add_func ("/live/speed/pitch", test_pitch);
  g_test_add_func ("/live/speed/ranges", test_ranges);
  g_test_add_func ("/live/speed/inputs", test_inputs);
  g_test_add_func ("/live/speed/live", test_live);
  return g_test_run ();
}
