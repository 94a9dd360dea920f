/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <time.h>

#include "realtime/mix_kernels.h"
#include "realtime/player_state.h"

#define RAMP_MS 5
#define CROSSFADE_MS 10
#define SHORTEST_LOOP_MS 10
#define RESETS_PER_BLOCK 32 /* strips set to silence in one block of a locate */
#define LEAST_PRIMING 2048 /* frames of the latency that are swallowed in one block */

static int
ramp_length (const Player *player)
{
  return player->rate * RAMP_MS / 1000;
}

static void
tell (Player *player, PlayerReportKind kind, void *owner)
{
  const PlayerReport report = { kind,
                                atomic_load_explicit (&player->position, memory_order_relaxed),
                                owner };
  ring_write (&player->reports, &report); /* main sleeps: xruns it counts elsewhere */
}

/* --- Time
 * -------------------------------------------------------------------------------------------------
 */

static void
say_place (Player *player, Frames position, Frames source)
{
  atomic_store_explicit (&player->position, position, memory_order_release);
  atomic_store_explicit (&player->source_position, source, memory_order_release);
}

/* Lays the loop's jumps up to graph time `until`. A loop is entered from before its end only. */
static void
lay_timeline (Player *player, Frames until)
{
  while (player->laid < until) {
    const Frames song = timeline_part (&player->timeline, player->laid, 1).song;
    const bool loops = player->loop_end > player->loop_start && song < player->loop_end;
    const Frames to_jump = loops ? player->loop_end - song : INT64_MAX;
    if (to_jump > until - player->laid) {
      player->laid = until;
      return;
    }
    player->laid += to_jump;
    timeline_jump (&player->timeline, player->laid, player->loop_start);
  }
}

const Timeline *
player_timeline (const Player *player)
{
  return &player->timeline;
}

static Frames
heard_latency (const Player *player)
{
  return player->swap ? player->swap->old_latency : player->graph->latency;
}

/* --- Swapping
 * --------------------------------------------------------------------------------------------- */

static void
end_swap (Player *player)
{
  GraphSwap *swap = player->swap;

  player->time = player->next_time;
  player->swap = NULL;
  tell (player, PLAYER_TAKEN, swap->owner);
}

static void
set_graph (Player *player, GraphSwap *swap)
{
  player->graph = swap->next;
  player->owner = swap->owner;
  player->graph->context.timeline = &player->timeline;
}

/* Nothing sounds: the next graph simply stands there. */
static void
take_at_once (Player *player, GraphSwap *swap)
{
  set_graph (player, swap);
  if (player->phase != PHASE_STOPPED) {
    player->phase = PHASE_RESETTING;
    player->reset_at = 0;
  }
  tell (player, PLAYER_TAKEN, swap->owner);
}

static void
take (Player *player, GraphSwap *swap)
{
  const bool sounds = player->phase == PHASE_ROLLING || player->phase == PHASE_ENDING;

  if (player->swap) /* main sends one at a time */
    end_swap (player);
  if (!sounds || !player->graph) {
    take_at_once (player, swap);
    return;
  }
  if (!swap->follows) { /* no crossfade between strangers: down, and up again */
    player->waiting = swap;
    player->start = player_position (player);
    player->goes_on = player->phase == PHASE_ROLLING || player->goes_on;
    player->phase = PHASE_ENDING;
    return;
  }
  swap_begin (swap);
  set_graph (player, swap);
  swap->ghost.context.timeline = &player->timeline;
  player->swap = swap;
  player->next_time = player->time;
  player->fade_at = 0;
  if (swap->n_order == 0)
    end_swap (player);
}

static void
run_next (Player *player, int n)
{
  lay_timeline (player, player->next_time + n);
  graph_process (player->graph, player->next_time, n, player->scratch);
  player->next_time += n;
}

/* With another latency the next graph first comes to the place that is heard: it runs at twice the
 * pace, unheard, or waits. Returns whether it is there for the n frames to come. */
static bool
catch_up (Player *player, int n)
{
  const Frames due = player->time + player->graph->latency - player->swap->old_latency;

  if (player->next_time < due)
    run_next (player, (int) int64_min (due - player->next_time, n));
  if (player->next_time < due)
    run_next (player, n); /* not to fall behind again */
  return player->next_time == due;
}

/* --- Sound
 * ------------------------------------------------------------------------------------------------
 */

