/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever delays a path, an impulse arrives in its own frame on all of them. */
#include <math.h>

#include "mix_fixture.h"

#define AT 3000
#define N 16384

/* The frame of the largest sample. */
static int
peak_frame (const MixSound *sound)
{
  int most = 0;
  for (int i = 0; i < sound->n; i++)
    if (fabsf (sound->audio[0][i]) > fabsf (sound->audio[0][most]))
      most = i;
  return most;
}

static MixFixture *
fixture_of (const char *lines)
{
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=audio name=A\ntrack.add kind=audio name=B\n"
                            "clip.import track=A file=impulse:2:9000:3000 at=0f\n"
                            "clip.import track=B file=impulse:2:9000:3000 at=0f");
  mix_fixture_run (fixture, lines);
  return fixture;
}

/* `level`: how high the impulses add up to, all in one frame. */
static void
assert_aligned (const char *lines, double level)
{
  MixFixture *fixture = fixture_of (lines);
  MixSound sound = mix_fixture_play (fixture, 0, N, 500, 1);

  g_test_message ("%s: %g at %d", lines, (double) sound.audio[0][peak_frame (&sound)],
                  peak_frame (&sound));
  g_assert_cmpint (peak_frame (&sound), ==, AT);
  g_assert_cmpfloat_with_epsilon (sound.audio[0][AT], level, 2e-3);
  mix_sound_free (&sound);
  mix_fixture_free (fixture);
}

/* Effects that do nothing but delay. */
#define LINEAR(track) "effect.add track=" track " kind=eq phase=linear\n"
#define AHEAD(track) "effect.add track=" track " kind=compressor lookahead=5 threshold=0 ratio=1\n"

static void
test_paths (void)
{
  assert_aligned (LINEAR ("A"), 2);
  assert_aligned (LINEAR ("A") AHEAD ("B"), 2);
  assert_aligned (LINEAR ("A") AHEAD ("A") AHEAD ("B"), 2);
  assert_aligned ("track.add kind=group name=G\ntrack.set track=A in=G\n" LINEAR ("G"), 2);
  assert_aligned ("track.add kind=group name=G\ntrack.add kind=group name=H in=G\n"
                  "track.set track=A in=H\n" LINEAR ("H") AHEAD ("G") AHEAD ("B"),
                  2);
  assert_aligned (LINEAR ("main"), 2);
  assert_aligned ("effect.add track=main master=on kind=eq phase=linear\n" AHEAD ("A"), 2);
}

static void
test_sends (void)
{
  /* A direct 1, B direct 1, A through the return 1, pre or post, before or behind latency. */
  assert_aligned ("track.add kind=return name=R\nsend.add track=A to=R\n" LINEAR ("R"), 3);
  assert_aligned (
      "track.add kind=return name=R\nsend.add track=A to=R tap=pre\n" LINEAR ("A") AHEAD ("R"), 3);
  assert_aligned ("track.add kind=return name=R\ntrack.add kind=return name=S\n"
                  "send.add track=A to=R\nsend.add track=R to=S\nsend.add track=B to=S\n" LINEAR (
                      "A") AHEAD ("R") LINEAR ("S"),
                  5);
  assert_aligned ("track.add kind=group name=G\ntrack.set track=A in=G\n"
                  "track.add kind=return name=R\nsend.add track=G to=R\n" LINEAR ("G") AHEAD ("R"),
                  3);
}

static void
test_bypass (void)
{
  MixFixture *fixture = fixture_of (LINEAR ("A") AHEAD ("A"));
  Track *track = mix_fixture_track (fixture, "A");
  ((Effect *) list_edit (&track->effects, 0))->bypass = true;
  MixSound sound = mix_fixture_play (fixture, 0, N, 64, 1);

  g_assert_cmpint (peak_frame (&sound), ==, AT);
  g_assert_cmpfloat_with_epsilon (sound.audio[0][AT], 2, 1e-3);
  mix_sound_free (&sound);
  mix_fixture_free (fixture);
}

