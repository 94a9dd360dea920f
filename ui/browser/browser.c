/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "ui/browser/browser_private.h"
#include "ui/browser/foot.h"
#include "ui/browser/row.h"
#include "ui/browser/tree.h"
#include "ui/browser/tree_keys.h"
#include "ui/draw/theme.h"

G_DEFINE_FINAL_TYPE (LqBrowser, lq_browser, GTK_TYPE_BOX)

enum { INSERT, ADD_PLACE, FAVORITE, N_SIGNALS };
static guint signals[N_SIGNALS];

static bool
is_second (LqNode *node)
{
  const EntryKind kind = lq_node_kind (node);
  return kind == ENTRY_MIDI || kind == ENTRY_INSTRUMENT || kind == ENTRY_SOUND;
}

static gboolean
passes (gpointer item, gpointer data)
{
  LqBrowser *browser = data;
  LqNode *node = item;
  const bool first = browser_is_on (browser->only[ONLY_FIRST]);
  const bool second = browser_is_on (browser->only[ONLY_SECOND]);
  return (!lq_node_is_file (node) && !lq_node_is_device (node)) || first == second ||
         is_second (node) == second;
}

/* --- The list -----------------------------------------------------------------------------------
 */

static LqNode *
selected_node (LqBrowser *browser)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (browser->selection);
  g_autoptr (LqNode) node = row ? gtk_tree_list_row_get_item (row) : NULL;
  return node; /* the row holds it */
}

const char *
lq_browser_selected (LqBrowser *browser)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (browser->selection);
  LqNode *node = selected_node (browser);
  return node && (lq_node_is_file (node) || lq_node_is_device (node) ||
                  gtk_tree_list_row_get_depth (row) > 0)
             ? lq_node_path (node)
             : NULL;
}

const char *
lq_browser_selected_favorite (LqBrowser *browser)
{
  LqNode *node = selected_node (browser);
  return node && lq_node_can_be_favorite (node) ? lq_node_path (node) : NULL;
}

bool
lq_browser_shows_favorites (LqBrowser *browser)
{
  return browser_is_on (browser->starred);
}

const char *
lq_browser_selected_place (LqBrowser *browser)
{
  LqNode *node = selected_node (browser);
  return node && lq_node_is_place (node) ? lq_node_path (node) : NULL;
}

void
lq_browser_move (LqBrowser *browser, int direction)
{
  tree_keys_move (browser->list, direction);
}

void
lq_browser_fold (LqBrowser *browser)
{
  tree_keys_fold (browser->list);
}

void
lq_browser_unfold (LqBrowser *browser)
{
  tree_keys_unfold (browser->list);
}

static void
activated (GtkListView *list, guint position, LqBrowser *browser)
{
  g_autoptr (GtkTreeListRow) row =
      g_list_model_get_item (G_LIST_MODEL (browser->selection), position);
  g_autoptr (LqNode) node = gtk_tree_list_row_get_item (row);
  if (lq_node_kind (node) == ENTRY_MORE)
    browser_search_all (browser);
  else if ((lq_node_is_file (node) || lq_node_is_device (node)) && lq_node_path (node))
    g_signal_emit (browser, signals[INSERT], 0, lq_node_path (node));
  else if (lq_node_unfolds (node))
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
}

void
lq_browser_set_preview (LqBrowser *browser, bool on, bool sync)
{
  if (hearing_set (browser->hearing, on, sync))
    hearing_show (browser->hearing, GTK_WIDGET (browser), selected_node (browser));
}

static void
selected (GtkSingleSelection *selection, GParamSpec *spec, LqBrowser *browser)
{
  if (!browser->foot)
    return;
  lq_foot_show (LQ_FOOT (browser->foot), selected_node (browser));
  hearing_show (browser->hearing, GTK_WIDGET (browser), selected_node (browser));
}

/* --- Tabs, search, filters ----------------------------------------------------------------------
 */

static void
show_sources (LqBrowser *browser)
{
  const Project *project = lq_desk_project (browser->desk);
  if (browser->shown_sources == project->sources && browser->shown_tracks == project->tracks)
    return;
  browser->shown_sources = project->sources;
  browser->shown_tracks = project->tracks;
  tree_fill_sources (browser->roots[TAB_PROJECT], browser->desk);
  browser_search_again (browser, false);
}

/* What users keep may have changed since. */
static void
fill (LqBrowser *browser, Tab tab)
{
  if (!browser->fill)
    return;
  g_clear_object (&browser->trees[tab]);
  g_clear_object (&browser->roots[tab]);
  browser->roots[tab] = browser->fill (tab == TAB_PRESETS, browser->fill_data);
  browser->trees[tab] = tree_model_new (browser->roots[tab], browser->filter);
}

