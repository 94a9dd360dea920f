/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/settings/keys_window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/window/settings/key_rows.h"
#include "ui/window/actions/do.h"
#include "ui/window/resolver.h"
#include "ui/window/windows/side_window.h"
#include "ui/window/settings/user_keys.h"

#define KIND "keys"

typedef struct {
  LqWindow *main;
  GtkWidget *window, *search, *list, *note, *change, *add, *remove, *reset;
  GListStore *rows;
  GtkSingleSelection *selection;
  Place place;
  bool on_canvas; /* it was opened from there */
  const Action *waiting; /* for a key */
  bool adds; /* to the others */
  const Action *last; /* whose keys were changed */
} KeysWindow;

static const Action *
chosen (KeysWindow *keys)
{
  LqKeyRow *row = gtk_single_selection_get_selected_item (keys->selection);
  return row ? row->action : NULL;
}

static void
note (KeysWindow *keys, const char *text, bool problem)
{
  gtk_label_set_text (GTK_LABEL (keys->note), text);
  if (problem)
    gtk_widget_add_css_class (keys->note, "problem");
  else
    gtk_widget_remove_css_class (keys->note, "problem");
}

static void
show_buttons (KeysWindow *keys)
{
  const Action *action = chosen (keys);
  int n = 0;
  if (action)
    keymap_keys (user_keys (), action, &n);
  gtk_widget_set_sensitive (keys->change, action != NULL);
  gtk_widget_set_sensitive (keys->add, action != NULL);
  gtk_widget_set_sensitive (keys->remove, n > 0);
  gtk_widget_set_sensitive (keys->reset, action && user_keys_differ (action));
}

static void
select_action (KeysWindow *keys, const Action *action)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (keys->rows));
  guint found = GTK_INVALID_LIST_POSITION;
  for (guint i = 0; i < n; i++) {
    g_autoptr (LqKeyRow) row = g_list_model_get_item (G_LIST_MODEL (keys->rows), i);
    if (row->action && (row->action == action || found == GTK_INVALID_LIST_POSITION))
      found = i;
    if (action && row->action == action)
      break;
  }
  if (found == GTK_INVALID_LIST_POSITION)
    return;
  gtk_single_selection_set_selected (keys->selection, found);
  gtk_widget_activate_action (keys->list, "list.scroll-to-item", "u", found);
}

static void
fill (KeysWindow *keys)
{
  const Action *action = chosen (keys);
  key_rows_fill (keys->rows, user_keys (), resolver_layout (), keys->place,
                 gtk_editable_get_text (GTK_EDITABLE (keys->search)));
  select_action (keys, action);
  show_buttons (keys);
}

/* The map has changed. */
static void
keep (KeysWindow *keys)
{
  g_autoptr (GError) error = NULL;
  if (!user_keys_save (&error)) {
    g_autofree char *text =
        g_strdup_printf (_ ("This holds until you quit, but was not kept: %s"), error->message);
    note (keys, text, true);
  }
  keys->last = chosen (keys);
  fill (keys);
  lq_window_keys_changed (keys->main);
  side_window_focus_row (keys->list, "last");
}

static void
stop_waiting (KeysWindow *keys)
{
  keys->waiting = NULL;
  side_window_grab_keys (keys->window, NULL, NULL);
  gtk_widget_remove_css_class (keys->note, "waiting");
  side_window_focus_row (keys->list, NULL);
}

/* Another row was chosen meanwhile. */
static void
selected (KeysWindow *keys)
{
  if (keys->waiting && chosen (keys) != keys->waiting) {
    note (keys, _ ("Nothing has changed."), false);
    stop_waiting (keys);
  }
  show_buttons (keys);
}

static bool
take_key (GtkWidget *window, const KeyPress *key, void *data)
{
  KeysWindow *keys = data;
  const Action *action = keys->waiting;
  if (!strcmp (key->name, "Escape") && !key->mods) {
    note (keys, _ ("Nothing has changed."), false);
    stop_waiting (keys);
    return true;
  }
  if (!*key->name) {
    note (keys, _ ("This key has no name in a key map. Press another one, or Escape."), true);
    return true;
  }
  int n;
  const KeyPress *had = keymap_keys (user_keys (), action, &n);
  const KeyPress old = n > 0 ? had[0] : (KeyPress){ 0 };
  g_autofree char *why = user_keys_set (action, n > 0 && !keys->adds ? &old : NULL, key);
  if (why) {
    note (keys, why, true);
    return true;
  }
  g_autofree char *text = key_label (resolver_layout (), key);
  g_autofree char *done = g_strdup_printf (_ ("%s starts “%s” now."), text, _ (action->text));
  note (keys, done, false);
  stop_waiting (keys);
  keep (keys);
  return true;
}

