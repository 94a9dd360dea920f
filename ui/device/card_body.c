/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/card_body.h"

#include "ui/device/device_layout.h"
#include "ui/draw/place.h"
#include "ui/draw/theme.h"

struct _LqCardBody {
  GtkWidget parent_instance;
  DeviceHand *hand;
  GtkWidget *params, *graph;
  bool prefers_graph;
};

G_DEFINE_FINAL_TYPE (LqCardBody, lq_card_body, GTK_TYPE_WIDGET)

static void
give (GtkWidget *child, bool shows, int x, int y, int width, int height)
{
  gtk_widget_set_child_visible (child, shows);
  if (!shows)
    return;
  place_child (child, x, y, width, height);
}

static void
lq_card_body_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LqCardBody *body = LQ_CARD_BODY (widget);
  const double px = ui_px (100) / 100.0;
  if (!body->hand->spec) {
    gtk_widget_set_child_visible (body->params, FALSE);
    return;
  }
  const DeviceSplit split = device_split (body->hand->spec, (int) (width / px), (int) (height / px),
                                          body->prefers_graph && body->graph);
  const bool params = split.params_show || !body->graph;
  give (body->params, params, ui_px (split.params_x), ui_px (split.params_y),
        split.params_x ? width - ui_px (split.params_x) : width,
        split.params_y ? height - ui_px (split.params_y) : height);
  if (body->graph)
    give (body->graph, split.graph_shows, 0, 0, split.params_x ? ui_px (split.graph_width) : width,
          split.params_y ? ui_px (split.graph_height) : height);
}

static void
lq_card_body_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                      int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? ui_px (200) : ui_px (48);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? ui_px (800) : ui_px (176);
  *minimum_baseline = *natural_baseline = -1;
}

void
lq_card_body_set_graph (LqCardBody *body, GtkWidget *graph)
{
  if (graph == body->graph)
    return;
  g_clear_pointer (&body->graph, gtk_widget_unparent);
  body->graph = graph;
  if (graph)
    gtk_widget_insert_before (graph, GTK_WIDGET (body), body->params);
}

void
lq_card_body_prefer_graph (LqCardBody *body, bool graph)
{
  body->prefers_graph = graph;
  gtk_widget_queue_allocate (GTK_WIDGET (body));
  gtk_widget_queue_draw (GTK_WIDGET (body));
}

bool
lq_card_body_prefers_graph (LqCardBody *body)
{
  return body->prefers_graph;
}

static void
lq_card_body_dispose (GObject *object)
{
  LqCardBody *body = LQ_CARD_BODY (object);
  g_clear_pointer (&body->graph, gtk_widget_unparent);
  g_clear_pointer (&body->params, gtk_widget_unparent);
  G_OBJECT_CLASS (lq_card_body_parent_class)->dispose (object);
}

static void
lq_card_body_class_init (LqCardBodyClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = lq_card_body_dispose;
  widget_class->size_allocate = lq_card_body_size_allocate;
  widget_class->measure = lq_card_body_measure;
}

static void
lq_card_body_init (LqCardBody *body)
{
  body->prefers_graph = true;
  gtk_widget_set_overflow (GTK_WIDGET (body), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
lq_card_body_new (DeviceHand *hand, GtkWidget *params)
{
  LqCardBody *body = g_object_new (LQ_TYPE_CARD_BODY, NULL);
  body->hand = hand;
  body->params = params;
  gtk_widget_set_parent (params, GTK_WIDGET (body));
  gtk_widget_set_vexpand (GTK_WIDGET (body), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (body), TRUE);
  return GTK_WIDGET (body);
}
