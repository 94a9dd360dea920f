/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include <glib.h>

#include "rt_guard.h"
#include "stream/capture_ring.h"

#define CHANNELS 2

/* The value of a frame says which one it is; 24 bits are exact. */
static float
value_of (Frames device_frame, int channel)
{
  return (float) ((device_frame * 2 + channel) % 16777216);
}

static void
write_block (CaptureRing *ring, Frames device_frame, int n)
{
  float left[1024], right[1024];
  const float *const planar[] = { left, right };

  for (int i = 0; i < n; i++) {
    left[i] = value_of (device_frame + i, 0);
    right[i] = value_of (device_frame + i, 1);
  }
  capture_ring_write (ring, planar, n);
}

static void
assert_span (const CaptureSpan *span, int n, Frames song_frame, Frames device_frame)
{
  g_assert_false (span->is_mark);
  g_assert_cmpint (span->n, ==, n);
  g_assert_cmpint (span->song_frame, ==, song_frame);
  g_assert_cmpint (span->device_frame, ==, device_frame);
  for (int c = 0; c < CHANNELS; c++)
    for (int i = 0; i < n; i++)
      g_assert_true (span->planar[c][i] == value_of (device_frame + i, c));
}

static void
assert_mark (CaptureRing *ring, CaptureReason reason, Frames song_frame, Frames device_frame,
             Frames lost)
{
  CaptureSpan span;
  g_assert_true (capture_ring_peek (ring, &span));
  g_assert_true (span.is_mark);
  g_assert_cmpint (span.mark.reason, ==, reason);
  g_assert_cmpint (span.mark.song_frame, ==, song_frame);
  g_assert_cmpint (span.mark.device_frame, ==, device_frame);
  g_assert_cmpint (span.mark.lost, ==, lost);
  capture_ring_consume (ring, &span, 0);
}

static void
assert_frames (CaptureRing *ring, int n, Frames song_frame, Frames device_frame)
{
  CaptureSpan span;
  g_assert_true (capture_ring_peek (ring, &span));
  assert_span (&span, n, song_frame, device_frame);
  capture_ring_consume (ring, &span, n);
}

static void
test_marks (void)
{
  CaptureRing *ring = capture_ring_new (CHANNELS, 1000);
  CaptureSpan span;

  g_assert_cmpint (capture_ring_capacity (ring), ==, 1024);
  g_assert_false (capture_ring_peek (ring, &span));
  capture_ring_begin (ring, CAPTURE_PUNCH_IN, 5000, 100);
  write_block (ring, 100, 300);
  write_block (ring, 400, 300);
  capture_ring_begin (ring, CAPTURE_LOOP_WRAP, 2000, 700);
  write_block (ring, 700, 200);
  capture_ring_end (ring);

  assert_mark (ring, CAPTURE_PUNCH_IN, 5000, 100, 0);
  g_assert_true (capture_ring_peek (ring, &span));
  assert_span (&span, 600, 5000, 100);
  capture_ring_consume (ring, &span, 250);
  assert_frames (ring, 350, 5250, 350);
  assert_mark (ring, CAPTURE_LOOP_WRAP, 2000, 700, 0);
  assert_frames (ring, 200, 2000, 700);
  assert_mark (ring, CAPTURE_END, 2200, 900, 0);
  g_assert_false (capture_ring_peek (ring, &span));

  /* Around the end of the memory: two spans. */
  capture_ring_begin (ring, CAPTURE_PUNCH_IN, 0, 1000);
  write_block (ring, 1000, 500);
  assert_mark (ring, CAPTURE_PUNCH_IN, 0, 1000, 0);
  assert_frames (ring, 224, 0, 1000);
  assert_frames (ring, 276, 224, 1224);
  g_assert_false (capture_ring_peek (ring, &span));
  g_assert_cmpint (capture_ring_lost (ring), ==, 0);
  capture_ring_free (ring);
}

static void
test_overflow (void)
{
  CaptureRing *ring = capture_ring_new (CHANNELS, 1024);
  CaptureSpan span;

  capture_ring_begin (ring, CAPTURE_PUNCH_IN, 0, 0);
  for (Frames at = 0; at < 1500; at += 300) /* the fourth and fifth find no room */
    write_block (ring, at, 300);
  g_assert_cmpint (capture_ring_lost (ring), ==, 600);
  assert_mark (ring, CAPTURE_PUNCH_IN, 0, 0, 0);
  assert_frames (ring, 900, 0, 0);
  g_assert_false (capture_ring_peek (ring, &span));

  write_block (ring, 1500, 300);
  assert_mark (ring, CAPTURE_LOST, 1500, 1500, 600);
  assert_frames (ring, 124, 1500, 1500);
  assert_frames (ring, 176, 1624, 1624);

  /* A loop that wraps meanwhile says more than that something is missing. */
  for (Frames at = 1800; at < 3300; at += 300)
    write_block (ring, at, 300);
  capture_ring_begin (ring, CAPTURE_LOOP_WRAP, 100, 3300);
  assert_frames (ring, 848, 1800, 1800);
  assert_frames (ring, 52, 2648, 2648);
  assert_mark (ring, CAPTURE_LOOP_WRAP, 100, 3300, 600);
  g_assert_cmpint (capture_ring_lost (ring), ==, 1200);
  capture_ring_free (ring);
}

