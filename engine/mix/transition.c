/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "mix/transition_work.h"

static void
find_successors (Work *work)
{
  const StripContext *next = &work->next->graph.context;
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (int s = 0; s < next->n; s++)
    g_hash_table_insert (by_id, &next->strips[s].id, GINT_TO_POINTER (s + 1));
  for (int s = 0; s < next->n; s++)
    work->predecessor[s] = -1;
  for (int s = 0; s < work->old->graph.context.n; s++) {
    work->successor[s] =
        GPOINTER_TO_INT (g_hash_table_lookup (by_id, &old_strip (work, s)->id)) - 1;
    if (work->successor[s] >= 0)
      work->predecessor[work->successor[s]] = s;
  }
}

static void
find_shared (Work *work)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, work->old->states);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const MixState *state = value;
    if (g_hash_table_lookup (work->next->states, &state->key) == value)
      g_hash_table_insert (work->shared, state->memory, value);
  }
}

static void
add_inserts (Work *work, const Insert *inserts, int n)
{
  for (int i = 0; i < n; i++) {
    g_hash_table_add (work->runs, inserts[i].dry);
    if (inserts[i].bypass)
      continue;
    g_hash_table_add (work->runs, inserts[i].memory);
    g_hash_table_add (work->runs, inserts[i].state);
    g_hash_table_add (work->runs, inserts[i].other);
  }
}

static void
find_running (Work *work)
{
  const StripContext *next = &work->next->graph.context;

  for (int s = 0; s < next->n; s++) {
    const Strip *strip = &next->strips[s];
    if (!transition_is_computed (strip) && !strip->muted) /* a hand may hold the mute off */
      continue;
    g_hash_table_add (work->runs, strip->state);
    g_hash_table_add (work->runs, strip->late);
    g_hash_table_add (work->runs, strip->keys);
    if (strip->instrument)
      add_inserts (work, strip->instrument, 1);
    add_inserts (work, strip->inserts, strip->n_inserts);
    add_inserts (work, strip->master, strip->n_master);
    for (int e = 0; e < strip->n_edges; e++)
      g_hash_table_add (work->runs, strip->edges[e].delay);
  }
}

/* --- The whole old graph as a ghost
 * ------------------------------------------------------------- */

static void
own_edges (Work *work, Strip *ghost)
{
  const Edge *edges = ghost->edges;

  ghost->edges = transition_room (work, sizeof (Edge) * (size_t) (ghost->n_edges + 1));
  for (int e = 0; e < ghost->n_edges; e++) {
    ghost->edges[e] = edges[e];
    ghost->edges[e].delay = transition_own (work, edges[e].delay);
    ghost->edges[e].capture[0] = ghost->edges[e].capture[1] = NULL;
    if (edges[e].mute_of) /* the gain of the ghost's strip, which lies elsewhere */
      ghost->edges[e].mute_of = &work->transition->swap.ghost.context.strips[edges[e].from].gain;
  }
}

static void
fill_ghost (Work *work, int s)
{
  Strip *ghost = &work->transition->swap.ghost.context.strips[s];

  ghost->meter = NULL;
  ghost->load = NULL;
  ghost->input[0] = ghost->input[1] = NULL;
  if (!transition_is_computed (ghost))
    return;
  g_array_append_val (work->transition->order, s);
  if (ghost->instrument) {
    ghost->instrument = transition_own_chain (work, ghost->instrument, 1);
    ghost->keys = transition_own (work, ghost->keys);
  }
  ghost->state = transition_own (work, ghost->state);
  ghost->late = transition_own (work, ghost->late);
  ghost->inserts = transition_own_chain (work, ghost->inserts, ghost->n_inserts);
  ghost->master = transition_own_chain (work, ghost->master, ghost->n_master);
  own_edges (work, ghost);
}

static void
make_ghost (Work *work)
{
  GraphSwap *swap = &work->transition->swap;
  const int n = work->old->graph.context.n;

  const Graph *old = &work->old->graph;

  /* Only what the player does not write: it plays this very graph. */
  swap->ghost = (Graph){ .context = { .rate = old->context.rate,
                                      .block = old->context.block,
                                      .slots = old->context.slots,
                                      .tempo = old->context.tempo,
                                      .n = n },
                         .main = old->main,
                         .listens = old->listens,
                         .buses = old->buses,
                         .n_buses = old->n_buses,
                         .latency = old->latency };
  swap->ghost.context.strips = transition_room (work, sizeof (Strip) * (size_t) (n + 1));
  memcpy (swap->ghost.context.strips, work->old->graph.context.strips, sizeof (Strip) * (size_t) n);
}

