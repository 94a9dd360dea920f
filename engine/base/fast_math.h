/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Base-two logarithm and power in single precision, for element-wise loops that gcc turns to
 * vectors: no branch, no table, and the same bits in every lane width. Any thread, realtime safe.
 *
 * The polynomials are minimax fits (Remez exchange) of log2 (1 + t) / t over one octave around 1
 * and of (2^f - 1) / f over -1/2..1/2, so that log2 of 1 is exactly 0 and 2^0 exactly 1. */
#pragma once

#include <stdint.h>
#include <string.h>

#define FAST_DB_PER_LOG2 6.0205999133f
#define FAST_LOG2_PER_DB 0.16609640474f

static inline float
fast_from_bits (int32_t bits)
{
  float x;
  memcpy (&x, &bits, sizeof x);
  return x;
}

static inline int32_t
fast_to_bits (float x)
{
  int32_t bits;
  memcpy (&bits, &x, sizeof bits);
  return bits;
}

/* Within 2e-7 (1 + |log2 x|) of the true value, that is 1e-5 dB down to -140 dB. Zero, negative
 * numbers, denormals and NaN count as the smallest normal number: -126. x < infinity. */
static inline float
fast_log2 (float x)
{
  const float safe = x > 0x1p-126f ? x : 0x1p-126f;
  const int32_t bits = fast_to_bits (safe);
  const int32_t exponent = (bits - 0x3f3504f3) >> 23; /* the mantissa is in sqrt 1/2 .. sqrt 2 */
  const float t = fast_from_bits (bits - exponent * 0x800000) - 1.0f;

  float sum = -0.149733278f;
  sum = sum * t + 0.235709636f;
  sum = sum * t - 0.248322808f;
  sum = sum * t + 0.286868877f;
  sum = sum * t - 0.360263462f;
  sum = sum * t + 0.480931162f;
  sum = sum * t - 0.721352487f;
  sum = sum * t + 1.44269492f;
  return (float) exponent + t * sum;
}

/* Within 4e-7 of the true value, relative; clamped to 2^-126 .. 2^127. NaN gives 2^-126. */
static inline float
fast_exp2 (float x)
{
  const float above = x > -126.0f ? x : -126.0f;
  const float y = above < 127.0f ? above : 127.0f;
  const float k = (y + 12582912.0f) - 12582912.0f; /* 1.5 * 2^23: rounds to a whole number */
  const float f = y - k;

  float sum = 0.00134004366f;
  sum = sum * f + 0.00966637295f;
  sum = sum * f + 0.0555033318f;
  sum = sum * f + 0.24022349f;
  sum = sum * f + 0.693147196f;
  return (1.0f + f * sum) * fast_from_bits (((int32_t) k + 127) * 0x800000);
}

/* Decibels of an amplitude; silence is -758.6 dB. */
static inline float
fast_gain_to_db (float gain)
{
  return fast_log2 (gain) * FAST_DB_PER_LOG2;
}

static inline float
fast_db_to_gain (float db)
{
  return fast_exp2 (db * FAST_LOG2_PER_DB);
}
