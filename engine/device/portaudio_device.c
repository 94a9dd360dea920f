/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include "base/error.h"
#include "device/device_private.h"
#include "device/device_stream.h"
#include "device/jack_shutdown.h"
#include "device/portaudio_library.h"

#define WAKE_US 20000
#define MAX_LATENCY_SECONDS 2.0 /* beyond, the driver has miscounted */
#define MANY_CHANNELS 32 /* what converting devices promise, as if they had them */

typedef struct {
  DeviceStream base;
  PaStream *stream;
  StreamProcess process;
  void *user;
  DeviceInfo info; /* as listed */
  _Atomic int is_stopped;
} PortaudioStream;

static int
call (const void *input, void *output, unsigned long n_frames, const PaStreamCallbackTimeInfo *time,
      PaStreamCallbackFlags flags, void *user)
{
  PortaudioStream *self = user;

  self->process (self->user, (const float *const *) input, (float *const *) output,
                 (uint32_t) n_frames,
                 (flags & (paInputOverflow | paInputUnderflow | paOutputUnderflow)) != 0);
  return paContinue;
}

static unsigned
choose_channels (const char *name, unsigned wanted, int available)
{
  const unsigned n = (unsigned) MAX (available, 0);

  if (wanted == DEVICE_NO_CHANNELS)
    return 0;
  if (wanted == 0 && n >= MANY_CHANNELS && !strstr (name, "(hw:") &&
      !g_str_has_prefix (name, "JACK"))
    return 2;
  return wanted == 0 ? n : MIN (wanted, n);
}

static PaError
open_at (PortaudioStream *self, PaDeviceIndex index, double rate)
{
  StreamFormat *format = &self->base.format;
  const double latency = 2.0 * format->block / rate;
  const PaStreamParameters input = { .device = index,
                                     .channelCount = (int) format->n_inputs,
                                     .sampleFormat = paFloat32 | paNonInterleaved,
                                     .suggestedLatency = latency };
  const PaStreamParameters output = { .device = index,
                                      .channelCount = (int) format->n_outputs,
                                      .sampleFormat = paFloat32 | paNonInterleaved,
                                      .suggestedLatency = latency };

  return Pa_OpenStream (&self->stream, format->n_inputs ? &input : NULL,
                        format->n_outputs ? &output : NULL, rate, format->block,
                        paClipOff | paDitherOff, call, self);
}

static int
latency_frames (double seconds, const StreamFormat *format, unsigned n_channels)
{
  if (n_channels == 0)
    return 0;
  if (!(seconds >= 0 && seconds <= MAX_LATENCY_SECONDS))
    return (int) format->block;
  return (int) lrint (seconds * format->rate);
}

static void
describe (PortaudioStream *self, const PaDeviceInfo *device)
{
  StreamFormat *format = &self->base.format;
  const PaStreamInfo *info = Pa_GetStreamInfo (self->stream);

  format->rate = info->sampleRate;
  format->input_latency = latency_frames (info->inputLatency, format, format->n_inputs);
  format->output_latency = latency_frames (info->outputLatency, format, format->n_outputs);
  self->info = (DeviceInfo){
    .name = self->base.name,
    .host = g_str_has_prefix (self->base.name, "JACK") ? "JACK" : "ALSA",
    .n_inputs = (unsigned) MAX (device->maxInputChannels, 0),
    .n_outputs = (unsigned) MAX (device->maxOutputChannels, 0),
    .default_rate = device->defaultSampleRate,
    .input_latency = format->input_latency / format->rate,
    .output_latency = format->output_latency / format->rate,
  };
  for (int r = 0; r < DEVICE_N_RATES; r++)
    self->info.has_rate[r] = device_rates[r] == format->rate;
}