static void
set_tab (LqBrowser *browser, Tab tab)
{
  const bool other = browser->tab != tab;
  browser->tab = tab;
  browser->quiet = true;
  for (int i = 0; i < N_TABS; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (browser->tabs[i]), i == (int) tab);
  for (int i = 0; other && i < N_ONLY; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (browser->only[i]), FALSE);
  browser_label (browser);
  browser->quiet = false;
  if (tab == TAB_PLUGINS || tab == TAB_PRESETS)
    fill (browser, tab);
  if (tab == TAB_PROJECT)
    show_sources (browser);
  browser_search_again (browser, false);
}

void
lq_browser_set_fill (LqBrowser *browser, BrowserFill function, void *data)
{
  browser->fill = function;
  browser->fill_data = data;
}

void
lq_browser_refill (LqBrowser *browser)
{
  set_tab (browser, browser->tab);
}

void
lq_browser_set_favorites (LqBrowser *browser, const char *const *paths)
{
  lq_favorites_set (browser->favorites, paths);
  if (browser_is_on (browser->starred))
    browser_search_again (browser, false);
}

static void
star_asked (LqFavorites *favorites, const char *path, LqBrowser *browser)
{
  g_signal_emit (browser, signals[FAVORITE], 0, path);
}

static void
text_changed (GtkEditable *entry, LqBrowser *browser)
{
  browser_search_again (browser, true);
}

static void
tab_toggled (GtkToggleButton *button, LqBrowser *browser)
{
  for (int i = 0; i < N_TABS && !browser->quiet; i++)
    if (browser->tabs[i] == GTK_WIDGET (button))
      set_tab (browser, (Tab) i);
}

void
lq_browser_turn_tab (LqBrowser *browser, int direction)
{
  set_tab (browser, (Tab) ((browser->tab + direction + N_TABS) % N_TABS));
  tree_keys_focus (browser->list);
}

void
lq_browser_search (LqBrowser *browser)
{
  gtk_widget_grab_focus (browser->entry);
}

static void
filters_toggled (GtkToggleButton *button, LqBrowser *browser)
{
  if (browser->quiet)
    return;
  gtk_filter_changed (browser->filter, GTK_FILTER_CHANGE_DIFFERENT);
  browser_search_again (browser, false);
}

/* Where nothing was found, Enter looks farther. */
static void
enter_list (LqBrowser *browser)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (browser->selection)) == 0 && browser->found_tree &&
      gtk_widget_get_visible (browser->everywhere))
    browser_search_all (browser);
  else
    tree_keys_focus (browser->list);
}

static gboolean
entry_key (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state,
           LqBrowser *browser)
{
  if (key == GDK_KEY_Escape)
    gtk_editable_set_text (GTK_EDITABLE (browser->entry), "");
  else if (key != GDK_KEY_Down)
    return GDK_EVENT_PROPAGATE;
  tree_keys_focus (browser->list);
  return GDK_EVENT_STOP;
}

static void
add_place (GtkButton *button, LqBrowser *browser)
{
  g_signal_emit (browser, signals[ADD_PLACE], 0);
}

/* --- The project --------------------------------------------------------------------------------
 */

static void
desk_changed (LqDesk *desk, guint what, LqBrowser *browser)
{
  const Project *project = lq_desk_project (desk);
  if (!(what & DESK_PROJECT))
    return;
  if (browser->sources != project->sources)
    tree_reread_project (browser->roots[TAB_FILES]);
  browser->sources = project->sources;
  if (browser->tab == TAB_PROJECT)
    show_sources (browser);
}

void
lq_browser_set_places (LqBrowser *browser, const char *const *places)
{
  g_clear_object (&browser->trees[TAB_FILES]);
  g_clear_object (&browser->roots[TAB_FILES]);
  browser->roots[TAB_FILES] = tree_files (browser->desk, places);
  browser->trees[TAB_FILES] = tree_model_new (browser->roots[TAB_FILES], browser->filter);
  tree_unfold_project (browser->trees[TAB_FILES]);
  browser_search_again (browser, false);
}

/* Rows are as deep as the scale says. */
static void
theme_changed (void *data)
{
  LqBrowser *browser = data;
  g_autoptr (GtkListItemFactory) rows = browser_rows_new (browser->favorites);
  gtk_list_view_set_factory (GTK_LIST_VIEW (browser->list), rows);
}

/* --- Life ---------------------------------------------------------------------------------------
 */

