/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of recording: where, in what format, and the bars before. */
#include <glib/gi18n.h>

#include "ui/window/panels/panel.h"
#include "ui/window/settings/settings_page.h"
#include "ui/window/settings/settings_sound.h"

typedef struct {
  LqWindow *main;
  GtkWidget *count_in, *pre_roll;
} Bars;

static void
bars_changed (Bars *bars)
{
  LqDesk *desk = lq_window_desk (bars->main);
  if (desk)
    lq_desk_run_joined (desk, UINT64_C (0x62617273), "metronome.set count_in=%d pre_roll=%d",
                        gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (bars->count_in)),
                        gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (bars->pre_roll)));
}

static void
add_bars (GtkWidget *page, LqWindow *main, const Project *project)
{
  Bars *bars = g_new0 (Bars, 1);
  bars->main = main;
  bars->count_in = panel_number (_ ("Bars of count-in"), 0, 16, 1, 0, project->count_in_bars,
                                 G_CALLBACK (bars_changed), bars);
  bars->pre_roll = panel_number (_ ("Bars of pre-roll"), 0, 16, 1, 0, project->pre_roll_bars,
                                 G_CALLBACK (bars_changed), bars);
  settings_page_add (page, _ ("Count-in, bars"),
                     _ ("Of the project that is open: clicks before the song moves."),
                     bars->count_in);
  settings_page_add (page, _ ("Pre-roll, bars"),
                     _ ("Of the project that is open: it plays up to where recording begins."),
                     bars->pre_roll);
  g_object_set_data_full (G_OBJECT (page), "bars", bars, g_free);
}

static void
format_changed (LqWindow *main)
{
  if (lq_window_desk (main))
    settings_sound_apply (lq_window_desk (main));
}

void
settings_recording_fill (GtkWidget *page, LqWindow *main)
{
  const char *const formats[] = { _ ("24 bits"), _ ("32-bit float"), NULL };
  GtkWidget *format = settings_choice_new_bound ("record-float", "[false, true]", formats, 170);
  LqDesk *desk = lq_window_desk (main);

  settings_project_folder_fill (page);
  settings_page_add (page, _ ("Format"),
                     _ ("Of tracks that are armed from now on. What a track gives is always kept "
                        "as floats."),
                     format);
  g_signal_connect_swapped (format, "notify::selected", G_CALLBACK (format_changed), main);
  if (desk)
    add_bars (page, main, lq_desk_project (desk));
}
