/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The player gives a device what the renderer gives a file, between its ramps. */
#include <math.h>

#include "player_fixture.h"

#define RAMP 240

static void
assert_part (const MixSound *whole, int from, const MixSound *part, int at, int n)
{
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < n; i++)
      if (whole->audio[c][from + i] != part->audio[c][at + i])
        g_error ("frame %d of %d, channel %d: %a is not %a", i, n, c,
                 (double) part->audio[c][at + i], (double) whole->audio[c][from + i]);
}

/* The first frame that is heard: a start may take some blocks. */
static int
first_sound (const MixSound *sound)
{
  for (int i = 0; i < sound->n; i++)
    if (sound->audio[0][i] != 0.0f)
      return i;
  return sound->n;
}

static void
test_same_as_offline (void)
{
  static const int blocks[] = { 64, 480, 1, 4096 };

  for (size_t b = 0; b < G_N_ELEMENTS (blocks); b++) {
    const int n = blocks[b] == 1 ? 6000 : 30000;
    /* At least 2048 frames of the latency, most of it a linear-phase equalizer's, pass in a block.
     */
    const int most = MAX (12288, 12 * blocks[b]);
    PlayerFixture *player = player_fixture_new (mix_fixture_rich ());
    MixSound offline = mix_fixture_play (player->fixture, 3001, n, 512, 1);
    player_fixture_play (player, 3001, PLAYER_FOREVER);
    MixSound live = player_fixture_run (player, n + most, blocks[b]);
    const int start = first_sound (&live);
    g_assert_cmpint (start, <=, most);
    /* The first frame is scaled by 1/240 and may be zero itself; the song begins with sound. */
    assert_part (&offline, RAMP, &live, start + RAMP, n - RAMP - 1);
    g_assert_true (player_is_rolling (player->player));
    mix_sound_free (&offline);
    mix_sound_free (&live);
    player_fixture_free (player);
  }
}

/* A range ends where it should, with its last frame at the end of the ramp. */
static void
test_range (void)
{
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=audio name=A\n"
                            "clip.import track=A file=dc:2:90000:0.5 at=0f\n");
  PlayerFixture *player = player_fixture_new (fixture);
  player_fixture_play (player, 1000, 11000);
  MixSound sound = player_fixture_run (player, 12000, 256);
  g_assert_cmpint (player->stopped_at, ==, 11000);
  g_assert_cmpint (player->n_started, ==, 1);
  g_assert_false (player_is_rolling (player->player));
  for (int i = 0; i < sound.n; i++) {
    const double expected = i < RAMP           ? 0.5 * (i + 1) / RAMP
                            : i < 10000 - RAMP ? 0.5
                            : i < 10000        ? 0.5 * (10000 - i - 1) / RAMP
                                               : 0;
    g_assert_cmpfloat_with_epsilon (sound.audio[0][i], expected, 1e-6);
  }
  mix_sound_free (&sound);
  player_fixture_free (player);
}

/* No step anywhere is larger than the ramps allow, whatever is asked when. */
static void
test_no_clicks (void)
{
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=audio name=A\n"
                            "clip.import track=A file=dc:2:900000:0.5 at=0f\n");
  PlayerFixture *player = player_fixture_new (fixture);
  float last = 0;

  for (int i = 0; i < 60; i++) {
    switch (i % 6) {
    case 0:
      player_fixture_play (player, i * 1000, PLAYER_FOREVER);
      break;
    case 1:
      player_fixture_locate (player, i * 5000);
      break;
    case 2:
      player_fixture_loop (player, 10000, 15000 + i);
      break;
    case 3:
      player_fixture_play (player, 9000, 20000);
      break;
    case 4:
      player_fixture_stop (player);
      break;
    default:
      player_fixture_loop (player, 0, 0);
    }
    MixSound sound = player_fixture_run (player, 100 + i * 37, 64);
    for (int k = 0; k < sound.n; k++) {
      g_assert_cmpfloat (fabs ((double) sound.audio[0][k] - last), <=, 0.5 / RAMP + 1e-6);
      last = sound.audio[0][k];
    }
    mix_sound_free (&sound);
  }
  player_fixture_free (player);
}

/* A locate while stopped shows; the next start is there. */
static void
test_stopped (void)
{
  PlayerFixture *player = player_fixture_new (mix_fixture_rich ());

  player_fixture_locate (player, 4711);
  MixSound sound = player_fixture_run (player, 1000, 128);
  g_assert_cmpint (player_position (player->player), ==, 4711);
  g_assert_cmpint (first_sound (&sound), ==, sound.n);
  g_assert_false (player_is_rolling (player->player));
  mix_sound_free (&sound);
  player_fixture_free (player);
}

