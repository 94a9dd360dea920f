/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audio clip editor: what its keys do to cursor and view, and what keys of everywhere mean
 * while it has the focus. What edits is in ui/deeds. */
#include <glib/gi18n.h>
#include <string.h>

#include "ui/desk/target.h"
#include "ui/editor/audio_page.h"
#include "ui/window/actions/do.h"
#include "ui/window/musical_typing.h"

#define ZOOM 1.5
#define EXTEND 10

static LqAudioPage *
page_of (LqWindow *window)
{
  GtkWidget *editor = lq_window_editor (window);
  return editor ? LQ_AUDIO_PAGE (lq_editor_page (LQ_EDITOR (editor), "audio-clip")) : NULL;
}

/* NULL, after telling why, where no audio clip is being edited. */
static AudioView *
view_of (LqWindow *window)
{
  LqAudioPage *page = page_of (window);
  AudioView *view = page ? lq_audio_page_view (page) : NULL;
  if (view && audio_view_clip (view))
    return view;
  lq_window_toast (window, _ ("Select an audio clip first."), false);
  return NULL;
}

static void
step (LqWindow *window, int arg)
{
  AudioView *view = view_of (window);
  const bool extend = arg > EXTEND / 2 || arg < -EXTEND / 2;
  if (view)
    audio_view_step (view, arg < 0 ? -1 : 1, extend);
}

/* What moves the cursor by a command's rules, and then shows it. */
static void
go (LqWindow *window, int arg)
{
  static const char *const ids[] = {
    "audio.previous-warp", "audio.next-warp", "audio.previous-transient", "audio.next-transient",
    "audio.start",         "audio.end",       "audio.warp-left",          "audio.warp-right"
  };
  AudioView *view = view_of (window);
  if (!view)
    return;
  do_deed (window, ids[arg]);
  audio_view_reveal (view, desk_cursor_units (view->desk));
}

static void
zoom (LqWindow *window, int arg)
{
  AudioView *view = view_of (window);
  if (!view)
    return;
  const double x = audio_view_x (view, desk_cursor_units (view->desk));
  audio_view_zoom (view, arg > 0 ? ZOOM : 1 / ZOOM,
                   x < 0 || x > view->width ? view->width / 2.0 : x);
}

static void
zoom_selection (LqWindow *window, int arg)
{
  AudioView *view = view_of (window);
  if (view)
    audio_view_zoom_selection (view);
}

static void
out (LqWindow *window, int arg)
{
  LqAudioPage *page = page_of (window);
  LqDesk *desk = lq_window_desk (window);
  Units from, to;
  int first, last;
  if (musical_typing_end (window) || (page && audio_view_cancel (lq_audio_page_view (page))))
    return;
  if (page && lq_desk_range (desk, &from, &to, &first, &last))
    lq_desk_clear_range (desk);
  else
    gtk_widget_grab_focus (lq_arrange_timeline (lq_window_arrange (window)));
}

static void
menu (LqWindow *window, int arg)
{
  if (view_of (window))
    lq_audio_page_open_menu (page_of (window));
}

static void
select_all (LqWindow *window, int arg)
{
  AudioView *view = view_of (window);
  if (!view)
    return;
  audio_view_set_cursor (view, view->from, false);
  audio_view_set_cursor (view, view->to, true);
}

static void
delete_it (LqWindow *window, int arg)
{
  do_deed (window, "audio.delete");
}

/* Of everywhere, while the editor has the focus. */
static const Doing there[] = {
  { "edit.delete", delete_it },
  { "edit.select-all", select_all },
  { "focus.out", out },
  { "focus.context-menu", menu },
};

const Doing *
doing_in_audio (LqWindow *window, const char *id)
{
  if (lq_window_place (window) != PLACE_AUDIO_CLIP)
    return NULL;
  for (size_t i = 0; i < G_N_ELEMENTS (there); i++)
    if (!strcmp (there[i].id, id))
      return &there[i];
  return NULL;
}

const Doing doings_audio[] = {
  { "audio.cursor-left", step, -1 },
  { "audio.cursor-right", step, 1 },
  { "audio.extend-left", step, -EXTEND },
  { "audio.extend-right", step, EXTEND },
  { "audio.previous-warp", go, 0 },
  { "audio.next-warp", go, 1 },
  { "audio.previous-transient", go, 2 },
  { "audio.next-transient", go, 3 },
  { "audio.start", go, 4 },
  { "audio.end", go, 5 },
  { "audio.warp-left", go, 6 },
  { "audio.warp-right", go, 7 },
  { "audio.zoom-in", zoom, 1 },
  { "audio.zoom-out", zoom, -1 },
  { "audio.zoom-selection", zoom_selection },
  { NULL },
};
