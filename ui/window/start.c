/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/start.h"

#include <glib/gi18n.h>
#include <string.h>

#include "exchange/template.h"
#include "store/recovery.h"
#include "ui/draw/theme.h"
#include "ui/draw/value_text.h"
#include "ui/window/do.h"
#include "ui/window/new_project.h"
#include "ui/window/outline.h"
#include "ui/window/prefs.h"
#include "ui/window/recent.h"

typedef struct {
  LqWindow *window;
  GtkWidget *recovery, *recent, *recent_title, *templates, *first;
} Start;

static void
parts_free (gpointer data)
{
  g_free (data);
}

static GtkWidget *
big_button (const char *icon, const char *text, const char *key, const char *action, bool primary)
{
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (text), *hint = gtk_label_new (key);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (hint, "hint");
  gtk_box_append (GTK_BOX (box), hint);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "start-button");
  if (primary)
    gtk_widget_add_css_class (button, "primary");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.do");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", action);
  return button;
}

static GtkWidget *
css_label (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_widget_add_css_class (label, css);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static GtkWidget *
make_left (Start *start)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12),
            *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *logo = gtk_image_new_from_icon_name ("lacquer");

  gtk_widget_add_css_class (box, "start-left");
  gtk_widget_set_hexpand (box, FALSE);
  gtk_widget_set_hexpand_set (box, TRUE);
  gtk_image_set_pixel_size (GTK_IMAGE (logo), ui_px (44));
  gtk_box_append (GTK_BOX (head), logo);
  gtk_box_append (GTK_BOX (names), css_label ("Lacquer", "product"));
  gtk_box_append (GTK_BOX (names), css_label (_ ("Arrange, mix, master"), "caption"));
  gtk_widget_set_valign (names, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), names);
  gtk_widget_add_css_class (head, "start-head");
  gtk_box_append (GTK_BOX (box), head);
  start->first = big_button ("lq-plus-symbolic", _ ("New project"), "Ctrl N", "project.new", true);
  gtk_box_append (GTK_BOX (box), start->first);
  gtk_box_append (GTK_BOX (box),
                  big_button ("lq-folder-symbolic", _ ("Open…"), "Ctrl O", "project.open", false));
  gtk_box_append (GTK_BOX (box), big_button ("lq-record-symbolic", _ ("Record now"), "Ctrl Shift R",
                                             "start.record-now", false));
  return box;
}

static void
recent_activated (GtkListBox *list, GtkListBoxRow *row, Start *start)
{
  const char *path = g_object_get_data (G_OBJECT (row), "path");
  lq_window_open (start->window, path);
}

static GtkWidget *
fact (const char *text, int width)
{
  GtkWidget *label = css_label (text, "fact");
  gtk_widget_set_size_request (label, ui_px (width), -1);
  return label;
}

static GtkWidget *
recent_row (const char *path)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  RecentFacts *facts = recent_facts_new (path);

  gtk_widget_add_css_class (row, "recent-row");
  gtk_box_append (GTK_BOX (box), outline_new (facts->project));
  gtk_box_append (GTK_BOX (names), css_label (facts->name, "name"));
  GtkWidget *folder = css_label (facts->folder, "caption");
  gtk_label_set_ellipsize (GTK_LABEL (folder), PANGO_ELLIPSIZE_MIDDLE);
  gtk_box_append (GTK_BOX (names), folder);
  gtk_widget_set_valign (names, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (names, TRUE);
  gtk_box_append (GTK_BOX (box), names);
  if (facts->problem) {
    GtkWidget *problem = css_label (facts->problem, "problem");
    gtk_label_set_ellipsize (GTK_LABEL (problem), PANGO_ELLIPSIZE_END);
    gtk_box_append (GTK_BOX (box), problem);
  } else {
    gtk_box_append (GTK_BOX (box), fact (facts->tempo, 130));
    gtk_box_append (GTK_BOX (box), fact (facts->tracks, 80));
    gtk_box_append (GTK_BOX (box), fact (facts->length, 60));
  }
  gtk_box_append (GTK_BOX (box), fact (facts->changed, 90));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "path", g_strdup (path), g_free);
  recent_facts_free (facts);
  return row;
}

static void
recover (GtkButton *button, Start *start)
{
  const char *path = g_object_get_data (G_OBJECT (button), "path");
  lq_window_open (start->window, path);
  if (lq_window_desk (start->window))
    recent_recover (start->window);
}

