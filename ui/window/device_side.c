/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/device_side.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/device/device_facts.h"
#include "ui/device/device_presets.h"
#include "ui/draw/theme.h"
#include "ui/editor/editor.h"
#include "ui/widgets/choice.h"
#include "ui/window/palette/palette.h"
#include "ui/window/prefs.h"
#include "ui/window/prompt.h"

#define PAGE "devices"
#define MOST_RECENT_DEVICES 4
#define FACTS_EVERY_MS 500
#define CHOICES "lq-choices"
#define PRESET_OF "lq-preset-of" /* Id of the device that is being saved */

LqDevices *
device_side_panel (LqWindow *window)
{
  GtkWidget *editor = lq_window_editor (window);
  GtkWidget *page = editor ? lq_editor_page (LQ_EDITOR (editor), PAGE) : NULL;
  return page ? LQ_DEVICES (page) : NULL;
}

Place
device_side_place (LqWindow *window)
{
  LqDevices *devices = device_side_panel (window);
  return devices && lq_device_card_graph_focused (lq_devices_card (devices)) ? PLACE_EQ_GRAPH
                                                                             : PLACE_PARAMETERS;
}

static char *
save (LqWindow *window, const char *kind, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  if (!presets_save (kind, name, text, &error))
    return g_strdup (error->message);
  g_autofree char *said = g_strdup_printf (_ ("Saved the preset “%s”"), name);
  lq_window_toast (window, said, false);
  return NULL;
}

static char *
device_named (LqWindow *window, const char *name, void *data)
{
  const Id *id = g_object_get_data (G_OBJECT (window), PRESET_OF);
  const Effect *effect =
      id ? project_find_effect (lq_desk_project (lq_window_desk (window)), *id, NULL) : NULL;
  const DeviceSpec *spec = effect ? device_spec (text_get (effect->kind)) : NULL;
  if (!spec)
    return g_strdup (_ ("There is no device any more."));
  g_autofree char *text = preset_of_device (spec, effect);
  return save (window, spec->kind, name, text);
}

void
device_side_save_device (LqWindow *window, Id id)
{
  const Effect *effect = project_find_effect (lq_desk_project (lq_window_desk (window)), id, NULL);
  if (!effect) {
    lq_window_toast (window, _ ("Choose a device first."), false);
    return;
  }
  g_object_set_data_full (G_OBJECT (window), PRESET_OF, g_memdup2 (&id, sizeof id), g_free);
  prompt (window, _ ("Name of the preset"),
          effect->preset && *text_get (effect->preset) ? text_get (effect->preset)
                                                       : device_title (effect),
          device_named, NULL);
}

static const Track *
track_of (LqWindow *window)
{
  LqDesk *desk = lq_window_desk (window);
  return project_find_track (lq_desk_project (desk), lq_desk_cursor_track (desk));
}

static char *
chain_named (LqWindow *window, const char *name, void *data)
{
  const Track *track = track_of (window);
  g_autofree char *text = track ? preset_of_chain (track) : g_strdup ("");
  return save (window, PRESETS_OF_CHAINS, name, text);
}

static void
save_as (LqWindow *window, const char *title, PromptTyped typed)
{
  const Track *track = track_of (window);
  if (!track || track->kind == TRACK_MAIN)
    lq_window_toast (window, _ ("Select a track first."), false);
  else
    prompt (window, title, text_get (track->name), typed, NULL);
}

void
device_side_save_chain (LqWindow *window)
{
  save_as (window, _ ("Name of the preset of this track's devices"), chain_named);
}

/* The chain's menu: rows of the list, and what they stand for. */

static void
add_choice (GPtrArray *items, GPtrArray *choices, const char *text, const char *choice)
{
  g_ptr_array_add (items, g_strdup (text));
  g_ptr_array_add (choices, g_strdup (choice));
}

static void
chains_opening (LqChoice *choice, LqWindow *window)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *choices = g_ptr_array_new_with_free_func (g_free);
  add_choice (items, choices, _ ("Save the chain…"), "save-chain");
  g_autoptr (GPtrArray) names = presets_list (PRESETS_OF_CHAINS);
  g_autofree char *head = g_strdup_printf ("\t%s", _ ("MY CHAINS"));
  if (names->len > 0)
    add_choice (items, choices, head, "");
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *chain = g_strdup_printf ("chain:%s", (char *) names->pdata[i]);
    add_choice (items, choices, names->pdata[i], chain);
  }
  g_object_set_data_full (G_OBJECT (choice), CHOICES, choices, (GDestroyNotify) g_ptr_array_unref);
  lq_choice_set_items (choice, items);
}

static void
apply_chain (LqWindow *window, const char *name)
{
  const Track *track = track_of (window);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = presets_load (PRESETS_OF_CHAINS, name, &error);
  if (!track) {
    lq_window_toast (window, _ ("Select a track first."), false);
    return;
  }
  g_autoptr (GPtrArray) lines = text ? preset_chain_lines (track, text) : NULL;
  if (!text ||
      (lines->len > 0 && !lq_desk_run_lines (lq_window_desk (window), lines, NULL, &error)))
    lq_window_toast (window, error->message, false);
}

