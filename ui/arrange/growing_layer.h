/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Over the timeline: takes that are being recorded, red, with what is in them so far, up to the
 * playhead. Takes no pointer, and redraws no clip. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/desk/desk.h"

#define LQ_TYPE_GROWING_LAYER (lq_growing_layer_get_type ())
G_DECLARE_FINAL_TYPE (LqGrowingLayer, lq_growing_layer, LQ, GROWING_LAYER, GtkWidget)

GtkWidget *lq_growing_layer_new (LqDesk *desk);
/* Once a frame: draws only while something grows. */
void lq_growing_layer_tick (LqGrowingLayer *layer);
