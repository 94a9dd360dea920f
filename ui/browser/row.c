/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/row.h"

#include <glib/gi18n.h>

#include "ui/draw/theme.h"

#define INDENT 14 /* design units of a level */

struct _LqBrowserRow {
  GtkBox parent_instance;
  GtkWidget *arrow, *icon, *name, *note, *star;
  GtkTreeListRow *shown;
  LqNode *node;
  LqFavorites *favorites;
};

G_DEFINE_FINAL_TYPE (LqBrowserRow, lq_browser_row, GTK_TYPE_BOX)

GtkTreeListRow *
lq_browser_row_shown (LqBrowserRow *row)
{
  return row->shown;
}

static void
set_class (GtkWidget *widget, const char *name, bool on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show (LqBrowserRow *row)
{
  static const char *const icons[] = { [ENTRY_HEADING] = NULL,
                                       [ENTRY_FOLDER] = "lq-folder-symbolic",
                                       [ENTRY_AUDIO] = "lq-wave-symbolic",
                                       [ENTRY_MIDI] = "lq-notes-symbolic",
                                       [ENTRY_FAMILY] = "lq-folder-symbolic",
                                       [ENTRY_EFFECT] = "lq-device-symbolic",
                                       [ENTRY_INSTRUMENT] = "lq-notes-symbolic",
                                       [ENTRY_PRESET] = "lq-file-symbolic",
                                       [ENTRY_SOUND] = "lq-file-symbolic",
                                       [ENTRY_MORE] = "lq-search-symbolic" };
  const EntryKind kind = lq_node_kind (row->node);
  const bool unfolds = lq_node_unfolds (row->node);
  const bool open = unfolds && gtk_tree_list_row_get_expanded (row->shown);
  const bool favorite = lq_favorites_has (row->favorites, lq_node_path (row->node));
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (row));
  const int depth = (int) gtk_tree_list_row_get_depth (row->shown);

  gtk_label_set_text (GTK_LABEL (row->name), lq_node_name (row->node));
  gtk_label_set_ellipsize (GTK_LABEL (row->name), lq_node_is_device (row->node)
                                                      ? PANGO_ELLIPSIZE_END
                                                      : PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_text (GTK_LABEL (row->note), lq_node_note (row->node));
  /* Below its device, a preset need not say whose it is. */
  gtk_widget_set_visible (row->note, depth == 0 || (kind != ENTRY_PRESET && kind != ENTRY_SOUND));
  gtk_image_set_from_icon_name (GTK_IMAGE (row->arrow),
                                open ? "lq-open-symbolic" : "lq-closed-symbolic");
  gtk_widget_set_opacity (row->arrow, unfolds);
  gtk_image_set_from_icon_name (GTK_IMAGE (row->icon), icons[kind]);
  gtk_widget_set_visible (row->arrow, kind != ENTRY_HEADING);
  gtk_widget_set_visible (row->icon, kind != ENTRY_HEADING);
  gtk_widget_set_margin_start (row->arrow, ui_px (INDENT) * depth);
  set_class (GTK_WIDGET (row), "heading", kind == ENTRY_HEADING);
  set_class (GTK_WIDGET (row), "quiet", lq_node_is_quiet (row->node));
  set_class (GTK_WIDGET (row), "folder", unfolds);
  gtk_image_set_from_icon_name (GTK_IMAGE (row->star),
                                favorite ? "lq-star-symbolic" : "lq-unstar-symbolic");
  set_class (row->star, "on", favorite);
  gtk_widget_set_visible (row->star, lq_node_can_be_favorite (row->node));
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), lq_node_is_device (row->node)
                                                     ? lq_node_about (row->node)
                                                     : lq_node_path (row->node));
  if (!item)
    return;
  const char *note = lq_node_note (row->node);
  g_autofree char *spoken =
      g_strconcat (lq_node_name (row->node), *note ? ", " : "", note, favorite ? ", " : "",
                   favorite ? _ ("favorite") : "", NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  GTK_ACCESSIBLE_PROPERTY_LEVEL, depth + 1, -1);
  if (unfolds)
    gtk_accessible_update_state (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
  else
    gtk_accessible_reset_state (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_STATE_EXPANDED);
}

static void
forget (LqBrowserRow *row)
{
  if (row->shown)
    g_signal_handlers_disconnect_by_data (row->shown, row);
  if (row->node)
    g_signal_handlers_disconnect_by_data (row->node, row);
  g_clear_object (&row->shown);
  g_clear_object (&row->node);
}

static void
fold_clicked (GtkGestureClick *gesture, int n, double x, double y, LqBrowserRow *row)
{
  if (!row->node || !lq_node_unfolds (row->node))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_tree_list_row_set_expanded (row->shown, !gtk_tree_list_row_get_expanded (row->shown));
}

static void
star_clicked (GtkGestureClick *gesture, int n, double x, double y, LqBrowserRow *row)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (row->node)
    lq_favorites_ask (row->favorites, lq_node_path (row->node));
}

