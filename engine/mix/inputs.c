/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix/inputs.h"

#include <stdio.h>
#include <string.h>

static bool
read_channels (const char *text, TrackInput *input)
{
  int first, second, length = 0;

  if (sscanf (text, "%d%n", &first, &length) == 1 && first >= 1 && !text[length]) {
    *input = (TrackInput){ .kind = INPUT_DEVICE, .n = 1, .channels = { first - 1, first - 1 } };
    return true;
  }
  if ((sscanf (text, "%d-%d%n", &first, &second, &length) == 2 ||
       sscanf (text, "%d+%d%n", &first, &second, &length) == 2) &&
      first >= 1 && second >= 1 && !text[length]) {
    *input = (TrackInput){ .kind = INPUT_DEVICE, .n = 2, .channels = { first - 1, second - 1 } };
    return true;
  }
  return false;
}

static const Track *
find_track (const Project *project, const char *name)
{
  Id id;

  if (id_read (name, &id))
    return project_find_track (project, id);
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (strcmp (text_get (track->name), name) == 0 ||
        (track->kind == TRACK_MAIN && strcmp (name, "main") == 0))
      return track;
  }
  return NULL;
}

TrackInput
track_input (const Project *project, const Track *track)
{
  const char *text = track->input ? text_get (track->input) : "";
  TrackInput input = { 0 };

  if (!*text && track->kind == TRACK_AUDIO)
    return (TrackInput){ .kind = INPUT_DEVICE, .n = 1 };
  if (!*text && track->kind == TRACK_INSTRUMENT)
    return (TrackInput){ .kind = INPUT_MIDI, .port = "" };
  if (read_channels (text, &input))
    return input;
  if (strcmp (text, "midi") == 0)
    return (TrackInput){ .kind = INPUT_MIDI, .port = "" };
  if (g_str_has_prefix (text, "midi:"))
    return (TrackInput){ .kind = INPUT_MIDI, .port = text + 5 };
  const Track *from = find_track (project, g_str_has_prefix (text, "track:") ? text + 6 : text);
  if (from && from != track)
    return (TrackInput){ .kind = INPUT_TRACK, .n = 2, .track = from->node.id };
  return input;
}
