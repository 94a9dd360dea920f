/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/peaks_sum.h"

#include "media/half.h"
#include "media/pcm_decode.h"

#include <math.h>

#if defined(__x86_64__)
#include <cpuid.h>

#include "media/pcm_avx2.h"
#endif

#define LANES 8 /* and the bins that AVX2 sums at once */
#define PREFETCHED 2048 /* bytes: processors look ahead to the end of a page only */

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

/* Not every compiler knows the name of F16C. Asked once: CPUID takes microseconds in a virtual
 * machine. */
static bool
has_avx2 (void)
{
  static gsize answer = 0;
  unsigned a, b, c = 0, d;

  if (g_once_init_enter (&answer)) {
    const bool has =
        __builtin_cpu_supports ("avx2") && __get_cpuid (1, &a, &b, &c, &d) && (c & bit_F16C);
    g_once_init_leave (&answer, has ? 2 : 1);
  }
  return answer == 2;
}

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

/* What has been seen so far in each lane of a bin. */
typedef struct {
  __m256 low, high, squares;
} BinLanes;

typedef struct {
  __m256 low[LANES], high[LANES], squares[LANES];
} EightBins;

AVX2 static inline __attribute__ ((always_inline)) void
add_to_bin (BinLanes *bin, __m256 x, bool first)
{
  const __m256 squares = _mm256_mul_ps (x, x);
  bin->low = first ? x : _mm256_min_ps (x, bin->low);
  bin->high = first ? x : _mm256_max_ps (x, bin->high);
  bin->squares = first ? squares : _mm256_add_ps (bin->squares, squares);
}

AVX2 static inline __attribute__ ((always_inline)) void
keep_bin (EightBins *sums, int b, const BinLanes *bin)
{
  sums->low[b] = bin->low;
  sums->high[b] = bin->high;
  sums->squares[b] = bin->squares;
}

/* `scale`, a power of two, is that of the samples: to multiply once for each bin rounds nothing. */
AVX2 static inline __attribute__ ((always_inline)) void
finish (__m256 low, __m256 high, const __m256 *squares, float scale, PackedBin *bins)
{
  const __m256 by = _mm256_set1_ps (scale);
  const __m256 mean =
      _mm256_mul_ps (fold (join_sum, squares), _mm256_set1_ps (scale * scale / PEAKS_BASE));
  uint16_t lows[LANES], highs[LANES], roots[LANES];
  store_halves (_mm256_mul_ps (low, by), lows);
  store_halves (_mm256_mul_ps (high, by), highs);
  store_halves (_mm256_sqrt_ps (mean), roots);
  for (int b = 0; b < LANES; b++)
    bins[b] = (PackedBin){ lows[b], highs[b], roots[b] };
}

AVX2 static inline __attribute__ ((always_inline)) void
finish_bins (const EightBins *sums, float scale, PackedBin *bins)
{
  finish (fold (join_min, sums->low), fold (join_max, sums->high), sums->squares, scale, bins);
}

AVX2 static inline __attribute__ ((always_inline)) void
sum_one (PcmLoadOne *load, int size, float scale, const uint8_t *bytes, PackedBin *bins)
{
  EightBins sums;
  for (int b = 0; b < LANES; b++) {
    BinLanes bin;
    __m256 x;
    load (bytes, &x);
    add_to_bin (&bin, x, true);
    for (int i = LANES; i < PEAKS_BASE; i += LANES) {
      load (bytes + i * size, &x);
      add_to_bin (&bin, x, false);
    }
    keep_bin (&sums, b, &bin);
    bytes += PEAKS_BASE * size;
  }
  finish_bins (&sums, scale, bins);
}

/* Takes two vectors of eight frames apart, left and right. */
typedef void Part (__m256 a, __m256 b, __m256 *left, __m256 *right);

/* Lane by lane it is the same before the channels are parted and behind, and behind it is done once
 * for each bin. */
AVX2 static inline __attribute__ ((always_inline)) void
sum_two (PcmLoadTwo *load, Part *part, int size, float scale, const uint8_t *bytes, PackedBin *left,
         PackedBin *right)
{
  EightBins l, r;
  for (int b = 0; b < LANES; b++) {
    BinLanes one, other;
    __m256 x, y;
    load (bytes, &x, &y);
    add_to_bin (&one, x, true);
    add_to_bin (&other, y, true);
    for (int i = LANES; i < PEAKS_BASE; i += LANES) {
      load (bytes + 2 * i * size, &x, &y);
      add_to_bin (&one, x, false);
      add_to_bin (&other, y, false);
    }
    part (one.low, other.low, &l.low[b], &r.low[b]);
    part (one.high, other.high, &l.high[b], &r.high[b]);
    part (one.squares, other.squares, &l.squares[b], &r.squares[b]);
    bytes += 2 * PEAKS_BASE * size;
  }
  finish_bins (&l, scale, left);
  finish_bins (&r, scale, right);
}