/* Begun and entered. */
static bool
open_stream (PortaudioStream *self, const DeviceConfig *config, GError **error)
{
  StreamFormat *format = &self->base.format;
  const PaDeviceIndex index = portaudio_find (config->name, &self->base.name, error);

  if (index == paNoDevice)
    return false;
  const PaDeviceInfo *device = Pa_GetDeviceInfo (index);
  const char *name = self->base.name;
  const double rate = config->rate > 0 ? config->rate : device->defaultSampleRate;

  format->block = config->block ? config->block : DEVICE_DEFAULT_BLOCK;
  format->n_inputs = choose_channels (name, config->n_inputs, device->maxInputChannels);
  format->n_outputs = choose_channels (name, config->n_outputs, device->maxOutputChannels);
  PaError failed = open_at (self, index, rate);
  /* JACK has one rate for all, and some cards have one, too. */
  if (failed != paNoError && rate != device->defaultSampleRate)
    failed = open_at (self, index, device->defaultSampleRate);
  if (failed != paNoError) {
    g_autofree char *what = g_strdup_printf ("cannot open the audio device '%s'", name);
    portaudio_set_error (error, failed, what);
    return false;
  }
  describe (self, device);
  return true;
}

static DeviceStream *
portaudio_open (const DeviceBackend *backend, const DeviceConfig *config, StreamProcess process,
                void *user, GError **error)
{
  if (!portaudio_begin (error))
    return NULL;
  PortaudioStream *self = g_new0 (PortaudioStream, 1);
  self->base.backend = &portaudio_backend;
  self->process = process;
  self->user = user;
  portaudio_enter ();
  const bool good = open_stream (self, config, error);
  portaudio_leave ();
  if (good) {
    portaudio_set_open (&self->info);
    return &self->base;
  }
  portaudio_end ();
  g_free (self->base.name);
  g_free (self);
  return NULL;
}

static bool
portaudio_start (DeviceStream *stream, GError **error)
{
  PortaudioStream *self = (PortaudioStream *) stream;

  portaudio_enter ();
  const PaError failed = Pa_StartStream (self->stream);
  if (failed != paNoError) {
    g_autofree char *what = g_strdup_printf ("cannot start the audio device '%s'", stream->name);
    portaudio_set_error (error, failed, what);
  }
  portaudio_leave ();
  return failed == paNoError;
}

static gpointer
wake_up (gpointer data)
{
  PortaudioStream *self = data;

  while (!atomic_load (&self->is_stopped)) {
    g_usleep (WAKE_US);
    jack_shutdown_again ();
  }
  return NULL;
}

/* Abort drops what is still to be heard, which the player has faded out before. */
static void
portaudio_stop (DeviceStream *stream)
{
  PortaudioStream *self = (PortaudioStream *) stream;
  GThread *waker = NULL;

  portaudio_enter ();
  atomic_store (&self->is_stopped, false);
  if (self->info.host[0] == 'J' && Pa_IsStreamActive (self->stream) != 1)
    waker = g_thread_new ("device wake", wake_up, self);
  if (Pa_IsStreamStopped (self->stream) != 1)
    Pa_AbortStream (self->stream);
  atomic_store (&self->is_stopped, true);
  if (waker)
    g_thread_join (waker);
  portaudio_leave ();
}

static void
portaudio_close (DeviceStream *stream)
{
  PortaudioStream *self = (PortaudioStream *) stream;

  portaudio_set_closed (&self->info);
  portaudio_enter ();
  Pa_CloseStream (self->stream);
  portaudio_end ();
  portaudio_leave ();
  g_free (self->base.name);
  g_free (self);
}

static bool
portaudio_is_active (DeviceStream *stream)
{
  return Pa_IsStreamActive (((PortaudioStream *) stream)->stream) == 1;
}

static bool
portaudio_look (const DeviceBackend *backend, void **search, const char *name)
{
  if (!*search)
    *search = device_search_begin (false, NULL);
  if (!*search || !device_search_is_done (*search))
    return false;
  g_autoptr (GPtrArray) list = device_search_finish (*search, NULL);
  *search = NULL;
  return list && device_info_find (list, name, NULL) != NULL;
}

static void
portaudio_look_end (void **search)
{
  if (*search)
    device_search_cancel (*search);
  *search = NULL;
}

const DeviceBackend portaudio_backend = {
  .open = portaudio_open,
  .start = portaudio_start,
  .stop = portaudio_stop,
  .close = portaudio_close,
  .is_active = portaudio_is_active,
  .look = portaudio_look,
  .look_end = portaudio_look_end,
};
