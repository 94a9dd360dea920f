/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Warp markers of audio clips. What stands beside a marker that moves keeps its place, and so do
 * the edges of the clip. All members of an edit group are warped at the same places. */
#include <math.h>

#include "edit/clip_find.h"
#include "edit/commands.h"
#include "edit/edit_group.h"
#include "edit/lane.h"
#include "edit/notes.h"
#include "model/warp.h"

#define LEAST_APART 200 /* markers a second, at most */

static Source *
source_of (const Edit *edit, const Clip *clip)
{
  return clip->kind == CLIP_AUDIO ? project_find_source (edit->project, clip->source) : NULL;
}

/* The clip and those of fellow tracks that lie at the same place; Id. */
static GArray *
members_at (Edit *edit, Id id, double at)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Id owner = edit_group_track_of (edit->project, id);
  GArray *members = g_array_new (FALSE, FALSE, sizeof (Id));
  g_autoptr (GArray) tracks = owner ? edit_group_expand (edit->project, &owner, 1) : NULL;

  g_array_append_val (members, id);
  for (guint t = 0; tracks && t < tracks->len; t++) {
    const Id track = g_array_index (tracks, Id, t);
    const List *clips = project_find_track (edit->project, track)->clips;
    for (int i = 0; track != owner && i < list_n (clips); i++) {
      const Clip *clip = (const Clip *) list_get (clips, i);
      if ((double) clip_start_units (map, clip) <= at && at < (double) clip_end_units (map, clip) &&
          source_of (edit, clip))
        g_array_append_val (members, clip->node.id);
    }
  }
  return members;
}

/* The marker of a clip at a place of the song; -1: none. */
static int
marker_at (Edit *edit, const Clip *clip, double at)
{
  g_auto (ClipContent) content = { 0 };

  clip_content_init (&content, edit_tempo_map (edit), clip, source_of (edit, clip));
  for (int i = 0; i < list_n (clip->warps); i++) {
    const Warp *warp = (const Warp *) list_get (clip->warps, i);
    if (fabs (clip_content_place (&content, (double) warp->frame) - at) <= EDGE_TOLERANCE)
      return i;
  }
  return -1;
}

static bool
can_warp (const Edit *edit, const Clip *clip, GError **error)
{
  const char *name = text_get (clip->name);
  if (!source_of (edit, clip))
    return edit_fail (error, "'%s' holds notes, which follow the tempo already", name);
  return !clip->unwarped ||
         edit_fail (error, "the warp markers of '%s' are switched off: clip.set warp=on", name);
}

/* The point before or behind a marker: the next one, or an end of the source. */
static WarpPoint
neighbor (const Clip *clip, const Source *source, int index)
{
  if (index >= 0 && index < list_n (clip->warps)) {
    const Warp *warp = (const Warp *) list_get (clip->warps, index);
    return (WarpPoint){ warp->frame, warp->at };
  }
  const WarpMap plain = { .rate = source->rate };
  const int64_t frame = index < 0 ? 0 : source->frames;
  return (WarpPoint){ frame, warp_map_units (&plain, frame) };
}

/* Keeps the place of what stands still. */
static void
put_back (Edit *edit, Clip *clip, Units offset)
{
  clip_set_offset_units (edit_tempo_map (edit), clip, source_of (edit, clip), offset);
}

static Units
offset_of (Edit *edit, const Clip *clip)
{
  return clip_offset_units (edit_tempo_map (edit), clip, source_of (edit, clip));
}

static bool
move_marker (Edit *edit, Id id, int index, Units to, GError **error)
{
  Clip *clip = project_edit_clip (edit->project, id);
  const Source *source = source_of (edit, clip);
  const Units offset = offset_of (edit, clip);
  g_auto (ClipContent) content = { 0 };

  clip_content_init (&content, edit_tempo_map (edit), clip, source);
  const Units units = content.reverse ? content.zero - to : to - content.zero;
  WarpPoint point = neighbor (clip, source, index);
  point.at = (Units) rint ((double) units / content.stretch);
  if (!warp_fits (neighbor (clip, source, index - 1), point, source->rate) ||
      !warp_fits (point, neighbor (clip, source, index + 1), source->rate))
    return edit_fail (error,
                      "the sound beside the marker would get more than %d times as long or "
                      "as short",
                      WARP_MOST);
  ((Warp *) list_edit (&clip->warps, index))->at = point.at;
  put_back (edit, clip, offset);
  return true;
}

/* --- Adding ------------------------------------------------------------------------------------
 */

static const ArgSpec add_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "an audio clip" },
  { "at", ARG_POSITION, .required = true, .help = "what sounds here is pinned" },
  { "to", ARG_POSITION, .help = "and goes here", .initial = "where it is" },
};