static gboolean
lq_browser_focus (GtkWidget *widget, GtkDirectionType direction)
{
  LqBrowser *browser = LQ_BROWSER (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  const bool inside = focus && gtk_widget_is_ancestor (focus, widget);
  if (inside || direction != GTK_DIR_TAB_FORWARD ||
      g_list_model_get_n_items (G_LIST_MODEL (browser->selection)) == 0)
    return GTK_WIDGET_CLASS (lq_browser_parent_class)->focus (widget, direction);
  tree_keys_focus (browser->list);
  return TRUE;
}

/* A search keeps the browser alive: it ends with the project. */
static void
lq_browser_unroot (GtkWidget *widget)
{
  browser_stop_search (LQ_BROWSER (widget));
  GTK_WIDGET_CLASS (lq_browser_parent_class)->unroot (widget);
}

static void
lq_browser_dispose (GObject *object)
{
  LqBrowser *browser = LQ_BROWSER (object);
  theme_unlisten (browser);
  browser_stop_search (browser);
  g_clear_pointer (&browser->hearing, hearing_free);
  if (browser->selection)
    g_signal_handlers_disconnect_by_data (browser->selection, browser);
  browser->foot = NULL;
  for (int i = 0; i < N_TABS; i++) {
    g_clear_object (&browser->trees[i]);
    g_clear_object (&browser->roots[i]);
  }
  g_clear_object (&browser->found_tree);
  g_clear_object (&browser->found);
  if (browser->favorites)
    g_signal_handlers_disconnect_by_data (browser->favorites, browser);
  g_clear_object (&browser->favorites);
  g_clear_object (&browser->selection);
  g_clear_object (&browser->filter);
  g_clear_object (&browser->desk);
  G_OBJECT_CLASS (lq_browser_parent_class)->dispose (object);
}

static void
lq_browser_class_init (LqBrowserClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lq_browser_dispose;
  GTK_WIDGET_CLASS (class)->focus = lq_browser_focus;
  GTK_WIDGET_CLASS (class)->unroot = lq_browser_unroot;
  signals[INSERT] = g_signal_new ("insert", LQ_TYPE_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ADD_PLACE] = g_signal_new ("add-place", LQ_TYPE_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
  signals[FAVORITE] = g_signal_new ("favorite", LQ_TYPE_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
connect_head (LqBrowser *browser)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  for (int i = 0; i < N_TABS; i++)
    g_signal_connect (browser->tabs[i], "clicked", G_CALLBACK (tab_toggled), browser);
  for (int i = 0; i < N_ONLY; i++)
    g_signal_connect (browser->only[i], "toggled", G_CALLBACK (filters_toggled), browser);
  g_signal_connect (browser->starred, "toggled", G_CALLBACK (filters_toggled), browser);
  g_signal_connect (browser->add_place, "clicked", G_CALLBACK (add_place), browser);
  g_signal_connect_swapped (browser->everywhere, "clicked", G_CALLBACK (browser_search_all),
                            browser);
  g_signal_connect (browser->entry, "changed", G_CALLBACK (text_changed), browser);
  g_signal_connect_swapped (browser->entry, "activate", G_CALLBACK (enter_list), browser);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (entry_key), browser);
  gtk_widget_add_controller (browser->entry, keys);
  g_signal_connect (browser->list, "activate", G_CALLBACK (activated), browser);
  g_signal_connect (browser->favorites, "asked", G_CALLBACK (star_asked), browser);
}

static void
lq_browser_init (LqBrowser *browser)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (browser), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (browser), "browser");
  gtk_widget_set_overflow (GTK_WIDGET (browser), GTK_OVERFLOW_HIDDEN);
  browser->filter = GTK_FILTER (gtk_custom_filter_new (passes, browser, NULL));
  browser->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (browser->selection, FALSE);
  gtk_single_selection_set_can_unselect (browser->selection, TRUE);
  g_signal_connect (browser->selection, "notify::selected-item", G_CALLBACK (selected), browser);
  browser->favorites = lq_favorites_new ();
  browser_build (browser);
  connect_head (browser);
}

GtkWidget *
lq_browser_new (LqDesk *desk)
{
  LqBrowser *browser = g_object_new (LQ_TYPE_BROWSER, NULL);
  const char *const none[] = { NULL };
  const Project *project = lq_desk_project (desk);
  g_autofree char *cache =
      g_build_filename (session_folder (lq_desk_session (desk)), "cache", NULL);

  browser->desk = g_object_ref (desk);
  browser->sources = project->sources;
  browser->foot = lq_foot_new (cache);
  browser->hearing = hearing_new (desk, LQ_FOOT (browser->foot));
  gtk_box_append (GTK_BOX (browser), browser->foot);
  for (int i = TAB_PLUGINS; i < TAB_PROJECT; i++) {
    browser->roots[i] = g_list_store_new (LQ_TYPE_NODE);
    browser->trees[i] = tree_model_new (browser->roots[i], browser->filter);
  }
  browser->roots[TAB_PROJECT] = g_list_store_new (LQ_TYPE_NODE);
  browser->trees[TAB_PROJECT] = tree_model_new (browser->roots[TAB_PROJECT], browser->filter);
  lq_browser_set_places (browser, none);
  set_tab (browser, TAB_FILES);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed), browser, 0);
  theme_listen (theme_changed, browser);
  gtk_accessible_update_property (GTK_ACCESSIBLE (browser), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Browser"), -1);
  return GTK_WIDGET (browser);
}
