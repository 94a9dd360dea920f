/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counter-based noise: a value is a function of its place, never of what was drawn before. Any
 * thread. */
#pragma once

#include "base/types.h"

/* The finalizer of SplitMix64 (Steele, Lea, Flood 2014): a bijection of 64 bits that mixes well. */
static inline uint64_t
hash_mix (uint64_t x)
{
  x = (x ^ (x >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * UINT64_C (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

/* A key for one stream of noise: (project seed, node id, channel). */
static inline uint64_t
hash_key (uint64_t seed, Id node, unsigned channel)
{
  return hash_mix (hash_mix (seed + UINT64_C (0x9e3779b97f4a7c15)) ^ hash_mix (node) ^ channel);
}

/* 64 uniform bits for one frame of a stream. */
static inline uint64_t
hash_at (uint64_t key, int64_t frame)
{
  return hash_mix (key + (uint64_t) frame * UINT64_C (0x9e3779b97f4a7c15));
}

/* Uniform in [-1, 1) for one frame of a stream. */
static inline float
hash_noise (uint64_t key, int64_t frame)
{
  return (float) ((int32_t) (hash_at (key, frame) >> 32)) * (1.0f / 2147483648.0f);
}
