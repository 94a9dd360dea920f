/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/null_device.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

#include "base/error.h"
#include "device/device_private.h"
#include "device/device_slot.h"
#include "device/device_stream.h"

#define DEFAULT_RATE 48000
#define DEFAULT_CHANNELS 2
#define BUFFER_NS 50000000 /* it catches up with this; other programs delay it by less */

typedef struct {
  DeviceStream base;
  NullOptions options;
  StreamProcess process;
  void *user;
  float *memory; /* inputs, outputs, loopback */
  float **inputs, **outputs, **loop; /* rows of it */
  int64_t frame;
  pthread_t thread;
  bool has_thread;
  atomic_bool quit;
  atomic_bool xrun;
} NullStream;

static void
read_inputs (NullStream *null)
{
  const NullOptions *options = &null->options;
  const StreamFormat *format = &null->base.format;
  const unsigned n_looped = MIN (format->n_inputs, format->n_outputs);

  for (unsigned c = 0; c < format->n_inputs; c++) {
    float *input = null->inputs[c];
    const int64_t n = CLAMP (options->n_frames - null->frame, 0, (int64_t) format->block);

    memset (input, 0, format->block * sizeof *input);
    if (c < options->n_inputs)
      memcpy (input, options->inputs[c] + null->frame, (size_t) n * sizeof *input);
    for (uint32_t i = 0; null->loop && c < n_looped && i < format->block; i++)
      input[i] += null->loop[c][(null->frame + i) % options->loopback];
  }
}

static void
write_outputs (NullStream *null)
{
  const StreamFormat *format = &null->base.format;
  const unsigned n_looped = MIN (format->n_inputs, format->n_outputs);

  for (unsigned c = 0; null->loop && c < n_looped; c++)
    for (uint32_t i = 0; i < format->block; i++)
      null->loop[c][(null->frame + i) % null->options.loopback] = null->outputs[c][i];
}

static int64_t
frame_ns (const NullStream *null, int64_t frame)
{
  return (int64_t) ((double) frame * 1e9 / null->base.format.rate);
}

static void
run_one (NullStream *null, bool xrun)
{
  const uint32_t n = null->base.format.block;

  read_inputs (null);
  xrun |= atomic_exchange_explicit (&null->xrun, false, memory_order_relaxed);
  if (null->options.by_hand)
    device_slot_process_at (null->user, frame_ns (null, null->frame),
                            (const float *const *) null->inputs, null->outputs, n, xrun);
  else
    null->process (null->user, (const float *const *) null->inputs, null->outputs, n, xrun);
  write_outputs (null);
  null->frame += n;
}

static void *
keep_time (void *data)
{
  NullStream *null = data;
  int64_t begin_ns = device_now_ns ();
  const int64_t first_frame = null->frame;

  pthread_setname_np (pthread_self (), "null device");
  while (!atomic_load_explicit (&null->quit, memory_order_acquire)) {
    const int64_t due = begin_ns + frame_ns (null, null->frame - first_frame);
    const struct timespec until = { due / 1000000000, due % 1000000000 };
    clock_nanosleep (CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);

    /* Its buffer has run dry: it goes on from here. */
    const int64_t late = device_now_ns () - due;
    const bool xrun = late > BUFFER_NS + frame_ns (null, null->base.format.block);
    if (xrun)
      begin_ns += late;
    run_one (null, xrun);
  }
  return NULL;
}

static float **
rows_new (float **at, unsigned n, size_t length)
{
  float **rows = g_new (float *, MAX (n, 1));
  for (unsigned c = 0; c < n; c++, *at += length)
    rows[c] = *at;
  return rows;
}

static unsigned
channels (unsigned wanted)
{
  return wanted == DEVICE_NO_CHANNELS ? 0 : wanted ? wanted : DEFAULT_CHANNELS;
}

