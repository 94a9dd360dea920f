/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of an audio device, shared by the files that make it up. Main thread. */
#pragma once

#include "device/device_slot.h"
#include "device/device_stream.h"

#define DEVICE_DEFAULT_BLOCK 256
#define DEVICE_SILENT_NS INT64_C (1000000000) /* without a callback for so long, it is gone */

/* Of a lost stream, whose driver may hang. */
typedef enum {
  DEVICE_CLOSING,
  DEVICE_CLOSED,
  DEVICE_ABANDONED, /* nobody waits any more: who closes it frees the device */
} DeviceClosing;

struct AudioDevice {
  DeviceBackend backend; /* of the wished device; a copy */
  DeviceConfig config; /* the wish; its name is the full one once it was open */
  char *name;
  DeviceClock clock;
  DeviceSlot *slot; /* of the stream that is heard */
  StreamFormat wished; /* of the device when it was there, else as told */
  bool is_running;

  bool is_lost;
  char *reason;
  void *search; /* the backend's, while lost */
  int64_t look_ns; /* not before */
  GThread *closer; /* of the stream that was lost */
  _Atomic int closing; /* DeviceClosing */

  uint64_t seen_blocks; /* by the poll before */
  int64_t seen_ns; /* when this count was seen first */
  int64_t polled_ns;
  uint64_t polled_xruns;
  DeviceEvents pending;

  char *priority_report;
  pid_t priority_tid; /* of the thread it is about */
  int policy, priority;
};

/* NULL where the backend cannot. The slot is shut. */
DeviceSlot *device_slot_new (AudioDevice *device, const DeviceBackend *backend,
                             const DeviceConfig *config, GError **error);
void device_slot_free (DeviceSlot *slot); /* shut and stopped; closes its stream */
bool device_slot_start (DeviceSlot *slot, GError **error);
void device_slot_stop (DeviceSlot *slot);

/* Puts the null device in its place and tells so at the next poll. */
bool device_lose (AudioDevice *device, const char *reason, GError **error);
void device_search_end (AudioDevice *device);
void device_free (AudioDevice *device); /* its slot is gone */
