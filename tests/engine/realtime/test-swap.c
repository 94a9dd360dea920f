/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Editing while it plays: no click, no loss, and what was not touched stays as it was to the bit.
 */
#include <math.h>

#include "player_fixture.h"

#define FADE 480

static void
run_to_nowhere (PlayerFixture *player, int n)
{
  MixSound sound = player_fixture_run (player, n, 256);
  mix_sound_free (&sound);
}

static double
largest_step (const MixSound *sound, int from, int to)
{
  double largest = 0;

  for (int c = 0; c < 2; c++)
    for (int i = MAX (from, 1); i < to; i++)
      largest = MAX (largest, fabs ((double) sound->audio[c][i] - sound->audio[c][i - 1]));
  return largest;
}

/* The same project, compiled again: not a bit differs. */
static void
test_nothing_changed (void)
{
  static const char *const lines[] = { "track.set track=Kick name=Drum",
                                       "track.add kind=audio name=New", "marker.add at=5s name=x" };

  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++) {
    PlayerFixture *player = player_fixture_new (mix_fixture_rich ());
    PlayerFixture *other = player_fixture_new (mix_fixture_rich ());
    player_fixture_play (player, 0, PLAYER_FOREVER);
    player_fixture_play (other, 0, PLAYER_FOREVER);
    run_to_nowhere (player, 20000);
    run_to_nowhere (other, 20000);
    player_fixture_edit (player, lines[i]);
    MixSound edited = player_fixture_run (player, 20000, 256);
    MixSound rest = player_fixture_run (other, 20000, 256);
    mix_sound_assert_same (&rest, &edited);
    mix_sound_free (&edited);
    mix_sound_free (&rest);
    player_fixture_free (player);
    player_fixture_free (other);
  }
}

typedef struct {
  const char *lines;
  double before, after; /* level of the left side */
  int wait; /* frames: a fresh effect first hears its input fade in */
} Step;

/* On constants, each edit is one straight line of 10 ms from the old level to the new. */
static void
test_edits_of_constants (void)
{
  static const Step steps[] = {
    { "track.set track=A gain=-6.0206", 0.75, 0.5 },
    { "track.set track=A mute=on", 0.5, 0.25 },
    { "track.set track=A mute=off", 0.25, 0.5 },
    { "track.add kind=audio name=C\nclip.import track=C file=dc:2:900000:0.125 at=0f", 0.5, 0.625 },
    { "track.remove track=C", 0.625, 0.5 },
    { "clip.remove clip=b", 0.5, 0.25 },
    { "track.set track=A in=G", 0.25, 0.25 },
    { "track.set track=G gain=6.0206", 0.25, 0.5 },
    { "effect.add track=G kind=utility gain=-6.0206", 0.5, 0.25, FADE },
    { "effect.bypass track=G effect=1", 0.25, 0.5 },
    { "effect.remove track=G effect=1", 0.5, 0.5 },
    { "send.add track=A to=R gain=0", 0.5, 0.75 },
    { "send.set track=A send=1 gain=-6.0206", 0.75, 0.625 },
    { "send.set track=A send=1 tap=pre", 0.625, 0.75 },
    { "track.set track=A solo=on", 0.75, 0.75 },
    { "track.set track=A solo=off", 0.75, 0.75 },
    { "send.remove track=A send=1", 0.75, 0.5 },
    { "track.set track=A phase=on", 0.5, -0.5 },
  };
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=group name=G\n"
                            "track.add kind=return name=R\n"
                            "track.add kind=audio name=A\n"
                            "track.add kind=audio name=B\n"
                            "clip.import track=A file=dc:2:900000:0.5 at=0f name=a\n"
                            "clip.import track=B file=dc:2:900000:0.25 at=0f name=b\n");
  PlayerFixture *player = player_fixture_new (fixture);
  player_fixture_play (player, 0, PLAYER_FOREVER);
  run_to_nowhere (player, 5000);

  for (size_t i = 0; i < G_N_ELEMENTS (steps); i++) {
    player_fixture_edit (player, steps[i].lines);
    MixSound sound = player_fixture_run (player, 3000, 100);
    const double span = steps[i].after - steps[i].before;
    const int wait = steps[i].wait;
    g_test_message ("%s", steps[i].lines);
    g_assert_cmpfloat_with_epsilon (sound.audio[0][0], steps[i].before, fabs (span) / FADE + 1e-6);
    g_assert_cmpfloat_with_epsilon (sound.audio[0][wait + FADE / 2 - 1],
                                    (steps[i].before + steps[i].after) / 2, 1e-3);
    g_assert_cmpfloat_with_epsilon (sound.audio[0][wait + FADE], steps[i].after, 1e-5);
    g_assert_cmpfloat_with_epsilon (sound.audio[0][2999], steps[i].after, 1e-5);
    g_assert_cmpfloat (largest_step (&sound, 0, 3000), <, fabs (span) / FADE + 1e-5);
    mix_sound_free (&sound);
  }
  player_fixture_free (player);
}

