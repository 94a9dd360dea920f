/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/export/export_curve.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/draw/text.h"
#include "ui/draw/value_text.h"

#define HEIGHT 80
/* As on the loudness meters. */
#define TOP_LUFS (-5.0)
#define FOOT_LUFS (-32.0)
#define LABEL 14
#define EDGE 4

struct _LqExportCurve {
  GtkWidget parent_instance;
  LoudnessCurve curve;
  double target;
};

G_DEFINE_FINAL_TYPE (LqExportCurve, lq_export_curve, GTK_TYPE_WIDGET)

static double
y_of (double lufs, int height)
{
  return CLAMP ((TOP_LUFS - lufs) / (TOP_LUFS - FOOT_LUFS), 0, 1) * height;
}

/* The loudest of the points that share a column of pixels, or the one that reaches over it. */
static double
point_at (const float *points, int n, int x, int width)
{
  const int from = (int) ((int64_t) x * n / width);
  const int to = (int) ((int64_t) (x + 1) * n / width);
  double found = points[from];
  for (int i = from + 1; i < to; i++)
    found = fmax (found, points[i]);
  return found;
}

static void
draw_curve (LqExportCurve *view, cairo_t *cr, int width, int height)
{
  const LoudnessCurve *curve = &view->curve;
  const GdkRGBA area = token_color (TOKEN_METER_LOW), line = token_color (TOKEN_METER_MID);
  cairo_move_to (cr, 0, height);
  for (int x = 0; x < width; x++) {
    const double y = y_of (point_at (curve->momentary, curve->n, x, width), height);
    cairo_line_to (cr, x, y);
    cairo_line_to (cr, x + 1, y);
  }
  cairo_line_to (cr, width, height);
  cairo_set_source_rgba (cr, area.red, area.green, area.blue, 0.6);
  cairo_fill (cr);
  for (int x = 0; x < width; x++)
    cairo_line_to (cr, x + 0.5, y_of (point_at (curve->short_term, curve->n, x, width), height));
  gdk_cairo_set_source_rgba (cr, &line);
  cairo_set_line_width (cr, ui_px (1.5));
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
}

static void
draw_target (LqExportCurve *view, cairo_t *cr, int width, int height)
{
  const GdkRGBA gold = token_color (TOKEN_ACCENT);
  const double dashes[] = { ui_px (4), ui_px (2) };
  const double y = floor (y_of (view->target, height)) + 0.5;
  gdk_cairo_set_source_rgba (cr, &gold);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_set_line_width (cr, ui_px (1));
  cairo_move_to (cr, 0, y);
  cairo_line_to (cr, width, y);
  cairo_stroke (cr);
}

static void
lq_export_curve_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqExportCurve *view = LQ_EXPORT_CURVE (widget);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const GdkRGBA well = token_color (TOKEN_WELL), text = token_color (TOKEN_ACCENT_TEXT);
  fill_rect (snapshot, 0, 0, width, height, &well);
  if (width <= 0 || height <= 0)
    return;
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (view->curve.n > 0)
    draw_curve (view, cr, width, height);
  if (view->target != 0)
    draw_target (view, cr, width, height);
  cairo_destroy (cr);
  if (view->target == 0)
    return;
  g_autofree char *number =
      value_text_number (view->target, view->target == rint (view->target) ? 0 : 1);
  g_autofree char *label = g_strdup_printf (_ ("Target %s"), number);
  const double above = y_of (view->target, height) - ui_px (LABEL);
  text_draw_right (snapshot, widget, TEXT_CAPTION, label, width - ui_px (EDGE),
                   above >= 0 ? above : above + ui_px (LABEL), ui_px (LABEL), &text);
}

static void
lq_export_curve_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? ui_px (HEIGHT) : 0;
}

static void
lq_export_curve_class_init (LqExportCurveClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  widget_class->snapshot = lq_export_curve_snapshot;
  widget_class->measure = lq_export_curve_measure;
  gtk_widget_class_set_css_name (widget_class, "export-curve");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lq_export_curve_init (LqExportCurve *view)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Loudness along the song"), -1);
}

GtkWidget *
lq_export_curve_new (void)
{
  return g_object_new (LQ_TYPE_EXPORT_CURVE, NULL);
}

void
lq_export_curve_show (LqExportCurve *view, const LoudnessCurve *curve, double target)
{
  if (curve)
    view->curve = *curve;
  else
    loudness_curve_init (&view->curve);
  view->target = target;
  gtk_widget_queue_draw (GTK_WIDGET (view));
}