static bool
add_marker (Edit *edit, Id id, Units at, GError **error)
{
  Clip *clip = project_edit_clip (edit->project, id);
  const Source *source = source_of (edit, clip);
  const Units offset = offset_of (edit, clip);
  g_auto (ClipContent) content = { 0 };
  int index = 0;

  clip_content_init (&content, edit_tempo_map (edit), clip, source);
  const int64_t frame = (int64_t) rint (clip_content_frame (&content, (double) at));
  const int64_t apart = source->rate / LEAST_APART;
  if (frame < apart || frame > source->frames - apart)
    return edit_fail (error, "no sound of '%s' lies there", text_get (clip->name));
  for (; index < list_n (clip->warps); index++) {
    const Warp *there = (const Warp *) list_get (clip->warps, index);
    if (ABS (there->frame - frame) < apart)
      return edit_fail (error, "a warp marker stands there already");
    if (there->frame > frame)
      break;
  }
  Warp *warp = edit_new_node (edit, NODE_WARP, true);
  warp->frame = frame;
  warp->at = warp_map_units (&content.warp, frame);
  list_insert (&clip->warps, index, &warp->node);
  put_back (edit, clip, offset);
  return true;
}

static bool
apply_add (Edit *edit, const Args *args, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Id id = arg_id (args, "clip");
  const Clip *clip = clip_find (edit, id);
  const Units at = tempo_map_position_units (map, arg_position (args, "at"));

  if (!can_warp (edit, clip, error))
    return false;
  if (at < clip_start_units (map, clip) || at > clip_end_units (map, clip))
    return edit_fail (error, "the place lies outside of '%s'", text_get (clip->name));
  edit_describe (edit, "Add warp marker to %s", text_get (clip->name));
  g_autoptr (GArray) members = members_at (edit, id, (double) at);
  for (guint i = 0; i < members->len; i++) {
    const Id member = g_array_index (members, Id, i);
    g_autoptr (GError) theirs = NULL;
    /* A fellow that has a marker there is as it should be. */
    if (!add_marker (edit, member, at, member == id ? error : &theirs) && member == id)
      return false;
    if (!arg_given (args, "to"))
      continue;
    const int index = marker_at (edit, clip_find (edit, member), (double) at);
    const Units to = tempo_map_position_units (map, arg_position (args, "to"));
    if (index >= 0 && !move_marker (edit, member, index, to, error))
      return false;
  }
  return true;
}

const CommandSpec command_warp_add = { "warp.add", "Pin a place of an audio clip by a warp marker",
                                       add_args, G_N_ELEMENTS (add_args), .run = apply_add };

/* --- Moving ------------------------------------------------------------------------------------
 */

static const ArgSpec move_args[] = {
  { "warp", ARG_NODE, .required = true, .help = "the id of the marker" },
  { "to", ARG_POSITION, .help = "where what it pins is heard" },
  { "by", ARG_LENGTH, .help = "a distance instead of a place; negative is earlier" },
};

/* The clip of a marker, and which one of it; NULL with an error. */
static const Clip *
clip_of (const Edit *edit, Id id, int *index, GError **error)
{
  Node *parent;
  const Node *node = project_find (edit->project, id, &parent);
  if (!node || node->kind != NODE_WARP || !parent || parent->kind != NODE_CLIP) {
    edit_fail (error, "this is no warp marker");
    return NULL;
  }
  *index = list_find (((const Clip *) parent)->warps, id);
  return (const Clip *) parent;
}

static double
place_of_marker (Edit *edit, const Clip *clip, int index)
{
  g_auto (ClipContent) content = { 0 };
  clip_content_init (&content, edit_tempo_map (edit), clip, source_of (edit, clip));
  return clip_content_place (&content,
                             (double) ((const Warp *) list_get (clip->warps, index))->frame);
}

/* The marker and those of fellows that stand with it. */
static bool
move_all (Edit *edit, Id id, int index, Units to, GError **error)
{
  const double at = place_of_marker (edit, clip_find (edit, id), index);
  g_autoptr (GArray) members = members_at (edit, id, at);

  for (guint i = 0; i < members->len; i++) {
    const Id member = g_array_index (members, Id, i);
    const int theirs = member == id ? index : marker_at (edit, clip_find (edit, member), at);
    if (theirs >= 0 && !move_marker (edit, member, theirs, to, error))
      return false;
  }
  return true;
}

static bool
apply_move (Edit *edit, const Args *args, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  int index;
  const Clip *clip = clip_of (edit, arg_id (args, "warp"), &index, error);

  if (!clip || !can_warp (edit, clip, error))
    return false;
  if (arg_given (args, "to") == arg_given (args, "by"))
    return edit_fail (error, "name a place with to= or a distance with by=");
  Position to = { (Units) rint (place_of_marker (edit, clip, index)), TIME_ABSOLUTE };
  if (arg_given (args, "to")) {
    to = arg_position (args, "to");
  } else {
    const Length by = arg_length (args, "by");
    to = position_add (map, to, &by);
  }
  edit_describe (edit, "Move warp marker of %s", text_get (clip->name));
  return move_all (edit, clip->node.id, index, tempo_map_position_units (map, to), error);
}