AVX2 static inline __attribute__ ((always_inline)) void
load_floats (const uint8_t *bytes, __m256 *mono)
{
  *mono = _mm256_loadu_ps ((const float *) bytes);
}

AVX2 static void
sum_floats (const float *samples, PackedBin *bins)
{
  sum_one (load_floats, sizeof (float), 1.0f, (const uint8_t *) samples, bins);
}

AVX2 static inline __attribute__ ((always_inline)) void
load_int16 (const uint8_t *bytes, __m256 *mono)
{
  _mm_prefetch ((const char *) bytes + PREFETCHED, _MM_HINT_T0);
  *mono = _mm256_cvtepi32_ps (_mm256_cvtepi16_epi32 (_mm_loadu_si128 ((const __m128i *) bytes)));
}

AVX2 static void
sum_one_int16 (const uint8_t *bytes, PackedBin *mono, PackedBin *unused)
{
  sum_one (load_int16, 2, 0x1p-15f, bytes, mono);
}

AVX2 static inline __m256
join_min_int16 (__m256 upper, __m256 lower)
{
  return _mm256_castsi256_ps (
      _mm256_min_epi16 (_mm256_castps_si256 (upper), _mm256_castps_si256 (lower)));
}

AVX2 static inline __m256
join_max_int16 (__m256 upper, __m256 lower)
{
  return _mm256_castsi256_ps (
      _mm256_max_epi16 (_mm256_castps_si256 (upper), _mm256_castps_si256 (lower)));
}

/* Pairs of 16 bits, left-justified. */
AVX2 static inline __m256
left_of (__m256i both)
{
  return _mm256_cvtepi32_ps (_mm256_slli_epi32 (both, 16));
}

AVX2 static inline __m256
right_of (__m256i both)
{
  return _mm256_cvtepi32_ps (_mm256_and_si256 (both, _mm256_set1_epi32 ((int) 0xffff0000u)));
}

/* The most common format, and the one with the most samples to the byte: extremes are found among
 * the integers, of both channels at once. */
AVX2 static void
sum_two_int16 (const uint8_t *bytes, PackedBin *left, PackedBin *right)
{
  __m256 lows[LANES], highs[LANES], left_squares[LANES], right_squares[LANES];

  for (int b = 0; b < LANES; b++) {
    __m256i low = _mm256_set1_epi16 (INT16_MAX), high = _mm256_set1_epi16 (INT16_MIN);
    __m256 l = _mm256_setzero_ps (), r = _mm256_setzero_ps ();
    for (int i = 0; i < PEAKS_BASE; i += 2 * LANES) {
      _mm_prefetch ((const char *) bytes + PREFETCHED, _MM_HINT_T0);
      for (int half = 0; half < 2; half++, bytes += 4 * LANES) {
        const __m256i both = _mm256_loadu_si256 ((const __m256i *) bytes);
        const __m256 x = left_of (both), y = right_of (both);
        low = _mm256_min_epi16 (low, both);
        high = _mm256_max_epi16 (high, both);
        l = _mm256_add_ps (l, _mm256_mul_ps (x, x));
        r = _mm256_add_ps (r, _mm256_mul_ps (y, y));
      }
    }
    lows[b] = _mm256_castsi256_ps (low);
    highs[b] = _mm256_castsi256_ps (high);
    left_squares[b] = l;
    right_squares[b] = r;
  }
  const __m256i low = _mm256_castps_si256 (fold (join_min_int16, lows));
  const __m256i high = _mm256_castps_si256 (fold (join_max_int16, highs));
  finish (left_of (low), left_of (high), left_squares, 0x1p-31f, left);
  finish (right_of (low), right_of (high), right_squares, 0x1p-31f, right);
}

