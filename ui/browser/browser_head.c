/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Builds what the browser consists of, but for its foot. */
#include <glib/gi18n.h>

#include "ui/browser/browser_private.h"
#include "ui/browser/find.h"
#include "ui/browser/row.h"

bool
browser_is_on (GtkWidget *toggle)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (toggle));
}

static void
name (GtkWidget *widget, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
scroll_to_tab (LqBrowser *browser)
{
  GtkWidget *scroll = gtk_widget_get_ancestor (browser->tab_row, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t at;
  if (gtk_widget_compute_bounds (browser->tabs[browser->tab], browser->tab_row, &at))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroll)),
                               at.origin.x, at.origin.x + at.size.width);
}

void
browser_label (LqBrowser *browser)
{
  static const char *const searches[N_TABS] = { N_ ("Search files"), N_ ("Search devices"),
                                                N_ ("Search presets"), N_ ("Search the project") };
  static const char *const lists[N_TABS] = { N_ ("Files"), N_ ("Plugins"), N_ ("Presets"),
                                             N_ ("Project") };
  const bool devices = browser->tab == TAB_PLUGINS || browser->tab == TAB_PRESETS;
  gtk_entry_set_placeholder_text (GTK_ENTRY (browser->entry), _ (searches[browser->tab]));
  name (browser->entry, _ (searches[browser->tab]));
  name (browser->list, _ (lists[browser->tab]));
  gtk_button_set_label (GTK_BUTTON (browser->only[ONLY_FIRST]),
                        devices ? _ ("Effects") : _ ("Audio"));
  gtk_button_set_label (GTK_BUTTON (browser->only[ONLY_SECOND]),
                        devices ? _ ("Instruments") : _ ("MIDI"));
  gtk_widget_set_visible (browser->add_place, browser->tab == TAB_FILES);
  scroll_to_tab (browser);
}

static GtkWidget *
make_tabs (LqBrowser *browser)
{
  static const char *const names[N_TABS] = { N_ ("Files"), N_ ("Plugins"), N_ ("Presets"),
                                             N_ ("Project") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0),
            *scroll = gtk_scrolled_window_new ();
  gtk_widget_add_css_class (scroll, "browser-tabs");
  for (int i = 0; i < N_TABS; i++) {
    browser->tabs[i] = gtk_toggle_button_new_with_label (_ (names[i]));
    if (i > 0)
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (browser->tabs[i]),
                                   GTK_TOGGLE_BUTTON (browser->tabs[0]));
    gtk_box_append (GTK_BOX (box), browser->tabs[i]);
  }
  /* In some languages they need more than the width of the browser. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), box);
  browser->tab_row = box;
  return scroll;
}

static GtkWidget *
make_filters (LqBrowser *browser)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *gap;
  gtk_widget_add_css_class (box, "browser-filters");
  for (int i = 0; i < N_ONLY; i++) {
    browser->only[i] = gtk_toggle_button_new_with_label ("");
    gtk_widget_add_css_class (browser->only[i], "chip");
    gtk_box_append (GTK_BOX (box), browser->only[i]);
  }
  browser->starred = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (browser->starred), "lq-star-symbolic");
  gtk_widget_add_css_class (browser->starred, "chip");
  gtk_widget_set_tooltip_text (browser->starred, _ ("Favorites only"));
  name (browser->starred, _ ("Favorites only"));
  gtk_box_append (GTK_BOX (box), browser->starred);
  gap = gtk_label_new ("");
  gtk_widget_set_hexpand (gap, TRUE);
  gtk_box_append (GTK_BOX (box), gap);
  browser->add_place = gtk_button_new_from_icon_name ("lq-plus-symbolic");
  gtk_widget_add_css_class (browser->add_place, "bare");
  gtk_widget_set_tooltip_text (browser->add_place, _ ("Add a folder to the library"));
  name (browser->add_place, _ ("Add a folder to the library"));
  gtk_box_append (GTK_BOX (box), browser->add_place);
  return box;
}

static GtkWidget *
make_nothing (LqBrowser *browser)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  browser->nothing = find_nothing_new ();
  browser->everywhere = gtk_button_new_with_label (_ ("Search all places"));
  gtk_widget_set_halign (browser->everywhere, GTK_ALIGN_START);
  gtk_widget_add_css_class (browser->everywhere, "browser-everywhere");
  gtk_box_append (GTK_BOX (box), browser->nothing);
  gtk_box_append (GTK_BOX (box), browser->everywhere);
  return box;
}

static GtkWidget *
make_pages (LqBrowser *browser)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  browser->list = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (browser->selection)),
                                     browser_rows_new (browser->favorites));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), browser->list);
  browser->pages = gtk_stack_new ();
  gtk_widget_set_vexpand (browser->pages, TRUE);
  gtk_stack_add_named (GTK_STACK (browser->pages), scrolled, "list");
  gtk_stack_add_named (GTK_STACK (browser->pages), make_nothing (browser), "nothing");
  return browser->pages;
}

void
browser_build (LqBrowser *browser)
{
  gtk_box_append (GTK_BOX (browser), make_tabs (browser));
  gtk_box_append (GTK_BOX (browser), find_entry_new (&browser->entry));
  gtk_box_append (GTK_BOX (browser), make_filters (browser));
  gtk_box_append (GTK_BOX (browser), make_pages (browser));
}
