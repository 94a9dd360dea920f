/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/insert_tap.h"

#include <math.h>

void
insert_tap_watch (InsertTap *tap, Id insert)
{
  atomic_store (&tap->watched, insert);
}

/* A reader between load and store loses one block's peak at most: the next block brings its own. */
static void
raise (_Atomic float *cell, float value)
{
  if (value > atomic_load_explicit (cell, memory_order_relaxed))
    atomic_store_explicit (cell, value, memory_order_relaxed);
}

/* Returns the highest. */
static float
write_ring (_Atomic float *ring, uint64_t from, int channels, float *const *audio, int n)
{
  float peak = 0;

  for (int i = 0; i < n; i++) {
    const float left = audio[0][i], right = channels > 1 ? audio[1][i] : left;
    const float a = fabsf (left), b = fabsf (right);
    peak = a > peak ? a : peak;
    peak = b > peak ? b : peak;
    atomic_store_explicit (&ring[(from + (uint64_t) i) % INSERT_TAP_FRAMES], 0.5f * (left + right),
                           memory_order_relaxed);
  }
  return peak;
}

void
insert_tap_before (InsertTap *tap, const Insert *insert, float *const *audio, int n)
{
  const uint64_t from = atomic_load_explicit (&tap->written, memory_order_relaxed);
  raise (&tap->in_peak, write_ring (tap->before, from, insert->channels_in, audio, n));
}

void
insert_tap_after (InsertTap *tap, const Insert *insert, float *const *audio, int n)
{
  const uint64_t from = atomic_load_explicit (&tap->written, memory_order_relaxed);
  const Processor *processor = insert->processor;

  raise (&tap->out_peak, write_ring (tap->after, from, insert->channels_out, audio, n));
  if (processor->reduction && !insert->bypass)
    raise (&tap->reduction, processor->reduction (insert->memory));
  atomic_store_explicit (&tap->written, from + (uint64_t) n, memory_order_release);
}

void
insert_tap_take (InsertTap *tap, InsertTapReading *reading)
{
  reading->written = atomic_load (&tap->written);
  reading->in_peak = atomic_exchange (&tap->in_peak, 0.0f);
  reading->out_peak = atomic_exchange (&tap->out_peak, 0.0f);
  reading->reduction = atomic_exchange (&tap->reduction, 0.0f);
}

void
insert_tap_copy (const InsertTap *tap, bool after, float *out, int n)
{
  const _Atomic float *ring = after ? tap->after : tap->before;
  const uint64_t written = atomic_load_explicit (&tap->written, memory_order_acquire);

  for (int i = 0; i < n; i++) {
    const uint64_t back = (uint64_t) (n - i);
    out[i] = back > written ? 0.0f
                            : atomic_load_explicit (&ring[(written - back) % INSERT_TAP_FRAMES],
                                                    memory_order_relaxed);
  }
}
