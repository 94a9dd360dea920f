/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values held by hand: heard at once, without a click, over every edit until they are let go. */
#include <math.h>

#include "player_fixture.h"

#define RAMP 480

static const char desk[] = "track.add kind=group name=G\n"
                           "track.add kind=return name=R\n"
                           "track.add kind=vca name=V\n"
                           "track.add kind=audio name=A in=G\n"
                           "track.add kind=audio name=B\n"
                           "track.set track=A vca=V\n"
                           "clip.import track=A file=dc:2:900000:0.5 at=0f name=a\n"
                           "clip.import track=B file=dc:2:900000:0.25 at=0f name=b\n"
                           "effect.add track=B kind=utility\n"
                           "send.add track=B to=R gain=-inf\n";

static PlayerFixture *
desk_new (const char *more)
{
  MixFixture *fixture = mix_fixture_new ();

  mix_fixture_run (fixture, desk);
  if (more)
    mix_fixture_run (fixture, more);
  PlayerFixture *player = player_fixture_new (fixture);
  player_fixture_play (player, 0, PLAYER_FOREVER);
  MixSound sound = player_fixture_run (player, 5000, 256);
  mix_sound_free (&sound);
  return player;
}

static Id
id_of (PlayerFixture *player, const char *name)
{
  return mix_fixture_track (player->fixture, name)->node.id;
}

static LiveTarget
strip (PlayerFixture *player, const char *name, int param)
{
  return (LiveTarget){ id_of (player, name), 0, param };
}

static LiveTarget
send_of (PlayerFixture *player, const char *name, int param)
{
  const Track *track = mix_fixture_track (player->fixture, name);
  return (LiveTarget){ track->node.id, list_get (track->sends, 0)->id, param };
}

static LiveTarget
effect_gain (PlayerFixture *player, const char *name)
{
  const Track *track = mix_fixture_track (player->fixture, name);
  return (LiveTarget){ track->node.id, list_get (track->effects, 0)->id, 0 };
}

static void
touch (PlayerFixture *player, LiveTarget target, double value, bool adds)
{
  const PlayerRequest request = {
    .kind = PLAYER_TOUCH, .target = target, .value = value, .adds = adds
  };
  g_assert_true (player_ask (player->player, &request));
}

static void
release (PlayerFixture *player, LiveTarget target)
{
  const PlayerRequest request = { .kind = PLAYER_RELEASE, .target = target };
  g_assert_true (player_ask (player->player, &request));
}

/* The left side goes from one level to the other within a ramp, in no step larger than a straight
 * line's twice, and stays there. */
static void
assert_arrives (PlayerFixture *player, double before, double after, int ramp, int block)
{
  MixSound sound = player_fixture_run (player, 3000, block);
  const double span = fabs (after - before);

  g_assert_cmpfloat_with_epsilon (sound.audio[0][0], before, 2 * span / RAMP + 1e-6);
  for (int i = 1; i < 3000; i++)
    g_assert_cmpfloat (fabs ((double) sound.audio[0][i] - sound.audio[0][i - 1]), <=,
                       2 * span / RAMP + 1e-6);
  for (int i = ramp + 64; i < 3000; i++)
    g_assert_cmpfloat_with_epsilon (sound.audio[0][i], after, 1e-5);
  mix_sound_free (&sound);
}

static void
assert_glides (PlayerFixture *player, double before, double after, int block)
{
  assert_arrives (player, before, after, RAMP, block);
}

typedef LiveTarget (*Find) (PlayerFixture *player);

static LiveTarget
gain_a (PlayerFixture *player)
{
  return strip (player, "A", LIVE_GAIN);
}
static LiveTarget
pan_a (PlayerFixture *player)
{
  return strip (player, "A", LIVE_PAN);
}
static LiveTarget
mute_a (PlayerFixture *player)
{
  return strip (player, "A", LIVE_MUTE);
}
static LiveTarget
gain_group (PlayerFixture *player)
{
  return strip (player, "G", LIVE_GAIN);
}
static LiveTarget
gain_vca (PlayerFixture *player)
{
  return strip (player, "V", LIVE_GAIN);
}
static LiveTarget
mute_vca (PlayerFixture *player)
{
  return strip (player, "V", LIVE_MUTE);
}
static LiveTarget
send_b (PlayerFixture *player)
{
  return send_of (player, "B", LIVE_GAIN);
}
static LiveTarget
effect_b (PlayerFixture *player)
{
  return effect_gain (player, "B");
}

typedef struct {
  const char *what;
  Find find;
  double value;
  double heard; /* of the left side, whose rest is 0.75 */
} Case;

