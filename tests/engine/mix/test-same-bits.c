/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One project, every number of threads and every block size: one sound, to the bit. */
#include <stdlib.h>

#include "mix_fixture.h"

#define LENGTH 60000

static const int blocks[] = { 1, 7, 16, 32, 64, 480, 512, 1024, 8192 };
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
  MixSound reference = mix_fixture_play (fixture, 11003, 20000, 1024, 1);
  const int others[] = { 1, 13, 333, 8192 };

  for (size_t b = 0; b < G_N_ELEMENTS (others); b++) {
    MixSound sound = mix_fixture_play (fixture, 11003, 20000, others[b], 2);
    mix_sound_assert_same (&reference, &sound);
    mix_sound_free (&sound);
  }
  mix_sound_free (&reference);
  mix_fixture_free (fixture);
}

/* A graph that is reset plays as a fresh one. */
static void
test_reset (void)
{
  MixFixture *fixture = mix_fixture_rich ();
  MixGraph *graph = mix_fixture_compile (fixture, NULL);
  MixSound first = mix_graph_play (graph, 0, 30000, 1);

  graph_reset (&graph->graph);
  MixSound second = mix_graph_play (graph, 0, 30000, 1);
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
  g_test_add_func ("/mix/same-bits/reset", test_reset);
  return g_test_run ();
}
