/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recording: what was just played, the bar that has a hole, inputs; the panels of click, monitors
 * and load. */
#include <glib/gi18n.h>

#include "ui/arrange/headers.h"
#include "ui/desk/desk_notes.h"
#include "ui/draw/theme.h"
#include "ui/window/actions/do.h"
#include "ui/window/frame_rows.h"
#include "ui/window/panels/panels.h"
#include "ui/window/window_private.h"

static void
capture (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GError) error = NULL;
  const Units at = tempo_map_position_units (lq_desk_map (desk), lq_desk_cursor (desk)->at);
  if (lq_desk_capture (desk, at, &error))
    lq_window_toast (window, _ ("What was just played is on its track"), true);
  else
    lq_window_toast (window,
                     error ? error->message
                           : _ ("Nothing was played: arm a track, play, and then keep it."),
                     false);
}

/* The bar around a place. */
static void
bar_around (const TempoMap *map, Ticks at, Ticks *from, Ticks *to)
{
  const BarPosition here = tempo_map_bar (map, at);
  const BarPosition first = { .bar = here.bar, .beat = 1, .sixteenth = 1 };
  if (!tempo_map_from_bar (map, &first, from))
    *from = at;
  *to = *from + tempo_map_bar_length (map, at);
}

/* Punches over the bar, from the bar before it. */
static void
record_again (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const TempoMap *map = lq_desk_map (desk);
  Ticks from, to, before, unused;
  Units at;
  Id id;

  if (!lq_desk_lost (desk, &id, &at)) {
    lq_window_toast (window, _ ("The last recording lost nothing."), false);
    return;
  }
  bar_around (map, tempo_map_ticks (map, at), &from, &to);
  before = from;
  if (from > 0)
    bar_around (map, from - 1, &before, &unused);
  const Position start = { from, TIME_MUSICAL }, end = { to, TIME_MUSICAL };
  const Track *track = project_find_track (lq_desk_project (desk), id);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  if (!track->arm)
    g_ptr_array_add (lines, g_strdup_printf ("track.set track=%s arm=on", lq_desk_id (desk, id)));
  g_ptr_array_add (lines, g_strdup_printf ("punch.set from=%s to=%s on=on",
                                           lq_desk_place (desk, start), lq_desk_place (desk, end)));
  if (!lq_desk_run_lines (desk, lines, NULL, &error)) {
    lq_window_toast (window, error->message, false);
    return;
  }
  lq_desk_set_recording (desk, true);
  lq_desk_play (desk, tempo_map_units (map, before),
                tempo_map_units (map, to) + UNITS_PER_SECOND / 2);
}

static void
note_mode (LqWindow *window, int arg)
{
  static const char *const told[] = { N_ ("Recorded notes become takes"),
                                      N_ ("Recorded notes go into the clips"),
                                      N_ ("Recorded notes replace those of the clips") };
  LqDesk *desk = lq_window_desk (window);
  const int mode = (lq_desk_note_mode (desk) + 1) % (int) G_N_ELEMENTS (told);
  lq_desk_set_note_mode (desk, (RecordMode) mode);
  lq_window_toast (window, _ (told[mode]), false);
}

static void
note_grid (LqWindow *window, int arg)
{
  static const char *const grids[] = { "", "1/4", "1/8", "1/16", "1/32" };
  LqDesk *desk = lq_window_desk (window);
  size_t next = 0;
  for (size_t i = 0; i + 1 < G_N_ELEMENTS (grids); i++)
    if (g_str_equal (grids[i], lq_desk_note_grid (desk)))
      next = i + 1;
  lq_desk_set_note_grid (desk, grids[next]);
  g_autofree char *text = next ? g_strdup_printf (_ ("Recorded notes go to %s"), grids[next])
                               : g_strdup (_ ("Recorded notes stay as played"));
  lq_window_toast (window, text, false);
}

/* The row of a track in the headers, as far as it is in sight. */
static void
input (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const Rows *rows = lq_desk_rows (desk);
  const Id track = lq_desk_cursor_track (desk);
  GtkWidget *headers = lq_arrange_headers (lq_window_arrange (window));
  GdkRectangle at = { 0, 0, gtk_widget_get_width (headers), ui_px (HEIGHT_M) };

  lq_desk_reveal (desk);
  for (int i = 0; i < rows->n; i++)
    if (rows->rows[i].track == track && rows->rows[i].kind == ROW_TRACK) {
      at.y = rows->rows[i].y - (int) lq_desk_view (desk)->y;
      at.height = rows->rows[i].height;
    }
  panel_input (window, track, headers, &at);
}

static void
metronome (LqWindow *window, int arg)
{
  panel_metronome (window, transport_row_metronome (window->transport));
}

static void
monitors (LqWindow *window, int arg)
{
  GtkWidget *level = transport_row_monitor (window->transport);
  panel_monitor (window,
                 gtk_widget_get_visible (level) ? level : transport_row_master (window->transport));
}

static void
load (LqWindow *window, int arg)
{
  panel_load (window, title_row_load (window->title));
}

const Doing doings_record[] = {
  { "transport.capture", capture },
  { "transport.record-again", record_again },
  { "transport.note-mode", note_mode },
  { "transport.note-grid", note_grid },
  { "track.tuner", input },
  { "header.input", input },
  { "metronome.settings", metronome },
  { "monitor.source", monitors },
  { "view.load", load },
  { NULL },
};
