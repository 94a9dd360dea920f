/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The browser: the files of the project and of the user, with search, filters and a look at the
 * selected one. It changes nothing: what is to be inserted is told by signals. GTK thread. */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

#include "ui/desk/desk.h"

#define LQ_TYPE_BROWSER (lq_browser_get_type ())
G_DECLARE_FINAL_TYPE (LqBrowser, lq_browser, LQ, BROWSER, GtkBox)

/* Signals: "insert" (const char *path) by Enter or two clicks on a file; "add-place" when the user
 * wants one more library folder. */
GtkWidget *lq_browser_new (LqDesk *desk);
/* The library folders, NULL-terminated. */
void lq_browser_set_places (LqBrowser *browser, const char *const *places);

/* Whether files that the user comes to are heard, and in the tempo of the song. */
void lq_browser_set_preview (LqBrowser *browser, bool on, bool sync);

void lq_browser_move (LqBrowser *browser, int direction); /* 1 or -1 */
void lq_browser_fold (LqBrowser *browser); /* or goes to the parent */
void lq_browser_unfold (LqBrowser *browser); /* or goes to the first in it */
void lq_browser_search (LqBrowser *browser);
void lq_browser_turn_tab (LqBrowser *browser, int direction);

/* The selected file, or a folder inside a place; NULL: none. Borrowed until something else is
 * selected. Whole places are never meant. */
const char *lq_browser_selected (LqBrowser *browser);
/* The selected library folder, or NULL. */
const char *lq_browser_selected_place (LqBrowser *browser);