/* An effect that looks ahead stands behind the change: it comes out later, as smoothly. */
static void
test_change_before_latency (void)
{
  static const char *const lines[] = { "track.set track=A mute=on", "track.set track=A mute=off",
                                       "track.set track=A gain=-12", "clip.remove clip=a" };
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=audio name=A\n"
                            "track.add kind=audio name=B\n"
                            "clip.import track=A file=dc:2:900000:0.25 at=0f name=a\n"
                            "clip.import track=B file=dc:2:900000:0.125 at=0f name=b\n"
                            "effect.add track=main kind=limiter ceiling=0\n");
  PlayerFixture *player = player_fixture_new (fixture);
  player_fixture_play (player, 0, PLAYER_FOREVER);
  run_to_nowhere (player, 20000);

  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++) {
    player_fixture_edit (player, lines[i]);
    MixSound sound = player_fixture_run (player, 10000, 100);
    g_assert_cmpfloat (fabs ((double) sound.audio[0][0] - sound.audio[0][9999]), >, 0.05);
    g_assert_cmpfloat (largest_step (&sound, 0, 10000), <, 0.25 / FADE + 1e-4);
    g_assert_null (player->transition);
    mix_sound_free (&sound);
  }
  player_fixture_free (player);
}

/* Another track looks ahead: what need not wait for it is heard at once. */
static void
test_edit_beside_latency (void)
{
  static const Step steps[] = {
    { "track.set track=A gain=-6.0206", 0.75, 0.625 },
    { "clip.remove clip=a", 0.625, 0.5 },
    { "clip.import track=A file=dc:2:900000:0.125 at=0f name=c", 0.5, 0.5625 },
    { "track.set track=G mute=on", 0.5625, 0.5 },
    { "track.set track=G mute=off", 0.5, 0.5625 },
    { "track.set track=B gain=-6.0206", 0.5625, 0.3125 },
  };
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=group name=G\n"
                            "track.add kind=audio name=A in=G\n"
                            "track.add kind=audio name=B\n"
                            "clip.import track=A file=dc:2:900000:0.25 at=0f name=a\n"
                            "clip.import track=B file=dc:2:900000:0.5 at=0f name=b\n"
                            "effect.add track=B kind=eq phase=linear\n");
  PlayerFixture *player = player_fixture_new (fixture);
  player_fixture_play (player, 0, PLAYER_FOREVER);
  run_to_nowhere (player, 100000);

  for (size_t i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_test_message ("%s", steps[i].lines);
    player_fixture_edit (player, steps[i].lines);
    MixSound sound = player_fixture_run (player, 3000, 100);
    g_assert_cmpfloat_with_epsilon (sound.audio[0][0], steps[i].before, 2e-3);
    g_assert_cmpfloat_with_epsilon (sound.audio[0][FADE], steps[i].after, 1e-4);
    g_assert_cmpfloat (largest_step (&sound, 0, 3000), <, 0.25 / FADE + 1e-4);
    mix_sound_free (&sound);
  }
  player_fixture_free (player);
}

/* What comes, goes or changes in front of an echo has no edge that it could repeat. */
static void
test_no_click_to_echo (void)
{
  static const char *const lines[] = {
    "track.set track=A mute=on",
    "track.set track=A mute=off",
    "effect.add track=A kind=utility gain=-6",
    "effect.bypass track=A effect=utility",
    "effect.bypass track=A effect=utility on=off",
    "effect.move track=A effect=utility to=2",
    "effect.add track=A kind=reverb mix=50",
    "effect.remove track=A effect=utility",
    ("track.add kind=audio name=C\nclip.import track=C file=dc:2:900000:0.125 at=0f\n"
     "send.add track=C to=R gain=0"),
    "track.remove track=C",
    "send.set track=A send=1 gain=-3",
    "send.set track=A send=1 tap=pre",
    "track.set track=A phase=on",
    "send.remove track=A send=1",
    "clip.remove clip=a",
  };
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=return name=R\n"
                            "effect.add track=R kind=delay time=50 feedback=50 mix=100\n"
                            "track.add kind=audio name=A\n"
                            "effect.add track=A kind=delay time=70 feedback=50 mix=50\n"
                            "clip.import track=A file=dc:2:900000:0.25 at=0f name=a\n"
                            "send.add track=A to=R gain=0\n");
  PlayerFixture *player = player_fixture_new (fixture);
  player_fixture_play (player, 0, PLAYER_FOREVER);
  run_to_nowhere (player, 60000);

  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++) {
    player_fixture_edit (player, lines[i]);
    MixSound sound = player_fixture_run (player, 24000, 256);
    g_test_message ("%s: %g", lines[i], largest_step (&sound, 0, 24000));
    g_assert_cmpfloat (largest_step (&sound, 0, 24000), <, 1.2e-3);
    mix_sound_free (&sound);
  }
  player_fixture_free (player);
}

