/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is behind an audio device: a backend opens streams, a stream calls for blocks. Main thread,
 * but for StreamProcess. Tests bring backends of their own. */
#pragma once

#include "device/device.h"

/* One block; the audio thread of the stream. */
typedef void (*StreamProcess) (void *user, const float *const *inputs, float *const *outputs,
                               uint32_t n_frames, bool xrun);

typedef struct {
  double rate;
  uint32_t block; /* no block is longer */
  unsigned n_inputs, n_outputs;
  int input_latency, output_latency; /* frames */
} StreamFormat;

typedef struct DeviceBackend DeviceBackend;

/* Backends put theirs behind it. */
typedef struct {
  const DeviceBackend *backend;
  StreamFormat format;
  char *name; /* full */
} DeviceStream;

struct DeviceBackend {
  void *data; /* the backend's own */

  /* A stopped stream. ENGINE_ERROR_NOT_FOUND where no device has that name. */
  DeviceStream *(*open) (const DeviceBackend *backend, const DeviceConfig *config,
                         StreamProcess process, void *user, GError **error);
  bool (*start) (DeviceStream *stream, GError **error);
  void (*stop) (DeviceStream *stream); /* afterwards nothing calls process any more */
  void (*close) (DeviceStream *stream); /* of a stopped stream; frees it */
  bool (*is_active) (DeviceStream *stream); /* a started one that has not given up */

  /* Whether a lost device is there again, looking behind the caller's back: called over and over
   * with the same *search, NULL at first. */
  bool (*look) (const DeviceBackend *backend, void **search, const char *name);
  void (*look_end) (void **search); /* *search may be NULL */
};

extern const DeviceBackend null_backend, portaudio_backend;

/* device_open () on a backend of the caller's choice. */
AudioDevice *device_open_backend (const DeviceBackend *backend, const DeviceConfig *config,
                                  DeviceProcess process, void *user, GError **error);