static void
show_recovery (Start *start, const char *path)
{
  g_autofree char *text = recent_recovery_text (path);
  if (!text)
    return;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14),
            *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2),
            *button = gtk_button_new_with_label (_ ("Recover"));
  g_autofree char *stem = g_path_get_basename (path);
  if (g_str_has_suffix (stem, PROJECT_SUFFIX))
    stem[strlen (stem) - strlen (PROJECT_SUFFIX)] = '\0';
  g_autofree char *title = g_strdup_printf (_ ("Recover “%s”"), stem);
  gtk_widget_add_css_class (box, "recovery");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("lq-recover-symbolic"));
  gtk_box_append (GTK_BOX (names), css_label (title, "name"));
  gtk_box_append (GTK_BOX (names), css_label (text, "caption"));
  gtk_widget_set_hexpand (names, TRUE);
  gtk_box_append (GTK_BOX (box), names);
  gtk_widget_add_css_class (button, "dialog-button");
  gtk_widget_add_css_class (button, "primary");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (path), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (recover), start);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (start->recovery), box);
}

static void
template_clicked (GtkButton *button, Start *start)
{
  new_project (start->window, g_object_get_data (G_OBJECT (button), "template"));
}

static char *
template_title (const char *name)
{
  char *title = g_strdup (name);
  for (char *c = title; *c; c++)
    if (*c == '-')
      *c = ' ';
  *title = g_ascii_toupper (*title);
  return title;
}

static void
make_templates (Start *start)
{
  g_auto (GStrv) names = template_names ();
  for (int i = 0; names && names[i]; i++) {
    GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
    g_autofree char *title = template_title (names[i]);
    gtk_box_append (GTK_BOX (box), css_label (title, "name"));
    gtk_button_set_child (GTK_BUTTON (button), box);
    gtk_widget_add_css_class (button, "template");
    g_object_set_data_full (G_OBJECT (button), "template", g_strdup (names[i]), g_free);
    g_signal_connect (button, "clicked", G_CALLBACK (template_clicked), start);
    gtk_flow_box_append (GTK_FLOW_BOX (start->templates), button);
  }
}

GtkWidget *
start_new (LqWindow *window)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0),
            *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16),
            *scroll = gtk_scrolled_window_new ();
  Start *start = g_new0 (Start, 1);

  start->window = window;
  gtk_widget_add_css_class (page, "start");
  gtk_box_append (GTK_BOX (page), make_left (start));
  gtk_widget_add_css_class (right, "start-right");
  start->recovery = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_box_append (GTK_BOX (right), start->recovery);
  start->recent_title = css_label (_ ("Recent"), "title");
  gtk_box_append (GTK_BOX (right), start->recent_title);
  start->recent = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (start->recent), GTK_SELECTION_BROWSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (start->recent), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Recent projects"), -1);
  g_signal_connect (start->recent, "row-activated", G_CALLBACK (recent_activated), start);
  gtk_box_append (GTK_BOX (right), start->recent);
  gtk_box_append (GTK_BOX (right), css_label (_ ("Templates"), "title"));
  start->templates = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (start->templates), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (start->templates), 6);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (start->templates), TRUE);
  gtk_box_append (GTK_BOX (right), start->templates);
  make_templates (start);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), right);
  gtk_widget_set_hexpand (scroll, TRUE);
  gtk_box_append (GTK_BOX (page), scroll);
  g_object_set_data_full (G_OBJECT (page), "start", start, parts_free);
  return page;
}

void
start_show (GtkWidget *page)
{
  Start *start = g_object_get_data (G_OBJECT (page), "start");
  g_auto (GStrv) recent = g_settings_get_strv (prefs (), "recent");
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (start->recent)))
    gtk_list_box_remove (GTK_LIST_BOX (start->recent), child);
  while ((child = gtk_widget_get_first_child (start->recovery)))
    gtk_box_remove (GTK_BOX (start->recovery), child);
  for (int i = 0; recent[i]; i++) {
    gtk_list_box_append (GTK_LIST_BOX (start->recent), recent_row (recent[i]));
    show_recovery (start, recent[i]);
  }
  gtk_widget_set_visible (start->recent_title, recent[0] != NULL);
  gtk_widget_set_visible (start->recent, recent[0] != NULL);
  gtk_widget_grab_focus (start->first);
}
