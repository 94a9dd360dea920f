/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going through the browser's list by keys: a GtkListView of LqBrowserRow with a
 * GtkSingleSelection. Headings are stepped over. GTK thread. */
#pragma once

#include <gtk/gtk.h>

void tree_keys_move (GtkWidget *list, int direction); /* 1 or -1 */
void tree_keys_fold (GtkWidget *list); /* or to the parent */
void tree_keys_unfold (GtkWidget *list); /* or to the first row in it */
void tree_keys_focus (GtkWidget *list); /* the selected row, else the first one */
