/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/biquad.h"

#include "base/math.h"
#include "dsp/filter_fit.h"

#define BUTTERWORTH_Q 0.70710678118654752440

/* Below this one section is enough; above the second number the matched pair stands fully.
 * Decibels. */
#define ENOUGH_DB 0.045
#define NEEDED_DB 0.085

/* Roots beyond this angle would fold back. They stay there and move inwards instead, so that they
 * are about as far from the band as they should be; the fit takes care of the rest. */
#define ANGLE_MAX (0.97 * MATH_PI)
#define FAR_DECAY 0.8

/* The identity, with roots near where most fits end. */
#define CORRECTION_START ((Biquad){ 0.25, 1.0, 1.0, 0.25, 1.0 })

/* With x = sin^2 (w / 2), a slow pole in z falls like 1 / x where the analogue one falls like 1 /
 * w^2. (4 x / w^2) = 1 - x/3 - x^2/15 ..., and its square 1 - 2x/3 - x^2/45 ..., as numerators in
 * S. */
#define FLAT_1_B2 0.77459666924148337704 /* sqrt (3/5) */
#define FLAT_1_B1 1.79328190900082230000 /* sqrt (5/3 + 2 b2) */
#define FLAT_2_B2 0.55777335102271705000 /* sqrt (14/45) */
#define FLAT_2_B1 1.56488978377992100000 /* sqrt (4/3 + 2 b2) */

/* What the response is below this does not matter: -100 dB. */
#define POWER_FLOOR 1e-10

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

static double
smooth_step (double x, double from, double to)
{
  const double u = min (max ((x - from) / (to - from), 0.0), 1.0);
  return u * u * (3.0 - 2.0 * u);
}

static inline double
prototype_power (const FilterSection *p, double t)
{
  const double n = p->n0 - p->n2 * t;
  const double d = p->d0 - p->d2 * t;

  return (n * n + p->n1 * p->n1 * t) / (d * d + p->d1 * p->d1 * t);
}

static double
plan_power (const FilterPrototype *plan, double t)
{
  double power = 1.0;
  for (int i = 0; i < plan->n_sections; i++)
    power *= prototype_power (&plan->sections[i], t);
  return power;
}

static void
plan_bell (FilterPrototype *plan, const FilterSettings *settings)
{
  const double a = math_exp (fabs (settings->gain_db) * (MATH_LN10 / 40.0));

  plan->sections[0] =
      (FilterSection){ 1.0, a / settings->q, 1.0, 1.0, 1.0 / (a * settings->q), 1.0 };
  plan->free_zeros = true;
  plan->spread = 1.0 + 0.5 / settings->q;
  plan->invert = settings->gain_db < 0.0;
}

/* All four shelves from the high shelf that cuts. */
static void
plan_shelf (FilterPrototype *plan, const FilterSettings *settings)
{
  const double a = math_exp (fabs (settings->gain_db) * (MATH_LN10 / 40.0));
  const double root = sqrt (a) / settings->q;
  const bool high = settings->shape == FILTER_HIGH_SHELF;
  const bool boost = settings->gain_db > 0.0;

  plan->sections[0] = (FilterSection){ 1.0, root, a, a * a, a * root, a };
  plan->free_zeros = true;
  plan->spread = sqrt (a);
  plan->sharp = smooth_step (settings->q, 2.0, 4.0);
  plan->invert = high == boost;
  if (!high)
    plan->gain = boost ? a * a : 1.0 / (a * a);
}

static void
plan_tilt (FilterPrototype *plan, const FilterSettings *settings)
{
  const double a = math_exp (fabs (settings->gain_db) * (MATH_LN10 / 20.0));

  /* (a s + 1) / (s + a), both sides times s + a so that the section has two roots each. */
  plan->sections[0] = (FilterSection){ a, 1.0 + a * a, a, 1.0, 2.0 * a, a * a };
  plan->free_zeros = true;
  plan->spread = sqrt (a);
  plan->invert = settings->gain_db < 0.0;
}

/* Butterworth: the poles stand evenly on the unit circle. */
static void
plan_cut (FilterPrototype *plan, const FilterSettings *settings)
{
  const bool low_cut = settings->shape == FILTER_LOW_CUT;
  const int order = settings->slope / 6;
  const int pairs = order / 2;

  plan->n_sections = 0;
  plan->order = low_cut ? 0 : order;
  for (int i = 0; i < pairs; i++) {
    double q = 0.5 / math_cos (MATH_PI * (order - 1 - 2 * i) / (2.0 * order));
    if (i == 0)
      q *= settings->q / BUTTERWORTH_Q;
    plan->sections[plan->n_sections++] = low_cut
                                             ? (FilterSection){ 1.0, 0.0, 0.0, 1.0, 1.0 / q, 1.0 }
                                             : (FilterSection){ 0.0, 0.0, 1.0, 1.0, 1.0 / q, 1.0 };
  }
  if (order % 2)
    plan->sections[plan->n_sections++] = low_cut ? (FilterSection){ 0.0, 1.0, 0.0, 0.0, 1.0, 1.0 }
                                                 : (FilterSection){ 0.0, 0.0, 1.0, 0.0, 1.0, 1.0 };
}

