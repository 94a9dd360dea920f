/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/peaks_sum.h"

#include "media/half.h"

#include <math.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define LANES 8 /* and the bins that AVX2 sums at once */

static inline PackedBin
pack (float low, float high, float squares)
{
  return (PackedBin){ half_from_float (low), half_from_float (high),
                      half_from_float (sqrtf (squares * (1.0f / PEAKS_BASE))) };
}

/* Eight lanes, folded in halves. */
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

#define AVX2 __attribute__ ((target ("avx2,f16c")))

typedef __m256 Join (__m256 upper, __m256 lower);

AVX2 static inline __m256
join_min (__m256 upper, __m256 lower)
{
  return _mm256_min_ps (upper, lower);
}

AVX2 static inline __m256
join_max (__m256 upper, __m256 lower)
{
  return _mm256_max_ps (upper, lower);
}

AVX2 static inline __m256
join_sum (__m256 upper, __m256 lower)
{
  return _mm256_add_ps (upper, lower);
}

/* Eight bins at once, in the order of sum_plain: lane 4 and 0, then 2 and 0, then 1 and 0. */
AVX2 static inline __attribute__ ((always_inline)) __m256
fold (Join *join, const __m256 *lanes)
{
  __m256 four[4], two[2];
  for (int i = 0; i < 4; i++)
    four[i] = join (_mm256_permute2f128_ps (lanes[i], lanes[i + 4], 0x31),
                    _mm256_permute2f128_ps (lanes[i], lanes[i + 4], 0x20));
  for (int i = 0; i < 2; i++)
    two[i] = join (_mm256_shuffle_ps (four[2 * i], four[2 * i + 1], 0xee),
                   _mm256_shuffle_ps (four[2 * i], four[2 * i + 1], 0x44));
  return join (_mm256_shuffle_ps (two[0], two[1], 0xdd), _mm256_shuffle_ps (two[0], two[1], 0x88));
}

/* half_from_float of each. */
AVX2 static inline void
store_halves (__m256 x, uint16_t *halves)
{
  const __m256 most = _mm256_set1_ps (65504.0f), least = _mm256_set1_ps (-65504.0f);
  const __m256 held = _mm256_max_ps (_mm256_min_ps (x, most), least);
  _mm_storeu_si128 ((__m128i *) halves, _mm256_cvtps_ph (held, _MM_FROUND_TO_NEAREST_INT));
}

AVX2 static void
sum_eight_bins (const float *x, PackedBin *bins)
{
  __m256 low[LANES], high[LANES], squares[LANES];
  for (int b = 0; b < LANES; b++, x += PEAKS_BASE) {
    const __m256 first = _mm256_loadu_ps (x);
    __m256 bin_low = first, bin_high = first, bin_squares = _mm256_mul_ps (first, first);
    for (int i = LANES; i < PEAKS_BASE; i += LANES) {
      const __m256 y = _mm256_loadu_ps (x + i);
      bin_low = _mm256_min_ps (y, bin_low);
      bin_high = _mm256_max_ps (y, bin_high);
      bin_squares = _mm256_add_ps (bin_squares, _mm256_mul_ps (y, y));
    }
    low[b] = bin_low;
    high[b] = bin_high;
    squares[b] = bin_squares;
  }
  const __m256 mean = _mm256_mul_ps (fold (join_sum, squares), _mm256_set1_ps (1.0f / PEAKS_BASE));
  uint16_t lows[LANES], highs[LANES], roots[LANES];
  store_halves (fold (join_min, low), lows);
  store_halves (fold (join_max, high), highs);
  store_halves (_mm256_sqrt_ps (mean), roots);
  for (int b = 0; b < LANES; b++)
    bins[b] = (PackedBin){ lows[b], highs[b], roots[b] };
}

#endif

void
peaks_sum (const float *samples, int n_bins, bool baseline_only, PackedBin *bins)
{
  int done = 0;
#if defined(__x86_64__)
  if (!baseline_only && __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("f16c"))
    for (; done + LANES <= n_bins; done += LANES)
      sum_eight_bins (samples + done * PEAKS_BASE, bins + done);
#endif
  for (; done < n_bins; done++)
    bins[done] = sum_plain (samples + done * PEAKS_BASE);
}
