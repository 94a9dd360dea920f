/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips: bringing them in. */
#include "edit/commands.h"
#include "edit/lane.h"
#include "edit/sources.h"

#include <string.h>

static const ArgSpec import_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "an audio track" },
  { "file", ARG_FILE, .required = true, .help = "an audio file" },
  { "at", ARG_POSITION, .help = "where it begins",
    .initial = "its time stamp, else the song start" },
  { "name", ARG_NAME, .help = "the name of the clip", .initial = "the name of the file" },
  { "channels", ARG_TEXT, .help = "one channel or two neighbors of the file, as 3 or 1-2",
    .initial = "all, where it has no more than two" },
};

static bool
apply_import (Edit *edit, const Args *args, GError **error)
{
  const Track *track = project_find_track (edit->project, arg_id (args, "track"));
  const Position at = arg_given (args, "at") ? arg_position (args, "at") : (Position){ 0 };

  if (track->kind != TRACK_AUDIO)
    return edit_fail (error, "'%s' is no audio track", text_get (track->name));
  Clip *clip = sources_new_clip (edit, arg_text (args, "file"),
                                 arg_given (args, "channels") ? arg_text (args, "channels") : NULL,
                                 arg_given (args, "at") ? &at : NULL, error);
  if (!clip)
    return false;
  g_array_append_val (edit->created, clip->node.id);
  arg_to_text (args, "name", &clip->name);
  edit_describe (edit, "Import %s", text_get (clip->name));
  lane_place (edit, &project_edit_track (edit->project, arg_id (args, "track"))->clips, clip);
  return true;
}

const CommandSpec command_clip_import = { "clip.import", "Bring an audio file onto a track",
                                          import_args, G_N_ELEMENTS (import_args),
                                          .run = apply_import };

static const ArgSpec add_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "an instrument or MIDI track" },
  { "at", ARG_POSITION, .help = "where it begins", .initial = "1.1.1" },
  { "length", ARG_LENGTH, .help = "how long it is", .initial = "1bar" },
  { "name", ARG_NAME, .help = "the name of the clip", .initial = "the name of the track" },
};

static bool
apply_add (Edit *edit, const Args *args, GError **error)
{
  Track *track = project_edit_track (edit->project, arg_id (args, "track"));
  const TempoMap *map = edit_tempo_map (edit);
  Length length = { LENGTH_BARS, 1 };

  if (track->kind != TRACK_INSTRUMENT && track->kind != TRACK_MIDI)
    return edit_fail (error, "'%s' carries no notes; clip.import brings audio onto it",
                      text_get (track->name));
  if (arg_given (args, "length"))
    length = arg_length (args, "length");
  Clip *clip = edit_new_node (edit, NODE_CLIP, true);
  clip->kind = CLIP_NOTES;
  clip->start = (Position){ 0, TIME_MUSICAL };
  if (arg_given (args, "at"))
    clip->start = tempo_map_rebase (map, arg_position (args, "at"), TIME_MUSICAL);
  clip->length = (Position){ length_at (&length, map, clip->start, TIME_MUSICAL), TIME_MUSICAL };
  text_set (&clip->name,
            arg_given (args, "name") ? arg_text (args, "name") : text_get (track->name));
  if (clip->length.value <= 0) {
    node_unref (&clip->node);
    return edit_fail (error, "the length must be more than nothing");
  }
  lane_place (edit, &track->clips, clip);
  edit_describe (edit, "Add clip %s", text_get (clip->name));
  return true;
}

const CommandSpec command_clip_add = { "clip.add", "Add an empty note clip", add_args,
                                       G_N_ELEMENTS (add_args), .run = apply_add };