static void
plan_make (FilterPrototype *plan, const FilterSettings *settings, double rate)
{
  const double hz = min (max (settings->hz, 0.1), 0.49 * rate);

  *plan = (FilterPrototype){
    .n_sections = 1, .w0 = 2.0 * MATH_PI * hz / rate, .spread = 1.0, .gain = 1.0
  };
  switch (settings->shape) {
  case FILTER_BELL:
    plan_bell (plan, settings);
    break;
  case FILTER_LOW_SHELF:
  case FILTER_HIGH_SHELF:
    plan_shelf (plan, settings);
    break;
  case FILTER_LOW_CUT:
  case FILTER_HIGH_CUT:
    plan_cut (plan, settings);
    break;
  case FILTER_NOTCH:
    plan->sections[0] = (FilterSection){ 1.0, 0.0, 1.0, 1.0, 1.0 / settings->q, 1.0 };
    break;
  case FILTER_TILT:
    plan_tilt (plan, settings);
    break;
  }
}

static bool
changes_nothing (const FilterSettings *settings)
{
  return settings->shape != FILTER_LOW_CUT && settings->shape != FILTER_HIGH_CUT &&
         settings->shape != FILTER_NOTCH && fabs (settings->gain_db) < 1e-6;
}

void
filter_prototype_init (FilterPrototype *prototype, const FilterSettings *settings, double rate)
{
  plan_make (prototype, settings, rate);
  if (changes_nothing (settings))
    *prototype = (FilterPrototype){ .w0 = prototype->w0, .gain = 1.0 };
  prototype->w0_hz = prototype->w0 * rate / (2.0 * MATH_PI);
}

double
filter_prototype_power (const FilterPrototype *prototype, double hz)
{
  const double f = hz / prototype->w0_hz;
  const double power = plan_power (prototype, f * f);
  return prototype->gain * prototype->gain * (prototype->invert ? 1.0 / power : power);
}

VECTOR_CLONES void
filter_prototype_powers (const FilterPrototype *prototype, double step_hz, int first, int n,
                         double *power)
{
  const double step = step_hz / prototype->w0_hz;

  for (int i = 0; i < n; i++)
    power[i] = 1.0;
  for (int s = 0; s < prototype->n_sections; s++) {
    const FilterSection section = prototype->sections[s];
    for (int i = 0; i < n; i++) {
      const double f = step * (first + i);
      power[i] *= prototype_power (&section, f * f);
    }
  }
  for (int i = 0; i < n; i++)
    power[i] = prototype->gain * prototype->gain * (prototype->invert ? 1.0 / power[i] : power[i]);
}

/* In seconds, of the slower root of one section. */
static double
time_constant (double c2, double c1, double c0, double w0)
{
  if (c2 == 0.0)
    return c1 / (c0 * w0);
  const double half = 0.5 * c1 / c2;
  const double square = half * half - c0 / c2;
  /* The smaller of two real roots, without a difference of neighbors. */
  const double decay = square > 0.0 ? c0 / c2 / (half + sqrt (square)) : half;
  return 1.0 / (decay * w0);
}

double
filter_tail_seconds (const FilterSettings *settings, double rate)
{
  FilterPrototype plan;
  double slowest = 0.0;

  filter_prototype_init (&plan, settings, rate);
  for (int i = 0; i < plan.n_sections; i++) {
    const FilterSection *s = &plan.sections[i];
    const double w0 = 2.0 * MATH_PI * plan.w0_hz;
    slowest = max (slowest, plan.invert ? time_constant (s->n2, s->n1, s->n0, w0)
                                        : time_constant (s->d2, s->d1, s->d0, w0));
  }
  /* e^-13.8 is -120 dB; a group of equal roots and a resonance of 30 dB take longer. */
  return slowest * (20.0 + 2.0 * plan.n_sections);
}

static double
sinh_small (double x)
{
  if (fabs (x) > 0.5)
    return 0.5 * (math_exp (x) - math_exp (-x));
  const double x2 = x * x;
  return x *
         (1.0 + x2 / 6.0 *
                    (1.0 + x2 / 20.0 * (1.0 + x2 / 42.0 * (1.0 + x2 / 72.0 * (1.0 + x2 / 110.0)))));
}

