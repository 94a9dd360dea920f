/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips: bringing them in. */
#include "edit/args.h"
#include "edit/commands.h"
#include "edit/lane.h"

#include <string.h>

/* --- clip.import
 * -------------------------------------------------------------------------------------- */

static const ArgSpec import_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "an audio track" },
  { "file", ARG_FILE, .required = true, .help = "an audio file" },
  { "at", ARG_POSITION, .help = "where it begins",
    .initial = "its time stamp, else the song start" },
  { "name", ARG_NAME, .help = "the name of the clip", .initial = "the name of the file" },
  { "channels", ARG_TEXT, .help = "one channel or two neighbors of the file, as 3 or 1-2",
    .initial = "all, where it has no more than two" },
};

/* The source that holds this file already, or a new one in the project. */
static Id
add_source (Edit *edit, Source *source)
{
  List **sources = &edit->project->sources;
  for (int i = 0; i < list_n (*sources); i++) {
    const Source *there = (const Source *)list_get (*sources, i);
    if (there->hash && source->hash && strcmp (there->hash, source->hash) == 0 &&
        there->first_channel == source->first_channel && there->channels == source->channels) {
      node_unref (&source->node);
      return there->node.id;
    }
  }
  source->node.id = edit_new_id (edit, NODE_SOURCE);
  list_insert (sources, -1, &source->node);
  return source->node.id;
}

/* What the source gives of its file: one channel or two that stand side by side. */
static bool
choose_channels (Source *source, const Args *args, GError **error)
{
  const char *text = arg_text (args, "channels");
  int64_t first = 1, last = source->channels;

  if (arg_given (args, "channels")) {
    g_auto (GStrv) ends = g_strsplit (text, "-", 2);
    const guint n = g_strv_length (ends);
    if (n == 0 || !value_read_int (ends[0], &first, NULL) ||
        !value_read_int (ends[n - 1], &last, NULL) || first < 1 || last < first ||
        last > first + 1)
      return edit_fail (error, "channels: '%s' is not one channel or two neighbors, as 3 or 1-2",
                        text);
    if (last > source->channels)
      return edit_fail (error, "channels: '%s' has %d channels, no channel %d",
                        text_get (source->name), (int) source->channels, (int) last);
  } else if (last > 2) {
    return edit_fail (error, "'%s' has %d channels: name one or two of them, as channels=1-2",
                      text_get (source->name), (int) last);
  }
  source->first_channel = first - 1;
  source->channels = last - first + 1;
  return true;
}

static bool
apply_import (Edit *edit, const Args *args, GError **error)
{
  Track *track = project_edit_track (edit->project, arg_id (args, "track"));
  const char *file = arg_text (args, "file");

  if (track->kind != TRACK_AUDIO)
    return edit_fail (error, "'%s' is no audio track", text_get (track->name));
  if (!edit->host || !edit->host->import_media)
    return edit_fail (error, "files cannot be imported here");
  Source *fresh = edit->host->import_media (edit->host->data, file, error);
  if (!fresh)
    return false;
  if (!choose_channels (fresh, args, error)) {
    node_unref (&fresh->node);
    return false;
  }
  const Id source_id = add_source (edit, fresh);
  const Source *source = project_find_source (edit->project, source_id);

  Clip *clip = edit_new_node (edit, NODE_CLIP, true);
  clip->kind = CLIP_AUDIO;
  clip->source = source_id;
  clip->source_bpm = source->bpm;
  clip->length = (Position){ frames_to_units (source->frames, (int)source->rate), TIME_ABSOLUTE };
  if (arg_given (args, "at"))
    clip->start = arg_position (args, "at");
  else if (source->timestamp > 0)
    clip->start =
        (Position){ frames_to_units (source->timestamp, (int)source->rate), TIME_ABSOLUTE };
  text_set (&clip->name,
            arg_given (args, "name") ? arg_text (args, "name") : text_get (source->name));
  lane_place (edit, &track->clips, clip);
  edit_describe (edit, "Import %s", text_get (clip->name));
  return true;
}

const CommandSpec command_clip_import = { "clip.import", "Bring an audio file onto a track",
                                          import_args, G_N_ELEMENTS (import_args),
                                          .run = apply_import };

/* --- clip.add
 * ----------------------------------------------------------------------------------------- */

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
