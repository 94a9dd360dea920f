/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A compiled project, played through the cache in blocks, gives the bits of the mapped files. */
#include <string.h>

#include "base/realtime.h"
#include "mix/media_pool.h"
#include "render_fixture.h"
#include "stream/reader.h"

#define BLOCK 256
#define LENGTH 240000

static MixGraph *
compile (RenderFixture *fixture, MediaPool *pool)
{
  GError *error = NULL;
  const RenderSpec spec = render_fixture_spec (fixture);
  const MixRequest request = {
    .project = spec.project, .media = media_pool_media (pool), .block = BLOCK, .slots = 1
  };
  MixGraph *graph = mix_compile (&request, NULL, &error);
  g_assert_no_error (error);
  return graph;
}

static RenderFixture *
make_project (void)
{
  RenderFixture *fixture = render_fixture_new ();
  render_fixture_add_noise (fixture, "one", 1, LENGTH, 0.2);
  render_fixture_add_noise (fixture, "two", 2, LENGTH, 0.2);
  render_fixture_run (fixture, "track.add name=A\n"
                               "clip.import track=A file='one.wav' at=0s\n"
                               "clip.split clip=one at=1.7s\n"
                               "track.add name=B\n"
                               "clip.import track=B file='two.wav' at=0.5s\n"
                               "track.set track=B delay=30ms\n"
                               "clip.set clip=two reverse=true");
  return fixture;
}

static void
test_same_sound (void)
{
  RenderFixture *fixture = make_project ();
  const char *folder = render_fixture_folder (fixture);
  StreamCache *cache = stream_cache_new (0);
  StreamReader *reader = stream_reader_new (cache, NULL);
  MediaPool *offline_pool = media_pool_new (folder, 48000);
  MediaPool *live_pool = media_pool_new_live (folder, 48000, cache);
  MixGraph *offline = compile (fixture, offline_pool), *live = compile (fixture, live_pool);
  StreamPlan *plan = stream_plan_new (&live->graph), *none = stream_plan_new (&offline->graph);
  float *scratch = g_new (float, STRIP_SCRATCH (BLOCK));
  float peak = 0;

  g_assert_cmpint (plan->n, ==, 2);
  g_assert_cmpint (none->n, ==, 0);
  stream_plan_unref (none);
  const uint64_t ticket = stream_reader_prepare (reader, plan, 0, NULL, NULL);
  stream_reader_set_plan (reader, plan);
  for (int i = 0; i < 20000 && !stream_reader_is_ready (reader, ticket); i++)
    g_usleep (100);
  g_assert_true (stream_reader_is_ready (reader, ticket));

  realtime_thread_init ();
  for (Frames at = 0; at < LENGTH; at += BLOCK) {
    stream_reader_at (reader, at, true, 0, 0);
    stream_cache_enter (cache);
    graph_process (&live->graph, at, BLOCK, scratch);
    stream_cache_leave (cache);
    graph_process (&offline->graph, at, BLOCK, scratch);
    const Strip *a = &live->graph.context.strips[live->graph.main];
    const Strip *b = &offline->graph.context.strips[offline->graph.main];
    g_assert_cmpint (a->zero[0], ==, b->zero[0]);
    for (int c = 0; c < 2 && !b->zero[0]; c++) {
      g_assert_cmpmem (a->post[c], sizeof (float) * BLOCK, b->post[c], sizeof (float) * BLOCK);
      peak = MAX (peak, a->post[c][BLOCK / 2]);
    }
    if (at % (BLOCK * 8) == 0)
      g_usleep (6000); /* several times as fast as real time */
  }
  g_assert_cmpfloat (peak, >, 0.1);
  g_assert_cmpuint (stream_cache_misses (cache), ==, 0);
  stream_reader_free (reader);
  mix_graph_free (live);
  mix_graph_free (offline);
  media_pool_free (live_pool);
  media_pool_free (offline_pool);
  stream_cache_free (cache);
  render_fixture_free (fixture);
  g_free (scratch);
}

/* The file that is still heard while a track that was unfrozen warms up is read until then. */
static void
test_both (void)
{
  RenderFixture *fixture = make_project ();
  StreamCache *cache = stream_cache_new (0);
  MediaPool *pool = media_pool_new_live (render_fixture_folder (fixture), 48000, cache);
  MixGraph *before = compile (fixture, pool);
  render_fixture_run (fixture, "track.remove track=A");
  MixGraph *next = compile (fixture, pool);
  StreamPlan *plan = stream_plan_new (&next->graph);
  StreamPlan *both = stream_plan_new_both (&next->graph, &before->graph);
  int segments = 0;

  g_assert_cmpint (plan->n, ==, 1);
  g_assert_cmpint (both->n, ==, 3);
  for (int t = 0; t < both->n; t++)
    segments += both->tracks[t].n;
  g_assert_cmpint (segments, ==, 4);
  stream_plan_unref (plan);
  stream_plan_unref (both);
  mix_graph_free (before);
  mix_graph_free (next);
  media_pool_free (pool);
  stream_cache_free (cache);
  render_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stream/live/same-sound", test_same_sound);
  g_test_add_func ("/stream/live/both", test_both);
  return g_test_run ();
}
