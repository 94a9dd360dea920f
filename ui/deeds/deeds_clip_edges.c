/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips: cuts, edges, fades. */
#include <glib/gi18n.h>

#include "edit/edit_group.h"
#include "edit/lane.h"
#include "model/clip.h"
#include "ui/deeds/deed_private.h"
#include "ui/desk/edit_ways.h"

static bool
lies_inside (LqDesk *desk, const Clip *clip, Units at)
{
  const TempoMap *map = lq_desk_map (desk);
  return at > clip_start_units (map, clip) + EDGE_TOLERANCE &&
         at < clip_end_units (map, clip) - EDGE_TOLERANCE;
}

/* Members of an edit group are cut together: one of them is named, the others follow. */
static bool
follows (Deed *deed, GArray *owners, Id clip)
{
  const Project *project = lq_desk_project (deed->desk);
  const Id owner = edit_group_track_of (project, clip);

  for (guint i = 0; i < owners->len && owner; i++) {
    const Id one = g_array_index (owners, Id, i);
    if (one != owner && edit_group_joins (project, one, owner))
      return true;
  }
  g_array_append_val (owners, owner);
  return false;
}

/* Cuts at a place what lies there; the left part keeps its id, so later places come first. */
static void
cut_at (Deed *deed, const GArray *clips, Units at)
{
  g_autoptr (GArray) owners = g_array_new (FALSE, FALSE, sizeof (Id));

  for (guint i = 0; i < clips->len; i++) {
    const Clip *clip = deed_clip (deed, clips, i);
    if (!lies_inside (deed->desk, clip, at) || follows (deed, owners, clip->node.id))
      continue;
    deed_line (deed, "clip.split clip=%s at=%s%s", lq_desk_id (deed->desk, clip->node.id),
               desk_place (deed->desk, at), edit_ways_split (deed->desk));
  }
}

enum { SPLIT_CURSOR, SPLIT_PLAYHEAD };

static bool
split (Deed *deed, int where)
{
  LqDesk *desk = deed->desk;
  g_autoptr (GArray) clips = deed_clips (deed);
  Units from, to;
  int first, last;

  if (clips->len == 0)
    return false;
  if (where == SPLIT_PLAYHEAD) {
    cut_at (deed, clips, lq_desk_playhead (desk));
  } else if (lq_desk_range (desk, &from, &to, &first, &last)) {
    cut_at (deed, clips, to);
    cut_at (deed, clips, from);
  } else {
    cut_at (deed, clips, desk_cursor_units (desk));
  }
  return deed->lines->len > 0 || deed_fail (deed, "%s", _ ("There is nothing to split there."));
}

static bool
trim (Deed *deed, int edge)
{
  LqDesk *desk = deed->desk;
  g_autoptr (GArray) clips = deed_clips (deed);
  g_autoptr (GArray) owners = g_array_new (FALSE, FALSE, sizeof (Id));
  const TempoMap *map = lq_desk_map (desk);
  const Units at = desk_cursor_units (desk);

  if (clips->len == 0)
    return false;
  for (guint i = 0; i < clips->len; i++) {
    const Clip *clip = deed_clip (deed, clips, i);
    const bool possible =
        edge < 0 ? at < clip_end_units (map, clip) : at > clip_start_units (map, clip);
    if (possible && !follows (deed, owners, clip->node.id))
      deed_line (deed, "clip.trim clip=%s %s=%s%s", lq_desk_id (desk, clip->node.id),
                 edge < 0 ? "start" : "end", lq_desk_place (desk, lq_desk_cursor (desk)->at),
                 edit_ways_overlap (desk));
  }
  return deed->lines->len > 0 || deed_fail (deed, "%s",
                                            edge < 0 ? _ ("The cursor lies behind the clip.")
                                                     : _ ("The cursor lies before the clip."));
}

/* What a fade of one clip is to be, from the range or the cursor. */
static bool
fade_of (LqDesk *desk, const Clip *clip, Units *in, Units *out)
{
  const TempoMap *map = lq_desk_map (desk);
  const Units start = clip_start_units (map, clip), end = clip_end_units (map, clip);
  Units from, to;
  int first, last;

  *in = *out = -1;
  if (lq_desk_range (desk, &from, &to, &first, &last)) {
    const bool before = from <= start + EDGE_TOLERANCE, behind = to >= end - EDGE_TOLERANCE;
    if (before && behind)
      return false;
    if (before || (!behind && from - start < end - to))
      *in = to - start;
    else
      *out = end - from;
    return true;
  }
  const Units at = desk_cursor_units (desk);
  if (at <= start || at >= end)
    return false;
  if (at - start < end - at)
    *in = at - start;
  else
    *out = end - at;
  return true;
}