/* The roots of c2 s^2 + c1 s + c0 go to z = exp (s w0), which is S = tanh (s w0 / 2). */
static void
match_roots (double c2, double c1, double c0, double w0, double *s2, double *s1)
{
  if (c2 == 0.0) {
    const double at = math_tanh (0.5 * w0 * c0 / c1);
    *s2 = 1.0 / at;
    *s1 = 1.0 + 1.0 / at;
    return;
  }

  const double radius = sqrt (c0 / c2);
  const double damping = 0.5 * c1 / (c2 * radius);
  const double w = w0 * radius;

  if (damping < 1.0) {
    const double imaginary = w * sqrt (1.0 - damping * damping);
    const double angle = min (imaginary, ANGLE_MAX);
    const double decay = min (damping * w + FAR_DECAY * (imaginary - angle), 300.0);
    const double sh = sinh_small (0.5 * decay);
    const double sn = math_sin (0.5 * angle);
    const double cs = math_cos (0.5 * angle);
    const double near = sh * sh + sn * sn;
    const double far = sh * sh + cs * cs;
    *s2 = far / near;
    *s1 = 2.0 * sh * sqrt (1.0 + sh * sh) / near;
  } else {
    const double fast = damping + sqrt (damping * damping - 1.0);
    const double one = math_tanh (0.5 * w * fast);
    const double two = math_tanh (0.5 * w / fast);
    *s2 = 1.0 / (one * two);
    *s1 = (one + two) / (one * two);
  }
}

static Biquad
matched_section (const FilterSection *p, double w0)
{
  Biquad b;

  match_roots (p->d2, p->d1, p->d0, w0, &b.a2, &b.a1);
  b.b0 = p->n0 / p->d0;
  if (p->n0 == 0.0) { /* zeros at 0 Hz: the slope there is exact */
    b.b2 = p->n2 != 0.0 ? 4.0 / (w0 * w0) * p->n2 / p->d0 : 2.0 / w0 * p->n1 / p->d0;
    b.b1 = p->n2 != 0.0 ? 0.0 : b.b2;
  } else if (p->n2 == 0.0) { /* zeros at infinity: the flattest numerator for slow poles */
    b.b2 = (p->d2 != 0.0 ? FLAT_2_B2 : FLAT_1_B2) * b.b0;
    b.b1 = (p->d2 != 0.0 ? FLAT_2_B1 : FLAT_1_B1) * b.b0;
  } else {
    match_roots (p->n2, p->n1, p->n0, w0, &b.b2, &b.b1);
    b.b2 *= b.b0;
    b.b1 *= b.b0;
  }
  return b;
}

static void
points_add (FitPoints *points, double tan2, double power, double whole, double weight)
{
  if (power < 1e-20 || points->n == FIT_POINTS_MAX)
    return;
  /* The notch and the far end of a cut are not heard. */
  const double heard = min (1.0, whole / POWER_FLOOR);
  points->tan2[points->n] = tan2;
  points->target[points->n] = power;
  points->weight[points->n] = weight * heard * heard;
  points->n++;
}

/* Steep cuts are far down long before the top of the grid; their points lie where they are heard.
 */
static double
cut_top (const FilterPrototype *plan, const FilterGrid *grid)
{
  const double top = sqrt (grid->w2[FILTER_GRID_POINTS - 1]);
  return min (top, plan->w0 * math_exp (5.5 * MATH_LN10 / plan->order));
}

static void
make_points (FitPoints *points, const FilterGrid *grid, const FilterPrototype *plan, int from,
             int n)
{
  const double scale = 1.0 / (plan->w0 * plan->w0);
  FilterPrototype part = *plan;

  part.n_sections = n;
  for (int i = 0; i < n; i++)
    part.sections[i] = plan->sections[from + i];

  points->n = 0;
  for (int i = 0; i < FILTER_GRID_POINTS; i++) {
    double w2 = grid->w2[i];
    double tan2 = grid->tan2[i];
    if (plan->order > 0) {
      const double w = cut_top (plan, grid) * (i + 1) / FILTER_GRID_POINTS;
      const double tangent = math_tan (0.5 * w);
      w2 = w * w;
      tan2 = tangent * tangent;
    }
    const double t = w2 * scale;
    points_add (points, tan2, plan_power (&part, t), plan_power (plan, t), grid->weight[i]);
  }

  if (!plan->free_zeros)
    return;
  for (int i = -1; i <= 1; i++) {
    const double ratio = i < 0 ? 1.0 / plan->spread : i > 0 ? plan->spread : 1.0;
    const double w = plan->w0 * ratio;
    const double t = ratio * ratio;
    if (w * w > grid->w2[FILTER_GRID_POINTS - 1])
      continue;
    const double tangent = math_tan (0.5 * w);
    points_add (points, tangent * tangent, plan_power (&part, t), plan_power (plan, t), 4.0);
  }
}

