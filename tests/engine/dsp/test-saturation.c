/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/saturation.h"

#include "base/hash.h"

#include <glib.h>
#include <math.h>

#define N 4096

static double
soft (double u)
{
  return u / sqrt (1 + u * u);
}

static double
hard (double u)
{
  return CLAMP (u, -1, 1);
}

/* The integral over one line, from `a` at weight 0 to `b` at weight 1, by Simpson's rule. */
static double
weighted (double (*curve) (double), double a, double b)
{
  const int steps = 2 * (int) (500 + 20 * sqrt (fabs (b - a)) * 10);
  double sum = 0;

  for (int i = 0; i <= steps; i++) {
    const double w = (double) i / steps;
    sum += (i == 0 || i == steps ? 1 : i & 1 ? 4 : 2) * w * curve (a + (b - a) * w);
  }
  return sum / (3 * steps);
}

/* Three in a row of every size and distance. */
static void
fill (float *u)
{
  for (int i = 0; i < N + 2; i++) {
    const double size = pow (10, 4.5 * hash_noise (1, i / 16) - 2), step = hash_noise (2, i / 7);
    u[i] = (float) (size * (hash_noise (3, i / 16) + step * hash_noise (4, i)));
  }
}

static void
check (double (*curve) (double), void (*saturate) (const float *, float *, int), double most)
{
  static float u[N + 2], y[N], cut[N];
  double worst = 0;

  fill (u);
  saturate (u, y, N);
  for (int i = 0; i < N; i++) {
    const double exact = weighted (curve, u[i], u[i + 1]) + weighted (curve, u[i + 2], u[i + 1]);
    worst = fmax (worst, fabs (y[i] - exact));
  }
  g_test_message ("largest error %.2g", worst);
  g_assert_cmpfloat (worst, <, most);

  for (int at = 0, n = 1; at < N; at += n, n = n % 97 + 1) {
    n = MIN (n, N - at);
    saturate (u + at, cut + at, n);
  }
  g_assert_cmpmem (cut, sizeof cut, y, sizeof y);
}

static void
test_soft (void)
{
  check (soft, saturation_soft, 5e-7);
}

static void
test_hard (void)
{
  check (hard, saturation_hard, 2e-6);
}

static void
test_at_rest (void)
{
  for (double u = -30; u < 30; u += 0.37) {
    const float still[3] = { (float) u, (float) u, (float) u };
    float y;
    saturation_soft (still, &y, 1);
    g_assert_cmpfloat (fabs (y - soft (still[0])), <, 1e-6);
    saturation_hard (still, &y, 1);
    g_assert_cmpfloat (y, ==, (float) hard (still[0]));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dsp/saturation/soft", test_soft);
  g_test_add_func ("/dsp/saturation/hard", test_hard);
  g_test_add_func ("/dsp/saturation/at-rest", test_at_rest);
  return g_test_run ();
}
