/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/saturation.h"

#include <math.h>

VECTOR_CLONES void
saturation_soft (const float *u, float *y, int n)
{
  for (int i = 0; i < n; i++) {
    const float u0 = u[i], u1 = u[i + 1];
    y[i] = (u1 + u0) / (sqrtf (1.0f + u1 * u1) + sqrtf (1.0f + u0 * u0));
  }
}

VECTOR_CLONES void
saturation_hard (const float *u, float *y, int n)
{
  for (int i = 0; i < n; i++) {
    const float u0 = u[i], u1 = u[i + 1];
    float c0 = u0 > 1.0f ? 1.0f : u0, c1 = u1 > 1.0f ? 1.0f : u1;
    c0 = c0 < -1.0f ? -1.0f : c0;
    c1 = c1 < -1.0f ? -1.0f : c1;
    /* The area splits into the clipped part and what is cut off it; both are exact for close
     * inputs. */
    const float area = 0.5f * (c1 - c0) * (c1 + c0) + (c1 * (u1 - c1) - c0 * (u0 - c0));
    const float width = u1 - u0;
    y[i] = fabsf (width) > 1e-7f ? area / width : 0.5f * (c0 + c1);
  }
}
