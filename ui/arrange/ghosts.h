/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a drag would do, and the handles under the pointer: drawn over rulers, headers and timeline,
 * so that none of them is drawn anew. Takes no pointer. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/arrange/drag.h"
#include "ui/arrange/rulers.h"

#define LQ_TYPE_GHOSTS (lq_ghosts_get_type ())
G_DECLARE_FINAL_TYPE (LqGhosts, lq_ghosts, LQ, GHOSTS, GtkWidget)

GtkWidget *lq_ghosts_new (LqDesk *desk, LqRulers *rulers);
/* Where the timeline's corner is. */
void lq_ghosts_set_origin (LqGhosts *ghosts, int left, int top);
/* Borrowed until the next call; NULL: nothing is dragged. */
void lq_ghosts_show (LqGhosts *ghosts, const DragShow *show);
/* NULL: the pointer is over nothing that has handles. */
void lq_ghosts_hover (LqGhosts *ghosts, const Hit *hit);
