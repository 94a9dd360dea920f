/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NOTES
 *
 * Files are searched on another thread, first in the folders of the project and of the library,
 * then, when the user wants it, in all places. What else there is (devices, presets, sources of the
 * project, favorites) is in memory and found at once. */
#include <glib/gi18n.h>

#include "ui/browser/browser_private.h"
#include "ui/browser/find.h"
#include "ui/browser/listing.h"
#include "ui/browser/tree.h"

#define SEARCH_AFTER_MS 250

const char *
browser_search_text (LqBrowser *browser)
{
  return gtk_editable_get_text (GTK_EDITABLE (browser->entry));
}

static char *
nothing_text (LqBrowser *browser)
{
  static const char *const lacks[N_TABS] = { N_ ("No file matches “%s”."),
                                             N_ ("No device matches “%s”."),
                                             N_ ("No preset matches “%s”."),
                                             N_ ("No file matches “%s”.") };
  const char *text = browser_search_text (browser);
  if (*text)
    return g_strdup_printf (_ (lacks[browser->tab]), text);
  if (browser_is_on (browser->starred))
    return g_strdup (_ ("No favorites yet: F adds what is selected."));
  return g_strdup (browser->tab == TAB_PRESETS ? _ ("There are no presets yet.")
                                               : _ ("The project has no audio yet."));
}

void
browser_show_model (LqBrowser *browser)
{
  GtkTreeListModel *model =
      browser->found_tree ? browser->found_tree : browser->trees[browser->tab];
  g_autofree char *text = nothing_text (browser);

  if (gtk_single_selection_get_model (browser->selection) != G_LIST_MODEL (model))
    gtk_single_selection_set_model (browser->selection, G_LIST_MODEL (model));
  gtk_label_set_text (GTK_LABEL (browser->nothing), text);
  gtk_widget_set_visible (browser->everywhere, browser->tab == TAB_FILES && browser->found_tree &&
                                                   !browser_is_on (browser->starred) &&
                                                   !browser->searched_all);
  gtk_stack_set_visible_child_name (
      GTK_STACK (browser->pages),
      g_list_model_get_n_items (G_LIST_MODEL (browser->selection)) > 0 ? "list" : "nothing");
}

static void
forget_found (LqBrowser *browser)
{
  g_clear_object (&browser->found_tree);
  g_clear_object (&browser->found);
}

static void
show_found (LqBrowser *browser)
{
  browser->found_tree = tree_model_new (browser->found, browser->filter);
  browser_show_model (browser);
}

static void
add_found (LqBrowser *browser, EntryKind kind, const char *name, const char *path)
{
  g_autoptr (LqNode) node = lq_node_new (kind, name, path);
  if (gtk_filter_match (browser->filter, node))
    g_list_store_append (browser->found, node);
}

/* --- Files --------------------------------------------------------------------------------------
 */

static void
files_found (gpointer owner, GPtrArray *list, bool all)
{
  LqBrowser *browser = owner;
  forget_found (browser);
  browser->found = g_list_store_new (LQ_TYPE_NODE);
  for (guint i = 0; i < list->len; i++) {
    const Listed *listed = list->pdata[i];
    add_found (browser, listed->kind == LISTED_MIDI ? ENTRY_MIDI : ENTRY_AUDIO, listed->name,
               listed->path);
  }
  const bool any = g_list_model_get_n_items (G_LIST_MODEL (browser->found)) > 0;
  if (any && !browser->searched_all)
    add_found (browser, ENTRY_MORE, _ ("Search all places"), NULL);
  else if (any && !all)
    add_found (browser, ENTRY_HEADING, _ ("There are more"), NULL);
  show_found (browser);
}

void
browser_stop_search (LqBrowser *browser)
{
  g_clear_handle_id (&browser->search_timer, g_source_remove);
  g_cancellable_cancel (browser->searching);
  g_clear_object (&browser->searching);
}

static gboolean
start_search (gpointer data)
{
  LqBrowser *browser = data;
  browser->search_timer = 0;
  browser->searching = g_cancellable_new ();
  find_files (G_OBJECT (browser), tree_folders (browser->roots[TAB_FILES], browser->searched_all),
              browser_search_text (browser), browser->searching, files_found);
  return G_SOURCE_REMOVE;
}

void
browser_search_all (LqBrowser *browser)
{
  browser_stop_search (browser);
  browser->searched_all = true;
  start_search (browser);
}

/* --- What is in memory --------------------------------------------------------------------------
 */

static void
add_starred_file (LqBrowser *browser, const char *path, char *const *words)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *folded = g_utf8_casefold (name, -1);
  ListedKind kind = LISTED_FOLDER;
  for (; *words; words++)
    if (!strstr (folded, *words))
      return;
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    add_found (browser, ENTRY_FOLDER, name, path);
  else if (g_file_test (path, G_FILE_TEST_EXISTS) && listing_kind (base, &kind))
    add_found (browser, kind == LISTED_MIDI ? ENTRY_MIDI : ENTRY_AUDIO, name, path);
}

static void
keep_starred (LqBrowser *browser)
{
  GListModel *all = G_LIST_MODEL (browser->found);
  for (guint i = g_list_model_get_n_items (all); i-- > 0;) {
    g_autoptr (LqNode) node = g_list_model_get_item (all, i);
    if (!lq_favorites_has (browser->favorites, lq_node_path (node)))
      g_list_store_remove (browser->found, i);
  }
}

static void
find_here (LqBrowser *browser)
{
  g_autofree char *folded = g_utf8_casefold (browser_search_text (browser), -1);
  g_auto (GStrv) words = g_strsplit_set (g_strstrip (folded), " ", -1);
  const bool starred = browser_is_on (browser->starred);

  forget_found (browser);
  browser->found = g_list_store_new (LQ_TYPE_NODE);
  if (browser->tab == TAB_FILES) {
    const char *const *paths = lq_favorites_all (browser->favorites);
    for (int i = 0; paths[i]; i++)
      if (g_path_is_absolute (paths[i]))
        add_starred_file (browser, paths[i], words);
  } else {
    tree_collect (G_LIST_MODEL (browser->roots[browser->tab]), words, browser->filter,
                  browser->found);
    if (starred)
      keep_starred (browser);
  }
  show_found (browser);
}

void
browser_search_again (LqBrowser *browser, bool soon)
{
  const bool starred = browser_is_on (browser->starred), text = *browser_search_text (browser);
  browser_stop_search (browser);
  browser->searched_all = false;
  if (starred || (text && browser->tab != TAB_FILES)) {
    find_here (browser);
  } else if (!text) {
    forget_found (browser);
    browser_show_model (browser);
  } else if (soon) {
    browser->search_timer = g_timeout_add (SEARCH_AFTER_MS, start_search, browser);
  } else {
    forget_found (browser);
    browser_show_model (browser);
    start_search (browser);
  }
}