static const Case cases[] = {
  { "gain", gain_a, 0.5, 0.5 },
  { "silence", gain_a, 0, 0.25 },
  { "pan", pan_a, 1, 0.25 },
  { "mute", mute_a, 1, 0.25 },
  { "group", gain_group, 0.5, 0.5 },
  { "vca", gain_vca, 0.5, 0.5 },
  { "vca mute", mute_vca, 1, 0.25 },
  { "send", send_b, 1, 1.0 },
  { "effect", effect_b, -6.0206, 0.625 },
};

/* Within the block that is asked, in a ramp of 10 ms, at any size of blocks; and back again. */
static void
test_heard (void)
{
  static const int blocks[] = { 17, 128, 1000 };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    for (size_t b = 0; b < G_N_ELEMENTS (blocks); b++) {
      PlayerFixture *player = desk_new (NULL);
      g_test_message ("%s, blocks of %d", cases[i].what, blocks[b]);
      const LiveTarget target = cases[i].find (player);
      /* Effects take as long as their table says. */
      const int ramp = cases[i].find == effect_b ? 3 * RAMP : RAMP;
      touch (player, target, cases[i].value, false);
      assert_arrives (player, 0.75, cases[i].heard, ramp, blocks[b]);
      release (player, target);
      assert_arrives (player, cases[i].heard, 0.75, ramp, blocks[b]);
      player_fixture_free (player);
    }
}

/* What is held stays where the hand is, whatever is edited meanwhile: also when the edit sets the
 * very value, or makes another graph of the track. Let go, the value of the last edit is heard. */
static void
test_edits (void)
{
  static const char *const lines[] = {
    "track.set track=B name=Bass",     "track.add kind=audio name=New",
    "track.set track=A gain=-12.0412", "effect.add track=A kind=utility",
    "effect.remove track=A effect=1",  "track.set track=A in=none",
  };
  PlayerFixture *player = desk_new (NULL);
  const LiveTarget target = gain_a (player);

  touch (player, target, 0.5, false);
  assert_glides (player, 0.75, 0.5, 256);
  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_test_message ("%s", lines[i]);
    player_fixture_edit (player, lines[i]);
    assert_glides (player, 0.5, 0.5, 256);
  }
  release (player, target);
  assert_glides (player, 0.5, 0.375, 256);
  player_fixture_free (player);
}

/* A latency that changes, a locate and a stop leave it where it is, too. */
static void
test_transport (void)
{
  PlayerFixture *player = desk_new (NULL);
  touch (player, gain_a (player), 0.5, false);
  assert_glides (player, 0.75, 0.5, 256);
  player_fixture_edit (player, "effect.add track=B kind=compressor threshold=0 lookahead=5");
  MixSound sound = player_fixture_run (player, 30000, 256);
  g_assert_cmpfloat_with_epsilon (sound.audio[0][29999], 0.5, 1e-4);
  mix_sound_free (&sound);
  player_fixture_locate (player, 100000);
  sound = player_fixture_run (player, 8000, 256);
  g_assert_cmpfloat_with_epsilon (sound.audio[0][7999], 0.5, 1e-4);
  mix_sound_free (&sound);
  player_fixture_free (player);
}

/* Over an envelope: it is overridden, added to in trim, and comes back where it is by then. */
static void
test_envelope (void)
{
  static const char envelope[] = "automation.add track=A target=gain at=0f value=0\n"
                                 "automation.add track=A target=gain at=480000f value=-40\n";
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, desk);
  mix_fixture_run (fixture, envelope);
  MixSound offline = mix_fixture_play (fixture, 0, 20000, 512, 1);
  mix_fixture_free (fixture);
  PlayerFixture *player = desk_new (envelope);

  touch (player, gain_a (player), 1, false);
  MixSound sound = player_fixture_run (player, 3000, 256);
  g_assert_cmpfloat_with_epsilon (sound.audio[0][2999], 0.75, 1e-5);
  mix_sound_free (&sound);
  touch (player, gain_a (player), 0.5, true);
  sound = player_fixture_run (player, 3000, 256);
  g_assert_cmpfloat_with_epsilon (sound.audio[0][2999] - 0.25, (offline.audio[0][10999] - 0.25) / 2,
                                  1e-5);
  mix_sound_free (&sound);
  release (player, gain_a (player));
  sound = player_fixture_run (player, 3000, 256);
  for (int i = 600; i < 3000; i++)
    g_assert_cmpfloat (sound.audio[0][i], ==, offline.audio[0][11000 + i]);
  mix_sound_free (&sound);
  mix_sound_free (&offline);
  player_fixture_free (player);
}