/* More marks than find room: no frame gets a place that is not its own. */
static void
test_marks_overflow (void)
{
  CaptureRing *ring = capture_ring_new (CHANNELS, 4 * CAPTURE_MARKS);
  CaptureSpan span;

  for (int i = 0; i < CAPTURE_MARKS + 5; i++) {
    capture_ring_begin (ring, CAPTURE_LOOP_WRAP, 77, i);
    write_block (ring, i, 1);
  }
  g_assert_cmpint (capture_ring_lost (ring), ==, 5);
  for (int i = 0; i < CAPTURE_MARKS; i++) {
    assert_mark (ring, CAPTURE_LOOP_WRAP, 77, i, 0);
    assert_frames (ring, 1, 77, i);
  }
  write_block (ring, CAPTURE_MARKS + 5, 1);
  assert_mark (ring, CAPTURE_LOOP_WRAP, 78, CAPTURE_MARKS + 5, 5);
  assert_frames (ring, 1, 78, CAPTURE_MARKS + 5);
  g_assert_false (capture_ring_peek (ring, &span));
  capture_ring_free (ring);
}

static void
test_guard (void)
{
  CaptureRing *ring = capture_ring_new (CHANNELS, 4096);

  rt_guard_enter ();
  capture_ring_begin (ring, CAPTURE_PUNCH_IN, 0, 0);
  for (Frames at = 0; at < 8192; at += 256)
    write_block (ring, at, 256);
  capture_ring_end (ring);
  rt_guard_leave ();
  g_assert_cmpint (rt_guard_total (), ==, 0);
  capture_ring_free (ring);
}

typedef struct {
  CaptureRing *ring;
  atomic_bool done;
  Frames end; /* device frame behind the last */
} Race;

enum { PASSES = 400 };

static void *
produce (void *data)
{
  Race *race = data;
  Frames device = 0;

  for (int pass = 0; pass < PASSES; pass++) {
    capture_ring_begin (race->ring, pass % 7 ? CAPTURE_LOOP_WRAP : CAPTURE_XRUN, 1000 * pass,
                        device);
    for (int block = 0; block < 20; block++) {
      const int n = 1 + (pass * 31 + block * 17) % 256;
      write_block (race->ring, device, n);
      device += n;
    }
    if (pass % 16 == 0)
      g_usleep (500); /* so that the reader sees it empty, too */
  }
  race->end = device;
  atomic_store (&race->done, true);
  return NULL;
}

/* Every frame that arrives is whole and at its place; those that do not are counted. */
static void
test_threads (void)
{
  Race race = { .ring = capture_ring_new (CHANNELS, 8192) };
  pthread_t thread;
  CaptureSpan span;
  Frames next = 0, got = 0, song = 0;

  g_assert_cmpint (pthread_create (&thread, NULL, produce, &race), ==, 0);
  for (;;) {
    const bool done = atomic_load (&race.done);
    if (!capture_ring_peek (race.ring, &span)) {
      if (done)
        break;
      continue;
    }
    if (span.is_mark) {
      g_assert_cmpint (span.mark.device_frame, >=, next);
      next = span.mark.device_frame;
      song = span.mark.song_frame;
      capture_ring_consume (race.ring, &span, 0);
      continue;
    }
    const int n = MIN (span.n, 1 + (int) (got % 500));
    span.n = n;
    assert_span (&span, n, song, next);
    capture_ring_consume (race.ring, &span, n);
    next += n;
    song += n;
    got += n;
  }
  pthread_join (thread, NULL);
  g_test_message ("%" G_GINT64_FORMAT " frames arrived, %" G_GINT64_FORMAT " did not", got,
                  capture_ring_lost (race.ring));
  g_assert_cmpint (got + capture_ring_lost (race.ring), ==, race.end);
  g_assert_cmpint (got, >, 0);
  capture_ring_free (race.ring);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stream/capture-ring/marks", test_marks);
  g_test_add_func ("/stream/capture-ring/overflow", test_overflow);
  g_test_add_func ("/stream/capture-ring/marks-overflow", test_marks_overflow);
  g_test_add_func ("/stream/capture-ring/guard", test_guard);
  g_test_add_func ("/stream/capture-ring/threads", test_threads);
  return g_test_run ();
}
