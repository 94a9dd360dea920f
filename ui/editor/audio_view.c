/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/editor/audio_view.h"

#include <math.h>

#include "model/clip.h"
#include "ui/deeds/transients.h"
#include "ui/desk/target.h"

#define LEAST_ZOOM 0.5 /* pixels a second */
#define MOST_ZOOM 800000.0
#define MARGIN 16 /* design units beside a clip that is shown whole */
#define REACH 6 /* design units */

static void
tell (AudioView *view, unsigned what)
{
  if (view->changed)
    view->changed (view->data, what);
}

AudioView *
audio_view_new (LqDesk *desk, int (*px) (double))
{
  AudioView *view = g_new0 (AudioView, 1);
  view->desk = g_object_ref (desk);
  view->px = px;
  view->markers = g_array_new (FALSE, FALSE, sizeof (AudioMarker));
  view->px_per_second = 60;
  view->width = 800;
  return view;
}

void
audio_view_free (AudioView *view)
{
  if (!view)
    return;
  g_array_unref (view->markers);
  g_clear_pointer (&view->transients, g_array_unref);
  g_object_unref (view->desk);
  g_free (view);
}

void
audio_view_listen (AudioView *view, void (*changed) (void *data, unsigned what), void *data)
{
  view->changed = changed;
  view->data = data;
}

const Clip *
audio_view_clip (const AudioView *view)
{
  const Clip *clip =
      view->clip ? project_find_clip (lq_desk_project (view->desk), view->clip, NULL, NULL) : NULL;
  return clip && clip->kind == CLIP_AUDIO ? clip : NULL;
}

const Source *
audio_view_source (const AudioView *view)
{
  const Clip *clip = audio_view_clip (view);
  return clip ? project_find_source (lq_desk_project (view->desk), clip->source) : NULL;
}

static void
read_clip (AudioView *view)
{
  const Clip *clip = audio_view_clip (view);
  const TempoMap *map = lq_desk_map (view->desk);
  Track *track = NULL;

  g_array_set_size (view->markers, 0);
  if (!clip) {
    view->clip = view->track = 0;
    g_clear_pointer (&view->transients, g_array_unref);
    return;
  }
  project_find_clip (lq_desk_project (view->desk), view->clip, &track, NULL);
  view->track = track ? track->node.id : 0;
  view->from = clip_start_units (map, clip);
  view->to = clip_end_units (map, clip);
  for (int i = 0; i < list_n (clip->warps); i++) {
    const AudioMarker marker = { list_get (clip->warps, i)->id,
                                 audio_clip_marker (view->desk, clip, i) };
    g_array_append_val (view->markers, marker);
  }
  if (view->transients) {
    g_array_unref (view->transients);
    view->transients = transients_in_clip (view->desk, clip);
  }
}

void
audio_view_set_clip (AudioView *view, Id clip)
{
  if (clip == view->clip && (clip == 0 || audio_view_clip (view)))
    return;
  audio_view_cancel (view);
  view->clip = clip;
  g_clear_pointer (&view->transients, g_array_unref);
  view->kept_zoom = 0;
  read_clip (view);
  audio_clip_set (view->desk, view->clip);
  if (view->clip)
    audio_view_zoom_to (view, view->from, view->to);
  tell (view, AUDIO_CLIP | AUDIO_VIEW);
}

void
audio_view_desk_changed (AudioView *view, unsigned what)
{
  if (what & DESK_PROJECT) {
    read_clip (view);
    tell (view, AUDIO_CLIP);
  } else if (what & DESK_PICTURES) {
    tell (view, AUDIO_CLIP);
  }
  if (what & DESK_CURSOR)
    tell (view, AUDIO_CURSOR);
}

void
audio_view_find_transients (AudioView *view)
{
  const Clip *clip = audio_view_clip (view);
  if (!clip || view->transients)
    return;
  view->transients = transients_in_clip (view->desk, clip);
  tell (view, AUDIO_CLIP);
}

/* --- View --------------------------------------------------------------------------------------
 */

void
audio_view_set_width (AudioView *view, int width)
{
  const bool whole = view->clip && view->width != width && view->kept_zoom == 0 &&
                     audio_view_x (view, view->from) >= 0 &&
                     audio_view_x (view, view->to) <= view->width;
  view->width = MAX (width, 1);
  if (whole) /* what was shown whole stays whole */
    audio_view_zoom_to (view, view->from, view->to);
}

double
audio_view_x (const AudioView *view, Units at)
{
  return floor ((double) at / UNITS_PER_SECOND * view->px_per_second) - floor (view->x);
}