/* Without latency, graph and source are at one place: each round gives the same, the seam is a
 * crossfade over 96 frames of what the end cuts and what the start cuts. */
static void
test_loop (void)
{
  const int from = 5003, to = 13007, length = to - from;
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=audio name=A\n"
                            "clip.import track=A file=noise:2:90000:7 at=0f\n");
  MixSound offline = mix_fixture_play (fixture, 0, 20000, 512, 1);
  PlayerFixture *player = player_fixture_new (fixture);
  player_fixture_loop (player, from, to);
  player_fixture_play (player, 4000, PLAYER_FOREVER);
  MixSound live = player_fixture_run (player, 40000, 100);

  assert_part (&offline, 4000 + RAMP, &live, RAMP, to - 4000 - RAMP);
  for (int round = 0; round < 3; round++) {
    const int at = to - 4000 + round * length;
    assert_part (&offline, from + 96, &live, at + 96, length - 96);
    for (int i = 0; i < 96; i++) {
      const double u = (i + 0.5) / 96;
      g_assert_cmpfloat_with_epsilon (
          live.audio[0][at + i],
          offline.audio[0][from + i] * u + offline.audio[0][to + i] * (1 - u), 1e-6);
    }
  }
  mix_sound_free (&offline);
  mix_sound_free (&live);
  player_fixture_free (player);
}

/* The loop of everything: any cutting gives the same bits. */
static void
test_loop_same_bits (void)
{
  static const int blocks[] = { 1000, 37, 256 };
  MixSound first = { 0 };

  for (size_t b = 0; b < G_N_ELEMENTS (blocks); b++) {
    PlayerFixture *player = player_fixture_new (mix_fixture_rich ());
    player_fixture_loop (player, 20001, 26003);
    player_fixture_play (player, 19000, PLAYER_FOREVER);
    MixSound live = player_fixture_run (player, 48000, blocks[b]);
    const int start = first_sound (&live);
    if (b == 0)
      first = live;
    else {
      assert_part (&first, first_sound (&first), &live, start, 25000);
      mix_sound_free (&live);
    }
    player_fixture_free (player);
  }
  mix_sound_free (&first);
}

/* A clip that begins where the loop does is not faded in, one that ends there not out. */
static void
test_loop_on_clips (void)
{
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=audio name=A\n"
                            "clip.import track=A file=noise:1:4000:7 at=8000f\n");
  MixSound offline = mix_fixture_play (fixture, 8000, 4000, 512, 1);
  PlayerFixture *player = player_fixture_new (fixture);
  player_fixture_loop (player, 8000, 12000);
  player_fixture_play (player, 8000, PLAYER_FOREVER);
  MixSound live = player_fixture_run (player, 12000, 480);

  assert_part (&offline, 0, &live, 4000, 4000);
  assert_part (&offline, 0, &live, 8000, 4000);
  mix_sound_free (&offline);
  mix_sound_free (&live);
  player_fixture_free (player);
}

/* A held note that the loop cuts ends there, and begins again where the loop lands in it. */
static void
test_loop_notes (void)
{
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=instrument name=K\n"
                            "effect.add track=K kind=synth\n"
                            "clip.add track=K at=0s length=4b\n"
                            "note.add clip=$3 at=0s length=2b pitch=69 velocity=100\n");
  PlayerFixture *player = player_fixture_new (fixture);
  player_fixture_loop (player, 12000, 60000); /* the note is on from 0 to 48000 */
  player_fixture_play (player, 0, PLAYER_FOREVER);
  MixSound live = player_fixture_run (player, 200000, 512);

  g_assert_cmpfloat (mix_sound_peak (&live, 10000, 40000), >, 0.02);
  g_assert_cmpfloat (mix_sound_peak (&live, 59000, 60000), <, 0.02);
  g_assert_cmpfloat (mix_sound_peak (&live, 65000, 90000), >, 0.02);
  g_assert_cmpfloat (mix_sound_peak (&live, 107000, 108000), <, 0.02);
  mix_sound_free (&live);
  player_fixture_free (player);
}

