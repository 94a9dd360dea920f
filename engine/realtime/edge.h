/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes into a strip from others: outputs, sends and sidechains, each through its delay. Audio
 * thread. */
#pragma once

#include "realtime/strip.h"

/* What an edge gives at graph positions [position + offset, ...), through its delay, into out:
 * false when it is all zeros (out untouched). */
bool edge_read (const StripContext *context, const Edge *edge, Frames position, int offset, int n,
                int slot, float *const *out) REALTIME;

/* Sums all inputs but sidechains into work over the whole block; false when there is nothing but
 * zeros (work untouched). `scratch`: two blocks. */
bool edges_sum (const StripContext *context, Strip *strip, Frames position, int n, int slot,
                float *const *work, float *scratch) REALTIME;
