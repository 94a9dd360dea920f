/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/plot_draw.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/draw/text.h"
#include "ui/draw/value_text.h"

#define FOOT 13
#define HIGH 11 /* of figures */
#define KEY 10 /* of a line in the names */
#define LEAST_LINE 14 /* between two figures */
#define BAR 3

double
plot_to_x (const GraphArea *area, const PlotAxis *axis, double value)
{
  const double share = axis->unit == PLOT_HZ
                           ? log (value / axis->from) / log (axis->to / axis->from)
                           : (value - axis->from) / (axis->to - axis->from);
  return area->x + area->width * CLAMP (share, 0, 1);
}

double
plot_to_y (const GraphArea *area, const PlotAxis *axis, double value)
{
  const double share = (value - axis->from) / (axis->to - axis->from);
  return area->y + area->height * (1 - CLAMP (share, -1, 2));
}

static GdkRGBA
color_of (PlotRole role)
{
  return token_color (role == PLOT_MAIN    ? TOKEN_TEXT1
                      : role == PLOT_OTHER ? TOKEN_ACCENT
                                           : TOKEN_TEXT3);
}

static char *
figure (const PlotAxis *axis, double value)
{
  switch (axis->unit) {
  case PLOT_HZ:
    return value >= 1000 ? g_strdup_printf ("%gk", value / 1000) : g_strdup_printf ("%g", value);
  case PLOT_MS:
    if (axis->to >= 2000) {
      g_autofree char *seconds = value_text_number (value / 1000, axis->step < 1000 ? 1 : 0);
      return g_strdup_printf (_ ("%s s"), seconds);
    }
    return g_strdup_printf (_ ("%.0f ms"), value);
  case PLOT_PERCENT:
    return g_strdup_printf ("%.0f %%", value);
  case PLOT_AMPLITUDE:
    return value_text_number (value, 1);
  case PLOT_TURNS:
    return value_text_number (value, 2);
  default:
    return value_text_number (value, 0);
  }
}

/* Behind `free_from`, or nowhere; gives where the next may begin. */
static double
draw_figure_below (GtkWidget *widget, GtkSnapshot *snapshot, const GraphArea *area, double x,
                   const char *label, double free_from)
{
  const GdkRGBA text = token_color (TOKEN_TEXT3);
  const int wide = text_width (widget, TEXT_SCALE, label);
  const double left = CLAMP (x - wide / 2, area->x, fmax (area->x + area->width - wide, area->x));
  if (left < free_from)
    return free_from;
  text_draw (snapshot, widget, TEXT_SCALE, label, left, area->y + area->height, wide, ui_px (FOOT),
             &text);
  return left + wide + ui_px (4);
}

static void
draw_across (GtkWidget *widget, GtkSnapshot *snapshot, const Plot *plot, const GraphArea *area)
{
  static const double hz[] = { 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000 };
  const GdkRGBA line = token_color (TOKEN_GRID_BAR);
  const PlotAxis *axis = &plot->x;
  const bool log = axis->unit == PLOT_HZ;
  const int first = log ? 0 : (int) ceil (axis->from / axis->step - 1e-9);
  const int last = log ? (int) G_N_ELEMENTS (hz) - 1 : (int) floor (axis->to / axis->step + 1e-9);
  double free_from = -INFINITY;
  for (int i = first; i <= last; i++) {
    const double value = log ? hz[i] : i * axis->step;
    const double x = rint (plot_to_x (area, axis, value));
    g_autofree char *label = figure (axis, value);
    fill_rect (snapshot, x, area->y, 1, area->height, &line);
    if (axis->unit != PLOT_TURNS && !(plot->square && (i == first || i == last)))
      free_from = draw_figure_below (widget, snapshot, area, x, label, free_from);
  }
}

