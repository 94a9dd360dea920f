/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures what a device does on one of its own, which nobody hears. Not on the audio thread. */
#pragma once

#include "dsp/processor.h"

typedef struct {
  const DeviceSpec *spec; /* of an effect without files */
  const double *values; /* n_params */
  int rate;
  Frames position; /* where it begins; a multiple of CONTROL_GRID */
} DeviceProbe;

/* Two channels of n frames, in place. False, and nothing is done, where it cannot be made. */
bool device_probe_run (const DeviceProbe *probe, float *const audio[2], int n);
/* Frames that it comes later. */
int device_probe_latency (const DeviceProbe *probe);

typedef enum { PROBE_MIDDLE, PROBE_SIDE } ProbeSignal;

/* How loud n frequencies come out, as factors: of the left channel where both get the same, or of
 * the side where they get opposites. So softly that no dynamics set in. */
bool device_probe_response (const DeviceProbe *probe, ProbeSignal signal, const double *hz, int n,
                            double *gain);
