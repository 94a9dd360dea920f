/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/panels/load_graph.h"

#include <math.h>
#include <string.h>

#include "ui/draw/text.h"

#define BARS 15
#define BAR_WIDTH 2
#define HEIGHT 12
#define HIGH 0.8

struct _LqLoadGraph {
  GtkWidget parent_instance;
  double bars[BARS];
};

G_DEFINE_FINAL_TYPE (LqLoadGraph, lq_load_graph, GTK_TYPE_WIDGET)

static void
lq_load_graph_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqLoadGraph *graph = LQ_LOAD_GRAPH (widget);
  const GdkRGBA calm = token_color (TOKEN_METER_LOW), high = token_color (TOKEN_METER_HIGH);
  const int wide = ui_px (BAR_WIDTH), height = ui_px (HEIGHT);
  const int foot = (gtk_widget_get_height (widget) + height) / 2;
  for (int i = 0; i < BARS; i++) {
    const int tall = MAX ((int) lround (fmin (graph->bars[i], 1) * height), 1);
    fill_rect (snapshot, i * (wide + 1), foot - tall, wide, tall,
               graph->bars[i] > HIGH ? &high : &calm);
  }
}

static void
lq_load_graph_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural =
      orientation == GTK_ORIENTATION_HORIZONTAL ? BARS * (ui_px (BAR_WIDTH) + 1) : ui_px (HEIGHT);
}

static void
lq_load_graph_class_init (LqLoadGraphClass *class)
{
  GTK_WIDGET_CLASS (class)->snapshot = lq_load_graph_snapshot;
  GTK_WIDGET_CLASS (class)->measure = lq_load_graph_measure;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lq_load_graph_init (LqLoadGraph *graph)
{
}

GtkWidget *
load_graph_new (void)
{
  return g_object_new (LQ_TYPE_LOAD_GRAPH, NULL);
}

void
load_graph_add (GtkWidget *widget, double mean, double most)
{
  LqLoadGraph *graph = LQ_LOAD_GRAPH (widget);
  memmove (graph->bars, graph->bars + 1, sizeof (double) * (BARS - 1));
  graph->bars[BARS - 1] = most;
  gtk_widget_queue_draw (widget);
}
