/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of editing, of the look, and of the keys. */
#include "ui/window/settings/settings_editing.h"

#include <glib/gi18n.h>

#include "ui/desk/edit_ways.h"
#include "ui/window/actions/do.h"
#include "ui/window/prefs.h"
#include "ui/window/settings/settings_page.h"

#define MIB (1024 * 1024)

static void
apply_ways (LqDesk *desk)
{
  *edit_ways (desk) =
      (EditWays){ .overlap_fades = g_settings_get_boolean (prefs (), "overlap-fades"),
                  .split_fade = g_settings_get_int (prefs (), "split-fade") };
}

void
settings_editing_apply (LqDesk *desk)
{
  lq_desk_set_follow (desk, (Follow) g_settings_get_enum (prefs (), "follow"));
  lq_desk_grid (desk)->snap = g_settings_get_boolean (prefs (), "snap");
  apply_ways (desk);
  lq_desk_state_changed (desk);
  document_set_history_bytes (lq_desk_document (desk),
                              (size_t) g_settings_get_int (prefs (), "history-mib") * MIB);
}

static void
changed (GSettings *settings, const char *key, GtkWidget *page)
{
  LqWindow *main = g_object_get_data (G_OBJECT (page), "main");
  LqDesk *desk = lq_window_desk (main);
  if (!desk)
    return;
  if (g_str_equal (key, "follow"))
    lq_desk_set_follow (desk, (Follow) g_settings_get_enum (settings, key));
  else if (g_str_equal (key, "history-mib"))
    document_set_history_bytes (lq_desk_document (desk),
                                (size_t) g_settings_get_int (settings, key) * MIB);
  else if (g_str_equal (key, "snap"))
    lq_desk_grid (desk)->snap = g_settings_get_boolean (settings, key);
  else
    apply_ways (desk);
  lq_desk_state_changed (desk);
}

void
settings_editing_fill (GtkWidget *page, LqWindow *main)
{
  const char *const follows[] = { _ ("Off"), _ ("By pages"), _ ("Smoothly"), NULL };
  const char *const fades[] = { _ ("None"),  _ ("1 ms"),  _ ("2 ms"), _ ("5 ms"),
                                _ ("10 ms"), _ ("20 ms"), NULL };
  const char *const sizes[] = { _ ("64 MiB"), _ ("256 MiB"), _ ("1 GiB"), _ ("4 GiB"), NULL };
  g_object_set_data (G_OBJECT (page), "main", main);
  settings_page_add (
      page, _ ("Follow the playhead"), _ ("How a project begins; \\ changes it."),
      settings_choice_new_bound ("follow", "['off', 'page', 'smooth']", follows, 140));
  settings_page_add (page, _ ("Snap to the grid"), _ ("How a project begins."),
                     settings_switch_new_bound ("snap"));
  settings_page_add (page, _ ("Clips laid over others fade into them"),
                     _ ("Where they overlap an edge; else they cover what lies there."),
                     settings_switch_new_bound ("overlap-fades"));
  settings_page_add (page, _ ("Fade at splits"), _ ("At both sides of every cut of an audio clip."),
                     settings_choice_new_bound ("split-fade", "[0, 1, 2, 5, 10, 20]", fades, 140));
  settings_page_add (
      page, _ ("Memory for undo"), _ ("Older steps go first; the newest ones always stay."),
      settings_choice_new_bound ("history-mib", "[64, 256, 1024, 4096]", sizes, 140));
  settings_page_add (page, _ ("Tell moves of the cursor in words"),
                     _ ("At the foot of the window; screen readers speak it."),
                     settings_switch_new_bound ("spoken-moves"));
  g_signal_connect_object (prefs (), "changed", G_CALLBACK (changed), page, 0);
}

void
settings_look_fill (GtkWidget *page, LqWindow *main)
{
  const char *const themes[] = { _ ("Dark"), _ ("Light"), _ ("As the desktop"), NULL };
  static const char *const scales[] = { "80 %",  "90 %",  "100 %", "110 %", "120 %",
                                        "130 %", "140 %", "150 %", "160 %", "170 %",
                                        "180 %", "190 %", "200 %", NULL };
  settings_page_add (
      page, _ ("Theme"), NULL,
      settings_choice_new_bound ("theme", "['dark', 'light', 'system']", themes, 140));
  settings_page_add (page, _ ("High contrast"),
                     _ ("Stronger lines and text; also on where the desktop asks for it."),
                     settings_switch_new_bound ("high-contrast"));
  settings_page_add (page, _ ("Less motion"),
                     _ ("Nothing fades or slides, and the view follows by pages; also on where the "
                        "desktop asks for it."),
                     settings_switch_new_bound ("reduce-motion"));
  settings_page_add (page, _ ("Size of the interface"), NULL,
                     settings_choice_new_bound (
                         "scale",
                         "[0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2.0]",
                         scales, 140));
}

static void
open_keys (LqWindow *main)
{
  do_action (main, "app.help-keys");
}

void
settings_keys_fill (GtkWidget *page, LqWindow *main)
{
  settings_page_add (page, _ ("Key map"),
                     _ ("Which keys start which action; every one can change."),
                     settings_button_new (_ ("Open keys"), G_CALLBACK (open_keys), main));
}
