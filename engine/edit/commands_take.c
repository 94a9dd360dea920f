/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes: lanes beside the one that plays. */
#include <string.h>

#include "edit/commands.h"
#include "edit/describe.h"
#include "edit/forget.h"
#include "edit/lane.h"
#include "edit/sources.h"
#include "edit/takes.h"
#include "model/dropouts.h"

static bool
can_hold_takes (const Track *track, GError **error)
{
  return track->kind == TRACK_AUDIO || track->kind == TRACK_INSTRUMENT ||
         track->kind == TRACK_MIDI ||
         edit_fail (error, "'%s' has no clips", text_get (track->name));
}

static const ArgSpec add_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "clips", ARG_CLIPS, .help = "clips of its playing lane that become the take",
    .initial = "all of them" },
  { "file", ARG_FILE, .help = "or an audio file" },
  { "at", ARG_POSITION, .help = "of a file: where it begins",
    .initial = "its time stamp, else the song start" },
  { "channels", ARG_TEXT, .help = "of a file: one channel or two neighbors, as 3 or 1-2",
    .initial = "all, where there are no more than two" },
  { "name", ARG_NAME, .help = "its name", .initial = "Take and a number" },
  { "dropouts", ARG_TEXT,
    .help = "of a file: its frames where something was lost, as '4800 96000+512'" },
};

static bool
mark_dropouts (Edit *edit, const char *text, Id source_id, GError **error)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (DropoutMark));
  Source *source = project_edit_source (edit->project, source_id);

  if (!dropouts_read (text, marks))
    return edit_fail (error, "dropouts: '%s' is not frames as '4800 96000+512'", text);
  for (guint i = 0; i < marks->len; i++)
    if (g_array_index (marks, DropoutMark, i).frame > source->frames)
      return edit_fail (error, "dropouts: '%s' has only %" G_GINT64_FORMAT " frames",
                        text_get (source->name), source->frames);
  dropouts_set (source, marks);
  return true;
}

static bool
add_file (Edit *edit, const Args *args, Id track, GError **error)
{
  const Position *at = NULL;
  Position given;

  if (project_find_track (edit->project, track)->kind != TRACK_AUDIO)
    return edit_fail (error, "'%s' is no audio track",
                      text_get (project_find_track (edit->project, track)->name));
  if (arg_given (args, "at")) {
    given = arg_position (args, "at");
    at = &given;
  }
  Clip *clip = sources_new_clip (edit, arg_text (args, "file"),
                                 arg_given (args, "channels") ? arg_text (args, "channels") : NULL,
                                 at, error);
  if (!clip)
    return false;
  if (arg_given (args, "dropouts") &&
      !mark_dropouts (edit, arg_text (args, "dropouts"), clip->source, error)) {
    node_unref (&clip->node);
    return false;
  }
  Lane *lane =
      take_lane_add (edit, project_edit_track (edit->project, track), arg_text (args, "name"));
  g_array_append_val (edit->created, clip->node.id);
  list_insert (&lane->clips, -1, &clip->node);
  take_lane_fit (edit, lane);
  return true;
}

static bool
apply_add (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "track");
  int n;
  const Id *clips = arg_ids (args, "clips", &n);

  if (!can_hold_takes (project_find_track (edit->project, id), error))
    return false;
  edit_describe (edit, "Add a take");
  if (arg_given (args, "file"))
    return add_file (edit, args, id, error);
  if (arg_given (args, "at"))
    return edit_fail (error, "at= places a file; clips stay where they are");
  if (arg_given (args, "dropouts"))
    return edit_fail (error, "dropouts= are those of a file");
  Track *track = project_edit_track (edit->project, id);
  if (!arg_given (args, "clips") && list_n (track->clips) == 0)
    return edit_fail (error, "'%s' plays nothing that could become a take", text_get (track->name));
  for (int i = 0; i < n; i++)
    if (list_find (track->clips, clips[i]) < 0)
      return edit_fail (error, "a clip does not stand in the playing lane of '%s'",
                        text_get (track->name));
  Lane *lane = take_lane_add (edit, track, arg_text (args, "name"));
  if (!arg_given (args, "clips")) {
    lane->clips = track->clips;
    track->clips = NULL;
  }
  for (int i = 0; i < n; i++) {
    const int index = list_find (track->clips, clips[i]);
    if (index < 0)
      return edit_fail (error, "a clip is named twice");
    Clip *clip = (Clip *) node_ref (list_get (track->clips, index));
    list_remove (&track->clips, index);
    lane_put (edit, &lane->clips, clip);
  }
  take_lane_fit (edit, lane);
  return true;
}

const CommandSpec command_take_add = { "take.add", "Make a take of clips or of an audio file",
                                       add_args, G_N_ELEMENTS (add_args), .run = apply_add };

static const ArgSpec promote_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "lane", ARG_LANE, .required = true, .help = "the take" },
  { "from", ARG_POSITION, .help = "only from here", .initial = "its start" },
  { "to", ARG_POSITION, .help = "only up to here", .initial = "its end" },
  { "keep", ARG_BOOL, .help = "what it covers becomes a take", .initial = "on" },
};

