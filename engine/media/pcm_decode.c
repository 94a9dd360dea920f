/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/pcm_decode.h"

#include <string.h>

#if defined(__x86_64__)
#define HAVE_AVX2 1
#include <immintrin.h>
#else
#define HAVE_AVX2 0
#endif

#define FROM_INT32 0x1p-31f

/* An integer left-justified in 32 bits to a float: exact up to 24 bits, rounded to even above. */
static inline float
from_int32 (uint32_t bits)
{
  return (float) (int32_t) bits * FROM_INT32;
}

static inline uint32_t
load32 (const uint8_t *bytes)
{
  uint32_t x;
  memcpy (&x, bytes, sizeof x);
  return x;
}

static inline float
load_int16 (const uint8_t *bytes)
{
  int16_t x;
  memcpy (&x, bytes, sizeof x);
  return (float) x * 0x1p-15f;
}

/* The four bytes that end with a sample hold it in their upper three. */
static inline float
load_int24 (const uint8_t *bytes)
{
  return from_int32 (load32 (bytes - 1) & 0xffffff00u);
}

static inline float
load_int32 (const uint8_t *bytes)
{
  return from_int32 (load32 (bytes));
}

/* x - x is 0 for every finite number and NaN for all others. */
static inline float
finite_or_zero (float x)
{
  return x - x == 0.0f ? x : 0.0f;
}

static inline float
load_float32 (const uint8_t *bytes)
{
  float x;
  memcpy (&x, bytes, sizeof x);
  return finite_or_zero (x);
}

static inline float
load_float64 (const uint8_t *bytes)
{
  double x;
  memcpy (&x, bytes, sizeof x);
  return finite_or_zero ((float) x);
}

/* Inlined into each caller below with its own `load`, so that the loops hold no call. */
typedef float LoadSample (const uint8_t *bytes);

static inline __attribute__ ((always_inline)) void
decode_one (LoadSample *load, const uint8_t *bytes, int stride, int n, float *restrict out)
{
  for (int i = 0; i < n; i++)
    out[i] = load (bytes + (ptrdiff_t) i * stride);
}

static inline __attribute__ ((always_inline)) void
decode_two (LoadSample *load, const uint8_t *bytes, int size, int n, float *restrict left,
            float *restrict right)
{
  for (int i = 0; i < n; i++) {
    left[i] = load (bytes + (ptrdiff_t) i * 2 * size);
    right[i] = load (bytes + (ptrdiff_t) i * 2 * size + size);
  }
}

static void
one_int16 (const uint8_t *bytes, int stride, int n, float *out)
{
  decode_one (load_int16, bytes, stride, n, out);
}

static void
two_int16 (const uint8_t *bytes, int n, float *left, float *right)
{
  decode_two (load_int16, bytes, 2, n, left, right);
}

static void
one_int24 (const uint8_t *bytes, int stride, int n, float *out)
{
  decode_one (load_int24, bytes, stride, n, out);
}

static void
two_int24 (const uint8_t *bytes, int n, float *left, float *right)
{
  decode_two (load_int24, bytes, 3, n, left, right);
}

static void
one_int32 (const uint8_t *bytes, int stride, int n, float *out)
{
  decode_one (load_int32, bytes, stride, n, out);
}

static void
two_int32 (const uint8_t *bytes, int n, float *left, float *right)
{
  decode_two (load_int32, bytes, 4, n, left, right);
}

static void
one_float32 (const uint8_t *bytes, int stride, int n, float *out)
{
  decode_one (load_float32, bytes, stride, n, out);
}

static void
two_float32 (const uint8_t *bytes, int n, float *left, float *right)
{
  decode_two (load_float32, bytes, 4, n, left, right);
}

static void
one_float64 (const uint8_t *bytes, int stride, int n, float *out)
{
  decode_one (load_float64, bytes, stride, n, out);
}

static void
two_float64 (const uint8_t *bytes, int n, float *left, float *right)
{
  decode_two (load_float64, bytes, 8, n, left, right);
}

#if HAVE_AVX2

#define AVX2 __attribute__ ((target ("avx2")))

/* 12 bytes at `low` and 12 at `high`, eight samples of 24 bits, to floats. */
AVX2 static inline __m256
avx2_int24 (const uint8_t *low, const uint8_t *high, __m256i order)
{
  const __m256i bytes =
      _mm256_inserti128_si256 (_mm256_castsi128_si256 (_mm_loadu_si128 ((const __m128i *) low)),
                               _mm_loadu_si128 ((const __m128i *) high), 1);
  return _mm256_mul_ps (_mm256_cvtepi32_ps (_mm256_shuffle_epi8 (bytes, order)),
                        _mm256_set1_ps (FROM_INT32));
}

AVX2 static void
avx2_two_int24 (const uint8_t *bytes, int n, float *left, float *right)
{
  const __m256i order = _mm256_broadcastsi128_si256 (
      _mm_setr_epi8 (-1, 0, 1, 2, -1, 6, 7, 8, -1, 3, 4, 5, -1, 9, 10, 11));
  int i = 0;
  /* The last load of a turn ends 4 bytes past its frames, so one more frame must follow. */
  for (; i + 9 <= n; i += 8, bytes += 48) {
    const __m256 a = avx2_int24 (bytes, bytes + 24, order);
    const __m256 b = avx2_int24 (bytes + 12, bytes + 36, order);
    _mm256_storeu_ps (left + i, _mm256_castpd_ps (_mm256_unpacklo_pd (_mm256_castps_pd (a),
                                                                      _mm256_castps_pd (b))));
    _mm256_storeu_ps (right + i, _mm256_castpd_ps (_mm256_unpackhi_pd (_mm256_castps_pd (a),
                                                                       _mm256_castps_pd (b))));
  }
  two_int24 (bytes, n - i, left + i, right + i);
}

