/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix/inputs.h"

#include <stdio.h>
#include <string.h>

#define DEEPEST 8 /* tracks that take notes of each other */

int
device_channels_read (const char *text, int channels[2])
{
  int first, second, length = 0;

  if (sscanf (text, "%d%n", &first, &length) == 1 && first >= 1 && !text[length]) {
    channels[0] = channels[1] = first - 1;
    return 1;
  }
  if ((sscanf (text, "%d-%d%n", &first, &second, &length) == 2 ||
       sscanf (text, "%d+%d%n", &first, &second, &length) == 2) &&
      first >= 1 && second >= 1 && !text[length]) {
    channels[0] = first - 1;
    channels[1] = second - 1;
    return 2;
  }
  return 0;
}

static bool
read_channels (const char *text, TrackInput *input)
{
  int channels[2];
  const int n = device_channels_read (text, channels);

  if (n == 0)
    return false;
  *input = (TrackInput){ .kind = INPUT_DEVICE, .n = n, .channels = { channels[0], channels[1] } };
  if (n == 2 && strchr (text, '-') && channels[1] > channels[0] + 1) {
    input->n = MIN (channels[1] - channels[0] + 1, INPUT_MOST_CHANNELS);
    for (int c = 0; c < input->n; c++)
      input->channels[c] = channels[0] + c;
  }
  return true;
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

static bool
takes_notes (const Track *track)
{
  return track->kind == TRACK_INSTRUMENT || track->kind == TRACK_MIDI;
}

static TrackInput read_input (const Project *project, const Track *track, int depth);

/* Who takes notes from a track gets those that come in there. */
static TrackInput
read_track (const Project *project, const Track *track, const Track *from, int depth)
{
  if (takes_notes (track) && takes_notes (from) && depth < DEEPEST)
    return read_input (project, from, depth + 1);
  return (TrackInput){ .kind = INPUT_TRACK, .n = 2, .track = from->node.id };
}

static TrackInput
read_input (const Project *project, const Track *track, int depth)
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
    return read_track (project, track, from, depth);
  return input;
}

TrackInput
track_input (const Project *project, const Track *track)
{
  return read_input (project, track, 0);
}
