/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/choose.h"

#include <glib/gi18n.h>

#include "ui/widgets/swatch_grid.h"

#define COLUMNS 7
#define MOST_ROWS 4

typedef struct {
  LqWindow *window;
  PromptTyped typed;
  void *data;
  const ChooseRow *rows;
  int n, chosen[MOST_ROWS];
  GtkWidget *problem;
} Chooser;

static void
answer (Chooser *chooser, const char *text)
{
  g_autofree char *problem = chooser->typed (chooser->window, text, chooser->data);
  if (!problem) {
    lq_window_hide_layer (chooser->window); /* frees it */
    return;
  }
  gtk_label_set_text (GTK_LABEL (chooser->problem), problem);
  gtk_widget_set_visible (chooser->problem, TRUE);
}

static void
run (Chooser *chooser)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (int i = 0; i < chooser->n; i++)
    g_string_append_printf (text, "%s%s", i ? " " : "",
                            chooser->rows[i].values[chooser->chosen[i]]);
  answer (chooser, text->str);
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
             Chooser *chooser)
{
  if (key == GDK_KEY_Escape)
    lq_window_hide_layer (chooser->window);
  else if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && state & GDK_CONTROL_MASK &&
           chooser->n > 0)
    run (chooser);
  else
    return FALSE;
  return TRUE;
}

static GtkWidget *
text_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
new_dialog (Chooser *chooser, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_add_css_class (box, "dialog");
  gtk_widget_add_css_class (box, "choose");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), text_label (title, "title"));
  chooser->problem = text_label ("", "problem");
  gtk_label_set_wrap (GTK_LABEL (chooser->problem), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (chooser->problem), 50);
  gtk_widget_set_visible (chooser->problem, FALSE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), chooser);
  gtk_widget_add_controller (box, keys);
  g_object_set_data_full (G_OBJECT (box), "chooser", chooser, g_free);
  return box;
}

static void
option_toggled (GtkToggleButton *button, Chooser *chooser)
{
  const int at = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "option"));
  if (gtk_toggle_button_get_active (button))
    chooser->chosen[at / 16] = at % 16;
}

static GtkWidget *
new_row (Chooser *chooser, int row, const char *initial)
{
  const ChooseRow *with = &chooser->rows[row];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *options = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4), *first = NULL;

  for (int i = 0; with->values[i]; i++)
    if (!g_strcmp0 (with->values[i], initial))
      chooser->chosen[row] = i;
  for (int i = 0; with->values[i]; i++) {
    GtkWidget *option = gtk_toggle_button_new_with_label (_ (with->labels[i]));
    gtk_widget_add_css_class (option, "dialog-button");
    if (first)
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (option), GTK_TOGGLE_BUTTON (first));
    else
      first = option;
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (option), i == chooser->chosen[row]);
    g_object_set_data (G_OBJECT (option), "option", GINT_TO_POINTER (row * 16 + i));
    g_signal_connect (option, "toggled", G_CALLBACK (option_toggled), chooser);
    gtk_widget_set_hexpand (option, TRUE);
    gtk_box_append (GTK_BOX (options), option);
  }
  gtk_box_append (GTK_BOX (box), text_label (_ (with->title), "caption"));
  gtk_box_append (GTK_BOX (box), options);
  return box;
}

static void
cancelled (GtkButton *button, Chooser *chooser)
{
  lq_window_hide_layer (chooser->window);
}

static void
confirmed (GtkButton *button, Chooser *chooser)
{
  run (chooser);
}

static GtkWidget *
add_button (GtkWidget *buttons, const char *text, GCallback clicked, Chooser *chooser)
{
  GtkWidget *button = gtk_button_new_with_label (text);
  gtk_widget_add_css_class (button, "dialog-button");
  g_signal_connect (button, "clicked", clicked, chooser);
  gtk_box_append (GTK_BOX (buttons), button);
  return button;
}

void
choose (LqWindow *window, const char *title, const ChooseRow *rows, int n, const char *initial,
        const char *action, PromptTyped typed, void *data)
{
  Chooser *chooser = g_new0 (Chooser, 1);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_auto (GStrv) words = g_strsplit (initial, " ", MOST_ROWS);
  const int n_words = (int) g_strv_length (words);

  *chooser = (Chooser){
    .window = window, .typed = typed, .data = data, .rows = rows, .n = MIN (n, MOST_ROWS)
  };
  GtkWidget *box = new_dialog (chooser, title);
  for (int i = 0; i < chooser->n; i++)
    gtk_box_append (GTK_BOX (box), new_row (chooser, i, i < n_words ? words[i] : NULL));
  gtk_box_append (GTK_BOX (box), chooser->problem);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  add_button (buttons, _ ("Cancel"), G_CALLBACK (cancelled), chooser);
  GtkWidget *primary = add_button (buttons, action, G_CALLBACK (confirmed), chooser);
  gtk_widget_add_css_class (primary, "primary");
  gtk_box_append (GTK_BOX (box), buttons);
  lq_window_show_layer (window, box);
  gtk_widget_grab_focus (primary);
}

/* --- Colors ------------------------------------------------------------------------------------
 */

static void
color_clicked (const char *value, void *chooser)
{
  answer (chooser, value);
}

static void
color_typed (GtkEntry *entry, Chooser *chooser)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));
  answer (chooser, g_strstrip (text));
}

void
choose_color (LqWindow *window, const char *title, const char *initial, PromptTyped typed,
              void *data)
{
  Chooser *chooser = g_new0 (Chooser, 1);
  GtkWidget *entry = gtk_entry_new (), *focus = entry;

  *chooser = (Chooser){ .window = window, .typed = typed, .data = data };
  GtkWidget *box = new_dialog (chooser, title);
  gtk_box_append (GTK_BOX (box),
                  swatch_grid_new (COLUMNS, 28, color_clicked, chooser, initial, &focus));
  gtk_editable_set_text (GTK_EDITABLE (entry), initial);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name of a color, or #rrggbb"), -1);
  gtk_widget_set_tooltip_text (entry, _ ("Name of a color, or #rrggbb"));
  g_signal_connect (entry, "activate", G_CALLBACK (color_typed), chooser);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), chooser->problem);
  lq_window_show_layer (window, box);
  gtk_widget_grab_focus (focus);
}
