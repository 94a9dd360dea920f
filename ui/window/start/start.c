/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/start/start.h"

#include <glib/gi18n.h>

#include "ui/draw/theme.h"
#include "ui/window/frame_rows.h"
#include "ui/window/start/start_private.h"

#define KEY "lacquer-start"

Start *
start_of (LqWindow *window)
{
  return g_object_get_data (G_OBJECT (window), KEY);
}

GtkWidget *
start_label (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_widget_add_css_class (label, css);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

void
start_show_status (Start *start)
{
  status_row_show (start->status, start->window);
}

static void
start_free (gpointer data)
{
  Start *start = data;
  start_audio_cancel (start);
  /* A reading under way keeps the page longer than its window. */
  if (start->window)
    g_object_set_data (G_OBJECT (start->window), KEY, NULL);
  g_clear_weak_pointer (&start->window);
  g_strfreev (start->paths);
  g_free (start);
}

static GtkWidget *
make_right (Start *start)
{
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroll = gtk_scrolled_window_new ();
  gtk_widget_add_css_class (right, "start-right");
  start->recovery = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_set_visible (start->recovery, FALSE);
  gtk_box_append (GTK_BOX (right), start->recovery);
  start->recent_part = start_recent_new (start);
  gtk_box_append (GTK_BOX (right), start->recent_part);
  gtk_box_append (GTK_BOX (right), start_templates_new (start));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), right);
  gtk_widget_set_hexpand (scroll, TRUE);
  return scroll;
}

GtkWidget *
start_new (LqWindow *window)
{
  Start *start = g_new0 (Start, 1);
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  g_set_weak_pointer (&start->window, window);
  start->page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (start->page, "start");
  start->left = start_left_new (start);
  gtk_box_append (GTK_BOX (columns), start->left);
  gtk_box_append (GTK_BOX (columns), make_right (start));
  gtk_widget_set_vexpand (columns, TRUE);
  gtk_box_append (GTK_BOX (start->page), columns);
  start->status = status_row_new ();
  gtk_box_append (GTK_BOX (start->page), start->status);
  /* Devices are only asked for while nobody plays: a card may serve one at a time. */
  g_signal_connect_swapped (start->page, "map", G_CALLBACK (start_audio_ask), start);
  g_signal_connect_swapped (start->page, "unmap", G_CALLBACK (start_audio_cancel), start);
  g_object_set_data (G_OBJECT (window), KEY, start);
  g_object_set_data_full (G_OBJECT (start->page), KEY, start, start_free);
  return start->page;
}

void
start_show (GtkWidget *page)
{
  Start *start = g_object_get_data (G_OBJECT (page), KEY);
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (start->recovery)))
    gtk_box_remove (GTK_BOX (start->recovery), child);
  gtk_widget_set_visible (start->recovery, FALSE);
  start_recent_read (start);
  start_show_status (start);
  gtk_widget_grab_focus (start->first);
}

void
start_next_region (LqWindow *window, int direction)
{
  const Start *start = start_of (window);
  GtkWidget *const all[] = { start->left, start->recovery, start->recent, start->templates };
  const int n = G_N_ELEMENTS (all);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (start->window));
  int now = 0;
  for (int i = 0; i < n; i++)
    if (focus && gtk_widget_is_ancestor (focus, all[i]))
      now = i;
  for (int i = 1; i < n; i++) {
    GtkWidget *next = all[(now + direction * i + n * i) % n];
    if (gtk_widget_get_mapped (next) && gtk_widget_child_focus (next, GTK_DIR_TAB_FORWARD))
      return;
  }
}
