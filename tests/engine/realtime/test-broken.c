/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A processor that gives NaN costs its strip a moment, and nothing else. */
#include <math.h>
#include <string.h>

#include "player_fixture.h"

#define N 12000
#define AT 3000
#define BACK 3072 /* the next multiple of 1024 */
#define FADE 480

static MixFixture *
track_of (const char *file, const char *more)
{
  MixFixture *fixture = mix_fixture_new ();
  g_autofree char *lines = g_strdup_printf ("track.add kind=audio name=T\n"
                                            "clip.import track=T file=%s at=0f\n%s",
                                            file, more);
  mix_fixture_run (fixture, lines);
  return fixture;
}

static const char eq[] = "effect.add track=T kind=eq band2.on=on band2.gain=9 band2.freq=200\n";

/* Silent from the NaN to the grid, then faded in; before and long behind as if nothing had been. */
static void
assert_recovers (const MixSound *sound, const MixSound *whole, int at, int back)
{
  for (int c = 0; c < 2; c++) {
    g_assert_cmpmem (sound->audio[c], sizeof (float) * (size_t) at, whole->audio[c],
                     sizeof (float) * (size_t) at);
    for (int i = at; i < back; i++)
      g_assert_cmpfloat (sound->audio[c][i], ==, 0);
    for (int i = back; i < back + FADE; i++)
      g_assert_cmpfloat (fabs ((double) sound->audio[c][i]), <=, (i - back) / (double) FADE * 3);
    for (int i = back + 6000; i < N; i++)
      g_assert_cmpfloat_with_epsilon (sound->audio[c][i], whole->audio[c][i], 1e-4);
  }
  g_assert_cmpfloat (mix_sound_peak (sound, back + FADE, back + 2 * FADE), >, 0.4);
}

static void
test_source (void)
{
  static const int blocks[] = { 512, 1, 100, 1024, 77 };
  MixFixture *good = track_of ("sine:2:90000:440", eq);
  MixSound whole = mix_fixture_play (good, 0, N, 512, 1);
  MixFixture *bad = track_of ("hole:2:90000:3000", eq);

  for (size_t b = 0; b < G_N_ELEMENTS (blocks); b++)
    for (int threads = 1; threads <= 2; threads++) {
      MixSound sound = mix_fixture_play (bad, 0, N, blocks[b], threads);
      assert_recovers (&sound, &whole, AT, BACK);
      if (b > 0) {
        MixSound first = mix_fixture_play (bad, 0, N, blocks[0], 1);
        mix_sound_assert_same (&first, &sound);
        mix_sound_free (&first);
      }
      mix_sound_free (&sound);
    }
  mix_sound_free (&whole);
  mix_fixture_free (good);
  mix_fixture_free (bad);
}

/* Without effects there is no memory, and one sample is lost. */
static void
test_plain (void)
{
  MixFixture *fixture = track_of ("hole:2:90000:3000", "");
  MixSound sound = mix_fixture_play (fixture, 0, N, 256, 1);

  for (int i = 0; i < N; i++)
    g_assert_cmpfloat (sound.audio[0][i], ==, i == AT ? 0.0f : mix_signal ("sine", 440, 0, i));
  mix_sound_free (&sound);
  mix_fixture_free (fixture);
}

/* The state of an effect goes bad while it plays: on a track, and behind main's fader. */
static void
test_poisoned (void)
{
  static const char *const chains[] = {
    eq, "effect.add track=main master=on kind=eq band2.on=on band2.gain=9 band2.freq=200\n"
  };

  for (size_t i = 0; i < G_N_ELEMENTS (chains); i++) {
    MixFixture *fixture = track_of ("sine:2:90000:440", chains[i]);
    MixSound whole = mix_fixture_play (fixture, 0, N, 512, 1);
    PlayerFixture *player = player_fixture_new (fixture);
    MixSound sound = { N, { g_new0 (float, N), g_new0 (float, N) } };
    float nan[2][32];

    for (int k = 0; k < 32; k++)
      nan[0][k] = nan[1][k] = NAN;
    player_fixture_play (player, 0, PLAYER_FOREVER);
    for (int at = 0; at < N; at += 240) {
      if (at == 2880) {
        const Graph *graph = &player->playing->graph;
        const Strip *strip = &graph->context.strips[i == 0 ? 0 : graph->main];
        const Insert *insert = i == 0 ? &strip->inserts[0] : &strip->master[0];
        float *const audio[2] = { nan[0], nan[1] };
        const ProcessContext context = { .position = at };
        insert->processor->process (insert->memory, audio, 32, &context);
      }
      MixSound part = player_fixture_run (player, 240, 240);
      for (int c = 0; c < 2; c++)
        memcpy (sound.audio[c] + at, part.audio[c], sizeof (float) * 240);
      mix_sound_free (&part);
    }
    /* The start has its ramp. */
    for (int c = 0; c < 2; c++)
      memcpy (whole.audio[c], sound.audio[c], sizeof (float) * 240);
    assert_recovers (&sound, &whole, 2880, BACK);
    g_assert_cmpint (player->n_broken, ==, 1);
    g_assert_cmpuint (player->broken.strips[0], ==,
                      mix_fixture_track (fixture, i == 0 ? "T" : "main")->node.id);
    g_assert_cmpint (player->broken.at, ==, 3120);
    mix_sound_free (&whole);
    mix_sound_free (&sound);
    player_fixture_free (player);
  }
}

/* One report for all that goes wrong at once, and none of the neighbors is touched. */
static void
test_flood (void)
{
  MixFixture *fixture = track_of ("broken:2:90000", eq);
  mix_fixture_run (fixture, "track.add kind=audio name=U\n"
                            "clip.import track=U file=dc:2:90000:0.5 at=0f\n");
  PlayerFixture *player = player_fixture_new (fixture);

  player_fixture_play (player, 0, PLAYER_FOREVER);
  MixSound sound = player_fixture_run (player, 80000, 256);
  for (int i = 240; i < sound.n; i++)
    g_assert_cmpfloat (sound.audio[0][i], ==, 0.5f);
  g_assert_cmpint (player->n_broken, ==, 1);
  mix_sound_free (&sound);
  player_fixture_free (player);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broken/source", test_source);
  g_test_add_func ("/broken/plain", test_plain);
  g_test_add_func ("/broken/poisoned", test_poisoned);
  g_test_add_func ("/broken/flood", test_flood);
  return g_test_run ();
}
