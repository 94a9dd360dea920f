/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Live's way from a project value to the graph that plays: compiled, read ahead, handed over. Main
 * thread. */
#include "base/error.h"
#include "live/live_hand.h"
#include "live/live_private.h"
#include "model/tempo_map.h"
#include "stream/plan.h"

#define GRAPH_BLOCK 1024

static MixGraph *
compile (Live *live, const Project *project)
{
  Project *heard = live_hand_project (live, project);
  MixRequest request = { .project = heard,
                         .media = media_pool_media (live->pool),
                         .block = GRAPH_BLOCK,
                         .slots = 1,
                         .meters = live->meters,
                         .live = true,
                         .lock = true };
  MixListen listen[MONITOR_MOST_LISTEN];
  const MonitorSettings *monitor = monitoring_settings (live->monitoring);

  request.n_listen = monitor->n_listen;
  request.listen = listen;
  request.references = live->references;
  for (int i = 0; i < monitor->n_listen; i++)
    listen[i] = (MixListen){ monitor->listen[i].track, monitor->listen[i].pre };
  g_clear_error (&live->problem);
  MixGraph *graph = mix_compile (&request, live->playing, &live->problem);

  if (graph && live->playing && mix_must_restart (live->playing, graph)) {
    mix_graph_free (graph);
    request.restart = true;
    graph = mix_compile (&request, live->playing, &live->problem);
  }
  g_clear_pointer (&live->heard, project_unref);
  live->heard = heard;
  return graph;
}

void
live_send (Live *live, const PlayerRequest *request)
{
  if (!player_ask (live->player, request))
    g_warning ("the player takes no requests");
}

/* Goes on with what waited for the disk. */
void
live_disk_is_ready (Live *live)
{
  live->ticket = 0;
  if (live->take_waits)
    live_send (live, &(PlayerRequest){ .kind = PLAYER_TAKE,
                                       .swap = mix_transition_swap (live->transition) });
  if (live->play_waits)
    live_send (live, &live->play);
  live->take_waits = live->play_waits = false;
}

/* The next graph is taken when the first of what it plays from here is in memory. */
static void
hand_over (Live *live)
{
  live->take_waits = true;
  if (!live->reader) {
    live_disk_is_ready (live);
    return;
  }
  /* What is heard for longer than a moment is read, too. */
  const bool lasts = mix_transition_swap (live->transition)->delay > live->rate / 10;
  StreamPlan *plan = stream_plan_new_both (&live->next->graph,
                                           lasts && live->playing ? &live->playing->graph : NULL);
  const Frames at = live->play_waits ? live->play.from : player_source_position (live->player);
  live->ticket = stream_reader_prepare (live->reader, plan, at, NULL, NULL);
  stream_reader_set_plan (live->reader, plan);
  live->reads_both = lasts;
}

void
live_ask_to_play (Live *live, const PlayerRequest *request)
{
  if (!live->reader) {
    live_send (live, request);
    return;
  }
  live->play = *request;
  live->play_waits = true;
  live->ticket = stream_reader_prepare (live->reader, NULL, request->from, NULL, NULL);
  if (!live->take_waits && stream_reader_has (live->reader, request->from))
    live_disk_is_ready (live);
}

void
live_ask_recorder (Live *live, RecordRequest request)
{
  if (!ring_write (&live->requests, &request))
    g_warning ("the recorder takes no requests");
}

static Frames
frames_of (const Live *live, const Project *project, Position position)
{
  TempoMap *map = tempo_map_new (project);
  const Frames frames = units_to_frames (tempo_map_position_units (map, position), live->rate);
  tempo_map_free (map);
  return frames;
}

/* Where recording is allowed: the punch range. */
void
live_set_punch (Live *live)
{
  RecordRequest punch = { .kind = RECORD_PUNCH };

  if (live->project->punch) {
    punch.from = frames_of (live, live->project, live->project->punch_from);
    punch.to = frames_of (live, live->project, live->project->punch_to);
  }
  live_midi_set_project (live->midi, live->project, punch.from, punch.to);
  if (live->recording)
    live_ask_recorder (live, punch);
}

/* What of a value concerns recording. */
static void
set_recording (Live *live, const Project *project)
{
  RecorderSet *set;

  live_set_punch (live);
  if (live->recording && recording_arm (live->recording, project, &set))
    live_ask_recorder (live, (RecordRequest){ .kind = RECORD_SET, .set = set });
}

void
live_set_project (Live *live, const Project *project)
{
  if (live->transition || live_ahead_waits (live, project)) {
    g_clear_pointer (&live->waiting, project_unref);
    live->waiting = project_ref (project);
    return;
  }
  project_ref ((Project *) project);
  g_clear_pointer (&live->project, project_unref);
  live->project = (Project *) project;
  monitoring_set_project (live->monitoring, project);
  set_recording (live, project);
  live->next = compile (live, project);
  if (!live->next)
    return; /* a cycle: the last good one plays on, and the poll says why */
  live->transition = mix_transition_new (live->playing, live->next);
  hand_over (live);
}

void
live_taken (Live *live)
{
  g_clear_pointer (&live->transition, mix_transition_free);
  mix_graph_free (live->playing);
  live->playing = live->next;
  live->next = NULL;
  if (live->reads_both)
    stream_reader_set_plan (live->reader, stream_plan_new (&live->playing->graph));
  live->reads_both = false;
}
