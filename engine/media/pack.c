/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/pack.h"

#include "base/realtime.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

VECTOR_CLONES static void
stereo_16 (const int32_t *restrict left, const int32_t *restrict right, int n,
           uint32_t *restrict to)
{
  for (int i = 0; i < n; i++)
    to[i] = ((uint32_t) left[i] & 0xffff) | (uint32_t) right[i] << 16;
}

static inline void
store32 (uint8_t *to, uint32_t x)
{
  memcpy (to, &x, sizeof x);
}

/* Four samples of 24 bits fill three words. */
static void
stereo_24 (const int32_t *left, const int32_t *right, int n, uint8_t *to)
{
  int i = 0;
  for (; i + 2 <= n; i += 2, to += 12) {
    const uint32_t a = (uint32_t) left[i] & 0xffffff, b = (uint32_t) right[i] & 0xffffff;
    const uint32_t c = (uint32_t) left[i + 1] & 0xffffff, d = (uint32_t) right[i + 1] & 0xffffff;
    store32 (to, a | b << 24);
    store32 (to + 4, b >> 8 | c << 16);
    store32 (to + 8, c >> 16 | d << 8);
  }
  for (; i < n; i++, to += 6) {
    const uint32_t a = (uint32_t) left[i] & 0xffffff, b = (uint32_t) right[i] & 0xffffff;
    store32 (to, a | b << 24);
    to[4] = (uint8_t) (b >> 8);
    to[5] = (uint8_t) (b >> 16);
  }
}

#if defined(__x86_64__)

__attribute__ ((target ("avx2"))) static void
stereo_24_avx2 (const int32_t *left, const int32_t *right, int n, uint8_t *to)
{
  const __m256i order = _mm256_broadcastsi128_si256 (
      _mm_setr_epi8 (0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1));
  int i = 0;
  /* Each store of 12 bytes writes 4 too many, which the next one puts right: one more frame
   * follows. */
  for (; i + 9 <= n; i += 8, to += 48) {
    const __m256i l = _mm256_loadu_si256 ((const __m256i *) (left + i));
    const __m256i r = _mm256_loadu_si256 ((const __m256i *) (right + i));
    const __m256i a = _mm256_shuffle_epi8 (_mm256_unpacklo_epi32 (l, r), order);
    const __m256i b = _mm256_shuffle_epi8 (_mm256_unpackhi_epi32 (l, r), order);
    _mm_storeu_si128 ((__m128i *) to, _mm256_castsi256_si128 (a));
    _mm_storeu_si128 ((__m128i *) (to + 12), _mm256_castsi256_si128 (b));
    _mm_storeu_si128 ((__m128i *) (to + 24), _mm256_extracti128_si256 (a, 1));
    _mm_storeu_si128 ((__m128i *) (to + 36), _mm256_extracti128_si256 (b, 1));
  }
  stereo_24 (left + i, right + i, n - i, to);
}

#endif

static void
stereo_24_best (const int32_t *left, const int32_t *right, int n, uint8_t *to)
{
#if defined(__x86_64__)
  if (__builtin_cpu_supports ("avx2")) {
    stereo_24_avx2 (left, right, n, to);
    return;
  }
#endif
  stereo_24 (left, right, n, to);
}

static void
any_integers (const int32_t *from, int bytes, int stride, int n, uint8_t *to)
{
  for (int i = 0; i < n; i++, to += stride)
    for (int k = 0; k < bytes; k++)
      to[k] = (uint8_t) ((uint32_t) from[i] >> (8 * k));
}

void
pack_integers (const int32_t *const *planar, int channels, int bits, int n, uint8_t *to)
{
  const int bytes = bits / 8;
  if (channels == 2 && bytes == 2)
    stereo_16 (planar[0], planar[1], n, (uint32_t *) to);
  else if (channels == 2 && bytes == 3)
    stereo_24_best (planar[0], planar[1], n, to);
  else
    for (int c = 0; c < channels; c++)
      any_integers (planar[c], bytes, bytes * channels, n, to + c * bytes);
}

void
pack_float32 (const float *const *planar, int channels, int n, uint8_t *to)
{
  for (int c = 0; c < channels; c++)
    for (int i = 0; i < n; i++)
      memcpy (to + ((ptrdiff_t) i * channels + c) * 4, planar[c] + i, 4);
}
