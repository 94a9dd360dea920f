/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a device does as its plot shows it, with a dot where the level is; of what turns down also
 * eight seconds of input and gain reduction, and three figures. */

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "effects/effects.h"
#include "ui/device/device_graph.h"
#include "ui/device/dynamics_history.h"
#include "ui/device/graph_area.h"
#include "ui/device/graph_class.h"
#include "ui/device/plot_draw.h"
#include "ui/draw/text.h"
#include "ui/draw/value_text.h"

#define FLOOR -60.0 /* dB of the curve */
#define MOST_REDUCTION 24.0
#define LEAST_REDUCTION 12.0
#define FIGURES 34 /* units high */
#define SCALE_WIDTH 24
#define LEAST_WIDTH 340 /* of plot and history */
#define WIDE_SCALE 36 /* with units */
#define FOOT 13
#define GAP 8
#define FALL 20.0 /* dB per second of the dot */

#define LQ_TYPE_PLOT_GRAPH (lq_plot_graph_get_type ())
G_DECLARE_FINAL_TYPE (LqPlotGraph, lq_plot_graph, LQ, PLOT_GRAPH, GtkWidget)

struct _LqPlotGraph {
  GtkWidget parent_instance;
  DeviceHand *hand;
  Id effect;
  DynamicsHistory history;
  double level, out, reduction, most; /* dB, now */
  gint64 ticked;
  bool moving;
  Plot plot;
  double *values; /* that it is of, owned; NULL: none yet */
  int rate;
  double bpm;
  bool turns_down;
};

G_DEFINE_FINAL_TYPE (LqPlotGraph, lq_plot_graph, GTK_TYPE_WIDGET)

static void
draw_dot (LqPlotGraph *graph, GtkSnapshot *snapshot, const GraphArea *area)
{
  const Plot *plot = &graph->plot;
  const GdkRGBA accent = token_color (TOKEN_ACCENT);
  if (!plot->dot || graph->level <= plot->x.from)
    return;
  cairo_t *cr = graph_begin (snapshot, area);
  gdk_cairo_set_source_rgba (cr, &accent);
  cairo_arc (cr, plot_to_x (area, &plot->x, graph->level),
             plot_to_y (area, &plot->y, graph->level - graph->reduction + plot->makeup), ui_px (4),
             0, 2 * G_PI);
  cairo_fill (cr);
  graph_end (snapshot, cr);
}

static double
level_to_y (const GraphArea *area, double db)
{
  return area->y + area->height * (1 - CLAMP ((db - FLOOR) / -FLOOR, 0, 1));
}

static void
draw_history (LqPlotGraph *graph, cairo_t *cr, const GraphArea *area, double most)
{
  const GdkRGBA input = token_alpha (TOKEN_METER_LOW, 0.6);
  const GdkRGBA line = token_color (TOKEN_GAIN_REDUCTION),
                fill = token_alpha (TOKEN_GAIN_REDUCTION, 0.16);
  const double slot = area->width / (HISTORY_SLOTS - 1), foot = area->y + area->height;

  cairo_move_to (cr, area->x, foot);
  for (int i = 0; i < HISTORY_SLOTS; i++)
    cairo_line_to (cr, area->x + slot * i,
                   level_to_y (area, dynamics_history_level (&graph->history, i)));
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
draw_figures (LqPlotGraph *graph, GtkSnapshot *snapshot, const GraphArea *area)
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
draw_history_scale (LqPlotGraph *graph, GtkSnapshot *snapshot, const GraphArea *history,
                    double most)
{
  GtkWidget *widget = GTK_WIDGET (graph);
  const GdkRGBA text = token_color (TOKEN_TEXT3), line = token_color (TOKEN_GRID_BAR);
  const GdkRGBA well = token_color (TOKEN_WELL);
  const int high = ui_px (11);
  fill_rect (snapshot, history->x, history->y, history->width, history->height, &well);
  for (double db = 0; db <= most; db += history->height < ui_px (50) ? most / 2 : most / 4) {
    g_autofree char *label = value_text_number (-db, 0);
    const double y = history->y + history->height * db / most;
    fill_rect (snapshot, history->x, rint (y), history->width, 1, &line);
    text_draw (snapshot, widget, TEXT_SCALE, label, history->x + history->width + ui_px (4),
               CLAMP (y - high / 2, history->y, history->y + history->height - high),
               ui_px (SCALE_WIDTH), high, &text);
  }
}

/* Of the last eight seconds, in what is left from `left` on. */
static void
snapshot_history (LqPlotGraph *graph, GtkSnapshot *snapshot, double left)
{
  GtkWidget *widget = GTK_WIDGET (graph);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const double right = width - ui_px (SCALE_WIDTH);
  const bool figures = height > ui_px (FIGURES + 50);
  const GraphArea history = { left, ui_px (4), fmax (right - left, 1),
                              height - ui_px (4) - (figures ? ui_px (FIGURES + GAP) : ui_px (2)) };
  const GraphArea foot = { left, height - ui_px (FIGURES), history.width, ui_px (FIGURES) };
  const GdkRGBA text = token_color (TOKEN_TEXT2);
  const double most =
      dynamics_history_most (&graph->history) > LEAST_REDUCTION ? MOST_REDUCTION : LEAST_REDUCTION;
  draw_history_scale (graph, snapshot, &history, most);
  cairo_t *cr = graph_begin (snapshot, &history);
  draw_history (graph, cr, &history, most);
  graph_end (snapshot, cr);
  text_draw (snapshot, widget, TEXT_CAPTION, _ ("Input"), history.x + ui_px (6),
             history.y + history.height - ui_px (15), (int) history.width / 2, ui_px (14), &text);
  text_draw_right (snapshot, widget, TEXT_CAPTION, _ ("8 s"), history.x + history.width - ui_px (6),
                   history.y + history.height - ui_px (15), ui_px (14), &text);
  if (figures)
    draw_figures (graph, snapshot, &foot);
}

static void
lq_plot_graph_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqPlotGraph *graph = LQ_PLOT_GRAPH (widget);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const Plot *plot = &graph->plot;
  const GdkRGBA accent = token_color (TOKEN_ACCENT);
  if (!graph->values)
    return;
  const int scale = ui_px (plot->y.unit == PLOT_DB ? SCALE_WIDTH : WIDE_SCALE), foot = ui_px (FOOT);
  const bool history = graph->turns_down && width > ui_px (LEAST_WIDTH);
  const double high = height - foot - ui_px (4), room = width - scale;
  const double wide = !history       ? room - ui_px (4)
                      : plot->square ? fmin (high, room * 2 / 5)
                                     : room * 3 / 5;
  const GraphArea area = { scale, ui_px (4), fmax (wide, 1), fmax (high, 1) };
  plot_draw_scales (widget, snapshot, plot, &area);
  plot_draw (snapshot, plot, &area);
  plot_draw_names (widget, snapshot, plot, &area);
  draw_dot (graph, snapshot, &area);
  if (history)
    snapshot_history (graph, snapshot, area.x + area.width + ui_px (GAP));
  if (gtk_widget_has_visible_focus (widget))
    stroke_rect (snapshot, 0, 0, width, height, 1.5, &accent);
}

