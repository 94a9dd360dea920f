/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/math.h"

#include <glib.h>

static void
check (double mine, double theirs, double tolerance)
{
  const double scale = fabs (theirs) > 1e-300 ? fabs (theirs) : 1.0;
  if (fabs (mine - theirs) > tolerance * scale)
    g_error ("%.17g is not %.17g", mine, theirs);
}

static void
test_exp_log (void)
{
  for (double x = -1000; x < 1000; x += 0.37) {
    check (math_exp2 (x), exp2 (x), 4e-16);
    if (fabs (x) < 700)
      check (math_exp (x), exp (x), 1e-15);
  }
  for (double x = 1e-300; x < 1e300; x *= 1.0173) {
    check (math_log2 (x), log2 (x), 5e-16);
    check (math_log10 (x), log10 (x), 1e-15);
  }
  for (double x = 0.9; x < 1.1; x += 1e-4)
    if (x != 1.0)
      check (math_log (x), log (x), 1e-14);
  g_assert_cmpfloat (math_log2 (0), ==, -INFINITY);
  g_assert_cmpfloat (math_exp2 (-INFINITY), ==, 0);
  g_assert_cmpfloat (math_exp2 (INFINITY), ==, INFINITY);
  check (math_exp2 (1023.9), exp2 (1023.9), 4e-16);
}

static void
test_trigonometry (void)
{
  for (double x = -200; x < 200; x += 0.0137) {
    g_assert_cmpfloat (fabs (math_sin (x) - sin (x)), <, 4e-16);
    g_assert_cmpfloat (fabs (math_cos (x) - cos (x)), <, 4e-16);
    check (math_tanh (x), tanh (x), 1e-14);
    check (math_atan2 (x, 3.0), atan2 (x, 3.0), 1e-15);
    check (math_atan2 (x, -0.5), atan2 (x, -0.5), 1e-15);
  }
  for (double x = -1.5; x < 1.5; x += 0.001)
    check (math_tan (x), tan (x), 1e-13);
}

static void
test_decibels (void)
{
  g_assert_cmpfloat (db_to_gain (0), ==, 1);
  g_assert_cmpfloat (db_to_gain (-INFINITY), ==, 0);
  g_assert_cmpfloat (gain_to_db (0), ==, -INFINITY);
  check (db_to_gain (-12.0412), pow (10, -12.0412 / 20), 1e-14);
  for (double db = -120; db < 60; db += 0.7)
    check (gain_to_db (db_to_gain (db)), db, 1e-13);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/math/exp-log", test_exp_log);
  g_test_add_func ("/base/math/trigonometry", test_trigonometry);
  g_test_add_func ("/base/math/decibels", test_decibels);
  return g_test_run ();
}
