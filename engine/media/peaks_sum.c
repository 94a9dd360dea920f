/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/peaks_sum.h"

#include "media/half.h"

#include <math.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define LANES 8

static inline PackedBin
pack (float low, float high, float squares)
{
  return (PackedBin){ half_from_float (low), half_from_float (high),
                      half_from_float (sqrtf (squares * (1.0f / PEAKS_BASE))) };
}

/* Eight lanes, folded in halves: the order in which AVX2 sums. */
static PackedBin
sum_plain (const float *x)
{
  float low[LANES], high[LANES], squares[LANES];
  for (int l = 0; l < LANES; l++) {
    low[l] = high[l] = x[l];
    squares[l] = x[l] * x[l];
  }
  for (int i = LANES; i < PEAKS_BASE; i += LANES)
    for (int l = 0; l < LANES; l++) {
      const float y = x[i + l];
      low[l] = y < low[l] ? y : low[l];
      high[l] = y > high[l] ? y : high[l];
      squares[l] += y * y;
    }
  for (int half = LANES / 2; half > 0; half /= 2)
    for (int l = 0; l < half; l++) {
      low[l] = low[l + half] < low[l] ? low[l + half] : low[l];
      high[l] = high[l + half] > high[l] ? high[l + half] : high[l];
      squares[l] += squares[l + half];
    }
  return pack (low[0], high[0], squares[0]);
}

#if defined(__x86_64__)

__attribute__ ((target ("avx2"))) static inline PackedBin
sum_avx2 (const float *x)
{
  const __m256 first = _mm256_loadu_ps (x);
  __m256 low = first, high = first, squares = _mm256_mul_ps (first, first);
  for (int i = LANES; i < PEAKS_BASE; i += LANES) {
    const __m256 y = _mm256_loadu_ps (x + i);
    low = _mm256_min_ps (y, low);
    high = _mm256_max_ps (y, high);
    squares = _mm256_add_ps (squares, _mm256_mul_ps (y, y));
  }
  __m128 low4 = _mm_min_ps (_mm256_extractf128_ps (low, 1), _mm256_castps256_ps128 (low));
  __m128 high4 = _mm_max_ps (_mm256_extractf128_ps (high, 1), _mm256_castps256_ps128 (high));
  __m128 squares4 =
      _mm_add_ps (_mm256_castps256_ps128 (squares), _mm256_extractf128_ps (squares, 1));
  low4 = _mm_min_ps (_mm_movehl_ps (low4, low4), low4);
  high4 = _mm_max_ps (_mm_movehl_ps (high4, high4), high4);
  squares4 = _mm_add_ps (squares4, _mm_movehl_ps (squares4, squares4));
  low4 = _mm_min_ss (_mm_shuffle_ps (low4, low4, 1), low4);
  high4 = _mm_max_ss (_mm_shuffle_ps (high4, high4, 1), high4);
  squares4 = _mm_add_ss (squares4, _mm_shuffle_ps (squares4, squares4, 1));
  return pack (_mm_cvtss_f32 (low4), _mm_cvtss_f32 (high4), _mm_cvtss_f32 (squares4));
}

__attribute__ ((target ("avx2"))) static void
sum_all_avx2 (const float *samples, int n_bins, PackedBin *bins)
{
  for (int i = 0; i < n_bins; i++)
    bins[i] = sum_avx2 (samples + i * PEAKS_BASE);
}

#endif

void
peaks_sum (const float *samples, int n_bins, PackedBin *bins)
{
#if defined(__x86_64__)
  if (__builtin_cpu_supports ("avx2")) {
    sum_all_avx2 (samples, n_bins, bins);
    return;
  }
#endif
  for (int i = 0; i < n_bins; i++)
    bins[i] = sum_plain (samples + i * PEAKS_BASE);
}
