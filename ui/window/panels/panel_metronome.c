/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The click: when, how loud, and the bars before a recording. */
#include <glib/gi18n.h>

#include "ui/window/panels/panel.h"
#include "ui/window/panels/panels.h"

#define JOIN_CLICK UINT64_C (0x636c69636b)

typedef struct {
  LqDesk *desk;
  GtkWidget *mode, *gain, *count_in, *pre_roll;
} Click;

static void
click_free (gpointer data)
{
  Click *click = data;
  g_object_unref (click->desk);
  g_free (click);
}

static void
mode_chosen (Click *click)
{
  static const char *const modes[] = { "off", "on", "recording" };
  const guint index = gtk_drop_down_get_selected (GTK_DROP_DOWN (click->mode));
  if (index < G_N_ELEMENTS (modes))
    lq_desk_run (click->desk, NULL, "metronome.set mode=%s", modes[index]);
}

static void
gain_changed (Click *click)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  lq_desk_run_joined (click->desk, JOIN_CLICK, "metronome.set gain=%s",
                      g_ascii_formatd (number, sizeof number, "%.1f",
                                       gtk_spin_button_get_value (GTK_SPIN_BUTTON (click->gain))));
}

static void
bars_changed (Click *click)
{
  lq_desk_run_joined (click->desk, JOIN_CLICK + 1, "metronome.set count_in=%d pre_roll=%d",
                      gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (click->count_in)),
                      gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (click->pre_roll)));
}

void
panel_metronome (LqWindow *window, GtkWidget *anchor)
{
  LqDesk *desk = lq_window_desk (window);
  const Project *project = lq_desk_project (desk);
  const char *const modes[] = { _ ("Never"), _ ("While the song plays"), _ ("While recording"),
                                NULL };
  GtkWidget *panel = panel_new (window, anchor, NULL, _ ("Metronome"));
  if (!panel)
    return;
  Click *click = g_new0 (Click, 1);
  click->desk = g_object_ref (desk);
  click->mode = panel_choice (_ ("Clicks"), modes, (guint) project->metronome,
                              G_CALLBACK (mode_chosen), click);
  click->gain = panel_number (_ ("Level of the click"), -60, 12, 1, 1, project->metronome_gain_db,
                              G_CALLBACK (gain_changed), click);
  click->count_in = panel_number (_ ("Bars of count-in"), 0, 16, 1, 0, project->count_in_bars,
                                  G_CALLBACK (bars_changed), click);
  click->pre_roll = panel_number (_ ("Bars of pre-roll"), 0, 16, 1, 0, project->pre_roll_bars,
                                  G_CALLBACK (bars_changed), click);
  panel_add (panel, _ ("Clicks"), click->mode);
  panel_add (panel, _ ("Level, dB"), click->gain);
  panel_add (panel, _ ("Count-in, bars"), click->count_in);
  panel_add (panel, _ ("Pre-roll, bars"), click->pre_roll);
  panel_add (
      panel, NULL,
      panel_hint (_ ("The count-in clicks before the song moves, the pre-roll plays the song "
                     "up to where recording begins.")));
  g_object_set_data_full (G_OBJECT (panel), "click", click, click_free);
  panel_open (panel, NULL, NULL);
}
