/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/toast.h"

#include "ui/draw/theme.h"

#define SHOWN_MS 4000
#define FADE_MS 80
#define MARGIN 40

typedef struct {
  GtkWidget *text, *button;
  guint timer;
} Toast;

static Toast *
parts (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "toast");
}

static void
toast_free (gpointer data)
{
  Toast *toast = data;
  g_clear_handle_id (&toast->timer, g_source_remove);
  g_free (toast);
}

static gboolean
is_over (gpointer widget)
{
  parts (widget)->timer = 0;
  gtk_revealer_set_reveal_child (GTK_REVEALER (widget), FALSE);
  return G_SOURCE_REMOVE;
}

GtkWidget *
toast_new (void)
{
  GtkWidget *widget = gtk_revealer_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  Toast *toast = g_new0 (Toast, 1);

  gtk_widget_add_css_class (box, "toast");
  toast->text = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL);
  gtk_label_set_wrap (GTK_LABEL (toast->text), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (toast->text), 90);
  gtk_box_append (GTK_BOX (box), toast->text);
  toast->button = gtk_button_new ();
  gtk_box_append (GTK_BOX (box), toast->button);
  gtk_revealer_set_transition_duration (GTK_REVEALER (widget), FADE_MS);
  gtk_revealer_set_transition_type (GTK_REVEALER (widget), GTK_REVEALER_TRANSITION_TYPE_CROSSFADE);
  gtk_revealer_set_child (GTK_REVEALER (widget), box);
  gtk_widget_set_halign (widget, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (widget, GTK_ALIGN_END);
  gtk_widget_set_margin_bottom (widget, ui_px (MARGIN));
  g_object_set_data_full (G_OBJECT (widget), "toast", toast, toast_free);
  return widget;
}

void
toast_show (GtkWidget *widget, const char *text, const char *label, const char *action,
            const char *target)
{
  Toast *toast = parts (widget);
  GtkActionable *button = GTK_ACTIONABLE (toast->button);
  gtk_label_set_text (GTK_LABEL (toast->text), text);
  gtk_widget_set_visible (toast->button, label != NULL);
  if (label) {
    gtk_button_set_label (GTK_BUTTON (button), label);
    gtk_actionable_set_action_target (button, "s", target);
    gtk_actionable_set_action_name (button, action);
  }
  gtk_revealer_set_reveal_child (GTK_REVEALER (widget), TRUE);
  g_clear_handle_id (&toast->timer, g_source_remove);
  toast->timer = g_timeout_add (SHOWN_MS, is_over, widget);
}
