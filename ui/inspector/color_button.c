/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The color of a clip or track, and the grid of those that can be chosen. GTK thread. */
#include <glib/gi18n.h>

#include "ui/inspector/choice_button.h"
#include "ui/widgets/swatch.h"
#include "ui/widgets/swatch_grid.h"

#define COLUMNS 5

typedef struct {
  void (*chosen) (const char *value, void *data);
  void *data;
  GtkWidget *button, *swatch, *label;
} Opener;

static void
clicked (const char *value, void *data)
{
  Opener *opener = data;
  gtk_menu_button_popdown (GTK_MENU_BUTTON (opener->button));
  opener->chosen (value, opener->data);
}

static void
make_popover (GtkMenuButton *button, gpointer data)
{
  GtkWidget *popover = gtk_popover_new ();

  gtk_widget_add_css_class (popover, "choices");
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_child (GTK_POPOVER (popover),
                         swatch_grid_new (COLUMNS, 16, clicked, data, NULL, NULL));
  gtk_menu_button_set_popover (button, popover);
}

GtkWidget *
color_button_new (void (*chosen) (const char *value, void *data), void *data)
{
  GtkWidget *button = gtk_menu_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  Opener *opener = g_new (Opener, 1);

  *opener = (Opener){ chosen, data, button, lq_swatch_new (12), gtk_label_new ("") };
  gtk_label_set_xalign (GTK_LABEL (opener->label), 0);
  gtk_widget_set_hexpand (opener->label, TRUE);
  gtk_widget_add_css_class (button, "choice");
  gtk_widget_add_css_class (opener->label, "color-name");
  gtk_box_append (GTK_BOX (box), opener->swatch);
  gtk_box_append (GTK_BOX (box), opener->label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("lq-open-symbolic"));
  choice_button_set_child (button, box);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), make_popover, opener, g_free);
  g_object_set_data (G_OBJECT (button), "opener", opener);
  return button;
}

void
color_button_show (GtkWidget *button, const char *color)
{
  Opener *opener = g_object_get_data (G_OBJECT (button), "opener");
  const char *name = color && *color == '#' ? color : color ? _ ("Stone") : _ ("mixed");
  int n;
  const SwatchColor *colors = swatch_colors (&n);
  for (int i = 0; i < n; i++)
    if (!g_strcmp0 (colors[i].value, color))
      name = _ (colors[i].name);
  lq_swatch_show (LQ_SWATCH (opener->swatch), color);
  gtk_label_set_text (GTK_LABEL (opener->label), name);
}
