/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One project, every number of threads and every block size: one sound, to the bit. */
#include <stdlib.h>
#include <string.h>

#include "mix_fixture.h"
#include "sanitized.h"

#define LENGTH (SANITIZED ? 24000 : 60000)

#if SANITIZED
static const int blocks[] = { 32, 64, 480, 8192 };
#else
static const int blocks[] = { 1, 7, 16, 32, 64, 480, 512, 1024, 8192 };
#endif
static const int threads[] = { 1, 2, 3, 8 };

/* All pairs take a minute; the usual run takes every block and every number of threads once. */
static bool
everything (void)
{
  return g_getenv ("LACQUER_TEST_ALL") != NULL;
}

static void
test_rich (void)
{
  MixFixture *fixture = mix_fixture_rich ();
  const int length = everything () ? LENGTH : LENGTH / 2;
  MixSound reference = mix_fixture_play (fixture, 0, length, 512, 1);

  g_assert_cmpfloat (mix_sound_peak (&reference, 0, length), >, 0.1);
  g_assert_cmpfloat (mix_sound_peak (&reference, 0, length), <, 4);
  for (size_t b = 0; b < G_N_ELEMENTS (blocks); b++)
    for (size_t t = 0; t < G_N_ELEMENTS (threads); t++) {
      if (!everything () && (b + 1) % G_N_ELEMENTS (threads) != t)
        continue;
      MixSound sound = mix_fixture_play (fixture, 0, length, blocks[b], threads[t]);
      g_test_message ("block %d, %d threads", blocks[b], threads[t]);
      mix_sound_assert_same (&reference, &sound);
      mix_sound_free (&sound);
    }
  mix_sound_free (&reference);
  mix_fixture_free (fixture);
}

/* From a place that is on no grid. */
static void
test_from_the_middle (void)
{
  MixFixture *fixture = mix_fixture_rich ();
  MixSound reference = mix_fixture_play (fixture, 11003, LENGTH / 3, 1024, 1);
#if SANITIZED
  static const int others[] = { 77, 8192 };
#else
  static const int others[] = { 1, 13, 333, 8192 };
#endif

  for (size_t b = 0; b < G_N_ELEMENTS (others); b++) {
    MixSound sound = mix_fixture_play (fixture, 11003, LENGTH / 3, others[b], 2);
    mix_sound_assert_same (&reference, &sound);
    mix_sound_free (&sound);
  }
  mix_sound_free (&reference);
  mix_fixture_free (fixture);
}

/* Calls of any length, as a device makes them. */
static void
test_random_cuts (void)
{
  MixFixture *fixture = mix_fixture_rich ();
  fixture->request.block = 700;
  fixture->request.slots = 1;
  MixGraph *graph = mix_fixture_compile (fixture, NULL);
  MixSound reference = mix_graph_play (graph, 0, LENGTH / 2, 1);
  g_autofree float *scratch = g_new (float, STRIP_SCRATCH (700));
  const Strip *output = &graph->graph.context.strips[graph->graph.main];
  GRand *rand = g_rand_new_with_seed (11);
  MixSound sound = { LENGTH / 2, { g_new0 (float, LENGTH), g_new0 (float, LENGTH) } };

  graph_reset (&graph->graph);
  for (int at = 0; at < sound.n;) {
    const int most = g_rand_boolean (rand) ? 9 : 701;
    const int n = MIN (g_rand_int_range (rand, 1, most), sound.n - at);
    graph_process (&graph->graph, at, n, scratch);
    for (int c = 0; c < 2 && !output->zero[0]; c++)
      memcpy (sound.audio[c] + at, output->post[c], sizeof (float) * (gsize) n);
    at += n;
  }
  mix_sound_assert_same (&reference, &sound);
  g_rand_free (rand);
  mix_sound_free (&reference);
  mix_sound_free (&sound);
  mix_graph_free (graph);
  mix_fixture_free (fixture);
}

/* A graph that is reset plays as a fresh one. */
static void
test_reset (void)
{
  MixFixture *fixture = mix_fixture_rich ();
  MixGraph *graph = mix_fixture_compile (fixture, NULL);
  MixSound first = mix_graph_play (graph, 0, LENGTH / 2, 1);

  graph_reset (&graph->graph);
  MixSound second = mix_graph_play (graph, 0, LENGTH / 2, 1);
  mix_sound_assert_same (&first, &second);
  mix_sound_free (&first);
  mix_sound_free (&second);
  mix_graph_free (graph);
  mix_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mix/same-bits/rich", test_rich);
  g_test_add_func ("/mix/same-bits/from-the-middle", test_from_the_middle);
  g_test_add_func ("/mix/same-bits/random-cuts", test_random_cuts);
  g_test_add_func ("/mix/same-bits/reset", test_reset);
  return g_test_run ();
}