static void
copy_output (const Graph *graph, int n, float mix[2][PLAYER_MOST_BLOCK])
{
  const Strip *main = &graph->context.strips[graph->main];

  for (int c = 0; c < 2; c++)
    if (main->zero[0])
      mix_zero (mix[c], n);
    else
      memcpy (mix[c], main->post[c], sizeof (float) * (size_t) n);
}

/* mix += (next - mix) * u: what is the same in both stays the same to the bit. */
static void
crossfade (Player *player, int n)
{
  const Strip *main = &player->graph->context.strips[player->graph->main];
  const int length = player->rate * CROSSFADE_MS / 1000;

  for (int c = 0; c < 2; c++)
    for (int i = 0; i < n; i++) {
      const float next = main->zero[0] ? 0.0f : main->post[c][i];
      const float u = (float) (player->fade_at + i + 1) / (float) length;
      player->mix[c][i] += (next - player->mix[c][i]) * (u < 1.0f ? u : 1.0f);
    }
  player->fade_at += n;
}

static void
set_context (const Player *player, Graph *graph, const float *const *inputs)
{
  graph->context.inputs = inputs;
  graph->context.n_inputs = player->n_inputs;
  graph->context.stands = player->stands;
  graph->context.records = player->records;
}

/* The next n frames into `mix`, n at most a block of the graph; the device's inputs from frame
 * `offset` of the block, or none with -1. */
static void
run_graph (Player *player, int n, int offset)
{
  const float *inputs[PLAYER_MOST_INPUTS];
  const bool hears = player->inputs && offset >= 0;

  for (int c = 0; hears && c < player->n_inputs; c++)
    inputs[c] = player->inputs[c] + offset;
  set_context (player, player->graph, hears ? inputs : NULL);
  if (player->swap)
    set_context (player, &player->swap->ghost, hears ? inputs : NULL);
  if (!player->swap) {
    lay_timeline (player, player->time + n);
    graph_process (player->graph, player->time, n, player->scratch);
    copy_output (player->graph, n, player->mix);
    player->time += n;
    return;
  }

  const int length = player->rate * CROSSFADE_MS / 1000;
  const bool there = catch_up (player, n);
  lay_timeline (player, player->time + n);
  if (there)
    run_next (player, n);
  swap_ghost (player->swap, player->time, n, player->scratch);
  copy_output (&player->swap->ghost, n, player->mix);
  player->time += n;
  if (!there)
    return;
  crossfade (player, n);
  if (player->fade_at >= length)
    end_swap (player);
}

/* Frames that may be run in one go. */
static int
piece (const Player *player, int n)
{
  int most = player->graph->context.block;

  if (most > PLAYER_MOST_BLOCK)
    most = PLAYER_MOST_BLOCK;
  if (player->swap && player->swap->ghost.context.block < most)
    most = player->swap->ghost.context.block;
  if (player->swap && player->swap->all) {
    /* A next graph that waits joins exactly when the other has come. */
    const Frames due = player->time + player->graph->latency - player->swap->old_latency;
    if (player->next_time > due && player->next_time - due < most)
      most = (int) (player->next_time - due);
  }
  return n < most ? n : most;
}

static void
apply_ramp (Player *player, int n, bool up)
{
  const int length = ramp_length (player);

  if (up && player->ramp_at >= length)
    return;
  for (int i = 0; i < n; i++) {
    if (up && player->ramp_at < length)
      player->ramp_at++;
    if (!up && player->ramp_at > 0)
      player->ramp_at--;
    const float gain = (float) player->ramp_at / (float) length;
    player->mix[0][i] *= gain;
    player->mix[1][i] *= gain;
  }
}

/* --- Transport
 * -------------------------------------------------------------------------------------------- */

static void
begin (Player *player, Frames at)
{
  player->stands = false;
  player->starts++;
  player->phase = PHASE_RESETTING;
  player->reset_at = 0;
  player->time = player->laid = at;
  player->ramp_at = 0;
  timeline_start (&player->timeline, at, at);
  say_place (player, at, at);
  atomic_store (&player->rolling, true);
}

static void
stop (Player *player)
{
  player->phase = PHASE_STOPPED;
  if (player->stands)
    return;
  atomic_store (&player->rolling, false);
  tell (player, PLAYER_STOPPED, NULL);
}

