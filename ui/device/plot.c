/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/plot.h"

#include <glib.h>
#include <math.h>

#include "ui/device/device_state.h"

double
plot_value (const PlotSource *source, const char *name)
{
  const int param = device_param (source->spec, name);
  g_return_val_if_fail (param >= 0, 0);
  return source->values[param];
}

double
plot_x (const PlotAxis *axis, int point)
{
  const double share = (double) point / (PLOT_POINTS - 1);
  return axis->unit == PLOT_HZ ? axis->from * pow (axis->to / axis->from, share)
                               : axis->from + (axis->to - axis->from) * share;
}

PlotCurve *
plot_add (Plot *plot, PlotRole role, const char *name)
{
  PlotCurve *curve = &plot->curves[plot->n_curves++];
  g_assert (plot->n_curves <= PLOT_CURVES);
  curve->role = role;
  curve->name = name;
  return curve;
}

void
plot_add_bar (Plot *plot, PlotRole role, double x, double y)
{
  if (plot->n_bars < PLOT_BARS)
    plot->bars[plot->n_bars++] = (PlotBar){ role, x, y };
}
