/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The left column: what to begin with, the state of the sound, help. */
#include <glib/gi18n.h>

#include "ui/draw/theme.h"
#include "ui/widgets/room.h"
#include "ui/window/resolver.h"
#include "ui/window/start/start_private.h"

static char *
key_of (Start *start, const char *id)
{
  const Action *action = action_find (id);
  int n = 0;
  const KeyPress *key = action ? keymap_keys (lq_window_keymap (start->window), action, &n) : NULL;
  return n > 0 ? key_label (resolver_layout (), key) : g_strdup ("");
}

static GtkWidget *
make_button (Start *start, const char *icon, const char *text, const char *action, const char *css)
{
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *key = key_of (start, action);
  GtkWidget *label = start_label (text, "words"), *hint = start_label (key, "hint");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), hint);
  room_use (box);
  room_rank (hint, 1);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, css);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.do");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", action);
  return button;
}

static GtkWidget *
make_head (void)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12),
            *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *logo = gtk_image_new_from_icon_name ("lacquer");
  gtk_widget_add_css_class (logo, "start-logo");
  gtk_box_append (GTK_BOX (head), logo);
  gtk_box_append (GTK_BOX (names), start_label ("Lacquer", "product"));
  gtk_box_append (GTK_BOX (names), start_label (_ ("Arrange, mix, master"), "caption"));
  gtk_widget_set_valign (names, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), names);
  gtk_widget_add_css_class (head, "start-head");
  return head;
}

GtkWidget *
start_left_new (Start *start)
{
  static const struct {
    const char *icon, *text, *action;
  } rows[] = {
    { "lq-plus-symbolic", N_ ("New project"), "project.new" },
    { "lq-folder-symbolic", N_ ("Open…"), "project.open" },
    { "lq-record-symbolic", N_ ("Record now"), "start.record-now" },
    { "lq-wave-symbolic", N_ ("Import audio or MIDI…"), "project.import" },
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *scroll = gtk_scrolled_window_new ();

  gtk_box_append (GTK_BOX (box), make_head ());
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    GtkWidget *button =
        make_button (start, rows[i].icon, _ (rows[i].text), rows[i].action, "start-button");
    if (i == 0) {
      gtk_widget_add_css_class (button, "primary");
      start->first = button;
    }
    gtk_box_append (GTK_BOX (box), button);
  }
  gtk_box_append (GTK_BOX (box), start_label (_ ("AUDIO"), "group"));
  gtk_box_append (GTK_BOX (box), start_audio_new (start));
  gtk_box_append (GTK_BOX (box), start_label (_ ("LEARN"), "group"));
  gtk_box_append (GTK_BOX (box), make_button (start, "lq-notes-symbolic", _ ("Keyboard map"),
                                              "app.help-keys", "start-link"));
  gtk_widget_add_css_class (box, "start-column");
  /* The width is the style sheet's, whatever the texts need. */
  gtk_widget_add_css_class (scroll, "start-left");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), box);
  gtk_widget_set_hexpand (scroll, FALSE);
  return scroll;
}
