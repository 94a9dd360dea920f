/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes after a click: echoes and rooms. */
#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>

#include "effects/convolution_spec.h"
#include "effects/impulse.h"
#include "ui/device/device_state.h"
#include "ui/device/plot.h"

#define FLOOR -60.0 /* dB */
#define LEAST_ECHOES 4 /* that the time has room for */
#define DAMPING 10.0 /* times sooner at 100 % */
#define IMPULSE_RATE 8000 /* Hz: enough for its outline */

static double
to_db (double gain)
{
  return gain > 1e-6 ? 20 * log10 (gain) : -120;
}

/* A grid of 4 to 10 lines. */
static PlotAxis
time_axis (double ms)
{
  const double rough = ms / 4, power = pow (10, floor (log10 (rough)));
  const double step = rough >= 5 * power ? 5 * power : rough >= 2 * power ? 2 * power : power;
  return (PlotAxis){ PLOT_MS, 0, ms, step };
}

/* Quarter notes of the delay's and the modulations' names: "1/8d", "1/4t". */
static double
note_beats (const char *name)
{
  int over = 1, under = 4;
  char kind = 0;
  sscanf (name, "%d/%d%c", &over, &under, &kind);
  return 4.0 * over / under * (kind == 'd' ? 1.5 : kind == 't' ? 2 / 3.0 : 1);
}

static double
echo_ms (const PlotSource *source)
{
  const ParamSpec *note = &source->spec->params[device_param (source->spec, "note")];
  if (plot_value (source, "sync") < 0.5)
    return plot_value (source, "time");
  return note_beats (note->choices[(int) plot_value (source, "note")]) * 60000 / source->bpm;
}

/* The level of each echo; of ping-pong the right ones are others. */
void
plot_delay (const PlotSource *source, Plot *plot)
{
  const double time = echo_ms (source), again = plot_value (source, "feedback") / 100;
  const double mix = plot_value (source, "mix") / 100;
  const bool ping_pong = plot_value (source, "mode") >= 0.5;
  double level = mix;
  int echoes = 1;
  while (echoes < PLOT_BARS - 2 && to_db (mix * pow (again, echoes)) > FLOOR)
    echoes++;
  plot->x = time_axis (time * (MAX (MIN (echoes, PLOT_BARS / 2), LEAST_ECHOES) + 0.5));
  plot->y = (PlotAxis){ PLOT_DB, FLOOR, 0, 20 };
  plot_add_bar (plot, PLOT_FAINT, 0, to_db (1 - mix));
  for (int i = 1; i <= echoes; i++, level *= again)
    plot_add_bar (plot, ping_pong && i % 2 == 0 ? PLOT_OTHER : PLOT_MAIN, i * time, to_db (level));
}

static void
draw_decay (Plot *plot, PlotRole role, const char *name, double predelay_ms, double seconds)
{
  PlotCurve *curve = plot_add (plot, role, name);
  for (int i = 0; i < PLOT_POINTS; i++) {
    const double ms = plot_x (&plot->x, i) - predelay_ms;
    curve->y[i] = ms < 0 ? 2 * FLOOR : -60 * ms / 1000 / seconds;
  }
}

/* How the lows, the middle and the highs die away. */
void
plot_reverb (const PlotSource *source, Plot *plot)
{
  const double time = plot_value (source, "time"), predelay = plot_value (source, "predelay");
  const double lows = time * plot_value (source, "bass");
  const double highs = time * pow (DAMPING, -plot_value (source, "damping") / 100);
  plot->x = time_axis (predelay + 1000 * fmax (time, lows));
  plot->y = (PlotAxis){ PLOT_DB, FLOOR, 0, 20 };
  draw_decay (plot, PLOT_FAINT, N_ ("Lows"), predelay, lows);
  draw_decay (plot, PLOT_OTHER, N_ ("Highs"), predelay, highs);
  draw_decay (plot, PLOT_MAIN, N_ ("Middle"), predelay, time);
}

/* The impulse itself; that of a file shows in the browser. */
void
plot_convolution (const PlotSource *source, Plot *plot)
{
  const int space = (int) plot_value (source, "space");
  const double predelay = plot_value (source, "predelay");
  const ImpulseShape shape = { (ImpulseKind) space, plot_value (source, "time"),
                               plot_value (source, "damping") / 100 };
  plot->y = (PlotAxis){ PLOT_DB, FLOOR, 0, 20 };
  if (space == CONVOLUTION_SPACE_FILE) {
    plot->x = time_axis (predelay + 1000);
    plot->marks[plot->n_marks++] = predelay;
    return;
  }
  const int n = (int) impulse_length (&shape, IMPULSE_RATE);
  g_autofree float *impulse = g_new0 (float, n);
  plot->x = time_axis (predelay + 1000.0 * n / IMPULSE_RATE);
  plot->marks[plot->n_marks++] = predelay;
  impulse_fill (&shape, IMPULSE_RATE, 0, impulse);
  float most = 0;
  for (int i = 0; i < n; i++)
    most = fmaxf (most, fabsf (impulse[i]));
  PlotCurve *curve = plot_add (plot, PLOT_MAIN, NULL);
  for (int i = 0; i < PLOT_POINTS; i++) {
    const double from = (plot_x (&plot->x, i) - predelay) / 1000 * IMPULSE_RATE;
    const double to = from + plot->x.to / PLOT_POINTS / 1000 * IMPULSE_RATE;
    float peak = 0;
    for (int k = (int) floor (from); k <= (int) to; k++)
      if (k >= 0 && k < n)
        peak = fmaxf (peak, fabsf (impulse[k]));
    curve->y[i] = to_db (most > 0 ? (double) (peak / most) : 0);
  }
}