static bool
apply_promote (Edit *edit, const Args *args, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  Track *track = project_edit_track (edit->project, arg_id (args, "track"));
  const int index = list_find (track->lanes, arg_id (args, "lane"));
  List *clips = list_ref (((const Lane *) list_get (track->lanes, index))->clips);
  Units first = INT64_MAX, last = 0;

  for (int i = 0; i < list_n (clips); i++) {
    first = MIN (first, clip_start_units (map, (const Clip *) list_get (clips, i)));
    last = MAX (last, clip_end_units (map, (const Clip *) list_get (clips, i)));
  }
  Place from = place_of (map, (Position){ MIN (first, last), TIME_ABSOLUTE });
  Place to = place_of (map, (Position){ last, TIME_ABSOLUTE });
  if (arg_given (args, "from"))
    from = place_of (map, arg_position (args, "from"));
  if (arg_given (args, "to"))
    to = place_of (map, arg_position (args, "to"));
  if (!clips || to.units <= from.units) {
    list_unref (clips);
    return edit_fail (error, "the take holds nothing there");
  }
  if (!arg_given (args, "keep") || arg_bool (args, "keep"))
    take_keep (edit, track, from, to);
  lane_clear_range (edit, &track->clips, from.units, to.units, 0);
  for (int i = 0; i < list_n (clips); i++) {
    const Clip *old = (const Clip *) list_get (clips, i);
    Clip *clip = pieces_cut_clip (edit, edit->project, map, old, from, to);
    if (!clip)
      continue;
    g_array_append_val (edit->created, clip->node.id);
    lane_put (edit, &track->clips, clip);
  }
  lane_settle (edit, &track->clips);
  list_unref (clips);
  edit_describe (edit, "Promote a take of %s", text_get (track->name));
  return true;
}

const CommandSpec command_take_promote = { "take.promote", "Lay a take over the playing lane",
                                           promote_args, G_N_ELEMENTS (promote_args),
                                           .run = apply_promote };

static const ArgSpec lane_add_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "name", ARG_NAME, .help = "its name", .initial = "Take and a number" },
};

static bool
apply_lane_add (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "track");

  if (!can_hold_takes (project_find_track (edit->project, id), error))
    return false;
  take_lane_add (edit, project_edit_track (edit->project, id), arg_text (args, "name"));
  edit_describe (edit, "Add a take lane");
  return true;
}

const CommandSpec command_lane_add = { "lane.add", "Add an empty take lane", lane_add_args,
                                       G_N_ELEMENTS (lane_add_args), .run = apply_lane_add };

static const ArgSpec lane_set_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "lane", ARG_LANE, .required = true, .help = "the take" },
  { "name", ARG_NAME, .help = "its name" },
  { "color", ARG_COLOR, .help = "palette name or #rrggbb" },
  { "rating", ARG_INT, .help = "0 to 5", .min = 0, .max = 5 },
  { "mute", ARG_BOOL, .help = "silence" },
};

static const Wording lane_wordings[] = {
  { "name", "Rename take to %", NULL }, { "color", "Color %", NULL }, { "rating", "Rate %", NULL },
  { "mute", "Mute %", "Unmute %" },     { NULL, NULL, NULL },
};

static bool
apply_lane_set (Edit *edit, const Args *args, GError **error)
{
  Track *track = project_edit_track (edit->project, arg_id (args, "track"));

  if (!args_given_from (args, 2))
    return edit_fail (error, "name what to set, for example rating=4");
  Lane *lane = (Lane *) list_edit (&track->lanes, list_find (track->lanes, arg_id (args, "lane")));
  arg_to_text (args, "name", &lane->name);
  arg_to_text (args, "color", &lane->color);
  arg_to_int (args, "rating", &lane->rating);
  arg_to_bool (args, "mute", &lane->mute);
  edit_describe_set (edit, args, lane_wordings, text_get (lane->name));
  return true;
}

const CommandSpec command_lane_set = { "lane.set", "Change a take", lane_set_args,
                                       G_N_ELEMENTS (lane_set_args), .run = apply_lane_set };

static const ArgSpec lane_remove_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "lane", ARG_LANE, .required = true, .help = "the take" },
  { "force", ARG_BOOL, .help = "also when a comp uses it", .initial = "off" },
};

static bool
apply_lane_remove (Edit *edit, const Args *args, GError **error)
{
  Track *track = project_edit_track (edit->project, arg_id (args, "track"));
  const Id id = arg_id (args, "lane");
  const int index = list_find (track->lanes, id);

  for (int c = 0;
       c < list_n (track->comps) && !(arg_given (args, "force") && arg_bool (args, "force")); c++) {
    const Comp *comp = (const Comp *) list_get (track->comps, c);
    for (int i = 0; i < list_n (comp->parts); i++)
      if (((const Part *) list_get (comp->parts, i))->lane == id)
        return edit_fail (error, "comp '%s' uses the take; force=on removes it from there, too",
                          text_get (comp->name));
  }
  Node *lane = node_ref (list_get (track->lanes, index));
  edit_describe (edit, "Remove %s", node_name (lane));
  list_remove (&track->lanes, index);
  edit_forget_tree (edit, lane);
  node_unref (lane);
  return true;
}

const CommandSpec command_lane_remove = { "lane.remove", "Remove a take", lane_remove_args,
                                          G_N_ELEMENTS (lane_remove_args),
                                          .run = apply_lane_remove };
