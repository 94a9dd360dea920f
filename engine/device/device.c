/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/device.h"

#include <stdatomic.h>
#include <string.h>

#include "base/error.h"
#include "device/device_private.h"

#define CLOSE_TRIES 100
#define CLOSE_TRY_US 20000

DeviceSlot *
device_slot_new (AudioDevice *device, const DeviceBackend *backend, const DeviceConfig *config,
                 GError **error)
{
  DeviceSlot *slot = g_new0 (DeviceSlot, 1);

  slot->clock = &device->clock;
  slot->stream = backend->open (backend, config, device_slot_process, slot, error);
  if (!slot->stream) {
    g_free (slot);
    return NULL;
  }
  slot->format = slot->stream->format;
  return slot;
}

void
device_slot_free (DeviceSlot *slot)
{
  slot->stream->backend->close (slot->stream);
  g_free (slot);
}

bool
device_slot_start (DeviceSlot *slot, GError **error)
{
  device_slot_open (slot);
  if (slot->stream->backend->start (slot->stream, error))
    return true;
  device_slot_shut (slot);
  return false;
}

void
device_slot_stop (DeviceSlot *slot)
{
  device_slot_shut (slot);
  slot->stream->backend->stop (slot->stream);
}

/* The format that a device which is not there would be given by the null device. */
static StreamFormat
wish_of (const DeviceConfig *config)
{
  return (StreamFormat){
    .rate = config->rate,
    .block = config->block,
    .n_inputs = config->n_inputs,
    .n_outputs = config->n_outputs,
  };
}

AudioDevice *
device_open_backend (const DeviceBackend *backend, const DeviceConfig *config,
                     DeviceProcess process, void *user, GError **error)
{
  AudioDevice *device = g_new0 (AudioDevice, 1);
  GError *failure = NULL;

  device->backend = *backend;
  device->config = *config;
  device->clock.process = process;
  device->clock.user = user;
  device->slot = device_slot_new (device, backend, config, &failure);
  if (device->slot) {
    device->name = g_strdup (device->slot->stream->name);
    device->wished = device->slot->format;
  } else if (config->may_be_absent && config->name) {
    device->name = g_strdup (config->name);
    device->wished = wish_of (config);
    if (!device_lose (device, failure->message, error))
      g_clear_pointer (&device->name, g_free);
    g_error_free (failure);
  } else {
    g_propagate_error (error, failure);
  }
  if (!device->slot) {
    device_free (device);
    return NULL;
  }
  /* A default is chosen once; what comes back must be the same. */
  device->config.name = device->name;
  device->backend.data = NULL;
  return device;
}

AudioDevice *
device_open (const DeviceConfig *config, DeviceProcess process, void *user, GError **error)
{
  GError *failure = NULL;

  if (config->name && strcmp (config->name, DEVICE_NULL_NAME) == 0)
    return device_open_backend (&null_backend, config, process, user, error);
  AudioDevice *device = device_open_backend (&portaudio_backend, config, process, user, &failure);
  if (device)
    return device;
  if (!config->name && g_error_matches (failure, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND)) {
    g_error_free (failure);
    return device_open_backend (&null_backend, config, process, user, error);
  }
  g_propagate_error (error, failure);
  return NULL;
}

void
device_free (AudioDevice *device)
{
  g_free (device->name);
  g_free (device->reason);
  g_free (device->priority_report);
  g_free (device);
}

/* False when its driver hangs, and the thread that hangs there has taken the device over. */
static bool
closer_ends (AudioDevice *device)
{
  int closing = DEVICE_CLOSING;

  for (int i = 0; i < CLOSE_TRIES && atomic_load (&device->closing) == DEVICE_CLOSING; i++)
    g_usleep (CLOSE_TRY_US);
  if (atomic_compare_exchange_strong (&device->closing, &closing, DEVICE_ABANDONED))
    return false;
  return true;
}

void
device_close (AudioDevice *device)
{
  if (!device)
    return;
  device_stop (device);
  device_search_end (device);
  device_slot_free (device->slot);
  if (!device->closer) {
    device_free (device);
    return;
  }
  GThread *closer = device->closer;
  if (closer_ends (device)) {
    g_thread_join (closer);
    device_free (device);
  } else {
    g_thread_unref (closer);
  }
}

bool
device_start (AudioDevice *device, GError **error)
{
  GError *failure = NULL;

  if (device->is_running)
    return true;
  device->seen_blocks = UINT64_MAX; /* the watch begins at the first poll */
  if (device_slot_start (device->slot, &failure)) {
    device->is_running = true;
    return true;
  }
  if (device->slot->stream->backend == &null_backend) {
    g_propagate_error (error, failure);
    return false;
  }
  device->is_running = true;
  device->is_running = device_lose (device, failure->message, error);
  g_error_free (failure);
  return device->is_running;
}

void
device_stop (AudioDevice *device)
{
  const int64_t last = atomic_load_explicit (&device->slot->last_ns, memory_order_relaxed);

  if (!device->is_running)
    return;
  /* Who does not ask for sound may not let itself be stopped either: not on this thread. */
  if (device->slot->stream->backend != &null_backend && device_now_ns () - last > DEVICE_SILENT_NS)
    device_lose (device, "the device does not ask for sound any more", NULL);
  device_slot_stop (device->slot);
  device->is_running = false;
}

bool
device_is_running (const AudioDevice *device)
{
  return device->is_running;
}

const char *
device_name (const AudioDevice *device)
{
  return device->name;
}

bool
device_is_lost (const AudioDevice *device)
{
  return device->is_lost;
}

bool
device_is_null (const AudioDevice *device)
{
  return !device->is_lost && device->slot->stream->backend == &null_backend;
}

const char *
device_loss_reason (const AudioDevice *device)
{
  return device->is_lost ? device->reason : NULL;
}

double
device_rate (const AudioDevice *device)
{
  return device->slot->format.rate;
}

uint32_t
device_block (const AudioDevice *device)
{
  return device->slot->format.block;
}

unsigned
device_n_inputs (const AudioDevice *device)
{
  return device->slot->format.n_inputs;
}

unsigned
device_n_outputs (const AudioDevice *device)
{
  return device->slot->format.n_outputs;
}

int
device_input_latency (const AudioDevice *device)
{
  return device->slot->format.input_latency;
}

int
device_output_latency (const AudioDevice *device)
{
  return device->slot->format.output_latency;
}

uint64_t
device_n_xruns (const AudioDevice *device)
{
  return atomic_load_explicit (&device->clock.n_xruns, memory_order_relaxed);
}

const char *
device_priority_report (const AudioDevice *device)
{
  return device->priority_report;
}

bool
device_thread_policy (const AudioDevice *device, int *policy, int *priority)
{
  *policy = device->policy;
  *priority = device->priority;
  return device->priority_report != NULL;
}
