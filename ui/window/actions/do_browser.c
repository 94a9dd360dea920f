/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The browser, and files that are dropped: what is inserted where. */
#include <glib/gi18n.h>
#include <string.h>

#include "ui/browser/browser.h"
#include "ui/desk/target.h"
#include "ui/draw/compat.h"
#include "ui/device/shelf.h"
#include "ui/window/browser_shelf.h"
#include "ui/window/browser_side.h"
#include "ui/window/actions/do.h"
#include "ui/window/import_job.h"
#include "ui/window/prefs.h"

static void
tell (LqWindow *window, const ImportResultOf *result)
{
  const guint tracks = result->report->tracks->len;
  g_autofree char *text = NULL;
  if (result->on_track)
    text = g_strdup_printf (_ ("Inserted “%s”"), import_plan_file (result->plan, 0)->shown);
  else
    text = g_strdup_printf (ngettext ("Imported %u track", "Imported %u tracks", tracks), tracks);
  lq_window_toast (window, text, true);
}

static void
select_clips (LqDesk *desk, const GArray *clips)
{
  lq_desk_select_none (desk);
  for (guint i = 0; i < clips->len; i++)
    lq_desk_select_clip (desk, g_array_index (clips, Id, i), true);
}

static void
reveal_track (LqDesk *desk, Id track)
{
  const Rows *rows = lq_desk_rows (desk);
  DeskView *view = lq_desk_view (desk);
  const int row = rows_find (rows, ROW_TRACK, track, 0);
  if (row < 0)
    return;
  const int64_t top = rows->rows[row].y, foot = top + rows->rows[row].height;
  view->y = int64_max (int64_min (view->y, top), foot - view->height);
  lq_desk_view_changed (desk);
}

static void
files_inserted (LqWindow *window, const ImportResultOf *result)
{
  LqDesk *desk = lq_window_desk (window);
  const ImportReport *report = result->report;
  select_clips (desk, report->clips);
  if (!result->on_track && report->tracks->len > 0)
    reveal_track (desk, g_array_index (report->tracks, Id, 0));
  tell (window, result);
}

void
do_insert_files (LqWindow *window, const char *const *paths, int n, Position at, Id track)
{
  import_job_start (window, paths, n, &(ImportPlace){ at, track }, files_inserted);
}

static LqBrowser *
browser_of (LqWindow *window)
{
  GtkWidget *browser = lq_window_browser (window);
  return browser ? LQ_BROWSER (browser) : NULL;
}

static void
insert (LqWindow *window, const char *path, bool new_track)
{
  LqDesk *desk = lq_window_desk (window);
  g_autofree char *kept = g_strdup (path);
  const char *const paths[] = { kept };
  if (shelf_is_key (path)) {
    browser_shelf_insert (window, kept, new_track ? 0 : lq_desk_cursor_track (desk));
    return;
  }
  do_insert_files (window, paths, 1, lq_desk_cursor (desk)->at,
                   new_track ? 0 : lq_desk_cursor_track (desk));
}

static void
insert_new (LqWindow *window, int arg)
{
  LqBrowser *browser = browser_of (window);
  const char *path = browser ? lq_browser_selected (browser) : NULL;
  if (path)
    insert (window, path, true);
  else
    lq_window_toast (window, _ ("Select a file, a device or a preset first."), false);
}

static void
replace_clip (LqWindow *window, const char *path)
{
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GArray) clips = desk_target_clips (desk);
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_shell_quote (path);
  if (clips->len != 1)
    lq_window_toast (window, _ ("Select one clip first: its file is what is replaced."), false);
  else if (lq_desk_run (desk, &error, "clip.replace clip=%s file=%s",
                        lq_desk_id (desk, g_array_index (clips, Id, 0)), file))
    lq_window_toast (window, _ ("Replaced the file of the clip"), true);
  else
    lq_window_toast (window, error->message, false);
}

static void
replace (LqWindow *window, int arg)
{
  LqBrowser *browser = browser_of (window);
  const char *path = browser ? lq_browser_selected (browser) : NULL;
  g_autofree char *key = path && shelf_is_key (path) ? g_strdup (path) : NULL;
  if (key)
    browser_shelf_replace (window, key);
  else if (path)
    replace_clip (window, path);
  else
    lq_window_toast (window, _ ("Select a file, a device or a preset first."), false);
}

static void
move (LqWindow *window, int direction)
{
  LqBrowser *browser = browser_of (window);
  if (browser)
    lq_browser_move (browser, direction);
}

static void
fold (LqWindow *window, int arg)
{
  LqBrowser *browser = browser_of (window);
  if (browser && arg)
    lq_browser_unfold (browser);
  else if (browser)
    lq_browser_fold (browser);
}

static void
search (LqWindow *window, int arg)
{
  LqBrowser *browser = browser_of (window);
  if (!browser)
    return;
  if (!lq_window_panel_shows (window, PANEL_BROWSER))
    lq_window_toggle_panel (window, PANEL_BROWSER);
  lq_browser_search (browser);
}

static void
turn_tab (LqWindow *window, int direction)
{
  LqBrowser *browser = browser_of (window);
  if (browser)
    lq_browser_turn_tab (browser, direction);
}

/* --- Library folders ----------------------------------------------------------------------------
 */

static void
write_places (const char *added, const char *removed)
{
  g_auto (GStrv) old = g_settings_get_strv (prefs (), "places");
  g_autoptr (GStrvBuilder) next = g_strv_builder_new ();
  for (int i = 0; old[i]; i++)
    if (g_strcmp0 (old[i], removed) && g_strcmp0 (old[i], added))
      g_strv_builder_add (next, old[i]);
  if (added)
    g_strv_builder_add (next, added);
  g_auto (GStrv) list = g_strv_builder_end (next);
  g_settings_set_strv (prefs (), "places", (const char *const *) list);
}

