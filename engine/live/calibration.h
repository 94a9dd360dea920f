/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long sound really takes from an output of a device and back into an input: measured with a
 * burst of noise through a cable or the room, and kept in the user's file per device, rate and
 * block. Main thread. */
#pragma once

#include "device/null_device.h"

typedef struct {
  double round_trip; /* frames, to a fraction of one */
  double drift; /* frames by which a second burst, a second later, came differently */
  double level_db; /* of what came back, against what was sent */
  char *device; /* its full name; the caller's */
  double rate;
  uint32_t block;
  int reported; /* what the driver says the way takes */
  unsigned input; /* channel that heard it best, from 0 */
} Calibration;

/* Plays two bursts at -12 dBFS on every output and looks for them on every input; takes some three
 * seconds. `null` as in LiveConfig. ENGINE_ERROR_FAILED when nothing comes back, or the two come
 * back at different times. */
bool calibrate (const DeviceConfig *config, const NullOptions *null, Calibration *calibration,
                GError **error);

/* Where the n frames of `burst` lie best in `heard`, in frames from its start, to a fraction of
 * one; `match` is their correlation there, 1 for the same sound at any level, and `gain` that
 * level. By the peak of the cross-correlation, interpolated with a windowed sinc. */
double calibration_find (const float *burst, int n, const float *heard, int n_heard, double *match,
                         double *gain);

/* "lacquer/devices.ini" in the user's configuration; to be freed. */
char *calibration_file_path (void);
bool calibration_save (const char *path, const char *device, double rate, uint32_t block,
                       const Calibration *calibration, GError **error);
/* False when there is none. */
bool calibration_load (const char *path, const char *device, double rate, uint32_t block,
                       double *round_trip);
