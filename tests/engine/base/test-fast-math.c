/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/fast_math.h"
#include "base/realtime.h"

#include <glib.h>
#include <math.h>

static void
test_log2 (void)
{
  for (double x = 1e-37; x < 1e38; x *= 1.00037) {
    const float y = fast_log2 ((float) x);
    const double error = fabs (y - log2 ((double) (float) x));
    if (error > 2e-7 * (1 + fabs (y)))
      g_error ("log2 %g is off by %g", x, error);
  }
  for (float x = 0.999f; x < 1.001f; x += 1e-7f)
    g_assert_cmpfloat (fabs (fast_log2 (x) - log2 ((double) x)), <,
                       1e-9 + 2e-7 * fabs (log2 ((double) x)));
  g_assert_cmpfloat (fast_log2 (1), ==, 0);
  g_assert_cmpfloat (fast_log2 (0.25f), ==, -2);
  g_assert_cmpfloat (fast_log2 (0), ==, -126);
  g_assert_cmpfloat (fast_log2 (-3), ==, -126);
  g_assert_cmpfloat (fast_log2 (NAN), ==, -126);
}

static void
test_exp2 (void)
{
  for (double x = -126; x < 127; x += 0.000931) {
    const double error = fabs (fast_exp2 ((float) x) / exp2 ((double) (float) x) - 1);
    if (error > 4e-7)
      g_error ("2^%g is off by %g", x, error);
  }
  for (int k = -126; k <= 127; k++)
    g_assert_cmpfloat (fast_exp2 ((float) k), ==, ldexp (1, k));
  g_assert_cmpfloat (fast_exp2 (-1000), ==, ldexp (1, -126));
  g_assert_cmpfloat (fast_exp2 (1000), ==, ldexp (1, 127));
  g_assert_cmpfloat (fast_exp2 (NAN), ==, ldexp (1, -126));
}

static void
test_decibels (void)
{
  for (double db = -140; db < 60; db += 0.0137) {
    const float gain = (float) pow (10, db / 20);
    g_assert_cmpfloat (fabs (fast_gain_to_db (gain) - 20 * log10 ((double) gain)), <, 2e-5);
    g_assert_cmpfloat (fabs (fast_db_to_gain ((float) db) / pow (10, (float) db / 20.0) - 1), <,
                       2e-6);
  }
}

/* One loop in vectors and one value at a time, kept apart by noinline. */
#define N 4096

VECTOR_CLONES static void
map (float *restrict to, const float *restrict from)
{
  for (int i = 0; i < N; i++)
    to[i] = fast_exp2 (fast_log2 (from[i]) * 0.37f);
}

static __attribute__ ((noinline)) float
one (float x)
{
  return fast_exp2 (fast_log2 (x) * 0.37f);
}

static void
test_lanes (void)
{
  static float from[N], to[N];
  for (int i = 0; i < N; i++)
    from[i] = (float) exp2 (-130 + 256.0 * i / N);
  map (to, from);
  for (int i = 0; i < N; i++)
    g_assert_cmpfloat (to[i], ==, one (from[i]));
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/fast-math/log2", test_log2);
  g_test_add_func ("/base/fast-math/exp2", test_exp2);
  g_test_add_func ("/base/fast-math/decibels", test_decibels);
  g_test_add_func ("/base/fast-math/lanes", test_lanes);
  return g_test_run ();
}
