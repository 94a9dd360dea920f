/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/pcm_decode.h"

#include <string.h>

#if defined(__x86_64__)
#define HAVE_AVX2 1
#include "media/pcm_avx2.h"
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

#define AVX2 __attribute__ ((target ("avx2"))) static

/* Eight frames in each turn while `more` follow, the rest by `rest`. */
AVX2 inline __attribute__ ((always_inline)) void
avx2_one (PcmLoadOne *load, PcmDecodeOne *rest, int size, int more, const uint8_t *bytes,
          int stride, int n, float *out)
{
  int i = 0;
  if (stride == size)
    for (; i + 8 + more <= n; i += 8, bytes += 8 * size) {
      __m256 mono;
      load (bytes, &mono);
      _mm256_storeu_ps (out + i, mono);
    }
  rest (bytes, stride, n - i, out + i);
}

AVX2 inline __attribute__ ((always_inline)) void
avx2_two (PcmLoadTwo *load, PcmDecodeTwo *rest, int size, int more, const uint8_t *bytes, int n,
          float *left, float *right)
{
  int i = 0;
  for (; i + 8 + more <= n; i += 8, bytes += 16 * size) {
    __m256 l, r;
    load (bytes, &l, &r);
    _mm256_storeu_ps (left + i, l);
    _mm256_storeu_ps (right + i, r);
  }
  rest (bytes, n - i, left + i, right + i);
}

AVX2 void
avx2_one_int16 (const uint8_t *bytes, int stride, int n, float *out)
{
  avx2_one (pcm_load_one_int16, one_int16, 2, 0, bytes, stride, n, out);
}

AVX2 void
avx2_two_int16 (const uint8_t *bytes, int n, float *left, float *right)
{
  avx2_two (pcm_load_two_int16, two_int16, 2, 0, bytes, n, left, right);
}

AVX2 void
avx2_one_int24 (const uint8_t *bytes, int stride, int n, float *out)
{
  avx2_one (pcm_load_one_int24, one_int24, 3, 2, bytes, stride, n, out);
}

AVX2 void
avx2_two_int24 (const uint8_t *bytes, int n, float *left, float *right)
{
  avx2_two (pcm_load_two_int24, two_int24, 3, 1, bytes, n, left, right);
}

AVX2 void
avx2_one_float32 (const uint8_t *bytes, int stride, int n, float *out)
{
  avx2_one (pcm_load_one_float32, one_float32, 4, 0, bytes, stride, n, out);
}

AVX2 void
avx2_two_float32 (const uint8_t *bytes, int n, float *left, float *right)
{
  avx2_two (pcm_load_two_float32, two_float32, 4, 0, bytes, n, left, right);
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
