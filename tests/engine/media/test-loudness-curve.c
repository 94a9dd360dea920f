/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of loudness keeps what was loudest and where, however long the programme is. */
#include <glib.h>
#include <math.h>
#include <stdbool.h>

#include "media/loudness_curve.h"

static void
test_short (void)
{
  LoudnessCurve curve;
  loudness_curve_init (&curve);
  for (int i = 0; i < 100; i++)
    loudness_curve_add (&curve, -20 - i, -30 - i);
  g_assert_cmpint (curve.n, ==, 100);
  g_assert_cmpint (curve.steps, ==, 1);
  for (int i = 0; i < 100; i++) {
    g_assert_cmpfloat (curve.momentary[i], ==, (float) (-20 - i));
    g_assert_cmpfloat (curve.short_term[i], ==, (float) (-30 - i));
  }
}

/* One loud step among many quiet ones stays, at its place. */
static void
test_long (void)
{
  const int steps = 36000, loud = 27123;
  LoudnessCurve curve;
  loudness_curve_init (&curve);
  for (int i = 0; i < steps; i++)
    loudness_curve_add (&curve, i == loud ? -6 : -INFINITY, i == loud ? -8 : -40);
  g_assert_cmpint (curve.n, >=, LOUDNESS_CURVE_POINTS / 2);
  g_assert_cmpint (curve.n, <=, LOUDNESS_CURVE_POINTS);
  g_assert_cmpint (curve.n * curve.steps + curve.taken, ==, steps);
  for (int i = 0; i < curve.n; i++) {
    const bool here = i == loud / curve.steps;
    g_assert_cmpfloat (curve.short_term[i], ==, here ? -8 : -40);
    if (here)
      g_assert_cmpfloat (curve.momentary[i], ==, -6);
    else
      g_assert_true (isinf (curve.momentary[i]));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/loudness-curve/short", test_short);
  g_test_add_func ("/loudness-curve/long", test_long);
  return g_test_run ();
}
