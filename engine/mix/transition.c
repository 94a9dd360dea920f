/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NOTES
 *
 * The ghost is a copy of the old graph's strips. Of each old strip one of these holds:
 * - nothing that it hears or does has changed: it is not run, and whoever listens to it reads the
 *   buffers of the strip that took its place;
 * - only what stands behind its pre tap has changed: it is given the pre tap of its successor, and
 *   runs its old fader on it;
 * - its instrument plays on: it is given what the instrument gives, since an instrument cannot play
 *   twice;
 * - else it runs as it was, on copies of those states that its successor took over.
 * Where the latency changes, every strip runs as it was: the two graphs are at different places. */
#include <stdlib.h>
#include <string.h>

#include "mix/transition_work.h"

#define WARM_UP_SECONDS 1

struct MixTransition {
  GraphSwap swap;
  GPtrArray *memory;
  GArray *copies, *delays, *moves, *wakes, *order;
};

static void *
room (Work *work, size_t bytes)
{
  void *memory = aligned_alloc (64, (bytes + 127) / 64 * 64);

  if (!memory)
    g_error ("out of memory: %zu bytes", bytes);
  memset (memory, 0, (bytes + 127) / 64 * 64);
  g_ptr_array_add (work->transition->memory, memory);
  return memory;
}

static bool
is_computed (const Strip *strip)
{
  return !strip->silent || strip->listened;
}

