/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "realtime/clock.h"
#include "realtime/mix_kernels.h"
#include "realtime/player_state.h"

#define SHORTEST_LOOP_MS 10
#define RESETS_PER_BLOCK 32 /* strips set to silence in one block of a locate */
#define LEAST_PRIMING 2048 /* frames of the latency that are swallowed in one block */
#define HELD_FRAMES 32768 /* that the song moves on while it stands, before it goes back */

/* --- Transport
 * -------------------------------------------------------------------------------------------- */

/* Bars are counted with the song running up to its place, its sources silent. */
static void
begin (Player *player, Frames at)
{
  player->count = player->count_next;
  player->count_next = (PlayerCount){ 0 };
  player->entered = at;
  player->stands = false;
  player->starts++;
  player->phase = PHASE_RESETTING;
  player->reset_at = 0;
  player->time = player->laid = player->began = at - player->count.length;
  player->ramp_at = 0;
  timeline_start (&player->timeline, player->time, player->time);
  player_say_place (player, at, at);
  atomic_store (&player->rolling, true);
}

static void
stop (Player *player)
{
  player->phase = PHASE_STOPPED;
  if (player->stands)
    return;
  atomic_store (&player->rolling, false);
  player_tell (player, PLAYER_STOPPED, NULL);
}

/* --- Standing
 * --------------------------------------------------------------------------------------------- */

/* The graph goes on for whoever listens to the device, with the song held where it stopped. */
static void
hold (Player *player)
{
  timeline_start (&player->timeline, player->time - player_heard_latency (player),
                  player_position (player));
  player->laid = INT64_MAX;
  player->stood = 0;
}

static void
stand (Player *player)
{
  player->stands = true;
  player->began = STRIP_STANDS_NOWHERE;
  player->count = (PlayerCount){ 0 };
  player->entered = INT64_MIN;
  player->goes_on = false;
  player->phase = PHASE_ROLLING;
  player->ramp_at = 0;
  hold (player);
}

