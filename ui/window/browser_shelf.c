/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/browser_shelf.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/browser/browser.h"
#include "ui/device/device_presets.h"
#include "ui/device/devices.h"
#include "ui/device/shelf.h"
#include "ui/window/ask.h"
#include "ui/window/browser_side.h"
#include "ui/window/device_side.h"

/* --- What there is ------------------------------------------------------------------------------
 */

static void
add (GListStore *store, LqNode *node)
{
  g_list_store_append (store, node);
  g_object_unref (node);
}

/* The first paragraph: what it is for. */
static void
set_about (LqNode *node, const char *help)
{
  g_autofree char *first = g_strndup (help, strcspn (help, "\n"));
  lq_node_set_about (node, first);
}

static LqNode *
preset_node (const DeviceSpec *spec, const char *name, char *key)
{
  const bool sound = spec && shelf_family (spec) == FAMILY_INSTRUMENT;
  LqNode *node = lq_node_new (sound ? ENTRY_SOUND : ENTRY_PRESET, name, key);
  g_free (key);
  set_about (node, spec ? spec->help : _ ("A chain of devices"));
  lq_node_set_note (node, spec ? spec->label : _ ("chain"));
  return node;
}

static void
add_built_in (LqNode *into, const DeviceSpec *spec)
{
  for (int i = 0; i < spec->n_presets; i++) {
    const char *name = spec->presets[i].name;
    lq_node_add (into, preset_node (spec, name, shelf_key_preset (spec, name)));
  }
}

static void
add_kept (LqNode *into, const DeviceSpec *spec)
{
  g_autoptr (GPtrArray) names = presets_list (spec->kind);
  for (guint i = 0; i < names->len; i++)
    lq_node_add (into, preset_node (spec, names->pdata[i], shelf_key_user (spec, names->pdata[i])));
}

static void
add_device (GListStore *store, const DeviceSpec *spec, DeviceFamily family)
{
  g_autofree char *key = shelf_key_device (spec);
  LqNode *node =
      lq_node_new (family == FAMILY_INSTRUMENT ? ENTRY_INSTRUMENT : ENTRY_EFFECT, spec->label, key);
  set_about (node, spec->help);
  add_kept (node, spec);
  add_built_in (node, spec);
  add (store, node);
}

static GListStore *
plugins (void)
{
  GListStore *store = g_list_store_new (LQ_TYPE_NODE);
  for (int f = 0; f < N_FAMILIES; f++) {
    g_autoptr (GPtrArray) devices = shelf_family_devices ((DeviceFamily) f);
    add (store, lq_node_new (ENTRY_HEADING, shelf_family_name ((DeviceFamily) f), NULL));
    for (guint i = 0; i < devices->len; i++)
      add_device (store, devices->pdata[i], (DeviceFamily) f);
  }
  return store;
}

static void
add_presets_of (GListStore *kept, GListStore *built_in, const DeviceSpec *spec)
{
  g_autoptr (GPtrArray) names = presets_list (spec->kind);
  for (guint i = 0; i < names->len; i++)
    add (kept, preset_node (spec, names->pdata[i], shelf_key_user (spec, names->pdata[i])));
  if (spec->n_presets == 0)
    return;
  g_autofree char *count = g_strdup_printf ("%d", spec->n_presets);
  LqNode *folder = lq_node_new (ENTRY_FAMILY, spec->label, NULL);
  lq_node_set_note (folder, count);
  add_built_in (folder, spec);
  add (built_in, folder);
}

static void
move_all (GListStore *to, GListStore *from, const char *heading)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (from));
  if (n > 0)
    add (to, lq_node_new (ENTRY_HEADING, heading, NULL));
  for (guint i = 0; i < n; i++)
    add (to, g_list_model_get_item (G_LIST_MODEL (from), i));
}

