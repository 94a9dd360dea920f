/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pointer does to the clip of the audio clip editor. */
#include <math.h>

#include "ui/deeds/deed.h"
#include "ui/desk/target.h"
#include "ui/editor/audio_view.h"

#define DRAG_FROM 3 /* pixels */

static void
tell (AudioView *view)
{
  if (view->changed)
    view->changed (view->data, AUDIO_DRAG);
}

/* An action of the audio clip editor, as its key does it. */
static void
run (AudioView *view, const char *action)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;
  if (!deed_do (deed_find (action), view->desk, PLACE_AUDIO_CLIP, NULL, &told, &error))
    lq_desk_say (view->desk, true, "%s", error->message);
}

static void
press_marker (AudioView *view, int index, bool twice)
{
  const AudioMarker marker = g_array_index (view->markers, AudioMarker, index);
  lq_desk_clear_range (view->desk);
  audio_view_set_cursor (view, marker.at, false);
  if (twice) {
    run (view, "audio.delete");
    return;
  }
  view->drag = AUDIO_DRAG_WARP;
  view->dragged = marker.id;
  view->drag_to = marker.at;
}

void
audio_view_press (AudioView *view, AudioRow row, double x, bool free, bool extend, bool twice)
{
  const int marker = audio_view_marker_at (view, x), transient = audio_view_transient_at (view, x);
  Units at = audio_view_at (view, x);

  if (!view->clip)
    return;
  audio_view_cancel (view);
  view->pressed_x = x;
  view->moved = false;
  if (row == AUDIO_ROW_WARPS && marker >= 0) {
    press_marker (view, marker, twice);
    return;
  }
  if ((row == AUDIO_ROW_WARPS || row == AUDIO_ROW_TRANSIENTS) && transient >= 0 && !free)
    at = g_array_index (view->transients, Units, transient);
  else if (row == AUDIO_ROW_WAVE || row == AUDIO_ROW_RULER)
    at = audio_view_snap (view, at, free);
  audio_view_set_cursor (view, at, extend && row == AUDIO_ROW_WAVE);
  if (row == AUDIO_ROW_RULER)
    lq_desk_locate (view->desk, MAX (at, 0));
  else if (row == AUDIO_ROW_WAVE)
    view->drag = AUDIO_DRAG_RANGE;
  else if (twice)
    run (view, "audio.warp-add");
}

void
audio_view_drag (AudioView *view, double x, bool free)
{
  if (view->drag == AUDIO_DRAG_NONE || (!view->moved && fabs (x - view->pressed_x) < DRAG_FROM))
    return;
  const Units at = audio_view_snap (view, audio_view_at (view, x), free);
  view->moved = true;
  view->drag_to = MAX (at, 0);
  if (view->drag == AUDIO_DRAG_RANGE)
    audio_view_set_cursor (view, at, true);
  tell (view);
}

void
audio_view_release (AudioView *view)
{
  const AudioDrag drag = view->drag;
  view->drag = AUDIO_DRAG_NONE;
  if (drag == AUDIO_DRAG_WARP && view->moved) {
    const Position to = desk_position (view->desk, view->drag_to);
    if (lq_desk_run (view->desk, NULL, "warp.move warp=%s to=%s",
                     lq_desk_id (view->desk, view->dragged), lq_desk_place_exact (view->desk, to)))
      audio_view_set_cursor (view, view->drag_to, false);
  }
  view->moved = false;
  tell (view);
}

bool
audio_view_cancel (AudioView *view)
{
  if (view->drag == AUDIO_DRAG_NONE)
    return false;
  view->drag = AUDIO_DRAG_NONE;
  view->moved = false;
  tell (view);
  return true;
}
