/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/capture_ring_private.h"

#include <string.h>

/* False when the reader is so far behind that the mark finds no room. A mark is published before
 * the frames behind it, and the reader looks at frames first: it never sees a frame whose mark is
 * still missing. */
static bool
push_mark (CaptureRing *ring)
{
  const uint64_t n = atomic_load_explicit (&ring->marks_written, memory_order_relaxed);
  const uint64_t read = atomic_load_explicit (&ring->marks_read, memory_order_acquire);

  if (n - read >= CAPTURE_MARKS)
    return false;
  ring->marks[n % CAPTURE_MARKS] =
      (CaptureMark){ .at = atomic_load_explicit (&ring->written, memory_order_relaxed),
                     .song_frame = ring->song_frame,
                     .device_frame = ring->device_frame,
                     .lost = ring->lost_since,
                     .reason = ring->reason };
  atomic_store_explicit (&ring->marks_written, n + 1, memory_order_release);
  ring->pending = false;
  ring->lost_since = 0;
  return true;
}

void
capture_ring_begin (CaptureRing *ring, CaptureReason reason, Frames song_frame, Frames device_frame)
{
  ring->song_frame = song_frame;
  ring->device_frame = device_frame;
  ring->reason = reason;
  ring->pending = true;
  push_mark (ring);
}

static void
lose (CaptureRing *ring, int n)
{
  const int64_t lost = atomic_load_explicit (&ring->lost, memory_order_relaxed);

  atomic_store_explicit (&ring->lost, lost + n, memory_order_relaxed);
  ring->lost_since += n;
  if (!ring->pending)
    ring->reason = CAPTURE_LOST; /* else the reason that waits says more */
  ring->pending = true;
}

void
capture_ring_write (CaptureRing *ring, const float *const *planar, int n)
{
  const uint64_t written = atomic_load_explicit (&ring->written, memory_order_relaxed);
  const uint64_t read = atomic_load_explicit (&ring->read, memory_order_acquire);

  if ((uint64_t) n > ring->capacity - (written - read) || (ring->pending && !push_mark (ring))) {
    lose (ring, n);
  } else {
    const uint64_t at = written & (ring->capacity - 1);
    const uint64_t first = (uint64_t) n < ring->capacity - at ? (uint64_t) n : ring->capacity - at;
    for (int c = 0; c < ring->channels; c++) {
      float *channel = ring->samples + (size_t) c * ring->capacity;
      memcpy (channel + at, planar[c], (size_t) first * sizeof (float));
      memcpy (channel, planar[c] + first, (size_t) ((uint64_t) n - first) * sizeof (float));
    }
    atomic_store_explicit (&ring->written, written + (uint64_t) n, memory_order_release);
  }
  ring->song_frame += n;
  ring->device_frame += n;
}

void
capture_ring_end (CaptureRing *ring)
{
  capture_ring_begin (ring, CAPTURE_END, ring->song_frame, ring->device_frame);
}

int64_t
capture_ring_lost (const CaptureRing *ring)
{
  return atomic_load_explicit (&ring->lost, memory_order_relaxed);
}
