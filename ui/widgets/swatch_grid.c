/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/swatch_grid.h"

#include <glib/gi18n.h>

#include "ui/widgets/swatch.h"

typedef struct {
  void (*chosen) (const char *value, void *data);
  void *data;
} Grid;

static void
clicked (GtkButton *button, Grid *grid)
{
  grid->chosen (g_object_get_data (G_OBJECT (button), "value"), grid->data);
}

GtkWidget *
swatch_grid_new (int columns, double size, void (*chosen) (const char *value, void *data),
                 void *data, const char *initial, GtkWidget **first)
{
  GtkWidget *widget = gtk_grid_new ();
  Grid *grid = g_new (Grid, 1);
  int n;
  const SwatchColor *colors = swatch_colors (&n);

  *grid = (Grid){ chosen, data };
  g_object_set_data_full (G_OBJECT (widget), "grid", grid, g_free);
  for (int i = 0; i < n; i++) {
    GtkWidget *choice = gtk_button_new (), *swatch = lq_swatch_new (size);
    lq_swatch_show (LQ_SWATCH (swatch), colors[i].value);
    gtk_button_set_child (GTK_BUTTON (choice), swatch);
    gtk_widget_add_css_class (choice, "bare");
    gtk_widget_set_tooltip_text (choice, _ (colors[i].name));
    gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ (colors[i].name), -1);
    g_object_set_data (G_OBJECT (choice), "value", (gpointer) colors[i].value);
    g_signal_connect (choice, "clicked", G_CALLBACK (clicked), grid);
    gtk_grid_attach (GTK_GRID (widget), choice, i % columns, i / columns, 1, 1);
    if (first && !g_strcmp0 (colors[i].value, initial))
      *first = choice;
  }
  return widget;
}