AVX2 static void
avx2_one_int24 (const uint8_t *bytes, int stride, int n, float *out)
{
  const __m256i order = _mm256_broadcastsi128_si256 (
      _mm_setr_epi8 (-1, 0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11));
  int i = 0;
  if (stride == 3)
    for (; i + 10 <= n; i += 8, bytes += 24)
      _mm256_storeu_ps (out + i, avx2_int24 (bytes, bytes + 12, order));
  one_int24 (bytes, stride, n - i, out + i);
}

AVX2 static void
avx2_two_int16 (const uint8_t *bytes, int n, float *left, float *right)
{
  const __m256 scale = _mm256_set1_ps (FROM_INT32);
  const __m256i high = _mm256_set1_epi32 ((int) 0xffff0000u);
  int i = 0;
  for (; i + 8 <= n; i += 8, bytes += 32) {
    const __m256i both = _mm256_loadu_si256 ((const __m256i *) bytes);
    _mm256_storeu_ps (left + i,
                      _mm256_mul_ps (_mm256_cvtepi32_ps (_mm256_slli_epi32 (both, 16)), scale));
    _mm256_storeu_ps (right + i,
                      _mm256_mul_ps (_mm256_cvtepi32_ps (_mm256_and_si256 (both, high)), scale));
  }
  two_int16 (bytes, n - i, left + i, right + i);
}

AVX2 static void
avx2_one_int16 (const uint8_t *bytes, int stride, int n, float *out)
{
  const __m256 scale = _mm256_set1_ps (0x1p-15f);
  int i = 0;
  if (stride == 2)
    for (; i + 8 <= n; i += 8, bytes += 16) {
      const __m256i wide = _mm256_cvtepi16_epi32 (_mm_loadu_si128 ((const __m128i *) bytes));
      _mm256_storeu_ps (out + i, _mm256_mul_ps (_mm256_cvtepi32_ps (wide), scale));
    }
  one_int16 (bytes, stride, n - i, out + i);
}

AVX2 static void
avx2_two_float32 (const uint8_t *bytes, int n, float *left, float *right)
{
  const __m256 zero = _mm256_setzero_ps ();
  int i = 0;
  for (; i + 8 <= n; i += 8, bytes += 64) {
    const float *from = (const float *) bytes;
    __m256 a = _mm256_insertf128_ps (_mm256_castps128_ps256 (_mm_loadu_ps (from)),
                                     _mm_loadu_ps (from + 8), 1);
    __m256 b = _mm256_insertf128_ps (_mm256_castps128_ps256 (_mm_loadu_ps (from + 4)),
                                     _mm_loadu_ps (from + 12), 1);
    a = _mm256_and_ps (a, _mm256_cmp_ps (_mm256_sub_ps (a, a), zero, _CMP_EQ_OQ));
    b = _mm256_and_ps (b, _mm256_cmp_ps (_mm256_sub_ps (b, b), zero, _CMP_EQ_OQ));
    _mm256_storeu_ps (left + i, _mm256_shuffle_ps (a, b, 0x88));
    _mm256_storeu_ps (right + i, _mm256_shuffle_ps (a, b, 0xdd));
  }
  two_float32 (bytes, n - i, left + i, right + i);
}

AVX2 static void
avx2_one_float32 (const uint8_t *bytes, int stride, int n, float *out)
{
  const __m256 zero = _mm256_setzero_ps ();
  int i = 0;
  if (stride == 4)
    for (; i + 8 <= n; i += 8, bytes += 32) {
      const __m256 a = _mm256_loadu_ps ((const float *) bytes);
      const __m256 finite = _mm256_cmp_ps (_mm256_sub_ps (a, a), zero, _CMP_EQ_OQ);
      _mm256_storeu_ps (out + i, _mm256_and_ps (a, finite));
    }
  one_float32 (bytes, stride, n - i, out + i);
}

#endif

PcmDecoder
pcm_decoder (PcmEncoding encoding, bool baseline_only)
{
  static const PcmDecoder baseline[] = {
    [PCM_INT16] = { one_int16, two_int16 },       [PCM_INT24] = { one_int24, two_int24 },
    [PCM_INT32] = { one_int32, two_int32 },       [PCM_FLOAT32] = { one_float32, two_float32 },
    [PCM_FLOAT64] = { one_float64, two_float64 },
  };
#if HAVE_AVX2
  static const PcmDecoder avx2[] = {
    [PCM_INT16] = { avx2_one_int16, avx2_two_int16 },
    [PCM_INT24] = { avx2_one_int24, avx2_two_int24 },
    [PCM_INT32] = { one_int32, two_int32 },
    [PCM_FLOAT32] = { avx2_one_float32, avx2_two_float32 },
    [PCM_FLOAT64] = { one_float64, two_float64 },
  };
  if (!baseline_only && __builtin_cpu_supports ("avx2"))
    return avx2[encoding];
#endif
  return baseline[encoding];
}

int
pcm_sample_bytes (PcmEncoding encoding)
{
  static const int bytes[] = {
    [PCM_INT16] = 2, [PCM_INT24] = 3, [PCM_INT32] = 4, [PCM_FLOAT32] = 4, [PCM_FLOAT64] = 8
  };
  return bytes[encoding];
}