const CommandSpec command_warp_move = { "warp.move", "Move what a warp marker pins in time",
                                        move_args, G_N_ELEMENTS (move_args), .run = apply_move };

/* --- Removing ----------------------------------------------------------------------------------
 */

static const ArgSpec remove_args[] = {
  { "warp", ARG_NODE, .help = "the id of the marker" },
  { "clip", ARG_CLIP, .help = "all markers of an audio clip instead" },
};

static void
remove_marker (Edit *edit, Id id, int index)
{
  Clip *clip = project_edit_clip (edit->project, id);
  const Units offset = offset_of (edit, clip);
  list_remove (&clip->warps, index);
  put_back (edit, clip, offset);
}

static bool
apply_remove (Edit *edit, const Args *args, GError **error)
{
  int index = 0;

  if (arg_given (args, "warp") == arg_given (args, "clip"))
    return edit_fail (error, "name a marker with warp= or a clip with clip=");
  const Clip *clip = arg_given (args, "clip")
                         ? clip_find (edit, arg_id (args, "clip"))
                         : clip_of (edit, arg_id (args, "warp"), &index, error);
  if (!clip || !can_warp (edit, clip, error))
    return false;
  const Id id = clip->node.id;
  if (list_n (clip->warps) == 0)
    return edit_fail (error, "'%s' has no warp markers", text_get (clip->name));
  edit_describe (
      edit, arg_given (args, "clip") ? "Remove warp markers of %s" : "Remove warp marker of %s",
      text_get (clip->name));
  do {
    const double at = place_of_marker (edit, clip_find (edit, id), index);
    g_autoptr (GArray) members = members_at (edit, id, at);
    for (guint i = 0; i < members->len; i++) {
      const Id member = g_array_index (members, Id, i);
      const int theirs = member == id ? index : marker_at (edit, clip_find (edit, member), at);
      if (theirs >= 0)
        remove_marker (edit, member, theirs);
    }
  } while (arg_given (args, "clip") && list_n (clip_find (edit, id)->warps) > 0);
  return true;
}

const CommandSpec command_warp_remove = { "warp.remove", "Remove a warp marker, or all of a clip",
                                          remove_args, G_N_ELEMENTS (remove_args),
                                          .run = apply_remove };

/* --- Quantizing --------------------------------------------------------------------------------
 */

static const ArgSpec quantize_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "an audio clip" },
  { "grid", ARG_GRID, .required = true, .help = "1/16, 1/8t, 1/4. or a length" },
  { "strength", ARG_PERCENT, .help = "how far each marker goes", .initial = "100", .min = 0,
    .max = 100 },
  { "swing", ARG_PERCENT,
    .help = "how late every second line of the grid comes; 100 is a triplet feel", .initial = "0",
    .min = 0, .max = 100 },
};

/* Where a marker of the clip goes; where it is, when it lies outside of the edges. */
static double
goal_of (Edit *edit, const Args *args, const Clip *clip, int index)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Length grid = arg_length (args, "grid");
  const double strength = arg_given (args, "strength") ? arg_number (args, "strength") / 100 : 1;
  const double swing = arg_given (args, "swing") ? arg_number (args, "swing") : 0;
  const double at = place_of_marker (edit, clip, index);

  if (at <= (double) clip_start_units (map, clip) + EDGE_TOLERANCE ||
      at >= (double) clip_end_units (map, clip) - EDGE_TOLERANCE)
    return at;
  const Ticks line =
      notes_nearest_line (map, tempo_map_ticks (map, (Units) rint (at)), &grid, swing);
  return at + ((double) tempo_map_units (map, line) - at) * strength;
}

static bool
apply_quantize (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "clip");
  const Clip *clip = clip_find (edit, id);
  const int n = list_n (clip->warps);
  int inside = 0;

  if (!can_warp (edit, clip, error))
    return false;
  if (n == 0)
    return edit_fail (error, "'%s' has no warp markers", text_get (clip->name));
  edit_describe (edit, "Quantize warp markers of %s", text_get (clip->name));
  g_autofree double *goals = g_new (double, n);
  for (int i = 0; i < n; i++)
    goals[i] = goal_of (edit, args, clip, i);
  /* Those that go later from the last on, then the others from the first on, so that none is in the
   * way of another. One that still has no room stays. */
  for (int pass = 0; pass < 2; pass++)
    for (int k = 0; k < n; k++) {
      const int i = pass == 0 ? n - 1 - k : k;
      const double by = goals[i] - place_of_marker (edit, clip_find (edit, id), i);
      if (fabs (by) < 1 || (by > 0) != (pass == 0))
        continue;
      if (move_all (edit, id, i, (Units) rint (goals[i]), NULL))
        inside++;
    }
  return inside > 0 || edit_fail (error, "the markers stand on the grid already");
}

const CommandSpec command_warp_quantize = { "warp.quantize", "Move warp markers onto a grid",
                                            quantize_args, G_N_ELEMENTS (quantize_args),
                                            .run = apply_quantize };
