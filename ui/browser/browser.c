/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/browser.h"

#include <glib/gi18n.h>

#include "ui/browser/find.h"
#include "ui/browser/foot.h"
#include "ui/browser/hearing.h"
#include "ui/browser/listing.h"
#include "ui/browser/row.h"
#include "ui/browser/tree.h"
#include "ui/browser/tree_keys.h"
#include "ui/draw/theme.h"

#define SEARCH_AFTER_MS 250

typedef enum { TAB_FILES, TAB_PROJECT, N_TABS } Tab;
typedef enum { ONLY_AUDIO, ONLY_MIDI, N_ONLY } Only;

struct _LqBrowser {
  GtkBox parent_instance;
  LqDesk *desk;
  const List *sources, *shown_sources, *shown_tracks; /* of the value; compared only */
  GtkWidget *tabs[N_TABS], *entry, *only[N_ONLY], *pages, *nothing, *list, *foot;
  GListStore *roots[N_TABS], *found;
  GtkTreeListModel *trees[N_TABS], *found_tree;
  GtkFilter *filter;
  GtkSingleSelection *selection;
  GCancellable *searching;
  guint search_timer;
  Tab tab;
  bool quiet;
  Hearing *hearing;
};

G_DEFINE_FINAL_TYPE (LqBrowser, lq_browser, GTK_TYPE_BOX)

enum { INSERT, ADD_PLACE, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
passes (gpointer item, gpointer data)
{
  LqBrowser *browser = data;
  LqNode *node = item;
  const bool audio = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (browser->only[ONLY_AUDIO]));
  const bool midi = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (browser->only[ONLY_MIDI]));
  return !lq_node_is_file (node) || audio == midi ||
         lq_node_kind (node) == (audio ? ENTRY_AUDIO : ENTRY_MIDI);
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
  return node && (lq_node_is_file (node) || gtk_tree_list_row_get_depth (row) > 0)
             ? lq_node_path (node)
             : NULL;
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
  if (lq_node_is_file (node) && lq_node_path (node))
    g_signal_emit (browser, signals[INSERT], 0, lq_node_path (node));
  else if (lq_node_kind (node) == ENTRY_FOLDER)
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

static const char *
search_text (LqBrowser *browser)
{
  return gtk_editable_get_text (GTK_EDITABLE (browser->entry));
}

static void
show_model (LqBrowser *browser)
{
  const bool search = browser->tab == TAB_FILES && browser->found_tree;
  GtkTreeListModel *model = search ? browser->found_tree : browser->trees[browser->tab];
  g_autofree char *text = search
                              ? g_strdup_printf (_ ("No file matches “%s”."), search_text (browser))
                              : g_strdup (_ ("The project has no audio yet."));

  if (gtk_single_selection_get_model (browser->selection) != G_LIST_MODEL (model))
    gtk_single_selection_set_model (browser->selection, G_LIST_MODEL (model));
  gtk_label_set_text (GTK_LABEL (browser->nothing), text);
  gtk_stack_set_visible_child_name (
      GTK_STACK (browser->pages),
      g_list_model_get_n_items (G_LIST_MODEL (browser->selection)) > 0 ? "list" : "nothing");
}

static void
files_found (gpointer owner, GPtrArray *list, bool all)
{
  LqBrowser *browser = owner;
  g_clear_object (&browser->found_tree);
  g_clear_object (&browser->found);
  browser->found = g_list_store_new (LQ_TYPE_NODE);
  for (guint i = 0; i < list->len; i++) {
    const Listed *listed = list->pdata[i];
    g_autoptr (LqNode) node = lq_node_new (listed->kind == LISTED_MIDI ? ENTRY_MIDI : ENTRY_AUDIO,
                                           listed->name, listed->path);
    if (passes (node, browser))
      g_list_store_append (browser->found, node);
  }
  if (!all && list->len > 0) {
    g_autoptr (LqNode) more = lq_node_new (ENTRY_HEADING, _ ("There are more"), NULL);
    g_list_store_append (browser->found, more);
  }
  browser->found_tree = tree_model_new (browser->found, browser->filter);
  show_model (browser);
}

static void
stop_search (LqBrowser *browser)
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
  find_files (G_OBJECT (browser), tree_folders (browser->roots[TAB_FILES]), search_text (browser),
              browser->searching, files_found);
  return G_SOURCE_REMOVE;
}

static void
show_sources (LqBrowser *browser)
{
  const Project *project = lq_desk_project (browser->desk);
  if (browser->shown_sources == project->sources && browser->shown_tracks == project->tracks)
    return;
  browser->shown_sources = project->sources;
  browser->shown_tracks = project->tracks;
  tree_fill_sources (browser->roots[TAB_PROJECT], browser->desk);
  show_model (browser);
}

