/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audio clip that is being edited: going through its markers and transients, warping it. A
 * marker is chosen by the cursor that stands on it. */
#include <glib/gi18n.h>
#include <math.h>

#include "edit/edit_group.h"
#include "edit/lane.h"
#include "model/clip.h"
#include "ui/deeds/audio_clip.h"
#include "ui/deeds/deed_private.h"
#include "ui/deeds/transients.h"

#define JOIN_WARP UINT64_C (0x77617270)

const Clip *
deed_audio_clip (Deed *deed)
{
  const Clip *clip = audio_clip_of (deed->desk);
  if (!clip)
    deed_fail (deed, "%s", _ ("Select an audio clip first."));
  return clip;
}

static const char *
id_of (Deed *deed, const Clip *clip)
{
  return lq_desk_id (deed->desk, clip->node.id);
}

static Units
start_of (Deed *deed, const Clip *clip)
{
  return clip_start_units (lq_desk_map (deed->desk), clip);
}

static Units
end_of (Deed *deed, const Clip *clip)
{
  return clip_end_units (lq_desk_map (deed->desk), clip);
}

static void
go_to (Deed *deed, const Clip *clip, Units at)
{
  Track *track = NULL;
  project_find_clip (lq_desk_project (deed->desk), clip->node.id, &track, NULL);
  deed->moves = true;
  deed->at = desk_position (deed->desk, at);
  deed->track = track ? track->node.id : 0;
}

/* --- Going -------------------------------------------------------------------------------------
 */

static bool
nearest (Deed *deed, const Clip *clip, const GArray *places, int direction, const char *problem)
{
  const Units from = desk_cursor_units (deed->desk);
  Units best = direction > 0 ? INT64_MAX : -1;

  for (guint i = 0; i < places->len; i++) {
    const Units at = g_array_index (places, Units, i);
    if (direction > 0 ? at > from + EDGE_TOLERANCE && at < best
                      : at < from - EDGE_TOLERANCE && at > best)
      best = at;
  }
  if (best < 0 || best == INT64_MAX)
    return deed_fail (deed, "%s", problem);
  go_to (deed, clip, best);
  return true;
}

static bool
go_marker (Deed *deed, int direction)
{
  const Clip *clip = deed_audio_clip (deed);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Units));

  if (!clip)
    return false;
  for (int i = 0; i < list_n (clip->warps); i++) {
    const Units at = audio_clip_marker (deed->desk, clip, i);
    if (at >= start_of (deed, clip) && at <= end_of (deed, clip))
      g_array_append_val (places, at);
  }
  return nearest (deed, clip, places, direction,
                  direction > 0 ? _ ("No warp marker lies behind the cursor in this clip.")
                                : _ ("No warp marker lies before the cursor in this clip."));
}

static bool
go_transient (Deed *deed, int direction)
{
  const Clip *clip = deed_audio_clip (deed);

  if (!clip)
    return false;
  g_autoptr (GArray) places = transients_in_clip (deed->desk, clip);
  return nearest (deed, clip, places, direction,
                  direction > 0 ? _ ("No transient lies behind the cursor in this clip.")
                                : _ ("No transient lies before the cursor in this clip."));
}

static bool
go_edge (Deed *deed, int direction)
{
  const Clip *clip = deed_audio_clip (deed);
  if (clip)
    go_to (deed, clip, direction < 0 ? start_of (deed, clip) : end_of (deed, clip));
  return clip != NULL;
}

/* --- Markers -----------------------------------------------------------------------------------
 */

/* Whether a marker of the clip lies in (from, to). */
static bool
has_marker (Deed *deed, const Clip *clip, Units from, Units to)
{
  for (int i = 0; i < list_n (clip->warps); i++) {
    const Units at = audio_clip_marker (deed->desk, clip, i);
    if (at > from && at < to)
      return true;
  }
  return false;
}

void
deed_add_warp (Deed *deed, const Clip *clip, Units at)
{
  const Source *source = project_find_source (lq_desk_project (deed->desk), clip->source);
  const Units start = start_of (deed, clip), end = end_of (deed, clip);
  g_auto (ClipContent) content = { 0 };
  const Units edges[] = { start, end };

  if (!source || !audio_clip_content (deed->desk, clip, &content))
    return;
  /* What is first warped on one side is held at the edge of the clip there, unless the file ends
   * there anyway, so that the rest of a long recording does not move. */
  for (int side = 0; side < 2; side++) {
    const double frame = clip_content_frame (&content, (double) edges[side]);
    const double margin = (double) source->rate / 100;
    const bool held = side == 0 ? has_marker (deed, clip, start - EDGE_TOLERANCE, at)
                                : has_marker (deed, clip, at, end + EDGE_TOLERANCE);
    if (!held && frame > margin && frame < (double) source->frames - margin)
      deed_line (deed, "warp.add clip=%s at=%s", id_of (deed, clip),
                 lq_desk_place_exact (deed->desk, desk_position (deed->desk, edges[side])));
  }
}

