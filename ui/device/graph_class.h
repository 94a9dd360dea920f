/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a card asks of the graph of its device, whatever it draws. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/device/device_hand.h"

typedef struct {
  GtkWidget *(*make) (DeviceHand *hand); /* borrowed; outlives it */
  void (*show) (GtkWidget *graph); /* the values of the hand */
  /* What was seen since the last tick; `now` in microseconds. */
  void (*tick) (GtkWidget *graph, Live *live, const InsertTapReading *reading, bool rolling,
                gint64 now);
  bool leads; /* shows, and not the controls, where there is room for one of them */
} GraphClass;

extern const GraphClass eq_graph, analyzer_graph, plot_graph;
