/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inner loop of peak building. Pure functions; any thread. Private to peaks. */
#pragma once

#include "media/pcm.h"
#include "media/peaks_file.h"

/* n_bins whole bins of PEAKS_BASE samples each. The same bits on every processor; `baseline_only`
 * does what every processor can, to compare against. */
void peaks_sum (const float *samples, int n_bins, bool baseline_only, PackedBin *bins);

/* The same bits straight from the bytes of a file, for as many of its `frames` as there is a fast
 * way: whole bins, eight by eight, with two frames left behind them. Returns how many bins of each
 * channel it was; 0 for other encodings, channels or processors. */
int peaks_sum_pcm (PcmEncoding encoding, int channels, const uint8_t *bytes, Frames frames,
                   PackedBin *const *bins);
