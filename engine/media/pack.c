/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/pack.h"

#include "base/realtime.h"

#include <string.h>

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
    stereo_24 (planar[0], planar[1], n, to);
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
