/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/biquad.h"

#include <complex.h>
#include <glib.h>
#include <math.h>

static const int slopes[] = { 6, 12, 18, 24, 36, 48, 72, 96 };
static const char *const names[] = { "bell",     "low shelf", "high shelf", "low cut",
                                     "high cut", "notch",     "tilt" };

static double complex
butterworth (int order, double q, double complex s)
{
  double complex h = 1;
  for (int i = 0; i < order / 2; i++) {
    double section = 0.5 / cos (G_PI * (order - 1 - 2 * i) / (2.0 * order));
    if (i == 0)
      section *= q / M_SQRT1_2;
    h /= s * s + s / section + 1;
  }
  return order % 2 ? h / (s + 1) : h;
}

/* The contract, written down a second time: RBJ's analogue prototypes. */
static double
analogue_db (const FilterSettings *f, double hz)
{
  const double complex s = I * hz / f->hz;
  const double a = pow (10, f->gain_db / 40);
  const double r = sqrt (a) / f->q;
  double complex h = 0;

  switch (f->shape) {
  case FILTER_BELL:
    h = (s * s + s * (a / f->q) + 1) / (s * s + s / (a * f->q) + 1);
    break;
  case FILTER_LOW_SHELF:
    h = a * (s * s + r * s + a) / (a * s * s + r * s + 1);
    break;
  case FILTER_HIGH_SHELF:
    h = a * (a * s * s + r * s + 1) / (s * s + r * s + a);
    break;
  case FILTER_LOW_CUT:
    h = butterworth (f->slope / 6, f->q, 1 / s);
    break;
  case FILTER_HIGH_CUT:
    h = butterworth (f->slope / 6, f->q, s);
    break;
  case FILTER_NOTCH:
    h = (s * s + 1) / (s * s + s / f->q + 1);
    break;
  case FILTER_TILT:
    h = (a * a * s + 1) / (s + a * a);
    break;
  }
  return 20 * log10 (cabs (h));
}

typedef struct {
  double worst, worst_20k, worst_prototype;
  FilterSettings at;
} Report;

static void
compare (const FilterGrid *grid, const FilterSettings *f, Report *report)
{
  Biquad sections[FILTER_SECTIONS_MAX];
  FilterPrototype prototype;
  const int n = filter_design (grid, f, sections);

  g_assert_cmpint (n, ==, filter_n_sections (f->shape, f->slope));
  for (int i = 0; i < n; i++)
    g_assert_true (sections[i].a1 > 0 && sections[i].a2 > 0);
  filter_prototype_init (&prototype, f, grid->rate);
  for (int i = 0; i <= 120; i++) {
    const double hz = 20 * pow (1000, i / 120.0);
    const double tangent = tan (G_PI * hz / grid->rate);
    const double wanted = analogue_db (f, hz);
    double power = 1;
    if (wanted < -100)
      continue;
    for (int s = 0; s < n; s++)
      power *= biquad_power (&sections[s], tangent * tangent);
    const double error = fabs (10 * log10 (power) - wanted);
    const double drift = fabs (10 * log10 (filter_prototype_power (&prototype, hz)) - wanted);
    report->worst_prototype = fmax (report->worst_prototype, drift);
    report->worst_20k = fmax (report->worst_20k, error);
    if (hz <= 18000 && error > report->worst) {
      report->worst = error;
      report->at = *f;
    }
  }
}

static void
check_shape (FilterShape shape, int rate)
{
  const double gains[] = { -24, -11, -6, -2.5, -0.5, 1, 3, 8, 15, 24 };
  const bool cut = shape == FILTER_LOW_CUT || shape == FILTER_HIGH_CUT;
  const bool has_gain = !cut && shape != FILTER_NOTCH;
  FilterGrid grid;
  Report report = { 0 };

  filter_grid_init (&grid, rate);
  for (double hz = 20; hz < 20001; hz *= 1.4)
    for (double q = 0.1; q < 41; q *= 1.85) {
      if ((shape == FILTER_TILT && q > 0.1) || (cut && q > 4))
        continue;
      for (int i = 0; i < (cut ? 8 : has_gain ? 10 : 1); i++) {
        const FilterSettings f = { shape, hz, has_gain ? gains[i] : 0, q, cut ? slopes[i] : 0 };
        compare (&grid, &f, &report);
      }
    }
  g_test_message (
      "%s at %d Hz: worst error to 18 kHz %.4f dB (%.0f Hz, q %.2f, %+.1f dB, %d dB/oct), "
      "to 20 kHz %.3f dB; prototype %.2g dB",
      names[shape], rate, report.worst, report.at.hz, report.at.q, report.at.gain_db,
      report.at.slope, report.worst_20k, report.worst_prototype);
  g_assert_cmpfloat (report.worst, <, 0.1);
  g_assert_cmpfloat (report.worst_20k, <, 0.35);
  g_assert_cmpfloat (report.worst_prototype, <, 1e-6);
}

static void
test_response (gconstpointer data)
{
  const int rates[] = { 44100, 48000, 88200, 192000 };
  for (size_t i = 0; i < G_N_ELEMENTS (rates); i++)
    check_shape ((FilterShape) GPOINTER_TO_INT (data), rates[i]);
}

/* A fine sweep moves the response without jumps, also where a section comes and goes: the second
 * difference is small. */
