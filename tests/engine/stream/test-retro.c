/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <pthread.h>
#include <stdatomic.h>

#include "media/pcm.h"
#include "stream/retro.h"
#include "temporary.h"

#define RATE 48000

/* Exact as a float and in 24 bits. */
static float
value_of (Frames device_frame)
{
  return (float) (1 + device_frame % 8388600) / 8388608.0f;
}

static void
play (Retro *retro, Frames device_frame, int n, Frames song_frame)
{
  float *left = g_new (float, (gsize) n), *right = g_new (float, (gsize) n);
  const float *const planar[] = { left, right };

  for (int i = 0; i < n; i++) {
    left[i] = value_of (device_frame + i);
    right[i] = -left[i];
  }
  retro_write (retro, planar, n, device_frame, song_frame);
  g_free (left);
  g_free (right);
}

static void
assert_segment (const GArray *segments, guint i, Frames device_frame, Frames n, Frames song_frame)
{
  const RetroSegment *segment = &g_array_index (segments, RetroSegment, i);
  g_assert_cmpuint (i, <, segments->len);
  g_assert_cmpint (segment->device_frame, ==, device_frame);
  g_assert_cmpint (segment->n, ==, n);
  g_assert_cmpint (segment->song_frame, ==, song_frame);
}

static void
test_memory (void)
{
  Retro *retro = retro_new (1, RATE, RETRO_SECONDS);
  g_assert_cmpint (retro_capacity (retro), >=, RATE * RETRO_SECONDS);
  g_assert_cmpuint (retro_bytes (retro), <=, (32 << 20) + (RETRO_SEGMENTS + 100) * 24);
  retro_free (retro);
}

static void
test_segments (void)
{
  Retro *retro = retro_new (2, 1024, 4); /* 4096 frames */

  play (retro, 100, 500, RETRO_STILL);
  play (retro, 600, 500, RETRO_STILL);
  play (retro, 1100, 300, 9000);
  play (retro, 1400, 300, 9300);
  play (retro, 1700, 200, 9000); /* a loop wraps */
  play (retro, 2000, 100, 9200); /* the device lost 100 frames, the song none */
  g_autoptr (GArray) segments = retro_segments (retro);
  g_assert_cmpuint (segments->len, ==, 4);
  assert_segment (segments, 0, 100, 1000, RETRO_STILL);
  assert_segment (segments, 1, 1100, 600, 9000);
  assert_segment (segments, 2, 1700, 200, 9000);
  assert_segment (segments, 3, 2000, 100, 9200);

  RetroSegment found;
  g_assert_true (retro_find_song (retro, 9100, 9150, &found));
  g_assert_cmpint (found.device_frame, ==, 1800);
  g_assert_cmpint (found.n, ==, 50);
  g_assert_true (retro_find_song (retro, 9400, 20000, &found));
  g_assert_cmpint (found.device_frame, ==, 1500);
  g_assert_cmpint (found.n, ==, 200);
  g_assert_cmpint (found.song_frame, ==, 9400);
  g_assert_false (retro_find_song (retro, 0, 9000, &found));

  float left[400], right[400];
  float *const planar[] = { left, right };
  g_assert_cmpint (retro_read (retro, 1800, 400, planar), ==, 200);
  for (int i = 0; i < 400; i++) {
    const bool there = i < 100 || (i >= 200 && i < 300);
    g_assert_true (left[i] == (there ? value_of (1800 + i) : 0));
    g_assert_true (right[i] == -left[i]);
  }
  retro_free (retro);
}

static void
test_overwriting (void)
{
  Retro *retro = retro_new (2, 1024, 4);

  for (Frames at = 0; at < 100000; at += 250)
    play (retro, at, 250, at >= 98000 ? at - 98000 : RETRO_STILL);
  g_autoptr (GArray) segments = retro_segments (retro);
  g_assert_cmpuint (segments->len, ==, 2);
  assert_segment (segments, 0, 100000 - 4096, 2096, RETRO_STILL);
  assert_segment (segments, 1, 98000, 2000, 0);
  float *planar[2] = { g_new (float, 4196), g_new (float, 4196) };
  g_assert_cmpint (retro_read (retro, 100000 - 4196, 4196, planar), ==, 100);
  for (int i = 0; i < 4196; i++)
    g_assert_true (planar[0][i] == (i < 100 ? 0 : value_of (100000 - 4196 + i)));
  g_free (planar[0]);
  g_free (planar[1]);

  /* More jumps than are remembered: what is left is at its place. */
  for (int i = 0; i < 2 * RETRO_SEGMENTS; i++)
    play (retro, 100000 + i / 2, 1, 7 * i);
  g_autoptr (GArray) many = retro_segments (retro);
  g_assert_cmpuint (many->len, ==, RETRO_SEGMENTS);
  assert_segment (many, 0, 100000 + RETRO_SEGMENTS / 2, 1, 7 * RETRO_SEGMENTS);
  retro_free (retro);
}

