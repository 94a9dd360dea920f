/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the analyzer sees, in the view that its parameters name. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/device/graph_class.h"

#define LQ_TYPE_ANALYZER_GRAPH (lq_analyzer_graph_get_type ())
G_DECLARE_FINAL_TYPE (LqAnalyzerGraph, lq_analyzer_graph, LQ, ANALYZER_GRAPH, GtkWidget)

/* Keeps the spectrum to compare with, or forgets it; in the view of loudness begins anew. A click
 * does the same. What it did, for the user. */
const char *lq_analyzer_graph_keep (LqAnalyzerGraph *graph);
