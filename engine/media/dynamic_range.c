/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/dynamic_range.h"

#include <glib.h>
#include <math.h>

#include "dsp/meter.h"

#define LOUDEST_PART 0.2
#define LEAST_BLOCKS 3

typedef struct {
  LevelMeter meter; /* of the block that is being filled */
  GArray *squares, *peaks; /* of double, one for each block: 2 x mean square; magnitude */
} Channel;

struct DynamicRange {
  int channels;
  Frames block, filled;
  double peak;
  Channel *channel;
};

DynamicRange *
dynamic_range_new (int rate, int channels)
{
  DynamicRange *range = g_new0 (DynamicRange, 1);
  range->channels = channels;
  range->block = rate == 44100 ? 132480 : 3 * (Frames) rate;
  range->channel = g_new0 (Channel, channels);
  for (int i = 0; i < channels; i++) {
    meter_init (&range->channel[i].meter, 1);
    range->channel[i].squares = g_array_new (FALSE, FALSE, sizeof (double));
    range->channel[i].peaks = g_array_new (FALSE, FALSE, sizeof (double));
  }
  return range;
}

void
dynamic_range_free (DynamicRange *range)
{
  for (int i = 0; i < range->channels; i++) {
    g_array_unref (range->channel[i].squares);
    g_array_unref (range->channel[i].peaks);
  }
  g_free (range->channel);
  g_free (range);
}

static void
end_block (DynamicRange *range)
{
  for (int i = 0; i < range->channels; i++) {
    MeterReading reading;
    meter_read (&range->channel[i].meter, &reading);
    const double square = 2 * (double) reading.rms[0] * reading.rms[0], peak = reading.peak[0];
    g_array_append_val (range->channel[i].squares, square);
    g_array_append_val (range->channel[i].peaks, peak);
    range->peak = MAX (range->peak, peak);
  }
  range->filled = 0;
}

void
dynamic_range_process (DynamicRange *range, const float *const *audio, int n)
{
  for (int done = 0; done < n;) {
    const int take = (int) int64_min (n - done, range->block - range->filled);
    for (int i = 0; i < range->channels; i++) {
      const float *const from = audio[i] + done;
      meter_process (&range->channel[i].meter, &from, take);
    }
    done += take;
    range->filled += take;
    if (range->filled == range->block)
      end_block (range);
  }
}

double
dynamic_range_peak (const DynamicRange *range)
{
  double peak = range->peak;
  for (int i = 0; i < range->channels; i++) {
    LevelMeter meter = range->channel[i].meter;
    MeterReading reading;
    meter_read (&meter, &reading);
    peak = MAX (peak, reading.peak[0]);
  }
  return peak;
}

static int
compare_descending (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *) a, y = *(const double *) b;
  return x < y ? 1 : x > y ? -1 : 0;
}

/* NaN for silence. */
static double
channel_range (Channel *channel)
{
  const guint loudest = MAX ((guint) (channel->squares->len * LOUDEST_PART), 1);
  g_array_sort (channel->squares, compare_descending);
  g_array_sort (channel->peaks, compare_descending);

  double sum = 0;
  for (guint i = 0; i < loudest; i++)
    sum += g_array_index (channel->squares, double, i);
  const double peak = g_array_index (channel->peaks, double, 1);
  return sum > 0 && peak > 0 ? -10 * log10 (sum / loudest / (peak * peak)) : NAN;
}

double
dynamic_range_finish (DynamicRange *range)
{
  if (range->filled > 0)
    end_block (range);
  if (range->channel[0].squares->len < LEAST_BLOCKS)
    return NAN;

  double sum = 0;
  int sounding = 0;
  for (int i = 0; i < range->channels; i++) {
    const double dr = channel_range (&range->channel[i]);
    if (isnan (dr))
      continue;
    sum += dr;
    sounding++;
  }
  return sounding > 0 ? rint (sum / sounding) : NAN;
}