/* Behind an edit the sound is that of the new value: what has memory soon forgets. */
static void
test_edit_lands (void)
{
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=audio name=A\n"
                            "clip.import track=A file=noise:2:900000:3 at=0f name=a\n");
  PlayerFixture *player = player_fixture_new (fixture);
  player_fixture_play (player, 0, PLAYER_FOREVER);
  run_to_nowhere (player, 10000);
  player_fixture_edit (player, "clip.split clip=a at=12000f\nclip.move clip=$1 to=13000f");
  MixSound sound = player_fixture_run (player, 20000, 333);
  MixSound offline = mix_fixture_play (fixture, 0, 30000, 512, 1);
  for (int i = FADE; i < 20000; i++)
    g_assert_cmpfloat (sound.audio[0][i], ==, offline.audio[0][10000 + i]);
  mix_sound_free (&sound);
  mix_sound_free (&offline);
  player_fixture_free (player);
}

/* An effect that looks ahead comes in or goes: the song goes on without a gap or a jump. */
static void
test_latency_changes (void)
{
  static const char *const lines[] = {
    "effect.add track=A kind=compressor threshold=0 lookahead=5",
    "effect.add track=main master=on kind=limiter",
    "effect.remove track=A effect=1",
    "effect.remove track=main effect=limiter",
    "effect.add track=B kind=eq phase=linear",
  };
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=group name=G\n"
                            "track.add kind=audio name=A in=G\n"
                            "track.add kind=audio name=B\n"
                            "clip.import track=A file=sine:2:900000:200 at=0f name=a\n"
                            "clip.set clip=a gain=-12\n"
                            "clip.import track=B file=dc:2:900000:0.25 at=0f name=b\n");
  MixSound offline = mix_fixture_play (fixture, 0, 400000, 512, 1);
  PlayerFixture *player = player_fixture_new (fixture);
  player_fixture_play (player, 0, PLAYER_FOREVER);
  run_to_nowhere (player, 10000);
  int at = 10000;

  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_test_message ("%s", lines[i]);
    player_fixture_edit (player, lines[i]);
    MixSound sound = player_fixture_run (player, 40000, 200);
    g_assert_null (player->transition);
    double difference = 0;
    for (int k = 0; k < sound.n; k++)
      difference = MAX (difference, fabs ((double) sound.audio[0][k] - offline.audio[0][at + k]));
    g_test_message ("difference %g", difference);
    g_assert_cmpfloat (difference, <, 2e-3);
    g_assert_cmpint (player_position (player->player), ==, at + sound.n);
    at += sound.n;
    mix_sound_free (&sound);
  }
  mix_sound_free (&offline);
  player_fixture_free (player);
}

/* Where another latency makes compensation jump, a narrow band behind it rings: that is over before
 * the next graph is heard. */
static void
test_no_jump_to_ring (void)
{
  static const char *const lines[] = {
    "effect.set track=B effect=limiter lookahead=1.5",
    "effect.set track=B effect=limiter lookahead=9",
    "effect.remove track=B effect=limiter",
    "effect.add track=B kind=limiter",
  };
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=audio name=A\n"
                            "track.add kind=audio name=B\n"
                            "clip.import track=A file=sine:2:900000:60 at=0f name=a\n"
                            "clip.set clip=a gain=-14\n"
                            "effect.add track=B kind=limiter\n"
                            "effect.add track=main master=on kind=eq band8.on=on band8.q=32 "
                            "band8.freq=12kHz\n");
  PlayerFixture *player = player_fixture_new (fixture);
  player_fixture_play (player, 0, PLAYER_FOREVER);
  run_to_nowhere (player, 10000);

  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++) {
    MixSound usual = player_fixture_run (player, 2400, 256);
    player_fixture_edit (player, lines[i]);
    MixSound sound = player_fixture_run (player, 6000, 256);
    g_assert_null (player->transition);
    g_test_message ("%s: %g, usually %g", lines[i], largest_step (&sound, 0, sound.n),
                    largest_step (&usual, 0, usual.n));
    g_assert_cmpfloat (largest_step (&sound, 0, sound.n), <,
                       1.05 * largest_step (&usual, 0, usual.n) + 2e-4);
    mix_sound_free (&sound);
    mix_sound_free (&usual);
  }
  player_fixture_free (player);
}

