/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/live.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include "base/error.h"
#include "live/capture.h"
#include "mix/media_pool.h"

#define QUIET 3.1623e-5f /* -90 dBFS */
#define GRAPH_BLOCK 1024

struct Live {
  char *folder;
  int rate;
  AudioDevice *device;
  Player *player;
  MediaPool *pool;
  Capture *capture; /* or NULL */
  float *output[2]; /* of one block of the device */
  _Atomic Frames quiet;

  MixGraph *playing, *next;
  MixTransition *transition; /* from playing to next; NULL when nothing is on its way */
  Project *waiting; /* came while one was on its way; or NULL */
  GError *problem; /* of the last compile */
  bool asked; /* to play; until the player says that it has stopped */
  bool stopped; /* since the last poll */
};

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

/* A device with one output gets the mean of both sides, one with none is a clock. */
static void
process (void *user, const float *const *inputs, unsigned n_inputs, float *const *outputs,
         unsigned n_outputs, uint32_t n_frames, const DeviceBlock *block)
{
  Live *live = user;
  const int n = (int) n_frames;

  PlayerBlock played;

  player_process (live->player, inputs, (int) n_inputs, live->output, 2, n, &played);
  for (int i = 0; live->capture && i < played.n; i++)
    capture_write (live->capture, live->output[0] + played.pieces[i].from,
                   live->output[1] + played.pieces[i].from, played.pieces[i].n);
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

/* False when the player's ring is full, which one request a poll never brings about. */
static bool
hand_over (Live *live)
{
  const PlayerRequest request = { .kind = PLAYER_TAKE,
                                  .swap = mix_transition_swap (live->transition) };
  return player_ask (live->player, &request);
}

void
live_set_project (Live *live, const Project *project)
{
  if (live->transition) {
    g_clear_pointer (&live->waiting, project_unref);
    live->waiting = project_ref (project);
    return;
  }
  live->next = compile (live, project);
  if (!live->next)
    return; /* a cycle: the last good one plays on, and the poll says why */
  live->transition = mix_transition_new (live->playing, live->next);
  if (!hand_over (live))
    g_warning ("the player takes no requests");
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
  return true;
}

Live *
live_new (const char *folder, const Project *project, const LiveConfig *config, GError **error)
{
  Live *live = g_new0 (Live, 1);

  live->folder = g_strdup (folder);
  live->rate = (int) project->rate;
  live->player = player_new (live->rate);
  live->pool = media_pool_new (folder, live->rate);
  if (config->capture)
    live->capture = capture_new (config->capture, live->rate, error);
  if ((config->capture && !live->capture) || !open_device (live, config, error)) {
    live_free (live, NULL);
    return NULL;
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

bool
live_free (Live *live, GError **error)
{
  bool whole = true;

  device_close (live->device); /* from here on nothing plays */
  if (live->capture)
    whole = capture_free (live->capture, error);
  mix_transition_free (live->transition);
  mix_graph_free (live->playing);
  mix_graph_free (live->next);
  if (live->waiting)
    project_unref (live->waiting);
  player_free (live->player);
  media_pool_free (live->pool);
  g_clear_error (&live->problem);
  g_free (live->output[0]);
  g_free (live->output[1]);
  g_free (live->folder);
  g_free (live);
  return whole;
}

/* --- Transport
 * -------------------------------------------------------------------------------------------- */

static void
ask (Live *live, PlayerRequestKind kind, Frames from, Frames to)
{
  const PlayerRequest request = { .kind = kind, .from = from, .to = to };
  if (!player_ask (live->player, &request))
    g_warning ("the player takes no requests");
}

void
live_play (Live *live, Frames from, Frames to)
{
  live->asked = true;
  ask (live, PLAYER_PLAY, from, to);
}

void
live_stop (Live *live)
{
  ask (live, PLAYER_STOP, 0, 0);
}

void
live_locate (Live *live, Frames at)
{
  ask (live, PLAYER_LOCATE, at, at);
}

void
live_loop (Live *live, Frames from, Frames to)
{
  ask (live, PLAYER_LOOP, from, to);
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
  if (!live->transition && live->waiting) {
    Project *next = g_steal_pointer (&live->waiting);
    live_set_project (live, next);
    project_unref (next);
  }
  if (live->capture)
    capture_poll (live->capture);
  events.stopped = live->stopped;
  live->stopped = false;
  if (live->problem)
    events.problem = live->problem->message;
  else if (live->capture)
    events.problem = capture_problem (live->capture);
  return events;
}

const GPtrArray *
live_notes (const Live *live)
{
  return live->next ? live->next->notes : live->playing->notes;
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