Units
audio_view_at (const AudioView *view, double x)
{
  return (Units) llround ((x + floor (view->x)) / view->px_per_second * UNITS_PER_SECOND);
}

void
audio_view_zoom (AudioView *view, double factor, double x)
{
  const double at = (x + view->x) / view->px_per_second;
  view->px_per_second = CLAMP (view->px_per_second * factor, LEAST_ZOOM, MOST_ZOOM);
  view->x = at * view->px_per_second - x;
  tell (view, AUDIO_VIEW);
}

void
audio_view_zoom_to (AudioView *view, Units from, Units to)
{
  const int margin = view->px (MARGIN);
  const double seconds = (double) MAX (to - from, 1) / UNITS_PER_SECOND;
  view->px_per_second = CLAMP (MAX (view->width - 2 * margin, 1) / seconds, LEAST_ZOOM, MOST_ZOOM);
  view->x = (double) from / UNITS_PER_SECOND * view->px_per_second - margin;
  tell (view, AUDIO_VIEW);
}

void
audio_view_zoom_selection (AudioView *view)
{
  Units from, to;
  int first, last;

  if (view->kept_zoom > 0) {
    view->px_per_second = view->kept_zoom;
    view->x = view->kept_x;
    view->kept_zoom = 0;
    tell (view, AUDIO_VIEW);
    return;
  }
  view->kept_zoom = view->px_per_second;
  view->kept_x = view->x;
  if (lq_desk_range (view->desk, &from, &to, &first, &last))
    audio_view_zoom_to (view, from, to);
  else
    audio_view_zoom_to (view, view->from, view->to);
}

void
audio_view_scroll (AudioView *view, double dx)
{
  view->x += dx;
  tell (view, AUDIO_VIEW);
}

void
audio_view_reveal (AudioView *view, Units at)
{
  const double x = audio_view_x (view, at);
  const int margin = MIN (view->px (MARGIN), view->width / 4);
  if (x < margin)
    audio_view_scroll (view, x - margin);
  else if (x > view->width - margin)
    audio_view_scroll (view, x - view->width + margin);
}

/* --- Cursor ------------------------------------------------------------------------------------
 */

static int
row_of (const AudioView *view)
{
  const int row = rows_find (lq_desk_rows (view->desk), ROW_TRACK, view->track, 0);
  return row < 0 ? lq_desk_cursor (view->desk)->row : row;
}

void
audio_view_set_cursor (AudioView *view, Units at, bool extend)
{
  lq_desk_set_cursor (view->desk, desk_position (view->desk, MAX (at, 0)), row_of (view), extend);
}

void
audio_view_step (AudioView *view, int direction, bool extend)
{
  const Position from = lq_desk_cursor (view->desk)->at;
  Position to = lq_desk_step (view->desk, from, direction);
  if (!lq_desk_grid (view->desk)->snap) {
    const Units at = tempo_map_position_units (lq_desk_map (view->desk), from);
    const double by = direction * view->px (10) / view->px_per_second * UNITS_PER_SECOND;
    to = desk_position (view->desk, MAX (at + (Units) by, 0));
  }
  lq_desk_set_cursor (view->desk, to, row_of (view), extend);
  audio_view_reveal (view, tempo_map_position_units (lq_desk_map (view->desk), to));
}

Units
audio_view_snap (const AudioView *view, Units at, bool free)
{
  if (free)
    return at;
  return tempo_map_position_units (lq_desk_map (view->desk), lq_desk_snap (view->desk, at));
}

/* --- What lies where ---------------------------------------------------------------------------
 */

int
audio_view_marker_at (const AudioView *view, double x)
{
  int found = -1;
  double least = view->px (REACH) + 0.5;
  for (guint i = 0; i < view->markers->len; i++) {
    const double apart =
        fabs (audio_view_x (view, g_array_index (view->markers, AudioMarker, i).at) - x);
    if (apart < least) {
      least = apart;
      found = (int) i;
    }
  }
  return found;
}

int
audio_view_transient_at (const AudioView *view, double x)
{
  int found = -1;
  double least = view->px (REACH) + 0.5;
  for (guint i = 0; view->transients && i < view->transients->len; i++) {
    const double apart = fabs (audio_view_x (view, g_array_index (view->transients, Units, i)) - x);
    if (apart < least) {
      least = apart;
      found = (int) i;
    }
  }
  return found;
}

int
audio_view_chosen (const AudioView *view)
{
  const Clip *clip = audio_view_clip (view);
  return clip ? audio_clip_marker_at (view->desk, clip, desk_cursor_units (view->desk)) : -1;
}
