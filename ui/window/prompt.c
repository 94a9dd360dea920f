/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/prompt.h"

typedef struct {
  LqWindow *window;
  PromptTyped typed;
  void *data;
  GtkWidget *entry, *problem;
  GtkWidget *second; /* entry, or NULL */
} Prompt;

static void
activated (GtkEntry *entry, Prompt *prompt)
{
  const char *first = gtk_editable_get_text (GTK_EDITABLE (prompt->entry));
  g_autofree char *text =
      prompt->second
          ? g_strdup_printf ("%s %s", first, gtk_editable_get_text (GTK_EDITABLE (prompt->second)))
          : g_strdup (first);
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

static GtkWidget *
add_entry (GtkWidget *box, const char *title, const char *value, Prompt *prompt)
{
  GtkWidget *label = gtk_label_new (title), *entry = gtk_entry_new ();
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), label);
  gtk_editable_set_text (GTK_EDITABLE (entry), value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect (entry, "activate", G_CALLBACK (activated), prompt);
  gtk_box_append (GTK_BOX (box), entry);
  return entry;
}

static void
show (LqWindow *window, const char *title, const char *second, const char *value, PromptTyped typed,
      void *data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  Prompt *prompt = g_new0 (Prompt, 1);
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_auto (GStrv) values = g_strsplit (value, " ", 2);

  *prompt = (Prompt){ .window = window, .typed = typed, .data = data };
  gtk_widget_add_css_class (box, "prompt");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  prompt->entry = add_entry (box, title, second && *values ? values[0] : value, prompt);
  if (second)
    prompt->second = add_entry (box, second, *values && values[1] ? values[1] : "", prompt);
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

void
prompt (LqWindow *window, const char *title, const char *value, PromptTyped typed, void *data)
{
  show (window, title, NULL, value, typed, data);
}

void
prompt_two (LqWindow *window, const char *title, const char *second, const char *value,
            PromptTyped typed, void *data)
{
  show (window, title, second, value, typed, data);
}
