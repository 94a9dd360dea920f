/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/dynamics_graph.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dsp/dynamics.h"
#include "ui/device/dynamics_history.h"
#include "ui/draw/text.h"
#include "ui/draw/value_text.h"

#define FLOOR -60.0 /* dB of the curve */
#define MOST_REDUCTION 24.0
#define LEAST_REDUCTION 12.0
#define FIGURES 34 /* units high */
#define SCALE_WIDTH 24
#define FOOT 13
#define GAP 8
#define FALL 20.0 /* dB per second of the dot */

struct _LqDynamicsGraph {
  GtkWidget parent_instance;
  DeviceHand *hand;
  Id effect;
  DynamicsHistory history;
  double level, out, reduction, most; /* dB, now */
  gint64 ticked;
  bool moving;
};

G_DEFINE_FINAL_TYPE (LqDynamicsGraph, lq_dynamics_graph, GTK_TYPE_WIDGET)

typedef struct {
  double x, y, width, height;
} Area;

static double
value_of (LqDynamicsGraph *graph, const char *name, double otherwise)
{
  const int param = device_param (graph->hand->spec, name);
  return param < 0 ? otherwise : graph->hand->values[param];
}

static DynamicsCurve
curve_of (LqDynamicsGraph *graph)
{
  return dynamics_curve (value_of (graph, "threshold", 0), value_of (graph, "ratio", 1),
                         value_of (graph, "knee", 0));
}

static double
makeup_of (LqDynamicsGraph *graph, const DynamicsCurve *curve)
{
  const bool automatic = value_of (graph, "auto_makeup", 0) >= 0.5;
  return value_of (graph, "makeup", 0) + (automatic ? dynamics_curve_reduction (curve, 0) / 2 : 0);
}

static double
to_x (const Area *area, double db)
{
  return area->x + area->width * CLAMP ((db - FLOOR) / -FLOOR, 0, 1);
}

static double
to_y (const Area *area, double db)
{
  return area->y + area->height * (1 - CLAMP ((db - FLOOR) / -FLOOR, 0, 1));
}

static void
draw_curve (LqDynamicsGraph *graph, cairo_t *cr, const Area *area)
{
  const DynamicsCurve curve = curve_of (graph);
  const double makeup = makeup_of (graph, &curve), threshold = value_of (graph, "threshold", 0);
  const double knee = value_of (graph, "knee", 0);
  const GdkRGBA line = token_color (TOKEN_TEXT1), accent = token_color (TOKEN_ACCENT);
  const GdkRGBA zone = token_alpha (TOKEN_ACCENT, 0.1), straight = token_color (TOKEN_LINE2);
  const double dots[] = { 2, 3 };

  gdk_cairo_set_source_rgba (cr, &zone);
  cairo_rectangle (cr, to_x (area, threshold - knee / 2), area->y,
                   to_x (area, threshold + knee / 2) - to_x (area, threshold - knee / 2),
                   area->height);
  cairo_fill (cr);
  cairo_set_line_width (cr, 1);
  gdk_cairo_set_source_rgba (cr, &straight);
  cairo_set_dash (cr, dots, 2, 0);
  cairo_move_to (cr, to_x (area, FLOOR), to_y (area, FLOOR));
  cairo_line_to (cr, to_x (area, 0), to_y (area, 0));
  cairo_stroke (cr);
  gdk_cairo_set_source_rgba (cr, &accent);
  cairo_move_to (cr, to_x (area, threshold), area->y);
  cairo_line_to (cr, to_x (area, threshold), area->y + area->height);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  gdk_cairo_set_source_rgba (cr, &line);
  cairo_set_line_width (cr, 2);
  for (double db = FLOOR; db <= 0; db += 0.5)
    cairo_line_to (cr, to_x (area, db),
                   to_y (area, db - dynamics_curve_reduction (&curve, (float) db) + makeup));
  cairo_stroke (cr);
  if (graph->level > FLOOR) {
    gdk_cairo_set_source_rgba (cr, &accent);
    cairo_arc (cr, to_x (area, graph->level), to_y (area, graph->level - graph->reduction + makeup),
               ui_px (4), 0, 2 * G_PI);
    cairo_fill (cr);
  }
}

