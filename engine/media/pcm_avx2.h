/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Eight frames of PCM to vectors of floats, for functions compiled for AVX2. Realtime. Private to
 * pcm_decode and peaks_sum. Nothing is read before the frames, and of 24 bits four bytes behind
 * them: one more frame of two channels must follow, or two of one. */
#pragma once

#include "base/types.h"

#include <immintrin.h>

#define PCM_AVX2 __attribute__ ((target ("avx2"))) static inline __attribute__ ((always_inline))

typedef void PcmLoadOne (const uint8_t *bytes, __m256 *mono);
typedef void PcmLoadTwo (const uint8_t *bytes, __m256 *left, __m256 *right);

PCM_AVX2 __m256
pcm_avx2_scale (__m256i left_justified)
{
  return _mm256_mul_ps (_mm256_cvtepi32_ps (left_justified), _mm256_set1_ps (0x1p-31f));
}

PCM_AVX2 __m256
pcm_avx2_finite_or_zero (__m256 x)
{
  return _mm256_and_ps (x, _mm256_cmp_ps (_mm256_sub_ps (x, x), _mm256_setzero_ps (), _CMP_EQ_OQ));
}

/* 12 bytes at `low` and 12 at `high`, eight samples of 24 bits. */
PCM_AVX2 __m256
pcm_avx2_int24 (const uint8_t *low, const uint8_t *high, __m128i order)
{
  const __m256i bytes =
      _mm256_inserti128_si256 (_mm256_castsi128_si256 (_mm_loadu_si128 ((const __m128i *) low)),
                               _mm_loadu_si128 ((const __m128i *) high), 1);
  return pcm_avx2_scale (_mm256_shuffle_epi8 (bytes, _mm256_broadcastsi128_si256 (order)));
}

PCM_AVX2 void
pcm_load_one_int24 (const uint8_t *bytes, __m256 *mono)
{
  const __m128i order = _mm_setr_epi8 (-1, 0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11);
  *mono = pcm_avx2_int24 (bytes, bytes + 12, order);
}

PCM_AVX2 void
pcm_load_two_int24 (const uint8_t *bytes, __m256 *left, __m256 *right)
{
  const __m128i order = _mm_setr_epi8 (-1, 0, 1, 2, -1, 6, 7, 8, -1, 3, 4, 5, -1, 9, 10, 11);
  const __m256d a = _mm256_castps_pd (pcm_avx2_int24 (bytes, bytes + 24, order));
  const __m256d b = _mm256_castps_pd (pcm_avx2_int24 (bytes + 12, bytes + 36, order));
  *left = _mm256_castpd_ps (_mm256_unpacklo_pd (a, b));
  *right = _mm256_castpd_ps (_mm256_unpackhi_pd (a, b));
}

PCM_AVX2 void
pcm_load_one_int16 (const uint8_t *bytes, __m256 *mono)
{
  const __m256i wide = _mm256_cvtepi16_epi32 (_mm_loadu_si128 ((const __m128i *) bytes));
  *mono = _mm256_mul_ps (_mm256_cvtepi32_ps (wide), _mm256_set1_ps (0x1p-15f));
}

PCM_AVX2 void
pcm_load_two_int16 (const uint8_t *bytes, __m256 *left, __m256 *right)
{
  const __m256i both = _mm256_loadu_si256 ((const __m256i *) bytes);
  *left = pcm_avx2_scale (_mm256_slli_epi32 (both, 16));
  *right = pcm_avx2_scale (_mm256_and_si256 (both, _mm256_set1_epi32 ((int) 0xffff0000u)));
}

PCM_AVX2 void
pcm_load_one_float32 (const uint8_t *bytes, __m256 *mono)
{
  *mono = pcm_avx2_finite_or_zero (_mm256_loadu_ps ((const float *) bytes));
}

PCM_AVX2 void
pcm_load_two_float32 (const uint8_t *bytes, __m256 *left, __m256 *right)
{
  const float *from = (const float *) bytes;
  const __m256 a = pcm_avx2_finite_or_zero (_mm256_insertf128_ps (
      _mm256_castps128_ps256 (_mm_loadu_ps (from)), _mm_loadu_ps (from + 8), 1));
  const __m256 b = pcm_avx2_finite_or_zero (_mm256_insertf128_ps (
      _mm256_castps128_ps256 (_mm_loadu_ps (from + 4)), _mm_loadu_ps (from + 12), 1));
  *left = _mm256_shuffle_ps (a, b, 0x88);
  *right = _mm256_shuffle_ps (a, b, 0xdd);
}
