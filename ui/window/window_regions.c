/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The panels and regions of a window, and which of them has the focus. */
#include <glib/gi18n.h>
#include <string.h>

#include "ui/editor/editor.h"
#include "ui/window/device_side.h"
#include "ui/window/frame.h"
#include "ui/window/prefs.h"
#include "ui/window/window_private.h"

static FramePart
part_of (Panel panel)
{
  static const FramePart parts[N_PANELS] = { FRAME_BROWSER, FRAME_INSPECTOR, FRAME_BOTTOM };
  return parts[panel];
}

bool
lq_window_panel_shows (LqWindow *window, Panel panel)
{
  return lq_frame_shows (LQ_FRAME (window->frame), part_of (panel));
}

void
lq_window_toggle_panel (LqWindow *window, Panel panel)
{
  static const char *const keys[N_PANELS] = { "browser", "inspector", "bottom" };
  LqFrame *frame = LQ_FRAME (window->frame);
  GtkWidget *child = lq_frame_get (frame, part_of (panel));
  if (!child) {
    lq_window_toast (window, _ ("This panel comes with a later version."), false);
    return;
  }
  const bool shows = lq_frame_shows (frame, part_of (panel));
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  const bool focused = shows && focus && gtk_widget_is_ancestor (focus, child);
  if (shows && (focused || panel == PANEL_BOTTOM)) {
    lq_frame_show (frame, part_of (panel), false);
    lq_window_focus_view (window);
  } else {
    lq_frame_show (frame, part_of (panel), true);
    gtk_widget_child_focus (child, GTK_DIR_TAB_FORWARD);
  }
  if (!window->narrow && (!window->mixes || panel == PANEL_BOTTOM))
    g_settings_set_boolean (prefs (), keys[panel], lq_frame_shows (frame, part_of (panel)));
}

/* The regions in the order of F6. */
static int
regions (LqWindow *window, GtkWidget *out[8])
{
  static const FramePart panels[] = { FRAME_BOTTOM, FRAME_INSPECTOR, FRAME_BROWSER,
                                      FRAME_TRANSPORT };
  LqFrame *frame = LQ_FRAME (window->frame);
  int n = 0;
  if (window->mixes) {
    out[n++] = window->mixer;
  } else {
    out[n++] = lq_arrange_headers (LQ_ARRANGE (window->arrange));
    out[n++] = lq_arrange_timeline (LQ_ARRANGE (window->arrange));
  }
  for (size_t i = 0; i < G_N_ELEMENTS (panels); i++)
    if (lq_frame_shows (frame, panels[i]))
      out[n++] = lq_frame_get (frame, panels[i]);
  return n;
}

void
lq_window_next_region (LqWindow *window, int direction)
{
  GtkWidget *all[8], *focus = gtk_root_get_focus (GTK_ROOT (window));
  if (!window->desk)
    return;
  const int n = regions (window, all);
  int now = 0;
  for (int i = 0; i < n; i++)
    if (focus && (focus == all[i] || gtk_widget_is_ancestor (focus, all[i])))
      now = i;
  for (int i = 1; i <= n; i++) {
    GtkWidget *next = all[(now + direction * i + n * i) % n];
    if (gtk_widget_get_focusable (next) || next == window->mixer
            ? gtk_widget_grab_focus (next)
            : gtk_widget_child_focus (next, GTK_DIR_TAB_FORWARD))
      return;
  }
}

static Place
place_of_page (const char *page)
{
  static const struct {
    const char *page;
    Place place;
  } rows[] = { { "piano-roll", PLACE_PIANO_ROLL },
               { "audio-clip", PLACE_AUDIO_CLIP },
               { "devices", PLACE_DEVICE } };
  for (size_t i = 0; page && i < G_N_ELEMENTS (rows); i++)
    if (!strcmp (page, rows[i].page))
      return rows[i].place;
  return PLACE_TRACK;
}

Place
lq_window_place (LqWindow *window)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  if (window->layer || (focus && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER)))
    return PLACE_DIALOG;
  if (!window->desk)
    return PLACE_START;
  LqArrange *arrange = LQ_ARRANGE (window->arrange);
  if (focus && gtk_widget_is_ancestor (focus, lq_arrange_timeline (arrange))) {
    const Rows *rows = lq_desk_rows (window->desk);
    const int row = lq_desk_cursor (window->desk)->row;
    if (lq_desk_ruler (window->desk) != N_RULERS)
      return PLACE_RULER_LANE;
    if (row >= rows->n)
      return PLACE_CLIP_LANE;
    return rows->rows[row].kind == ROW_TAKE         ? PLACE_TAKE_LANE
           : rows->rows[row].kind == ROW_AUTOMATION ? PLACE_AUTOMATION_LANE
                                                    : PLACE_CLIP_LANE;
  }
  if (focus == lq_arrange_headers (arrange))
    return PLACE_HEADERS;
  if (focus && window->mixer && gtk_widget_is_ancestor (focus, window->mixer))
    return PLACE_MIXER;
  GtkWidget *browser = lq_frame_get (LQ_FRAME (window->frame), FRAME_BROWSER);
  if (focus && browser && gtk_widget_is_ancestor (focus, browser))
    return PLACE_BROWSER;
  GtkWidget *inspector = lq_frame_get (LQ_FRAME (window->frame), FRAME_INSPECTOR);
  if (focus && inspector && gtk_widget_is_ancestor (focus, inspector))
    return PLACE_TRACK;
  GtkWidget *editor = lq_window_editor (window);
  /* A list that is open keeps its keys. */
  if (focus && editor && gtk_widget_is_ancestor (focus, editor) &&
      gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER))
    return PLACE_DIALOG;
  if (focus && editor && gtk_widget_is_ancestor (focus, editor))
    return device_side_panel (window) &&
                   gtk_widget_is_ancestor (focus, GTK_WIDGET (device_side_panel (window)))
               ? device_side_place (window)
               : place_of_page (lq_editor_shown (LQ_EDITOR (editor)));
  return PLACE_GLOBAL;
}
