/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/live.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include "base/error.h"
#include "live/capture.h"
#include "live/recorder.h"
#include "live/touches.h"
#include "mix/media_pool.h"
#include "stream/plan.h"
#include "stream/reader.h"
#include "stream/source.h"
#include "model/tempo_map.h"

#define QUIET 3.1623e-5f /* -90 dBFS */
#define GRAPH_BLOCK 1024

struct Live {
  char *folder;
  int rate;
  AudioDevice *device;
  Player *player;
  Touches touches;
  StreamCache *cache; /* and */
  StreamReader *reader; /* of the disk; NULL when the device is driven by hand */
  MediaPool *pool;
  _Atomic Frames loop_from, loop_to;
  uint64_t
      ticket; /* of what has to be read before `transition` or `play` is asked for; 0: nothing */
  PlayerRequest play; /* waits for the disk */
  bool play_waits, take_waits;
  GPtrArray *warnings; /* sentences */
  Capture *capture; /* or NULL */
  Recording *recording; /* or NULL */
  Recorder recorder; /* audio thread, but for what is said there */
  Ring requests; /* RecordRequest, for the recorder */
  Ring returned; /* RecorderSet *, from it */
  float *silence; /* a block of it */
  float *output[2]; /* of one block of the device */
  _Atomic Frames quiet;

  MixGraph *playing, *next;
  MixTransition *transition; /* from playing to next; NULL when nothing is on its way */
  Project *waiting; /* came while one was on its way; or NULL */
  GError *problem; /* of the last compile */
  bool asked; /* to play; until the player says that it has stopped */
  bool stopped; /* since the last poll */
};

typedef enum { RECORD_SET, RECORD_ON, RECORD_PUNCH } RecordRequestKind;

typedef struct {
  RecordRequestKind kind;
  RecorderSet *set;
  bool on;
  Frames from, to;
} RecordRequest;

/* --- Audio thread
 * ----------------------------------------------------------------------------------------- */

static void
listen_for_quiet (Live *live, int n)
{
  int quiet = 0;

  for (int i = n - 1; i >= 0; i--, quiet++)
    if (fabsf (live->output[0][i]) > QUIET || fabsf (live->output[1][i]) > QUIET)
      break;
  if (quiet < n)
    atomic_store_explicit (&live->quiet, quiet, memory_order_relaxed);
  else
    atomic_fetch_add_explicit (&live->quiet, n, memory_order_relaxed);
}

/* What is disarmed just behind a stop still gets what was played to the last frames that were
 * heard.
 */
static bool
trails (const Live *live)
{
  return live->recorder.follows && !player_is_rolling (live->player);
}

static void
obey (Live *live)
{
  const RecordRequest *next;
  RecordRequest request;

  while ((next = ring_peek (&live->requests)) && !(next->kind == RECORD_SET && trails (live))) {
    request = *next;
    ring_skip (&live->requests, 1);
    if (request.kind == RECORD_SET) {
      RecorderSet *before = recorder_take (&live->recorder, request.set);
      ring_write (&live->returned, &before);
    } else if (request.kind == RECORD_ON) {
      recorder_switch (&live->recorder, request.on);
    } else {
      live->recorder.punch_in = request.from;
      live->recorder.punch_out = request.to;
    }
  }
}

/* A device with one output gets the mean of both sides, one with none is a clock. */
static void
process (void *user, const float *const *inputs, unsigned n_inputs, float *const *outputs,
         unsigned n_outputs, uint32_t n_frames, const DeviceBlock *block)
{
  Live *live = user;
  const int n = (int) n_frames;

  PlayerBlock played;

  if (live->reader)
    stream_cache_enter (live->cache);
  player_process (live->player, inputs, (int) n_inputs, live->output, 2, n, &played);
  if (live->reader) {
    stream_cache_leave (live->cache);
    stream_reader_at (live->reader, player_source_position (live->player),
                      player_is_rolling (live->player), live->loop_from, live->loop_to);
  }
  for (int i = 0; live->capture && i < played.n; i++)
    capture_write (live->capture, live->output[0] + played.pieces[i].from,
                   live->output[1] + played.pieces[i].from, played.pieces[i].n);
  if (live->recording) {
    obey (live);
    recorder_process (&live->recorder, player_timeline (live->player), &played, inputs,
                      (int) n_inputs, n, block, live->silence);
  }
  listen_for_quiet (live, n);
  for (unsigned c = 0; c < n_outputs; c++)
    if (n_outputs == 1)
      for (int i = 0; i < n; i++)
        outputs[c][i] = 0.5f * (live->output[0][i] + live->output[1][i]);
    else if (c < 2)
      memcpy (outputs[c], live->output[c], sizeof (float) * n_frames);
    else
      memset (outputs[c], 0, sizeof (float) * n_frames);
}

