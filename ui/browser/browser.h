/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The browser: the files of the project and of the user, devices and presets, with search, filters,
 * favorites and a look at the selected one. It changes nothing: what is to be inserted is told by
 * signals. GTK thread. */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

#include "ui/browser/node.h"
#include "ui/desk/desk.h"

#define LQ_TYPE_BROWSER (lq_browser_get_type ())
G_DECLARE_FINAL_TYPE (LqBrowser, lq_browser, LQ, BROWSER, GtkBox)

/* Signals: "insert" (const char *path or key) by Enter or two clicks on a file, device or preset;
 * "add-place" when the user wants one more library folder; "favorite" (path or key) to star a thing
 * or take the star away. */
GtkWidget *lq_browser_new (LqDesk *desk);

/* LqNode: what the tab of plugins or presets holds, their paths being keys; the store is taken.
 * Asked for each time that the tab comes. */
typedef GListStore *(*BrowserFill) (bool presets, void *data);
void lq_browser_set_fill (LqBrowser *browser, BrowserFill fill, void *data);
void lq_browser_refill (LqBrowser *browser); /* the tab that shows */
/* Paths and keys, NULL-terminated. */
void lq_browser_set_favorites (LqBrowser *browser, const char *const *paths);
/* The library folders, NULL-terminated. */
void lq_browser_set_places (LqBrowser *browser, const char *const *places);

/* Whether files that the user comes to are heard, and in the tempo of the song. */
void lq_browser_set_preview (LqBrowser *browser, bool on, bool sync);

void lq_browser_move (LqBrowser *browser, int direction); /* 1 or -1 */
void lq_browser_fold (LqBrowser *browser); /* or goes to the parent */
void lq_browser_unfold (LqBrowser *browser); /* or goes to the first in it */
void lq_browser_search (LqBrowser *browser);
void lq_browser_turn_tab (LqBrowser *browser, int direction);

/* The selected file, device or preset, or a folder inside a place; NULL: none. Borrowed until
 * something else is selected. Whole places are never meant. */
const char *lq_browser_selected (LqBrowser *browser);
/* The selected library folder, or NULL. */
const char *lq_browser_selected_place (LqBrowser *browser);
/* What a star would be for, or NULL; borrowed likewise. */
const char *lq_browser_selected_favorite (LqBrowser *browser);
bool lq_browser_shows_favorites (LqBrowser *browser); /* nothing else, that is */