static bool
add (Deed *deed, int arg)
{
  const Clip *clip = deed_audio_clip (deed);
  const Units at = desk_cursor_units (deed->desk);

  if (!clip)
    return false;
  if (at < start_of (deed, clip) || at > end_of (deed, clip))
    return deed_fail (deed, "%s", _ ("The cursor lies outside of the clip."));
  deed_add_warp (deed, clip, at);
  deed_line (deed, "warp.add clip=%s at=%s", id_of (deed, clip),
             lq_desk_place_exact (deed->desk, lq_desk_cursor (deed->desk)->at));
  deed->words = g_strdup ("Add warp marker");
  return true;
}

static bool
delete_range (Deed *deed, const Clip *clip, Units from, Units to)
{
  Track *track;
  from = MAX (from, start_of (deed, clip));
  to = MIN (to, end_of (deed, clip));
  if (to <= from || !project_find_clip (lq_desk_project (deed->desk), clip->node.id, &track, NULL))
    return deed_fail (deed, "%s", _ ("The range lies outside of the clip."));
  deed_line (deed, "range.remove from=%s to=%s tracks=%s", desk_place (deed->desk, from),
             desk_place (deed->desk, to), lq_desk_id (deed->desk, track->node.id));
  return true;
}

static bool
delete_it (Deed *deed, int arg)
{
  const Clip *clip = deed_audio_clip (deed);
  Units from, to;
  int first, last;

  if (!clip)
    return false;
  if (lq_desk_range (deed->desk, &from, &to, &first, &last))
    return delete_range (deed, clip, from, to);
  const int index = audio_clip_marker_at (deed->desk, clip, desk_cursor_units (deed->desk));
  if (index < 0)
    return deed_fail (deed, "%s", _ ("Select a range, or go to a warp marker first."));
  deed_line (deed, "warp.remove warp=%s",
             lq_desk_id (deed->desk, list_get (clip->warps, index)->id));
  return true;
}

static bool
nudge (Deed *deed, int ms)
{
  const Clip *clip = deed_audio_clip (deed);
  const Units at = desk_cursor_units (deed->desk);
  const int index = clip ? audio_clip_marker_at (deed->desk, clip, at) : -1;

  if (!clip)
    return false;
  if (index < 0)
    return deed_fail (deed, "%s", _ ("Go to a warp marker first."));
  const Id id = list_get (clip->warps, index)->id;
  const Units to = audio_clip_marker (deed->desk, clip, index) + ms * UNITS_PER_SECOND / 1000;
  deed_line (deed, "warp.move warp=%s to=%s", lq_desk_id (deed->desk, id),
             lq_desk_place_exact (deed->desk, (Position){ to, TIME_ABSOLUTE }));
  deed->join = JOIN_WARP ^ id;
  go_to (deed, clip, to);
  return true;
}

static bool
quantize (Deed *deed, int arg)
{
  const Clip *clip = deed_audio_clip (deed);

  if (!clip)
    return false;
  if (list_n (clip->warps) == 0 || clip->unwarped)
    return deed_quantize_audio (deed, clip);
  g_autofree char *grid = deed_quantize_grid (deed->desk);
  deed_line (deed, "warp.quantize clip=%s grid=%s strength=%.0f", id_of (deed, clip), grid,
             deed_quantize_strength (deed->desk));
  return true;
}

/* --- Stretching --------------------------------------------------------------------------------
 */

static bool
warp (Deed *deed, int arg)
{
  const Clip *clip = deed_audio_clip (deed);

  if (!clip)
    return false;
  const bool marked = list_n (clip->warps) > 0;
  if (audio_clip_is_stretched (clip))
    deed_line (deed, "clip.set clip=%s stretch=1%s", id_of (deed, clip), marked ? " warp=off" : "");
  else
    deed_line (deed, "clip.set clip=%s %s", id_of (deed, clip),
               marked ? "warp=on" : "stretch=tempo");
  deed->words =
      g_strdup (audio_clip_is_stretched (clip) ? "Switch stretching off" : "Switch stretching on");
  return true;
}

/* By ratio, with the tempo, and both with formants that stay. */
static bool
next_mode (Deed *deed, int arg)
{
  const Clip *clip = deed_audio_clip (deed);

  if (!clip)
    return false;
  g_autofree char *ratio = deed_number (clip->stretch, 6);
  if (!clip->formant)
    deed_line (deed, "clip.set clip=%s formant=on", id_of (deed, clip));
  else
    deed_line (deed, "clip.set clip=%s stretch=%s formant=off", id_of (deed, clip),
               clip->stretch_mode == STRETCH_TEMPO ? ratio : "tempo");
  return true;
}

const DeedRow deeds_audio[] = {
  { "audio.previous-warp", go_marker, -1 },
  { "audio.next-warp", go_marker, 1 },
  { "audio.previous-transient", go_transient, -1 },
  { "audio.next-transient", go_transient, 1 },
  { "audio.start", go_edge, -1 },
  { "audio.end", go_edge, 1 },
  { "audio.warp-add", add },
  { "audio.delete", delete_it },
  { "audio.warp-left", nudge, -1 },
  { "audio.warp-right", nudge, 1 },
  { "audio.quantize", quantize },
  { "audio.warp", warp },
  { "audio.mode", next_mode },
  { NULL },
};