static GListStore *
presets (void)
{
  GListStore *store = g_list_store_new (LQ_TYPE_NODE);
  g_autoptr (GListStore) kept = g_list_store_new (LQ_TYPE_NODE);
  g_autoptr (GListStore) built_in = g_list_store_new (LQ_TYPE_NODE);
  g_autoptr (GPtrArray) chains = presets_list (PRESETS_OF_CHAINS);
  for (guint i = 0; i < chains->len; i++)
    add (kept, preset_node (NULL, chains->pdata[i], shelf_key_chain (chains->pdata[i])));
  for (int f = 0; f < N_FAMILIES; f++) {
    g_autoptr (GPtrArray) devices = shelf_family_devices ((DeviceFamily) f);
    for (guint i = 0; i < devices->len; i++)
      add_presets_of (kept, built_in, devices->pdata[i]);
  }
  move_all (store, kept, _ ("Yours"));
  move_all (store, built_in, _ ("Built in"));
  return store;
}

GListStore *
browser_shelf_fill (bool of_presets, void *window)
{
  return of_presets ? presets () : plugins ();
}

/* --- What becomes of it -------------------------------------------------------------------------
 */

/* Takes the problem, which is why there are no lines. */
static void
run (LqWindow *window, GPtrArray *lines, const char *told, GError *problem)
{
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GError) error = problem;
  if (lines)
    lq_desk_run_lines (desk, lines, NULL, &error);
  lq_window_toast (window, error ? error->message : told, !error);
}

void
browser_shelf_insert (LqWindow *window, const char *key, Id track)
{
  const Project *project = lq_desk_project (lq_window_desk (window));
  const Track *on = track ? project_find_track (project, track) : NULL;
  GError *error = NULL;
  bool makes_track;
  g_autoptr (GPtrArray) lines = shelf_lines (project, key, track, &makes_track, &error);
  g_autofree char *name = shelf_name (key);
  g_autofree char *told = !lines ? NULL
                          : makes_track
                              ? g_strdup_printf (_ ("Added “%s” on a new track"), name)
                              : g_strdup_printf (_ ("Added “%s” to %s"), name, text_get (on->name));
  run (window, lines, told, error);
}

void
browser_shelf_replace (LqWindow *window, const char *key)
{
  LqDevices *devices = device_side_panel (window);
  GError *error = NULL;
  g_autoptr (GPtrArray) lines = shelf_replace_lines (
      lq_desk_project (lq_window_desk (window)), key, devices ? lq_devices_track (devices) : 0,
      devices ? lq_devices_hand (devices)->effect : 0, &error);
  g_autofree char *name = shelf_name (key);
  g_autofree char *told = lines ? g_strdup_printf (_ ("Replaced by “%s”"), name) : NULL;
  run (window, lines, told, error);
}

typedef struct {
  LqWindow *window;
  char *key;
} Removal;

static void
removal_answered (int answer, void *data)
{
  Removal *removal = data;
  g_autoptr (GError) error = NULL;
  GtkWidget *browser = lq_window_browser (removal->window);
  if (answer == 1 && !shelf_remove (removal->key, &error))
    lq_window_toast (removal->window, error->message, false);
  if (answer == 1 && browser)
    lq_browser_refill (LQ_BROWSER (browser));
  g_free (removal->key);
  g_free (removal);
}

void
browser_shelf_remove (LqWindow *window, const char *key)
{
  static const char *const answers[] = { N_ ("Keep"), N_ ("Remove"), NULL };
  if (!shelf_is_removable (key)) {
    lq_window_toast (window, _ ("This is built in and stays."), false);
    return;
  }
  Removal *removal = g_new (Removal, 1);
  *removal = (Removal){ window, g_strdup (key) };
  g_autofree char *name = shelf_name (key);
  g_autofree char *title = g_strdup_printf (_ ("Remove the preset “%s”?"), name);
  ask (window, title, _ ("Devices that were set with it stay as they are."), answers, 0,
       removal_answered, removal);
}

/* --- Drops --------------------------------------------------------------------------------------
 */

static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, LqWindow *window)
{
  const char *text = g_value_get_string (value);
  if (!text || !g_str_has_prefix (text, NODE_DRAG))
    return FALSE;
  browser_shelf_insert (window, text + strlen (NODE_DRAG), drop_track_at (window, y));
  return TRUE;
}

static void
attach (LqWindow *window, GtkWidget *widget)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);
  g_signal_connect (target, "drop", G_CALLBACK (dropped), window);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}

void
browser_shelf_attach (LqWindow *window)
{
  LqArrange *arrange = lq_window_arrange (window);
  attach (window, lq_arrange_timeline (arrange));
  attach (window, lq_arrange_headers (arrange));
}