static void
turn_favorite (const char *path)
{
  g_auto (GStrv) old = g_settings_get_strv (prefs (), "favorites");
  g_autoptr (GStrvBuilder) next = g_strv_builder_new ();
  const bool has = g_strv_contains ((const char *const *) old, path);
  for (int i = 0; old[i]; i++)
    if (strcmp (old[i], path))
      g_strv_builder_add (next, old[i]);
  if (!has)
    g_strv_builder_add (next, path);
  g_auto (GStrv) list = g_strv_builder_end (next);
  g_settings_set_strv (prefs (), "favorites", (const char *const *) list);
}

static void
favorite (LqWindow *window, int arg)
{
  LqBrowser *browser = browser_of (window);
  const char *path = browser ? lq_browser_selected_favorite (browser) : NULL;
  g_autofree char *kept = g_strdup (path);
  if (kept)
    turn_favorite (kept);
  else
    lq_window_toast (window, _ ("Select a file, a device or a preset first."), false);
}

static void
favorite_asked (LqBrowser *browser, const char *path, LqWindow *window)
{
  turn_favorite (path);
}

static void
favorites_changed (GSettings *settings, const char *key, LqBrowser *browser)
{
  g_auto (GStrv) list = g_settings_get_strv (settings, "favorites");
  lq_browser_set_favorites (browser, (const char *const *) list);
}

/* From favorites, places or presets, by what shows; files stay. */
static void
remove_selected (LqWindow *window, int arg)
{
  LqBrowser *browser = browser_of (window);
  const char *selected = browser ? lq_browser_selected (browser) : NULL;
  if (browser && lq_browser_shows_favorites (browser)) {
    favorite (window, 0);
    return;
  }
  if (selected && shelf_is_key (selected)) {
    browser_shelf_remove (window, selected);
    return;
  }
  g_autofree char *place = browser ? g_strdup (lq_browser_selected_place (browser)) : NULL;
  if (!place) {
    lq_window_toast (window, _ ("Only folders of the library are removed here; files stay."),
                     false);
    return;
  }
  write_places (NULL, place);
  g_autofree char *text = g_strdup_printf (_ ("“%s” left the library; its files stay."), place);
  lq_window_toast (window, text, false);
}

static void
place_chosen (GListModel *files, void *data)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  if (file && g_file_peek_path (file))
    write_places (g_file_peek_path (file), NULL);
}

static void
add_place (LqBrowser *browser, LqWindow *window)
{
  compat_choose (GTK_WINDOW (window), CHOOSE_FOLDER, _ ("Add a folder to the library"), NULL, NULL,
                 NULL, place_chosen, NULL);
}

static void
inserted (LqBrowser *browser, const char *path, LqWindow *window)
{
  insert (window, path, false);
}

static void
places_changed (GSettings *settings, const char *key, LqBrowser *browser)
{
  g_auto (GStrv) places = g_settings_get_strv (settings, "places");
  lq_browser_set_places (browser, (const char *const *) places);
}

/* --- What is heard ------------------------------------------------------------------------------
 */

static void
preview_changed (GSettings *settings, const char *key, LqBrowser *browser)
{
  lq_browser_set_preview (browser, g_settings_get_boolean (settings, "preview"),
                          g_settings_get_boolean (settings, "preview-sync"));
}

static void
toggle_preview (LqWindow *window, int sync)
{
  const char *key = sync ? "preview-sync" : "preview";
  g_settings_set_boolean (prefs (), key, !g_settings_get_boolean (prefs (), key));
}

GtkWidget *
browser_side_new (LqWindow *window)
{
  GtkWidget *browser = lq_browser_new (lq_window_desk (window));
  g_signal_connect (browser, "insert", G_CALLBACK (inserted), window);
  g_signal_connect (browser, "add-place", G_CALLBACK (add_place), window);
  g_signal_connect (browser, "favorite", G_CALLBACK (favorite_asked), window);
  g_signal_connect_object (prefs (), "changed::favorites", G_CALLBACK (favorites_changed), browser,
                           0);
  g_signal_connect_object (prefs (), "changed::places", G_CALLBACK (places_changed), browser, 0);
  g_signal_connect_object (prefs (), "changed::preview", G_CALLBACK (preview_changed), browser, 0);
  g_signal_connect_object (prefs (), "changed::preview-sync", G_CALLBACK (preview_changed), browser,
                           0);
  preview_changed (prefs (), NULL, LQ_BROWSER (browser));
  places_changed (prefs (), NULL, LQ_BROWSER (browser));
  favorites_changed (prefs (), NULL, LQ_BROWSER (browser));
  lq_browser_set_fill (LQ_BROWSER (browser), browser_shelf_fill, window);
  file_drop_attach (window);
  browser_shelf_attach (window);
  return browser;
}

const Doing doings_browser[] = {
  { "browser.up", move, -1 },
  { "browser.down", move, 1 },
  { "browser.close", fold, 0 },
  { "browser.open", fold, 1 },
  { "browser.search", search },
  { "browser.insert-new", insert_new },
  { "browser.replace", replace },
  { "browser.delete", remove_selected },
  { "browser.favorite", favorite },
  { "browser.preview", toggle_preview, 0 },
  { "browser.sync", toggle_preview, 1 },
  { "browser.next-tab", turn_tab, 1 },
  { "browser.previous-tab", turn_tab, -1 },
  { NULL },
};