static void
wait_for_key (KeysWindow *keys, bool adds)
{
  const Action *action = chosen (keys);
  if (!action)
    return;
  keys->waiting = action;
  keys->adds = adds;
  g_autofree char *text =
      g_strdup_printf (_ ("Press the key for “%s”, or Escape."), _ (action->text));
  note (keys, text, false);
  gtk_widget_add_css_class (keys->note, "waiting");
  side_window_grab_keys (keys->window, take_key, keys);
}

static void
change_clicked (KeysWindow *keys)
{
  wait_for_key (keys, false);
}

static void
add_clicked (KeysWindow *keys)
{
  wait_for_key (keys, true);
}

static void
activated (GtkListView *list, guint position, KeysWindow *keys)
{
  gtk_single_selection_set_selected (keys->selection, position);
  wait_for_key (keys, false);
}

static void
remove_clicked (KeysWindow *keys)
{
  const Action *action = chosen (keys);
  int n = 0;
  const KeyPress *had = action ? keymap_keys (user_keys (), action, &n) : NULL;
  if (n == 0)
    return;
  const KeyPress last = had[n - 1];
  g_autofree char *key = key_label (resolver_layout (), &last);
  g_autofree char *text =
      g_strdup_printf (_ ("%s does not start “%s” any more."), key, _ (action->text));
  user_keys_remove (action, &last);
  note (keys, text, false);
  keep (keys);
}

static void
reset_clicked (KeysWindow *keys)
{
  const Action *action = chosen (keys);
  if (!action)
    return;
  if (user_keys_reset (action))
    note (keys, _ ("The action has its usual keys again."), false);
  else
    note (keys, _ ("Another action has one of its usual keys now: change that one first."), true);
  keep (keys);
}

static void
reset_all_clicked (KeysWindow *keys)
{
  user_keys_reset_all ();
  note (keys, _ ("All actions have their usual keys again."), false);
  keep (keys);
}

static void
make_cell (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *text = gtk_label_new (""), *keys = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), keys);
  gtk_list_item_set_child (item, box);
}

static void
bind_cell (GtkListItemFactory *factory, GtkListItem *item, KeysWindow *window)
{
  const LqKeyRow *row = LQ_KEY_ROW (gtk_list_item_get_item (item));
  GtkWidget *box = gtk_list_item_get_child (item), *text = gtk_widget_get_first_child (box),
            *keys = gtk_widget_get_last_child (box), *child;
  const char *css[] = { row->action ? "key-row" : "key-place",
                        row->action && row->action == window->last ? "last" : "",
                        row->action && row->action->later ? "later" : NULL, NULL };

  gtk_widget_set_css_classes (box, css);
  gtk_list_item_set_selectable (item, row->action != NULL);
  gtk_list_item_set_activatable (item, row->action != NULL);
  while ((child = gtk_widget_get_first_child (keys)))
    gtk_box_remove (GTK_BOX (keys), child);
  if (!row->action) {
    const char *title = _ (place_title (row->place));
    g_autofree char *heading =
        row->heard ? g_strdup_printf (_ ("%s · hears keys now"), title) : g_strdup (title);
    gtk_label_set_text (GTK_LABEL (text), heading);
    return;
  }
  gtk_label_set_text (GTK_LABEL (text), _ (row->action->text));
  int n;
  const KeyPress *all = keymap_keys (user_keys (), row->action, &n);
  for (int i = 0; i < n; i++) {
    g_autofree char *name = key_label (resolver_layout (), &all[i]);
    GtkWidget *cap = gtk_label_new (name);
    gtk_widget_add_css_class (cap, "keycap");
    gtk_box_append (GTK_BOX (keys), cap);
  }
  if (user_keys_differ (row->action)) {
    GtkWidget *changed = gtk_label_new (_ ("changed"));
    gtk_widget_add_css_class (changed, "changed");
    gtk_box_prepend (GTK_BOX (keys), changed);
  }
}

static GtkWidget *
make_list (KeysWindow *keys)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroll = gtk_scrolled_window_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (make_cell), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), keys);
  keys->rows = g_list_store_new (LQ_TYPE_KEY_ROW);
  keys->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (keys->rows)));
  gtk_single_selection_set_autoselect (keys->selection, FALSE);
  keys->list = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (keys->selection)), factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (keys->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Keys"), -1);
  g_signal_connect (keys->list, "activate", G_CALLBACK (activated), keys);
  g_signal_connect_swapped (keys->selection, "notify::selected", G_CALLBACK (selected), keys);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), keys->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroll, TRUE);
  return scroll;
}

