/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inner loop of peak building. Pure functions; any thread. Private to peaks. */
#pragma once

#include "media/peaks_file.h"

/* n_bins whole bins of PEAKS_BASE samples each. The same bits on every processor; `baseline_only`
 * does what every processor can, to compare against. */
void peaks_sum (const float *samples, int n_bins, bool baseline_only, PackedBin *bins);
