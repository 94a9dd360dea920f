/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between a stream and its device: times the blocks, counts them, and lets the main thread shut the
 * stream off at once even where its driver hangs. The block runs on the audio thread. */
#pragma once

#include <sys/types.h>

#include "device/device.h"
#include "device/device_stream.h"
#include "device/time_map.h"

/* What the streams of a device share, one after the other. */
typedef struct {
  DeviceProcess process;
  void *user;
  int64_t next_frame; /* the callback's; the main thread's while no slot is open */
  _Atomic uint64_t n_xruns;
} DeviceClock;

typedef struct {
  DeviceClock *clock; /* not touched behind a shut gate */
  DeviceStream *stream;
  StreamFormat format;
  TimeMap map;
  bool is_begun; /* the audio thread's: its first block was there */
  _Atomic unsigned gate;
  _Atomic uint64_t n_blocks;
  _Atomic int64_t last_ns; /* when the latest block came, or the slot was opened */
  _Atomic pid_t tid; /* of the audio thread; 0 before its first block */
} DeviceSlot;

/* A StreamProcess; user is the slot. Silence behind a shut gate. */
void device_slot_process (void *user, const float *const *inputs, float *const *outputs,
                          uint32_t n_frames, bool xrun) REALTIME;
/* The same at a time of the caller's. */
void device_slot_process_at (DeviceSlot *slot, int64_t now_ns, const float *const *inputs,
                             float *const *outputs, uint32_t n_frames, bool xrun) REALTIME;

int64_t device_now_ns (void) REALTIME; /* CLOCK_MONOTONIC */

void device_slot_open (DeviceSlot *slot); /* main thread: blocks go through from now on */
/* Main thread: waits for the block that is being computed; none begins afterwards. */
void device_slot_shut (DeviceSlot *slot);
