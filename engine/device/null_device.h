/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The device that is always there: a thread that keeps time, or whoever drives it by hand. Main
 * thread. */
#pragma once

#include "device/device.h"

typedef struct {
  /* No thread, no waiting: null_device_run () computes blocks, whose times begin at 0 and pass as
   * the rate says. */
  bool by_hand;
  /* Outputs come back as inputs of the same channel this many frames later (at least a block); -1:
   * they do not. The latencies then add up to this, else each is one block. */
  int loopback;
  /* What the inputs hold, [channel][frame], from the first block on and silence behind it, added to
   * what loops back; the caller's, to be kept until the device is closed. NULL for none. */
  const float *const *inputs;
  unsigned n_inputs;
  int64_t n_frames;
} NullOptions;

/* 2 inputs and 2 outputs unless the config says otherwise, at 48 kHz likewise. */
AudioDevice *device_open_null (const DeviceConfig *config, const NullOptions *options,
                               DeviceProcess process, void *user, GError **error);

/* Of a started device by hand: computes n blocks on the calling thread. */
void null_device_run (AudioDevice *device, uint32_t n_blocks) REALTIME;
/* By hand, as a driver that is found again with another format, which device_poll () tells; times
 * and frames go on. */
void null_device_change (AudioDevice *device, double rate, uint32_t block);
/* The next block will say that something was lost. */
void null_device_xrun (AudioDevice *device);
