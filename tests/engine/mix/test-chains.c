/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parallel chains inside a strip: what they sum to, in step, at any block size, and edited while
 * they play. */
#include <math.h>

#include "player_fixture.h"

#define LENGTH 24000
#define FADE 480

/* Track A with a stereo sine of 0.1, and two chains: "Dry" and "Wet". */
static MixFixture *
fixture_with (const char *lines)
{
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=audio name=A\n"
                            "clip.import track=A file=sine:2:900000:200 at=0f name=a\n"
                            "clip.set clip=a gain=-14\n"
                            "chain.add track=A name=Dry\n"
                            "chain.add track=A beside=1 name=Wet\n");
  mix_fixture_run (fixture, lines);
  return fixture;
}

static MixSound
play (const char *lines)
{
  MixFixture *fixture = fixture_with (lines);
  MixSound sound = mix_fixture_play (fixture, 0, LENGTH, 512, 1);
  mix_fixture_free (fixture);
  return sound;
}

/* Each side of the second is the first at a gain. */
static void
assert_scaled (const MixSound *sound, const MixSound *plain, double gain, double least)
{
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < LENGTH; i++)
      g_assert_cmpfloat_with_epsilon ((double) sound->audio[c][i],
                                      gain * (double) plain->audio[c][i], least);
}

static void
test_sums (void)
{
  static const struct {
    const char *lines;
    double gain;
  } cases[] = {
    { "", 2 },
    { "chain.set track=A chain=Wet gain=-6.0206", 1.5 },
    { "chain.set track=A chain=Wet mute=on", 1 },
    { "chain.set track=A chain=Dry gain=-inf", 1 },
    { "effect.add track=A chain=Wet kind=utility gain=-6.0206", 1.5 },
    { "effect.add track=A chain=Wet kind=utility gain=-6.0206\n"
      "effect.bypass track=A effect=utility",
      2 },
    /* Passed by, the sound is as without chains. */
    { "effect.bypass track=A effect=1", 1 },
    { "chain.remove track=A chain=Dry", 1 },
    { "effect.remove track=A effect=1", 1 },
    /* Chains beside each other in a chain. */
    { "chain.add track=A beside=1 name=More\n"
      "effect.add track=A chain=More kind=utility gain=6.0206",
      4 },
    /* Behind and before the chains, as in any strip. */
    { "effect.add track=A kind=utility gain=-6.0206\n"
      "effect.add track=A at=1 kind=utility gain=-6.0206",
      0.5 },
    /* The slowest says how late all are: nothing cancels. A limiter far above is a delay. */
    { "effect.add track=A chain=Wet kind=limiter lookahead=7 ceiling=0", 2 },
    { "effect.add track=A chain=Wet kind=limiter lookahead=7 ceiling=0\n"
      "effect.add track=A chain=Dry kind=limiter lookahead=3 ceiling=0",
      2 },
    { "effect.add track=A chain=Wet kind=limiter lookahead=7 ceiling=0\n"
      "effect.bypass track=A effect=1",
      1 },
  };
  MixSound plain = play ("effect.remove track=A effect=1");

  g_assert_cmpfloat (mix_sound_peak (&plain, 0, LENGTH), >, 0.09);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].lines);
    MixSound sound = play (cases[i].lines);
    assert_scaled (&sound, &plain, cases[i].gain, 1e-5);
    mix_sound_free (&sound);
  }
  mix_sound_free (&plain);
}

/* A chain that makes stereo of a mono strip stands beside one that does not. */
static void
test_mono_beside_stereo (void)
{
  const char lines[] = "track.add kind=audio name=M\n"
                       "clip.import track=M file=dc:1:900000:0.25 at=0f\n"
                       "track.set track=A mute=on\n"
                       "chain.add track=M name=One\n"
                       "chain.add track=M beside=1 name=Two\n"
                       "effect.add track=M chain=Two kind=delay time=1ms mode=ping_pong mix=0 "
                       "feedback=0\n";
  MixSound sound = play (lines);

  for (int c = 0; c < 2; c++)
    g_assert_cmpfloat_with_epsilon ((double) sound.audio[c][12000], (double) sound.audio[0][12000],
                                    1e-6);
  g_assert_cmpfloat (fabs ((double) sound.audio[1][12000]), >, 0.3);
  mix_sound_free (&sound);
}