static void
chain_chosen (LqChoice *choice, int row, LqWindow *window)
{
  GPtrArray *choices = g_object_get_data (G_OBJECT (choice), CHOICES);
  const char *chosen = choices && row < (int) choices->len ? choices->pdata[row] : "";
  if (!strcmp (chosen, "save-chain")) {
    device_side_save_chain (window);
  } else if (g_str_has_prefix (chosen, "chain:")) {
    g_autofree char *name = g_strdup (chosen + strlen ("chain:"));
    apply_chain (window, name);
  }
}

static void
show_recent (LqDevices *devices)
{
  g_auto (GStrv) kinds = g_settings_get_strv (prefs (), "recent-devices");
  lq_devices_set_recent (devices, (const char *const *) kinds);
}

static void
added (LqDevices *devices, const char *kind, LqWindow *window)
{
  g_auto (GStrv) old = g_settings_get_strv (prefs (), "recent-devices");
  g_autoptr (GPtrArray) kinds = g_ptr_array_new ();
  g_ptr_array_add (kinds, (void *) kind);
  for (char **at = old; *at && kinds->len < MOST_RECENT_DEVICES; at++)
    if (strcmp (*at, kind) != 0)
      g_ptr_array_add (kinds, *at);
  g_ptr_array_add (kinds, NULL);
  g_settings_set_strv (prefs (), "recent-devices", (const char *const *) kinds->pdata);
  show_recent (devices);
}

static void
add (LqDevices *devices, LqWindow *window)
{
  palette_open (window, "+");
}

static void
add_kind (LqDevices *devices, const char *kind, LqWindow *window)
{
  LqDesk *desk = lq_window_desk (window);
  lq_desk_run (desk, NULL, "effect.add track=%s kind=%s",
               lq_desk_id (desk, lq_devices_track (devices)), kind);
  lq_devices_focus (devices);
}

static void
save_preset (LqDevices *devices, LqWindow *window)
{
  device_side_save_device (window, lq_devices_hand (devices)->effect);
}

/* Twice a second: the cost of a strip is a figure to be read. */
static gboolean
show_facts (gpointer data)
{
  GtkWidget *label = data;
  LqDesk *desk = g_object_get_data (G_OBJECT (label), "desk");
  LqDevices *devices = g_object_get_data (G_OBJECT (label), "devices");
  Live *live = lq_desk_live (desk);
  const Id id = lq_devices_track (devices);
  const Track *track = project_find_track (lq_desk_project (desk), id);
  if (!track || !gtk_widget_get_mapped (label))
    return G_SOURCE_CONTINUE;
  const double load = live && lq_desk_is_rolling (desk) ? live_strip_load (live, id) : 0;
  g_autofree char *text = device_facts_text (track, lq_desk_rate (desk), load);
  gtk_label_set_text (GTK_LABEL (label), text);
  return G_SOURCE_CONTINUE;
}

static void
facts_gone (GtkWidget *label, gpointer timer)
{
  g_source_remove (GPOINTER_TO_UINT (timer));
}

static GtkWidget *
new_facts (LqDesk *desk, GtkWidget *devices)
{
  GtkWidget *label = gtk_label_new ("");
  gtk_widget_add_css_class (label, "device-facts");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  g_object_set_data_full (G_OBJECT (label), "desk", g_object_ref (desk), g_object_unref);
  g_object_set_data_full (G_OBJECT (label), "devices", g_object_ref (devices), g_object_unref);
  const guint timer = g_timeout_add (FACTS_EVERY_MS, show_facts, label);
  g_signal_connect (label, "destroy", G_CALLBACK (facts_gone), GUINT_TO_POINTER (timer));
  g_signal_connect_swapped (label, "map", G_CALLBACK (show_facts), label);
  return label;
}

void
device_side_attach (LqWindow *window)
{
  LqEditor *editor = LQ_EDITOR (lq_window_editor (window));
  GtkWidget *devices = lq_devices_new (lq_window_desk (window));
  GtkWidget *tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, ui_px (8));
  GtkWidget *chains = lq_choice_new (_ ("Presets of chains"));
  g_autofree char *key =
      keymap_keys_text (lq_window_keymap (window), action_find ("track.add-device"));
  if (key)
    key[strcspn (key, ",")] = '\0';
  lq_devices_set_add_key (LQ_DEVICES (devices), key);
  show_recent (LQ_DEVICES (devices));
  g_signal_connect (devices, "add", G_CALLBACK (add), window);
  g_signal_connect (devices, "add-kind", G_CALLBACK (add_kind), window);
  g_signal_connect (devices, "added", G_CALLBACK (added), window);
  g_signal_connect (devices, "save-preset", G_CALLBACK (save_preset), window);
  lq_choice_show (LQ_CHOICE (chains), _ ("Chain presets"), -1);
  gtk_widget_add_css_class (chains, "device-preset");
  g_signal_connect (chains, "opening", G_CALLBACK (chains_opening), window);
  g_signal_connect (chains, "chosen", G_CALLBACK (chain_chosen), window);
  lq_editor_add_page (editor, PAGE, _ ("Devices"), "view.devices", devices);
  gtk_box_append (GTK_BOX (tools), new_facts (lq_window_desk (window), devices));
  gtk_box_append (GTK_BOX (tools), chains);
  lq_editor_set_tools (editor, PAGE, tools);
}