static void
set_tab (LqBrowser *browser, Tab tab)
{
  browser->tab = tab;
  browser->quiet = true;
  for (int i = 0; i < N_TABS; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (browser->tabs[i]), i == (int) tab);
  browser->quiet = false;
  if (tab == TAB_PROJECT)
    show_sources (browser);
  show_model (browser);
}

static void
text_changed (GtkEditable *entry, LqBrowser *browser)
{
  const bool any = *search_text (browser) != '\0';
  stop_search (browser);
  if (any) {
    set_tab (browser, TAB_FILES);
    browser->search_timer = g_timeout_add (SEARCH_AFTER_MS, start_search, browser);
    return;
  }
  g_clear_object (&browser->found_tree);
  g_clear_object (&browser->found);
  show_model (browser);
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
only_toggled (GtkToggleButton *button, LqBrowser *browser)
{
  gtk_filter_changed (browser->filter, GTK_FILTER_CHANGE_DIFFERENT);
  if (browser->found_tree) {
    stop_search (browser);
    start_search (browser);
  }
}

static void
enter_list (LqBrowser *browser)
{
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
  show_model (browser);
}

/* Rows are as deep as the scale says. */
static void
theme_changed (void *data)
{
  LqBrowser *browser = data;
  g_autoptr (GtkListItemFactory) rows = browser_rows_new ();
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
  stop_search (LQ_BROWSER (widget));
  GTK_WIDGET_CLASS (lq_browser_parent_class)->unroot (widget);
}

static void
lq_browser_dispose (GObject *object)
{
  LqBrowser *browser = LQ_BROWSER (object);
  theme_unlisten (browser);
  stop_search (browser);
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
}

static GtkWidget *
make_tabs (LqBrowser *browser)
{
  static const char *const names[N_TABS] = { N_ ("Files"), N_ ("Project") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (box, "browser-tabs");
  for (int i = 0; i < N_TABS; i++) {
    browser->tabs[i] = gtk_toggle_button_new_with_label (_ (names[i]));
    if (i > 0)
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (browser->tabs[i]),
                                   GTK_TOGGLE_BUTTON (browser->tabs[0]));
    g_signal_connect (browser->tabs[i], "clicked", G_CALLBACK (tab_toggled), browser);
    gtk_box_append (GTK_BOX (box), browser->tabs[i]);
  }
  return box;
}

static GtkWidget *
make_search (LqBrowser *browser)
{
  GtkWidget *box = find_entry_new (&browser->entry);
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (browser->entry, "changed", G_CALLBACK (text_changed), browser);
  g_signal_connect_swapped (browser->entry, "activate", G_CALLBACK (enter_list), browser);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (entry_key), browser);
  gtk_widget_add_controller (browser->entry, keys);
  return box;
}

static GtkWidget *
make_filters (LqBrowser *browser)
{
  static const char *const names[N_ONLY] = { N_ ("Audio"), N_ ("MIDI") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *gap, *more;
  gtk_widget_add_css_class (box, "browser-filters");
  for (int i = 0; i < N_ONLY; i++) {
    browser->only[i] = gtk_toggle_button_new_with_label (_ (names[i]));
    gtk_widget_add_css_class (browser->only[i], "chip");
    g_signal_connect (browser->only[i], "toggled", G_CALLBACK (only_toggled), browser);
    gtk_box_append (GTK_BOX (box), browser->only[i]);
  }
  gap = gtk_label_new ("");
  gtk_widget_set_hexpand (gap, TRUE);
  gtk_box_append (GTK_BOX (box), gap);
  more = gtk_button_new_from_icon_name ("lq-plus-symbolic");
  gtk_widget_add_css_class (more, "bare");
  gtk_widget_set_tooltip_text (more, _ ("Add a folder to the library"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Add a folder to the library"), -1);
  g_signal_connect (more, "clicked", G_CALLBACK (add_place), browser);
  gtk_box_append (GTK_BOX (box), more);
  return box;
}

static GtkWidget *
make_pages (LqBrowser *browser)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  browser->list = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (browser->selection)),
                                     browser_rows_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (browser->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Files"), -1);
  g_signal_connect (browser->list, "activate", G_CALLBACK (activated), browser);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), browser->list);
  browser->nothing = find_nothing_new ();
  browser->pages = gtk_stack_new ();
  gtk_widget_set_vexpand (browser->pages, TRUE);
  gtk_stack_add_named (GTK_STACK (browser->pages), scrolled, "list");
  gtk_stack_add_named (GTK_STACK (browser->pages), browser->nothing, "nothing");
  return browser->pages;
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
  gtk_box_append (GTK_BOX (browser), make_tabs (browser));
  gtk_box_append (GTK_BOX (browser), make_search (browser));
  gtk_box_append (GTK_BOX (browser), make_filters (browser));
  gtk_box_append (GTK_BOX (browser), make_pages (browser));
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
