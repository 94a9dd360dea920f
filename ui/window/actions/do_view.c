/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zoom, heights, views, panels, tools and the program's own windows. */
#include <glib/gi18n.h>
#include <math.h>

#include "model/clip.h"
#include "ui/draw/theme.h"
#include "ui/window/actions/do.h"
#include "ui/window/musical_typing.h"
#include "ui/window/prefs.h"
#include "ui/window/start/start.h"

#define ZOOM 1.5

static void
zoom (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const Units at = tempo_map_position_units (lq_desk_map (desk), lq_desk_cursor (desk)->at);
  const double x = lq_desk_x (desk, at);
  const double middle =
      x < 0 || x > lq_desk_view (desk)->width ? lq_desk_view (desk)->width / 2.0 : x;
  lq_desk_zoom (desk, arg > 0 ? ZOOM : 1 / ZOOM, middle);
}

static void
zoom_selection (LqWindow *window, int arg)
{
  static DeskView before;
  static bool kept;
  LqDesk *desk = lq_window_desk (window);
  DeskView *view = lq_desk_view (desk);
  Units from, to;
  int first, last;
  if (kept) {
    view->px_per_second = before.px_per_second;
    view->x = before.x;
    kept = false;
    lq_desk_view_changed (desk);
    return;
  }
  if (!lq_desk_range (desk, &from, &to, &first, &last)) {
    lq_window_toast (window, _ ("Select a range first."), false);
    return;
  }
  before = *view;
  kept = true;
  lq_desk_zoom_to (desk, from, to);
}

static void
zoom_song (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  lq_desk_zoom_to (desk, 0, int64_max (lq_desk_length (desk), 10 * UNITS_PER_SECOND));
}

static void
zoom_wave (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  DeskView *view = lq_desk_view (desk);
  view->wave = CLAMP (view->wave * (arg > 0 ? 1.25 : 0.8), 0.25, 32);
  lq_desk_view_changed (desk);
}

static int
next_height (int height, int direction)
{
  static const int heights[] = { HEIGHT_S, HEIGHT_M, HEIGHT_L, HEIGHT_XL };
  const int n = (int) G_N_ELEMENTS (heights);
  if (direction > 0) {
    for (int i = 0; i < n; i++)
      if (heights[i] > height)
        return heights[i];
    return heights[n - 1];
  }
  for (int i = n; i-- > 0;)
    if (heights[i] < height)
      return heights[i];
  return heights[0];
}

static int
height_of (LqDesk *desk, Id track)
{
  const int row = rows_find (lq_desk_rows (desk), ROW_TRACK, track, 0);
  return row < 0 ? HEIGHT_M
                 : (int) lround (lq_desk_rows (desk)->rows[row].height / theme_settings ()->scale);
}

/* All tracks, or those that are selected. */
static void
taller (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const Project *project = lq_desk_project (desk);
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Id id = list_get (project->tracks, i)->id;
    lq_desk_set_height (desk, id, next_height (height_of (desk, id), arg));
  }
  lq_desk_reveal (desk);
}

static void
header_taller (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GArray) tracks = lq_desk_tracks (desk);
  for (guint i = 0; i < tracks->len; i++) {
    const Id id = g_array_index (tracks, Id, i);
    lq_desk_set_height (desk, id, next_height (height_of (desk, id), arg));
  }
}

static void
follow (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  static const char *const names[] = { N_ ("Follow is off"), N_ ("Follow by pages"),
                                       N_ ("Follow smoothly") };
  const Follow next = (Follow) ((lq_desk_follow (desk) + 1) % 3);
  lq_desk_set_follow (desk, next);
  lq_window_toast (window, _ (names[next]), false);
}

static void
tool (LqWindow *window, int arg)
{
  lq_desk_set_tool (lq_window_desk (window), (Tool) arg);
}

static void
panel (LqWindow *window, int arg)
{
  lq_window_toggle_panel (window, (Panel) arg);
}

static void
region (LqWindow *window, int arg)
{
  if (lq_window_desk (window))
    lq_window_next_region (window, arg);
  else
    start_next_region (window, arg);
}

static void
view (LqWindow *window, int arg)
{
  lq_window_show_view (window, (WindowView) arg);
}

static void
fullscreen (LqWindow *window, int arg)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (window)))
    gtk_window_unfullscreen (GTK_WINDOW (window));
  else
    gtk_window_fullscreen (GTK_WINDOW (window));
}

static void
scale (LqWindow *window, int arg)
{
  const double now = g_settings_get_double (prefs (), "scale");
  const double next = arg == 0 ? 1 : CLAMP (round ((now + 0.1 * arg) * 10) / 10, 0.8, 2);
  g_settings_set_double (prefs (), "scale", next);
  g_autofree char *text = g_strdup_printf (_ ("Interface at %d %%"), (int) lround (next * 100));
  lq_window_toast (window, text, false);
}

static void
out (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  if (!desk || lq_arrange_cancel_drag (lq_window_arrange (window)) || musical_typing_end (window))
    return;
  if (lq_window_place (window) != PLACE_MIXER && lq_window_view (window) == VIEW_MIX)
    lq_window_focus_view (window);
  else if (lq_window_place (window) == PLACE_MIXER)
    lq_desk_select_none (desk);
  else if (!lq_arrange_has_focus (lq_window_arrange (window)) &&
           !gtk_widget_has_focus (lq_arrange_headers (lq_window_arrange (window))))
    lq_window_focus_view (window);
  else if (lq_desk_cursor (desk)->ranged)
    lq_desk_clear_range (desk);
  else
    lq_desk_select_none (desk);
}

const Doing doings_view[] = {
  { "zoom.in", zoom, 1 },
  { "zoom.out", zoom, -1 },
  { "zoom.taller", taller, 1 },
  { "zoom.shorter", taller, -1 },
  { "header.taller", header_taller, 1 },
  { "header.shorter", header_taller, -1 },
  { "zoom.selection", zoom_selection },
  { "zoom.song", zoom_song },
  { "zoom.wave", zoom_wave, 1 },
  { "zoom.wave-less", zoom_wave, -1 },
  { "tool.pointer", tool, TOOL_POINTER },
  { "tool.range", tool, TOOL_RANGE },
  { "tool.pencil", tool, TOOL_PENCIL },
  { "tool.split", tool, TOOL_SPLIT },
  { "tool.fade", tool, TOOL_FADE },
  { "view.follow", follow },
  { "view.arrange", view, VIEW_ARRANGE },
  { "view.mix", view, VIEW_MIX },
  { "view.browser", panel, PANEL_BROWSER },
  { "view.inspector", panel, PANEL_INSPECTOR },
  { "focus.next-region", region, 1 },
  { "focus.previous-region", region, -1 },
  { "focus.out", out },
  { "view.fullscreen", fullscreen },
  { "app.scale-up", scale, 1 },
  { "app.scale-down", scale, -1 },
  { "app.scale-reset", scale, 0 },
  { NULL },
};
