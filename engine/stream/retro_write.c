/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/retro_private.h"

#include <string.h>

static void
push_mark (Retro *retro, Frames device_frame, Frames song_frame)
{
  const uint64_t n = atomic_load_explicit (&retro->marks_written, memory_order_relaxed);
  RetroMark *mark = &retro->marks[n % RETRO_SEGMENTS];

  atomic_store_explicit (&retro->marks_reserved, n + 1, memory_order_release);
  atomic_store_explicit (&mark->at, atomic_load_explicit (&retro->written, memory_order_relaxed),
                         memory_order_release);
  atomic_store_explicit (&mark->device_frame, device_frame, memory_order_release);
  atomic_store_explicit (&mark->song_frame, song_frame, memory_order_release);
  atomic_store_explicit (&retro->marks_written, n + 1, memory_order_release);
}

static void
store (_Atomic uint32_t *to, const float *from, uint64_t n)
{
  for (uint64_t i = 0; i < n; i++) {
    uint32_t bits;
    memcpy (&bits, from + i, sizeof bits);
    atomic_store_explicit (to + i, bits, memory_order_release);
  }
}

void
retro_write (Retro *retro, const float *const *planar, int n, Frames device_frame,
             Frames song_frame)
{
  const uint64_t written = atomic_load_explicit (&retro->written, memory_order_relaxed);
  const uint64_t at = written & (retro->capacity - 1);
  const uint64_t left = retro->capacity - at;
  const uint64_t first = (uint64_t) n < left ? (uint64_t) n : left;

  if (written == 0 || device_frame != retro->next_device || song_frame != retro->next_song)
    push_mark (retro, device_frame, song_frame);
  atomic_store_explicit (&retro->reserved, written + (uint64_t) n, memory_order_release);
  for (int c = 0; c < retro->channels; c++) {
    _Atomic uint32_t *channel = retro->samples + (size_t) c * retro->capacity;
    store (channel + at, planar[c], first);
    store (channel, planar[c] + first, (uint64_t) n - first);
  }
  atomic_store_explicit (&retro->written, written + (uint64_t) n, memory_order_release);
  retro->next_device = device_frame + n;
  retro->next_song = song_frame == RETRO_STILL ? RETRO_STILL : song_frame + n;
}

void
retro_events_write (RetroEvents *events, const RetroEvent *event)
{
  const uint64_t n = atomic_load_explicit (&events->written, memory_order_relaxed);
  RetroSlot *slot = &events->slots[n & (events->capacity - 1)];
  const uint64_t packed = (uint64_t) event->port << 32 | (uint64_t) event->n_bytes << 24 |
                          (uint64_t) event->bytes[0] << 16 | (uint64_t) event->bytes[1] << 8 |
                          event->bytes[2];

  atomic_store_explicit (&events->reserved, n + 1, memory_order_release);
  atomic_store_explicit (&slot->device_frame, event->device_frame, memory_order_release);
  atomic_store_explicit (&slot->song_frame, event->song_frame, memory_order_release);
  atomic_store_explicit (&slot->packed, packed, memory_order_release);
  atomic_store_explicit (&events->written, n + 1, memory_order_release);
}
