/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdatomic.h>
#include <string.h>

#include "device/device_private.h"
#include "device/thread_priority.h"

#define SECOND_NS INT64_C (1000000000)
#define RETRY_NS (2 * SECOND_NS)

#define CALLBACK_PRIORITY 70

/* A driver whose device is gone may hang in here; nobody waits for this thread but close. */
static gpointer
close_lost (gpointer data)
{
  AudioDevice *device = ((gpointer *) data)[0];
  DeviceSlot *slot = ((gpointer *) data)[1];

  slot->stream->backend->stop (slot->stream);
  device_slot_free (slot);
  g_free (data);
  if (atomic_exchange (&device->closing, DEVICE_CLOSED) == DEVICE_ABANDONED)
    device_free (device);
  return NULL;
}

static void
close_behind (AudioDevice *device, DeviceSlot *slot)
{
  gpointer *data = g_new (gpointer, 2);

  data[0] = device;
  data[1] = slot;
  if (device->closer)
    g_thread_join (device->closer);
  atomic_store (&device->closing, DEVICE_CLOSING);
  device->closer = g_thread_new ("device close", close_lost, data);
}

/* Channels of a format as a config wishes them. */
static unsigned
channel_wish (const AudioDevice *device, unsigned n)
{
  return n || !device->slot ? n : DEVICE_NO_CHANNELS;
}

bool
device_lose (AudioDevice *device, const char *reason, GError **error)
{
  const DeviceConfig config = {
    .rate = device->wished.rate,
    .block = device->wished.block,
    .n_inputs = channel_wish (device, device->wished.n_inputs),
    .n_outputs = channel_wish (device, device->wished.n_outputs),
  };
  DeviceSlot *gone = device->slot;

  if (gone) {
    device_slot_shut (gone);
    close_behind (device, gone);
  }
  device->slot = device_slot_new (device, &null_backend, &config, error);
  /* The lines in the wall stay as long as they were, for who compensates them. */
  if (gone) {
    device->slot->format.input_latency = device->wished.input_latency;
    device->slot->format.output_latency = device->wished.output_latency;
  }
  g_free (device->reason);
  device->reason = g_strdup (reason);
  device->is_lost = true;
  device->pending.lost = true;
  device->look_ns = device_now_ns () + RETRY_NS / 2;
  return !device->is_running || device_slot_start (device->slot, error);
}

void
device_search_end (AudioDevice *device)
{
  if (device->search)
    device->backend.look_end (&device->search);
}

static bool
same_format (const StreamFormat *a, const StreamFormat *b)
{
  return a->rate == b->rate && a->block == b->block && a->n_inputs == b->n_inputs &&
         a->n_outputs == b->n_outputs && a->input_latency == b->input_latency &&
         a->output_latency == b->output_latency;
}

/* Opens the device that was found again and lets it take over. */
static void
come_back (AudioDevice *device)
{
  DeviceSlot *null = device->slot;
  DeviceSlot *slot = device_slot_new (device, &device->backend, &device->config, NULL);

  if (!slot)
    return;
  if (device->is_running) {
    device_slot_stop (null);
    if (!device_slot_start (slot, NULL)) {
      device_slot_free (slot);
      device->is_running = device_slot_start (null, NULL);
      return;
    }
  }
  device->slot = slot;
  device->seen_blocks = UINT64_MAX;
  device->pending.back = true;
  device->pending.format_changed |= !same_format (&slot->format, &null->format);
  device->wished = slot->format;
  if (strcmp (device->name, slot->stream->name) != 0) {
    g_free (device->name);
    device->name = g_strdup (slot->stream->name);
    device->config.name = device->name;
  }
  device->is_lost = false;
  device_slot_free (null);
}

static void
look_for_it (AudioDevice *device, int64_t now)
{
  if (now < device->look_ns || (device->closer && atomic_load (&device->closing) == DEVICE_CLOSING))
    return;
  if (device->closer) {
    g_thread_join (device->closer);
    device->closer = NULL;
  }
  if (!device->backend.look (&device->backend, &device->search, device->name))
    return;
  device_search_end (device);
  come_back (device);
  device->look_ns = now + RETRY_NS;
}

/* Two ways to see it: the driver says so, or no callback comes. */
static void
watch (AudioDevice *device, int64_t now)
{
  DeviceStream *stream = device->slot->stream;
  const uint64_t n_blocks = atomic_load_explicit (&device->slot->n_blocks, memory_order_relaxed);
  const int64_t silent =
      DEVICE_SILENT_NS + (int64_t) (4e9 * device->slot->format.block / device->slot->format.rate);

  /* A program that was itself stopped for a while has seen nothing. */
  if (n_blocks != device->seen_blocks || now - device->polled_ns > DEVICE_SILENT_NS / 2) {
    device->seen_blocks = n_blocks;
    device->seen_ns = now;
  }
  if (!stream->backend->is_active (stream))
    device_lose (device, "the device has gone away", NULL);
  else if (now - device->seen_ns > silent)
    device_lose (device, "the device does not ask for sound any more", NULL);
}

/* Asked for from here, because D-Bus has no place on the audio thread. */
static void
raise_priority (AudioDevice *device)
{
  const pid_t tid = atomic_load_explicit (&device->slot->tid, memory_order_relaxed);

  if (tid == 0 || tid == device->priority_tid)
    return;
  device->priority_tid = tid;
  g_free (device->priority_report);
  if (device->slot->stream->backend == &null_backend)
    device->priority_report = g_strdup ("the null device needs no real-time priority");
  else
    thread_priority_request (tid, CALLBACK_PRIORITY, &device->priority_report);
  thread_priority_get (tid, &device->policy, &device->priority);
}

DeviceEvents
device_poll (AudioDevice *device)
{
  const int64_t now = device_now_ns ();
  const uint64_t n_xruns = device_n_xruns (device);

  if (device->is_running && device->slot->stream->backend != &null_backend)
    watch (device, now);
  if (device->is_lost)
    look_for_it (device, now);
  if (device->is_running)
    raise_priority (device);
  device->polled_ns = now;

  DeviceEvents events = device->pending;
  events.n_xruns = (unsigned) (n_xruns - device->polled_xruns);
  device->polled_xruns = n_xruns;
  device->pending = (DeviceEvents){ 0 };
  return events;
}
