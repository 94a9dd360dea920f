/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/mixer_side.h"

#include "ui/editor/editor.h"
#include "ui/window/frame.h"
#include "ui/window/frame_rows.h"
#include "ui/window/prefs.h"
#include "ui/window/window_private.h"

void
mixer_side_attach (LqWindow *window)
{
  window->mixer = lq_mixer_new (window->desk);
  lq_frame_set (LQ_FRAME (window->frame), FRAME_MIX, window->mixer);
  lq_frame_show (LQ_FRAME (window->frame), FRAME_MIX, false);
}

LqMixer *
mixer_side_get (LqWindow *window)
{
  return window->mixer ? LQ_MIXER (window->mixer) : NULL;
}

void
mixer_side_tick (LqWindow *window, gint64 now, bool busy)
{
  if (window->mixes)
    lq_mixer_tick (LQ_MIXER (window->mixer), now);
  else
    lq_arrange_tick (LQ_ARRANGE (window->arrange), now, busy);
}

void
mixer_side_show_panels (LqWindow *window)
{
  LqFrame *frame = LQ_FRAME (window->frame);
  /* Strips want the width; keys bring panels back beside them, too. */
  const bool room = !window->narrow && !window->mixes;
  lq_frame_show (frame, FRAME_BROWSER, room && g_settings_get_boolean (prefs (), "browser"));
  lq_frame_show (frame, FRAME_INSPECTOR, room && g_settings_get_boolean (prefs (), "inspector"));
}

/* Each view has its own page below: a mix is made with devices, whatever is edited in the song. */
static void
show_page (LqWindow *window)
{
  LqEditor *editor = LQ_EDITOR (lq_window_editor (window));
  g_autofree char *before = g_steal_pointer (&window->page_before);
  if (window->mixes) {
    window->page_before = g_strdup (lq_editor_shown (editor));
    lq_editor_show (editor, "devices");
  } else if (before)
    lq_editor_show (editor, before);
}

WindowView
lq_window_view (LqWindow *window)
{
  return window->mixes ? VIEW_MIX : VIEW_ARRANGE;
}

void
lq_window_show_view (LqWindow *window, WindowView view)
{
  LqFrame *frame = LQ_FRAME (window->frame);
  const bool mixes = view == VIEW_MIX;
  if (!window->desk)
    return;
  const bool other = mixes != window->mixes;
  window->mixes = mixes;
  lq_frame_show (frame, FRAME_VIEW, !mixes);
  lq_frame_show (frame, FRAME_MIX, mixes);
  if (other) {
    mixer_side_show_panels (window);
    show_page (window);
  }
  title_row_show_view (window->title, view);
  /* What is hidden cannot give the focus away, and what does not show yet cannot take it. */
  gtk_widget_set_child_visible (window->arrange, !mixes);
  gtk_widget_set_child_visible (window->mixer, mixes);
  lq_window_focus_view (window);
  if (other && !mixes) /* strips have moved the cursor from track to track */
    lq_desk_reveal_row (window->desk);
  status_row_show (window->status, window);
}

void
lq_window_focus_view (LqWindow *window)
{
  if (window->mixes)
    lq_mixer_focus (LQ_MIXER (window->mixer));
  else if (window->arrange)
    gtk_widget_grab_focus (lq_arrange_timeline (LQ_ARRANGE (window->arrange)));
}

char *
mixer_side_said (LqWindow *window)
{
  return lq_mixer_said (LQ_MIXER (window->mixer));
}
