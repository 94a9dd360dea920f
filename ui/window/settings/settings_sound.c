/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/settings/settings_sound.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/window/panels/input_meter.h"
#include "ui/window/prefs.h"
#include "ui/window/settings/settings_page.h"

#define TONE_HZ 440.0
#define TONE_GAIN 0.1 /* -20 dBFS */
#define TONE_SECONDS 0.7 /* on each side */
#define TONE_FADE 0.02 /* seconds */

typedef struct {
  LqWindow *main;
  GtkWidget *row, *meter;
  int channel; /* the loudest; -1: none yet */
} Level;

/* Left, then right: so it is heard which is which. */
static void
tone (LqWindow *main)
{
  LqDesk *desk = lq_window_desk (main);
  Live *live = desk ? lq_desk_live (desk) : NULL;
  if (!live)
    return;
  const int rate = lq_desk_rate (desk);
  const Frames side = (Frames) (TONE_SECONDS * rate), n = 2 * side;
  float *sides[2] = { g_new0 (float, n), g_new0 (float, n) };
  for (Frames i = 0; i < n; i++) {
    const double at = (double) (i % side) / rate;
    const double edge = fmin (at, TONE_SECONDS - at) / TONE_FADE;
    sides[i / side][i] =
        (float) (TONE_GAIN * fmin (edge, 1) * sin (2 * G_PI * TONE_HZ * (double) i / rate));
  }
  preview_play (live_preview (live), sides[0], sides[1], n);
}

static gboolean
tick (GtkWidget *meter, GdkFrameClock *clock, gpointer data)
{
  Level *level = data;
  LqDesk *desk = lq_window_desk (level->main);
  Live *live = desk ? lq_desk_live (desk) : NULL;
  int channel;
  if (!live)
    return G_SOURCE_CONTINUE;
  const double peak = live_input_peak (live, &channel);
  input_meter_step (meter, peak, gdk_frame_clock_get_frame_time (clock));
  if (peak > 0 && channel != level->channel) {
    g_autofree char *text = g_strdup_printf (_ ("Input %d is the loudest."), channel + 1);
    level->channel = channel;
    settings_page_set_hint (level->row, text);
  }
  return G_SOURCE_CONTINUE;
}

void
settings_sound_fill (GtkWidget *page, LqWindow *main)
{
  Level *level = g_new0 (Level, 1);
  GtkWidget *button = settings_button_new (_ ("Play"), G_CALLBACK (tone), main);
  const bool sounds = lq_window_desk (main) != NULL;

  gtk_widget_set_sensitive (button, sounds);
  settings_page_add (page, _ ("Test tone"),
                     sounds ? _ ("On the left, then on the right, at −20 dB.")
                            : _ ("Open a project first: the device starts with it."),
                     button);
  level->main = main;
  level->channel = -1;
  level->meter = input_meter_new (false);
  level->row = settings_page_add (page, _ ("Input level"), "", level->meter);
  gtk_widget_add_tick_callback (level->meter, tick, level, g_free);
}

void
settings_sound_apply (LqDesk *desk)
{
  Live *live = lq_desk_live (desk);
  g_auto (GStrv) off = g_settings_get_strv (prefs (), "midi-ports-off");
  if (!live)
    return;
  if (live_midi (live))
    live_midi_set_off (live_midi (live), (const char *const *) off);
  if (live_recording (live))
    recording_set_float (live_recording (live), g_settings_get_boolean (prefs (), "record-float"));
}