/* The input through its strip: while the song stands, and over it or not as the mode says. */
static void
test_inputs (void)
{
  enum { N = 6000 };
  float *input[2] = { g_new (float, N), g_new (float, N) };
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=audio name=A\n"
                            "track.set track=A input=2 monitor=auto arm=on\n"
                            "clip.import track=A file=dc:1:90000:0.5 at=0f\n");
  for (int i = 0; i < N; i++) {
    input[0][i] = 1;
    input[1][i] = 0.25f;
  }
  const double side = sqrt (0.5);
  PlayerFixture *player = player_fixture_new (fixture);
  player->inputs = (const float *const *) input;
  player->n_inputs = 2;

  MixSound sound = player_fixture_run (player, N, 128);
  g_assert_cmpfloat_with_epsilon (sound.audio[0][0], 0.25 * side / RAMP, 1e-6);
  g_assert_cmpfloat_with_epsilon (sound.audio[0][N - 1], 0.25 * side, 1e-6);
  g_assert_cmpint (player_position (player->player), ==, 0);
  mix_sound_free (&sound);

  player_fixture_play (player, 0, PLAYER_FOREVER); /* the tape */
  sound = player_fixture_run (player, N, 128);
  g_assert_cmpfloat_with_epsilon (sound.audio[0][N - 1], 0.5 * side, 1e-6);
  mix_sound_free (&sound);

  player_fixture_edit (player, "track.set track=A monitor=on"); /* both */
  sound = player_fixture_run (player, N, 128);
  g_assert_cmpfloat_with_epsilon (sound.audio[0][N - 1], 0.75 * side, 1e-6);
  mix_sound_free (&sound);

  player_fixture_stop (player);
  sound = player_fixture_run (player, N, 128);
  g_assert_cmpfloat_with_epsilon (sound.audio[0][N - 1], 0.25 * side, 1e-6);
  mix_sound_free (&sound);

  player_fixture_edit (player, "track.set track=A monitor=off");
  sound = player_fixture_run (player, N, 128);
  g_assert_cmpfloat (sound.audio[0][N - 1], ==, 0);
  mix_sound_free (&sound);
  player_fixture_free (player);
  g_free (input[0]);
  g_free (input[1]);
}

static double
largest_step (const MixSound *sound)
{
  double largest = 0;

  for (int i = 1; i < sound->n; i++)
    largest = MAX (largest, fabs ((double) sound->audio[0][i] - sound->audio[0][i - 1]));
  return largest;
}

/* Recording begins and ends while it plays: tape and input give way to each other in a ramp; begun
 * with the song there is none. */
static void
test_tape (void)
{
  enum { N = 6000 };
  float *input[1] = { g_new (float, N) };
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=audio name=A\n"
                            "track.set track=A input=1 monitor=auto arm=on\n"
                            "clip.import track=A file=dc:1:90000:0.5 at=0f\n");
  for (int i = 0; i < N; i++)
    input[0][i] = -0.25f;
  const double side = sqrt (0.5);
  PlayerFixture *player = player_fixture_new (fixture);
  player->inputs = (const float *const *) input;
  player->n_inputs = 1;
  player_fixture_play (player, 0, PLAYER_FOREVER);
  MixSound sound = player_fixture_run (player, N, 128);
  mix_sound_free (&sound);

  for (int on = 1; on >= 0; on--) {
    const PlayerRequest request = { .kind = PLAYER_RECORD, .from = on };
    const double before = (on ? 0.5 : -0.25) * side, behind = (on ? -0.25 : 0.5) * side;
    g_assert_true (player_ask (player->player, &request));
    sound = player_fixture_run (player, N, 100);
    g_assert_cmpfloat_with_epsilon (sound.audio[0][0], before, 0.01);
    g_assert_cmpfloat_with_epsilon (sound.audio[0][N - 1], behind, 1e-6);
    g_assert_cmpfloat (largest_step (&sound), <, 0.75 / 90);
    mix_sound_free (&sound);
  }

  const PlayerRequest request = { .kind = PLAYER_RECORD, .from = 1 };
  player_fixture_stop (player);
  sound = player_fixture_run (player, N, 128);
  mix_sound_free (&sound);
  g_assert_true (player_ask (player->player, &request));
  player_fixture_play (player, 0, PLAYER_FOREVER);
  sound = player_fixture_run (player, N, 128);
  for (int i = 0; i < N; i++)
    g_assert_cmpfloat (sound.audio[0][i], <, 1e-6); /* never the clip */
  g_assert_cmpfloat_with_epsilon (sound.audio[0][N - 1], -0.25 * side, 1e-6);
  mix_sound_free (&sound);
  player_fixture_free (player);
  g_free (input[0]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/player/same-as-offline", test_same_as_offline);
  g_test_add_func ("/player/range", test_range);
  g_test_add_func ("/player/no-clicks", test_no_clicks);
  g_test_add_func ("/player/stopped", test_stopped);
  g_test_add_func ("/player/loop", test_loop);
  g_test_add_func ("/player/loop-same-bits", test_loop_same_bits);
  g_test_add_func ("/player/loop-on-clips", test_loop_on_clips);
  g_test_add_func ("/player/inputs", test_inputs);
  g_test_add_func ("/player/loop-notes", test_loop_notes);
  g_test_add_func ("/player/tape", test_tape);
  return g_test_run ();
}
