/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Solo and mute in the combinations of SEMANTICS: each source is one impulse in a frame of its own,
 * so that the mix says who is heard, and how loud. */
#include <math.h>
#include <string.h>

#include "mix_fixture.h"

/* A and B in the group G, C alone; A and C send to R, G to S; every source has its own frame. */
static MixFixture *
fixture_of (const char *lines)
{
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=group name=G\n"
                            "track.add kind=audio name=A in=G\n"
                            "track.add kind=audio name=B in=G\n"
                            "track.add kind=audio name=C\n"
                            "track.add kind=return name=R\n"
                            "track.add kind=return name=S\n"
                            "track.add kind=vca name=V\n"
                            "track.set track=B vca=V\n"
                            "clip.import track=A file=impulse:2:900:100 at=0f\n"
                            "clip.import track=B file=impulse:2:900:200 at=0f\n"
                            "clip.import track=C file=impulse:2:900:300 at=0f\n"
                            "send.add track=A to=R gain=-20\n"
                            "send.add track=C to=R gain=-20 tap=pre\n"
                            "send.add track=G to=S gain=-40");
  if (*lines)
    mix_fixture_run (fixture, lines);
  return fixture;
}

/* The levels of A, B and C in the mix: 1 direct, 0.1 through R, 0.01 through S. */
static void
assert_heard (const char *lines, double a, double b, double c)
{
  MixFixture *fixture = fixture_of (lines);
  MixSound sound = mix_fixture_play (fixture, 0, 1000, 64, 1);
  const double want[3] = { a, b, c };

  for (int i = 0; i < 3; i++) {
    g_test_message ("%s: %d is %g", lines, i, (double) sound.audio[0][100 * (i + 1)]);
    g_assert_cmpfloat_with_epsilon (sound.audio[0][100 * (i + 1)], want[i], 1e-6);
  }
  mix_sound_free (&sound);
  mix_fixture_free (fixture);
}

#define SOLO(name) "track.set track=" name " solo=on\n"
#define MUTE(name) "track.set track=" name " mute=on\n"

static void
test_mute (void)
{
  assert_heard ("", 1.11, 1.01, 1.1);
  assert_heard (MUTE ("A"), 0, 1.01, 1.1);
  assert_heard (MUTE ("C"), 1.11, 1.01, 0); /* the pre tap, too */
  assert_heard (MUTE ("G"), 0.1, 0, 1.1); /* members keep their own sends */
  assert_heard (MUTE ("R"), 1.01, 1.01, 1);
  assert_heard (MUTE ("V"), 1.11, 0, 1.1);
}

static void
test_solo (void)
{
  assert_heard (SOLO ("A"), 1.11, 0, 0); /* its group and the safe returns sound */
  assert_heard (SOLO ("G"), 1.11, 1.01, 0); /* its members do */
  assert_heard (SOLO ("C"), 0, 0, 1.1);
  assert_heard (SOLO ("A") SOLO ("C"), 1.11, 0, 1.1);
  assert_heard (SOLO ("A") MUTE ("A"), 0, 0, 0); /* mute beats solo */
  assert_heard (SOLO ("A") MUTE ("G"), 0.1, 0, 0);
  assert_heard (SOLO ("V"), 0, 1.01, 0); /* a VCA stands for its members */
  assert_heard (SOLO ("A") "track.set track=C solo_safe=on\n", 1.11, 0, 1.1);
  assert_heard (SOLO ("A") "track.set track=R solo_safe=off\n", 1.01, 0, 0);
  assert_heard (SOLO ("main"), 1.11, 1.01, 1.1); /* everything descends from it */
}

static void
test_soloed_return (void)
{
  assert_heard (SOLO ("R"), 0.1, 0, 0.1); /* its senders' sends and nothing else */
  assert_heard (SOLO ("S"), 0.01, 0.01, 0); /* a group that sends still holds its members */
  assert_heard (SOLO ("R") MUTE ("A"), 0, 0, 0.1);
  assert_heard (SOLO ("R") SOLO ("C"), 0.1, 0, 1.1);
}

static void
test_folder (void)
{
  static const char lines[] = "track.add kind=folder name=F\ntrack.set track=C in=F\n";
  g_autofree char *solo = g_strconcat (lines, SOLO ("F"), NULL);
  assert_heard (solo, 0, 0, 1.1);
  g_autofree char *inside = g_strconcat (lines, SOLO ("C"), NULL);
  assert_heard (inside, 0, 0, 1.1);
}

static void
test_note (void)
{
  MixFixture *fixture = fixture_of (SOLO ("A") SOLO ("C"));
  MixGraph *graph = mix_fixture_compile (fixture, NULL);

  g_assert_cmpuint (graph->notes->len, ==, 1);
  g_assert_nonnull (strstr (graph->notes->pdata[0], "solo is on: only A, C"));
  mix_graph_free (graph);
  mix_fixture_free (fixture);
}

/* The compiler names the circle where a file that nobody checked holds one. */
static void
test_cycle (void)
{
  MixFixture *fixture = fixture_of ("");
  const Id r = mix_fixture_track (fixture, "R")->node.id;
  Send *send = (Send *) node_new (NODE_SEND);
  GError *error = NULL;

  send->node.id = id_next (&fixture->ids, 's');
  send->to = mix_fixture_track (fixture, "G")->node.id;
  list_insert (&mix_fixture_track (fixture, "R")->sends, -1, &send->node);
  ((Send *) list_edit (&mix_fixture_track (fixture, "G")->sends, 0))->to = r;
  fixture->request.project = fixture->project;
  g_assert_null (mix_compile (&fixture->request, NULL, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "R"));
  g_assert_nonnull (strstr (error->message, "G"));
  g_clear_error (&error);
  mix_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mix/solo/mute", test_mute);
  g_test_add_func ("/mix/solo/solo", test_solo);
  g_test_add_func ("/mix/solo/soloed-return", test_soloed_return);
  g_test_add_func ("/mix/solo/folder", test_folder);
  g_test_add_func ("/mix/solo/note", test_note);
  g_test_add_func ("/mix/solo/cycle", test_cycle);
  return g_test_run ();
}
