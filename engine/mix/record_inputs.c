/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix/record_inputs.h"

#include <string.h>

#include "base/hash.h"
#include "mix/feed.h"

#define RECORD_ID UINT64_C (0x7265636f7264)

static bool
has_sound (const Track *track)
{
  return track->kind == TRACK_AUDIO || track->kind == TRACK_INSTRUMENT ||
         track->kind == TRACK_GROUP || track->kind == TRACK_RETURN || track->kind == TRACK_MAIN;
}

static bool
takes_notes (const Track *track)
{
  return track->kind == TRACK_INSTRUMENT || track->kind == TRACK_MIDI;
}

static bool
feeds (const Project *project, const Track *from, const Track *to)
{
  g_autofree bool *fed = g_new0 (bool, list_n (project->tracks) + 1);

  feed_mark (project, to->node.id, fed);
  return fed[list_find (project->tracks, from->node.id)];
}

static bool
names_strip (const Project *project, const Track *track)
{
  return track->arm && track->kind == TRACK_AUDIO &&
         track_input (project, track).kind == INPUT_TRACK;
}

bool
records_strip (const Project *project, const Track *track)
{
  if (!names_strip (project, track))
    return false;
  g_autofree char *refusal = record_refusal (project, track);
  return !refusal;
}

char *
record_refusal (const Project *project, const Track *track)
{
  const TrackInput input = track_input (project, track);
  const Track *from = input.kind == INPUT_TRACK ? project_find_track (project, input.track) : NULL;
  const char *name = text_get (track->name), *text = track->input ? text_get (track->input) : "";

  if (!track->arm || (track->kind != TRACK_AUDIO && !takes_notes (track)))
    return NULL;
  if (input.kind == INPUT_NONE && *text && strcmp (text, "none") != 0)
    return g_strdup_printf ("'%s' is not recorded: its input '%s' is neither a channel of the "
                            "device nor a MIDI port nor another track",
                            name, text);
  if (!from)
    return NULL;
  if (takes_notes (track) && takes_notes (from))
    return g_strdup_printf ("'%s' is not recorded: it and '%s' take notes from each other", name,
                            text_get (from->name));
  if (takes_notes (track))
    return g_strdup_printf ("'%s' is not recorded: it takes notes, and '%s' gives sound; an audio "
                            "track can record that",
                            name, text_get (from->name));
  if (!has_sound (from))
    return g_strdup_printf ("'%s' is not recorded: '%s' has no sound of its own", name,
                            text_get (from->name));
  if (names_strip (project, from))
    return g_strdup_printf ("'%s' is not recorded: '%s' is itself armed to record a track, and "
                            "silent meanwhile",
                            name, text_get (from->name));
  if (from->kind != TRACK_MAIN && feeds (project, track, from))
    return g_strdup_printf ("'%s' is not recorded: it plays into '%s', which it would record", name,
                            text_get (from->name));
  return NULL;
}

Id
record_bus (const Track *track, const TrackInput *input)
{
  return (Id) hash_mix (hash_mix (track->node.id ^ RECORD_ID) ^ input->track);
}
