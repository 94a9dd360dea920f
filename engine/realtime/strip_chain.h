/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of inserts of a strip with their sidechains, and how it goes over to another. Audio thread.
 */
#pragma once

#include "realtime/strip_fade.h"

/* One row: the inserts of a strip, or its master chain. */
typedef struct {
  Insert *inserts;
  int n;
  int number; /* of the first, as edges know it */
  const ChainFade *fade; /* or NULL */
} StripChain;

/* The inserts in place over frames [offset, offset + n) of the block at graph time `position`; `at`
 * is the graph time of the first at the chain's input. `scratch`: four blocks. */
void strip_chain_process (const StripContext *context, const Strip *strip, const StripChain *chain,
                          Frames at, Frames position, int offset, int n, int slot,
                          float *const *work, float *scratch) REALTIME;
