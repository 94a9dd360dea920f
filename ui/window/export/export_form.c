/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/export/export_form.h"

GtkWidget *
form_label (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css)
    gtk_widget_add_css_class (label, css);
  return label;
}

GtkWidget *
form_column (const char *css)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (box, "export-column");
  gtk_widget_add_css_class (box, css);
  return box;
}

void
form_group (GtkWidget *column, const char *title)
{
  g_autofree char *upper = g_utf8_strup (title, -1);
  gtk_box_append (GTK_BOX (column), form_label (upper, "group"));
}

static void
name_of (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

GtkWidget *
form_row (GtkWidget *column, const char *caption, GtkWidget *field)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (row, "form-row");
  gtk_box_append (GTK_BOX (row), form_label (caption, "form-caption"));
  gtk_widget_set_hexpand (field, TRUE);
  gtk_widget_set_valign (field, GTK_ALIGN_CENTER);
  name_of (field, caption);
  gtk_box_append (GTK_BOX (row), field);
  gtk_box_append (GTK_BOX (column), row);
  return row;
}

GtkWidget *
form_list (const char *const *texts)
{
  return gtk_drop_down_new_from_strings (texts);
}

GtkWidget *
form_check (GtkWidget *column, const char *text, GtkWidget **detail)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *check = gtk_check_button_new_with_label (text);
  gtk_widget_add_css_class (row, "form-check");
  gtk_widget_set_hexpand (check, TRUE);
  gtk_box_append (GTK_BOX (row), check);
  if (detail) {
    *detail = form_label ("", "detail");
    gtk_box_append (GTK_BOX (row), *detail);
  }
  gtk_box_append (GTK_BOX (column), row);
  return check;
}

GtkWidget *
form_radio (GtkWidget *column, GtkWidget *group, const char *text, GtkWidget **detail)
{
  GtkWidget *radio = gtk_check_button_new ();
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (radio, "form-radio");
  gtk_box_append (GTK_BOX (lines), form_label (text, "radio-title"));
  *detail = form_label ("", "caption");
  gtk_box_append (GTK_BOX (lines), *detail);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (radio), lines);
  name_of (radio, text);
  if (group)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (radio), GTK_CHECK_BUTTON (group));
  gtk_box_append (GTK_BOX (column), radio);
  return radio;
}

void
form_empty (GtkWidget *box)
{
  for (GtkWidget *child; (child = gtk_widget_get_first_child (box));)
    gtk_box_remove (GTK_BOX (box), child);
}
