/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes into a strip: clips, inputs of the device, other strips, or its instrument. Audio
 * thread. */
#pragma once

#include "realtime/strip.h"

/* Fills work with what comes in at graph positions [position, + n) of a strip without an
 * instrument; false when it is all zeros. `scratch`: four blocks. */
bool strip_source_fill (const StripContext *context, Strip *strip, Frames position, int n, int slot,
                        float *const *work, float *scratch) REALTIME;

/* The instrument over graph times [at, at + n) of its own, frames [offset, + n) of the call's
 * block. `scratch` as above. */
void strip_source_play (const StripContext *context, Strip *strip, Frames at, int offset, int n,
                        float *const *work, float *scratch) REALTIME;
