/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the graph of the equalizer knows of its bands, and what its analyzer shows of a sound. */
#include <math.h>

#include "ui/device/eq_bands.h"
#include "ui/device/spectrum.h"

#include <glib.h>

#define RATE 48000

static void
set_initial (double *values)
{
  for (int i = 0; i < EQ_N_VALUES; i++)
    values[i] = eq_spec.params[i].initial;
}

static void
test_curve (void)
{
  double values[EQ_N_VALUES], hz[] = { 100, 1000, 2500, 10000 }, all[4], alone[4];
  set_initial (values);
  g_assert_cmpint (eq_bands_on (values), ==, 0);
  g_assert_cmpint (eq_free_band (values), ==, 2); /* the first bell */
  values[eq_param (4, EQ_BAND_ON)] = 1;
  values[eq_param (4, EQ_BAND_GAIN)] = 6;
  values[eq_param (0, EQ_BAND_ON)] = 1; /* a low cut at 30 Hz */
  values[EQ_GAIN] = -2;
  eq_band_curve (values, 4, RATE, hz, 4, alone);
  g_assert_cmpfloat_with_epsilon (alone[2], 6, 0.05);
  g_assert_cmpfloat_with_epsilon (alone[0], 0, 0.1);
  eq_response_db (values, RATE, EQ_STEREO, hz, 4, all);
  g_assert_cmpfloat_with_epsilon (all[2], 4, 0.1);
  g_assert_cmpint (eq_bands_on (values), ==, 2);
  g_assert_cmpfloat (eq_graph_range (values), ==, 15);
  double only[EQ_N_VALUES];
  eq_listen (values, 4, only);
  g_assert_cmpint (eq_bands_on (only), ==, 1);
  for (int i = 0; i < EQ_N_BANDS; i++)
    values[eq_param (i, EQ_BAND_ON)] = 1;
  g_assert_cmpint (eq_free_band (values), ==, -1);
}

static void
test_spectrum (void)
{
  Spectrum spectrum;
  float sine[SPECTRUM_FRAMES];
  for (int i = 0; i < SPECTRUM_FRAMES; i++)
    sine[i] = (float) sin (2 * G_PI * 1000 * i / RATE);
  spectrum_clear (&spectrum);
  g_assert_cmpint (spectrum_loudest (&spectrum, 20, 20000), ==, -1);
  spectrum_step (&spectrum, sine, RATE, SPECTRUM_TILT, 1);
  const int loudest = spectrum_loudest (&spectrum, 20, 20000);
  g_assert_cmpfloat (fabs (log2 (spectrum_hz (loudest) / 1000)), <, 1 / 20.0);
  /* The tilt turns around 1 kHz: a full-scale sine reads 0 dB there, but for the bins between. */
  g_assert_cmpfloat_with_epsilon (spectrum.db[loudest], 0, 4.5);
  const double before = spectrum.db[loudest];
  g_assert_true (spectrum_fall (&spectrum, 3));
  g_assert_cmpfloat_with_epsilon (spectrum.db[loudest], before - 3, 1e-9);
  for (int i = 0; i < 100; i++)
    spectrum_fall (&spectrum, 3);
  g_assert_false (spectrum_fall (&spectrum, 3));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/device-bands/curve", test_curve);
  g_test_add_func ("/device-bands/spectrum", test_spectrum);
  return g_test_run ();
}