static void
find_successors (Work *work)
{
  const StripContext *next = &work->next->graph.context;
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (int s = 0; s < next->n; s++)
    g_hash_table_insert (by_id, &next->strips[s].id, GINT_TO_POINTER (s + 1));
  for (int s = 0; s < work->old->graph.context.n; s++)
    work->successor[s] =
        GPOINTER_TO_INT (g_hash_table_lookup (by_id, &old_strip (work, s)->id)) - 1;
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

/* --- Copies
 * -----------------------------------------------------------------------------------------------
 */

/* The ghost's own of a state: a copy where the next graph goes on with it. */
static void *
own (Work *work, void *memory)
{
  const MixState *state = memory ? g_hash_table_lookup (work->shared, memory) : NULL;
  StateCopy copy;

  if (!state)
    return memory;
  copy = (StateCopy){ .to = room (work, state->bytes), .from = memory, .bytes = state->bytes };
  g_array_append_val (work->transition->copies, copy);
  return copy.to;
}

static Insert *
own_chain (Work *work, const Insert *inserts, int n)
{
  Insert *copies = room (work, sizeof (Insert) * (size_t) (n + 1));

  for (int i = 0; i < n; i++) {
    copies[i] = inserts[i];
    copies[i].memory = own (work, inserts[i].memory);
    copies[i].state = own (work, inserts[i].state);
    copies[i].dry = own (work, inserts[i].dry);
    copies[i].other = own (work, inserts[i].other);
  }
  return copies;
}

static void
own_edges (Work *work, Strip *ghost)
{
  const Edge *edges = ghost->edges;

  ghost->edges = room (work, sizeof (Edge) * (size_t) (ghost->n_edges + 1));
  for (int e = 0; e < ghost->n_edges; e++) {
    ghost->edges[e] = edges[e];
    ghost->edges[e].delay = own (work, edges[e].delay);
    ghost->edges[e].capture[0] = ghost->edges[e].capture[1] = NULL;
    if (edges[e].mute_of) /* the gain of the ghost's strip, which lies elsewhere */
      ghost->edges[e].mute_of = &work->transition->swap.ghost.context.strips[edges[e].from].gain;
  }
}

/* --- The ghost
 * -------------------------------------------------------------------------------------------- */

static float *
buffer (Work *work)
{
  const StripContext *next = &work->next->graph.context;
  return build_graph_alloc (work->next,
                            sizeof (float) * (size_t) next->block * (size_t) next->slots);
}

static void
want_pre (Work *work, Strip *strip)
{
  for (int c = 0; c < 2; c++)
    if (!strip->pre[c])
      strip->pre[c] = buffer (work);
}

/* Whoever listens to it reads what its successor gives. */
static void
stand_in (Work *work, int s, Strip *ghost)
{
  Strip *next = successor (work, s);

  if (ghost->pre[0] && next && work->pre_same[s] && is_computed (next)) {
    want_pre (work, next);
    ghost->pre[0] = next->pre[0];
    ghost->pre[1] = next->pre[1];
  }
  if (!work->affected[s]) {
    ghost->zero = next->zero;
    ghost->post[0] = next->post[0];
    ghost->post[1] = next->post[1];
  }
}

/* The source and inserts are those of the successor: only the fader, and on main the master chain,
 * are the ghost's. */
static void
give_pre (Work *work, int s, Strip *ghost)
{
  Strip *next = successor (work, s);

  want_pre (work, next);
  ghost->given[0] = next->pre[0];
  ghost->given[1] = next->pre[1];
  ghost->regions = NULL;
  ghost->n_live = 0;
  ghost->notes = NULL;
  ghost->instrument = NULL;
  ghost->keys = NULL;
  ghost->late = NULL;
  ghost->n_edges = 0;
  ghost->invert = 0;
  ghost->in_latency = ghost->pre_latency;
  ghost->channels = ghost->pre_channels;
  ghost->n_inserts = 0;
  ghost->sleeps = false;
}

static void
give_source (Work *work, int s, Strip *ghost)
{
  Strip *next = successor (work, s);

  for (int c = 0; c < 2; c++) {
    if (!next->input[c])
      next->input[c] = buffer (work);
    ghost->given[c] = next->input[c];
  }
  ghost->instrument = NULL;
  ghost->keys = NULL;
  ghost->notes = NULL;
  ghost->sleeps = false;
}

static void
fill_ghost (Work *work, int s)
{
  Strip *ghost = &work->transition->swap.ghost.context.strips[s];
  const Strip *next = successor (work, s);
  const bool all = work->transition->swap.all;
  const bool sounds_next = next && is_computed (next) && !all;

  ghost->meter = NULL;
  ghost->load = NULL;
  ghost->input[0] = ghost->input[1] = NULL;
  if (!all)
    stand_in (work, s, ghost);
  if (!is_computed (ghost) || (!all && !work->affected[s]))
    return;
  g_array_append_val (work->transition->order, s);
  if (sounds_next && work->pre_same[s]) {
    give_pre (work, s, ghost);
  } else if (sounds_next && ghost->instrument && next->instrument &&
             transition_same_instrument (ghost, next)) {
    give_source (work, s, ghost);
  } else if (ghost->instrument) {
    ghost->instrument = own_chain (work, ghost->instrument, 1);
    ghost->keys = own (work, ghost->keys);
  }
  ghost->state = own (work, ghost->state);
  ghost->late = own (work, ghost->late);
  ghost->inserts = own_chain (work, ghost->inserts, ghost->n_inserts);
  ghost->master = own_chain (work, ghost->master, ghost->n_master);
  own_edges (work, ghost);
}

static bool
other_buses (const Work *work)
{
  const Graph *old = &work->old->graph;

  if (old->n_buses != work->next->graph.n_buses)
    return true;
  for (int i = 0; i < old->n_buses; i++)
    if (work->affected[old->buses[i].strip])
      return true;
  return false;
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
  swap->ghost.context.strips = room (work, sizeof (Strip) * (size_t) (n + 1));
  memcpy (swap->ghost.context.strips, work->old->graph.context.strips, sizeof (Strip) * (size_t) n);
  for (int s = 0; s < n; s++)
    transition_compare (work, s);
  swap->fades = swap->all || work->affected[work->old->graph.main] || other_buses (work);
  if (!swap->fades)
    return;
  for (int s = 0; s < n; s++)
    fill_ghost (work, s);
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
    if (!known[s] && is_computed (&next->strips[s]))
      earliest = int64_min (earliest, next->strips[s].in_latency);
  return work->next->graph.latency - earliest;
}

/* A track that was unfrozen begins in the middle: its notes anew, its effects empty. Until they are
 * as they would be its file is heard, which is the same sound. */
static Frames
warm_up (const Work *work)
{
  for (int s = 0; s < work->old->graph.context.n; s++) {
    const Strip *b = successor (work, s);
    if (old_strip (work, s)->frozen && b && !b->silent && b->thaws)
      return (Frames) WARM_UP_SECONDS * work->next->graph.context.rate;
  }
  return 0;
}

static void
move_notes (Work *work)
{
  for (int s = 0; s < work->old->graph.context.n; s++) {
    const Strip *a = old_strip (work, s), *b = successor (work, s);
    if (!b || !a->instrument || !b->instrument || a->instrument->memory != b->instrument->memory)
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

bool
mix_must_restart (const MixGraph *playing, const MixGraph *next)
{
  GHashTableIter iter;
  gpointer value;

  if (playing->graph.latency == next->graph.latency)
    return false;
  g_hash_table_iter_init (&iter, next->states);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const MixState *state = value;
    if (state->processor && state->processor->restarts &&
        g_hash_table_lookup (playing->states, &state->key) == value)
      return true;
  }
  return false;
}

MixTransition *
mix_transition_new (MixGraph *playing, MixGraph *next)
{
  MixTransition *transition = g_new0 (MixTransition, 1);
  GraphSwap *swap = &transition->swap;

  swap->next = &next->graph;
  swap->owner = next;
  transition->memory = g_ptr_array_new_with_free_func (free);
  transition->copies = g_array_new (FALSE, FALSE, sizeof (StateCopy));
  transition->delays = g_array_new (FALSE, FALSE, sizeof (DelayCopy));
  transition->moves = g_array_new (FALSE, FALSE, sizeof (NoteMove));
  transition->wakes = g_array_new (FALSE, FALSE, sizeof (InsertWake));
  transition->order = g_array_new (FALSE, FALSE, sizeof (int));
  if (!playing || playing->graph.context.rate != next->graph.context.rate)
    return transition;

  const int n = playing->graph.context.n;
  Work work = { .transition = transition,
                .old = playing,
                .next = next,
                .shared = g_hash_table_new (NULL, NULL),
                .successor = g_new (int, n + 1),
                .affected = g_new0 (bool, n + 1),
                .pre_same = g_new0 (bool, n + 1) };
  swap->follows = true;
  swap->old_latency = playing->graph.latency;
  swap->all = playing->graph.latency != next->graph.latency;
  find_successors (&work);
  find_shared (&work);
  make_ghost (&work);
  swap->delay = delay_of_change (&work) + warm_up (&work);
  move_notes (&work);
  for (int s = 0; s < next->graph.context.n; s++) {
    take_delays (&work, &next->graph.context.strips[s]);
    wake_inserts (&work, s);
  }

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
  g_hash_table_unref (work.shared);
  g_free (work.successor);
  g_free (work.affected);
  g_free (work.pre_same);
  return transition;
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
  g_array_unref (transition->order);
  g_free (transition);
}
