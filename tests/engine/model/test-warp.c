/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Warp markers as a map of time: exact at the markers, even between them, there and back. */
#include <math.h>

#include "base/hash.h"
#include "model/clip.h"
#include "model/warp.h"

#define RATE 44100
#define FRAMES (10 * RATE)

typedef struct {
  Project *project;
  TempoMap *map;
  Clip *clip;
  Source *source;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->project = project_new ();
  fixture->map = tempo_map_new (fixture->project);
  fixture->clip = (Clip *) node_new (NODE_CLIP);
  fixture->source = (Source *) node_new (NODE_SOURCE);
  fixture->source->rate = RATE;
  fixture->source->frames = FRAMES;
  fixture->clip->start = (Position){ 3 * UNITS_PER_SECOND, TIME_ABSOLUTE };
  fixture->clip->length = (Position){ 6 * UNITS_PER_SECOND, TIME_ABSOLUTE };
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  node_unref (&fixture->clip->node);
  node_unref (&fixture->source->node);
  tempo_map_free (fixture->map);
  project_unref (fixture->project);
}

static void
mark (Fixture *fixture, double frame_seconds, double seconds)
{
  Warp *warp = (Warp *) node_new (NODE_WARP);
  warp->frame = (int64_t) (frame_seconds * RATE);
  warp->at = (Units) (seconds * (double) UNITS_PER_SECOND);
  list_insert (&fixture->clip->warps, -1, &warp->node);
}

static void
test_even (Fixture *fixture, gconstpointer data)
{
  g_auto (WarpMap) map = { 0 };

  mark (fixture, 2, 3);
  mark (fixture, 6, 5);
  warp_map_init (&map, fixture->clip, fixture->source);
  g_assert_cmpint (map.n, ==, 4);
  g_assert_cmpint (warp_map_units (&map, 0), ==, 0);
  g_assert_cmpint (warp_map_units (&map, RATE), ==, UNITS_PER_SECOND * 3 / 2);
  g_assert_cmpint (warp_map_units (&map, 2 * RATE), ==, 3 * UNITS_PER_SECOND);
  g_assert_cmpint (warp_map_units (&map, 4 * RATE), ==, 4 * UNITS_PER_SECOND);
  g_assert_cmpint (warp_map_units (&map, 8 * RATE), ==, UNITS_PER_SECOND * 15 / 2);
  /* The ends stay, and what lies beyond goes on at its own pace. */
  g_assert_cmpint (warp_map_units (&map, FRAMES), ==, 10 * UNITS_PER_SECOND);
  g_assert_cmpint (warp_map_units (&map, 11 * RATE), ==, 11 * UNITS_PER_SECOND);
  g_assert_cmpint (warp_map_units (&map, -RATE), ==, -UNITS_PER_SECOND);
  for (int i = -3; i < 140; i++) {
    const double frame = i * 3333.3;
    const double back = warp_map_frame (&map, warp_map_place (&map, frame));
    g_assert_cmpfloat (fabs (back - frame), <, 1e-6);
  }
}

/* What a broken file may hold counts for nothing. */
static void
test_broken (Fixture *fixture, gconstpointer data)
{
  g_auto (WarpMap) map = { 0 };

  mark (fixture, 3, 3.5);
  mark (fixture, 2, 4); /* does not rise */
  mark (fixture, 4, 3.50001); /* far too short */
  mark (fixture, 11, 11); /* beyond the source */
  warp_map_init (&map, fixture->clip, fixture->source);
  g_assert_cmpint (map.n, ==, 3);
  g_assert_cmpint (map.points[1].frame, ==, 3 * RATE);
  warp_map_clear (&map);
  fixture->clip->unwarped = true;
  warp_map_init (&map, fixture->clip, fixture->source);
  g_assert_cmpint (map.n, ==, 0);
}

/* A marker that moves nothing needs no stretching, and one on an even stretch goes, too. */
static void
test_simple (Fixture *fixture, gconstpointer data)
{
  g_auto (WarpMap) map = { 0 };

  mark (fixture, 3, 3);
  mark (fixture, 6, 6);
  warp_map_init (&map, fixture->clip, fixture->source);
  g_assert_cmpint (map.n, ==, 4);
  warp_map_simplify (&map);
  g_assert_cmpint (map.n, ==, 0);
  mark (fixture, 7, 8);
  mark (fixture, 8.5, 9);
  warp_map_init (&map, fixture->clip, fixture->source);
  const double before = warp_map_place (&map, 6.5 * RATE);
  warp_map_simplify (&map);
  g_assert_cmpint (map.n, ==, 4); /* the ends, and those at 6 and 7 s */
  g_assert_cmpfloat (fabs (warp_map_place (&map, 6.5 * RATE) - before), <, 1e4);
}

/* Offsets that are set are those that are read, and places of the song are found again. */
static void
test_places (Fixture *fixture, gconstpointer data)
{
  static const double stretches[] = { 1, 0.73, 1.9 };
  const uint64_t key = hash_key (7, 8, 9);

  mark (fixture, 1, 1.3);
  mark (fixture, 4, 3.1);
  mark (fixture, 8, 8.5);
  for (int i = 0; i < 600; i++) {
    g_auto (ClipContent) content = { 0 };
    const Units offset =
        (Units) (hash_at (key, i) % (uint64_t) (12 * UNITS_PER_SECOND)) - UNITS_PER_SECOND;
    fixture->clip->stretch = stretches[i % 3];
    fixture->clip->reverse = i & 1;
    clip_set_offset_units (fixture->map, fixture->clip, fixture->source, offset);
    g_assert_cmpint (clip_offset_units (fixture->map, fixture->clip, fixture->source), ==, offset);
    clip_content_init (&content, fixture->map, fixture->clip, fixture->source);
    const double at = (3 + 0.01 * i) * (double) UNITS_PER_SECOND;
    const double frame = clip_content_frame (&content, at);
    g_assert_cmpfloat (fabs (clip_content_place (&content, frame) - at), <, 20);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/warp/even", Fixture, NULL, set_up, test_even, tear_down);
  g_test_add ("/warp/broken", Fixture, NULL, set_up, test_broken, tear_down);
  g_test_add ("/warp/simple", Fixture, NULL, set_up, test_simple, tear_down);
  g_test_add ("/warp/places", Fixture, NULL, set_up, test_places, tear_down);
  return g_test_run ();
}
