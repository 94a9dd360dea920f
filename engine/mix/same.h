/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether two compiled parts sound the same: compared by what they hold, since each compile makes
 * them anew. Any thread but audio. */
#pragma once

#include "realtime/strip.h"

bool same_curve (const Curve *a, const Curve *b); /* NULL is fine */
bool same_regions (const RegionList *a, const RegionList *b); /* NULL is fine */
bool same_gain (const Gain *a, const Gain *b);
/* The same processors with the same states in the same order. Parameters may differ: they glide. */
bool same_chain (const Insert *a, int n_a, const Insert *b, int n_b);
bool same_fader (const Strip *a, const Strip *b);
