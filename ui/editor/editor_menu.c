/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/editor/editor_menu.h"

#include <glib/gi18n.h>

GtkWidget *
editor_menu_new (GtkWidget *editor, const EditorMenuRow *rows, int n)
{
  g_autoptr (GMenu) model = g_menu_new ();
  for (int i = 0; i < n; i++) {
    g_autofree char *action = g_strdup_printf ("win.do::%s", rows[i].action);
    g_menu_append (model, _ (rows[i].text), action);
  }
  GtkWidget *menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (model));
  gtk_popover_set_has_arrow (GTK_POPOVER (menu), FALSE);
  gtk_widget_set_halign (menu, GTK_ALIGN_START);
  gtk_widget_set_parent (menu, editor);
  return menu;
}

void
editor_menu_show (GtkWidget *menu, double x, double y)
{
  gtk_popover_set_pointing_to (GTK_POPOVER (menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (menu));
}