/* How long the first change takes to the output of the next graph. */
static Frames
delay_of_change (const Work *work)
{
  const StripContext *next = &work->next->graph.context;
  g_autofree bool *known = g_new0 (bool, next->n + 1);
  Frames earliest = work->next->graph.latency;

  for (int s = 0; s < work->old->graph.context.n; s++) {
    const Strip *b = successor (work, s);
    if (b)
      known[work->successor[s]] = true;
    if (work->affected[s] && b)
      earliest = int64_min (earliest, work->pre_same[s] ? b->pre_latency : b->in_latency);
    else if (work->affected[s])
      earliest = int64_min (earliest, old_strip (work, s)->in_latency);
  }
  for (int s = 0; s < next->n; s++)
    if (!known[s] && transition_is_computed (&next->strips[s]))
      earliest = int64_min (earliest, next->strips[s].in_latency);
  return work->next->graph.latency - earliest;
}

/* Compensation that gets longer or shorter jumps, and what stands behind rings of it, the longer
 * the narrower its bands are: unheard for so long, frames. */
static Frames
ringing (const Work *work)
{
  return 2 * swap_length (work->next->graph.context.rate);
}

/* Of all that was unfrozen. */
static Frames
warm_up (const Work *work)
{
  Frames most = 0;

  for (int s = 0; s < work->old->graph.context.n; s++)
    most = int64_max (most, transition_warm_up (work, old_strip (work, s), successor (work, s)));
  return most;
}

static void
move_notes (Work *work)
{
  for (int s = 0; s < work->old->graph.context.n; s++) {
    const Strip *a = old_strip (work, s), *b = successor (work, s);
    if (!b || !transition_is_computed (b) || !a->instrument || !b->instrument ||
        a->instrument->memory != b->instrument->memory)
      continue;
    const NoteMove move = { work->successor[s], a->notes };
    g_array_append_val (work->transition->moves, move);
  }
}

/* Whether an insert of the old graph with this state was passed by. */
static bool
was_bypassed (const Work *work, const void *memory)
{
  for (int s = 0; s < work->old->graph.context.n; s++) {
    const Strip *strip = old_strip (work, s);
    for (int i = 0; i < strip->n_inserts + strip->n_master; i++)
      if (strip_insert (strip, i)->memory == memory)
        return strip_insert (strip, i)->bypass;
  }
  return false;
}

static void
wake_inserts (Work *work, int s)
{
  const Strip *strip = &work->next->graph.context.strips[s];

  for (int i = 0; i < strip->n_inserts + strip->n_master; i++) {
    const InsertWake wake = { s, strip_insert (strip, i) };
    if (!wake.insert->bypass && g_hash_table_contains (work->shared, wake.insert->memory) &&
        was_bypassed (work, wake.insert->memory))
      g_array_append_val (work->transition->wakes, wake);
  }
}

/* Compensation that is longer or shorter now goes on with what the old line held. */
static void
take_delays (Work *work, const Strip *next)
{
  const StripContext *old = &work->old->graph.context;
  int s = 0;

  while (s < old->n && (work->successor[s] < 0 || successor (work, s) != next))
    s++;
  if (s == old->n)
    return;
  const Strip *before = &old->strips[s];
  for (int e = 0; e < next->n_edges && e < before->n_edges; e++) {
    const Edge *a = &before->edges[e], *b = &next->edges[e];
    if (a->delay && b->delay && a->delay != b->delay && a->kind == b->kind && a->tap == b->tap &&
        work->successor[a->from] == b->from) {
      const DelayCopy copy = { b->delay, a->delay };
      g_array_append_val (work->transition->delays, copy);
    }
  }
}

static void
work_init (Work *work, MixTransition *transition, MixGraph *playing, MixGraph *next)
{
  const int n = playing->graph.context.n;

  *work = (Work){ .transition = transition,
                  .old = playing,
                  .next = next,
                  .shared = g_hash_table_new (NULL, NULL),
                  .runs = g_hash_table_new (NULL, NULL),
                  .successor = g_new (int, n + 1),
                  .predecessor = g_new (int, next->graph.context.n + 1),
                  .affected = g_new0 (bool, n + 1),
                  .pre_same = g_new0 (bool, n + 1) };
  find_successors (work);
  find_shared (work);
  find_running (work);
}

