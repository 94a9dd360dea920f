/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An audio device: a clock that asks for blocks of sound. Everything but DeviceProcess is for the
 * main thread.
 *
 * A device is kept by name. When it goes away, the built-in null device takes over at once with the
 * same rate, block and channels, so that the process function goes on being called; device_poll ()
 * reports it, looks for the device in a child process and changes back when it is there again. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/realtime.h"

#define DEVICE_NULL_NAME "null" /* the built-in clock */
#define DEVICE_NO_CHANNELS G_MAXUINT /* as a wish: none at all */

/* When a block of sound takes place; all times are CLOCK_MONOTONIC. */
typedef struct {
  int64_t frame; /* of its first frame, counted from device_open () on, also across a loss */
  int64_t callback_ns; /* when the callback came, as the clock said */
  int64_t start_ns; /* the same without jitter (device/time_map.h): place live events by this */
  double ns_per_frame; /* of the device's real clock */
  int64_t input_ns; /* when the first frame of the inputs was captured, best estimate */
  int64_t output_ns; /* when the first frame of the outputs will be heard, likewise */
  bool xrun; /* inputs or outputs were lost since the block before */
} DeviceBlock;

/* Where in the block a time lies, in frames; negative before it. */
static inline double
device_block_offset (const DeviceBlock *block, int64_t ns)
{
  return (double) (ns - block->start_ns) / block->ns_per_frame;
}

/* Fills all outputs, [channel][frame], from the inputs. n_frames <= device_block (). Audio thread;
 * never two at a time, never after device_stop () has returned. Channels may change in number only
 * where DeviceEvents say that the format did. */
typedef void (*DeviceProcess) (void *user, const float *const *inputs, unsigned n_inputs,
                               float *const *outputs, unsigned n_outputs, uint32_t n_frames,
                               const DeviceBlock *block);

typedef struct {
  const char *name; /* as device_list () names it, or a part of it that is clear; NULL for the
                       default: what there is, the null device where there is nothing */
  double rate; /* Hz; 0 for the device's own */
  uint32_t block; /* frames; 0 for 256 */
  unsigned n_inputs, n_outputs; /* 0 for as many as there are */
  bool may_be_absent; /* where it is not there, begin lost and wait for it */
} DeviceConfig;

typedef struct AudioDevice AudioDevice;

/* Opens it, silent until device_start (). A rate that it does not have gives its own rate, more
 * channels than it has give what it has: ask the getters. Errors name the nearest device. */
AudioDevice *device_open (const DeviceConfig *config, DeviceProcess process, void *user,
                          GError **error);
void device_close (AudioDevice *device); /* stops it; NULL is allowed */

/* A device that cannot be started counts as lost, and the null device runs. False only where not
 * even that can. */
bool device_start (AudioDevice *device, GError **error);
void device_stop (AudioDevice *device); /* when it returns, process is not running any more */
bool device_is_running (const AudioDevice *device);

typedef struct {
  bool lost; /* it went away: the null device runs now */
  bool back; /* it is there again and runs */
  bool format_changed; /* with it rate, block, channels or latency; set up anew before trusting */
  unsigned n_xruns; /* since the last poll */
} DeviceEvents;

/* Looks after the device; call it about ten times a second, also while stopped. Takes as long as
 * opening a device does when one comes back, else next to nothing. */
DeviceEvents device_poll (AudioDevice *device);

const char *device_name (const AudioDevice *device); /* the full one, also while lost */
bool device_is_lost (const AudioDevice *device);
bool device_is_null (const AudioDevice *device); /* chosen, or because nothing is there; not lost */
const char *device_loss_reason (const AudioDevice *device); /* a sentence; NULL when not lost */
double device_rate (const AudioDevice *device);
uint32_t device_block (const AudioDevice *device);
unsigned device_n_inputs (const AudioDevice *device);
unsigned device_n_outputs (const AudioDevice *device);
/* Frames from the converter to process () and from there to the converter, as the driver says. */
int device_input_latency (const AudioDevice *device);
int device_output_latency (const AudioDevice *device);
uint64_t device_n_xruns (const AudioDevice *device); /* since it was opened */

/* Whether the callback thread has real-time priority, and why not: one sentence. Known after the
 * first poll behind the first block; NULL before. Its policy and priority (sched.h) are what
 * workers take with one less. */
const char *device_priority_report (const AudioDevice *device);
bool device_thread_policy (const AudioDevice *device, int *policy, int *priority);
