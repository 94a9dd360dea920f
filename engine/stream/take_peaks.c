/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/take_peaks.h"

#include <glib.h>
#include <math.h>
#include <stdatomic.h>

#include "media/half.h"

/* Chunk k holds FIRST << k, so few pointers reach any length and none ever moves. */
#define FIRST_BITS 9
#define N_CHUNKS 40

struct TakePeaks {
  atomic_int refs;
  int channels;
  _Atomic int64_t n;
  uint16_t *chunks[N_CHUNKS]; /* (min, max) per channel */
  int filled; /* frames of the stretch that is not whole */
  TakePeak open[]; /* per channel, of that */
};

static inline int
chunk_of (int64_t index, int64_t *within)
{
  const uint64_t at = (uint64_t) index + (1u << FIRST_BITS);
  const int bit = 63 - __builtin_clzll (at);
  *within = (int64_t) (at - (UINT64_C (1) << bit));
  return bit - FIRST_BITS;
}

TakePeaks *
take_peaks_new (int channels)
{
  TakePeaks *peaks = g_malloc0 (sizeof *peaks + (size_t) channels * sizeof (TakePeak));
  atomic_init (&peaks->refs, 1);
  peaks->channels = channels;
  return peaks;
}

TakePeaks *
take_peaks_ref (TakePeaks *peaks)
{
  atomic_fetch_add_explicit (&peaks->refs, 1, memory_order_relaxed);
  return peaks;
}

void
take_peaks_unref (TakePeaks *peaks)
{
  if (!peaks || atomic_fetch_sub_explicit (&peaks->refs, 1, memory_order_acq_rel) > 1)
    return;
  for (int i = 0; i < N_CHUNKS; i++)
    g_free (peaks->chunks[i]);
  g_free (peaks);
}

static void
publish (TakePeaks *peaks)
{
  const int64_t n = atomic_load_explicit (&peaks->n, memory_order_relaxed);
  int64_t within;
  const int chunk = chunk_of (n, &within);

  if (!peaks->chunks[chunk])
    peaks->chunks[chunk] =
        g_malloc_n ((gsize) peaks->channels << (FIRST_BITS + chunk), 2 * sizeof (uint16_t));
  uint16_t *to = peaks->chunks[chunk] + 2 * within * peaks->channels;
  for (int c = 0; c < peaks->channels; c++) {
    to[2 * c] = half_from_float (peaks->open[c].min);
    to[2 * c + 1] = half_from_float (peaks->open[c].max);
  }
  peaks->filled = 0;
  atomic_store_explicit (&peaks->n, n + 1, memory_order_release);
}

void
take_peaks_add (TakePeaks *peaks, const float *const *planar, int n)
{
  for (int at = 0; at < n;) {
    const int count = (int) int64_min (n - at, TAKE_PEAK_FRAMES - peaks->filled);
    for (int c = 0; c < peaks->channels; c++) {
      TakePeak peak = peaks->filled > 0 ? peaks->open[c] : (TakePeak){ INFINITY, -INFINITY };
      for (int i = at; i < at + count; i++) {
        const float x = isfinite (planar[c][i]) ? planar[c][i] : 0.0f;
        peak.min = x < peak.min ? x : peak.min;
        peak.max = x > peak.max ? x : peak.max;
      }
      peaks->open[c] = peak;
    }
    peaks->filled += count;
    at += count;
    if (peaks->filled == TAKE_PEAK_FRAMES)
      publish (peaks);
  }
}

int64_t
take_peaks_n (const TakePeaks *peaks)
{
  return atomic_load_explicit (&peaks->n, memory_order_acquire);
}

TakePeak
take_peaks_get (const TakePeaks *peaks, int channel, int64_t index)
{
  int64_t within;
  const int chunk = chunk_of (index, &within);
  const uint16_t *at = peaks->chunks[chunk] + 2 * (within * peaks->channels + channel);
  return (TakePeak){ half_to_float (at[0]), half_to_float (at[1]) };
}
