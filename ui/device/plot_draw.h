/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How plots look. GTK thread. */
#pragma once

#include "ui/device/graph_area.h"
#include "ui/device/plot.h"

double plot_to_x (const GraphArea *area, const PlotAxis *axis, double value);
double plot_to_y (const GraphArea *area, const PlotAxis *axis, double value);

/* Lines and figures left of and below the field, which stays inside of the widget by that much. */
void plot_draw_scales (GtkWidget *widget, GtkSnapshot *snapshot, const Plot *plot,
                       const GraphArea *area);
void plot_draw (GtkSnapshot *snapshot, const Plot *plot, const GraphArea *area);
/* Which line is what, at the upper right. */
void plot_draw_names (GtkWidget *widget, GtkSnapshot *snapshot, const Plot *plot,
                      const GraphArea *area);
