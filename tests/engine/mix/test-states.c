/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A graph that follows another goes on where that one stood; large and silent projects. */
#include <math.h>

#include "mix_fixture.h"
#include "rt_guard.h"

#define HALF 20000

static void
assert_rest (const MixSound *whole, const MixSound *rest)
{
  const MixSound part = { rest->n, { whole->audio[0] + HALF, whole->audio[1] + HALF } };
  mix_sound_assert_same (&part, rest);
}

/* What follows HALF, for n frames, by a graph compiled after `lines` from the one up to there. */
static MixSound
go_on_for (MixFixture *fixture, const char *lines, int n)
{
  MixGraph *first = mix_fixture_compile (fixture, NULL);
  MixSound begun = mix_graph_play (first, 0, HALF, 1);

  if (*lines)
    mix_fixture_run (fixture, lines);
  MixGraph *second = mix_fixture_compile (fixture, first);
  mix_graph_free (first); /* what both point to lives on */
  const MixSound rest = mix_graph_play (second, HALF, n, 1);
  mix_graph_free (second);
  mix_sound_free (&begun);
  return rest;
}

static MixSound
go_on (MixFixture *fixture, const char *lines)
{
  return go_on_for (fixture, lines, HALF);
}

static MixSound
play_whole (MixFixture *fixture)
{
  MixGraph *graph = mix_fixture_compile (fixture, NULL);
  const MixSound sound = mix_graph_play (graph, 0, 2 * HALF, 1);
  mix_graph_free (graph);
  return sound;
}

static void
test_unchanged (void)
{
  static const char *const lines[] = {
    "",
    "track.add kind=audio name=New\ntrack.add kind=group name=Empty", /* strips move in the order */
    "track.set track=Kick name=Drum",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++) {
    MixFixture *fixture = mix_fixture_rich ();
    MixSound whole = play_whole (fixture);
    MixSound rest = go_on (fixture, lines[i]);
    assert_rest (&whole, &rest);
    mix_sound_free (&whole);
    mix_sound_free (&rest);
    mix_fixture_free (fixture);
  }
}

static const char hall[] = "track.add kind=audio name=A\ntrack.add kind=audio name=B\n"
                           "clip.import track=A file=noise:2:15000:1 at=0f\n"
                           "clip.import track=B file=dc:2:15000:0.1 at=0f\n"
                           "effect.add track=A kind=reverb time=2 mix=100\n";

/* A fader of another strip moves; the tail rings on to the bit. */
static void
test_tail_goes_on (void)
{
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, hall);
  MixSound whole = play_whole (fixture);
  MixSound rest = go_on (fixture, "track.set track=B gain=-10");

  g_assert_cmpfloat (mix_sound_peak (&rest, 0, HALF), >, 0.01);
  assert_rest (&whole, &rest);
  mix_sound_free (&whole);
  mix_sound_free (&rest);
  mix_fixture_free (fixture);
}

/* A value of the effect itself: the tail rings on, the new value comes by its own ramp. */
static void
test_value_moves (void)
{
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, hall);
  MixSound whole = play_whole (fixture);
  MixSound rest = go_on (fixture, "effect.set track=A effect=1 mix=50");

  g_assert_cmpfloat (fabsf (rest.audio[0][0] - whole.audio[0][HALF]), <, 1e-3);
  g_assert_cmpfloat (mix_sound_peak (&rest, HALF / 2, HALF), <,
                     0.9 * mix_sound_peak (&whole, HALF + HALF / 2, 2 * HALF));
  g_assert_cmpfloat (mix_sound_peak (&rest, HALF / 2, HALF), >, 0.001);
  mix_sound_free (&whole);
  mix_sound_free (&rest);
  mix_fixture_free (fixture);
}

/* A value that needs a new state: it starts with the automation's value, not the static one. */
static void
test_rebuilt (void)
{
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=audio name=A\n"
                            "clip.import track=A file=dc:2:90000:0.5 at=0f\n"
                            "effect.add track=A kind=eq\n"
                            "automation.add track=A target=eq.gain at=0f value=-6.0206\n");
  /* The delay of linear phase is 34816 frames. */
  MixSound rest = go_on_for (fixture, "effect.set track=A effect=1 phase=linear", 60000);

  g_assert_cmpfloat_with_epsilon (rest.audio[0][59999], 0.25, 1e-3);
  mix_sound_free (&rest);
  mix_fixture_free (fixture);
}

/* The audio thread allocates, locks and calls nothing. */
static void
test_guard (void)
{
  MixFixture *fixture = mix_fixture_rich ();
  fixture->request.block = 480;
  fixture->request.slots = 1;
  MixGraph *graph = mix_fixture_compile (fixture, NULL);
  g_autofree float *scratch = g_new (float, STRIP_SCRATCH (480));

  rt_guard_enter ();
  for (Frames at = 0; at < 60000; at += 480)
    graph_process (&graph->graph, at, 480, scratch);
  graph_reset (&graph->graph);
  rt_guard_leave ();
  g_assert_cmpstr (rt_guard_first (), ==, NULL);
  g_assert_cmpint (rt_guard_total (), ==, 0);
  mix_graph_free (graph);
  mix_fixture_free (fixture);
}

/* n tracks of 0.0009765625 a frame, in groups of 50: the sum is exact. */
static void
play_many (int n, bool print)
{
  MixFixture *fixture = mix_fixture_new ();
  GString *lines = g_string_new (NULL);
  for (int t = 0; t < n; t++) {
    if (t % 50 == 0)
      g_string_append_printf (lines, "track.add kind=group name=g%d\n", t / 50);
    g_string_append_printf (lines,
                            "track.add kind=audio name=t%d\n"
                            "track.set track=t%d in=g%d\n"
                            "clip.import track=t%d file=dc:2:9000:0.0009765625 at=0f\n",
                            t, t, t / 50, t);
  }
  mix_fixture_run (fixture, lines->str);
  g_string_free (lines, TRUE);
  const gint64 start = g_get_monotonic_time ();
  MixGraph *graph = mix_fixture_compile (fixture, NULL);
  const gint64 compiled = g_get_monotonic_time ();
  MixSound sound = mix_graph_play (graph, 0, 8192, 2);
  const gint64 played = g_get_monotonic_time ();

  for (int i = 0; i < sound.n; i++) {
    g_assert_cmpfloat (sound.audio[0][i], ==, (float) n / 1024);
    g_assert_cmpfloat (sound.audio[1][i], ==, (float) n / 2048);
  }
  if (print)
    g_test_message ("%d tracks: compiled in %.2f ms, 8192 frames in %.2f ms", n,
                    (double) (compiled - start) / 1000, (double) (played - compiled) / 1000);
  mix_sound_free (&sound);
  mix_graph_free (graph);
  mix_fixture_free (fixture);
}

static void
test_many (void)
{
  play_many (100, true);
  play_many (1000, true);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mix/states/unchanged", test_unchanged);
  g_test_add_func ("/mix/states/tail-goes-on", test_tail_goes_on);
  g_test_add_func ("/mix/states/value-moves", test_value_moves);
  g_test_add_func ("/mix/states/rebuilt", test_rebuilt);
  g_test_add_func ("/mix/states/guard", test_guard);
  g_test_add_func ("/mix/states/many", test_many);
  return g_test_run ();
}