static void
draw_history (LqDynamicsGraph *graph, cairo_t *cr, const Area *area, double most)
{
  const GdkRGBA input = token_alpha (TOKEN_METER_LOW, 0.6);
  const GdkRGBA line = token_color (TOKEN_GAIN_REDUCTION),
                fill = token_alpha (TOKEN_GAIN_REDUCTION, 0.16);
  const double slot = area->width / (HISTORY_SLOTS - 1), foot = area->y + area->height;

  cairo_move_to (cr, area->x, foot);
  for (int i = 0; i < HISTORY_SLOTS; i++)
    cairo_line_to (cr, area->x + slot * i,
                   to_y (area, dynamics_history_level (&graph->history, i)));
  cairo_line_to (cr, area->x + area->width, foot);
  gdk_cairo_set_source_rgba (cr, &input);
  cairo_fill (cr);
  cairo_move_to (cr, area->x, area->y);
  for (int i = 0; i < HISTORY_SLOTS; i++)
    cairo_line_to (cr, area->x + slot * i,
                   area->y + area->height *
                                 fmin (dynamics_history_reduction (&graph->history, i) / most, 1));
  cairo_path_t *path = cairo_copy_path (cr);
  cairo_line_to (cr, area->x + area->width, area->y);
  gdk_cairo_set_source_rgba (cr, &fill);
  cairo_fill (cr);
  cairo_append_path (cr, path);
  cairo_path_destroy (path);
  gdk_cairo_set_source_rgba (cr, &line);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
}

/* Without its unit where there is no room for it. */
static char *
figure (double db, bool narrow)
{
  return narrow && db > -144 ? value_text_number (db, 1) : value_text_level (db);
}

static void
draw_figures (LqDynamicsGraph *graph, GtkSnapshot *snapshot, const Area *area)
{
  const char *const names[] = { _ ("Reduction"), _ ("Max"), _ ("Output") };
  const GdkRGBA body = token_color (TOKEN_BG3), caption = token_color (TOKEN_TEXT3);
  const GdkRGBA gold = token_color (TOKEN_ACCENT_TEXT), text = token_color (TOKEN_TEXT1);
  const int gap = ui_px (4), width = ((int) area->width - 2 * gap) / 3;
  const bool narrow = width < ui_px (72);
  g_autofree char *now = figure (-graph->reduction, narrow);
  g_autofree char *most = figure (-graph->most, narrow);
  g_autofree char *out = figure (graph->out > FLOOR * 1.5 ? graph->out : -INFINITY, narrow);
  const char *const values[] = { now, most, out };
  for (int i = 0; i < 3; i++) {
    const double x = area->x + i * (width + gap);
    fill_rect (snapshot, x, area->y, width, area->height, &body);
    text_draw (snapshot, GTK_WIDGET (graph), TEXT_CAPTION, names[i], x + ui_px (6),
               area->y + ui_px (2), width - ui_px (8), ui_px (13), &caption);
    text_draw (snapshot, GTK_WIDGET (graph), TEXT_VALUE, values[i], x + ui_px (6),
               area->y + ui_px (15), width - ui_px (8), ui_px (16), i < 2 ? &gold : &text);
  }
}

static void
draw_scales (LqDynamicsGraph *graph, GtkSnapshot *snapshot, const Area *curve, const Area *history,
             double most)
{
  GtkWidget *widget = GTK_WIDGET (graph);
  const GdkRGBA text = token_color (TOKEN_TEXT3), line = token_color (TOKEN_GRID_BAR);
  const int high = ui_px (11);
  for (double db = 0; db >= FLOOR; db -= curve->height < ui_px (70) ? 60 : 20) {
    g_autofree char *label = value_text_number (db, 0);
    const int wide = text_width (widget, TEXT_SCALE, label);
    const double y = rint (to_y (curve, db)), x = rint (to_x (curve, db));
    fill_rect (snapshot, curve->x, y, curve->width, 1, &line);
    fill_rect (snapshot, x, curve->y, 1, curve->height, &line);
    text_draw_right (snapshot, widget, TEXT_SCALE, label, curve->x - ui_px (3),
                     CLAMP (y - high / 2, curve->y, curve->y + curve->height - high), high, &text);
    if (db < 0 && db > FLOOR)
      text_draw (snapshot, widget, TEXT_SCALE, label, x - wide / 2, curve->y + curve->height, wide,
                 ui_px (FOOT), &text);
  }
  for (double db = 0; db <= most; db += history->height < ui_px (50) ? most / 2 : most / 4) {
    g_autofree char *label = value_text_number (-db, 0);
    const double y = history->y + history->height * db / most;
    fill_rect (snapshot, history->x, rint (y), history->width, 1, &line);
    text_draw (snapshot, widget, TEXT_SCALE, label, history->x + history->width + ui_px (4),
               CLAMP (y - high / 2, history->y, history->y + history->height - high),
               ui_px (SCALE_WIDTH), high, &text);
  }
}