/* What in a chain listens to another track does so there, in step. */
static void
test_sidechain (void)
{
  static const char lines[] = "track.add kind=audio name=Key\n"
                              "clip.import track=Key file=dc:2:900000:0.9 at=12000f\n"
                              "track.set track=Key output=none mute=off gain=-inf\n"
                              "chain.set track=A chain=Dry mute=on\n"
                              "effect.add track=A chain=Wet kind=compressor threshold=-40 ratio=20 "
                              "attack=0.1\n";
  MixSound without = play (lines);
  g_autofree char *more =
      g_strconcat (lines, "sidechain.set track=A effect=compressor from=Key tap=pre\n", NULL);
  MixSound with = play (more);

  g_assert_cmpfloat (mix_sound_peak (&with, 2000, 11000), >, 0.09);
  g_assert_cmpfloat (mix_sound_peak (&with, 16000, 24000), <, 0.04);
  g_assert_cmpfloat (mix_sound_peak (&without, 2000, 11000), <, 0.04);
  mix_sound_free (&with);
  mix_sound_free (&without);
}

static const char busy[] =
    "effect.add track=A chain=Wet kind=compressor threshold=-30 lookahead=5\n"
    "effect.add track=A chain=Wet kind=reverb mix=50\n"
    "effect.add track=A chain=Dry kind=eq band3.on=on band3.gain=6 band3.freq=300\n"
    "automation.add track=A target=compressor.threshold at=0f value=-20\n"
    "automation.add track=A target=compressor.threshold at=20000f value=-40\n";

static void
test_same_bits (void)
{
  MixFixture *fixture = fixture_with (busy);
  MixSound whole = mix_fixture_play (fixture, 0, LENGTH, 512, 1);
  static const int blocks[] = { 1, 7, 64, 480, 1024 };

  g_assert_cmpfloat (mix_sound_peak (&whole, 0, LENGTH), >, 0.1);
  for (size_t i = 0; i < G_N_ELEMENTS (blocks); i++)
    for (int threads = 1; threads <= 3; threads += 2) {
      MixSound sound = mix_fixture_play (fixture, 0, LENGTH, blocks[i], threads);
      mix_sound_assert_same (&whole, &sound);
      mix_sound_free (&sound);
    }
  mix_sound_free (&whole);
  mix_fixture_free (fixture);
}

static double
largest_step (const MixSound *sound)
{
  double largest = 0;

  for (int c = 0; c < 2; c++)
    for (int i = 1; i < sound->n; i++)
      largest = MAX (largest, fabs ((double) sound->audio[c][i] - sound->audio[c][i - 1]));
  return largest;
}

/* No edit of chains is a click, and each arrives where a fresh start is. */
static void
test_edits (void)
{
  static const char *const lines[] = {
    "chain.set track=A chain=Wet gain=-6",
    "chain.set track=A chain=Wet mute=on",
    "chain.set track=A chain=Wet mute=off gain=0",
    "effect.add track=A chain=Wet kind=utility gain=-6",
    "effect.set track=A effect=utility gain=-12",
    "effect.bypass track=A effect=utility",
    "effect.bypass track=A effect=1",
    "effect.bypass track=A effect=1 on=off",
    "chain.add track=A beside=1 name=Third",
    "effect.add track=A chain=Third kind=compressor threshold=0 lookahead=5",
    "chain.remove track=A chain=Dry",
    "effect.remove track=A effect=1",
    "chain.add track=A name=Again gain=-3",
  };
  PlayerFixture *player = player_fixture_new (fixture_with (""));
  MixSound begun;
  double usual = 0;

  player_fixture_play (player, 0, PLAYER_FOREVER);
  begun = player_fixture_run (player, 10000, 256);
  usual = largest_step (&begun);
  mix_sound_free (&begun);
  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++) {
    player_fixture_edit (player, lines[i]);
    const int at = (int) player_position (player->player);
    MixSound sound = player_fixture_run (player, 8000, 200);
    MixSound fresh = mix_fixture_play (player->fixture, 0, at + 8000, 512, 1);
    const double next = largest_step (&fresh);
    g_test_message ("%s: %g of %g, %g", lines[i], largest_step (&sound), usual, next);
    g_assert_null (player->transition);
    g_assert_cmpfloat (largest_step (&sound), <, 1.1 * MAX (usual, next) + 0.5 / FADE);
    usual = next;
    for (int k = 6000; k < 8000; k++)
      g_assert_cmpfloat_with_epsilon ((double) sound.audio[0][k], (double) fresh.audio[0][at + k],
                                      1e-4);
    mix_sound_free (&sound);
    mix_sound_free (&fresh);
  }
  player_fixture_free (player);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mix/chains/sums", test_sums);
  g_test_add_func ("/mix/chains/mono-beside-stereo", test_mono_beside_stereo);
  g_test_add_func ("/mix/chains/sidechain", test_sidechain);
  g_test_add_func ("/mix/chains/same-bits", test_same_bits);
  g_test_add_func ("/mix/chains/edits", test_edits);
  return g_test_run ();
}
