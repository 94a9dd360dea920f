/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rows show beside clips: automation, comps, the parts of takes that are heard,
 * returns. GTK thread. */
#pragma once

#define COMP_BAR 12 /* design units: the bar with the name of a take */

#include <gtk/gtk.h>

#include "ui/desk/desk.h"

void lane_draw_automation (GtkSnapshot *snapshot, GtkWidget *widget, LqDesk *desk, const Row *row,
                           int y, int width);
/* The comp that plays, or NULL. */
const Comp *lane_comp (const Track *track);
/* Its joints. */
void lane_draw_comp (GtkSnapshot *snapshot, GtkWidget *widget, LqDesk *desk, const Row *row, int y,
                     Units from, Units to);
void lane_draw_used_parts (GtkSnapshot *snapshot, LqDesk *desk, const Row *row, const Lane *lane,
                           int y, Units from, Units to);
void lane_draw_return (GtkSnapshot *snapshot, GtkWidget *widget, const Project *project,
                       const Row *row, int y, const GdkRGBA *color);
