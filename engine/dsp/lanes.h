/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Eight neighboring samples worked on side by side, each with its own fixed order of operations.
 * For functions marked VECTOR_CLONES, which turn these into two SSE or one AVX register. Realtime.
 */
#pragma once

#include <string.h>

#define LANES 8

typedef float Lanes __attribute__ ((vector_size (4 * LANES)));

#define LANES_INLINE static inline __attribute__ ((always_inline))

LANES_INLINE Lanes
lanes_load (const float *from)
{
  Lanes lanes;
  memcpy (&lanes, from, sizeof lanes);
  return lanes;
}

LANES_INLINE void
lanes_store (float *to, Lanes lanes)
{
  memcpy (to, &lanes, sizeof lanes);
}