static GtkWidget *
button (KeysWindow *keys, GtkWidget *box, const char *text, void (*clicked) (KeysWindow *))
{
  GtkWidget *button = gtk_button_new_with_label (text);
  gtk_widget_add_css_class (button, "dialog-button");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked), keys);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
list_clicked (KeysWindow *keys)
{
  LqWindow *main = keys->main;
  gtk_window_close (GTK_WINDOW (keys->window));
  do_action (main, "a11y.list");
}

static GtkWidget *
make_foot (KeysWindow *keys)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6),
            *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8),
            *space = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (foot, "side-foot");
  keys->note = gtk_label_new (_ ("Enter changes the key of the chosen action."));
  gtk_label_set_xalign (GTK_LABEL (keys->note), 0);
  gtk_label_set_wrap (GTK_LABEL (keys->note), TRUE);
  gtk_box_append (GTK_BOX (foot), keys->note);
  keys->change = button (keys, buttons, _ ("Change"), change_clicked);
  keys->add = button (keys, buttons, _ ("Add a key"), add_clicked);
  keys->remove = button (keys, buttons, _ ("Remove"), remove_clicked);
  keys->reset = button (keys, buttons, _ ("Reset"), reset_clicked);
  if (keys->on_canvas)
    button (keys, buttons, _ ("List of clips"), list_clicked);
  gtk_widget_set_hexpand (space, TRUE);
  gtk_box_append (GTK_BOX (buttons), space);
  button (keys, buttons, _ ("Reset all"), reset_all_clicked);
  gtk_box_append (GTK_BOX (foot), buttons);
  return foot;
}

/* Down or Enter in the entry goes on in the list. */
static void
to_list (KeysWindow *keys)
{
  side_window_focus_row (keys->list, NULL);
}

static gboolean
search_key (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state,
            KeysWindow *keys)
{
  if (keyval != GDK_KEY_Down)
    return GDK_EVENT_PROPAGATE;
  to_list (keys);
  return GDK_EVENT_STOP;
}

static void
free_keys (gpointer data)
{
  KeysWindow *keys = data;
  g_signal_handlers_disconnect_by_data (keys->selection, keys);
  g_object_unref (keys->rows);
  g_object_unref (keys->selection);
  g_free (keys);
}

void
keys_window_toggle (LqWindow *main)
{
  GtkWidget *open = side_window_find (main, KIND);
  if (open) {
    gtk_window_close (GTK_WINDOW (open));
    return;
  }
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *search_keys = gtk_event_controller_key_new ();
  KeysWindow *keys = g_new0 (KeysWindow, 1);
  keys->main = main;
  keys->place = lq_window_place (main);
  keys->on_canvas = lq_window_desk (main) && lq_arrange_has_focus (lq_window_arrange (main));
  keys->window = side_window_new (main, KIND, _ ("Keys"), 560, 640);
  gtk_widget_add_css_class (keys->window, "keys");
  keys->search = gtk_search_entry_new ();
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (keys->search), 0);
  g_object_set (keys->search, "placeholder-text", _ ("Search actions and keys"), NULL);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (keys->search), keys->window);
  gtk_widget_add_css_class (keys->search, "side-search");
  g_signal_connect_swapped (keys->search, "search-changed", G_CALLBACK (fill), keys);
  g_signal_connect_swapped (keys->search, "activate", G_CALLBACK (to_list), keys);
  gtk_event_controller_set_propagation_phase (search_keys, GTK_PHASE_CAPTURE);
  g_signal_connect (search_keys, "key-pressed", G_CALLBACK (search_key), keys);
  gtk_widget_add_controller (keys->search, search_keys);
  gtk_box_append (GTK_BOX (box), keys->search);
  gtk_box_append (GTK_BOX (box), make_list (keys));
  GtkWidget *foot = make_foot (keys);
  gtk_box_append (GTK_BOX (box), foot);
  side_window_one_stop (keys->list, keys->search, foot);
  gtk_window_set_child (GTK_WINDOW (keys->window), box);
  g_object_set_data_full (G_OBJECT (keys->window), "keys", keys, free_keys);
  fill (keys);
  gtk_window_present (GTK_WINDOW (keys->window));
  gtk_widget_grab_focus (keys->search);
}
