/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row that measures how long sound takes out of the device and back in. The device is closed
 * for the song meanwhile: the measurement opens it for itself, on another thread. */
#include <glib/gi18n.h>
#include <math.h>

#include "device/device.h"
#include "live/calibration.h"
#include "ui/window/prefs.h"
#include "ui/window/settings/settings_page.h"
#include "ui/window/settings/settings_sound.h"

typedef struct {
  LqWindow *main;
  GtkWidget *row, *button; /* weak: the page may go meanwhile */
} Latency;

typedef struct {
  char *device;
  int rate;
  uint32_t block;
  Calibration found;
} Measuring;

static void
latency_free (gpointer data)
{
  Latency *latency = data;
  g_clear_weak_pointer (&latency->row);
  g_clear_weak_pointer (&latency->button);
  g_clear_weak_pointer (&latency->main);
  g_free (latency);
}

static void
measuring_free (gpointer data)
{
  Measuring *measuring = data;
  g_free (measuring->device);
  g_free (measuring->found.device);
  g_free (measuring);
}

static void
measure_now (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Measuring *measuring = data;
  const DeviceConfig config = { .name = *measuring->device ? measuring->device : NULL,
                                .rate = measuring->rate,
                                .block = measuring->block };
  GError *error = NULL;
  if (calibrate (&config, NULL, &measuring->found, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static char *
result_text (const Calibration *found)
{
  return g_strdup_printf (
      _ ("%.1f ms there and back, %.1f ms more than the driver says. Recordings are placed by it."),
      found->round_trip * 1000 / found->rate,
      (found->round_trip - found->reported) * 1000 / found->rate);
}

static void
measured (GObject *source, GAsyncResult *result, gpointer data)
{
  Latency *latency = data;
  const Measuring *measuring = g_task_get_task_data (G_TASK (result));
  const Calibration *found = &measuring->found;
  g_autofree char *path = calibration_file_path ();
  g_autoptr (GError) error = NULL;
  const bool good =
      g_task_propagate_boolean (G_TASK (result), &error) &&
      calibration_save (path, found->device, found->rate, found->block, found, &error);
  g_autofree char *text = good ? result_text (found) : settings_sentence (error->message);
  if (latency->main)
    lq_window_start_sound (latency->main);
  if (latency->row)
    settings_page_set_hint (latency->row, text);
  if (latency->button)
    gtk_widget_set_sensitive (latency->button, TRUE);
  latency_free (latency);
}

static void
measure (Latency *row)
{
  LqDesk *desk = lq_window_desk (row->main);
  g_autofree char *device = g_settings_get_string (prefs (), "device");
  if (desk && (lq_desk_is_rolling (desk) || lq_desk_is_recording (desk))) {
    settings_page_set_hint (row->row, _ ("Stop the song first."));
    return;
  }
  if (!g_strcmp0 (device, DEVICE_NULL_NAME) || !g_strcmp0 (device, DESK_LOOPBACK)) {
    settings_page_set_hint (row->row, _ ("Choose a device that sounds first."));
    return;
  }
  if (desk)
    lq_desk_stop_sound (desk);
  Latency *latency = g_new0 (Latency, 1);
  g_set_weak_pointer (&latency->main, row->main);
  g_set_weak_pointer (&latency->row, row->row);
  g_set_weak_pointer (&latency->button, row->button);
  Measuring *measuring = g_new0 (Measuring, 1);
  measuring->device = g_steal_pointer (&device);
  measuring->rate = g_settings_get_int (prefs (), "rate");
  if (measuring->rate == 0)
    measuring->rate = desk ? lq_desk_rate (desk) : 48000;
  measuring->block = (uint32_t) g_settings_get_int (prefs (), "block");
  gtk_widget_set_sensitive (row->button, FALSE);
  settings_page_set_hint (row->row, _ ("Measuring: two short bursts of noise…"));
  g_autoptr (GTask) task = g_task_new (NULL, NULL, measured, latency);
  g_task_set_task_data (task, measuring, measuring_free);
  g_task_run_in_thread (task, measure_now);
}

void
settings_latency_fill (GtkWidget *page, LqWindow *main)
{
  Latency *latency = g_new0 (Latency, 1);
  g_set_weak_pointer (&latency->main, main);
  GtkWidget *button = settings_button_new (_ ("Measure"), G_CALLBACK (measure), latency);
  GtkWidget *row = settings_page_add (
      page, _ ("Latency"),
      _ ("Connect an output to an input with a cable, turn it down, and measure."), button);
  g_set_weak_pointer (&latency->button, button);
  g_set_weak_pointer (&latency->row, row);
  g_object_set_data_full (G_OBJECT (page), "latency", latency, latency_free);
}
