/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the browser's list: fold arrow, icon, name, note; files can be dragged away. GTK thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/browser/favorites.h"

#define LQ_TYPE_BROWSER_ROW (lq_browser_row_get_type ())
G_DECLARE_FINAL_TYPE (LqBrowserRow, lq_browser_row, LQ, BROWSER_ROW, GtkBox)

/* For list items that are a GtkTreeListRow over LqNode. */
GtkListItemFactory *browser_rows_new (LqFavorites *favorites);
GtkTreeListRow *lq_browser_row_shown (LqBrowserRow *row); /* borrowed; or NULL */
