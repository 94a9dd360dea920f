/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/editor_side.h"

#include <glib/gi18n.h>

#include "ui/draw/theme.h"
#include "ui/window/device_side.h"
#include "ui/editor/audio_page.h"
#include "ui/editor/roll_page.h"
#include "ui/inspector/inspector.h"
#include "ui/window/frame.h"
#include "ui/window/frame_rows.h"
#include "ui/window/prefs.h"
#include "ui/window/window_private.h"

static void
resized (LqEditor *editor, int height, LqWindow *window)
{
  const double units = height / theme_settings ()->scale;
  lq_frame_set_bottom (LQ_FRAME (window->frame), units);
  g_settings_set_double (prefs (), "bottom-height", CLAMP (units, 0, 4000));
}

/* The foot of the window names the place that has the focus. */
static void
focus_moved (GtkWindow *gtk_window, GParamSpec *spec, gpointer editor)
{
  LqWindow *window = LQ_WINDOW (gtk_window);
  if (window->desk && lq_window_editor (window) == editor)
    status_row_show (window->status, window);
}

static void
notes_selected (LqPianoRoll *page, LqWindow *window)
{
  const Roll *roll = lq_piano_roll_model (page);
  GtkWidget *inspector = lq_window_inspector (window);
  g_autoptr (GArray) notes = g_array_new (FALSE, FALSE, sizeof (Id));
  for (int i = 0; i < (int) roll->notes->len; i++) {
    const Id id = g_array_index (roll->notes, RollNote, i).id;
    if (roll_is_selected (roll, id))
      g_array_append_val (notes, id);
  }
  if (inspector)
    lq_inspector_set_notes (LQ_INSPECTOR (inspector), notes->len > 0 ? roll->clip : 0,
                            (const Id *) notes->data, (int) notes->len);
}

void
editor_side_attach (LqWindow *window)
{
  LqFrame *frame = LQ_FRAME (window->frame);
  GtkWidget *editor = lq_editor_new (window->desk);
  g_signal_connect (editor, "resized", G_CALLBACK (resized), window);
  LqPianoRoll *roll = lq_piano_roll_attach (LQ_EDITOR (editor), window->desk);
  g_signal_connect_object (roll, "selection-changed", G_CALLBACK (notes_selected), window, 0);
  lq_audio_page_attach (LQ_EDITOR (editor), window->desk);
  lq_frame_set (frame, FRAME_BOTTOM, editor);
  device_side_attach (window);
  g_signal_connect_object (window, "notify::focus-widget", G_CALLBACK (focus_moved), editor, 0);
  lq_frame_set_bottom (frame, g_settings_get_double (prefs (), "bottom-height"));
  lq_frame_show (frame, FRAME_BOTTOM, g_settings_get_boolean (prefs (), "bottom"));
}

bool
editor_side_open (LqWindow *window, const char *page)
{
  LqEditor *editor = LQ_EDITOR (lq_window_editor (window));
  if (!lq_editor_show (editor, page)) {
    lq_window_toast (window, _ ("This page is not there yet."), false);
    return false;
  }
  if (!lq_window_panel_shows (window, PANEL_BOTTOM))
    lq_window_toggle_panel (window, PANEL_BOTTOM);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window)), *shown = lq_editor_page (editor, page);
  if (!focus || (focus != shown && !gtk_widget_is_ancestor (focus, shown)))
    lq_editor_focus (editor);
  return true;
}

void
editor_side_open_clip (LqWindow *window, Id id)
{
  const Clip *clip = project_find_clip (lq_desk_project (window->desk), id, NULL, NULL);
  lq_editor_set_clip (LQ_EDITOR (lq_window_editor (window)), id);
  editor_side_open (window, clip->kind == CLIP_AUDIO ? "audio-clip" : "piano-roll");
}
