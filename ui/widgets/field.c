/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/field.h"

#include <stdbool.h>
#include <string.h>

#define LEAST_LETTERS 4

struct _LqField {
  GtkBox parent_instance;
  GtkWidget *value; /* GtkEditableLabel */
  char *shown;
};

G_DEFINE_FINAL_TYPE (LqField, lq_field, GTK_TYPE_BOX)

static guint entered_signal;

static void
editing_changed (GtkEditableLabel *label, GParamSpec *spec, LqField *field)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (label));
  if (gtk_editable_label_get_editing (label) || !g_strcmp0 (text, field->shown))
    return;
  g_autofree char *typed = g_strdup (text);
  gtk_editable_set_text (GTK_EDITABLE (label), field->shown ? field->shown : "");
  g_signal_emit (field, entered_signal, 0, typed);
}

void
lq_field_set (LqField *field, const char *value)
{
  if (!g_strcmp0 (field->shown, value))
    return;
  g_free (field->shown);
  field->shown = g_strdup (value);
  /* As wide as what it shows: an entry would take much more. */
  const int letters = MAX ((int) g_utf8_strlen (value, -1), LEAST_LETTERS);
  gtk_editable_set_width_chars (GTK_EDITABLE (field->value), letters);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (field->value), letters);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field->value), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  value, -1);
  if (!gtk_editable_label_get_editing (GTK_EDITABLE_LABEL (field->value)))
    gtk_editable_set_text (GTK_EDITABLE (field->value), value);
}

void
lq_field_edit (LqField *field)
{
  gtk_editable_label_start_editing (GTK_EDITABLE_LABEL (field->value));
}

static void
clicked (GtkGestureClick *gesture, int n, double x, double y, LqField *field)
{
  lq_field_edit (field);
}

static void
lq_field_finalize (GObject *object)
{
  g_free (LQ_FIELD (object)->shown);
  G_OBJECT_CLASS (lq_field_parent_class)->finalize (object);
}

static void
lq_field_class_init (LqFieldClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lq_field_finalize;
  entered_signal = g_signal_new ("entered", LQ_TYPE_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
lq_field_init (LqField *field)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (field), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (field), "field");
}

GtkWidget *
lq_field_new (const char *caption, const char *name)
{
  LqField *field = g_object_new (LQ_TYPE_FIELD, NULL);
  GtkWidget *label = gtk_label_new (caption);
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (field), label);
  field->value = g_object_new (GTK_TYPE_EDITABLE_LABEL, "accessible-role",
                               GTK_ACCESSIBLE_ROLE_SPIN_BUTTON, NULL);
  gtk_widget_add_css_class (field->value, "value");
  gtk_accessible_update_property (GTK_ACCESSIBLE (field->value), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  g_signal_connect (field->value, "notify::editing", G_CALLBACK (editing_changed), field);
  gtk_box_append (GTK_BOX (field), field->value);
  g_signal_connect (click, "released", G_CALLBACK (clicked), field);
  gtk_widget_add_controller (GTK_WIDGET (field), GTK_EVENT_CONTROLLER (click));
  return GTK_WIDGET (field);
}
