/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/eq_bands.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "ui/device/device_layout.h"

static int
type_of (const double *values, int band)
{
  return (int) values[eq_param (band, EQ_BAND_TYPE)];
}

bool
eq_band_has_gain (const double *values, int band)
{
  const int type = type_of (values, band);
  return type != FILTER_LOW_CUT && type != FILTER_HIGH_CUT && type != FILTER_NOTCH;
}

bool
eq_band_has_slope (const double *values, int band)
{
  const int type = type_of (values, band);
  return type == FILTER_LOW_CUT || type == FILTER_HIGH_CUT;
}

int
eq_bands_on (const double *values)
{
  int n = 0;
  for (int i = 0; i < EQ_N_BANDS; i++)
    n += values[eq_param (i, EQ_BAND_ON)] >= 0.5;
  return n;
}

int
eq_free_band (const double *values)
{
  for (int bells = 1; bells >= 0; bells--)
    for (int i = 0; i < EQ_N_BANDS; i++)
      if (values[eq_param (i, EQ_BAND_ON)] < 0.5 &&
          (type_of (values, i) == FILTER_BELL) == (bells == 1))
        return i;
  return -1;
}

char *
eq_band_name (const double *values, int band)
{
  g_autofree char *type = device_choice_label (
      &eq_processor.spec->params[eq_param (band, EQ_BAND_TYPE)], type_of (values, band));
  return g_strdup_printf ("Band %d, %s", band + 1, type);
}

double
eq_band_db (const double *values, int band)
{
  return eq_band_has_gain (values, band) ? values[eq_param (band, EQ_BAND_GAIN)] : 0;
}

void
eq_band_curve (const double *values, int band, int rate, const double *hz, int n, double *db)
{
  double alone[EQ_N_VALUES];
  eq_listen (values, band, alone);
  alone[eq_param (band, EQ_BAND_ON)] = 1;
  alone[eq_param (band, EQ_BAND_CHANNEL)] = EQ_STEREO;
  alone[EQ_GAIN] = 0;
  eq_response_db (alone, rate, EQ_STEREO, hz, n, db);
}

double
eq_graph_range (const double *values)
{
  double most = 0;
  for (int i = 0; i < EQ_N_BANDS; i++)
    if (values[eq_param (i, EQ_BAND_ON)] >= 0.5)
      most = fmax (most, fabs (eq_band_db (values, i)));
  return most <= 5.5 ? 6 : most <= 14 ? 15 : 30;
}

void
eq_listen (const double *values, int band, double *out)
{
  memcpy (out, values, sizeof (double) * EQ_N_VALUES);
  for (int i = 0; i < EQ_N_BANDS; i++)
    if (i != band)
      out[eq_param (i, EQ_BAND_ON)] = 0;
}
