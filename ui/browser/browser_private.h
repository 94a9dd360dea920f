/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The browser, for the files that make it: its widgets, what its tabs hold, its search. GTK thread.
 */
#pragma once

#include "ui/browser/browser.h"
#include "ui/browser/favorites.h"
#include "ui/browser/hearing.h"

typedef enum { TAB_FILES, TAB_PLUGINS, TAB_PRESETS, TAB_PROJECT, N_TABS } Tab;
/* Audio and MIDI, or effects and instruments. */
typedef enum { ONLY_FIRST, ONLY_SECOND, N_ONLY } Only;

struct _LqBrowser {
  GtkBox parent_instance;
  LqDesk *desk;
  const List *sources, *shown_sources, *shown_tracks; /* of the value; compared only */
  GtkWidget *tabs[N_TABS], *tab_row, *entry, *only[N_ONLY], *starred, *add_place;
  GtkWidget *pages, *nothing, *everywhere, *list, *foot;
  GListStore *roots[N_TABS], *found;
  GtkTreeListModel *trees[N_TABS], *found_tree; /* the latter in place of the tab's */
  GtkFilter *filter;
  GtkSingleSelection *selection;
  LqFavorites *favorites;
  GCancellable *searching;
  guint search_timer;
  bool searched_all; /* the search went into all places */
  Tab tab;
  bool quiet;
  Hearing *hearing;
  BrowserFill fill;
  void *fill_data;
};

/* Tabs, entry, filters, list; nothing is shown yet. */
void browser_build (LqBrowser *browser);
/* What entry and filters say for the tab, which comes into sight. */
void browser_label (LqBrowser *browser);
bool browser_is_on (GtkWidget *toggle);

/* Shows the tab's tree, or what was found in its place. */
void browser_show_model (LqBrowser *browser);
/* Text, star or filters are others: searches, or goes back to the tree. */
void browser_search_again (LqBrowser *browser, bool soon);
/* Into Music, Home and so on, too. */
void browser_search_all (LqBrowser *browser);
void browser_stop_search (LqBrowser *browser);
const char *browser_search_text (LqBrowser *browser);
