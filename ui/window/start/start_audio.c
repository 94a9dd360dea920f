/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audio box: what will play, as far as asking a child process can tell. */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "device/device.h"
#include "ui/window/prefs.h"
#include "ui/window/start/start.h"
#include "ui/window/start/start_private.h"

#define LOOK_MS 60
#define DEFAULT_BLOCK 256

static char summary[64];

const char *
start_audio_summary (void)
{
  return summary;
}

/* What opening a device without a name takes: JACK has the card where it runs. */
static const DeviceInfo *
default_of (const GPtrArray *list)
{
  static const char *const hosts[] = { "JACK", "ALSA" };
  for (size_t h = 0; h < G_N_ELEMENTS (hosts); h++)
    for (guint i = 0; i < list->len; i++) {
      const DeviceInfo *info = g_ptr_array_index (list, i);
      if (info->is_default_output && !strcmp (info->host, hosts[h]))
        return info;
    }
  for (guint i = 0; i < list->len; i++) {
    const DeviceInfo *info = g_ptr_array_index (list, i);
    if (info->n_outputs > 0 && strcmp (info->name, DEVICE_NULL_NAME))
      return info;
  }
  return NULL;
}

static void
say (Start *start, const char *backend, const char *interface, const char *latency,
     const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (start->backend), backend);
  gtk_label_set_text (GTK_LABEL (start->interface), interface);
  gtk_label_set_markup (GTK_LABEL (start->latency), latency);
  gtk_label_set_text (GTK_LABEL (start->sentence), sentence ? sentence : "");
  gtk_widget_set_visible (start->sentence, sentence != NULL);
}

static void
say_device (Start *start, const DeviceInfo *info)
{
  const int wanted = g_settings_get_int (prefs (), "block");
  const int wanted_rate = g_settings_get_int (prefs (), "rate");
  const int block = wanted > 0 ? wanted : DEFAULT_BLOCK;
  const double rate = wanted_rate > 0 ? wanted_rate : info->default_rate;
  const double least = 2.0 * block / rate;
  const double seconds = fmax (least, info->input_latency + info->output_latency);
  const char *behind = strstr (info->name, ": ");
  const char *card = behind ? behind + 2 : info->name;

  g_autofree char *interface =
      g_strdup_printf (_ ("%s, %u in %u out"), card, info->n_inputs, info->n_outputs);
  g_autofree char *latency =
      g_strdup_printf (_ ("<b>%.1f ms</b>  %d smp, %g kHz"), seconds * 1000, block, rate / 1000);
  say (start, info->host, interface, latency, NULL);
  gtk_widget_set_tooltip_text (start->interface, info->name);
  g_snprintf (summary, sizeof summary, _ ("%s %g kHz"), info->host, rate / 1000);
}

static void
say_found (Start *start, GPtrArray *list)
{
  g_autofree char *name = g_settings_get_string (prefs (), "device");
  const DeviceInfo *info = NULL;
  if (list)
    info = *name ? device_info_find (list, name, NULL) : default_of (list);
  if (info && strcmp (info->name, DEVICE_NULL_NAME)) {
    say_device (start, info);
  } else if (info) {
    say (start, _ ("Built in"), _ ("Silent clock"), "–",
         _ ("Nothing is heard: no device is chosen."));
    g_strlcpy (summary, _ ("Silent"), sizeof summary);
  } else if (*name) {
    g_autofree char *sentence =
        g_strdup_printf (_ ("“%s” is not connected. Connect it, or choose another."), name);
    say (start, "–", _ ("Not connected"), "–", sentence);
    g_strlcpy (summary, _ ("Device not connected"), sizeof summary);
  } else {
    say (start, "–", _ ("None"), "–",
         _ ("No audio device was found. Everything works, but nothing is heard."));
    g_strlcpy (summary, _ ("No audio device"), sizeof summary);
  }
  start_show_status (start);
}

static gboolean
look (gpointer data)
{
  Start *start = data;
  if (!device_search_is_done (start->devices))
    return G_SOURCE_CONTINUE;
  g_autoptr (GPtrArray) list = device_search_finish (g_steal_pointer (&start->devices), NULL);
  start->device_timer = 0;
  say_found (start, list);
  return G_SOURCE_REMOVE;
}

void
start_audio_ask (Start *start)
{
  start_audio_cancel (start);
  start->devices = device_search_begin (false, NULL);
  if (start->devices)
    start->device_timer = g_timeout_add (LOOK_MS, look, start);
  else
    say_found (start, NULL);
}

void
start_audio_cancel (Start *start)
{
  g_clear_handle_id (&start->device_timer, g_source_remove);
  g_clear_pointer (&start->devices, device_search_cancel);
}

static GtkWidget *
add_row (GtkGrid *grid, int row, const char *caption)
{
  GtkWidget *value = start_label (row < 2 ? "…" : "", "value");
  gtk_label_set_ellipsize (GTK_LABEL (value), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_grid_attach (grid, start_label (caption, "audio-caption"), 0, row, 1, 1);
  gtk_grid_attach (grid, value, 1, row, 1, 1);
  return value;
}

GtkWidget *
start_audio_new (Start *start)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *grid = gtk_grid_new ();
  GtkWidget *settings = gtk_button_new_with_label (_ ("Settings…"));

  gtk_widget_add_css_class (box, "audio-box");
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  start->backend = add_row (GTK_GRID (grid), 0, _ ("Backend"));
  start->interface = add_row (GTK_GRID (grid), 1, _ ("Interface"));
  start->latency = add_row (GTK_GRID (grid), 2, _ ("Latency"));
  gtk_box_append (GTK_BOX (box), grid);
  start->sentence = start_label ("", "sentence");
  gtk_label_set_wrap (GTK_LABEL (start->sentence), TRUE);
  gtk_widget_set_visible (start->sentence, FALSE);
  gtk_box_append (GTK_BOX (box), start->sentence);
  gtk_widget_set_halign (settings, GTK_ALIGN_START);
  gtk_widget_add_css_class (settings, "dialog-button");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (settings), "win.do");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (settings), "s", "app.preferences");
  gtk_box_append (GTK_BOX (box), settings);
  return box;
}
