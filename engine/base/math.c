/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/math.h"

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

#define LOG2_E 1.44269504088896340736
#define DB_PER_LOG2 6.02059991327962390427 /* 20 log10 (2) */

static inline double
from_bits (uint64_t bits)
{
  double x;
  memcpy (&x, &bits, sizeof x);
  return x;
}

static inline uint64_t
to_bits (double x)
{
  uint64_t bits;
  memcpy (&bits, &x, sizeof bits);
  return bits;
}

void
realtime_thread_init (void)
{
#if defined(__SSE2__)
  _mm_setcsr (_mm_getcsr () | 0x8040); /* flush to zero, denormals are zero */
#endif
}

double
math_exp2 (double x)
{
  /* 2^x = 2^k e^(f ln 2), |f| <= 1/2: the Taylor series to the 14th power is below half a unit. */
  static const double inverse_factorial[] = { 1.0 / 87178291200.0,
                                              1.0 / 6227020800.0,
                                              1.0 / 479001600.0,
                                              1.0 / 39916800.0,
                                              1.0 / 3628800.0,
                                              1.0 / 362880.0,
                                              1.0 / 40320.0,
                                              1.0 / 5040.0,
                                              1.0 / 720.0,
                                              1.0 / 120.0,
                                              1.0 / 24.0,
                                              1.0 / 6.0,
                                              0.5,
                                              1.0,
                                              1.0 };
  if (!(x > -1022.0))
    return x != x ? x : 0.0;
  if (x >= 1024.0)
    return INFINITY;

  const double k = floor (x + 0.5);
  const double f = (x - k) * MATH_LN2;
  double sum = inverse_factorial[0];
  for (int i = 1; i < 15; i++)
    sum = sum * f + inverse_factorial[i];

  if (k >= 1024.0)
    return sum * 2.0 * from_bits ((uint64_t) 2046 << 52);
  return sum * from_bits ((uint64_t) ((int64_t) k + 1023) << 52);
}

double
math_log2 (double x)
{
  if (!(x > 0.0))
    return x != x ? x : -INFINITY;
  if (x == INFINITY)
    return x;

  uint64_t bits = to_bits (x);
  int exponent = (int) (bits >> 52) - 1023;
  if (exponent == -1023) {
    bits = to_bits (x * 0x1p54);
    exponent = (int) (bits >> 52) - 1023 - 54;
  }
  double m = from_bits ((bits & UINT64_C (0xfffffffffffff)) | UINT64_C (0x3ff0000000000000));
  if (m > 1.41421356237309504880) {
    m *= 0.5;
    exponent += 1;
  }

  /* ln m = 2 atanh s with s = (m - 1) / (m + 1), |s| < 0.1716. */
  const double s = (m - 1.0) / (m + 1.0);
  const double s2 = s * s;
  double sum = 1.0 / 23.0;
  for (int n = 21; n >= 1; n -= 2)
    sum = sum * s2 + 1.0 / n;
  return exponent + 2.0 * s * sum * LOG2_E;
}

double
math_exp (double x)
{
  /* The part that x times log2 e loses is put back, so that large arguments stay exact. */
  const double y = x * LOG2_E;
  if (!(fabs (y) < 1100.0))
    return math_exp2 (y);
  const double k = floor (y + 0.5);
  const double r = (x - k * 0.693147180369123816490) - k * 1.90821492927058770002e-10;
  return math_exp2 (k) * math_exp2 (r * LOG2_E);
}

double
math_log (double x)
{
  return math_log2 (x) * MATH_LN2;
}

double
math_log10 (double x)
{
  return math_log2 (x) * 0.30102999566398119521;
}

double
math_pow (double base, double exponent)
{
  if (exponent == 0.0 || base == 1.0)
    return 1.0;
  return math_exp2 (exponent * math_log2 (base));
}

static double
sin_reduced (double r)
{
  const double r2 = r * r;
  double sum = 1.0;
  for (int n = 18; n >= 2; n -= 2)
    sum = 1.0 - sum * r2 / (double) (n * (n + 1));
  return r * sum;
}

static double
cos_reduced (double r)
{
  const double r2 = r * r;
  double sum = 1.0;
  for (int n = 19; n >= 1; n -= 2)
    sum = 1.0 - sum * r2 / (double) (n * (n + 1));
  return sum;
}

/* x less the nearest multiple of pi/2 (Cody and Waite, three parts); returns which multiple. */
static int
reduce_quarter (double x, double *r)
{
  const double n = rint (x * 0.63661977236758134308);
  *r = ((x - n * 1.57079632673412561417e+00) - n * 6.07710050630396597660e-11) -
       n * 2.02226624879595063154e-21;
  return (int) ((int64_t) n & 3);
}

double
math_sin (double x)
{
  double r;
  switch (reduce_quarter (x, &r)) {
  case 0:
    return sin_reduced (r);
  case 1:
    return cos_reduced (r);
  case 2:
    return -sin_reduced (r);
  default:
    return -cos_reduced (r);
  }
}

double
math_cos (double x)
{
  double r;
  switch (reduce_quarter (x, &r)) {
  case 0:
    return cos_reduced (r);
  case 1:
    return -sin_reduced (r);
  case 2:
    return -cos_reduced (r);
  default:
    return sin_reduced (r);
  }
}

double
math_tan (double x)
{
  return math_sin (x) / math_cos (x);
}

double
math_tanh (double x)
{
  const double a = fabs (x);
  double y;
  if (a < 0.05) {
    const double x2 = x * x;
    return x * (1.0 + x2 * (-1.0 / 3 + x2 * (2.0 / 15 + x2 * (-17.0 / 315 + x2 * (62.0 / 2835)))));
  }
  if (a > 20.0)
    y = 1.0;
  else
    y = 1.0 - 2.0 / (math_exp (2.0 * a) + 1.0);
  return x < 0 ? -y : y;
}

/* Arc tangent in [0, 1]: halved twice by atan t = 2 atan (t / (1 + sqrt (1 + t^2))), then the
 * series. */
static double
atan_unit (double t)
{
  for (int i = 0; i < 2; i++)
    t = t / (1.0 + sqrt (1.0 + t * t));
  const double t2 = t * t;
  double sum = 0.0;
  for (int n = 25; n >= 1; n -= 2)
    sum = 1.0 / n - sum * t2;
  return 4.0 * t * sum;
}

double
math_atan2 (double y, double x)
{
  const double ax = fabs (x), ay = fabs (y);
  double angle;
  if (ax == 0.0 && ay == 0.0)
    return 0.0;
  angle = ax >= ay ? atan_unit (ay / ax) : MATH_PI / 2 - atan_unit (ax / ay);
  if (x < 0)
    angle = MATH_PI - angle;
  return y < 0 ? -angle : angle;
}

double
db_to_gain (double db)
{
  if (db == 0.0)
    return 1.0;
  return math_exp2 (db / DB_PER_LOG2);
}

double
gain_to_db (double gain)
{
  return math_log2 (gain) * DB_PER_LOG2;
}
