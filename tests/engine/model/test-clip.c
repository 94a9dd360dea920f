/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places of clips and their offsets: what is set is what is read, to the unit. */
#include "base/hash.h"
#include "model/clip.h"

typedef struct {
  uint64_t key;
  int count;
} Dice;

static int64_t
below (Dice *dice, int64_t n)
{
  return (int64_t) (hash_at (dice->key, dice->count++) >> 1) % n;
}

static Project *
song_of (double bpm)
{
  Project *project = project_new ();
  Tempo *tempo = (Tempo *) list_edit (&project->tempos, 0);
  tempo->bpm = bpm;
  return project;
}

static void
test_offset (void)
{
  static const int64_t rates[] = { 1, 8000, 11025, 44056, 44100, 48000, 192000, 10000000 };
  static const double stretches[] = { 1, 0.05, 0.8137, 1.0000001, 3.25, 20 };
  Project *project = song_of (133.7);
  TempoMap *map = tempo_map_new (project);
  Clip *clip = (Clip *) node_new (NODE_CLIP);
  Source *source = (Source *) node_new (NODE_SOURCE);
  Dice dice = { hash_key (1, 2, 3), 0 };

  for (size_t r = 0; r < G_N_ELEMENTS (rates); r++)
    for (size_t s = 0; s < G_N_ELEMENTS (stretches); s++)
      for (int i = 0; i < 300; i++) {
        /* From a few units to some hours, either side of the start. */
        const Units offset = below (&dice, INT64_C (1) << (i % 43 + 1)) * (i & 1 ? -1 : 1);
        source->rate = rates[r];
        clip->stretch = stretches[s];
        clip_set_offset_units (map, clip, source, offset);
        g_assert_cmpint (clip_offset_units (map, clip, source), ==, offset);
        g_assert_cmpint (clip->offset_fine, >=, 0);
        g_assert_cmpint (clip->offset_fine, <,
                         (double) UNITS_PER_SECOND / (double) rates[r] * stretches[s] + 2);
      }
  /* A whole frame of the source is one, and nothing beyond it. */
  clip->stretch = 1;
  for (size_t r = 0; r < G_N_ELEMENTS (rates); r++)
    for (int64_t frame = -3; frame <= 3; frame++) {
      source->rate = rates[r];
      clip_set_offset_units (map, clip, source, frames_to_units (frame, (int) rates[r]));
      g_assert_cmpint (clip->offset, ==, frame);
      g_assert_cmpint (clip->offset_fine, ==, 0);
    }
  node_unref (&clip->node);
  node_unref (&source->node);
  tempo_map_free (map);
  project_unref (project);
}

/* What no file should hold ends at a bound, without overflow and without end. */
static void
test_extremes (void)
{
  static const Units offsets[] = { UNITS_MAX, -UNITS_MAX, INT64_MAX, -INT64_MAX };
  Project *project = song_of (120);
  TempoMap *map = tempo_map_new (project);
  Clip *clip = (Clip *) node_new (NODE_CLIP);
  Source *source = (Source *) node_new (NODE_SOURCE);

  source->rate = 44100;
  for (size_t i = 0; i < G_N_ELEMENTS (offsets); i++)
    for (int k = 0; k < 2; k++) {
      clip->stretch = k ? 1.7 : 1;
      clip_set_offset_units (map, clip, source, offsets[i]);
      const Units back = clip_offset_units (map, clip, source);
      g_assert_true (offsets[i] > 0 ? back > UNITS_MAX / 5 : back < -UNITS_MAX / 5);
      clip->offset = offsets[i] > 0 ? INT64_C (4000000000000000) : -INT64_C (4000000000000000);
      clip->offset_fine = 0;
      g_assert_cmpint (ABS (clip_offset_units (map, clip, source)), <=, UNITS_MAX / 4);
    }
  node_unref (&clip->node);
  node_unref (&source->node);
  tempo_map_free (map);
  project_unref (project);
}

/* Audio begins where it is put; notes, and audio that follows the tempo, at the tick or the next.
 */
static void
test_start (void)
{
  Dice dice = { hash_key (4, 5, 6), 0 };

  for (int i = 0; i < 2000; i++) {
    Project *project = song_of (5 + (double) below (&dice, 99500) / 100);
    TempoMap *map = tempo_map_new (project);
    Clip *clip = (Clip *) node_new (NODE_CLIP);
    const Units at = below (&dice, 1000 * UNITS_PER_SECOND);

    clip->start.base = i & 1 ? TIME_MUSICAL : TIME_ABSOLUTE;
    clip->length = (Position){ UNITS_PER_SECOND, TIME_ABSOLUTE };
    clip_set_start (map, clip, at);
    g_assert_cmpint (clip_start_units (map, clip), ==, at);
    g_assert_cmpint (clip_end_units (map, clip), ==, at + UNITS_PER_SECOND);
    g_assert_cmpint (tempo_map_units (map, clip_first_tick (map, clip)), <=, at);
    g_assert_cmpint (tempo_map_units (map, clip_first_tick (map, clip) + 1), >, at);
    clip_set_base (map, clip, i & 1 ? TIME_ABSOLUTE : TIME_MUSICAL);
    g_assert_cmpint (clip_start_units (map, clip), ==, at);

    clip->kind = i & 2 ? CLIP_NOTES : CLIP_AUDIO;
    clip->start.base = clip->length.base = TIME_MUSICAL;
    clip_set_start (map, clip, at);
    g_assert_cmpint (clip->start_fine, ==, 0);
    g_assert_cmpint (clip_start_units (map, clip), ==, clip_place_start (map, clip, at));
    g_assert_cmpint (clip_start_units (map, clip), >=, at);
    g_assert_cmpint (tempo_map_units (map, clip->start.value - 1), <, at);
    node_unref (&clip->node);
    tempo_map_free (map);
    project_unref (project);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/clip/offset", test_offset);
  g_test_add_func ("/model/clip/extremes", test_extremes);
  g_test_add_func ("/model/clip/start", test_start);
  return g_test_run ();
}
