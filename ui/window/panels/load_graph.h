/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The load of the audio thread as 15 bars of history. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#define LQ_TYPE_LOAD_GRAPH (lq_load_graph_get_type ())
G_DECLARE_FINAL_TYPE (LqLoadGraph, lq_load_graph, LQ, LOAD_GRAPH, GtkWidget)

GtkWidget *load_graph_new (void);
void load_graph_add (GtkWidget *graph, double mean, double most); /* shares of the time there is */
