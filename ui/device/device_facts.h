/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the devices of a track cost. Without a screen; main thread. */
#pragma once

#include "ui/device/device_state.h"

/* Frames that one device delays by, as it is set; 0 where it is bypassed or not known. */
int device_facts_latency (const DeviceSlot *slot, int rate);
/* "Vox · 3 devices · 1.3 ms latency · 2.1 % DSP"; `load` of the strip, over playing time; 0: it
 * does not play. To be freed. */
char *device_facts_text (const Track *track, int rate, double load);
