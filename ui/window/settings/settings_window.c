/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/settings/settings_window.h"

#include <glib/gi18n.h>

#include "ui/draw/theme.h"
#include "ui/window/settings/settings_page.h"
#include "ui/window/windows/side_window.h"

#define KIND "settings"

static const struct {
  const char *title;
  void (*fill) (GtkWidget *page, LqWindow *main);
} table[] = {
  { N_ ("Audio"), settings_audio_fill },         { N_ ("MIDI"), settings_midi_fill },
  { N_ ("Recording"), settings_recording_fill }, { N_ ("Folders"), settings_folders_fill },
  { N_ ("Editing"), settings_editing_fill },     { N_ ("Appearance"), settings_look_fill },
  { N_ ("Keys"), settings_keys_fill },
};
#define N_PAGES G_N_ELEMENTS (table)

typedef struct {
  GtkWidget *search; /* weak: the list tells a choice even while all of this is taken apart */
  GtkWidget *list, *scroll, *nothing, *pages[N_PAGES];
} Settings;

static void
settings_free (gpointer data)
{
  Settings *settings = data;
  g_clear_weak_pointer (&settings->search);
  g_free (settings);
}

static void
show (Settings *settings)
{
  g_autofree char *folded =
      g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (settings->search)), -1);
  g_auto (GStrv) words = g_strsplit_set (g_strstrip (folded), " ", -1);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (settings->list));
  const int chosen = row ? gtk_list_box_row_get_index (row) : 0;
  bool any = false;
  for (int i = 0; i < (int) N_PAGES; i++) {
    const bool found = settings_page_filter (settings->pages[i], words);
    const bool shows = words[0] ? found : i == chosen;
    gtk_widget_set_visible (settings->pages[i], shows);
    any |= shows;
  }
  gtk_widget_set_visible (settings->nothing, !any);
}

static void
page_chosen (Settings *settings)
{
  if (!settings->search)
    return;
  /* Choosing a page ends a search. */
  if (*gtk_editable_get_text (GTK_EDITABLE (settings->search)))
    gtk_editable_set_text (GTK_EDITABLE (settings->search), "");
  show (settings);
}

static GtkWidget *
make_list (Settings *settings)
{
  settings->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (settings->list), GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (settings->list, "settings-list");
  gtk_widget_set_vexpand (settings->list, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (settings->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Pages"), -1);
  for (size_t i = 0; i < N_PAGES; i++) {
    GtkWidget *label = gtk_label_new (_ (table[i].title));
    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_list_box_append (GTK_LIST_BOX (settings->list), label);
  }
  return settings->list;
}

static GtkWidget *
make_pages (Settings *settings, LqWindow *main)
{
  GtkWidget *scroll = gtk_scrolled_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  for (size_t i = 0; i < N_PAGES; i++) {
    settings->pages[i] = settings_page_new (_ (table[i].title));
    table[i].fill (settings->pages[i], main);
    gtk_box_append (GTK_BOX (box), settings->pages[i]);
  }
  settings->nothing = gtk_label_new (_ ("No setting has these words."));
  gtk_widget_add_css_class (settings->nothing, "settings-page");
  gtk_box_append (GTK_BOX (box), settings->nothing);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_hexpand (scroll, TRUE);
  settings->scroll = scroll;
  return scroll;
}

void
settings_window_toggle (LqWindow *main)
{
  GtkWidget *open = side_window_find (main, KIND);
  if (open) {
    gtk_window_close (GTK_WINDOW (open));
    return;
  }
  GtkWidget *window = side_window_new (main, KIND, _ ("Settings"), 720, 480);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0),
            *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  Settings *settings = g_new0 (Settings, 1);
  gtk_widget_add_css_class (left, "settings-left");
  gtk_widget_set_hexpand (left, FALSE);
  g_set_weak_pointer (&settings->search, gtk_search_entry_new ());
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (settings->search), 0);
  g_object_set (settings->search, "placeholder-text", _ ("Search settings"), NULL);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (settings->search), window);
  gtk_widget_add_css_class (settings->search, "side-search");
  gtk_box_append (GTK_BOX (left), settings->search);
  gtk_box_append (GTK_BOX (left), make_list (settings));
  gtk_box_append (GTK_BOX (box), left);
  gtk_box_append (GTK_BOX (box), make_pages (settings, main));
  gtk_window_set_child (GTK_WINDOW (window), box);
  g_object_set_data_full (G_OBJECT (window), "settings", settings, settings_free);
  gtk_list_box_select_row (GTK_LIST_BOX (settings->list),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (settings->list), 0));
  side_window_one_stop (settings->list, settings->search, settings->scroll);
  show (settings);
  g_signal_connect_swapped (settings->search, "search-changed", G_CALLBACK (show), settings);
  g_signal_connect_swapped (settings->list, "row-selected", G_CALLBACK (page_chosen), settings);
  g_signal_connect_swapped (settings->list, "row-activated", G_CALLBACK (page_chosen), settings);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (
      GTK_WIDGET (gtk_list_box_get_selected_row (GTK_LIST_BOX (settings->list))));
}