/* --- Graphs
 * -----------------------------------------------------------------------------------------------
 */

static MixGraph *
compile (Live *live, const Project *project)
{
  MixRequest request = { .project = project,
                         .media = media_pool_media (live->pool),
                         .block = GRAPH_BLOCK,
                         .slots = 1,
                         .meters = true,
                         .live = true };
  g_clear_error (&live->problem);
  MixGraph *graph = mix_compile (&request, live->playing, &live->problem);

  if (graph && live->playing && mix_must_restart (live->playing, graph)) {
    mix_graph_free (graph);
    request.restart = true;
    graph = mix_compile (&request, live->playing, &live->problem);
  }
  return graph;
}

static void
send (Live *live, const PlayerRequest *request)
{
  if (!player_ask (live->player, request))
    g_warning ("the player takes no requests");
}

/* Goes on with what waited for the disk. */
static void
disk_is_ready (Live *live)
{
  live->ticket = 0;
  if (live->take_waits)
    send (live,
          &(PlayerRequest){ .kind = PLAYER_TAKE, .swap = mix_transition_swap (live->transition) });
  if (live->play_waits)
    send (live, &live->play);
  live->take_waits = live->play_waits = false;
}

/* The next graph is taken when the first of what it plays from here is in memory. */
static void
hand_over (Live *live)
{
  live->take_waits = true;
  if (!live->reader) {
    disk_is_ready (live);
    return;
  }
  StreamPlan *plan = stream_plan_new (&live->next->graph);
  const Frames at = live->play_waits ? live->play.from : player_source_position (live->player);
  live->ticket = stream_reader_prepare (live->reader, plan, at, NULL, NULL);
  stream_reader_set_plan (live->reader, plan);
}

static void
ask_to_play (Live *live, const PlayerRequest *request)
{
  if (!live->reader) {
    send (live, request);
    return;
  }
  live->play = *request;
  live->play_waits = true;
  live->ticket = stream_reader_prepare (live->reader, NULL, request->from, NULL, NULL);
}

static void
ask_recorder (Live *live, RecordRequest request)
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

/* What of a value concerns recording. */
static void
set_recording (Live *live, const Project *project)
{
  RecorderSet *set;

  if (!live->recording)
    return;
  if (recording_arm (live->recording, project, &set))
    ask_recorder (live, (RecordRequest){ .kind = RECORD_SET, .set = set });
  RecordRequest punch = { .kind = RECORD_PUNCH };
  if (project->punch) {
    punch.from = frames_of (live, project, project->punch_from);
    punch.to = frames_of (live, project, project->punch_to);
  }
  ask_recorder (live, punch);
}

void
live_set_project (Live *live, const Project *project)
{
  if (live->transition) {
    g_clear_pointer (&live->waiting, project_unref);
    live->waiting = project_ref (project);
    return;
  }
  set_recording (live, project);
  live->next = compile (live, project);
  if (!live->next)
    return; /* a cycle: the last good one plays on, and the poll says why */
  live->transition = mix_transition_new (live->playing, live->next);
  hand_over (live);
}

static void
taken (Live *live)
{
  g_clear_pointer (&live->transition, mix_transition_free);
  mix_graph_free (live->playing);
  live->playing = live->next;
  live->next = NULL;
}

/* --- Life
 * -------------------------------------------------------------------------------------------------
 */

