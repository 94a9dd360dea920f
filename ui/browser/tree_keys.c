/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/tree_keys.h"

#include "ui/browser/row.h"

static GtkSingleSelection *
selection_of (GtkWidget *list)
{
  return GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

static GtkTreeListRow *
selected (GtkWidget *list)
{
  return gtk_single_selection_get_selected_item (selection_of (list));
}

static bool
focus_row (GtkWidget *list, GtkTreeListRow *wanted)
{
  for (GtkWidget *item = gtk_widget_get_first_child (list); item;
       item = gtk_widget_get_next_sibling (item)) {
    GtkWidget *row = gtk_widget_get_first_child (item);
    if (LQ_IS_BROWSER_ROW (row) && lq_browser_row_shown (LQ_BROWSER_ROW (row)) == wanted)
      return gtk_widget_grab_focus (item);
  }
  return false;
}

static void
go_to (GtkWidget *list, guint position)
{
  GtkSingleSelection *selection = selection_of (list);
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (selection), position);
  if (!row)
    return;
  gtk_single_selection_set_selected (selection, position);
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
  if (!focus_row (list, row))
    gtk_widget_grab_focus (list);
}

static bool
is_heading (GtkWidget *list, guint position)
{
  g_autoptr (GtkTreeListRow) row =
      g_list_model_get_item (G_LIST_MODEL (selection_of (list)), position);
  g_autoptr (LqNode) node = gtk_tree_list_row_get_item (row);
  return lq_node_kind (node) == ENTRY_HEADING;
}

void
tree_keys_move (GtkWidget *list, int direction)
{
  GtkSingleSelection *selection = selection_of (list);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (selection));
  const guint now = gtk_single_selection_get_selected (selection);
  const bool none = now == GTK_INVALID_LIST_POSITION;
  gint64 next = !none ? (gint64) now + direction : direction > 0 ? 0 : (gint64) n - 1;

  while (next >= 0 && next < n && is_heading (list, (guint) next))
    next += direction;
  if (next >= 0 && next < n)
    go_to (list, (guint) next);
  else if (!none)
    go_to (list, now);
}

void
tree_keys_focus (GtkWidget *list)
{
  const guint now = gtk_single_selection_get_selected (selection_of (list));
  if (now == GTK_INVALID_LIST_POSITION)
    tree_keys_move (list, 1);
  else
    go_to (list, now);
}

void
tree_keys_fold (GtkWidget *list)
{
  GtkTreeListRow *row = selected (list);
  g_autoptr (GtkTreeListRow) above = row ? gtk_tree_list_row_get_parent (row) : NULL;
  if (row && gtk_tree_list_row_get_expanded (row))
    gtk_tree_list_row_set_expanded (row, FALSE);
  else if (above)
    go_to (list, gtk_tree_list_row_get_position (above));
}

void
tree_keys_unfold (GtkWidget *list)
{
  GtkTreeListRow *row = selected (list);
  g_autoptr (LqNode) node = row ? gtk_tree_list_row_get_item (row) : NULL;
  if (!node || !lq_node_unfolds (node))
    return;
  g_autoptr (GtkTreeListRow) first =
      gtk_tree_list_row_get_expanded (row) ? gtk_tree_list_row_get_child_row (row, 0) : NULL;
  if (first)
    go_to (list, gtk_tree_list_row_get_position (first));
  else
    gtk_tree_list_row_set_expanded (row, TRUE);
}
