/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The player's graph: where its time lies in the song, how one follows another, what it gives. */
#include <string.h>

#include "realtime/mix_kernels.h"
#include "realtime/player_state.h"

#define RAMP_MS 5
#define CROSSFADE_MS 10

int
player_ramp_length (const Player *player)
{
  return player->rate * RAMP_MS / 1000;
}

void
player_tell (Player *player, PlayerReportKind kind, void *owner)
{
  const PlayerReport report = { kind,
                                atomic_load_explicit (&player->position, memory_order_relaxed),
                                owner };
  ring_write (&player->reports, &report); /* main sleeps: xruns it counts elsewhere */
}

/* --- Time
 * -------------------------------------------------------------------------------------------------
 */

void
player_say_place (Player *player, Frames position, Frames source)
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

uint32_t
player_touched (const Player *player)
{
  return player->touched;
}

const Timeline *
player_timeline (const Player *player)
{
  return &player->timeline;
}

Frames
player_heard_latency (const Player *player)
{
  return player->swap ? player->swap->old_latency : player->graph->latency;
}

/* --- Swapping
 * --------------------------------------------------------------------------------------------- */

void
player_end_swap (Player *player)
{
  GraphSwap *swap = player->swap;

  player->time = player->next_time;
  player->swap = NULL;
  player_tell (player, PLAYER_TAKEN, swap->owner);
}

static void
set_graph (Player *player, GraphSwap *swap)
{
  player->graph = swap->next;
  player->owner = swap->owner;
  player->graph->context.timeline = &player->timeline;
  player->values.changed |= player->values.n > 0;
}

void
player_bind (Player *player)
{
  if (!player->values.changed || !player->graph)
    return;
  live_values_bind (&player->values, &player->graph->context);
  if (player->swap)
    live_values_bind (&player->values, &player->swap->ghost.context);
  player->values.changed = false;
}

/* Nothing sounds: the next graph simply stands there. */
void
player_take_at_once (Player *player, GraphSwap *swap)
{
  set_graph (player, swap);
  if (player->phase != PHASE_STOPPED) {
    player->phase = PHASE_RESETTING;
    player->reset_at = 0;
  }
  player_tell (player, PLAYER_TAKEN, swap->owner);
}

void
player_take (Player *player, GraphSwap *swap)
{
  const bool sounds = player->phase == PHASE_ROLLING || player->phase == PHASE_ENDING;

  if (player->swap) /* main sends one at a time */
    player_end_swap (player);
  if (!sounds || !player->graph) {
    player_take_at_once (player, swap);
    return;
  }
  if (!swap->follows) { /* no crossfade between strangers: down, and up again */
    player->waiting = swap;
    player->start = player_position (player);
    player->goes_on = player->phase == PHASE_ROLLING || player->goes_on;
    player->phase = PHASE_ENDING;
    return;
  }
  swap_begin (swap, timeline_part (&player->timeline, player->time, 1).song, player->scratch);
  set_graph (player, swap);
  swap->ghost.context.timeline = &player->timeline;
  player->swap = swap;
  player->next_time = player->time;
  player->fade_at = 0;
  if (swap->n_order == 0)
    player_end_swap (player);
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
set_context (const Player *player, Graph *graph, const float *const *inputs, int offset)
{
  graph->context.clock = player->clock + (offset > 0 ? offset : 0);
  graph->context.inputs = inputs;
  graph->context.n_inputs = player->n_inputs;
  graph->context.stands = player->stands;
  graph->context.records = player->records;
}

/* The next n frames into `mix`, n at most a block of the graph; the device's inputs from frame
 * `offset` of the block, or none with -1. */
void
player_run (Player *player, int n, int offset)
{
  const float *inputs[PLAYER_MOST_INPUTS];
  const bool hears = player->inputs && offset >= 0;

  for (int c = 0; hears && c < player->n_inputs; c++)
    inputs[c] = player->inputs[c] + offset;
  player_bind (player);
  set_context (player, player->graph, hears ? inputs : NULL, offset);
  if (player->swap)
    set_context (player, &player->swap->ghost, hears ? inputs : NULL, offset);
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
    player_end_swap (player);
}

/* Frames that may be run in one go. */
int
player_piece (const Player *player, int n)
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

void
player_ramp (Player *player, int n, bool up)
{
  const int length = player_ramp_length (player);

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