/* One side through the delaying effect: the other keeps step. */
static void
test_one_side (void)
{
  for (int mode = CHANNELS_MID; mode <= CHANNELS_RIGHT; mode++) {
    MixFixture *fixture = fixture_of (LINEAR ("A"));
    Track *track = mix_fixture_track (fixture, "A");
    ((Effect *) list_edit (&track->effects, 0))->channels = mode;
    MixSound sound = mix_fixture_play (fixture, 0, N, 64, 1);
    g_assert_cmpfloat_with_epsilon (sound.audio[0][AT], 2, 1e-3);
    g_assert_cmpfloat_with_epsilon (sound.audio[1][AT], 1, 1e-3);
    mix_sound_free (&sound);
    mix_fixture_free (fixture);
  }
}

/* A gate on B that only the impulse of A opens passes B's impulse, however far A's path is delayed.
 */
static void
test_sidechain (void)
{
  static const char *const delays[] = { "", LINEAR ("A"), AHEAD ("A") LINEAR ("A") };
  double open = NAN;

  for (size_t i = 0; i < G_N_ELEMENTS (delays); i++)
    for (int before = 0; before < 2; before++)
      for (int tap = TAP_POST; tap <= TAP_PRE; tap++) {
        g_autofree char *lines = g_strdup_printf (
            "%s%seffect.add track=B kind=gate threshold=-20 attack=0.01 hold=0 release=1 "
            "range=80 name=gate\n"
            "track.add kind=audio name=C\nclip.import track=C file=dc:2:3000:0.5 at=0f",
            delays[i], before ? LINEAR ("B") : "");
        MixFixture *fixture = fixture_of (lines);
        const Id source = mix_fixture_track (fixture, "A")->node.id;
        Track *listener = mix_fixture_track (fixture, "B");
        Effect *gate = (Effect *) list_edit (&listener->effects, before);
        gate->sidechain = source;
        gate->sidechain_tap = tap;
        /* In the frame of the impulse and no other the gate's input is loud: it must be there that
         * the detector sees it. */
        MixSound sound = mix_fixture_play_track (fixture, "B", 0, N);
        g_assert_cmpint (peak_frame (&sound), ==, AT);
        g_test_message ("%zu %d %d: %g", i, before, tap, (double) sound.audio[0][AT]);
        /* As wide open as without any latency: the detector sees it in the same frame. */
        open = isnan (open) ? (double) sound.audio[0][AT] : open;
        g_assert_cmpfloat_with_epsilon (sound.audio[0][AT], open, 2e-3);
        mix_sound_free (&sound);
        mix_fixture_free (fixture);
      }
}

/* Automation acts on the frame that it is written at, behind any latency. */
static void
test_automation (void)
{
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (
      fixture, "track.add kind=audio name=A\nclip.import track=A file=dc:2:20000:1 at=0f\n"
               "track.add kind=group name=G\ntrack.set track=A in=G\n" LINEAR ("A") AHEAD ("A")
                   AHEAD ("G") "automation.add track=G target=gain at=8000f value=0 shape=hold\n"
                               "automation.add track=G target=gain at=8025f value=-inf\n");
  MixSound sound = mix_fixture_play (fixture, 0, 12000, 64, 1);
  g_assert_cmpfloat_with_epsilon (sound.audio[0][8000], 1, 1e-3);
  g_assert_cmpfloat (fabsf (sound.audio[0][8024]), >, 1e-3);
  g_assert_cmpfloat (mix_sound_peak (&sound, 8025, 12000), ==, 0);
  mix_sound_free (&sound);
  mix_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mix/latency/paths", test_paths);
  g_test_add_func ("/mix/latency/sends", test_sends);
  g_test_add_func ("/mix/latency/bypass", test_bypass);
  g_test_add_func ("/mix/latency/one-side", test_one_side);
  g_test_add_func ("/mix/latency/sidechain", test_sidechain);
  g_test_add_func ("/mix/latency/automation", test_automation);
  return g_test_run ();
}