static void
test_save (void)
{
  char *folder = temporary_folder_new ();
  Retro *retro = retro_new (2, RATE, 2);
  const TakeFileSpec spec = { .folder = folder, .name = "Vox 1", .encoding = PCM_INT24 };
  g_autofree char *path = NULL, *hash = NULL;
  GError *error = NULL;
  RetroSegment segment;

  for (Frames at = 0; at < 50000; at += 500)
    play (retro, at, 500, at + 1000);
  g_assert_true (retro_find_song (retro, 2000, 42000, &segment));
  g_assert_true (retro_save (retro, &segment, &spec, &path, &hash, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (hash), ==, 64);
  PcmFile *file = pcm_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pcm_info (file)->frames, ==, 40000);
  g_autofree float *left = g_new (float, 40000), *right = g_new (float, 40000);
  pcm_read (file, 0, 40000, 0, 2, (float *const[]){ left, right });
  for (int i = 0; i < 40000; i++) {
    g_assert_true (left[i] == value_of (1000 + i));
    g_assert_true (right[i] == -left[i]);
  }
  pcm_unref (file);

  const TakeFileSpec nowhere = { .folder = "/nowhere", .name = "x", .encoding = PCM_INT24 };
  g_autofree char *no_path = NULL, *no_hash = NULL;
  g_assert_false (retro_save (retro, &segment, &nowhere, &no_path, &no_hash, &error));
  g_assert_nonnull (error);
  g_assert_null (no_path);
  g_clear_error (&error);
  retro_free (retro);
  temporary_folder_remove (folder);
  g_free (folder);
}

static void
test_events (void)
{
  RetroEvents *events = retro_events_new (100); /* 128 */

  for (int i = 0; i < 500; i++)
    retro_events_write (events, &(RetroEvent){ .device_frame = 10 * i,
                                               .song_frame = i < 450 ? RETRO_STILL : i,
                                               .port = 3,
                                               .n_bytes = 3,
                                               .bytes = { 0x90, (uint8_t) (i % 128), 0x7f } });
  g_autoptr (GArray) all = retro_events_read (events, 0, INT64_MAX);
  g_assert_cmpuint (all->len, ==, 128);
  for (guint i = 0; i < all->len; i++) {
    const RetroEvent *event = &g_array_index (all, RetroEvent, i);
    const int n = 372 + (int) i;
    g_assert_cmpint (event->device_frame, ==, 10 * n);
    g_assert_cmpint (event->song_frame, ==, n < 450 ? RETRO_STILL : n);
    g_assert_cmpint (event->port, ==, 3);
    g_assert_cmpint (event->n_bytes, ==, 3);
    g_assert_cmpint (event->bytes[0], ==, 0x90);
    g_assert_cmpint (event->bytes[1], ==, n % 128);
    g_assert_cmpint (event->bytes[2], ==, 0x7f);
  }
  g_autoptr (GArray) some = retro_events_read (events, 4000, 4030);
  g_assert_cmpuint (some->len, ==, 3);
  retro_events_free (events);
}

typedef struct {
  Retro *retro;
  RetroEvents *events;
  atomic_bool done;
} Race;

static void *
produce (void *data)
{
  Race *race = data;

  for (Frames at = 0; at < 400000; at += 100) {
    play (race->retro, at, 100, at / 1000 * 5000 + at % 1000);
    retro_events_write (race->events, &(RetroEvent){ .device_frame = at,
                                                     .song_frame = 2 * at,
                                                     .bytes = { (uint8_t) (at / 100), 0, 0 } });
    if (at % 20000 == 0)
      g_usleep (100);
  }
  atomic_store (&race->done, true);
  return NULL;
}

/* Whatever is overwritten meanwhile: a frame that is handed out is the right one. */
static void
test_threads (void)
{
  Race race = { .retro = retro_new (2, 1024, 8), .events = retro_events_new (64) };
  float left[3000], right[3000];
  float *const planar[] = { left, right };
  Frames seen = 0;
  pthread_t thread;

  g_assert_cmpint (pthread_create (&thread, NULL, produce, &race), ==, 0);
  while (!atomic_load (&race.done)) {
    g_autoptr (GArray) segments = retro_segments (race.retro);
    for (guint i = 0; i < segments->len; i++) {
      const RetroSegment *segment = &g_array_index (segments, RetroSegment, i);
      const Frames at = segment->device_frame;
      g_assert_cmpint (segment->song_frame, ==, at / 1000 * 5000 + at % 1000);
    }
    if (segments->len > 0) {
      const Frames from = g_array_index (segments, RetroSegment, 0).device_frame;
      retro_read (race.retro, from, 3000, planar);
      for (int i = 0; i < 3000; i++) {
        g_assert_true (left[i] == 0 || left[i] == value_of (from + i));
        g_assert_true (right[i] == -left[i] || left[i] == 0 || right[i] == 0);
        seen += left[i] != 0;
      }
    }
    g_autoptr (GArray) events = retro_events_read (race.events, 0, INT64_MAX);
    for (guint i = 0; i < events->len; i++) {
      const RetroEvent *event = &g_array_index (events, RetroEvent, i);
      g_assert_cmpint (event->song_frame, ==, 2 * event->device_frame);
      g_assert_cmpint (event->bytes[0], ==, (uint8_t) (event->device_frame / 100));
    }
  }
  pthread_join (thread, NULL);
  g_assert_cmpint (seen, >, 0);
  retro_free (race.retro);
  retro_events_free (race.events);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stream/retro/memory", test_memory);
  g_test_add_func ("/stream/retro/segments", test_segments);
  g_test_add_func ("/stream/retro/overwriting", test_overwriting);
  g_test_add_func ("/stream/retro/save", test_save);
  g_test_add_func ("/stream/retro/events", test_events);
  g_test_add_func ("/stream/retro/threads", test_threads);
  return g_test_run ();
}
