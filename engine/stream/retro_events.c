/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "stream/retro.h"
#include "stream/retro_private.h"

RetroEvents *
retro_events_new (int n)
{
  RetroEvents *events = g_new0 (RetroEvents, 1);

  for (events->capacity = 1; events->capacity < (uint64_t) n;)
    events->capacity *= 2;
  events->slots = g_malloc_n (events->capacity, sizeof (RetroSlot));
  memset ((void *) events->slots, 0, events->capacity * sizeof (RetroSlot));
  return events;
}

void
retro_events_free (RetroEvents *events)
{
  if (!events)
    return;
  g_free ((void *) events->slots);
  g_free (events);
}

static RetroEvent
read_slot (const RetroSlot *slot)
{
  const uint64_t packed = atomic_load_explicit (&slot->packed, memory_order_acquire);
  return (RetroEvent){
    .device_frame = atomic_load_explicit (&slot->device_frame, memory_order_acquire),
    .song_frame = atomic_load_explicit (&slot->song_frame, memory_order_acquire),
    .port = (uint16_t) (packed >> 32),
    .n_bytes = (uint8_t) (packed >> 24),
    .bytes = { (uint8_t) (packed >> 16), (uint8_t) (packed >> 8), (uint8_t) packed }
  };
}

GArray *
retro_events_read (const RetroEvents *events, Frames from, Frames to)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (RetroEvent));
  const uint64_t written = atomic_load_explicit (&events->written, memory_order_acquire);

  /* Backwards, so that what is overwritten meanwhile is what is read last, and known by then. */
  for (uint64_t i = written; i-- > 0 && written - i <= events->capacity;) {
    const RetroEvent event = read_slot (&events->slots[i & (events->capacity - 1)]);
    const uint64_t reserved = atomic_load_explicit (&events->reserved, memory_order_acquire);
    if (reserved > i + events->capacity)
      break;
    if (event.device_frame >= from && event.device_frame < to)
      g_array_append_val (found, event);
  }
  for (guint i = 0; i < found->len / 2; i++) {
    const RetroEvent event = g_array_index (found, RetroEvent, i);
    g_array_index (found, RetroEvent, i) = g_array_index (found, RetroEvent, found->len - 1 - i);
    g_array_index (found, RetroEvent, found->len - 1 - i) = event;
  }
  return found;
}