static bool
open_device (Live *live, const LiveConfig *config, GError **error)
{
  const DeviceConfig wish = { .name = config->device, .rate = live->rate, .block = config->block };

  live->device = config->null ? device_open_null (&wish, config->null, process, live, error)
                              : device_open (&wish, process, live, error);
  if (!live->device)
    return false;
  if ((int) device_rate (live->device) != live->rate) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED,
                 "%s runs at %g Hz and the project at %d Hz: set the device to the project's rate, "
                 "or choose another device",
                 device_name (live->device), device_rate (live->device), live->rate);
    return false;
  }
  for (int c = 0; c < 2; c++)
    live->output[c] = g_new0 (float, device_block (live->device));
  live->silence = g_new0 (float, device_block (live->device));
  live->recorder.round_trip = live_round_trip (live);
  return true;
}

Live *
live_new (const char *folder, const Project *project, const LiveConfig *config, GError **error)
{
  Live *live = g_new0 (Live, 1);

  live->folder = g_strdup (folder);
  live->rate = (int) project->rate;
  live->player = player_new (live->rate);
  live->touches.player = live->player;
  live->warnings = g_ptr_array_new_with_free_func (g_free);
  if (!(config->null && config->null->by_hand)) {
    live->cache = stream_cache_new (0);
    live->reader = stream_reader_new (live->cache, error);
    if (!live->reader) {
      live_free (live, NULL);
      return NULL;
    }
  }
  live->pool = live->reader ? media_pool_new_live (folder, live->rate, live->cache)
                            : media_pool_new (folder, live->rate);
  if (config->capture)
    live->capture = capture_new (config->capture, live->rate, error);
  if ((config->capture && !live->capture) || !open_device (live, config, error)) {
    live_free (live, NULL);
    return NULL;
  }
  if (config->may_record) {
    live->recording = recording_new (folder, live->rate);
    if (!ring_init (&live->requests, sizeof (RecordRequest), 256) ||
        !ring_init (&live->returned, sizeof (RecorderSet *), 256))
      g_error ("out of memory");
  }
  live_set_project (live, project);
  if (live->problem) {
    g_propagate_error (error, g_steal_pointer (&live->problem));
    live_free (live, NULL);
    return NULL;
  }
  if (!device_start (live->device, error)) {
    live_free (live, NULL);
    return NULL;
  }
  return live;
}

static void
end_recording (Live *live)
{
  RecorderSet *set;

  if (!live->recording)
    return;
  live->recorder.follows = false; /* the audio thread is gone: what it did not get to */
  obey (live);
  set = recorder_take (&live->recorder, NULL);
  ring_write (&live->returned, &set);
  while (ring_read (&live->returned, &set))
    recording_returned (live->recording, set);
  recording_free (live->recording);
  ring_clear (&live->requests);
  ring_clear (&live->returned);
}

bool
live_free (Live *live, GError **error)
{
  bool whole = true;

  device_close (live->device); /* from here on nothing plays */
  end_recording (live);
  if (live->capture)
    whole = capture_free (live->capture, error);
  mix_transition_free (live->transition);
  mix_graph_free (live->playing);
  mix_graph_free (live->next);
  if (live->waiting)
    project_unref (live->waiting);
  player_free (live->player);
  stream_reader_free (live->reader);
  media_pool_free (live->pool);
  stream_cache_free (live->cache);
  g_ptr_array_unref (live->warnings);
  g_clear_error (&live->problem);
  g_free (live->output[0]);
  g_free (live->output[1]);
  g_free (live->silence);
  g_free (live->folder);
  g_free (live);
  return whole;
}

/* --- Transport
 * -------------------------------------------------------------------------------------------- */

void
live_play (Live *live, Frames from, Frames to)
{
  live->asked = true;
  ask_to_play (live, &(PlayerRequest){ .kind = PLAYER_PLAY, .from = from, .to = to });
}

void
live_stop (Live *live)
{
  if (live->play_waits) { /* it has not begun */
    live->play_waits = live->asked = false;
    live->stopped = true;
  }
  send (live, &(PlayerRequest){ .kind = PLAYER_STOP });
}

