/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/sha256.h"

#include <string.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

static const uint32_t constants[64] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

void
sha256_init (Sha256 *sha)
{
  *sha = (Sha256){ .state = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
                              0x9b05688c, 0x1f83d9ab, 0x5be0cd19 } };
}

static inline uint32_t
rotate (uint32_t x, int n)
{
  return x >> n | x << (32 - n);
}

static void
compress (uint32_t state[8], const uint8_t *bytes, size_t blocks)
{
  for (; blocks > 0; blocks--, bytes += 64) {
    uint32_t w[64];
    for (int i = 0; i < 16; i++)
      w[i] = (uint32_t) bytes[4 * i] << 24 | (uint32_t) bytes[4 * i + 1] << 16 |
             (uint32_t) bytes[4 * i + 2] << 8 | bytes[4 * i + 3];
    for (int i = 16; i < 64; i++)
      w[i] = (rotate (w[i - 2], 17) ^ rotate (w[i - 2], 19) ^ w[i - 2] >> 10) + w[i - 7] +
             (rotate (w[i - 15], 7) ^ rotate (w[i - 15], 18) ^ w[i - 15] >> 3) + w[i - 16];

    uint32_t v[8];
    memcpy (v, state, sizeof v);
    for (int i = 0; i < 64; i++) {
      const uint32_t choose = (v[4] & v[5]) ^ (~v[4] & v[6]);
      const uint32_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
      const uint32_t t1 = v[7] + (rotate (v[4], 6) ^ rotate (v[4], 11) ^ rotate (v[4], 25)) +
                          choose + constants[i] + w[i];
      const uint32_t t2 = (rotate (v[0], 2) ^ rotate (v[0], 13) ^ rotate (v[0], 22)) + majority;
      memmove (v + 1, v, 7 * sizeof *v);
      v[4] += t1;
      v[0] = t1 + t2;
    }
    for (int i = 0; i < 8; i++)
      state[i] += v[i];
  }
}

#if defined(__x86_64__)

/* The instructions keep the state as ABEF and CDGH and do two rounds each (Intel SDM, SHA256RNDS2).
 */
__attribute__ ((target ("sha,sse4.1"))) static void
compress_native (uint32_t state[8], const uint8_t *bytes, size_t blocks)
{
  const __m128i swap = _mm_set_epi64x (0x0c0d0e0f08090a0b, 0x0405060700010203);
  const __m128i abcd = _mm_shuffle_epi32 (_mm_loadu_si128 ((const __m128i *) state), 0xb1);
  const __m128i efgh = _mm_shuffle_epi32 (_mm_loadu_si128 ((const __m128i *) (state + 4)), 0x1b);
  __m128i abef = _mm_alignr_epi8 (abcd, efgh, 8);
  __m128i cdgh = _mm_blend_epi16 (efgh, abcd, 0xf0);

  for (; blocks > 0; blocks--, bytes += 64) {
    const __m128i abef_before = abef, cdgh_before = cdgh;
    __m128i w[4];
    for (int i = 0; i < 4; i++)
      w[i] = _mm_shuffle_epi8 (_mm_loadu_si128 ((const __m128i *) (bytes + 16 * i)), swap);
#pragma GCC unroll 16
    for (int i = 0; i < 16; i++) {
      if (i >= 4) {
        const __m128i sum = _mm_add_epi32 (_mm_sha256msg1_epu32 (w[i & 3], w[(i + 1) & 3]),
                                           _mm_alignr_epi8 (w[(i + 3) & 3], w[(i + 2) & 3], 4));
        w[i & 3] = _mm_sha256msg2_epu32 (sum, w[(i + 3) & 3]);
      }
      const __m128i k =
          _mm_add_epi32 (w[i & 3], _mm_loadu_si128 ((const __m128i *) (constants + 4 * i)));
      cdgh = _mm_sha256rnds2_epu32 (cdgh, abef, k);
      abef = _mm_sha256rnds2_epu32 (abef, cdgh, _mm_shuffle_epi32 (k, 0x0e));
    }
    abef = _mm_add_epi32 (abef, abef_before);
    cdgh = _mm_add_epi32 (cdgh, cdgh_before);
  }
  const __m128i feba = _mm_shuffle_epi32 (abef, 0x1b);
  const __m128i dchg = _mm_shuffle_epi32 (cdgh, 0xb1);
  _mm_storeu_si128 ((__m128i *) state, _mm_blend_epi16 (feba, dchg, 0xf0));
  _mm_storeu_si128 ((__m128i *) (state + 4), _mm_alignr_epi8 (dchg, feba, 8));
}

/* Asked once: CPUID takes microseconds in a virtual machine. */
static bool
has_native (void)
{
  static gsize answer = 0;
  unsigned a, b, c, d;

  if (g_once_init_enter (&answer)) {
    const bool has = __get_cpuid_count (7, 0, &a, &b, &c, &d) && (b & 1u << 29) &&
                     __builtin_cpu_supports ("sse4.1");
    g_once_init_leave (&answer, has ? 2 : 1);
  }
  return answer == 2;
}

#endif

static void
compress_best (Sha256 *sha, const uint8_t *bytes, size_t blocks)
{
#if defined(__x86_64__)
  if (!sha->baseline_only && has_native ()) {
    compress_native (sha->state, bytes, blocks);
    return;
  }
#endif
  compress (sha->state, bytes, blocks);
}

void
sha256_add (Sha256 *sha, const void *data, size_t size)
{
  const uint8_t *bytes = data;
  const size_t held = sha->size % 64;
  sha->size += size;
  if (held > 0) {
    const size_t part = MIN (size, 64 - held);
    memcpy (sha->waiting + held, bytes, part);
    if (held + part < 64)
      return;
    compress_best (sha, sha->waiting, 1);
    bytes += part;
    size -= part;
  }
  if (size >= 64)
    compress_best (sha, bytes, size / 64);
  memcpy (sha->waiting, bytes + size / 64 * 64, size % 64);
}

char *
sha256_finish (Sha256 *sha)
{
  const uint64_t bits = sha->size * 8;
  uint8_t tail[72] = { 0x80 };
  const size_t zeros = (119 - sha->size % 64) % 64;
  for (int i = 0; i < 8; i++)
    tail[1 + zeros + i] = (uint8_t) (bits >> (56 - 8 * i));
  sha256_add (sha, tail, 1 + zeros + 8);

  GString *text = g_string_sized_new (64);
  for (int i = 0; i < 8; i++)
    g_string_append_printf (text, "%08x", sha->state[i]);
  return g_string_free (text, FALSE);
}