static void
lq_plot_graph_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? ui_px (200) : ui_px (48);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? ui_px (500) : ui_px (160);
  *minimum_baseline = *natural_baseline = -1;
}

static void
describe (LqPlotGraph *graph)
{
  const char *label = graph->hand->spec->label;
  g_autofree char *text = graph->turns_down
                              ? g_strdup_printf (_ ("Curve and gain reduction, %s"), label)
                              : g_strdup_printf (_ ("Curve, %s"), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (graph), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static double
tempo_of (LqDesk *desk)
{
  const TempoMap *map = lq_desk_map (desk);
  return tempo_map_bpm (map, tempo_map_ticks (map, lq_desk_playhead (desk)));
}

static void
take_device (LqPlotGraph *graph)
{
  const DeviceHand *hand = graph->hand;
  const Processor *processor = effect_find (hand->spec->kind);
  graph->effect = hand->effect;
  graph->turns_down = processor && processor->reduction;
  dynamics_history_clear (&graph->history);
  graph->level = graph->out = HISTORY_FLOOR;
  graph->reduction = graph->most = 0;
  g_clear_pointer (&graph->values, g_free);
  describe (graph);
}

/* Measured anew only where something differs. */
static void
show (GtkWidget *widget)
{
  LqPlotGraph *graph = LQ_PLOT_GRAPH (widget);
  const DeviceHand *hand = graph->hand;
  const PlotSource source = { hand->spec, hand->values, lq_desk_rate (hand->desk),
                              tempo_of (hand->desk) };
  if (!hand->spec || !hand->values)
    return;
  if (graph->effect != hand->effect)
    take_device (graph);
  const size_t size = sizeof (double) * (size_t) hand->spec->n_params;
  if (graph->values && graph->rate == source.rate && graph->bpm == source.bpm &&
      !memcmp (graph->values, hand->values, size))
    return;
  g_free (graph->values);
  graph->values = g_memdup2 (hand->values, size);
  graph->rate = source.rate;
  graph->bpm = source.bpm;
  memset (&graph->plot, 0, sizeof graph->plot);
  device_plot (hand->spec) (&source, &graph->plot);
  gtk_widget_queue_draw (widget);
}

static double
db_of (float peak)
{
  return peak > 1e-6f ? 20 * log10 (peak) : -120;
}

static void
tick (GtkWidget *widget, Live *live, const InsertTapReading *reading, bool rolling, gint64 now)
{
  LqPlotGraph *graph = LQ_PLOT_GRAPH (widget);
  const double fall = FALL * CLAMP ((now - graph->ticked) / 1e6, 0, 0.1);
  graph->ticked = now;
  if (!graph->turns_down || (!rolling && !graph->moving))
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
lq_plot_graph_finalize (GObject *object)
{
  g_free (LQ_PLOT_GRAPH (object)->values);
  G_OBJECT_CLASS (lq_plot_graph_parent_class)->finalize (object);
}

static void
lq_plot_graph_class_init (LqPlotGraphClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->finalize = lq_plot_graph_finalize;
  widget_class->snapshot = lq_plot_graph_snapshot;
  widget_class->measure = lq_plot_graph_measure;
  gtk_widget_class_set_css_name (widget_class, "plotgraph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lq_plot_graph_init (LqPlotGraph *graph)
{
  dynamics_history_clear (&graph->history);
  graph->level = graph->out = HISTORY_FLOOR;
}

static GtkWidget *
make (DeviceHand *hand)
{
  LqPlotGraph *graph = g_object_new (LQ_TYPE_PLOT_GRAPH, NULL);
  graph->hand = hand;
  return GTK_WIDGET (graph);
}

const GraphClass plot_graph = { make, show, tick };
