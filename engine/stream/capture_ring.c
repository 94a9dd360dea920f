/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "stream/capture_ring_private.h"

CaptureRing *
capture_ring_new (int channels, Frames frames)
{
  g_return_val_if_fail (channels > 0 && channels <= CAPTURE_CHANNELS_MAX && frames > 0, NULL);
  CaptureRing *ring = g_aligned_alloc0 (1, sizeof *ring, CACHE_LINE);
  uint64_t capacity = 1;

  while (capacity < (uint64_t) frames)
    capacity *= 2;
  const size_t bytes = (size_t) channels * capacity * sizeof (float);
  ring->channels = channels;
  ring->capacity = capacity;
  ring->samples = g_malloc (bytes);
  memset (ring->samples, 0, bytes);
  ring->marks = g_malloc (CAPTURE_MARKS * sizeof (CaptureMark));
  memset (ring->marks, 0, CAPTURE_MARKS * sizeof (CaptureMark));
  return ring;
}

void
capture_ring_free (CaptureRing *ring)
{
  if (!ring)
    return;
  g_free (ring->samples);
  g_free (ring->marks);
  g_aligned_free (ring);
}

int
capture_ring_channels (const CaptureRing *ring)
{
  return ring->channels;
}

Frames
capture_ring_capacity (const CaptureRing *ring)
{
  return (Frames) ring->capacity;
}

bool
capture_ring_peek (CaptureRing *ring, CaptureSpan *span)
{
  /* Frames first: the marks of all of them are then to be seen. */
  const uint64_t written = atomic_load_explicit (&ring->written, memory_order_acquire);
  const uint64_t marks_written = atomic_load_explicit (&ring->marks_written, memory_order_acquire);
  const uint64_t read = atomic_load_explicit (&ring->read, memory_order_relaxed);
  const uint64_t marks_read = atomic_load_explicit (&ring->marks_read, memory_order_relaxed);
  uint64_t end = written;

  if (marks_read < marks_written) {
    const CaptureMark *mark = &ring->marks[marks_read % CAPTURE_MARKS];
    if (mark->at == read) {
      *span = (CaptureSpan){ .is_mark = true, .mark = *mark };
      return true;
    }
    end = MIN (end, mark->at);
  }
  const uint64_t at = read & (ring->capacity - 1);
  end = MIN (end, read + ring->capacity - at);
  end = MIN (end, read + G_MAXINT);
  if (end == read)
    return false;
  span->is_mark = false;
  span->n = (int) (end - read);
  span->song_frame = ring->read_song;
  span->device_frame = ring->read_device;
  for (int c = 0; c < ring->channels; c++)
    span->planar[c] = ring->samples + (size_t) c * ring->capacity + at;
  return true;
}

void
capture_ring_consume (CaptureRing *ring, const CaptureSpan *span, int n)
{
  if (span->is_mark) {
    const uint64_t marks = atomic_load_explicit (&ring->marks_read, memory_order_relaxed);
    ring->read_song = span->mark.song_frame;
    ring->read_device = span->mark.device_frame;
    atomic_store_explicit (&ring->marks_read, marks + 1, memory_order_release);
    return;
  }
  const uint64_t read = atomic_load_explicit (&ring->read, memory_order_relaxed);
  ring->read_song += n;
  ring->read_device += n;
  atomic_store_explicit (&ring->read, read + (uint64_t) n, memory_order_release);
}
