/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/windows/device_window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/id.h"
#include "ui/device/device_state.h"
#include "ui/draw/theme.h"
#include "ui/window/actions/do.h"
#include "ui/window/actions/do_device.h"
#include "ui/window/device_side.h"
#include "ui/window/prefs.h"
#include "ui/window/windows/side_window.h"

#define WINDOWS "device-windows"
#define SIZE_KEY "device-window-size"
#define KIND_SIZE (16 + ID_TEXT_SIZE)

typedef struct {
  LqWindow *main; /* outlives it */
  GtkWidget *window, *pin;
  LqDevices *devices;
  Id effect;
} DeviceWindow;

/* DeviceWindow, borrowed from their windows. */
static GPtrArray *
windows_of (LqWindow *main)
{
  GPtrArray *windows = g_object_get_data (G_OBJECT (main), WINDOWS);
  if (!windows) {
    windows = g_ptr_array_new ();
    g_object_set_data_full (G_OBJECT (main), WINDOWS, windows, (GDestroyNotify) g_ptr_array_unref);
  }
  return windows;
}

static bool
is_pinned (const DeviceWindow *one)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (one->pin));
}

static DeviceWindow *
active (LqWindow *main)
{
  GPtrArray *windows = windows_of (main);
  for (guint i = 0; i < windows->len; i++) {
    DeviceWindow *one = windows->pdata[i];
    if (gtk_window_is_active (GTK_WINDOW (one->window)))
      return one;
  }
  return NULL;
}

LqDevices *
device_window_active (LqWindow *main)
{
  DeviceWindow *one = active (main);
  return one ? one->devices : NULL;
}

static void
show_title (DeviceWindow *one)
{
  const DeviceHand *hand = lq_devices_hand (one->devices);
  const Track *track = device_hand_track (hand);
  const Effect *effect = device_hand_effect (hand);
  g_autofree char *title =
      effect && track ? g_strdup_printf ("%s — %s", device_title (effect), text_get (track->name))
                      : g_strdup (_ ("Device"));
  gtk_window_set_title (GTK_WINDOW (one->window), title);
}

static void
show_device (DeviceWindow *one, Id track, Id effect)
{
  one->effect = effect;
  lq_devices_stay (one->devices, track, effect);
  show_title (one);
}

static Place
place_of (const DeviceWindow *one)
{
  return lq_device_card_graph_focused (lq_devices_card (one->devices)) ? PLACE_EQ_GRAPH
                                                                       : PLACE_PARAMETERS;
}

/* What is being typed stays with its entry, and Enter with its button. */
static bool
heard (GtkWidget *window, const KeyPress *key, void *data)
{
  DeviceWindow *one = data;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  if ((GTK_IS_TEXT (focus) && (key_edits_text (key) || !strcmp (key->name, "Escape"))) ||
      (GTK_IS_BUTTON (focus) && !strcmp (key->name, "Enter")))
    return false;
  const Action *action = keymap_find (lq_window_keymap (one->main), place_of (one), key);
  if (!action)
    return false;
  if (do_device_takes (one->main, action->id))
    return true;
  if (!strcmp (action->id, "focus.out"))
    return false;
  do_action (one->main, action->id);
  if (lq_window_place (one->main) == PLACE_DIALOG)
    gtk_window_present (GTK_WINDOW (one->main));
  return true;
}

static void
save_preset (LqDevices *devices, DeviceWindow *one)
{
  device_side_save_device (one->main, lq_devices_hand (devices)->effect);
  gtk_window_present (GTK_WINDOW (one->main));
}

static gboolean
closing (GtkWindow *window, DeviceWindow *one)
{
  const double px = ui_px (100) / 100.0;
  g_settings_set (prefs (), SIZE_KEY, "(ii)", (int) (gtk_widget_get_width (one->window) / px),
                  (int) (gtk_widget_get_height (one->window) / px));
  return FALSE;
}

static void
destroyed (GtkWidget *window, DeviceWindow *one)
{
  g_ptr_array_remove (windows_of (one->main), one);
}

static gboolean
focus_now (gpointer data)
{
  GPtrArray *pair = data;
  if (gtk_widget_get_mapped (pair->pdata[0]))
    lq_devices_focus (pair->pdata[0]);
  return G_SOURCE_REMOVE;
}