static GdkContentProvider *
drag_prepared (GtkDragSource *source, double x, double y, LqBrowserRow *row)
{
  if (!row->node || !lq_node_path (row->node))
    return NULL;
  if (lq_node_is_device (row->node)) {
    g_autofree char *said = g_strconcat (NODE_DRAG, lq_node_path (row->node), NULL);
    return gdk_content_provider_new_typed (G_TYPE_STRING, said);
  }
  if (!lq_node_is_file (row->node) && gtk_tree_list_row_get_depth (row->shown) == 0)
    return NULL; /* nobody means all of Home */
  g_autoptr (GFile) file = g_file_new_for_path (lq_node_path (row->node));
  g_autoptr (GSList) files = g_slist_prepend (NULL, file);
  g_auto (GValue) value = G_VALUE_INIT;
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_list (files));
  return gdk_content_provider_new_for_value (&value);
}

static void
drag_begun (GtkDragSource *source, GdkDrag *drag, LqBrowserRow *row)
{
  GtkWidget *label = gtk_label_new (row->node ? lq_node_name (row->node) : "");
  gtk_widget_add_css_class (label, "browser-drag");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
  gdk_drag_set_hotspot (drag, -ui_px (8), -ui_px (8));
}

static void
lq_browser_row_dispose (GObject *object)
{
  LqBrowserRow *row = LQ_BROWSER_ROW (object);
  forget (row);
  if (row->favorites)
    g_signal_handlers_disconnect_by_data (row->favorites, row);
  g_clear_object (&row->favorites);
  G_OBJECT_CLASS (lq_browser_row_parent_class)->dispose (object);
}

static void
lq_browser_row_class_init (LqBrowserRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lq_browser_row_dispose;
}

static void
lq_browser_row_init (LqBrowserRow *row)
{
  GtkGesture *click = gtk_gesture_click_new (), *star = gtk_gesture_click_new ();
  GtkDragSource *drag = gtk_drag_source_new ();

  row->arrow = gtk_image_new ();
  row->icon = gtk_image_new ();
  row->name = gtk_label_new ("");
  row->note = gtk_label_new ("");
  row->star = gtk_image_new ();
  gtk_widget_add_css_class (GTK_WIDGET (row), "browser-row");
  gtk_widget_add_css_class (row->arrow, "arrow");
  gtk_widget_add_css_class (row->icon, "kind");
  gtk_widget_add_css_class (row->note, "note");
  gtk_widget_add_css_class (row->star, "star");
  gtk_label_set_xalign (GTK_LABEL (row->name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (row->name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (row->name, TRUE);
  gtk_box_append (GTK_BOX (row), row->arrow);
  gtk_box_append (GTK_BOX (row), row->icon);
  gtk_box_append (GTK_BOX (row), row->name);
  gtk_box_append (GTK_BOX (row), row->note);
  gtk_box_append (GTK_BOX (row), row->star);
  g_signal_connect (star, "pressed", G_CALLBACK (star_clicked), row);
  gtk_widget_add_controller (row->star, GTK_EVENT_CONTROLLER (star));
  g_signal_connect (click, "pressed", G_CALLBACK (fold_clicked), row);
  gtk_widget_add_controller (row->arrow, GTK_EVENT_CONTROLLER (click));
  gtk_drag_source_set_actions (drag, GDK_ACTION_COPY);
  g_signal_connect (drag, "prepare", G_CALLBACK (drag_prepared), row);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begun), row);
  gtk_widget_add_controller (GTK_WIDGET (row), GTK_EVENT_CONTROLLER (drag));
}

static void
favorites_changed (LqBrowserRow *row)
{
  if (row->node)
    show (row);
}

static void
set_up (GtkSignalListItemFactory *factory, GtkListItem *item, LqFavorites *favorites)
{
  LqBrowserRow *row = g_object_new (LQ_TYPE_BROWSER_ROW, NULL);
  row->favorites = g_object_ref (favorites);
  g_signal_connect_swapped (favorites, "changed", G_CALLBACK (favorites_changed), row);
  gtk_list_item_set_child (item, GTK_WIDGET (row));
}

static void
bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  LqBrowserRow *row = LQ_BROWSER_ROW (gtk_list_item_get_child (item));
  forget (row);
  row->shown = g_object_ref (gtk_list_item_get_item (item));
  row->node = gtk_tree_list_row_get_item (row->shown);
  const bool heading = lq_node_kind (row->node) == ENTRY_HEADING;
  gtk_list_item_set_selectable (item, !heading);
  gtk_list_item_set_activatable (item, !heading);
  g_signal_connect_swapped (row->shown, "notify::expanded", G_CALLBACK (show), row);
  g_signal_connect_swapped (row->node, "changed", G_CALLBACK (show), row);
  show (row);
  lq_node_ask_length (row->node);
}

static void
unbind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  forget (LQ_BROWSER_ROW (gtk_list_item_get_child (item)));
}

GtkListItemFactory *
browser_rows_new (LqFavorites *favorites)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up), favorites, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind), NULL);
  return factory;
}
