/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On the line from a to b, u = a + (b - a) w, an output needs the integrals of w f (before its
 * frame) and of (1 - w) f (behind it). With
 *
 *   mean = the integral of f            lean = the integral of (w - 1/2) f
 *
 * they are mean / 2 + lean and mean / 2 - lean. The textbook's form, differences of the second
 * antiderivative over differences of inputs, cancels badly; these do not. */
#include "dsp/saturation.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define BLOCK 64

typedef struct {
  float mean, lean;
} Segment;

/* Natural logarithm of x >= 1, within 1e-7: x = 2^e (1 + z) / (1 - z), |z| < 0.172. */
static inline float
logarithm (float x)
{
  int32_t bits;
  memcpy (&bits, &x, sizeof bits);
  const int32_t exponent = (bits - 0x3f3504f3) >> 23; /* of sqrt (1/2) */
  const int32_t rest = bits - exponent * (1 << 23);
  float m;
  memcpy (&m, &rest, sizeof m);
  const float z = (m - 1.0f) / (m + 1.0f), zz = z * z;
  const float series = 1.0f + zz * (1.0f / 3 + zz * (1.0f / 5 + zz * (1.0f / 7)));
  return (float) exponent * 0.69314718f + 2.0f * z * series;
}

/* root_a = sqrt (1 + a^2), root_b likewise. With s = root_a + root_b and q = (b - a) / s
 *
 *   mean = (a + b) / s
 *   lean = (1 / (1 - q^2) - artanh (q) / q) / (q s^2)
 *        = (2/3 q + 4/5 q^3 + 6/7 q^5 + ...) / s^2
 *
 * which follows from a = sinh, root_a = cosh of one angle: q is the hyperbolic tangent of half the
 * difference of the two, and s^2 (1 - q^2) = 2 (1 + cosine) with the cosine of their sum. The
 * series serves below |q| = 1/2, and is all there is to do where `steep` is false. */
static inline __attribute__ ((always_inline)) Segment
soft_segment (float a, float root_a, float b, float root_b, bool steep)
{
  const float s = root_a + root_b, inverse = 1.0f / s, q = (b - a) * inverse, qq = q * q;
  float lean = 2.0f / 3 +
               qq * (4.0f / 5 +
                     qq * (6.0f / 7 +
                           qq * (8.0f / 9 +
                                 qq * (10.0f / 11 +
                                       qq * (12.0f / 13 +
                                             qq * (14.0f / 15 +
                                                   qq * (16.0f / 17 + qq * (18.0f / 19 + qq))))))));
  lean *= q;

  if (steep) {
    /* roots + product = (1 + a^2 + b^2) / (roots - product): the one that does not cancel. */
    const float product = a * b, roots = root_a * root_b;
    const float apart = (1.0f + a * a + b * b) / (roots + fabsf (product));
    const float cosine = product < 0.0f ? apart : roots + product;
    const float ratio = s * s / (2.0f + 2.0f * cosine); /* 1 / (1 - q^2) */
    const float far = qq < 0.25f ? 0.5f : fabsf (q);
    const float artanh = 0.5f * logarithm ((1.0f + far) * (1.0f + far) * ratio);
    const float exact = (ratio * far - artanh) / (far * far);
    lean = qq < 0.25f ? lean : q < 0.0f ? -exact : exact;
  }
  return (Segment){ .mean = (a + b) * inverse, .lean = lean * inverse * inverse };
}

/* Between first and last, parts of the way, the line is inside -1 .. 1; before and behind it rests
 * at an end. */
static inline Segment
hard_segment (float a, float b)
{
  const float limit_a = a > 1.0f ? 1.0f : a, limit_b = b > 1.0f ? 1.0f : b;
  const float clip_a = limit_a < -1.0f ? -1.0f : limit_a;
  const float clip_b = limit_b < -1.0f ? -1.0f : limit_b;
  const float width = b - a, inverse = 1.0f / (width != 0.0f ? width : 1.0f);
  float first = (clip_a - a) * inverse, last = (clip_b - a) * inverse;
  first = first > 1.0f ? 1.0f : first;
  last = last > 1.0f ? 1.0f : last;
  first = first < 0.0f ? 0.0f : first;
  last = last < 0.0f ? 0.0f : last;

  const float middle = 0.5f * (first + last), rise = 0.5f * (clip_b - clip_a);
  const float squares = first * first + first * last + last * last;
  return (Segment){ .mean = clip_b + (clip_a - clip_b) * middle,
                    .lean = rise * (middle - squares * (1.0f / 3)) };
}

static inline __attribute__ ((always_inline)) void
soft_block (const float *u, const float *root, float *y, int n, bool steep)
{
  float rise[BLOCK + 1], fall[BLOCK];
  const Segment before = soft_segment (u[0], root[0], u[1], root[1], steep);

  rise[0] = 0.5f * before.mean + before.lean;
  for (int i = 0; i < n; i++) {
    const Segment segment = soft_segment (u[i + 1], root[i + 1], u[i + 2], root[i + 2], steep);
    rise[i + 1] = 0.5f * segment.mean + segment.lean;
    fall[i] = 0.5f * segment.mean - segment.lean;
  }
  for (int i = 0; i < n; i++)
    y[i] = rise[i] + fall[i];
}

VECTOR_CLONES void
saturation_soft (const float *u, float *y, int n)
{
  float root[BLOCK + 2];

  for (int done = 0; done < n; done += BLOCK, u += BLOCK, y += BLOCK) {
    const int now = n - done < BLOCK ? n - done : BLOCK;
    int steep = 0;
    for (int i = 0; i < now + 2; i++)
      root[i] = sqrtf (1.0f + u[i] * u[i]);
    /* s is at least 2, so that steps below 1 keep |q| below 1/2. */
    for (int i = 0; i < now + 1; i++)
      steep |= fabsf (u[i + 1] - u[i]) >= 0.99f;
    if (steep)
      soft_block (u, root, y, now, true);
    else
      soft_block (u, root, y, now, false);
  }
}

VECTOR_CLONES void
saturation_hard (const float *u, float *y, int n)
{
  float rise[BLOCK + 1], fall[BLOCK];

  for (int done = 0; done < n; done += BLOCK, u += BLOCK, y += BLOCK) {
    const int now = n - done < BLOCK ? n - done : BLOCK;
    const Segment before = hard_segment (u[0], u[1]);
    rise[0] = 0.5f * before.mean + before.lean;
    for (int i = 0; i < now; i++) {
      const Segment segment = hard_segment (u[i + 1], u[i + 2]);
      rise[i + 1] = 0.5f * segment.mean + segment.lean;
      fall[i] = 0.5f * segment.mean - segment.lean;
    }
    for (int i = 0; i < now; i++)
      y[i] = rise[i] + fall[i];
  }
}

VECTOR_CLONES void
saturation_hold (float *x, int n)
{
  for (int i = 0; i < n; i++) {
    const float value = x[i] > SATURATION_LOUDEST ? SATURATION_LOUDEST : x[i];
    x[i] = value < -SATURATION_LOUDEST ? -SATURATION_LOUDEST : value;
  }
}

VECTOR_CLONES void
saturation_even (const float *y, float *out, int n)
{
  for (int i = 0; i < n; i++)
    out[i] = (8.0f * y[i + 1] - (y[i] + y[i + 2])) * (1.0f / 6);
}