/* A held note goes on over edits of other notes and of the strip; a removed one ends. */
static void
test_notes (void)
{
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=instrument name=K\n"
                            "effect.add track=K kind=synth\n"
                            "clip.add track=K at=0s length=32b\n"
                            "note.add clip=$3 at=0s length=20b pitch=69 velocity=100\n");
  const Clip *clip = (const Clip *) list_get (mix_fixture_track (fixture, "K")->clips, 0);
  char id[ID_TEXT_SIZE], *add, *remove;
  id_write (id, clip->node.id);
  add = g_strdup_printf ("note.add clip=%s at=3.1.1 length=1b pitch=80", id);
  remove = g_strdup_printf ("note.remove clip=%s note=1", id);
  MixSound offline = mix_fixture_play (fixture, 0, 60000, 512, 1);
  PlayerFixture *player = player_fixture_new (fixture);

  player_fixture_play (player, 0, PLAYER_FOREVER);
  run_to_nowhere (player, 20000);
  player_fixture_edit (player, add);
  MixSound sound = player_fixture_run (player, 20000, 256);
  for (int i = 0; i < 20000; i++)
    g_assert_cmpfloat (sound.audio[0][i], ==, offline.audio[0][20000 + i]);
  mix_sound_free (&sound);
  player_fixture_edit (player, remove);
  sound = player_fixture_run (player, 96000, 256);
  g_assert_cmpfloat (mix_sound_peak (&sound, 90000, 96000), <, 1e-3);
  mix_sound_free (&sound);
  mix_sound_free (&offline);
  g_free (add);
  g_free (remove);
  player_fixture_free (player);
}

/* Edits of everything, one behind the other, in the loop of a rich project: no step larger than
 * the material's own. */
static void
test_rich (void)
{
  static const char *const lines[] = {
    "track.set track=Mono gain=-9",
    "effect.bypass track=Stereo effect=2",
    "track.set track=Inner output=main",
    "effect.remove track=Mono effect=1",
    "send.remove track=Stereo send=1",
    "track.remove track=Comped",
    "effect.add track=Hall kind=eq band2.on=on band2.gain=-3",
    "track.duplicate track=Stereo",
    "automation.clear track=Mono target=gain",
    "effect.move track=Stereo effect=1 to=2",
    "tempo.add at=2.1.1 bpm=90",
    "track.set track=Keys solo=on",
  };
  PlayerFixture *player = player_fixture_new (mix_fixture_rich ());
  player_fixture_loop (player, 16000, 36000);
  player_fixture_play (player, 0, PLAYER_FOREVER);
  MixSound begun = player_fixture_run (player, 60000, 256);
  const double usual = largest_step (&begun, 20000, 60000);

  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++) {
    player_fixture_edit (player, lines[i]);
    /* Another latency takes as long to be crossed over to as what it delays, 34816 frames. */
    MixSound sound = player_fixture_run (player, 50000, 256);
    g_test_message ("%s: %g, usually %g", lines[i], largest_step (&sound, 0, 50000), usual);
    g_assert_cmpfloat (largest_step (&sound, 0, 50000), <, usual * 1.5 + 0.05);
    g_assert_null (player->transition);
    mix_sound_free (&sound);
  }
  mix_sound_free (&begun);
  player_fixture_free (player);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/swap/nothing-changed", test_nothing_changed);
  g_test_add_func ("/swap/edits-of-constants", test_edits_of_constants);
  g_test_add_func ("/swap/change-before-latency", test_change_before_latency);
  g_test_add_func ("/swap/edit-beside-latency", test_edit_beside_latency);
  g_test_add_func ("/swap/no-click-to-echo", test_no_click_to_echo);
  g_test_add_func ("/swap/edit-lands", test_edit_lands);
  g_test_add_func ("/swap/latency-changes", test_latency_changes);
  g_test_add_func ("/swap/no-jump-to-ring", test_no_jump_to_ring);
  g_test_add_func ("/swap/notes", test_notes);
  g_test_add_func ("/swap/rich", test_rich);
  return g_test_run ();
}
