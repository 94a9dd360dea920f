/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/inspector/choice_button.h"

#include <glib/gi18n.h>

#include "ui/draw/theme.h"

#define TALLEST 320 /* of the list, design units */

typedef struct {
  const ChoiceCalls *calls;
  void *data;
  GtkWidget *button, *label;
} Opener;

static void
row_activated (GtkListBox *list, GtkListBoxRow *row, Opener *opener)
{
  g_autofree char *value = g_strdup (g_object_get_data (G_OBJECT (row), "value"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (opener->button));
  opener->calls->chosen (value, opener->data);
}

static GtkWidget *
row_new (const Choice *choice, bool chosen)
{
  GtkWidget *row = gtk_list_box_row_new (), *label = gtk_label_new (choice->label);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  if (chosen)
    gtk_widget_add_css_class (row, "chosen");
  g_object_set_data_full (G_OBJECT (row), "value", g_strdup (choice->value), g_free);
  return row;
}

static GtkWidget *
choices_new (Opener *opener)
{
  GtkWidget *list = gtk_list_box_new (), *scroller = gtk_scrolled_window_new ();
  int chosen;
  g_autoptr (GArray) choices = opener->calls->list (opener->data, &chosen);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_BROWSE);
  for (guint i = 0; i < choices->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list),
                         row_new (&g_array_index (choices, Choice, i), (int) i == chosen));
  if (chosen >= 0)
    gtk_list_box_select_row (GTK_LIST_BOX (list),
                             gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), chosen));
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated), opener);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), ui_px (TALLEST));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  return scroller;
}

static void
make_popover (GtkMenuButton *button, gpointer data)
{
  GtkWidget *popover = gtk_popover_new ();
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_add_css_class (popover, "choices");
  gtk_popover_set_child (GTK_POPOVER (popover), choices_new (data));
  gtk_menu_button_set_popover (button, popover);
}

void
choice_button_set_child (GtkWidget *button, GtkWidget *child)
{
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), child);
  for (GtkWidget *at = child; at != button; at = gtk_widget_get_parent (at)) {
    gtk_widget_set_halign (at, GTK_ALIGN_FILL);
    gtk_widget_set_hexpand (at, TRUE);
  }
}

GtkWidget *
choice_button_new (const ChoiceCalls *calls, void *data)
{
  GtkWidget *button = gtk_menu_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("lq-open-symbolic");
  Opener *opener = g_new (Opener, 1);

  *opener = (Opener){ calls, data, button, gtk_label_new ("") };
  gtk_label_set_xalign (GTK_LABEL (opener->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (opener->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (opener->label, TRUE);
  gtk_box_append (GTK_BOX (box), opener->label);
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_widget_add_css_class (button, "choice");
  choice_button_set_child (button, box);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), make_popover, opener, g_free);
  g_object_set_data (G_OBJECT (button), "label", opener->label);
  return button;
}

void
choice_button_show (GtkWidget *button, const char *text)
{
  GtkWidget *label = g_object_get_data (G_OBJECT (button), "label");
  gtk_label_set_text (GTK_LABEL (label), text ? text : _ ("mixed"));
  if (text)
    gtk_widget_remove_css_class (label, "mixed");
  else
    gtk_widget_add_css_class (label, "mixed");
}
