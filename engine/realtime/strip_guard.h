/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a strip does when one of its processors gives NaN or infinity. From that frame on the strip
 * is silent; at the next multiple of STRIP_SLEEP_GRID of its song position its states are reset, so
 * that a filter that holds a NaN recovers, and it fades in again. Both places follow from the
 * song, not from the blocks. Audio thread. */
#pragma once

#include "realtime/strip.h"

/* Whether strip_guard () can ask for a reset: then its block is cut at the grid. */
static inline bool
strip_has_memory (const Strip *strip)
{
  return strip->n_inserts + strip->n_master > 0 || strip->instrument;
}

/* The n frames that the inserts (or, with `last`, the master chain) gave: what is not finite and
 * what follows it becomes silence, and what lies behind the first `good` frames. Returns how many
 * are good. `last`: behind this nothing of the strip can break. */
int strip_guard (const StripContext *context, const Strip *strip, float *const *audio, int channels,
                 int n, int good, bool last) REALTIME;

/* The same where nothing has a memory: sample by sample. */
void strip_guard_samples (const StripContext *context, const Strip *strip, float *const *audio,
                          int channels, int n) REALTIME;

/* At a place of the grid, behind the reset. */
void strip_guard_recover (const StripContext *context, Strip *strip) REALTIME;