/* Eight samples of 24 bits, left-justified, from 12 bytes at each of two places. */
AVX2 static inline __attribute__ ((always_inline)) __m256
join_int24 (const uint8_t *low, const uint8_t *high)
{
  const __m256i order = _mm256_setr_epi8 (-1, 0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1,
                                          0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11);
  const __m256i both =
      _mm256_inserti128_si256 (_mm256_castsi128_si256 (_mm_loadu_si128 ((const __m128i *) low)),
                               _mm_loadu_si128 ((const __m128i *) high), 1);
  return _mm256_cvtepi32_ps (_mm256_shuffle_epi8 (both, order));
}

AVX2 static inline __attribute__ ((always_inline)) void
load_int24 (const uint8_t *bytes, __m256 *mono)
{
  _mm_prefetch ((const char *) bytes + PREFETCHED, _MM_HINT_T0);
  *mono = join_int24 (bytes, bytes + 12);
}

AVX2 static void
sum_one_int24 (const uint8_t *bytes, PackedBin *mono, PackedBin *unused)
{
  sum_one (load_int24, 3, 0x1p-31f, bytes, mono);
}

/* Frames 0 to 3 and 4 to 7, as they stand in the file. */
AVX2 static inline __attribute__ ((always_inline)) void
part_frames (__m256 a, __m256 b, __m256 *left, __m256 *right)
{
  const __m256 lower = _mm256_permute2f128_ps (a, b, 0x20);
  const __m256 upper = _mm256_permute2f128_ps (a, b, 0x31);
  *left = _mm256_shuffle_ps (lower, upper, 0x88);
  *right = _mm256_shuffle_ps (lower, upper, 0xdd);
}

AVX2 static inline __attribute__ ((always_inline)) void
load_two_int24 (const uint8_t *bytes, __m256 *a, __m256 *b)
{
  _mm_prefetch ((const char *) bytes + PREFETCHED, _MM_HINT_T0);
  *a = join_int24 (bytes, bytes + 12);
  *b = join_int24 (bytes + 24, bytes + 36);
}

AVX2 static void
sum_two_int24 (const uint8_t *bytes, PackedBin *left, PackedBin *right)
{
  sum_two (load_two_int24, part_frames, 3, 0x1p-31f, bytes, left, right);
}

AVX2 static void
sum_one_float32 (const uint8_t *bytes, PackedBin *mono, PackedBin *unused)
{
  sum_one (pcm_load_one_float32, 4, 1.0f, bytes, mono);
}

AVX2 static inline __attribute__ ((always_inline)) void
load_two_float32 (const uint8_t *bytes, __m256 *a, __m256 *b)
{
  pcm_load_one_float32 (bytes, a);
  pcm_load_one_float32 (bytes + 32, b);
}

AVX2 static void
sum_two_float32 (const uint8_t *bytes, PackedBin *left, PackedBin *right)
{
  sum_two (load_two_float32, part_frames, 4, 1.0f, bytes, left, right);
}

typedef void SumPcm (const uint8_t *bytes, PackedBin *first, PackedBin *second);

static SumPcm *
choose_sum (PcmEncoding encoding, int channels)
{
  static SumPcm *const sums[][2] = {
    [PCM_INT16] = { sum_one_int16, sum_two_int16 },
    [PCM_INT24] = { sum_one_int24, sum_two_int24 },
    [PCM_FLOAT32] = { sum_one_float32, sum_two_float32 },
    [PCM_FLOAT64] = { NULL, NULL },
  };
  return has_avx2 () && channels <= 2 ? sums[encoding][channels - 1] : NULL;
}

#endif

void
peaks_sum (const float *samples, int n_bins, bool baseline_only, PackedBin *bins)
{
  int done = 0;
#if defined(__x86_64__)
  if (!baseline_only && has_avx2 ())
    for (; done + LANES <= n_bins; done += LANES)
      sum_floats (samples + done * PEAKS_BASE, bins + done);
#endif
  for (; done < n_bins; done++)
    bins[done] = sum_plain (samples + done * PEAKS_BASE);
}

int
peaks_sum_pcm (PcmEncoding encoding, int channels, const uint8_t *bytes, Frames frames,
               PackedBin *const *bins)
{
  int done = 0;
#if defined(__x86_64__)
  SumPcm *sum = choose_sum (encoding, channels);
  const size_t group = (size_t) (LANES * PEAKS_BASE * channels * pcm_sample_bytes (encoding));
  for (; sum && (done + LANES) * PEAKS_BASE + 2 <= frames; done += LANES, bytes += group)
    sum (bytes, bins[0] + done, bins[channels - 1] + done);
#endif
  return done;
}
