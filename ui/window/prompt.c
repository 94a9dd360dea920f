/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/prompt.h"

typedef struct {
  LqWindow *window;
  PromptTyped typed;
  void *data;
  GtkWidget *entry, *problem;
} Prompt;

static void
activated (GtkEntry *entry, Prompt *prompt)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));
  g_autofree char *problem = prompt->typed (prompt->window, g_strstrip (text), prompt->data);
  if (problem) {
    gtk_label_set_text (GTK_LABEL (prompt->problem), problem);
    gtk_widget_set_visible (prompt->problem, TRUE);
    return;
  }
  lq_window_hide_layer (prompt->window);
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
             Prompt *prompt)
{
  if (key != GDK_KEY_Escape)
    return FALSE;
  lq_window_hide_layer (prompt->window);
  return TRUE;
}

void
prompt (LqWindow *window, const char *title, const char *value, PromptTyped typed, void *data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *label = gtk_label_new (title);
  Prompt *prompt = g_new0 (Prompt, 1);
  GtkEventController *keys = gtk_event_controller_key_new ();

  *prompt = (Prompt){ .window = window, .typed = typed, .data = data };
  gtk_widget_add_css_class (box, "prompt");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), label);
  prompt->entry = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (prompt->entry), value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (prompt->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  g_signal_connect (prompt->entry, "activate", G_CALLBACK (activated), prompt);
  gtk_box_append (GTK_BOX (box), prompt->entry);
  prompt->problem = gtk_label_new ("");
  gtk_label_set_wrap (GTK_LABEL (prompt->problem), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (prompt->problem), 50);
  gtk_label_set_xalign (GTK_LABEL (prompt->problem), 0);
  gtk_widget_add_css_class (prompt->problem, "problem");
  gtk_widget_set_visible (prompt->problem, FALSE);
  gtk_box_append (GTK_BOX (box), prompt->problem);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), prompt);
  gtk_widget_add_controller (box, keys);
  g_object_set_data_full (G_OBJECT (box), "prompt", prompt, g_free);
  lq_window_show_layer (window, box);
  gtk_widget_grab_focus (prompt->entry);
  gtk_editable_select_region (GTK_EDITABLE (prompt->entry), 0, -1);
}