static void
end (Player *player)
{
  if (player->swap)
    player_end_swap (player);
  if (player->waiting) {
    GraphSwap *waiting = player->waiting;
    player->waiting = NULL;
    player->phase = PHASE_STOPPED;
    player_take_at_once (player, waiting);
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
  player->count_next = request->count;
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
    player_say_place (player, at, at);
    return;
  }
  player->start = at;
  player->count_next = (PlayerCount){ 0 };
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
      player_tell (player, PLAYER_STOPPED, NULL);
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
hold_value (Player *player, const PlayerRequest *request)
{
  if (request->kind == PLAYER_TOUCH)
    live_values_touch (&player->values, &request->target, request->value, request->adds,
                       player->clock);
  else
    live_values_release (&player->values, &request->target, request->back, player->clock);
  player->touched = request->serial;
}

static void
obey (Player *player)
{
  PlayerRequest request;

  while (ring_read (&player->requests, &request))
    switch (request.kind) {
    case PLAYER_TAKE:
      player_take (player, request.swap);
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
    case PLAYER_TOUCH:
    case PLAYER_RELEASE:
      hold_value (player, &request);
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
    const int now = player_piece (player, (int) int64_min (player->prime_left, left));
    player_run (player, now, -1);
    player->prime_left -= now;
    left -= now;
    if (player->lost)
      return false;
  }
  if (player->prime_left > 0)
    return false;
  player->phase = PHASE_ROLLING;
  player_tell (player, PLAYER_STARTED, player->owner);
  return true;
}

/* The frames from here to the place where the ramp down must begin, at most n. */
static int
frames_to_end (const Player *player, Frames heard, int n)
{
  const Frames ramp = player_ramp_length (player);
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
note_count (const Player *player, PlayerBlock *block, int from, int n, Frames time)
{
  const Frames at = time - (player->entered - player->count.length);

  if (block->counted.n == 0)
    block->counted = (PlayerPiece){ from, 0, at, player->starts };
  block->counted.n += n;
  block->count = player->count;
}

/* While bars are counted the song stands at its start. */
static Frames
place_at (const Player *player, Frames time)
{
  if (player->count.length > 0 && time < player->entered)
    return player->entered;
  return timeline_part (&player->timeline, time, 1).song;
}

static void
say_place (Player *player)
{
  player_say_place (player, place_at (player, player->time - player_heard_latency (player)),
                    place_at (player, player->time));
}

static void
roll (Player *player, float *const *outputs, int n_outputs, int n, PlayerBlock *block)
{
  for (int done = 0; done < n;) {
    if (player->stands && player->stood >= HELD_FRAMES)
      hold (player);
    if (player->stands && !player->graph->listens && player->phase == PHASE_ROLLING) {
      player->phase = PHASE_ENDING;
      player->goes_on = false;
    }
    const bool heard_now = player->phase == PHASE_ROLLING || player->phase == PHASE_ENDING ||
                           (player->phase != PHASE_STOPPED && prepare (player, n - done));
    if (!heard_now)
      return;
    const Frames time = player->time - player_heard_latency (player);
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
    const bool counts = player->count.length > 0 && time < player->entered;
    if (counts && player->entered - time < now)
      now = (int) (player->entered - time);
    now = player_piece (player, now);
    player_run (player, now, done);
    if (player->stands)
      player->stood += now;
    else if (counts)
      note_count (player, block, done, now, time);
    else
      note_piece (player, block, done, now, time);
    player_ramp (player, done, now, player->phase == PHASE_ROLLING);
    for (int c = 0; c < n_outputs && c < 2; c++)
      memcpy (outputs[c] + done, player->mix[c], sizeof (float) * (size_t) now);
    done += now;
    if (!player->stands)
      say_place (player);
    if (player->lost)
      return;
  }
}

static double
lasting_ns (const Player *player, int n)
{
  return (double) n / player->rate / player->pace * 1e9;
}

void
player_set_pace (Player *player, double pace)
{
  player->pace = pace;
}

static void
count_load (Player *player, uint64_t ns, int n)
{
  const double lasts = lasting_ns (player, n);
  const uint64_t load = (uint64_t) ((double) ns / lasts * 1e6);

  atomic_fetch_add_explicit (&player->busy_ns, ns, memory_order_relaxed);
  atomic_fetch_add_explicit (&player->frames, (uint64_t) n, memory_order_relaxed);
  atomic_fetch_add_explicit (&player->blocks, 1, memory_order_relaxed);
  if (load > atomic_load_explicit (&player->most_load, memory_order_relaxed))
    atomic_store_explicit (&player->most_load, load, memory_order_relaxed);
  if ((double) ns > lasts) {
    atomic_fetch_add_explicit (&player->late, 1, memory_order_relaxed);
    player_tell_late (player, (float) lasts);
  }
}

void
player_set_played (Player *player, const PlayedEvents *played)
{
  player->played = played;
}

void
player_process (Player *player, const float *const *inputs, int n_inputs, float *const *outputs,
                int n_outputs, int n, PlayerBlock *block)
{
  const int64_t began = clock_now_ns ();

  block->n = block->counted.n = 0;
  block->clock = player->clock;
  player->callback++;
  player->deadline_ns = began + (int64_t) lasting_ns (player, n) + player->patience_ns;
  for (int c = 0; c < n_outputs; c++)
    mix_zero (outputs[c], n);
  player->inputs = inputs;
  player->n_inputs = n_inputs < PLAYER_MOST_INPUTS ? n_inputs : PLAYER_MOST_INPUTS;
  if (player->lost)
    player->lost = !workers_settle (player->workers, player->scratch, player->deadline_ns);
  if (!player->lost) {
    obey (player);
    if (player->values.n > 0)
      live_values_expire (&player->values, player->clock);
    player_buses_begin (player, n);
    if (player->graph && player->phase == PHASE_STOPPED && player->graph->listens)
      stand (player);
    if (player->graph && player->phase != PHASE_STOPPED)
      roll (player, outputs, n_outputs, n, block);
  }
  if (!player->lost)
    player_tell_breaks (player);
  player->clock += n;
  count_load (player, (uint64_t) (clock_now_ns () - began), n);
}
