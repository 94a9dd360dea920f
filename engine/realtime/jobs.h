/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which strip of a graph waits for which: so that several threads can share out one block. Made
 * with the graph, off the audio thread; in one piece of flat memory. */
#pragma once

#include <stdatomic.h>

#include "realtime/strip.h"

typedef struct {
  const int *waits; /* of each strip: the edges that end there */
  const int *first; /* its readers are readers[first[s]] .. readers[first[s + 1] - 1] */
  const int *readers;
  _Atomic int *left; /* during a block: waits that are not over */
} Jobs;

size_t jobs_size (const StripContext *context);
Jobs *jobs_init (void *memory, const StripContext *context);
