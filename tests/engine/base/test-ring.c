/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <pthread.h>

#include "base/ring.h"

typedef struct {
  uint32_t number;
  uint32_t check;
  uint64_t product;
} Record;

static Record
record_of (uint32_t i)
{
  return (Record){ i, ~i, (uint64_t) i * 2654435761u };
}

static void
test_order (void)
{
  Ring ring;

  g_assert_true (ring_init (&ring, sizeof (Record), 5));
  g_assert_cmpuint (ring_capacity (&ring), ==, 8);
  g_assert_null (ring_peek (&ring));
  for (uint32_t round = 0, next = 0, seen = 0; round < 100; round++) {
    Record record;
    while (record = record_of (next), ring_write (&ring, &record))
      next++;
    g_assert_cmpuint (next - seen, ==, 8);
    g_assert_cmpuint (ring_n_writable (&ring), ==, 0);
    g_assert_cmpuint (ring_n_readable (&ring), ==, 8);
    for (uint32_t n = 1 + round % 8; n; n--, seen++) {
      g_assert_cmpuint (((const Record *) ring_peek (&ring))->number, ==, seen);
      g_assert_true (ring_read (&ring, &record));
      g_assert_cmpuint (record.number, ==, seen);
      g_assert_cmpuint (record.product, ==, record_of (seen).product);
    }
    g_assert_cmpuint (ring_n_writable (&ring), ==, 1 + round % 8);
  }
  ring_clear (&ring);
  ring_clear (&ring);
}

static void
test_many (void)
{
  Ring ring;
  uint16_t in[40], out[40];
  uint16_t next = 0, seen = 0;

  g_assert_true (ring_init (&ring, sizeof *in, 32));
  for (int round = 0; round < 200; round++) {
    const uint32_t wanted = (uint32_t) (round * 7 % 41);
    const uint32_t room = ring_n_writable (&ring);
    for (uint32_t i = 0; i < wanted; i++)
      in[i] = (uint16_t) (next + i);
    const uint32_t written = ring_write_many (&ring, in, wanted);
    g_assert_cmpuint (written, ==, MIN (wanted, room));
    next = (uint16_t) (next + written);
    if (round % 5 == 4) {
      const uint32_t n = ring_n_readable (&ring) / 2;
      ring_skip (&ring, n);
      seen = (uint16_t) (seen + n);
      continue;
    }
    const uint32_t n = ring_read_many (&ring, out, (uint32_t) (round * 5 % 41));
    for (uint32_t i = 0; i < n; i++)
      g_assert_cmpuint (out[i], ==, (uint16_t) (seen + i));
    seen = (uint16_t) (seen + n);
  }
  g_assert_cmpuint ((uint16_t) (next - seen), ==, ring_n_readable (&ring));
  ring_clear (&ring);
}

/* Counters run over: as if four billion records had passed. */
static void
test_wrap (void)
{
  Ring ring;
  uint32_t value;

  g_assert_true (ring_init (&ring, sizeof value, 4));
  ring.written = ring.read = ring.read_seen = ring.written_seen = UINT32_MAX - 5;
  for (uint32_t i = 0; i < 20; i++) {
    for (uint32_t k = 0; k < 4; k++)
      g_assert_true (ring_write (&ring, &(uint32_t){ i * 4 + k }));
    g_assert_false (ring_write (&ring, &i));
    g_assert_cmpuint (ring_n_readable (&ring), ==, 4);
    for (uint32_t k = 0; k < 4; k++) {
      g_assert_true (ring_read (&ring, &value));
      g_assert_cmpuint (value, ==, i * 4 + k);
    }
    g_assert_false (ring_read (&ring, &value));
  }
  ring_clear (&ring);
}

#define N_RECORDS 300000

static void *
write_all (void *data)
{
  Ring *ring = data;

  for (uint32_t i = 0; i < N_RECORDS;) {
    Record records[7];
    const uint32_t n = MIN (1 + i % 7, N_RECORDS - i);
    for (uint32_t k = 0; k < n; k++)
      records[k] = record_of (i + k);
    const uint32_t written = ring_write_many (ring, records, n);
    i += written;
    if (!written)
      g_thread_yield ();
  }
  return NULL;
}

static void
test_threads (void)
{
  Ring ring;
  pthread_t writer;

  g_assert_true (ring_init (&ring, sizeof (Record), 64));
  g_assert_cmpint (pthread_create (&writer, NULL, write_all, &ring), ==, 0);
  for (uint32_t seen = 0; seen < N_RECORDS;) {
    Record records[5];
    const uint32_t n = ring_read_many (&ring, records, 5);
    for (uint32_t k = 0; k < n; k++, seen++)
      if (records[k].number != seen || records[k].check != ~seen ||
          records[k].product != record_of (seen).product)
        g_error ("record %u came as %u", seen, records[k].number);
    if (!n)
      g_thread_yield ();
  }
  pthread_join (writer, NULL);
  g_assert_cmpuint (ring_n_readable (&ring), ==, 0);
  ring_clear (&ring);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ring/order", test_order);
  g_test_add_func ("/ring/many", test_many);
  g_test_add_func ("/ring/wrap", test_wrap);
  g_test_add_func ("/ring/threads", test_threads);
  return g_test_run ();
}