static bool
fade (Deed *deed, int arg)
{
  g_autoptr (GArray) clips = deed_clips (deed);

  if (clips->len == 0)
    return false;
  for (guint i = 0; i < clips->len; i++) {
    const Clip *clip = deed_clip (deed, clips, i);
    Units in, out;
    if (!fade_of (deed->desk, clip, &in, &out))
      continue;
    g_autofree char *length = deed_length (deed, in >= 0 ? in : out);
    deed_line (deed, "clip.set clip=%s %s=%s", lq_desk_id (deed->desk, clip->node.id),
               in >= 0 ? "fade_in" : "fade_out", length);
  }
  return deed->lines->len > 0 ||
         deed_fail (deed, "%s", _ ("Put the cursor inside a clip, or a range over one edge."));
}

static bool
fade_shape (Deed *deed, int arg)
{
  g_autoptr (GArray) clips = deed_clips (deed);
  int n = 0;

  if (clips->len == 0)
    return false;
  while (fade_shapes[n])
    n++;
  const Clip *first = deed_clip (deed, clips, 0);
  const int shape = first->fade_in > 0 ? first->fade_in_shape : first->fade_out_shape;
  for (guint i = 0; i < clips->len; i++)
    deed_line (deed, "clip.set clip=%s fade_shape=%s",
               lq_desk_id (deed->desk, g_array_index (clips, Id, i)), fade_shapes[(shape + 1) % n]);
  return true;
}

static bool
fade_edges (Deed *deed, int arg)
{
  g_autoptr (GArray) clips = deed_clips (deed);
  for (guint i = 0; i < clips->len; i++)
    deed_line (deed, "clip.set clip=%s fade_in=5ms fade_out=5ms",
               lq_desk_id (deed->desk, g_array_index (clips, Id, i)));
  return clips->len > 0;
}

/* The clip before the joint that is nearest to a place; NULL where clips do not meet. */
static const Clip *
nearest_joint (LqDesk *desk, const List *clips, Units at)
{
  const TempoMap *map = lq_desk_map (desk);
  g_autofree ClipSpan *spans = clip_spans (map, clips);
  const Clip *found = NULL;
  Units best = INT64_MAX;

  for (int i = 0; i + 1 < list_n (clips); i++) {
    const Units joint = (spans[i].to + spans[i + 1].from) / 2;
    if (spans[i + 1].from > spans[i].to + EDGE_TOLERANCE || ABS (joint - at) >= best)
      continue;
    best = ABS (joint - at);
    found = spans[i].clip;
  }
  return found;
}

static bool
crossfade (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  Units from = 0, to = 0;
  int first = lq_desk_cursor (desk)->row, last = first;
  const bool ranged = lq_desk_range (desk, &from, &to, &first, &last);
  g_autofree char *length = ranged ? deed_length (deed, to - from) : NULL;

  for (int row = first; row <= last; row++) {
    const Units at = ranged ? (from + to) / 2 : desk_cursor_units (desk);
    const Clip *clip = nearest_joint (desk, desk_row_clips (desk, row), at);
    if (clip)
      deed_line (deed, "clip.crossfade clip=%s%s%s", lq_desk_id (desk, clip->node.id),
                 length ? " length=" : "", length ? length : "");
  }
  return deed->lines->len > 0 || deed_fail (deed, "%s", _ ("No two clips meet in this lane."));
}

const DeedRow deeds_clip_edges[] = {
  { "clip.split", split, SPLIT_CURSOR },
  { "clip.split-playhead", split, SPLIT_PLAYHEAD },
  { "clip.trim-start", trim, -1 },
  { "clip.trim-end", trim, 1 },
  { "clip.fade", fade },
  { "clip.fade-shape", fade_shape },
  { "clip.fade-edges", fade_edges },
  { "clip.crossfade", crossfade },
  { NULL },
};
