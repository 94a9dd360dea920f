/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips cut in two, with all members of an edit group. */
#include "edit/commands.h"
#include "edit/edit_group.h"
#include "edit/lane.h"

static const ArgSpec split_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "at", ARG_POSITION, .required = true, .help = "where to cut" },
  { "fade", ARG_LENGTH, .help = "of audio at both sides of the cut", .initial = "none" },
};

static void
set_split_fades (Edit *edit, List **clips, Id left_id, Id right_id, Units fade)
{
  const TempoMap *map = edit_tempo_map (edit);
  Clip *left = (Clip *) list_edit (clips, list_find (*clips, left_id));
  Clip *right = (Clip *) list_edit (clips, list_find (*clips, right_id));

  left->fade_out = MIN (fade, clip_end_units (map, left) - clip_start_units (map, left));
  right->fade_in = MIN (fade, clip_end_units (map, right) - clip_start_units (map, right));
}

static bool
split (Edit *edit, List **clips, int index, Units at, Units fade)
{
  const Clip *clip = (const Clip *) list_get (*clips, index);
  const Id left = clip->node.id;
  const bool fades = clip->kind == CLIP_AUDIO && fade > 0;
  const Id right = lane_split (edit, clips, index, at);

  if (right)
    g_array_append_val (edit->created, right);
  if (right && fades)
    set_split_fades (edit, clips, left, right, fade);
  return right != 0;
}

/* The clip that sounds at a place: -1 for none, -2 where two do, in a crossfade. */
static int
find_at (const TempoMap *map, const List *clips, Units at)
{
  int found = -1;

  for (int i = 0; i < list_n (clips); i++) {
    const Clip *clip = (const Clip *) list_get (clips, i);
    if (clip_start_units (map, clip) < at && clip_end_units (map, clip) > at)
      found = found == -1 ? i : -2;
  }
  return found;
}

/* Fellow members of the edit group are cut at the same place. */
static void
split_fellows (Edit *edit, Id owner, Units at, Units fade)
{
  g_autoptr (GArray) tracks = edit_group_expand (edit->project, &owner, 1);

  for (guint t = 0; t < tracks->len; t++) {
    const Id id = g_array_index (tracks, Id, t);
    const Track *track = project_find_track (edit->project, id);
    const int index = id == owner ? -1 : find_at (edit_tempo_map (edit), track->clips, at);
    if (index >= 0)
      split (edit, &project_edit_track (edit->project, id)->clips, index, at, fade);
  }
}

static bool
apply_split (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "clip"), owner = edit_group_track_of (edit->project, id);
  const Units at = tempo_map_position_units (edit_tempo_map (edit), arg_position (args, "at"));
  Units fade = 0;
  int index;
  List **list = project_edit_list_of (edit->project, id, &index);

  edit_describe (edit, "Split %s", node_name (project_find (edit->project, id, NULL)));
  if (list && find_at (edit_tempo_map (edit), *list, at) == -2)
    return edit_fail (error, "%s lies in a crossfade", arg_text (args, "at"));
  if (arg_given (args, "fade")) {
    const Length length = arg_length (args, "fade");
    fade =
        length_at (&length, edit_tempo_map (edit), (Position){ at, TIME_ABSOLUTE }, TIME_ABSOLUTE);
  }
  if (fade < 0)
    return edit_fail (error, "a fade cannot be shorter than nothing");
  if (!list || !split (edit, list, index, at, fade))
    return edit_fail (error, "%s does not lie inside the clip", arg_text (args, "at"));
  if (owner)
    split_fellows (edit, owner, at, fade);
  return true;
}

const CommandSpec command_clip_split = { "clip.split", "Cut a clip in two; the right part is new",
                                         split_args, G_N_ELEMENTS (split_args),
                                         .run = apply_split };
