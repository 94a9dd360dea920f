/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Freezing: a file in place of what a track computes up to its fader. */
#include "edit/commands.h"
#include "edit/sources.h"

static const ArgSpec args_of_freeze[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
};

static bool
apply_freeze (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "track");
  const Track *track = project_find_track (edit->project, id);
  g_autofree char *key = NULL;

  if (track->kind == TRACK_MAIN || track->kind == TRACK_VCA || track->kind == TRACK_FOLDER ||
      track->kind == TRACK_MIDI)
    return edit_fail (error, "'%s' has no sound to freeze", text_get (track->name));
  if (!edit->host || !edit->host->freeze_track)
    return edit_fail (error, "tracks cannot be frozen here");
  /* Frozen again, it is computed anew and not read from its old file. */
  Track *changed = project_edit_track (edit->project, id);
  changed->frozen = 0;
  text_set (&changed->frozen_key, NULL);
  Source *source = edit->host->freeze_track (edit->host->data, edit->project, id, &key, error);
  if (!source)
    return false;
  const Id source_id = sources_add (edit, source);
  changed = project_edit_track (edit->project, id);
  changed->frozen = source_id;
  text_set (&changed->frozen_key, key);
  edit_describe (edit, "Freeze %s", text_get (changed->name));
  return true;
}

const CommandSpec command_track_freeze = {
  "track.freeze", "Render a track up to its fader and play the file instead", args_of_freeze,
  G_N_ELEMENTS (args_of_freeze), .run = apply_freeze
};

static bool
apply_unfreeze (Edit *edit, const Args *args, GError **error)
{
  Track *track = project_edit_track (edit->project, arg_id (args, "track"));

  if (!track->frozen)
    return edit_fail (error, "'%s' is not frozen", text_get (track->name));
  track->frozen = 0;
  text_set (&track->frozen_key, NULL);
  edit_describe (edit, "Unfreeze %s", text_get (track->name));
  return true;
}

const CommandSpec command_track_unfreeze = { "track.unfreeze", "Compute a frozen track again",
                                             args_of_freeze, G_N_ELEMENTS (args_of_freeze),
                                             .run = apply_unfreeze };
