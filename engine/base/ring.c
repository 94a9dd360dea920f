/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ring.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

bool
ring_init (Ring *ring, size_t size, uint32_t capacity)
{
  uint32_t n = 1;

  while (n < capacity)
    n *= 2;
  memset (ring, 0, sizeof *ring);
  /* Not malloc: the compiler makes calloc of it and memset, which touches nothing. */
  const size_t bytes = (n * size + 63) / 64 * 64;
  ring->records = aligned_alloc (64, bytes);
  if (!ring->records)
    return false;
  memset (ring->records, 0, bytes);
  ring->size = size;
  ring->mask = n - 1;
  return true;
}

void
ring_clear (Ring *ring)
{
  free (ring->records);
  memset (ring, 0, sizeof *ring);
}

uint32_t
ring_capacity (const Ring *ring)
{
  return ring->mask + 1;
}

static uint32_t
min_u32 (uint32_t a, uint32_t b)
{
  return a < b ? a : b;
}

/* Room that is known of, looked up again only when it is less than `wanted`. */
static uint32_t
writable (Ring *ring, uint32_t written, uint32_t wanted)
{
  if (ring_capacity (ring) - (written - ring->read_seen) < wanted)
    ring->read_seen = atomic_load_explicit (&ring->read, memory_order_acquire);
  return ring_capacity (ring) - (written - ring->read_seen);
}

static uint32_t
readable (Ring *ring, uint32_t read, uint32_t wanted)
{
  if (ring->written_seen - read < wanted)
    ring->written_seen = atomic_load_explicit (&ring->written, memory_order_acquire);
  return ring->written_seen - read;
}

uint32_t
ring_n_writable (Ring *ring)
{
  return writable (ring, atomic_load_explicit (&ring->written, memory_order_relaxed), UINT32_MAX);
}

uint32_t
ring_n_readable (Ring *ring)
{
  return readable (ring, atomic_load_explicit (&ring->read, memory_order_relaxed), UINT32_MAX);
}

uint32_t
ring_write_many (Ring *ring, const void *records, uint32_t n)
{
  const uint32_t written = atomic_load_explicit (&ring->written, memory_order_relaxed);
  const unsigned char *from = records;

  n = min_u32 (n, writable (ring, written, n));
  const uint32_t begin = written & ring->mask;
  const uint32_t first = min_u32 (n, ring_capacity (ring) - begin);
  memcpy (ring->records + begin * ring->size, from, first * ring->size);
  memcpy (ring->records, from + first * ring->size, (n - first) * ring->size);
  atomic_store_explicit (&ring->written, written + n, memory_order_release);
  return n;
}

uint32_t
ring_read_many (Ring *ring, void *records, uint32_t n)
{
  const uint32_t read = atomic_load_explicit (&ring->read, memory_order_relaxed);
  unsigned char *to = records;

  n = min_u32 (n, readable (ring, read, n));
  const uint32_t begin = read & ring->mask;
  const uint32_t first = min_u32 (n, ring_capacity (ring) - begin);
  memcpy (to, ring->records + begin * ring->size, first * ring->size);
  memcpy (to + first * ring->size, ring->records, (n - first) * ring->size);
  atomic_store_explicit (&ring->read, read + n, memory_order_release);
  return n;
}

bool
ring_write (Ring *ring, const void *record)
{
  return ring_write_many (ring, record, 1) == 1;
}

bool
ring_read (Ring *ring, void *record)
{
  return ring_read_many (ring, record, 1) == 1;
}

const void *
ring_peek (Ring *ring)
{
  const uint32_t read = atomic_load_explicit (&ring->read, memory_order_relaxed);

  return readable (ring, read, 1) ? ring->records + (read & ring->mask) * ring->size : NULL;
}

void
ring_skip (Ring *ring, uint32_t n)
{
  const uint32_t read = atomic_load_explicit (&ring->read, memory_order_relaxed);

  atomic_store_explicit (&ring->read, read + min_u32 (n, readable (ring, read, n)),
                         memory_order_release);
}
