/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/loudness_histogram.h"

#include <string.h>

#include "base/math.h"

/* The relative gates, 10 LU and 20 LU below the mean, as factors of power. */
#define INTEGRATED_GATE 0.1
#define RANGE_GATE 0.01

double
loudness_from_power (double power)
{
  return power > 0 ? -0.691 + 10 * math_log10 (power) : -INFINITY;
}

void
loudness_histogram_reset (LoudnessHistogram *histogram)
{
  memset (histogram, 0, sizeof *histogram);
}

/* The bin whose range [lower, lower + width) holds the loudness; negative below the gate. */
static int
bin_of (double loudness)
{
  const double bin = floor ((loudness - LOUDNESS_GATE) * LOUDNESS_BINS_PER_LU);
  if (!(bin >= 0))
    return -1;
  return bin < LOUDNESS_BINS ? (int) bin : LOUDNESS_BINS - 1;
}

void
loudness_histogram_add (LoudnessHistogram *histogram, double power)
{
  const double loudness = loudness_from_power (power);
  if (!(loudness > LOUDNESS_GATE))
    return;

  const int bin = bin_of (loudness);
  histogram->powers[bin] += power;
  histogram->counts[bin]++;
  histogram->power += power;
  histogram->count++;
}

void
loudness_histogram_merge (LoudnessHistogram *to, const LoudnessHistogram *from)
{
  for (int bin = 0; bin < LOUDNESS_BINS; bin++) {
    to->powers[bin] += from->powers[bin];
    to->counts[bin] += from->counts[bin];
  }
  to->power += from->power;
  to->count += from->count;
}

/* The first bin that the relative gate leaves. The bin that the gate falls into stays or goes as a
 * whole, by the mean of what it holds: where that is a single value the decision is exact. */
static int
first_bin (const LoudnessHistogram *histogram, double factor)
{
  const double gate = histogram->power / histogram->count * factor;
  const int bin = bin_of (loudness_from_power (gate));
  if (bin < 0)
    return 0;
  return histogram->powers[bin] > gate * histogram->counts[bin] ? bin : bin + 1;
}

double
loudness_histogram_integrated (const LoudnessHistogram *histogram)
{
  if (histogram->count == 0)
    return NAN;

  double power = 0;
  uint64_t count = 0;
  for (int bin = first_bin (histogram, INTEGRATED_GATE); bin < LOUDNESS_BINS; bin++) {
    power += histogram->powers[bin];
    count += histogram->counts[bin];
  }
  return loudness_from_power (power / count);
}

/* The middle of the bin that holds the value of this rank. */
static double
loudness_of_rank (const LoudnessHistogram *histogram, int bin, uint64_t rank)
{
  uint64_t below = histogram->counts[bin];
  while (below <= rank)
    below += histogram->counts[++bin];
  return LOUDNESS_GATE + (bin + 0.5) / LOUDNESS_BINS_PER_LU;
}

double
loudness_histogram_range (const LoudnessHistogram *histogram)
{
  if (histogram->count == 0)
    return NAN;

  const int first = first_bin (histogram, RANGE_GATE);
  uint64_t count = 0;
  for (int bin = first; bin < LOUDNESS_BINS; bin++)
    count += histogram->counts[bin];

  const double last = (double) (count - 1);
  const double low = loudness_of_rank (histogram, first, (uint64_t) floor (last * 0.10 + 0.5));
  const double high = loudness_of_rank (histogram, first, (uint64_t) floor (last * 0.95 + 0.5));
  return high - low;
}
