/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips: place, edges, copies. */
#include <math.h>

#include "edit/commands.h"
#include "edit/clip_find.h"
#include "edit/lane.h"

static const ArgSpec move_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "to", ARG_POSITION, .help = "where it begins", .initial = "as it is" },
  { "track", ARG_TRACK, .help = "another track", .initial = "as it is" },
  { "by", ARG_LENGTH, .help = "a distance instead of a place; negative is earlier" },
};

static bool
fits (const Clip *clip, const Track *track)
{
  return clip->kind == CLIP_AUDIO ? track->kind == TRACK_AUDIO
                                  : track->kind == TRACK_INSTRUMENT || track->kind == TRACK_MIDI;
}

static bool
apply_move (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "clip");
  const TempoMap *map = edit_tempo_map (edit);
  const Clip *old = clip_find (edit, id);
  Position start = old->start;
  List **list;

  if (!arg_given (args, "to") && !arg_given (args, "track") && !arg_given (args, "by"))
    return edit_fail (error, "name a place with to= or by=, or a track");
  if (arg_given (args, "to"))
    start = tempo_map_rebase (map, arg_position (args, "to"), old->start.base);
  if (arg_given (args, "by")) {
    const Length by = arg_length (args, "by");
    start = position_add (map, start, &by);
  }
  if (start.value < 0)
    return edit_fail (error, "that is before the start of the song");
  if (arg_given (args, "track")) {
    const Track *track = project_find_track (edit->project, arg_id (args, "track"));
    if (!fits (old, track))
      return edit_fail (error, "'%s' carries no %s", text_get (track->name),
                        old->kind == CLIP_AUDIO ? "audio" : "notes");
  }
  Clip *clip = clip_take (edit, id, &list);
  clip->start = start;
  if (arg_given (args, "track"))
    list = &project_edit_track (edit->project, arg_id (args, "track"))->clips;
  lane_place (edit, list, clip);
  edit_describe (edit, "Move %s", text_get (clip->name));
  return true;
}

const CommandSpec command_clip_move = { "clip.move", "Move a clip", move_args,
                                        G_N_ELEMENTS (move_args), .run = apply_move };

static const ArgSpec trim_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "start", ARG_POSITION, .help = "where it begins; the content stays where it is" },
  { "end", ARG_POSITION, .help = "where it ends" },
};

static bool
apply_trim (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "clip");
  const TempoMap *map = edit_tempo_map (edit);
  List **list;

  if (!arg_given (args, "start") && !arg_given (args, "end"))
    return edit_fail (error, "name a place with start= or end=");
  const Clip *old = clip_find (edit, id);
  const Units from = arg_given (args, "start")
                         ? tempo_map_position_units (map, arg_position (args, "start"))
                         : clip_start_units (map, old);
  const Units to = arg_given (args, "end")
                       ? tempo_map_position_units (map, arg_position (args, "end"))
                       : clip_end_units (map, old);
  if (to <= from)
    return edit_fail (error, "the end must lie behind the start");
  Clip *clip = clip_take (edit, id, &list);
  /* The end first where the clip grows behind its old end, so that no edge passes the other. */
  if (arg_given (args, "end"))
    clip_trim_end (edit->project, map, clip, arg_position (args, "end"));
  if (arg_given (args, "start"))
    clip_trim_start (edit->project, map, clip, arg_position (args, "start"));
  lane_place (edit, list, clip);
  edit_describe (edit, "Trim %s", text_get (clip->name));
  return true;
}

const CommandSpec command_clip_trim = { "clip.trim", "Move the edges of a clip over its content",
                                        trim_args, G_N_ELEMENTS (trim_args), .run = apply_trim };

static const ArgSpec split_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "at", ARG_POSITION, .required = true, .help = "where to cut" },
};

static bool
apply_split (Edit *edit, const Args *args, GError **error)
{
  int index;
  List **list = project_edit_list_of (edit->project, arg_id (args, "clip"), &index);
  const Id right = lane_split (edit, list, index, arg_position (args, "at"));

  if (!right)
    return edit_fail (error, "%s does not lie inside the clip", arg_text (args, "at"));
  g_array_append_val (edit->created, right);
  edit_describe (edit, "Split %s", node_name (list_get (*list, index)));
  return true;
}

