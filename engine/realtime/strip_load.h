/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a strip costs. Written by whichever audio thread has just computed it. */
#pragma once

#include <stdatomic.h>
#include <stdint.h>

#include "base/realtime.h"

typedef struct {
  _Atomic float mean; /* computing time over playing time, smoothed; any thread may read it */
  unsigned callback; /* of the device, in which it was computed last; audio threads only */
  float ns; /* what it cost there, likewise */
} StripLoad;

/* n frames have cost that much. */
void strip_load_add (StripLoad *load, unsigned callback, int64_t ns, int n, int rate) REALTIME;