static void
lq_dynamics_graph_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqDynamicsGraph *graph = LQ_DYNAMICS_GRAPH (widget);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  if (!graph->hand->spec || !graph->hand->values)
    return;
  const int scale = ui_px (SCALE_WIDTH), foot = ui_px (FOOT), gap = ui_px (GAP);
  const int side = MIN (height - foot - ui_px (4), (width - scale) * 2 / 5);
  const bool figures = height > ui_px (FIGURES + 50);
  const Area curve = { scale, ui_px (4), side, height - foot - ui_px (4) };
  const double left = scale + side + gap, right = width - scale;
  const Area history = { left, ui_px (4), fmax (right - left, 1),
                         height - ui_px (4) - (figures ? ui_px (FIGURES) + gap : ui_px (2)) };
  const Area foot_area = { left, height - ui_px (FIGURES), history.width, ui_px (FIGURES) };
  const GdkRGBA well = token_color (TOKEN_WELL), text = token_color (TOKEN_TEXT2);
  const GdkRGBA accent = token_color (TOKEN_ACCENT);
  const double most =
      dynamics_history_most (&graph->history) > LEAST_REDUCTION ? MOST_REDUCTION : LEAST_REDUCTION;

  fill_rect (snapshot, curve.x, curve.y, curve.width, curve.height, &well);
  fill_rect (snapshot, history.x, history.y, history.width, history.height, &well);
  draw_scales (graph, snapshot, &curve, &history, most);
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  draw_curve (graph, cr, &curve);
  draw_history (graph, cr, &history, most);
  cairo_destroy (cr);
  text_draw (snapshot, widget, TEXT_CAPTION, _ ("Input"), history.x + ui_px (6),
             history.y + history.height - ui_px (15), (int) history.width / 2, ui_px (14), &text);
  text_draw_right (snapshot, widget, TEXT_CAPTION, _ ("8 s"), history.x + history.width - ui_px (6),
                   history.y + history.height - ui_px (15), ui_px (14), &text);
  if (figures)
    draw_figures (graph, snapshot, &foot_area);
  if (gtk_widget_has_visible_focus (widget))
    stroke_rect (snapshot, 0, 0, width, height, 1.5, &accent);
}

static void
lq_dynamics_graph_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                           int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? ui_px (200) : ui_px (48);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? ui_px (500) : ui_px (160);
  *minimum_baseline = *natural_baseline = -1;
}

void
lq_dynamics_graph_show (LqDynamicsGraph *graph)
{
  if (graph->effect != graph->hand->effect) {
    graph->effect = graph->hand->effect;
    dynamics_history_clear (&graph->history);
    graph->level = graph->out = HISTORY_FLOOR;
    graph->reduction = graph->most = 0;
  }
  gtk_widget_queue_draw (GTK_WIDGET (graph));
}

static double
db_of (float peak)
{
  return peak > 1e-6f ? 20 * log10 (peak) : -120;
}

void
lq_dynamics_graph_tick (LqDynamicsGraph *graph, const InsertTapReading *reading, bool rolling,
                        gint64 now)
{
  const double fall = FALL * CLAMP ((now - graph->ticked) / 1e6, 0, 0.1);
  graph->ticked = now;
  if (!rolling && !graph->moving)
    return;
  graph->level = fmax (db_of (reading->in_peak), graph->level - fall);
  graph->out = fmax (db_of (reading->out_peak), graph->out - fall);
  graph->reduction = fmax (reading->reduction, graph->reduction - 2 * fall);
  graph->most = fmax (graph->most, graph->reduction);
  graph->moving = rolling || graph->level > FLOOR || graph->reduction > 0.01;
  if (rolling)
    dynamics_history_add (&graph->history, db_of (reading->in_peak), reading->reduction, now);
  gtk_widget_queue_draw (GTK_WIDGET (graph));
}

static void
lq_dynamics_graph_class_init (LqDynamicsGraphClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  widget_class->snapshot = lq_dynamics_graph_snapshot;
  widget_class->measure = lq_dynamics_graph_measure;
  gtk_widget_class_set_css_name (widget_class, "dynamicsgraph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lq_dynamics_graph_init (LqDynamicsGraph *graph)
{
  dynamics_history_clear (&graph->history);
  graph->level = graph->out = HISTORY_FLOOR;
  gtk_accessible_update_property (GTK_ACCESSIBLE (graph), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Curve and gain reduction, Compressor"), -1);
}

GtkWidget *
lq_dynamics_graph_new (DeviceHand *hand)
{
  LqDynamicsGraph *graph = g_object_new (LQ_TYPE_DYNAMICS_GRAPH, NULL);
  graph->hand = hand;
  return GTK_WIDGET (graph);
}