void
plot_draw_scales (GtkWidget *widget, GtkSnapshot *snapshot, const Plot *plot, const GraphArea *area)
{
  const GdkRGBA well = token_color (TOKEN_WELL), line = token_color (TOKEN_GRID_BAR);
  const GdkRGBA text = token_color (TOKEN_TEXT3);
  const PlotAxis *axis = &plot->y;
  const int high = ui_px (HIGH);
  double step = axis->step;
  while (area->height * step / (axis->to - axis->from) < ui_px (LEAST_LINE))
    step *= 2;
  fill_rect (snapshot, area->x, area->y, area->width, area->height, &well);
  draw_across (widget, snapshot, plot, area);
  const int last = (int) floor (axis->to / step + 1e-9);
  for (int i = (int) ceil (axis->from / step - 1e-9); i <= last; i++) {
    const double value = i * step;
    g_autofree char *label = figure (axis, value);
    const double y = rint (plot_to_y (area, axis, value));
    fill_rect (snapshot, area->x, y, area->width, 1, &line);
    text_draw_right (snapshot, widget, TEXT_SCALE, label, area->x - ui_px (3),
                     CLAMP (y - high / 2, area->y, fmax (area->y + area->height - high, area->y)),
                     high, &text);
  }
}

static void
draw_curve (cairo_t *cr, const Plot *plot, const PlotCurve *curve, const GraphArea *area)
{
  const GdkRGBA color = color_of (curve->role);
  for (int i = 0; i < PLOT_POINTS; i++)
    cairo_line_to (cr, area->x + area->width * i / (PLOT_POINTS - 1),
                   plot_to_y (area, &plot->y, curve->y[i]));
  graph_stroke (cr, &color, curve->role == PLOT_MAIN ? 2 : 1.5);
}

static void
draw_marks (cairo_t *cr, const Plot *plot, const GraphArea *area)
{
  const GdkRGBA accent = token_color (TOKEN_ACCENT), zone = token_alpha (TOKEN_ACCENT, 0.1);
  const GdkRGBA straight = token_color (TOKEN_LINE2);
  const double dots[] = { 2, 3 };
  if (plot->zone_to > plot->zone_from) {
    const double from = plot_to_x (area, &plot->x, plot->zone_from);
    gdk_cairo_set_source_rgba (cr, &zone);
    cairo_rectangle (cr, from, area->y, plot_to_x (area, &plot->x, plot->zone_to) - from,
                     area->height);
    cairo_fill (cr);
  }
  cairo_set_dash (cr, dots, 2, 0);
  if (plot->square) {
    cairo_move_to (cr, area->x, area->y + area->height);
    cairo_line_to (cr, area->x + area->width, area->y);
    graph_stroke (cr, &straight, 1);
  }
  for (int i = 0; i < plot->n_marks; i++) {
    const double x = plot_to_x (area, &plot->x, plot->marks[i]);
    cairo_move_to (cr, x, area->y);
    cairo_line_to (cr, x, area->y + area->height);
  }
  graph_stroke (cr, &accent, 1);
  cairo_set_dash (cr, NULL, 0, 0);
}

void
plot_draw (GtkSnapshot *snapshot, const Plot *plot, const GraphArea *area)
{
  const int wide = ui_px (BAR);
  cairo_t *cr = graph_begin (snapshot, area);
  draw_marks (cr, plot, area);
  for (int i = 0; i < plot->n_curves; i++)
    draw_curve (cr, plot, &plot->curves[i], area);
  for (int i = 0; i < plot->n_bars; i++) {
    const PlotBar *bar = &plot->bars[i];
    const GdkRGBA color = color_of (bar->role);
    const double y = plot_to_y (area, &plot->y, bar->y);
    gdk_cairo_set_source_rgba (cr, &color);
    cairo_rectangle (cr, rint (plot_to_x (area, &plot->x, bar->x)), y, wide,
                     fmax (area->y + area->height - y, 0));
    cairo_fill (cr);
  }
  graph_end (snapshot, cr);
}

void
plot_draw_names (GtkWidget *widget, GtkSnapshot *snapshot, const Plot *plot, const GraphArea *area)
{
  const GdkRGBA text = token_color (TOKEN_TEXT2);
  const int key = ui_px (KEY), gap = ui_px (4), high = ui_px (14);
  double right = area->x + area->width - gap;
  for (int i = 0; i < plot->n_curves; i++) {
    const PlotCurve *curve = &plot->curves[i];
    const GdkRGBA color = color_of (curve->role);
    if (!curve->name)
      continue;
    const int wide = text_width (widget, TEXT_CAPTION, _ (curve->name));
    if (right - wide - key - 2 * gap < area->x)
      return;
    text_draw (snapshot, widget, TEXT_CAPTION, _ (curve->name), right - wide, area->y + 2, wide,
               high, &text);
    fill_rect (snapshot, right - wide - gap - key, area->y + 2 + high / 2, key, 2, &color);
    right -= wide + key + 4 * gap;
  }
}
