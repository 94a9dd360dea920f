/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children where a widget wants them. GTK thread. */
#pragma once

#include <gtk/gtk.h>

/* Measures the child, as GTK asks before each allocation, and gives it its place; sizes below 0
 * count as 0. */
void place_child (GtkWidget *child, int x, int y, int width, int height);
