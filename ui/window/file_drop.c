/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/browser_side.h"

static bool
over_headers (LqWindow *window, GtkDropTarget *target)
{
  return gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)) ==
         lq_arrange_headers (lq_window_arrange (window));
}

/* On the headers, the edit cursor says when. */
static Position
place (LqWindow *window, GtkDropTarget *target, double x)
{
  LqDesk *desk = lq_window_desk (window);
  return over_headers (window, target) ? lq_desk_cursor (desk)->at
                                       : lq_desk_snap (desk, int64_max (lq_desk_at (desk, x), 0));
}

Id
drop_track_at (LqWindow *window, double y)
{
  LqDesk *desk = lq_window_desk (window);
  const Rows *rows = lq_desk_rows (desk);
  const int64_t at = (int64_t) y + lq_desk_view (desk)->y;
  const int row = rows_at (rows, at);
  return row < 0 || at >= rows->height ? 0 : rows->rows[row].track;
}

static GdkDragAction
moved (GtkDropTarget *target, double x, double y, LqWindow *window)
{
  LqDesk *desk = lq_window_desk (window);
  const Position at = place (window, target, x);
  lq_arrange_set_hair (lq_window_arrange (window),
                       lq_desk_x (desk, tempo_map_position_units (lq_desk_map (desk), at)),
                       lq_desk_place (desk, at));
  return GDK_ACTION_COPY;
}

static void
left (GtkDropTarget *target, LqWindow *window)
{
  if (lq_window_arrange (window))
    lq_arrange_set_hair (lq_window_arrange (window), -1, NULL);
}

static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, LqWindow *window)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  left (target, window);
  for (GSList *at = files; at; at = at->next) {
    char *path = g_file_get_path (at->data);
    if (path)
      g_ptr_array_add (paths, path);
  }
  if (paths->len == 0)
    return FALSE;
  do_insert_files (window, (const char *const *) paths->pdata, (int) paths->len,
                   place (window, target, x), drop_track_at (window, y));
  return TRUE;
}

static void
attach (LqWindow *window, GtkWidget *widget)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect (target, "motion", G_CALLBACK (moved), window);
  g_signal_connect (target, "leave", G_CALLBACK (left), window);
  g_signal_connect (target, "drop", G_CALLBACK (dropped), window);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}

void
file_drop_attach (LqWindow *window)
{
  LqArrange *arrange = lq_window_arrange (window);
  attach (window, lq_arrange_timeline (arrange));
  attach (window, lq_arrange_headers (arrange));
}
