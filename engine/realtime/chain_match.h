/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inserts of one strip against none of them, at the same loudness: a look at what goes in and
 * what comes out, and a gain that is heard, never rendered, while all of them are bypassed. Used on
 * the audio thread, set and read by others. */
#pragma once

#include "realtime/insert_tap.h"

typedef struct {
  InsertTap tap; /* of the whole row, by the id of its strip */
  _Atomic Id strip; /* whose gain that is; 0: none */
  _Atomic float gain; /* linear */
} ChainMatch;

/* `gain`: linear; strip 0: none. Any thread. The gain counts from the moment at which the last
 * insert is bypassed, across the same fade. */
static inline void
chain_match_set (ChainMatch *match, Id strip, float gain)
{
  atomic_store_explicit (&match->strip, 0, memory_order_relaxed);
  atomic_store_explicit (&match->gain, gain, memory_order_relaxed);
  atomic_store_explicit (&match->strip, strip, memory_order_release);
}

/* Of a strip whose inserts are bypassed; 1: as it is. */
static inline float
chain_match_gain (ChainMatch *match, Id strip)
{
  if (!match || atomic_load_explicit (&match->strip, memory_order_acquire) != strip)
    return 1.0f;
  return atomic_load_explicit (&match->gain, memory_order_relaxed);
}