const CommandSpec command_clip_split = { "clip.split", "Cut a clip in two; the right part is new",
                                         split_args, G_N_ELEMENTS (split_args),
                                         .run = apply_split };

static const ArgSpec duplicate_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "count", ARG_INT, .help = "how many copies, one behind the other", .initial = "1", .min = 1,
    .max = 10000 },
  { "to", ARG_POSITION, .help = "where the first copy begins", .initial = "behind the clip" },
  { "linked", ARG_BOOL, .help = "copies share changes of their content", .initial = "off" },
};

static bool
apply_duplicate (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "clip");
  const TempoMap *map = edit_tempo_map (edit);
  const int64_t count = arg_given (args, "count") ? arg_int (args, "count") : 1;
  int index;
  List **list = project_edit_list_of (edit->project, id, &index);

  if (arg_given (args, "linked") && arg_bool (args, "linked")) {
    Clip *first = (Clip *) list_edit (list, index);
    if (!first->linked)
      first->linked = id;
  }
  Clip *model = (Clip *) node_ref (list_get (*list, index));
  const Units length = clip_end_units (map, model) - clip_start_units (map, model);
  Position next = { clip_end_units (map, model), TIME_ABSOLUTE };
  if (model->start.base == TIME_MUSICAL && model->length.base == TIME_MUSICAL)
    next = (Position){ model->start.value + model->length.value, TIME_MUSICAL };
  if (arg_given (args, "to"))
    next = arg_position (args, "to");
  for (int64_t i = 0; i < count; i++) {
    Clip *copy = (Clip *) node_copy (&model->node);
    edit_renew_ids (edit, &copy->node);
    g_array_append_val (edit->created, copy->node.id);
    copy->start = tempo_map_rebase (map, next, model->start.base);
    if (next.base == TIME_MUSICAL)
      next.value += model->length.value;
    else
      next.value += length;
    lane_place (edit, list, copy);
  }
  edit_describe (edit, "Duplicate %s", text_get (model->name));
  node_unref (&model->node);
  return true;
}

const CommandSpec command_clip_duplicate = { "clip.duplicate", "Copy a clip, once or many times",
                                             duplicate_args, G_N_ELEMENTS (duplicate_args),
                                             .run = apply_duplicate };

static const ArgSpec slip_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "by", ARG_LENGTH, .required = true, .help = "how far the content moves; negative is earlier" },
};

static bool
apply_slip (Edit *edit, const Args *args, GError **error)
{
  Clip *clip = project_edit_clip (edit->project, arg_id (args, "clip"));
  const TempoMap *map = edit_tempo_map (edit);
  const Length by = arg_length (args, "by");

  if (clip->kind == CLIP_NOTES) {
    clip->offset -= length_at (&by, map, clip->start, TIME_MUSICAL);
  } else {
    const Source *source = project_find_source (edit->project, clip->source);
    const Units units = length_at (&by, map, clip->start, TIME_ABSOLUTE);
    clip->offset -= (int64_t) rint ((double) units * (double) source->rate /
                                    (double) UNITS_PER_SECOND / clip->stretch);
  }
  edit_describe (edit, "Slip %s", text_get (clip->name));
  return true;
}

const CommandSpec command_clip_slip = { "clip.slip", "Move the content inside a clip", slip_args,
                                        G_N_ELEMENTS (slip_args), .run = apply_slip };

static const ArgSpec remove_args[] = {
  { "clip", ARG_CLIPS, .required = true, .help = "a clip or several, separated by commas" },
};

static bool
apply_remove (Edit *edit, const Args *args, GError **error)
{
  int n, index;
  const Id *ids = arg_ids (args, "clip", &n);

  for (int i = 0; i < n; i++) {
    List **list = project_edit_list_of (edit->project, ids[i], &index);
    if (!list)
      return edit_fail (error, "a clip is named twice");
    if (i == 0)
      edit_describe (edit, n > 1 ? "Remove %s and others" : "Remove %s",
                     node_name (list_get (*list, index)));
    list_remove (list, index);
  }
  return true;
}

const CommandSpec command_clip_remove = { "clip.remove", "Remove clips", remove_args,
                                          G_N_ELEMENTS (remove_args), .run = apply_remove };
