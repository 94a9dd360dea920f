/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/windows/history_window.h"

#include <glib/gi18n.h>

#include "ui/draw/theme.h"
#include "ui/window/windows/history_rows.h"
#include "ui/window/windows/side_window.h"

#define KIND "history"
#define INDENT 18

typedef struct {
  GtkWidget *window, *list, *facts;
  LqDesk *desk; /* weak */
  GListStore *rows;
} HistoryWindow;

/* The widgets of one row. */
typedef struct {
  GtkWidget *box, *mark, *words, *time;
  LqHistoryRow *row;
  gulong handler;
} Cell;

static void
cell_free (gpointer data)
{
  Cell *cell = data;
  if (cell->row)
    g_signal_handler_disconnect (cell->row, cell->handler);
  g_free (cell);
}

static char *
time_text (gint64 time)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  const bool today = g_date_time_get_year (then) == g_date_time_get_year (now) &&
                     g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now);
  return g_date_time_format (then, today ? "%H:%M:%S" : "%-d %b %H:%M");
}

static void
cell_show (Cell *cell)
{
  static const char *const classes[] = { "past", "now", "ahead" };
  const LqHistoryRow *row = cell->row;
  g_autofree char *time = time_text (row->time);
  const char *css[] = { "history-row", classes[row->state], row->indent > 0 ? "branch" : NULL,
                        NULL };
  gtk_widget_set_css_classes (cell->box, css);
  gtk_widget_set_margin_start (cell->box, row->indent * ui_px (INDENT));
  gtk_label_set_text (GTK_LABEL (cell->mark), row->state == STEP_NOW ? "●" : "○");
  gtk_label_set_text (GTK_LABEL (cell->words), row->words);
  gtk_label_set_text (GTK_LABEL (cell->time), time);
}

static void
make_cell (GtkListItemFactory *factory, GtkListItem *item)
{
  Cell *cell = g_new0 (Cell, 1);
  cell->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  cell->mark = gtk_label_new ("");
  cell->words = gtk_label_new ("");
  cell->time = gtk_label_new ("");
  gtk_widget_add_css_class (cell->mark, "mark");
  gtk_widget_add_css_class (cell->time, "time");
  gtk_label_set_xalign (GTK_LABEL (cell->words), 0);
  gtk_label_set_ellipsize (GTK_LABEL (cell->words), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (cell->words, TRUE);
  gtk_box_append (GTK_BOX (cell->box), cell->mark);
  gtk_box_append (GTK_BOX (cell->box), cell->words);
  gtk_box_append (GTK_BOX (cell->box), cell->time);
  gtk_list_item_set_child (item, cell->box);
  g_object_set_data_full (G_OBJECT (item), "cell", cell, cell_free);
}

static void
bind_cell (GtkListItemFactory *factory, GtkListItem *item)
{
  Cell *cell = g_object_get_data (G_OBJECT (item), "cell");
  cell->row = LQ_HISTORY_ROW (gtk_list_item_get_item (item));
  cell->handler = g_signal_connect_swapped (cell->row, "changed", G_CALLBACK (cell_show), cell);
  cell_show (cell);
}

static void
unbind_cell (GtkListItemFactory *factory, GtkListItem *item)
{
  Cell *cell = g_object_get_data (G_OBJECT (item), "cell");
  g_signal_handler_disconnect (cell->row, cell->handler);
  cell->row = NULL;
}

static void
show (HistoryWindow *history, bool reveal)
{
  const History *tree = document_history (lq_desk_document (history->desk));
  const guint now = history_rows_update (history->rows, tree);
  const int n = history_n_steps (tree);
  g_autofree char *size = g_format_size (history_bytes (tree));
  g_autofree char *steps = g_strdup_printf (ngettext ("%d state", "%d states", (gulong) n), n);
  g_autofree char *facts =
      g_strdup_printf (_ ("%s · %s of memory · Enter goes to one"), steps, size);
  gtk_label_set_text (GTK_LABEL (history->facts), facts);
  if (reveal)
    gtk_widget_activate_action (history->list, "list.scroll-to-item", "u", now);
}

static void
desk_changed (LqDesk *desk, guint what, HistoryWindow *history)
{
  if ((what & (DESK_PROJECT | DESK_STATE)) && lq_desk_session (desk))
    show (history, what & DESK_PROJECT);
}

static void
activated (GtkListView *list, guint position, HistoryWindow *history)
{
  g_autoptr (LqHistoryRow) row = g_list_model_get_item (G_LIST_MODEL (history->rows), position);
  if (row && row->state != STEP_NOW)
    document_go (lq_desk_document (history->desk), row->step);
}

static void
desk_gone (gpointer data, GObject *desk)
{
  HistoryWindow *history = data;
  history->desk = NULL;
  gtk_window_destroy (GTK_WINDOW (history->window));
}

static void
destroyed (GtkWidget *window, HistoryWindow *history)
{
  if (!history->desk)
    return;
  g_signal_handlers_disconnect_by_data (history->desk, history);
  g_object_weak_unref (G_OBJECT (history->desk), desk_gone, history);
  history->desk = NULL;
}

static void
free_history (gpointer data)
{
  HistoryWindow *history = data;
  g_object_unref (history->rows);
  g_free (history);
}

static GtkWidget *
make_list (HistoryWindow *history)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroll = gtk_scrolled_window_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (make_cell), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell), NULL);
  history->list = gtk_list_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (history->rows)))),
      factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (history->list), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (history->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Undo history"), -1);
  g_signal_connect (history->list, "activate", G_CALLBACK (activated), history);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), history->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroll, TRUE);
  return scroll;
}

static gboolean
focus_now (gpointer data)
{
  GtkWidget *window = data;
  HistoryWindow *history = g_object_get_data (G_OBJECT (window), "history");
  if (history->desk) {
    show (history, true);
    side_window_focus_row (history->list, "now");
  }
  return G_SOURCE_REMOVE;
}

void
history_window_toggle (LqWindow *main)
{
  GtkWidget *open = side_window_find (main, KIND);
  if (open) {
    gtk_window_close (GTK_WINDOW (open));
    return;
  }
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  HistoryWindow *history = g_new0 (HistoryWindow, 1);
  history->window = side_window_new (main, KIND, _ ("Undo history"), 380, 560);
  history->desk = lq_window_desk (main);
  history->rows = g_list_store_new (LQ_TYPE_HISTORY_ROW);
  gtk_widget_add_css_class (history->window, "history");
  gtk_box_append (GTK_BOX (box), make_list (history));
  history->facts = gtk_label_new ("");
  gtk_widget_add_css_class (history->facts, "side-foot");
  gtk_label_set_xalign (GTK_LABEL (history->facts), 0);
  gtk_label_set_ellipsize (GTK_LABEL (history->facts), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), history->facts);
  gtk_window_set_child (GTK_WINDOW (history->window), box);
  g_object_set_data_full (G_OBJECT (history->window), "history", history, free_history);
  g_signal_connect (history->window, "destroy", G_CALLBACK (destroyed), history);
  g_signal_connect (history->desk, "changed", G_CALLBACK (desk_changed), history);
  g_object_weak_ref (G_OBJECT (history->desk), desk_gone, history);
  show (history, false);
  gtk_window_present (GTK_WINDOW (history->window));
  g_idle_add_full (G_PRIORITY_LOW, focus_now, g_object_ref (history->window), g_object_unref);
}