/* A long way back: a fader straight in amplitude, an effect on its own scale, and a hand that comes
 * again half way takes over from there. */
static void
test_glide (void)
{
  static const Find finds[] = { gain_a, effect_b };
  static const double held[] = { 0.5, -6.0206 };
  static const double heard[] = { 0.5, 0.625 }, half[] = { 0.625, 0.5 + 0.25 * 0.7071 };

  for (int k = 0; k < 2; k++) {
    PlayerFixture *player = desk_new (NULL);
    const PlayerRequest request = { .kind = PLAYER_RELEASE,
                                    .target = finds[k](player),
                                    .back = 9600 };
    touch (player, request.target, held[k], false);
    assert_arrives (player, 0.75, heard[k], 3 * RAMP, 256);
    g_assert_true (player_ask (player->player, &request));
    MixSound sound = player_fixture_run (player, 10000, 250);
    g_assert_cmpfloat_with_epsilon (sound.audio[0][0], heard[k], 1e-3);
    g_assert_cmpfloat_with_epsilon (sound.audio[0][4800], half[k], 2e-3);
    for (int i = 1; i < 10000; i++)
      g_assert_cmpfloat (fabs ((double) sound.audio[0][i] - sound.audio[0][i - 1]), <=,
                         3 * 0.25 / 9600);
    g_assert_cmpfloat_with_epsilon (sound.audio[0][9999], 0.75, 1e-3);
    mix_sound_free (&sound);
    touch (player, request.target, held[k], false);
    assert_arrives (player, 0.75, heard[k], 3 * RAMP, 256);
    g_assert_true (player_ask (player->player, &request));
    sound = player_fixture_run (player, 4800, 240);
    mix_sound_free (&sound);
    touch (player, request.target, held[k], false);
    sound = player_fixture_run (player, 3000, 256);
    g_assert_cmpfloat_with_epsilon (sound.audio[0][0], half[k], 2e-3);
    for (int i = 1; i < 3000; i++)
      g_assert_cmpfloat (fabs ((double) sound.audio[0][i] - sound.audio[0][i - 1]), <=,
                         2 * 0.25 / RAMP);
    g_assert_cmpfloat_with_epsilon (sound.audio[0][2999], heard[k], 1e-4);
    mix_sound_free (&sound);
    player_fixture_free (player);
  }
}

/* A muted strip is not computed; a hand that takes the mute away is heard all the same. */
static void
test_unmute (void)
{
  PlayerFixture *player = desk_new ("track.set track=A mute=on");
  touch (player, mute_a (player), 0, false);
  assert_glides (player, 0.25, 0.75, 128);
  release (player, mute_a (player));
  assert_glides (player, 0.75, 0.25, 128);
  player_fixture_free (player);
}

/* Once everything is let go, and before, not a bit differs from a player that nobody touched; a
 * full table refuses and breaks nothing. */
static void
test_unused (void)
{
  PlayerFixture *player = player_fixture_new (mix_fixture_rich ());
  PlayerFixture *other = player_fixture_new (mix_fixture_rich ());
  player_fixture_play (player, 0, PLAYER_FOREVER);
  player_fixture_play (other, 0, PLAYER_FOREVER);
  for (int i = 0; i < 1000; i++) {
    touch (player, (LiveTarget){ 1000 + (Id) i, 0, LIVE_GAIN }, 0.5, false);
    if (i % 200 == 199) {
      MixSound a = player_fixture_run (player, 3000, 256),
               b = player_fixture_run (other, 3000, 256);
      mix_sound_assert_same (&a, &b);
      mix_sound_free (&a);
      mix_sound_free (&b);
    }
  }
  for (int i = 0; i < 1000; i++) {
    release (player, (LiveTarget){ 1000 + (Id) i, 0, LIVE_GAIN });
    if (i % 200 == 199) {
      MixSound a = player_fixture_run (player, 3000, 256),
               b = player_fixture_run (other, 3000, 256);
      mix_sound_assert_same (&a, &b);
      mix_sound_free (&a);
      mix_sound_free (&b);
    }
  }
  player_fixture_free (player);
  player_fixture_free (other);
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live-values/heard", test_heard);
  g_test_add_func ("/live-values/edits", test_edits);
  g_test_add_func ("/live-values/transport", test_transport);
  g_test_add_func ("/live-values/envelope", test_envelope);
  g_test_add_func ("/live-values/glide", test_glide);
  g_test_add_func ("/live-values/unmute", test_unmute);
  g_test_add_func ("/live-values/unused", test_unused);
  return g_test_run ();
}
