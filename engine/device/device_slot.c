/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/device_slot.h"

#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { GATE_OPEN = 1, GATE_INSIDE = 2 };

int64_t
device_now_ns (void)
{
  struct timespec now;
  clock_gettime (CLOCK_MONOTONIC, &now);
  return (int64_t) now.tv_sec * 1000000000 + now.tv_nsec;
}

static void
fill_silence (const DeviceSlot *slot, float *const *outputs, uint32_t n_frames)
{
  for (unsigned c = 0; c < slot->format.n_outputs; c++)
    memset (outputs[c], 0, n_frames * sizeof (float));
}

static void
begin (DeviceSlot *slot)
{
  realtime_thread_init ();
  time_map_init (&slot->map, slot->format.rate, slot->clock->next_frame);
  atomic_store_explicit (&slot->tid, gettid (), memory_order_relaxed);
  slot->is_begun = true;
}

static void
run_block (DeviceSlot *slot, int64_t now_ns, const float *const *inputs, float *const *outputs,
           uint32_t n_frames, bool xrun)
{
  DeviceClock *clock = slot->clock;
  const StreamFormat *format = &slot->format;

  if (!slot->is_begun)
    begin (slot);
  time_map_update (&slot->map, now_ns, n_frames);

  const double npf = slot->map.ns_per_frame;
  const int64_t start = time_map_ns (&slot->map, (double) slot->map.frame);
  const DeviceBlock block = {
    .frame = clock->next_frame,
    .callback_ns = now_ns,
    .start_ns = start,
    .ns_per_frame = npf,
    .input_ns = start - (int64_t) (format->input_latency * npf),
    .output_ns = start + (int64_t) (format->output_latency * npf),
    .xrun = xrun,
  };
  if (xrun)
    atomic_fetch_add_explicit (&clock->n_xruns, 1, memory_order_relaxed);
  clock->process (clock->user, inputs, format->n_inputs, outputs, format->n_outputs, n_frames,
                  &block);
  clock->next_frame += n_frames;
}

void
device_slot_process_at (DeviceSlot *slot, int64_t now_ns, const float *const *inputs,
                        float *const *outputs, uint32_t n_frames, bool xrun)
{
  const unsigned gate = atomic_fetch_or (&slot->gate, GATE_INSIDE);

  if (gate & GATE_OPEN)
    run_block (slot, now_ns, inputs, outputs, n_frames, xrun);
  else
    fill_silence (slot, outputs, n_frames);
  atomic_fetch_and (&slot->gate, ~(unsigned) GATE_INSIDE);
  atomic_fetch_add_explicit (&slot->n_blocks, 1, memory_order_relaxed);
  atomic_store_explicit (&slot->last_ns, now_ns, memory_order_relaxed);
}

void
device_slot_process (void *user, const float *const *inputs, float *const *outputs,
                     uint32_t n_frames, bool xrun)
{
  device_slot_process_at (user, device_now_ns (), inputs, outputs, n_frames, xrun);
}

void
device_slot_open (DeviceSlot *slot)
{
  slot->is_begun = false;
  atomic_store_explicit (&slot->last_ns, device_now_ns (), memory_order_relaxed);
  atomic_fetch_or (&slot->gate, GATE_OPEN);
}

void
device_slot_shut (DeviceSlot *slot)
{
  unsigned gate = atomic_fetch_and (&slot->gate, ~(unsigned) GATE_OPEN);

  /* A block is short, and this is the only place that waits for one. */
  while (gate & GATE_INSIDE) {
    nanosleep (&(struct timespec){ .tv_nsec = 200000 }, NULL);
    gate = atomic_load (&slot->gate);
  }
}
