/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/ask.h"

#include <glib/gi18n.h>

typedef struct {
  LqWindow *window;
  void (*answered) (int answer, void *data);
  void *data;
} Ask;

static void
answer (Ask *asked, int number)
{
  const Ask kept = *asked;
  lq_window_hide_layer (kept.window); /* frees it */
  kept.answered (number, kept.data);
}

static void
clicked (GtkButton *button, Ask *asked)
{
  answer (asked, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "answer")));
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
             Ask *asked)
{
  if (key != GDK_KEY_Escape)
    return FALSE;
  answer (asked, 0);
  return TRUE;
}

void
ask (LqWindow *window, const char *title, const char *text, const char *const *answers, int safe,
     void (*answered) (int answer, void *data), void *data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *heading = gtk_label_new (title), *body = gtk_label_new (text);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *focus = NULL;
  Ask *asked = g_new (Ask, 1);

  *asked = (Ask){ window, answered, data };
  gtk_widget_add_css_class (box, "dialog");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (heading, "title");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (body), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (body), 60);
  gtk_label_set_xalign (GTK_LABEL (body), 0);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), body);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  for (int i = 0; answers[i]; i++) {
    GtkWidget *button = gtk_button_new_with_label (_ (answers[i]));
    gtk_widget_add_css_class (button, "dialog-button");
    if (!answers[i + 1])
      gtk_widget_add_css_class (button, "primary");
    g_object_set_data (G_OBJECT (button), "answer", GINT_TO_POINTER (i));
    g_signal_connect (button, "clicked", G_CALLBACK (clicked), asked);
    gtk_box_append (GTK_BOX (buttons), button);
    if (i == safe)
      focus = button;
  }
  gtk_box_append (GTK_BOX (box), buttons);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), asked);
  gtk_widget_add_controller (box, keys);
  g_object_set_data_full (G_OBJECT (box), "ask", asked, g_free);
  lq_window_show_layer (window, box);
  if (focus)
    gtk_widget_grab_focus (focus);
}
