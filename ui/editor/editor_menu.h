/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The context menus of editors: actions by name, where the pointer is. GTK thread. */
#pragma once

#include <gtk/gtk.h>

typedef struct {
  const char *text; /* marked N_ */
  const char *action; /* of the key map */
} EditorMenuRow;

/* A popover that belongs to the editor, which has to unparent it. */
GtkWidget *editor_menu_new (GtkWidget *editor, const EditorMenuRow *rows, int n);
/* Opens it at a place of the editor. */
void editor_menu_show (GtkWidget *menu, double x, double y);