static DeviceStream *
null_open (const DeviceBackend *backend, const DeviceConfig *config, StreamProcess process,
           void *user, GError **error)
{
  const NullOptions none = { .loopback = -1 };
  const NullOptions *options = backend->data ? backend->data : &none;
  NullStream *null = g_new0 (NullStream, 1);
  StreamFormat *format = &null->base.format;

  format->rate = config->rate > 0 ? config->rate : DEFAULT_RATE;
  format->block = config->block ? config->block : DEVICE_DEFAULT_BLOCK;
  format->n_inputs = channels (config->n_inputs);
  format->n_outputs = channels (config->n_outputs);
  format->input_latency = format->output_latency = (int) format->block;
  if (options->loopback >= 0) {
    if (options->loopback < (int) format->block) {
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                   "a loopback of %d frames is shorter than the block of %u", options->loopback,
                   format->block);
      g_free (null);
      return NULL;
    }
    format->input_latency = options->loopback / 2;
    format->output_latency = options->loopback - format->input_latency;
  }

  const size_t loop = options->loopback > 0 ? (size_t) options->loopback : 0;
  null->memory = g_new0 (float, (format->n_inputs + format->n_outputs) * (size_t) format->block +
                                    format->n_outputs * loop + 1);
  float *at = null->memory;
  null->inputs = rows_new (&at, format->n_inputs, format->block);
  null->outputs = rows_new (&at, format->n_outputs, format->block);
  null->loop = loop ? rows_new (&at, format->n_outputs, loop) : NULL;
  null->options = *options;
  null->process = process;
  null->user = user;
  null->base.backend = &null_backend;
  null->base.name = g_strdup (DEVICE_NULL_NAME);
  return &null->base;
}

static bool
null_start (DeviceStream *stream, GError **error)
{
  NullStream *null = (NullStream *) stream;

  if (null->options.by_hand)
    return true;
  atomic_store (&null->quit, false);
  const int failed = pthread_create (&null->thread, NULL, keep_time, null);
  null->has_thread = failed == 0;
  if (failed)
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED,
                 "cannot start the thread of the null device: %s", g_strerror (failed));
  return !failed;
}

static void
null_stop (DeviceStream *stream)
{
  NullStream *null = (NullStream *) stream;

  if (!null->has_thread)
    return;
  atomic_store_explicit (&null->quit, true, memory_order_release);
  pthread_join (null->thread, NULL);
  null->has_thread = false;
}

static void
null_close (DeviceStream *stream)
{
  NullStream *null = (NullStream *) stream;

  g_free (null->inputs);
  g_free (null->outputs);
  g_free (null->loop);
  g_free (null->memory);
  g_free (null->base.name);
  g_free (null);
}

static bool
null_is_active (DeviceStream *stream)
{
  return true;
}

static bool
null_look (const DeviceBackend *backend, void **search, const char *name)
{
  return true;
}

static void
null_look_end (void **search)
{
}

const DeviceBackend null_backend = {
  .open = null_open,
  .start = null_start,
  .stop = null_stop,
  .close = null_close,
  .is_active = null_is_active,
  .look = null_look,
  .look_end = null_look_end,
};

AudioDevice *
device_open_null (const DeviceConfig *config, const NullOptions *options, DeviceProcess process,
                  void *user, GError **error)
{
  NullOptions copy = *options;
  DeviceBackend backend = null_backend;

  backend.data = &copy;
  return device_open_backend (&backend, config, process, user, error);
}

void
null_device_run (AudioDevice *device, uint32_t n_blocks)
{
  NullStream *null = (NullStream *) device->slot->stream;

  g_return_if_fail (null->base.backend == &null_backend && null->options.by_hand);
  for (uint32_t i = 0; device->is_running && i < n_blocks; i++)
    run_one (null, false);
}

void
null_device_change (AudioDevice *device, double rate, uint32_t block)
{
  DeviceSlot *before = device->slot;
  const NullStream *null = (const NullStream *) before->stream;
  NullOptions options = null->options;
  DeviceBackend backend = null_backend;
  const DeviceConfig config = { .rate = rate,
                                .block = block,
                                .n_inputs = null->base.format.n_inputs,
                                .n_outputs = null->base.format.n_outputs };

  g_return_if_fail (null->base.backend == &null_backend && null->options.by_hand);
  backend.data = &options;
  DeviceSlot *slot = device_slot_new (device, &backend, &config, NULL);
  g_return_if_fail (slot);
  ((NullStream *) slot->stream)->frame =
      (int64_t) ceil ((double) null->frame * rate / null->base.format.rate);
  if (device->is_running) {
    device_slot_stop (before);
    device_slot_start (slot, NULL);
  }
  device->slot = slot;
  device->wished = slot->format;
  device->pending.format_changed = true;
  device_slot_free (before);
}

void
null_device_xrun (AudioDevice *device)
{
  NullStream *null = (NullStream *) device->slot->stream;

  g_return_if_fail (null->base.backend == &null_backend);
  atomic_store (&null->xrun, true);
}