static void
test_continuity (void)
{
  enum { BINS = 21 }; /* to 18 kHz */
  FilterGrid grid;
  double worst = 0;

  filter_grid_init (&grid, 44100);
  for (int shape = FILTER_BELL; shape <= FILTER_TILT; shape++) {
    double before[2][BINS] = { 0 };
    int step = 0;
    for (double hz = 500; hz < 20000; hz *= 1.0005) {
      const FilterSettings f = { (FilterShape) shape, hz, 9, 0.7, 24 };
      Biquad sections[FILTER_SECTIONS_MAX];
      const int n = filter_design (&grid, &f, sections);
      for (int i = 0; i < BINS; i++) {
        const double tangent = tan (G_PI * (i + 1) * 0.0195);
        double power = 1;
        for (int s = 0; s < n; s++)
          power *= biquad_power (&sections[s], tangent * tangent);
        const double gain = sqrt (power);
        if (step >= 2)
          worst = fmax (worst, fabs (gain - 2 * before[0][i] + before[1][i]) / fmax (1, gain));
        before[1][i] = before[0][i];
        before[0][i] = gain;
      }
      step++;
    }
  }
  g_test_message ("largest jump of the response in steps of 0.05 %% of frequency: %.2g", worst);
  g_assert_cmpfloat (worst, <, 0.002);
}

/* The coefficients give the response that the sections promise, also at the lowest frequencies. */
static void
test_coefficients (void)
{
  const double w0s[] = { 10.0 / 192000, 1000.0 / 48000, 0.45 };

  for (size_t i = 0; i < G_N_ELEMENTS (w0s); i++) {
    FilterGrid grid;
    Biquad sections[FILTER_SECTIONS_MAX];
    filter_grid_init (&grid, 1.0 / w0s[i] * 1000);
    const FilterSettings f = { FILTER_BELL, 1000, 20, 30, 0 };
    filter_design (&grid, &f, sections);
    BiquadCoefficients c;
    biquad_coefficients (&sections[0], &c);
    for (double ratio = 0.5; ratio < 1.1; ratio += 0.05) {
      const double w = 2 * G_PI * w0s[i] * ratio;
      const double complex z = cexp (I * w);
      /* (z - A) s = B u by Cramer. */
      const double complex det = (z - c.r) * (z - (1 - c.q)) + c.p * c.p;
      const double complex s1 = (c.p * (z - (1 - c.q)) - c.p * c.q) / det;
      const double complex s2 = ((z - c.r) * c.q + c.p * c.p) / det;
      const double complex y = c.d + c.c1 * s1 + c.c2 * (1 - s2);
      const double tangent = tan (w / 2);
      const double wanted = 10 * log10 (biquad_power (&sections[0], tangent * tangent));
      g_assert_cmpfloat (fabs (20 * log10 (cabs (y)) - wanted), <, 1e-4);
    }
  }
}

static void
test_identity (void)
{
  FilterGrid grid;
  Biquad sections[FILTER_SECTIONS_MAX];

  filter_grid_init (&grid, 48000);
  for (int shape = FILTER_BELL; shape <= FILTER_TILT; shape++) {
    if (shape >= FILTER_LOW_CUT && shape <= FILTER_NOTCH)
      continue;
    const FilterSettings f = { (FilterShape) shape, 3000, 0, 1, 12 };
    const int n = filter_design (&grid, &f, sections);
    for (int i = 0; i < n; i++) {
      BiquadCoefficients c;
      biquad_coefficients (&sections[i], &c);
      g_assert_true (biquad_is_identity (&sections[i]));
      g_assert_true (c.d == 1 && c.c1 == 0 && c.c2 == 0);
    }
  }
}

/* The state matrix never gains energy: its norm is at most 1, for every section of every design. */
static void
test_passive (void)
{
  FilterGrid grid;
  Biquad sections[FILTER_SECTIONS_MAX];
  double largest = 0;

  filter_grid_init (&grid, 44100);
  for (int shape = FILTER_BELL; shape <= FILTER_TILT; shape++)
    for (double hz = 10; hz < 22000; hz *= 1.7)
      for (double q = 0.025; q < 41; q *= 2.1)
        for (double gain = -30; gain <= 30; gain += 12) {
          const FilterSettings f = { (FilterShape) shape, hz, gain, q, 48 };
          const int n = filter_design (&grid, &f, sections);
          for (int i = 0; i < n; i++) {
            BiquadCoefficients c;
            biquad_coefficients (&sections[i], &c);
            const double a = c.r * c.r + c.p * c.p;
            const double b = c.p * c.p + (1 - c.q) * (1 - c.q);
            const double m = c.p * (1 - c.q) - c.r * c.p;
            const double norm = (a + b) / 2 + sqrt ((a - b) * (a - b) / 4 + m * m);
            largest = fmax (largest, norm);
          }
        }
  g_test_message ("largest norm of a state update: 1 + %.2g", largest - 1);
  g_assert_cmpfloat (largest, <, 1 + 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int shape = FILTER_BELL; shape <= FILTER_TILT; shape++) {
    g_autofree char *path =
        g_strdelimit (g_strdup_printf ("/biquad/response/%s", names[shape]), " ", '-');
    g_test_add_data_func (path, GINT_TO_POINTER (shape), test_response);
  }
  g_test_add_func ("/biquad/continuity", test_continuity);
  g_test_add_func ("/biquad/coefficients", test_coefficients);
  g_test_add_func ("/biquad/identity", test_identity);
  g_test_add_func ("/biquad/passive", test_passive);
  return g_test_run ();
}
