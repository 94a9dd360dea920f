/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The player's graph: where its time lies in the song, how one follows another, what it gives. */
#include <string.h>

#include "realtime/mix_kernels.h"
#include "realtime/player_state.h"

#define RAMP_MS 5
#define TIMES_USUAL 4 /* so much of a strip's mean cost may one block have cost it */

int
player_ramp_length (const Player *player)
{
  return player->rate * RAMP_MS / 1000;
}

void
player_tell (Player *player, PlayerReportKind kind, void *owner)
{
  const PlayerReport report = {
    .kind = kind,
    .at = atomic_load_explicit (&player->position, memory_order_relaxed),
    .owner = owner,
  };
  ring_write (&player->reports, &report); /* main sleeps: xruns it counts elsewhere */
}

void
player_note_xrun (Player *player)
{
  player_tell (player, PLAYER_XRUN, NULL);
}

/* The strip into its place among the worst, each of which cost a tenth of the block's time. What is
 * many times the usual was not the strip's doing: the thread was interrupted there. */
static void
rank (const Strip *strip, float lasts_ns, Id *strips, float *ns)
{
  const float most =
      TIMES_USUAL * lasts_ns * atomic_load_explicit (&strip->load->mean, memory_order_relaxed);
  Id id = strip->id;
  float cost = strip->load->ns < most ? strip->load->ns : most;

  for (int i = 0; i < PLAYER_WORST && cost >= 0.1f * lasts_ns; i++)
    if (cost > ns[i]) {
      const Id other = strips[i];
      const float less = ns[i];
      strips[i] = id;
      ns[i] = cost;
      id = other;
      cost = less;
    }
}

void
player_tell_late (Player *player, float lasts_ns)
{
  PlayerReport report = {
    .kind = PLAYER_LATE,
    .at = atomic_load_explicit (&player->position, memory_order_relaxed),
  };
  float ns[PLAYER_WORST] = { 0 };

  for (int s = 0; player->graph && !player->lost && s < player->graph->context.n; s++) {
    const Strip *strip = &player->graph->context.strips[s];
    if (strip->load && strip->load->callback == player->callback)
      rank (strip, lasts_ns, report.strips, ns);
  }
  ring_write (&player->reports, &report);
}