/* --- Standing
 * --------------------------------------------------------------------------------------------- */

#define HELD 32768 /* frames that the song position moves on while it stands, before it goes back  \
                    */

/* The graph goes on for whoever listens to the device, with the song held where it stopped. */
static void
hold (Player *player)
{
  timeline_start (&player->timeline, player->time - heard_latency (player),
                  player_position (player));
  player->laid = INT64_MAX;
  player->stood = 0;
}

static void
stand (Player *player)
{
  player->stands = true;
  player->goes_on = false;
  player->phase = PHASE_ROLLING;
  player->ramp_at = 0;
  hold (player);
}

static void
end (Player *player)
{
  if (player->swap)
    end_swap (player);
  if (player->waiting) {
    GraphSwap *waiting = player->waiting;
    player->waiting = NULL;
    player->phase = PHASE_STOPPED;
    take_at_once (player, waiting);
  }
  if (player->goes_on)
    begin (player, player->start);
  else
    stop (player);
}

static void
play (Player *player, const PlayerRequest *request)
{
  player->end = request->to;
  player->start = request->from;
  if (player->phase == PHASE_ROLLING || player->phase == PHASE_ENDING) {
    player->phase = PHASE_ENDING;
    player->goes_on = true;
  } else
    begin (player, request->from);
  atomic_store (&player->rolling, true);
}

static void
locate (Player *player, Frames at)
{
  const bool starts = player->phase == PHASE_ENDING && player->goes_on;
  if (player->phase == PHASE_STOPPED || (player->phase == PHASE_ENDING && !starts) ||
      (player->stands && !starts)) {
    say_place (player, at, at);
    return;
  }
  player->start = at;
  if (player->phase == PHASE_ROLLING)
    player->phase = PHASE_ENDING;
  else if (player->phase != PHASE_ENDING)
    begin (player, at);
  player->goes_on = true;
}

static void
ask_to_stop (Player *player)
{
  if (player->stands) {
    if (player->goes_on) { /* a start was on its way */
      atomic_store (&player->rolling, false);
      tell (player, PLAYER_STOPPED, NULL);
    }
    player->goes_on = false;
    return;
  }
  if (player->phase == PHASE_ROLLING || player->phase == PHASE_ENDING) {
    player->phase = PHASE_ENDING;
    player->goes_on = false;
  } else if (player->phase != PHASE_STOPPED)
    stop (player);
}

static void
obey (Player *player)
{
  PlayerRequest request;

  while (ring_read (&player->requests, &request))
    switch (request.kind) {
    case PLAYER_TAKE:
      take (player, request.swap);
      break;
    case PLAYER_PLAY:
      play (player, &request);
      break;
    case PLAYER_STOP:
      ask_to_stop (player);
      break;
    case PLAYER_LOCATE:
      locate (player, request.from);
      break;
    case PLAYER_RECORD:
      player->records = request.from != 0;
      break;
    case PLAYER_LOOP:
      player->loop_start = request.from;
      player->loop_end = request.to;
      if (request.to - request.from < player->rate * SHORTEST_LOOP_MS / 1000)
        player->loop_end = player->loop_start;
      break;
    }
}

/* A start costs some blocks of silence where a project is large or looks far ahead. Returns whether
 * the graph can be heard now. */
static bool
prepare (Player *player, int n)
{
  if (player->phase == PHASE_RESETTING) {
    StripContext *context = &player->graph->context;
    for (int i = 0; i < RESETS_PER_BLOCK && player->reset_at < context->n; i++)
      strip_reset (&context->strips[player->reset_at++]);
    if (player->reset_at < context->n)
      return false;
    player->phase = PHASE_PRIMING;
    player->prime_left = player->graph->latency;
  }
  for (Frames left = int64_max (n, LEAST_PRIMING); player->prime_left > 0 && left > 0;) {
    const int now = piece (player, (int) int64_min (player->prime_left, left));
    run_graph (player, now, -1);
    player->prime_left -= now;
    left -= now;
  }
  if (player->prime_left > 0)
    return false;
  player->phase = PHASE_ROLLING;
  tell (player, PLAYER_STARTED, player->owner);
  return true;
}

