/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/banner.h"

#include <glib/gi18n.h>

#define CLOSED "closed" /* the sentence that was closed */

static GtkWidget *
label_of (GtkWidget *banner)
{
  return gtk_widget_get_first_child (banner);
}

static void
close_clicked (GtkButton *button, GtkWidget *banner)
{
  const char *text = gtk_label_get_text (GTK_LABEL (label_of (banner)));
  g_object_set_data_full (G_OBJECT (banner), CLOSED, g_strdup (text), g_free);
  gtk_widget_set_visible (banner, FALSE);
}

GtkWidget *
banner_new (void)
{
  GtkWidget *banner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL);
  GtkWidget *button = gtk_button_new_from_icon_name ("lq-close-symbolic");

  gtk_widget_add_css_class (banner, "banner");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (banner), label);
  gtk_widget_add_css_class (button, "bare");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Close"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Close this message"), -1);
  g_signal_connect (button, "clicked", G_CALLBACK (close_clicked), banner);
  gtk_box_append (GTK_BOX (banner), button);
  gtk_widget_set_visible (banner, FALSE);
  return banner;
}

void
banner_show (GtkWidget *banner, const char *text)
{
  const char *closed = g_object_get_data (G_OBJECT (banner), CLOSED);
  if (text)
    gtk_label_set_text (GTK_LABEL (label_of (banner)), text);
  gtk_widget_set_visible (banner, text && g_strcmp0 (text, closed));
}
