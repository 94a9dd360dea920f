/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A queue of records of one size from one thread to one other, which never wait for each other:
 * one thread calls the writing functions, one the reading functions, either may be the audio
 * thread. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/realtime.h"

/* The two sides stand on cache lines of their own. Each remembers what it last saw of the other and
 * looks again only when that is not enough. */
typedef struct {
  unsigned char *records;
  size_t size; /* bytes of a record */
  uint32_t mask; /* capacity - 1 */
  _Alignas(64) _Atomic uint32_t written; /* records since the beginning, modulo 2^32 */
  uint32_t read_seen; /* the writer's */
  _Alignas(64) _Atomic uint32_t read;
  uint32_t written_seen; /* the reader's */
  unsigned char padding[56];
} Ring;

/* Room for at least `capacity` records of `size` bytes, touched so that writing faults no page in.
 * False without memory. 1 <= capacity <= 2^30. Not on the audio thread. */
bool ring_init (Ring *ring, size_t size, uint32_t capacity);
void ring_clear (Ring *ring); /* neither side uses it any more; an all-zero ring may be cleared */

uint32_t ring_capacity (const Ring *ring) REALTIME;

/* Copies one record in; false and nothing done when the ring is full. */
bool ring_write (Ring *ring, const void *record) REALTIME;
/* As many of n as there is room for, in order. Returns how many. */
uint32_t ring_write_many (Ring *ring, const void *records, uint32_t n) REALTIME;
uint32_t ring_n_writable (Ring *ring) REALTIME; /* the writer's */

/* Copies the oldest record out; false when there is none. */
bool ring_read (Ring *ring, void *record) REALTIME;
/* At most n. Returns how many. */
uint32_t ring_read_many (Ring *ring, void *records, uint32_t n) REALTIME;
/* The oldest record in place, valid until it is read or skipped; NULL when there is none. */
const void *ring_peek (Ring *ring) REALTIME;
/* Drops the oldest n; n <= ring_n_readable (). */
void ring_skip (Ring *ring, uint32_t n) REALTIME;
uint32_t ring_n_readable (Ring *ring) REALTIME; /* the reader's */
