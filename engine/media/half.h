/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Floats of 16 bits (IEEE 754 binary16): 11 bits of precision at every level, over full scale too.
 * Pure functions; any thread. */
#pragma once

#include "base/types.h"

#include <string.h>

/* To nearest, halves to even; what is too large becomes 65504. Finite numbers only. */
static inline uint16_t
half_from_float (float x)
{
  uint32_t bits, rounded;
  memcpy (&bits, &x, sizeof bits);
  const uint32_t sign = bits >> 16 & 0x8000;
  uint32_t size = bits & 0x7fffffff;
  size = size > 0x477fe000 ? 0x477fe000 : size;

  /* Adding 1/2 shifts a number below 2^-14 so that its last bit stands for 2^-24. */
  float small;
  memcpy (&small, &size, sizeof small);
  small += 0.5f;
  memcpy (&rounded, &small, sizeof rounded);
  const uint32_t denormal = rounded - 0x3f000000;
  const uint32_t normal = (size + 0xfff + (size >> 13 & 1) - 0x38000000) >> 13;
  return (uint16_t) (sign | (size < 0x38800000 ? denormal : normal));
}

static inline float
half_to_float (uint16_t half)
{
  const uint32_t bits = (uint32_t) (half & 0x8000) << 16 | (uint32_t) (half & 0x7fff) << 13;
  float x;
  memcpy (&x, &bits, sizeof x);
  return x * 0x1p112f;
}

/* Whole numbers in the order of what the halves stand for, and back; both zeros are 0. */
static inline int
half_rank (uint16_t half)
{
  const int sign = -(half >> 15), size = half & 0x7fff;
  return (size ^ sign) - sign;
}

static inline uint16_t
half_of_rank (int rank)
{
  const int sign = rank >> 31;
  return (uint16_t) ((sign & 0x8000) | ((rank ^ sign) - sign));
}