void
player_tell_breaks (Player *player)
{
  const unsigned breaks = atomic_load_explicit (&player->breaks, memory_order_relaxed);

  if (breaks == player->seen_breaks)
    return;
  player->seen_breaks = breaks;
  for (int s = 0; player->graph && s < player->graph->context.n; s++) {
    const Strip *strip = &player->graph->context.strips[s];
    PlayerReport report = {
      .kind = PLAYER_BROKEN,
      .at = atomic_load_explicit (&player->position, memory_order_relaxed),
      .strips = { strip->id },
    };
    if (strip->state->unsaid)
      ring_write (&player->reports, &report);
    strip->state->unsaid = false;
  }
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
    /* Bars that are counted may lie before a loop or in it: it begins with the song. */
    const Frames enters = player->laid < player->entered ? player->entered : song;
    const bool loops = player->loop_end > player->loop_start && enters < player->loop_end;
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

const TempoTrack *
player_tempo (const Player *player)
{
  return player->graph ? player->graph->context.tempo : NULL;
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

  if (swap->all)
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
  if (player->swap && !player->swap->all)
    live_values_bind (&player->values, &player->swap->both.context);
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
  swap->ghost.context.timeline = swap->both.context.timeline = &player->timeline;
  swap->both.context.fade_at = player->time;
  swap->both.context.fade_length = swap_length (player->rate);
  player->swap = swap;
  player->next_time = player->time;
  player->fade_at = player->time + swap->delay;
  player->joined = false;
  if (!swap->fades)
    player_end_swap (player);
}

/* What is computed just now. */
static Graph *
running (Player *player)
{
  return player->swap && !player->swap->all ? &player->swap->both : player->graph;
}

/* False when a worker holds it up until the deadline. */
static bool
compute (Player *player, Frames time, int n, int64_t deadline_ns)
{
  Graph *graph = running (player);

  if (player->workers)
    return workers_process (player->workers, graph, time, n, player->scratch, deadline_ns);
  graph_process (graph, time, n, player->scratch);
  return true;
}

/* The ghost reads what this gives: it waits for a worker as long as it takes. */
static void
run_next (Player *player, int n)
{
  lay_timeline (player, player->next_time + n);
  compute (player, player->next_time, n, INT64_MAX);
  player->next_time += n;
}

/* With another latency the next graph first comes to the place that is heard: it runs at twice the
 * pace, unheard, or waits. Returns whether it is there for the n frames to come. */
static bool
catch_up (Player *player, int n)
{
  const Frames due = player->time + player->graph->latency - player->swap->old_latency;

  /* What is played live comes once, in the last run, which is as long as the block. */
  const PlayedEvents *played = player->graph->context.played;
  player->graph->context.played = NULL;
  if (player->next_time < due)
    run_next (player, (int) int64_min (due - player->next_time, n));
  player->graph->context.played = played;
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
  const int length = swap_length (player->rate);

  for (int i = 0; i < n; i++) {
    const Frames at = player->next_time - n + i - player->fade_at;
    if (at < 0)
      continue;
    const float u = at + 1 < length ? (float) (at + 1) / (float) length : 1.0f;
    for (int c = 0; c < 2; c++) {
      const float next = main->zero[0] ? 0.0f : main->post[c][i];
      player->mix[c][i] += (next - player->mix[c][i]) * u;
    }
  }
}

static void
set_context (Player *player, Graph *graph, const float *const *inputs, int offset)
{
  graph->context.clock = player->clock + (offset > 0 ? offset : 0);
  graph->context.callback = player->callback;
  graph->context.breaks = graph == running (player) ? &player->breaks : NULL;
  graph->context.tap = graph == running (player) ? &player->tap : NULL;
  graph->context.match = &player->match;
  graph->context.inputs = inputs;
  graph->context.n_inputs = player->n_inputs;
  graph->context.played = offset >= 0 ? player->played : NULL;
  graph->context.played_from = offset;
  graph->context.stands = player->stands;
  graph->context.records = player->records;
  graph->context.starts_at = player->began;
  graph->context.stands_until = player->count.length > 0 ? player->entered : STRIP_STANDS_NOWHERE;
}

static const float *const *
hold_inputs (Player *player, int n, int offset)
{
  for (int c = 0; c < player->n_inputs; c++) {
    player->live[c] = player->inputs[c] + offset;
    if (!player->workers || !player->graph->listens)
      continue;
    float *held = player->held + (size_t) c * PLAYER_MOST_BLOCK;
    memcpy (held, player->live[c], sizeof (float) * (size_t) n);
    player->live[c] = held;
  }
  return player->live;
}

/* One graph, whose strips may be on their way from what they were. */
static void
run_one (Player *player, int n, int offset)
{
  lay_timeline (player, player->time + n);
  player->lost = !compute (player, player->time, n, player->deadline_ns);
  player->time += n;
  if (player->lost) {
    mix_zero (player->mix[0], n);
    mix_zero (player->mix[1], n);
    return;
  }
  copy_output (running (player), n, player->mix);
  player_buses_copy (player, running (player), offset, n);
  if (player->swap && player->time >= player->fade_at + swap_length (player->rate))
    player_end_swap (player);
}

/* The next n frames into `mix`, n at most a block of the graph; the device's inputs from frame
 * `offset` of the block, or none with -1. */
void
player_run (Player *player, int n, int offset)
{
  const float *const *inputs =
      player->inputs && offset >= 0 ? hold_inputs (player, n, offset) : NULL;

  player_bind (player);
  set_context (player, running (player), inputs, offset);
  if (!player->swap || !player->swap->all) {
    run_one (player, n, offset);
    return;
  }
  set_context (player, &player->swap->ghost, inputs, offset);

  const int length = swap_length (player->rate);
  const bool there = catch_up (player, n);
  lay_timeline (player, player->time + n);
  if (there && !player->joined) { /* the change may have come out on the way */
    player->fade_at = int64_max (player->fade_at, player->next_time);
    player->joined = true;
  }
  if (there)
    run_next (player, n);
  swap_ghost (player->swap, player->time, n, player->scratch);
  copy_output (&player->swap->ghost, n, player->mix);
  player_buses_copy (player, &player->swap->ghost, offset, n);
  player->time += n;
  if (!there)
    return;
  player_buses_crossfade (player, player->graph, offset, n, length);
  crossfade (player, n);
  if (player->next_time >= player->fade_at + length)
    player_end_swap (player);
}

/* Frames that may be run in one go. */
int
player_piece (const Player *player, int n)
{
  int most = player->graph->context.block;

  if (most > PLAYER_MOST_BLOCK)
    most = PLAYER_MOST_BLOCK;
  if (player->swap && player->swap->all && player->swap->ghost.context.block < most)
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
player_ramp (Player *player, int offset, int n, bool up)
{
  const int length = player_ramp_length (player);

  if (up && player->ramp_at >= length)
    return;
  player_buses_ramp (player, offset, n, player->ramp_at, up);
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