static double
between (double a, double b, double share)
{
  if (share <= 0.0 || a == b)
    return a;
  if (share >= 1.0)
    return b;
  return a * math_pow (b / a, share);
}

/* Between what a section reaches alone and the target itself; exact at both ends. */
static void
blend_target (FitPoints *points, const Biquad *alone, double share)
{
  for (int i = 0; i < points->n; i++) {
    const double reached = biquad_power (alone, points->tan2[i]);
    points->target[i] = reached + share * (points->target[i] - reached);
  }
}

/* A single section whose zeros may move. The zeros go to their matched places as the correction
 * comes. */
static double
design_free (const FilterPrototype *plan, FitPoints *left, Biquad *section)
{
  Biquad alone = *section;

  filter_fit_zeros (&alone, left);
  const double share =
      max (smooth_step (filter_fit_error_db (&alone, left), ENOUGH_DB, NEEDED_DB), plan->sharp);
  blend_target (left, &alone, share);
  section->b2 = between (alone.b2, section->b2, share);
  section->b1 = between (alone.b1, section->b1, share);
  return share;
}

/* One or two prototypes become as many sections and one that corrects them, which may be the
 * identity. */
static void
design_part (const FilterGrid *grid, const FilterPrototype *plan, int from, int n, Biquad *to)
{
  Biquad *const correction = &to[n];
  double share = 1.0;
  FitPoints left;

  make_points (&left, grid, plan, from, n);
  for (int i = 0; i < n; i++)
    to[i] = matched_section (&plan->sections[from + i], plan->w0);
  if (plan->free_zeros)
    share = design_free (plan, &left, &to[0]);
  for (int i = 0; i < n; i++)
    filter_fit_divide (&left, &to[i]);

  *correction = BIQUAD_IDENTITY;
  if (!plan->free_zeros) {
    const int parts = (plan->n_sections + 1) / 2;
    share = smooth_step (filter_fit_error_db (correction, &left) * parts, ENOUGH_DB, NEEDED_DB);
    blend_target (&left, correction, share);
  }
  if (share > 0.0) {
    *correction = CORRECTION_START;
    filter_fit_all (correction, &left);
  }
}

static void
invert (Biquad *b)
{
  const double scale = 1.0 / b->b0;

  *b = (Biquad){ b->a2 * scale, b->a1 * scale, scale, b->b2 * scale, b->b1 * scale };
}

int
filter_n_sections (FilterShape shape, int slope)
{
  const int sections =
      shape == FILTER_LOW_CUT || shape == FILTER_HIGH_CUT ? (slope / 6 + 1) / 2 : 1;
  return sections + (sections + 1) / 2;
}

int
filter_design (const FilterGrid *grid, const FilterSettings *settings,
               Biquad sections[FILTER_SECTIONS_MAX])
{
  const int n_sections = filter_n_sections (settings->shape, settings->slope);
  FilterPrototype plan;
  int made = 0;

  if (changes_nothing (settings)) {
    for (int i = 0; i < n_sections; i++)
      sections[i] = BIQUAD_IDENTITY;
    return n_sections;
  }

  plan_make (&plan, settings, grid->rate);
  for (int from = 0; from < plan.n_sections; from += 2) {
    const int n = plan.n_sections - from > 1 ? 2 : 1;
    design_part (grid, &plan, from, n, &sections[made]);
    made += n + 1;
  }

  for (int i = 0; i < made; i++)
    if (plan.invert && !biquad_is_identity (&sections[i]))
      invert (&sections[i]);
  sections[0].b2 *= plan.gain;
  sections[0].b1 *= plan.gain;
  sections[0].b0 *= plan.gain;
  return made;
}

void
filter_grid_init (FilterGrid *grid, double rate)
{
  const double top = min (0.465 * rate, 24000.0);

  grid->rate = rate;
  for (int i = 0; i < FILTER_GRID_POINTS; i++) {
    const double hz = top * (i + 1) / FILTER_GRID_POINTS;
    const double w = 2.0 * MATH_PI * hz / rate;
    const double tangent = math_tan (0.5 * w);
    grid->w2[i] = w * w;
    grid->tan2[i] = tangent * tangent;
    grid->weight[i] = hz <= 18500.0 ? 1.0 : 0.25;
  }
}
