/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between a device and a player that runs at another rate: both directions are converted. Made on
 * the main thread, run on the audio thread. */
#pragma once

#include "base/types.h"
#include "device/device.h"

#define DEVICE_EDGE_CHANNELS 64 /* of each direction; what is beyond is silent */

typedef struct DeviceEdge DeviceEdge;

/* Rates in Hz. */
DeviceEdge *device_edge_new (int device_rate, int rate, unsigned n_inputs, unsigned n_outputs);
void device_edge_free (DeviceEdge *edge); /* NULL is fine */

/* Frames at the player's rate from a frame that it gives to the same coming back: both filters and
 * what lies outside, `outside` frames of the device. */
Frames device_edge_round_trip (const DeviceEdge *edge, int outside);

/* Of that, what lies behind the player: the filter and `outside` frames of the device. */
Frames device_edge_output_latency (const DeviceEdge *edge, int outside);

/* A DeviceProcess for `inner`, which is called with at most 1024 frames at the player's rate. */
void device_edge_process (DeviceEdge *edge, DeviceProcess inner, void *user,
                          const float *const *inputs, unsigned n_inputs, float *const *outputs,
                          unsigned n_outputs, uint32_t n_frames, const DeviceBlock *block) REALTIME;
