/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/meter.h"

#include <string.h>

#include "base/math.h"

typedef float Float8 __attribute__ ((vector_size (32)));
typedef int32_t Int8 __attribute__ ((vector_size (32)));

void
meter_init (LevelMeter *meter, int channels)
{
  memset (meter, 0, sizeof *meter);
  meter->channels = channels;
}

static inline Float8
load (const float *from)
{
  Float8 lanes;
  memcpy (&lanes, from, sizeof lanes);
  return lanes;
}

/* Magnitudes order like their bits, and whole numbers compare in lanes on every processor. */
static inline Float8
larger_magnitude (Float8 peak, Float8 x)
{
  const Int8 magnitude = (Int8) x & 0x7fffffff;
  const Int8 larger = magnitude > (Int8) peak;
  return (Float8) ((magnitude & larger) | ((Int8) peak & ~larger));
}

/* Whole groups of METER_LANES frames, the first of them in lane 0. */
VECTOR_CLONES static void
accumulate_mono (LevelMeter *meter, const float *audio, int n_groups)
{
  Float8 peak = load (meter->peaks[0]), sum = load (meter->lanes[METER_LEFT]);
  for (int i = 0; i < n_groups; i++) {
    const Float8 x = load (audio + i * METER_LANES);
    peak = larger_magnitude (peak, x);
    sum += x * x;
  }
  memcpy (meter->peaks[0], &peak, sizeof peak);
  memcpy (meter->lanes[METER_LEFT], &sum, sizeof sum);
}

VECTOR_CLONES static void
accumulate_stereo (LevelMeter *meter, const float *left, const float *right, int n_groups)
{
  Float8 left_peak = load (meter->peaks[0]), right_peak = load (meter->peaks[1]);
  Float8 left_sum = load (meter->lanes[METER_LEFT]);
  Float8 right_sum = load (meter->lanes[METER_RIGHT]);
  Float8 cross_sum = load (meter->lanes[METER_CROSS]);
  for (int i = 0; i < n_groups; i++) {
    const Float8 l = load (left + i * METER_LANES), r = load (right + i * METER_LANES);
    left_peak = larger_magnitude (left_peak, l);
    right_peak = larger_magnitude (right_peak, r);
    left_sum += l * l;
    right_sum += r * r;
    cross_sum += l * r;
  }
  memcpy (meter->peaks[0], &left_peak, sizeof left_peak);
  memcpy (meter->peaks[1], &right_peak, sizeof right_peak);
  memcpy (meter->lanes[METER_LEFT], &left_sum, sizeof left_sum);
  memcpy (meter->lanes[METER_RIGHT], &right_sum, sizeof right_sum);
  memcpy (meter->lanes[METER_CROSS], &cross_sum, sizeof cross_sum);
}

/* One group of which only `count` frames from lane `first` are there: the rest adds zeros, which
 * changes no bit of a sum of squares and none that counts of a product. */
static void
accumulate_part (LevelMeter *meter, const float *const *audio, int offset, int first, int count)
{
  float part[2][METER_LANES] = { { 0 } };
  for (int channel = 0; channel < meter->channels; channel++)
    memcpy (part[channel] + first, audio[channel] + offset, (size_t) count * sizeof (float));
  if (meter->channels == 2)
    accumulate_stereo (meter, part[0], part[1], 1);
  else
    accumulate_mono (meter, part[0], 1);
}

static void
fold (LevelMeter *meter)
{
  for (int sum = 0; sum < METER_SUMS; sum++) {
    double total = 0;
    for (int lane = 0; lane < METER_LANES; lane++)
      total += meter->lanes[sum][lane];
    meter->sums[sum] += total;
  }
  memset (meter->lanes, 0, sizeof meter->lanes);
}

void
meter_process (LevelMeter *meter, const float *const *audio, int n)
{
  for (int done = 0; done < n;) {
    const int place = (int) (meter->frames % METER_FOLD_FRAMES);
    const int lane = place % METER_LANES;
    const int left = (int) int64_min (n - done, METER_FOLD_FRAMES - place);
    int take;
    if (lane != 0 || left < METER_LANES) {
      take = (int) int64_min (left, METER_LANES - lane);
      accumulate_part (meter, audio, done, lane, take);
    } else {
      take = left - left % METER_LANES;
      if (meter->channels == 2)
        accumulate_stereo (meter, audio[0] + done, audio[1] + done, take / METER_LANES);
      else
        accumulate_mono (meter, audio[0] + done, take / METER_LANES);
    }
    done += take;
    meter->frames += take;
    if (place + take == METER_FOLD_FRAMES)
      fold (meter);
  }
}

static float
largest (const float *lanes)
{
  float peak = 0;
  for (int lane = 0; lane < METER_LANES; lane++)
    peak = lanes[lane] > peak ? lanes[lane] : peak;
  return peak;
}

void
meter_read (LevelMeter *meter, MeterReading *reading)
{
  memset (reading, 0, sizeof *reading);
  if (meter->frames == 0)
    return;

  fold (meter);
  const int right = meter->channels - 1;
  const double squares = meter->sums[METER_LEFT] * meter->sums[right];
  const double cross = right == 0 ? meter->sums[METER_LEFT] : meter->sums[METER_CROSS];
  const double correlation = squares > 0 ? cross / sqrt (squares) : 0;

  reading->frames = meter->frames;
  reading->peak[0] = largest (meter->peaks[0]);
  reading->peak[1] = largest (meter->peaks[right]);
  reading->rms[0] = (float) sqrt (meter->sums[METER_LEFT] / meter->frames);
  reading->rms[1] = (float) sqrt (meter->sums[right] / meter->frames);
  reading->correlation = (float) (correlation > 1 ? 1 : correlation < -1 ? -1 : correlation);
  meter_init (meter, meter->channels);
}
