/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/windows/clips_window.h"

#include <glib/gi18n.h>

#include "ui/window/windows/clip_rows.h"
#include "ui/window/windows/side_window.h"

#define KIND "clips"

typedef struct {
  LqWindow *main;
  GtkWidget *window, *view, *count;
  LqDesk *desk; /* NULL when it has gone */
  GListStore *rows;
  GtkMultiSelection *selection;
  bool quiet; /* the selection follows that of the desk */
} ClipsWindow;

static void
make_cell (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_cell (GtkListItemFactory *factory, GtkListItem *item, gpointer text)
{
  const LqClipRow *row = LQ_CLIP_ROW (gtk_list_item_get_item (item));
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      row->texts[GPOINTER_TO_INT (text)]);
}

static void
show_selection (ClipsWindow *clips)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (clips->rows));
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, n), chosen = gtk_bitset_new_empty ();
  for (guint i = 0; i < n; i++) {
    g_autoptr (LqClipRow) row = g_list_model_get_item (G_LIST_MODEL (clips->rows), i);
    if (lq_desk_clip_is_selected (clips->desk, row->clip))
      gtk_bitset_add (chosen, i);
  }
  clips->quiet = true;
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (clips->selection), chosen, all);
  clips->quiet = false;
}

static void
selection_changed (GtkSelectionModel *model, guint first, guint n, ClipsWindow *clips)
{
  if (clips->quiet || !clips->desk)
    return;
  clips->quiet = true;
  for (guint i = first; i < first + n; i++) {
    g_autoptr (LqClipRow) row = g_list_model_get_item (G_LIST_MODEL (clips->rows), i);
    if (row && lq_desk_clip_is_selected (clips->desk, row->clip) !=
                   gtk_selection_model_is_selected (model, i))
      lq_desk_select_clip (clips->desk, row->clip, true);
  }
  clips->quiet = false;
}

/* Takes the cursor to a clip, and the focus to the canvas. */
static void
activated (GtkColumnView *view, guint position, ClipsWindow *clips)
{
  g_autoptr (LqClipRow) row = g_list_model_get_item (G_LIST_MODEL (clips->rows), position);
  if (!row || !clips->desk)
    return;
  const int index = rows_find (lq_desk_rows (clips->desk), ROW_TRACK, row->track, 0);
  const Position at = { tempo_map_ticks (lq_desk_map (clips->desk), row->from), TIME_MUSICAL };
  lq_desk_set_cursor (clips->desk, at, index < 0 ? lq_desk_cursor (clips->desk)->row : index,
                      false);
  lq_desk_select_clip (clips->desk, row->clip, false);
  lq_desk_reveal (clips->desk);
  gtk_window_present (GTK_WINDOW (clips->main));
  lq_window_show_view (clips->main, VIEW_ARRANGE);
}

static void
fill (ClipsWindow *clips)
{
  clips->quiet = true;
  clip_rows_fill (clips->rows, clips->desk);
  clips->quiet = false;
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (clips->rows));
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u clip · Enter goes to it", "%u clips · Enter goes to one", n), n);
  gtk_label_set_text (GTK_LABEL (clips->count), text);
  show_selection (clips);
}

static void
desk_changed (LqDesk *desk, guint what, ClipsWindow *clips)
{
  if (!lq_desk_session (desk))
    return;
  if (what & DESK_PROJECT)
    fill (clips);
  else if (what & DESK_SELECTION && !clips->quiet)
    show_selection (clips);
}

static void
desk_gone (gpointer data, GObject *desk)
{
  ClipsWindow *clips = data;
  clips->desk = NULL;
  gtk_window_destroy (GTK_WINDOW (clips->window));
}

static void
destroyed (GtkWidget *window, ClipsWindow *clips)
{
  if (!clips->desk)
    return;
  g_signal_handlers_disconnect_by_data (clips->desk, clips);
  g_object_weak_unref (G_OBJECT (clips->desk), desk_gone, clips);
  clips->desk = NULL;
}

static void
free_clips (gpointer data)
{
  ClipsWindow *clips = data;
  g_signal_handlers_disconnect_by_data (clips->selection, clips);
  g_object_unref (clips->selection);
  g_object_unref (clips->rows);
  g_free (clips);
}

static GtkWidget *
make_view (ClipsWindow *clips)
{
  static const char *const titles[N_CLIP_ROW_TEXTS] = { N_ ("Start"), N_ ("Length"), N_ ("Track"),
                                                        N_ ("Name"), N_ ("Gain") };
  GtkWidget *scroll = gtk_scrolled_window_new ();
  clips->rows = g_list_store_new (LQ_TYPE_CLIP_ROW);
  clips->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (clips->rows)));
  clips->view = gtk_column_view_new (g_object_ref (GTK_SELECTION_MODEL (clips->selection)));
  for (int i = 0; i < N_CLIP_ROW_TEXTS; i++) {
    GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
    g_signal_connect (factory, "setup", G_CALLBACK (make_cell), NULL);
    g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), GINT_TO_POINTER (i));
    GtkColumnViewColumn *column = gtk_column_view_column_new (_ (titles[i]), factory);
    gtk_column_view_column_set_resizable (column, TRUE);
    gtk_column_view_column_set_expand (column, i == CLIP_ROW_TRACK || i == CLIP_ROW_NAME);
    gtk_column_view_append_column (GTK_COLUMN_VIEW (clips->view), column);
    g_object_unref (column);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (clips->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Clips"), -1);
  g_signal_connect (clips->view, "activate", G_CALLBACK (activated), clips);
  g_signal_connect (clips->selection, "selection-changed", G_CALLBACK (selection_changed), clips);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), clips->view);
  gtk_widget_set_vexpand (scroll, TRUE);
  return scroll;
}

void
clips_window_toggle (LqWindow *main)
{
  GtkWidget *open = side_window_find (main, KIND);
  if (open) {
    gtk_window_close (GTK_WINDOW (open));
    return;
  }
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  ClipsWindow *clips = g_new0 (ClipsWindow, 1);
  clips->main = main;
  clips->desk = lq_window_desk (main);
  clips->window = side_window_new (main, KIND, _ ("List of clips"), 640, 480);
  gtk_widget_add_css_class (clips->window, "clips");
  gtk_box_append (GTK_BOX (box), make_view (clips));
  clips->count = gtk_label_new ("");
  gtk_widget_add_css_class (clips->count, "side-foot");
  gtk_label_set_xalign (GTK_LABEL (clips->count), 0);
  gtk_label_set_ellipsize (GTK_LABEL (clips->count), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), clips->count);
  gtk_window_set_child (GTK_WINDOW (clips->window), box);
  g_object_set_data_full (G_OBJECT (clips->window), "clips", clips, free_clips);
  g_signal_connect (clips->window, "destroy", G_CALLBACK (destroyed), clips);
  g_signal_connect (clips->desk, "changed", G_CALLBACK (desk_changed), clips);
  g_object_weak_ref (G_OBJECT (clips->desk), desk_gone, clips);
  fill (clips);
  gtk_window_present (GTK_WINDOW (clips->window));
  gtk_widget_grab_focus (clips->view);
}