/* The frames from here to the place where the ramp down must begin, at most n. */
static int
frames_to_end (const Player *player, Frames heard, int n)
{
  const Frames ramp = ramp_length (player);
  const bool loops = player->loop_end > player->loop_start && heard < player->loop_end;

  if (player->stands || player->end == PLAYER_FOREVER || loops || player->phase != PHASE_ROLLING)
    return n;
  const Frames left = player->end - ramp - heard;
  return left < n ? (int) int64_max (left, 0) : n;
}

/* Notes what of the block is song. */
static void
note_piece (const Player *player, PlayerBlock *block, int from, int n, Frames time)
{
  PlayerPiece *last = block->n > 0 ? &block->pieces[block->n - 1] : NULL;

  if (last && last->start == player->starts && last->from + last->n == from &&
      last->time + last->n == time)
    last->n += n;
  else if (block->n < PLAYER_PIECES)
    block->pieces[block->n++] = (PlayerPiece){ from, n, time, player->starts };
}

static void
roll (Player *player, float *const *outputs, int n_outputs, int n, PlayerBlock *block)
{
  for (int done = 0; done < n;) {
    if (player->stands && player->stood >= HELD)
      hold (player);
    if (player->stands && !player->graph->listens && player->phase == PHASE_ROLLING) {
      player->phase = PHASE_ENDING;
      player->goes_on = false;
    }
    const bool heard_now = player->phase == PHASE_ROLLING || player->phase == PHASE_ENDING ||
                           (player->phase != PHASE_STOPPED && prepare (player, n - done));
    if (!heard_now)
      return;
    const Frames time = player->time - heard_latency (player);
    const TimelinePart heard = timeline_part (&player->timeline, time, 1);
    int now = frames_to_end (player, heard.song, n - done);
    if (now == 0) {
      player->phase = PHASE_ENDING;
      player->goes_on = false;
      continue;
    }
    if (player->phase == PHASE_ENDING && player->ramp_at < now)
      now = player->ramp_at;
    if (now == 0) {
      end (player);
      continue;
    }
    now = piece (player, now);
    run_graph (player, now, done);
    if (player->stands)
      player->stood += now;
    else
      note_piece (player, block, done, now, time);
    apply_ramp (player, now, player->phase == PHASE_ROLLING);
    for (int c = 0; c < n_outputs && c < 2; c++)
      memcpy (outputs[c] + done, player->mix[c], sizeof (float) * (size_t) now);
    done += now;
    if (!player->stands)
      say_place (player,
                 timeline_part (&player->timeline, player->time - heard_latency (player), 1).song,
                 timeline_part (&player->timeline, player->time, 1).song);
  }
}

static uint64_t
now_ns (void)
{
  struct timespec time;
  clock_gettime (CLOCK_MONOTONIC, &time);
  return (uint64_t) time.tv_sec * 1000000000u + (uint64_t) time.tv_nsec;
}

static void
count_load (Player *player, uint64_t ns, int n)
{
  const double lasts = (double) n / player->rate * 1e9;
  const uint64_t load = (uint64_t) ((double) ns / lasts * 1e6);

  atomic_fetch_add_explicit (&player->busy_ns, ns, memory_order_relaxed);
  atomic_fetch_add_explicit (&player->frames, (uint64_t) n, memory_order_relaxed);
  atomic_fetch_add_explicit (&player->blocks, 1, memory_order_relaxed);
  if (load > atomic_load_explicit (&player->most_load, memory_order_relaxed))
    atomic_store_explicit (&player->most_load, load, memory_order_relaxed);
  if ((double) ns > lasts) {
    atomic_fetch_add_explicit (&player->late, 1, memory_order_relaxed);
    tell (player, PLAYER_LATE, NULL);
  }
}

void
player_process (Player *player, const float *const *inputs, int n_inputs, float *const *outputs,
                int n_outputs, int n, PlayerBlock *block)
{
  const uint64_t began = now_ns ();

  block->n = 0;
  for (int c = 0; c < n_outputs; c++)
    mix_zero (outputs[c], n);
  player->inputs = inputs;
  player->n_inputs = n_inputs < PLAYER_MOST_INPUTS ? n_inputs : PLAYER_MOST_INPUTS;
  obey (player);
  if (player->graph && player->phase == PHASE_STOPPED && player->graph->listens)
    stand (player);
  if (player->graph && player->phase != PHASE_STOPPED)
    roll (player, outputs, n_outputs, n, block);
  count_load (player, now_ns () - began, n);
}
