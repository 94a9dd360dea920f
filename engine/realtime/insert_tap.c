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

/* Half of the sum, with `sign` -1 of the difference. Returns the highest of both channels. */
static float
write_ring (_Atomic float *ring, uint64_t from, const float *const *audio, float sign, int n)
{
  float peak = 0;

  for (int i = 0; i < n; i++) {
    const float left = audio[0][i], right = audio[1][i];
    const float a = fabsf (left), b = fabsf (right);
    peak = a > peak ? a : peak;
    peak = b > peak ? b : peak;
    atomic_store_explicit (&ring[(from + (uint64_t) i) % INSERT_TAP_FRAMES],
                           0.5f * (left + sign * right), memory_order_relaxed);
  }
  return peak;
}

static void
clear_ring (_Atomic float *ring, uint64_t from, int n)
{
  for (int i = 0; i < n; i++)
    atomic_store_explicit (&ring[(from + (uint64_t) i) % INSERT_TAP_FRAMES], 0.0f,
                           memory_order_relaxed);
}

void
insert_tap_before (InsertTap *tap, const Insert *insert, float *const *audio,
                   const float *const *key, int n)
{
  const uint64_t from = atomic_load_explicit (&tap->written, memory_order_relaxed);
  const float *const in[2] = { audio[0], audio[insert->channels_in > 1] };

  raise (&tap->in_peak, write_ring (tap->rings[INSERT_TAP_BEFORE], from, in, 1, n));
  if (key)
    write_ring (tap->rings[INSERT_TAP_KEY], from, key, 1, n);
  else
    clear_ring (tap->rings[INSERT_TAP_KEY], from, n);
}

void
insert_tap_after (InsertTap *tap, const Insert *insert, float *const *audio, int n)
{
  const uint64_t from = atomic_load_explicit (&tap->written, memory_order_relaxed);
  const Processor *processor = insert->processor;
  const float *const out[2] = { audio[0], audio[insert->channels_out > 1] };

  raise (&tap->out_peak, write_ring (tap->rings[INSERT_TAP_AFTER], from, out, 1, n));
  write_ring (tap->rings[INSERT_TAP_SIDE], from, out, -1, n);
  if (processor->reduction && !insert->bypass)
    raise (&tap->reduction, processor->reduction (insert->memory));
  atomic_store_explicit (&tap->written, from + (uint64_t) n, memory_order_release);
}

void
insert_tap_write (InsertTap *tap, bool after, int channels, float *const *audio, int n)
{
  const uint64_t from = atomic_load_explicit (&tap->written, memory_order_relaxed);
  const float *const both[2] = { audio[0], audio[channels > 1] };

  raise (after ? &tap->out_peak : &tap->in_peak,
         write_ring (tap->rings[after ? INSERT_TAP_AFTER : INSERT_TAP_BEFORE], from, both, 1, n));
  if (after)
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

static void
copy_ring (const _Atomic float *ring, uint64_t written, float *out, int n)
{
  for (int i = 0; i < n; i++) {
    const uint64_t back = (uint64_t) (n - i);
    out[i] = back > written ? 0.0f
                            : atomic_load_explicit (&ring[(written - back) % INSERT_TAP_FRAMES],
                                                    memory_order_relaxed);
  }
}

void
insert_tap_copy (const InsertTap *tap, InsertTapSignal which, float *out, int n)
{
  copy_ring (tap->rings[which], atomic_load_explicit (&tap->written, memory_order_acquire), out, n);
}

void
insert_tap_watch_strip (InsertTap *tap, Id strip)
{
  atomic_store (&tap->strip, strip);
}

void
insert_tap_copy_strip (const InsertTap *tap, float *out, int n)
{
  copy_ring (tap->strip_ring, atomic_load_explicit (&tap->strip_written, memory_order_acquire), out,
             n);
}

void
insert_tap_strip (InsertTap *tap, const float *const *audio, int n)
{
  const uint64_t from = atomic_load_explicit (&tap->strip_written, memory_order_relaxed);

  if (audio)
    write_ring (tap->strip_ring, from, audio, 1, n);
  else
    clear_ring (tap->strip_ring, from, n);
  atomic_store_explicit (&tap->strip_written, from + (uint64_t) n, memory_order_release);
}
