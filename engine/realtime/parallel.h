/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parallel chains inside a strip: what goes in is worked on by each of several rows of inserts, and
 * what they give is summed at levels of their own. Among the strip's inserts they stand flat, one
 * row behind the other, between inserts that only part, add and meet. Audio thread. */
#pragma once

#include "realtime/insert.h"

/* Of one block, in the graph's memory: nothing in it lasts longer than a call of the strip. */
struct ParallelRoom {
  float *in[2], *sum[2];
};

/* No sound of its own: the processor of the three kinds of marks. */
extern const Processor parallel_processor;

/* In place over n frames. INSERT_PART keeps what goes in. INSERT_ADD, at a row's end, delays it as
 * the slowest row needs, adds it to the sum and begins anew with what went in: its latency is that
 * of its row, negative. INSERT_MEET gives the sum; its latency is that of the slowest row. */
void parallel_process (Insert *mark, float *const *audio, int n) REALTIME;
