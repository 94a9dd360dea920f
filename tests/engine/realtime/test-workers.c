/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads that help with a block change no bit, and no one waits for them longer than allowed. */
#include <string.h>

#include "player_fixture.h"
#include "realtime/player_state.h"
#include "sanitized.h"

#define PATIENT (INT64_MAX / 4)
#define STEP (SANITIZED ? 8000 : 30000)

/* What the rich project gives with a loop, a locate and edits on the way. */
static MixSound
play_story (int n_workers, int block, uint64_t *shared)
{
  PlayerFixture *player = player_fixture_new (mix_fixture_rich ());
  MixSound story = { 0, { g_new0 (float, 3 * STEP), g_new0 (float, 3 * STEP) } };

  if (n_workers >= 0)
    player_fixture_set_workers (player, n_workers, PATIENT);
  player_fixture_loop (player, 5000, SANITIZED ? 11011 : 20011);
  player_fixture_play (player, 0, PLAYER_FOREVER);
  for (int step = 0; step < 3; step++) {
    MixSound part = player_fixture_run (player, STEP, block);
    for (int c = 0; c < 2; c++)
      memcpy (story.audio[c] + story.n, part.audio[c], sizeof (float) * STEP);
    story.n += part.n;
    mix_sound_free (&part);
    if (step == 0)
      player_fixture_edit (player, "track.set track=1 gain=-5dB\n"
                                   "effect.add track=2 kind=eq band2.on=on band2.gain=6\n");
    if (step == 1)
      player_fixture_edit (player, "effect.add track=main master=on kind=limiter\n");
  }
  *shared = player->workers ? workers_shared_blocks (player->workers) : 0;
  player_fixture_free (player);
  return story;
}

static void
test_same_bits (void)
{
#if SANITIZED
  static const int blocks[] = { 64, 333 }; /* in large ones 8000 frames pass before it sounds */
  static const int counts[] = { 0, 3 };
#else
  static const int blocks[] = { 64, 333, 1024 };
  static const int counts[] = { 0, 1, 3 };
#endif
  uint64_t shared;

  for (size_t b = 0; b < G_N_ELEMENTS (blocks); b++) {
    MixSound alone = play_story (-1, blocks[b], &shared);
    g_assert_cmpfloat (mix_sound_peak (&alone, 0, alone.n), >, 0.1);
    for (size_t i = 0; i < G_N_ELEMENTS (counts); i++) {
      MixSound helped = play_story (counts[i], blocks[b], &shared);
      mix_sound_assert_same (&alone, &helped);
      g_assert_cmpint (shared > 0, ==, counts[i] > 0);
      mix_sound_free (&helped);
    }
    mix_sound_free (&alone);
  }
}

/* `n` tracks whose clips take that long to read. */
static PlayerFixture *
working_tracks (int n, int microseconds, const char *more)
{
  MixFixture *fixture = mix_fixture_new ();

  for (int i = 0; i < n; i++) {
    g_autofree char *lines = g_strdup_printf ("track.add kind=audio name=W%d\n"
                                              "clip.import track=W%d file=work:2:900000:%d at=0f\n",
                                              i, i, microseconds);
    mix_fixture_run (fixture, lines);
  }
  mix_fixture_run (fixture, more);
  return player_fixture_new (fixture);
}

/* Under 20 % of the time nobody is woken; a busy machine may make some blocks look longer. */
static void
test_light_load (void)
{
  PlayerFixture *player = working_tracks (2, 10, "");

  player_fixture_set_workers (player, 2, PATIENT);
  workers_allow (player->workers, true, false);
  player_fixture_play (player, 0, PLAYER_FOREVER);
  MixSound sound = player_fixture_run (player, 512 * 200, 512);
  g_assert_cmpint ((int) workers_shared_blocks (player->workers), <, 50);
  mix_sound_free (&sound);
  player_fixture_free (player);

  /* 4 x 1.5 ms in 10.7 ms */
  player = working_tracks (4, 1500, "");
  player_fixture_set_workers (player, 2, PATIENT);
  workers_allow (player->workers, true, false);
  player_fixture_play (player, 0, PLAYER_FOREVER);
  sound = player_fixture_run (player, 512 * 60, 512);
  g_assert_cmpint ((int) workers_shared_blocks (player->workers), >, 30);
  mix_sound_free (&sound);
  workers_allow (player->workers, false, false);
  const uint64_t before = workers_shared_blocks (player->workers);
  sound = player_fixture_run (player, 512 * 10, 512);
  g_assert_cmpint ((int) workers_shared_blocks (player->workers), ==, (int) before);
  mix_sound_free (&sound);
  player_fixture_free (player);
}

