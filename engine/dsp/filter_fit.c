/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/filter_fit.h"

#include "base/math.h"

#define ITERATIONS_ZEROS 6
#define ITERATIONS_ALL 12
#define STEP_MAX 1.0 /* of the logarithm of a parameter, per iteration */

/* Gauss-Newton normal equations over the logarithms of b2, b1, a2, a1: in these no section can
 * become unstable or lose its minimum phase. */
typedef struct {
  double cost;
  double matrix[4][4];
  double gradient[4];
} Normal;

static double
min (double a, double b)
{
  return a < b ? a : b;
}

static double
max (double a, double b)
{
  return a > b ? a : b;
}

/* ln r to the third order around 1, odd in ln r, and much cheaper. */
static double
log_ratio (double model, double target)
{
  return 2.0 * (model - target) / (model + target);
}

void
filter_fit_divide (FitPoints *points, const Biquad *section)
{
  for (int i = 0; i < points->n; i++)
    points->target[i] /= biquad_power (section, points->tan2[i]);
}

double
filter_fit_error_db (const Biquad *section, const FitPoints *points)
{
  double largest = 0.0;
  for (int i = 0; i < points->n; i++) {
    const double error = log_ratio (biquad_power (section, points->tan2[i]), points->target[i]);
    largest = max (largest, min (points->weight[i], 1.0) * fabs (error));
  }
  return largest * (10.0 / MATH_LN10);
}

static void
normal_equations (const Biquad *b, const FitPoints *points, int n_free, Normal *normal)
{
  *normal = (Normal){ 0 };
  for (int i = 0; i < points->n; i++) {
    const double t = points->tan2[i];
    const double n = b->b0 - b->b2 * t;
    const double d = 1.0 - b->a2 * t;
    const double n1 = b->b1 * b->b1 * t;
    const double d1 = b->a1 * b->a1 * t;
    const double above = n * n + n1;
    const double below = d * d + d1;
    const double error = log_ratio (above, below * points->target[i]);
    const double weight = points->weight[i];
    const double over = 2.0 / above;
    const double under = 2.0 / below;
    /* Of the true logarithm; close to that of log_ratio() where it matters. */
    const double slope[4] = { -b->b2 * t * n * over, n1 * over, b->a2 * t * d * under,
                              -d1 * under };

    normal->cost += weight * error * error;
    for (int row = 0; row < n_free; row++) {
      normal->gradient[row] += weight * slope[row] * error;
      for (int column = 0; column <= row; column++)
        normal->matrix[row][column] += weight * slope[row] * slope[column];
    }
  }
}

/* Cholesky; the damping keeps the matrix positive. */
static void
solve (const Normal *normal, int n_free, double damping, double step[4])
{
  double l[4][4];

  for (int row = 0; row < n_free; row++) {
    for (int column = 0; column <= row; column++) {
      double sum = normal->matrix[row][column];
      if (row == column)
        sum += damping * (sum + 1e-6) + 1e-9;
      for (int i = 0; i < column; i++)
        sum -= l[row][i] * l[column][i];
      l[row][column] = row == column ? sqrt (max (sum, 1e-12)) : sum / l[column][column];
    }
    double sum = -normal->gradient[row];
    for (int i = 0; i < row; i++)
      sum -= l[row][i] * step[i];
    step[row] = sum / l[row][row];
  }
  for (int row = n_free - 1; row >= 0; row--) {
    for (int i = row + 1; i < n_free; i++)
      step[row] -= l[i][row] * step[i];
    step[row] /= l[row][row];
  }
}

static Biquad
moved (const Biquad *b, int n_free, const double step[4])
{
  double factor[4] = { 1.0, 1.0, 1.0, 1.0 };

  for (int i = 0; i < n_free; i++)
    factor[i] = math_exp (min (max (step[i], -STEP_MAX), STEP_MAX));
  return (Biquad){ b->b2 * factor[0], b->b1 * factor[1], b->b0, b->a2 * factor[2],
                   b->a1 * factor[3] };
}

/* Levenberg-Marquardt with a fixed count of trials, so that the result moves smoothly with the
 * target. */
static void
fit (Biquad *b, const FitPoints *points, int n_free, int iterations)
{
  double damping = 1e-3;
  Normal now, next;

  normal_equations (b, points, n_free, &now);
  for (int i = 0; i < iterations && now.cost > 1e-10; i++) {
    double step[4];
    solve (&now, n_free, damping, step);
    const Biquad trial = moved (b, n_free, step);
    normal_equations (&trial, points, n_free, &next);
    if (next.cost < now.cost) {
      *b = trial;
      now = next;
      damping = max (damping * 0.1, 1e-8);
    } else {
      damping = max (damping * 10.0, 1e-4);
    }
  }
}

void
filter_fit_zeros (Biquad *section, const FitPoints *points)
{
  fit (section, points, 2, ITERATIONS_ZEROS);
}

void
filter_fit_all (Biquad *section, const FitPoints *points)
{
  fit (section, points, 4, ITERATIONS_ALL);
}
