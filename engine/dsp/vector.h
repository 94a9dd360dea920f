/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Short vectors of floats where the compiler's own vectors turn out badly. For functions marked
 * VECTOR_CLONES; what a processor has no registers for, the compiler splits, with the same bits.
 * Realtime. */
#pragma once

#include <string.h>

typedef float Vector4 __attribute__ ((vector_size (16)));
typedef float Vector8 __attribute__ ((vector_size (32)));

static inline Vector4
vector4_load (const float *from)
{
  Vector4 v;
  memcpy (&v, from, sizeof v);
  return v;
}

static inline void
vector4_store (float *to, Vector4 v)
{
  memcpy (to, &v, sizeof v);
}

static inline Vector8
vector8_load (const float *from)
{
  Vector8 v;
  memcpy (&v, from, sizeof v);
  return v;
}

static inline void
vector8_store (float *to, Vector8 v)
{
  memcpy (to, &v, sizeof v);
}

static inline Vector8
vector8_all (float x)
{
  return (Vector8){ x, x, x, x, x, x, x, x };
}

/* -limit..limit */
static inline Vector8
vector8_clamp (Vector8 x, float limit)
{
  typedef int Mask8 __attribute__ ((vector_size (32)));
  const Vector8 top = vector8_all (limit);
  const Mask8 above = x > top, below = x < -top;

  return (Vector8) (((Mask8) x & ~above & ~below) | ((Mask8) top & above) | ((Mask8) -top & below));
}

typedef struct {
  Vector4 row[4];
} Vector4Rows;

/* The transpose of the four rows at a, b, c and d. */
static inline Vector4Rows
vector4_transpose (const float *a, const float *b, const float *c, const float *d)
{
  const Vector4 ab_low = __builtin_shufflevector (vector4_load (a), vector4_load (b), 0, 4, 1, 5);
  const Vector4 cd_low = __builtin_shufflevector (vector4_load (c), vector4_load (d), 0, 4, 1, 5);
  const Vector4 ab_high = __builtin_shufflevector (vector4_load (a), vector4_load (b), 2, 6, 3, 7);
  const Vector4 cd_high = __builtin_shufflevector (vector4_load (c), vector4_load (d), 2, 6, 3, 7);

  return (Vector4Rows){ { __builtin_shufflevector (ab_low, cd_low, 0, 1, 4, 5),
                          __builtin_shufflevector (ab_low, cd_low, 2, 3, 6, 7),
                          __builtin_shufflevector (ab_high, cd_high, 0, 1, 4, 5),
                          __builtin_shufflevector (ab_high, cd_high, 2, 3, 6, 7) } };
}

/* `step` floats from row to row. */
static inline void
vector4_store_rows (float *to, int step, Vector4Rows rows)
{
  for (int i = 0; i < 4; i++)
    vector4_store (to + i * step, rows.row[i]);
}