/* Without any patience, a block that a worker has not done in time is silent; the song goes on
 * behind it as if it had been heard. Every fourth block is played so. */
static void
test_given_up (void)
{
  PlayerFixture *player = working_tracks (3, 3000, "");
  MixSound reference = mix_fixture_play (player->fixture, 0, 20000, 512, 1);
  int heard = 0;

  player_fixture_set_workers (player, 2, PATIENT);
  player_fixture_play (player, 0, PLAYER_FOREVER);
  for (int i = 0; i < 80; i++) {
    player_set_workers (player->player, player->workers, i % 4 == 3 ? -PATIENT : PATIENT);
    MixSound block = player_fixture_run (player, 240, 240);
    const Frames at = player_position (player->player);
    if (block.audio[0][0] != 0.0f && at > 480) {
      for (int c = 0; c < 2; c++)
        g_assert_cmpmem (block.audio[c], sizeof (float) * 240, reference.audio[c] + at - 240,
                         sizeof (float) * 240);
      heard++;
    } else if (at > 480) {
      g_assert_cmpfloat (mix_sound_peak (&block, 0, 240), ==, 0);
    }
    mix_sound_free (&block);
  }
  g_test_message ("%d of 80 blocks were heard", heard);
  g_assert_cmpint (heard, >=, 57);
  g_assert_cmpint (player_position (player->player), ==, 80 * 240);
  mix_sound_free (&reference);
  player_fixture_free (player);
}

static double
load_of (const PlayerFixture *player, Id track)
{
  const int strip = mix_graph_strip (player->playing, track);
  return (double) atomic_load (&player->playing->graph.context.strips[strip].load->mean);
}

/* A late block says which strips it was, whoever computed them. */
static void
test_late (void)
{
  for (int n_workers = 0; n_workers < 2; n_workers++) {
    PlayerFixture *player =
        working_tracks (3, 100,
                        "track.add kind=audio name=Slow\n"
                        "clip.import track=Slow file=work:2:900000:9000 at=0f\n");
    player_fixture_set_workers (player, n_workers, PATIENT);
    player_fixture_play (player, 0, PLAYER_FOREVER);
    MixSound sound = player_fixture_run (player, 240 * 40, 240);
    mix_sound_free (&sound);
    g_assert_cmpint (player->n_late, >=, 30);
    const Id slow = mix_fixture_track (player->fixture, "Slow")->node.id;
    const Id other = mix_fixture_track (player->fixture, "W2")->node.id;
    g_assert_cmpuint (player->late.strips[0], ==, slow);
    g_assert_cmpfloat (load_of (player, slow), >, 0.5);
    g_assert_cmpfloat (load_of (player, other), <, load_of (player, slow));
    player_fixture_free (player);
  }
}

/* What the thread lost in the middle of a strip is no cost of that strip. */
static void
test_interrupted (void)
{
  PlayerFixture *player = working_tracks (3, 100, "");

  player_fixture_play (player, 0, PLAYER_FOREVER);
  MixSound sound = player_fixture_run (player, 240 * 4, 240);
  const Id id = mix_fixture_track (player->fixture, "W1")->node.id;
  StripContext *context = &player->playing->graph.context;
  for (int s = 0; s < context->n; s++)
    atomic_store (&context->strips[s].load->mean, 0.01f);
  StripLoad *load = context->strips[mix_graph_strip (player->playing, id)].load;
  for (int heavy = 0; heavy < 2; heavy++) {
    PlayerReport report;
    load->ns = 20e6f;
    load->callback = player->player->callback;
    atomic_store (&load->mean, heavy ? 0.5f : 0.01f);
    player_tell_late (player->player, 5e6f);
    while (player_hear (player->player, &report))
      player->late = report;
    g_assert_cmpint (player->late.kind, ==, PLAYER_LATE);
    g_assert_cmpuint (player->late.strips[0], ==, heavy ? id : 0);
  }
  mix_sound_free (&sound);
  player_fixture_free (player);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workers/same-bits", test_same_bits);
  g_test_add_func ("/workers/light-load", test_light_load);
  g_test_add_func ("/workers/given-up", test_given_up);
  g_test_add_func ("/workers/late", test_late);
  g_test_add_func ("/workers/interrupted", test_interrupted);
  return g_test_run ();
}
