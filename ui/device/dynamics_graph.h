/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a compressor does: its curve with a dot where the level is, eight seconds of input and gain
 * reduction, and three figures. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/device/device_hand.h"

#define LQ_TYPE_DYNAMICS_GRAPH (lq_dynamics_graph_get_type ())
G_DECLARE_FINAL_TYPE (LqDynamicsGraph, lq_dynamics_graph, LQ, DYNAMICS_GRAPH, GtkWidget)

GtkWidget *lq_dynamics_graph_new (DeviceHand *hand); /* borrowed; outlives it */
void lq_dynamics_graph_show (LqDynamicsGraph *graph); /* the values of the hand */
/* What was seen since the last tick; `now` in microseconds. */
void lq_dynamics_graph_tick (LqDynamicsGraph *graph, const InsertTapReading *reading, bool rolling,
                             gint64 now);