void
live_locate (Live *live, Frames at)
{
  if (live->play_waits)
    live->play.from = at;
  ask_to_play (live, live->play_waits ? &live->play
                                      : &(PlayerRequest){ .kind = PLAYER_LOCATE, .from = at });
}

void
live_loop (Live *live, Frames from, Frames to)
{
  live->loop_from = from;
  live->loop_to = to;
  send (live, &(PlayerRequest){ .kind = PLAYER_LOOP, .from = from, .to = to });
}

void
live_record (Live *live, bool on)
{
  g_return_if_fail (live->recording);
  send (live, &(PlayerRequest){ .kind = PLAYER_RECORD, .from = on });
  ask_recorder (live, (RecordRequest){ .kind = RECORD_ON, .on = on });
}

void
live_disarm (Live *live)
{
  RecorderSet *set;

  if (live->recording && recording_disarm (live->recording, &set))
    ask_recorder (live, (RecordRequest){ .kind = RECORD_SET, .set = set });
}

Touches *
live_touches (Live *live)
{
  return &live->touches;
}

bool
live_is_rolling (const Live *live)
{
  return live->asked || player_is_rolling (live->player);
}

Frames
live_position (const Live *live)
{
  return player_position (live->player);
}

Frames
live_quiet (const Live *live)
{
  return atomic_load_explicit (&live->quiet, memory_order_relaxed);
}

static void
hear_reader (Live *live)
{
  StreamTrouble trouble;

  if (!live->reader)
    return;
  if (live->ticket && stream_reader_is_ready (live->reader, live->ticket))
    disk_is_ready (live);
  while (stream_reader_take_troubles (live->reader, &trouble, 1) > 0) {
    if (trouble.kind == STREAM_TROUBLE_LATE)
      g_ptr_array_add (live->warnings,
                       g_strdup_printf ("the disk was too slow at %.1f s for '%s'",
                                        (double) trouble.position / live->rate, trouble.path));
    else
      g_ptr_array_add (live->warnings,
                       g_strdup_printf ("'%s' could not be read: it is silent", trouble.path));
    g_free (trouble.path);
  }
}

static void
hear (Live *live)
{
  PlayerReport report;

  while (player_hear (live->player, &report)) {
    if (report.kind == PLAYER_TAKEN)
      taken (live);
    if (report.kind == PLAYER_STOPPED) {
      live->asked = false;
      live->stopped = true;
    }
  }
}

LiveEvents
live_poll (Live *live)
{
  LiveEvents events = { .device = device_poll (live->device) };

  hear (live);
  hear_reader (live);
  if (!live->transition && live->waiting) {
    Project *next = g_steal_pointer (&live->waiting);
    live_set_project (live, next);
    project_unref (next);
  }
  touches_send (&live->touches, !live->transition && !live->waiting);
  RecorderSet *set;
  while (live->recording && ring_read (&live->returned, &set))
    recording_returned (live->recording, set);
  if (live->recording)
    recording_poll (live->recording);
  if (live->capture)
    capture_poll (live->capture);
  events.stopped = live->stopped;
  live->stopped = false;
  if (live->problem)
    events.problem = live->problem->message;
  else if (live->recording && recording_problem (live->recording))
    events.problem = recording_problem (live->recording);
  else if (live->capture)
    events.problem = capture_problem (live->capture);
  return events;
}

const GPtrArray *
live_warnings (const Live *live)
{
  return live->warnings;
}

const GPtrArray *
live_notes (const Live *live)
{
  return live->next ? live->next->notes : live->playing->notes;
}

Recording *
live_recording (Live *live)
{
  return live->recording;
}

Frames
live_round_trip (const Live *live)
{
  return device_input_latency (live->device) + device_output_latency (live->device);
}

const AudioDevice *
live_device (const Live *live)
{
  return live->device;
}

AudioDevice *
live_null_device (Live *live)
{
  return live->device;
}

PlayerLoad
live_load (Live *live)
{
  return player_load (live->player);
}

int
live_rate (const Live *live)
{
  return live->rate;
}
