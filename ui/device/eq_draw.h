/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the graph of the equalizer looks. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/device/eq_bands.h"
#include "ui/device/graph_area.h"
#include "ui/device/spectrum.h"

typedef struct {
  int left, top, width, height; /* of the curve's field, pixels */
  double range; /* dB up and down */
} EqField;

EqField eq_field (GtkWidget *widget, double range);
double eq_field_x (const EqField *field, double hz);
double eq_field_y (const EqField *field, double db);
double eq_field_hz (const EqField *field, double x);
double eq_field_db (const EqField *field, double y);

/* Frequencies below the field and a line at each. */
void eq_draw_hz (GtkWidget *widget, GtkSnapshot *snapshot, const EqField *field);
void eq_draw_scale (GtkWidget *widget, GtkSnapshot *snapshot, const EqField *field, bool analyzer);
/* The way of a spectrum from `foot` dB, at the foot of the field, to `top`; n is SPECTRUM_POINTS.
 */
void eq_trace_spectrum (cairo_t *cr, const EqField *field, const double *db, double foot,
                        double top);
GraphArea eq_field_area (const EqField *field);
/* Either may be NULL. */
void eq_draw_spectra (GtkSnapshot *snapshot, const EqField *field, const Spectrum *pre,
                      const Spectrum *post);
/* Of another track in its color, and where it and what comes out are both strong. */
void eq_draw_other (GtkSnapshot *snapshot, const EqField *field, const Spectrum *post,
                    const Spectrum *other, const GdkRGBA *color);
void eq_draw_curves (GtkSnapshot *snapshot, const EqField *field, const double *values, int rate,
                     int band, bool bypassed);
void eq_draw_handles (GtkWidget *widget, GtkSnapshot *snapshot, const EqField *field,
                      const double *values, int band);
