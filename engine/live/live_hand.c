/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/live_hand.h"

#include "live/live_private.h"
#include "mix/inputs.h"
#include "realtime/live_hand_port.h"

#define ANY_PORT UINT16_MAX /* one without a name: heard by those who hear all */

/* Whether it takes what any keyboard plays. */
static bool
takes_all (const Project *project, const Track *track)
{
  const TrackInput input = track_input (project, track);
  return track->kind == TRACK_INSTRUMENT && input.kind == INPUT_MIDI && !*input.port &&
         (track->monitor == MONITOR_ON || track->arm);
}

static const Project *
newest (const Live *live)
{
  return live->waiting ? live->waiting : live->project;
}

Project *
live_hand_project (Live *live, const Project *project)
{
  const Track *track = live->focus ? project_find_track (project, live->focus) : NULL;
  if (!track || track->kind != TRACK_INSTRUMENT)
    return project_ref ((Project *) project);
  const bool all = takes_all (project, track);
  if (all && track->monitor == MONITOR_ON)
    return project_ref ((Project *) project);
  Project *heard = project_edit (project);
  Track *edited = project_edit_track (heard, track->node.id);
  edited->monitor = MONITOR_ON;
  if (!all) {
    edited->midi_channel = 0;
    text_set (&edited->input, "midi:" LIVE_HAND_PORT);
  }
  return heard;
}

void
live_hand_focus (Live *live, Id track)
{
  if (live->focus == track)
    return;
  live->focus = track;
  Project *project = project_ref ((Project *) newest (live));
  live_set_project (live, project);
  project_unref (project);
}

static bool
is_heard_as_keyboard (const Live *live)
{
  const Project *project = newest (live);
  for (int i = 0; i < list_n (project->tracks); i++)
    if (takes_all (project, (const Track *) list_get (project->tracks, i)))
      return true;
  return false;
}

static void
play (Live *live, HandTo to, const uint8_t data[3])
{
  const Track *focus = live->focus ? project_find_track (newest (live), live->focus) : NULL;
  const bool any =
      to == HAND_KEYBOARD ? is_heard_as_keyboard (live) : focus && takes_all (newest (live), focus);
  if (!live->midi)
    return;
  /* A device that is driven by hand has a clock of its own. */
  const int64_t now = live->by_hand ? atomic_load_explicit (&live->hand_ns, memory_order_relaxed)
                                    : g_get_monotonic_time () * 1000;
  live_midi_play (live->midi, any ? ANY_PORT : LIVE_HAND_NUMBER, data, now);
}

void
live_hand_on (Live *live, HandTo to, int pitch, int velocity)
{
  const uint8_t data[3] = { 0x90, (uint8_t) (pitch & 127), (uint8_t) CLAMP (velocity, 1, 127) };
  play (live, to, data);
}

void
live_hand_off (Live *live, HandTo to, int pitch)
{
  const uint8_t data[3] = { 0x80, (uint8_t) (pitch & 127), 64 };
  play (live, to, data);
}
