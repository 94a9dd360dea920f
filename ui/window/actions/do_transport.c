/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transport, monitors and meters. */
#include <glib/gi18n.h>
#include <math.h>

#include "mix/inputs.h"
#include "ui/desk/target.h"
#include "ui/window/actions/do.h"
#include "ui/window/master_meter.h"

static void
play_stop (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  if (lq_desk_is_rolling (desk))
    lq_desk_stop (desk, false);
  else
    lq_desk_play (desk, desk_cursor_units (desk), INT64_MAX);
}

static void
pause_in_place (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  if (lq_desk_is_rolling (desk))
    lq_desk_stop (desk, true);
  else
    lq_desk_play (desk, lq_desk_playhead (desk), INT64_MAX);
}

static void
play_selection (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  Units from, to;
  if (desk_selected_span (desk, &from, &to))
    lq_desk_play (desk, from, to);
  else
    lq_window_toast (window, _ ("Select a range or clips first."), false);
}

static void
play_here (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  lq_desk_play (desk, desk_cursor_units (desk), INT64_MAX);
}

static bool
any_armed (const Project *project)
{
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (track->arm && track_input (project, track).kind != INPUT_NONE)
      return true;
  }
  return false;
}

static void
record (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  if (lq_desk_is_recording (desk)) {
    lq_desk_stop (desk, false);
    return;
  }
  if (!any_armed (lq_desk_project (desk))) {
    lq_window_toast (window, _ ("Arm a track that has an input first: Shift R, U."), false);
    return;
  }
  lq_desk_set_recording (desk, true);
  if (!lq_desk_is_rolling (desk))
    lq_desk_play (desk, desk_cursor_units (desk), INT64_MAX);
}

static void
punch (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  lq_desk_run (desk, NULL, "punch.set on=%s", lq_desk_project (desk)->punch ? "off" : "on");
}

static void
metronome (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const bool on = lq_desk_project (desk)->metronome != METRONOME_OFF;
  lq_desk_run (desk, NULL, "metronome.set mode=%s", on ? "off" : "on");
}

static void
count_in (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const bool on = lq_desk_project (desk)->count_in_bars > 0;
  lq_desk_run (desk, NULL, "metronome.set count_in=%d", on ? 0 : 1);
}

#define TAPS 8
#define TAP_REST 2000000 /* microseconds: a longer pause begins anew */

static void
tap_tempo (LqWindow *window, int arg)
{
  static gint64 taps[TAPS];
  static int n;
  const gint64 now = g_get_monotonic_time ();
  if (n > 0 && now - taps[n - 1] > TAP_REST)
    n = 0;
  if (n == TAPS) {
    for (int i = 1; i < TAPS; i++)
      taps[i - 1] = taps[i];
    n--;
  }
  taps[n++] = now;
  if (n < 3)
    return;
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  const double bpm = 60e6 * (n - 1) / (double) (taps[n - 1] - taps[0]);
  lq_desk_run_joined (lq_window_desk (window), 0x746170, "project.set tempo=%s",
                      g_ascii_formatd (number, sizeof number, "%.1f", bpm));
}

static void
panic (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  lq_desk_stop (desk, true);
}

static void
change_monitor (LqWindow *window, void (*change) (MonitorSettings *settings, int arg), int arg)
{
  LqDesk *desk = lq_window_desk (window);
  Live *live = lq_desk_live (desk);
  g_autoptr (GError) error = NULL;
  if (!live)
    return;
  MonitorSettings settings = *live_monitor (live);
  change (&settings, arg);
  if (!live_monitor_set (live, &settings, &error))
    lq_window_toast (window, error->message, false);
  lq_desk_state_changed (desk);
}

static void
change_dim (MonitorSettings *settings, int arg)
{
  settings->dim = !settings->dim;
}

static void
change_mono (MonitorSettings *settings, int arg)
{
  settings->mono = !settings->mono;
}

static void
change_level (MonitorSettings *settings, int arg)
{
  settings->level_db = CLAMP (settings->level_db + arg, -90, 0);
}

static void
change_neutral (MonitorSettings *settings, int arg)
{
  settings->level_db = 0;
  settings->dim = settings->mono = false;
  settings->source = 0;
  settings->reference = 0;
}

static void
change_speaker (MonitorSettings *settings, int arg)
{
  settings->speaker = (settings->speaker + 1) % MAX (settings->n_speakers, 1);
}

static void
neutral (LqWindow *window, int arg)
{
  change_monitor (window, change_neutral, arg);
}

static void
next_speaker (LqWindow *window, int arg)
{
  change_monitor (window, change_speaker, arg);
}

static void
dim (LqWindow *window, int arg)
{
  change_monitor (window, change_dim, arg);
}

static void
mono (LqWindow *window, int arg)
{
  change_monitor (window, change_mono, arg);
}

static void
level (LqWindow *window, int arg)
{
  change_monitor (window, change_level, arg);
}

static void
clear_meters (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  lq_arrange_clear_peaks (lq_window_arrange (window));
  master_meter_clear (lq_window_master_meter (window));
  if (lq_desk_live (desk))
    live_reset_loudness (lq_desk_live (desk));
  lq_desk_state_changed (desk);
}

const Doing doings_transport[] = {
  { "transport.play-stop", play_stop },
  { "transport.pause", pause_in_place },
  { "transport.play-selection", play_selection },
  { "transport.play-here", play_here },
  { "transport.record", record },
  { "transport.punch", punch },
  { "transport.metronome", metronome },
  { "transport.count-in", count_in },
  { "transport.tap-tempo", tap_tempo },
  { "transport.panic", panic },
  { "monitor.dim", dim },
  { "monitor.mono", mono },
  { "monitor.neutral", neutral },
  { "monitor.output", next_speaker },
  { "monitor.level-up", level, 1 },
  { "monitor.level-down", level, -1 },
  { "meter.reset", clear_meters },
  { NULL },
};
