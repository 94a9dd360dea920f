/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The corner above the headers: tools and grid, and the names of the rulers. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/arrange/rulers.h"
#include "ui/desk/desk.h"

GtkWidget *lq_tools_new (LqDesk *desk);

#define LQ_TYPE_RULER_LABELS (lq_ruler_labels_get_type ())
G_DECLARE_FINAL_TYPE (LqRulerLabels, lq_ruler_labels, LQ, RULER_LABELS, GtkWidget)
GtkWidget *lq_ruler_labels_new (LqDesk *desk, LqRulers *rulers);
