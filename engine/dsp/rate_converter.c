/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/rate_converter.h"

#include <stdint.h>
#include <string.h>

#include "dsp/kaiser.h"
#include "dsp/vector.h"

#define ATTENUATION_DB 118.0
#define PASS 0.4535 /* of the lower rate */

static int
common_divisor (int a, int b)
{
  return b == 0 ? a : common_divisor (b, a % b);
}

static int
count_taps (int from, int to)
{
  const int lower = from < to ? from : to;
  const double transition = (0.5 - PASS) * lower / from;
  const int taps = (int) ((ATTENUATION_DB - 7.95) / (14.36 * transition)) + 2;

  return (taps + 15) / 16 * 16;
}

static size_t
row (const RateConverter *converter)
{
  return (size_t) converter->taps + RATE_CONVERTER_BLOCK;
}

size_t
rate_converter_size (int from, int to, int channels)
{
  const size_t taps = (size_t) count_taps (from, to);
  const size_t phases = (size_t) (to / common_divisor (from, to));

  return sizeof (RateConverter) +
         sizeof (float) * (phases * taps + (size_t) channels * (taps + RATE_CONVERTER_BLOCK));
}

void
rate_converter_init (RateConverter *converter, int from, int to, int channels)
{
  const int divisor = common_divisor (from, to), lower = from < to ? from : to;
  const double cutoff = (PASS + 0.5) * lower / from, beta = kaiser_beta (ATTENUATION_DB);

  memset (converter, 0, rate_converter_size (from, to, channels));
  converter->channels = channels;
  converter->phases = to / divisor;
  converter->step = from / divisor;
  converter->taps = count_taps (from, to);
  converter->ahead = 1;
  const double half = converter->taps / 2;
  for (int p = 0; p < converter->phases; p++) {
    float *taps = converter->memory + (size_t) p * (size_t) converter->taps;
    double sum = 0.0;
    for (int k = 0; k < converter->taps; k++) {
      const double t = k + 1 - half - (double) p / converter->phases;
      const double tap = kaiser_sinc (cutoff * t, cutoff * half, beta);
      taps[k] = (float) tap;
      sum += tap;
    }
    for (int k = 0; k < converter->taps; k++)
      taps[k] = (float) (taps[k] / sum);
  }
}

int
rate_converter_latency (const RateConverter *converter)
{
  return converter->taps / 2;
}

int
rate_converter_needs (const RateConverter *converter, int n)
{
  const int64_t on = converter->phase + (int64_t) (n - 1) * converter->step;
  return converter->ahead + (int) (on / converter->phases);
}

int
rate_converter_gives (const RateConverter *converter, int n)
{
  if (n < converter->ahead)
    return 0;
  const int64_t on = (int64_t) (n - converter->ahead + 1) * converter->phases;
  return (int) ((on - 1 - converter->phase) / converter->step) + 1;
}

/* Sixteen sums, which are added at the end: the same operations whatever the vectors' width. */
VECTOR_CLONES static void
convert (const float *table, int taps, int phases, int step, int phase, int at,
         const float *history, float *out, int n)
{
  for (int j = 0; j < n; j++) {
    const float *h = table + (size_t) phase * (size_t) taps, *x = history + at;
    Vector8 a = { 0 }, b = { 0 };
    for (int k = 0; k < taps; k += 16) {
      a += vector8_load (h + k) * vector8_load (x + k);
      b += vector8_load (h + k + 8) * vector8_load (x + k + 8);
    }
    a += b;
    out[j] = ((a[0] + a[4]) + (a[1] + a[5])) + ((a[2] + a[6]) + (a[3] + a[7]));
    phase += step;
    at += phase / phases;
    phase %= phases;
  }
}

void
rate_converter_process (RateConverter *converter, const float *const *in, int n, float *const *out,
                        int n_out)
{
  const int past = converter->taps;
  const size_t table = (size_t) converter->phases * (size_t) converter->taps;

  for (int c = 0; c < converter->channels; c++) {
    float *history = converter->memory + table + (size_t) c * row (converter);
    memcpy (history + past, in[c], sizeof (float) * (size_t) n);
    convert (converter->memory, converter->taps, converter->phases, converter->step,
             converter->phase, converter->ahead, history, out[c], n_out);
    memmove (history, history + n, sizeof (float) * (size_t) past);
  }
  const int64_t on = converter->phase + (int64_t) n_out * converter->step;
  converter->ahead += (int) (on / converter->phases) - n;
  converter->phase = (int) (on % converter->phases);
}