static void
open_window (LqWindow *main, Id track, Id effect)
{
  char kind[KIND_SIZE] = "device-";
  int width, height;
  DeviceWindow *one = g_new0 (DeviceWindow, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GPtrArray *focused = g_ptr_array_new_with_free_func (g_object_unref);
  id_write (kind + strlen (kind), effect);
  g_settings_get (prefs (), SIZE_KEY, "(ii)", &width, &height);
  one->main = main;
  one->window = side_window_new (main, kind, "", width, height);
  one->devices = LQ_DEVICES (lq_devices_new (lq_window_desk (main)));
  one->pin = gtk_toggle_button_new_with_label (_ ("Keep this device"));
  gtk_widget_set_tooltip_text (one->pin, _ ("Without it the window follows the device panel."));
  gtk_widget_add_css_class (foot, "side-foot");
  gtk_widget_set_vexpand (GTK_WIDGET (one->devices), TRUE);
  gtk_box_append (GTK_BOX (foot), one->pin);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (one->devices));
  gtk_box_append (GTK_BOX (box), foot);
  gtk_window_set_child (GTK_WINDOW (one->window), box);
  show_device (one, track, effect);
  g_ptr_array_add (windows_of (main), one);
  side_window_hear (one->window, heard, one);
  g_object_set_data_full (G_OBJECT (one->window), "device", one, g_free);
  g_signal_connect (one->devices, "save-preset", G_CALLBACK (save_preset), one);
  g_signal_connect (one->window, "close-request", G_CALLBACK (closing), one);
  g_signal_connect (one->window, "destroy", G_CALLBACK (destroyed), one);
  gtk_window_present (GTK_WINDOW (one->window));
  g_ptr_array_add (focused, g_object_ref (one->devices));
  g_idle_add_full (G_PRIORITY_LOW, focus_now, focused, (GDestroyNotify) g_ptr_array_unref);
}

bool
device_window_toggle (LqWindow *main)
{
  DeviceWindow *here = active (main);
  GPtrArray *windows = windows_of (main);
  LqDevices *panel = device_side_panel (main);
  if (here) {
    gtk_window_close (GTK_WINDOW (here->window));
    return true;
  }
  const DeviceHand *hand = panel ? lq_devices_hand (panel) : NULL;
  if (!hand || !hand->spec)
    return false;
  for (guint i = 0; i < windows->len; i++) {
    DeviceWindow *one = windows->pdata[i];
    if (one->effect == hand->effect) {
      gtk_window_present (GTK_WINDOW (one->window));
      return true;
    }
  }
  open_window (main, hand->track, hand->effect);
  return true;
}

bool
device_window_pin (LqWindow *main)
{
  DeviceWindow *one = active (main);
  if (one)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (one->pin), !is_pinned (one));
  return one != NULL;
}

/* Follows the panel, or the keys that went on in its chain. A device that is gone takes its window
 * with it. */
static void
follow (DeviceWindow *one, const DeviceHand *panel)
{
  const Project *project = lq_desk_project (lq_window_desk (one->main));
  const Id here = lq_devices_hand (one->devices)->effect;
  if (!project_find_effect (project, one->effect, NULL)) {
    gtk_window_close (GTK_WINDOW (one->window));
  } else if (here != one->effect) {
    one->effect = here;
    show_title (one);
  } else if (panel && panel->effect && panel->effect != here && !is_pinned (one) &&
             !gtk_window_is_active (GTK_WINDOW (one->window))) {
    show_device (one, panel->track, panel->effect);
  }
}

bool
device_windows_tick (LqWindow *main, gint64 now)
{
  GPtrArray *windows = windows_of (main);
  LqDevices *panel = device_side_panel (main);
  for (guint i = windows->len; i-- > 0;)
    follow (windows->pdata[i], panel ? lq_devices_hand (panel) : NULL);
  DeviceWindow *here = active (main);
  if (here)
    lq_devices_tick (here->devices, now);
  return here != NULL;
}

void
device_windows_close (LqWindow *main)
{
  GPtrArray *windows = windows_of (main);
  while (windows->len > 0)
    gtk_window_destroy (GTK_WINDOW (((DeviceWindow *) windows->pdata[windows->len - 1])->window));
}