static void
work_clear (Work *work)
{
  g_hash_table_unref (work->shared);
  g_hash_table_unref (work->runs);
  g_free (work->successor);
  g_free (work->predecessor);
  g_free (work->affected);
  g_free (work->pre_same);
}

static void
fill_swap (Work *work)
{
  GraphSwap *swap = &work->transition->swap;
  const StripContext *next = &work->next->graph.context;
  const int n = work->old->graph.context.n;

  swap->follows = true;
  swap->old_latency = work->old->graph.latency;
  make_ghost (work);
  swap->all = !transition_both (work);
  if (swap->all) {
    g_array_set_size (work->transition->copies, 0);
    make_ghost (work); /* afresh */
    swap->fades = true;
    for (int s = 0; s < n; s++) {
      const Strip *a = old_strip (work, s), *b = successor (work, s);
      const StripUnmute unmute = { a, work->successor[s], NULL };
      transition_compare (work, s);
      fill_ghost (work, s);
      if (b && transition_unmutes (a, b))
        g_array_append_val (work->transition->unmutes, unmute);
    }
    swap->delay = delay_of_change (work) + int64_max (ringing (work), warm_up (work));
    for (int s = 0; s < next->n; s++)
      take_delays (work, &next->strips[s]);
  }
  move_notes (work);
  for (int s = 0; s < next->n; s++)
    wake_inserts (work, s);
}

static void
hand_arrays (MixTransition *transition)
{
  GraphSwap *swap = &transition->swap;

  swap->order = (const int *) (const void *) transition->order->data;
  swap->n_order = (int) transition->order->len;
  swap->copies = (const StateCopy *) (const void *) transition->copies->data;
  swap->n_copies = (int) transition->copies->len;
  swap->delays = (const DelayCopy *) (const void *) transition->delays->data;
  swap->n_delays = (int) transition->delays->len;
  swap->moves = (const NoteMove *) (const void *) transition->moves->data;
  swap->n_moves = (int) transition->moves->len;
  swap->wakes = (const InsertWake *) (const void *) transition->wakes->data;
  swap->n_wakes = (int) transition->wakes->len;
  swap->unmutes = (const StripUnmute *) (const void *) transition->unmutes->data;
  swap->n_unmutes = (int) transition->unmutes->len;
}

MixTransition *
mix_transition_new (MixGraph *playing, MixGraph *next)
{
  MixTransition *transition = g_new0 (MixTransition, 1);

  transition->swap.next = &next->graph;
  transition->swap.owner = next;
  transition->memory = g_ptr_array_new_with_free_func (free);
  transition->copies = g_array_new (FALSE, FALSE, sizeof (StateCopy));
  transition->delays = g_array_new (FALSE, FALSE, sizeof (DelayCopy));
  transition->moves = g_array_new (FALSE, FALSE, sizeof (NoteMove));
  transition->wakes = g_array_new (FALSE, FALSE, sizeof (InsertWake));
  transition->unmutes = g_array_new (FALSE, FALSE, sizeof (StripUnmute));
  transition->order = g_array_new (FALSE, FALSE, sizeof (int));
  if (playing && playing->graph.context.rate == next->graph.context.rate) {
    Work work;
    work_init (&work, transition, playing, next);
    fill_swap (&work);
    work_clear (&work);
  }
  hand_arrays (transition);
  return transition;
}

/* Whether a state that cannot be copied plays on in the next graph. */
static bool
cannot_copy (const MixGraph *playing, const MixGraph *next)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, next->states);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const MixState *state = value;
    if (state->processor && state->processor->restarts &&
        g_hash_table_lookup (playing->states, &state->key) == value)
      return true;
  }
  return false;
}

bool
mix_must_restart (MixGraph *playing, MixGraph *next)
{
  if (!cannot_copy (playing, next))
    return false;
  MixTransition *transition = mix_transition_new (playing, next);
  const bool all = transition->swap.all;
  mix_transition_free (transition);
  return all;
}

GraphSwap *
mix_transition_swap (MixTransition *transition)
{
  return &transition->swap;
}

void
mix_transition_free (MixTransition *transition)
{
  if (!transition)
    return;
  g_ptr_array_unref (transition->memory);
  g_array_unref (transition->copies);
  g_array_unref (transition->delays);
  g_array_unref (transition->moves);
  g_array_unref (transition->wakes);
  g_array_unref (transition->unmutes);
  g_array_unref (transition->order);
  g_free (transition);
}
