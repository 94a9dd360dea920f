/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/mix_kernels.h"

#include <float.h>
#include <math.h>
#include <string.h>

void
mix_zero (float *out, int n)
{
  memset (out, 0, sizeof (float) * (size_t) n);
}

VECTOR_CLONES void
mix_copy (float *out, const float *in, int n)
{
  for (int i = 0; i < n; i++)
    out[i] = in[i] + 0.0f;
}

VECTOR_CLONES void
mix_add (float *restrict out, const float *restrict in, int n)
{
  for (int i = 0; i < n; i++)
    out[i] += in[i];
}

VECTOR_CLONES void
mix_scale (float *out, const float *in, float gain, int n)
{
  for (int i = 0; i < n; i++)
    out[i] = in[i] * gain;
}

VECTOR_CLONES void
mix_contain (float *samples, int n)
{
  for (int i = 0; i < n; i++) {
    const float x = samples[i];
    samples[i] = fabsf (x) <= FLT_MAX ? x + 0.0f : 0.0f;
  }
}

VECTOR_CLONES bool
mix_unsign_zeros (float *samples, int n)
{
  int bad = 0;

  for (int i = 0; i < n; i++) {
    bad |= !(fabsf (samples[i]) <= FLT_MAX);
    samples[i] += 0.0f;
  }
  return !bad;
}

int
mix_leading_finite (const float *samples, int n)
{
  int i = 0;
  while (i < n && fabsf (samples[i]) <= FLT_MAX)
    i++;
  return i;
}

VECTOR_CLONES void
mix_negate (float *samples, int n)
{
  for (int i = 0; i < n; i++)
    samples[i] = -samples[i];
}

VECTOR_CLONES void
mix_scale_ramp (float *out, const float *in, float from, float to, int first, int length, int n)
{
  const float span = to - from, part = 1.0f / (float) length;
  for (int i = 0; i < n; i++)
    out[i] = in[i] * (from + span * ((float) (first + i) * part));
}

int
mix_leading_zeros (const float *a, const float *b, int n)
{
  int i = 0;
  while (i < n && a[i] == 0.0f && (!b || b[i] == 0.0f))
    i++;
  return i;
}

int
mix_trailing_below (const float *a, const float *b, float level, int n)
{
  int i = 0;
  while (i < n && fabsf (a[n - 1 - i]) <= level && (!b || fabsf (b[n - 1 - i]) <= level))
    i++;
  return i;
}
