/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NOTES
 *
 * The graph that plays for the length of a crossfade has an entry for each strip of the next graph,
 * and one for each of the old one that is gone:
 * - what has not changed is as in the next graph;
 * - what has changed is as in the next graph, with the old one at hand for the stages that differ;
 * - what begins comes out of silence, at its source and at its end;
 * - what ends is the strip of the old graph, with all its connections.
 * Connections that have come or gone fade of themselves, before and behind the delay line they may
 * have. Who reads an entry reads one sound, wherever it came from.
 *
 * All entries are put in an order of their own. Where old connections run against new ones there is
 * none; and where latencies differ one sound would have to be at two places. A group that is frozen
 * or unfrozen takes its tracks along, whose own fades would be heard through it. */
#include <string.h>

#include "mix/transition_work.h"

typedef struct {
  Strip strip; /* a copy; its edges count entries */
  int next, old; /* -1: none */
  StripFade fade;
  bool fades;
  GArray *edges; /* Edge */
} Entry;

typedef struct {
  Work *work;
  Entry *entries;
  int n, n_next;
  int *entry_of_old;
  Frames most_wait;
  bool fades; /* anything */
} Both;

/* A file that comes or goes in place of what a group sums: its tracks end or begin with it. */
static bool
freezes_sum (const Strip *a, const Strip *b)
{
  if (a->frozen == b->frozen)
    return false;
  const Strip *computed = a->frozen ? b : a;
  for (int e = 0; e < computed->n_edges; e++)
    if (computed->edges[e].kind != EDGE_SIDECHAIN)
      return true;
  return false;
}

static bool
same_places (const Work *work)
{
  if (work->old->graph.latency != work->next->graph.latency ||
      work->old->graph.context.block != work->next->graph.context.block)
    return false;
  for (int s = 0; s < work->old->graph.context.n; s++) {
    const Strip *a = old_strip (work, s), *b = successor (work, s);
    /* What is listened to before its mute sounds for some and is silent for others. */
    if (b && (a->listened || b->listened) && (a->silent != b->silent || a->listened != b->listened))
      return false;
    if (b && transition_is_computed (a) && transition_is_computed (b) &&
        (freezes_sum (a, b) || a->in_latency != b->in_latency || a->pre_latency != b->pre_latency ||
         a->out_latency != b->out_latency || a->late != b->late))
      return false;
  }
  return true;
}

/* --- Entries
 * ----------------------------------------------------------------------------------------------
 */

static Strip *
ghost_of (Both *both, int old)
{
  return &both->work->transition->swap.ghost.context.strips[old];
}

static void
begin_old (Both *both, Entry *entry)
{
  entry->strip = *ghost_of (both, entry->old);
  entry->fade.leaves = entry->fades = true;
}

/* Its own instrument, inserts and what it remembers, as far as the next graph works on them. */
static void
own_all (Work *work, Strip *strip)
{
  strip->state = transition_own (work, strip->state);
  strip->late = transition_own (work, strip->late);
  strip->inserts = transition_own_chain (work, strip->inserts, strip->n_inserts);
  strip->master = transition_own_chain (work, strip->master, strip->n_master);
  if (!strip->instrument)
    return;
  strip->instrument = transition_own_chain (work, strip->instrument, 1);
  strip->keys = transition_own (work, strip->keys);
}

/* Where the old strip and the next one differ. */
static void
compare (Both *both, Entry *entry, const Strip *a, const Strip *b)
{
  Work *work = both->work;
  Strip *old = ghost_of (both, entry->old);
  StripFade *fade = &entry->fade;

  fade->old = old;
  old->first_insert = STRIP_OLD_INSERTS;
  old->meter = NULL;
  old->load = NULL;
  old->input[0] = old->input[1] = NULL;
  if (a->channels != b->channels || a->pre_channels != b->pre_channels || a->frozen != b->frozen) {
    fade->apart = entry->fades = true;
    fade->wait = swap_length (work->next->graph.context.rate) + transition_warm_up (work, a, b);
    own_all (work, old);
    return;
  }
  fade->source = !transition_same_source (a, b);
  fade->flips = a->invert ^ b->invert;
  fade->fader = !same_fader (a, b);
  transition_chain (work, a, b, false, &fade->inserts, &fade->wait);
  transition_chain (work, a, b, true, &fade->master, &fade->wait);
  entry->fades =
      fade->source || fade->flips || fade->fader || fade->inserts.differs || fade->master.differs;
  if (fade->source) {
    old->state = transition_own (work, old->state);
    old->instrument = old->instrument ? transition_own_chain (work, old->instrument, 1) : NULL;
    old->keys = transition_own (work, old->keys);
  }
}

static void
add_entries (Both *both)
{
  Work *work = both->work;

  for (int s = 0; s < both->n_next; s++) {
    Entry *entry = &both->entries[both->n++];
    const Strip *b = next_strip (work, s);
    *entry = (Entry){ .strip = *b, .next = s, .old = work->predecessor[s] };
    const Strip *a = entry->old < 0 ? NULL : old_strip (work, entry->old);
    if (a)
      both->entry_of_old[entry->old] = s;
    const bool was = a && transition_is_computed (a), is = transition_is_computed (b);
    if (was && !is)
      begin_old (both, entry);
    else if (transition_unmutes (a, b)) {
      compare (both, entry, a, b);
      entry->fades = true;
    } else if (is && !was)
      entry->fade.comes = entry->fades = true;
    else if (is)
      compare (both, entry, a, b);
  }
  for (int s = 0; s < work->old->graph.context.n; s++) {
    if (work->successor[s] >= 0)
      continue;
    both->entry_of_old[s] = -1;
    if (!transition_is_computed (old_strip (work, s)))
      continue;
    both->entry_of_old[s] = both->n;
    both->entries[both->n] = (Entry){ .next = -1, .old = s };
    begin_old (both, &both->entries[both->n++]);
  }
}

/* --- Edges
 * ------------------------------------------------------------------------------------------------
 */

static void
want_pre (Both *both, Entry *entry)
{
  const StripContext *next = &both->work->next->graph.context;

  for (int c = 0; c < 2; c++)
    if (!entry->strip.pre[c])
      entry->strip.pre[c] = transition_room (both->work, sizeof (float) * (size_t) next->block *
                                                             (size_t) next->slots);
}

static void
add_edge (Both *both, Entry *entry, const Edge *edge, int from)
{
  Edge copy = *edge;

  copy.from = from;
  copy.capture[0] = copy.capture[1] = NULL;
  if (copy.tap == STRIP_TAP_PRE)
    want_pre (both, &both->entries[from]);
  g_array_append_val (entry->edges, copy);
}

/* Of the old graph, into what ends or into an insert that was there. */
static void
add_old_edge (Both *both, Entry *entry, const Edge *edge, int add_to_insert)
{
  const int from = both->entry_of_old[edge->from];
  Edge copy = *edge;

  if (from < 0)
    return;
  copy.delay = transition_own (both->work, copy.delay);
  copy.insert += add_to_insert;
  add_edge (both, entry, &copy, from);
}

static void
add_leaving (Both *both, Entry *entry, const Edge *edge)
{
  const int from = both->entry_of_old[edge->from];
  Edge copy = *edge;

  if (from < 0)
    return;
  /* What ends is silent in time, but for what a delay line holds. */
  if (!both->entries[from].fade.leaves || edge->delay) {
    copy.fade = EDGE_LEAVES;
    both->fades = true;
  }
  copy.delay = transition_own (both->work, copy.delay);
  add_edge (both, entry, &copy, from);
}

static const Edge *
find_match (Both *both, const Strip *a, const Edge *edge, bool *matched)
{
  for (int e = 0; e < a->n_edges; e++)
    if (!matched[e] && a->edges[e].kind != EDGE_SIDECHAIN &&
        transition_same_path (both->work, &a->edges[e], edge)) {
      matched[e] = true;
      return &a->edges[e];
    }
  return NULL;
}

static void
add_entering (Both *both, Entry *entry, const Edge *edge)
{
  const Entry *from = &both->entries[edge->from];
  Edge copy = *edge;

  if (from->fade.leaves)
    return;
  if (!from->fade.comes) {
    copy.fade = EDGE_ENTERS;
    both->fades = true;
  }
  add_edge (both, entry, &copy, edge->from);
}

static void
join_edges (Both *both, Entry *entry, const Strip *a, const Strip *b)
{
  g_autofree bool *matched = g_new0 (bool, a->n_edges + 1);

  for (int e = 0; e < b->n_edges; e++) {
    Edge edge = b->edges[e];
    const Edge *before =
        edge.kind == EDGE_SIDECHAIN ? NULL : find_match (both, a, &b->edges[e], matched);
    if (before && !transition_same_level (before, &edge)) {
      edge.before = before;
      both->fades = true;
    }
    if (before || edge.kind == EDGE_SIDECHAIN)
      add_edge (both, entry, &edge, edge.from);
    else
      add_entering (both, entry, &edge);
  }
  for (int e = 0; e < a->n_edges; e++)
    if (!matched[e] && a->edges[e].kind != EDGE_SIDECHAIN)
      add_leaving (both, entry, &a->edges[e]);
}

static bool
hears_old_sidechain (const Entry *entry, const Edge *edge)
{
  const int insert = STRIP_OLD_INSERTS + edge->insert;
  const ChainFade *rows[2] = { &entry->fade.inserts, &entry->fade.master };

  if (edge->kind != EDGE_SIDECHAIN)
    return false;
  for (int i = 0; i < 2; i++)
    if (rows[i]->differs && insert >= rows[i]->old_number &&
        insert < rows[i]->old_number + rows[i]->n_old)
      return true;
  return entry->fade.apart;
}

static void
fill_edges (Both *both, Entry *entry)
{
  const Strip *a = entry->old < 0 ? NULL : old_strip (both->work, entry->old);
  const Strip *b = entry->next < 0 ? NULL : next_strip (both->work, entry->next);

  entry->edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  if (entry->fade.leaves) {
    for (int e = 0; e < a->n_edges; e++)
      add_old_edge (both, entry, &a->edges[e], 0);
    own_all (both->work, &entry->strip);
    return;
  }
  if (!a || entry->fade.comes || !transition_is_computed (b)) {
    for (int e = 0; e < b->n_edges; e++)
      add_edge (both, entry, &b->edges[e], b->edges[e].from);
    return;
  }
  join_edges (both, entry, a, b);
  for (int e = 0; e < a->n_edges; e++)
    if (hears_old_sidechain (entry, &a->edges[e]))
      add_old_edge (both, entry, &a->edges[e], STRIP_OLD_INSERTS);
}

/* --- The graph
 * -------------------------------------------------------------------------------------------- */

/* Every entry behind those it reads, else as they stand; place[entry] says where. False where they
 * read each other. */
static bool
find_order (const Both *both, int *order, int *place)
{
  int n = 0;

  for (int i = 0; i < both->n; i++)
    place[i] = -1;
  for (bool more = true; more && n < both->n;) {
    more = false;
    for (int i = 0; i < both->n; i++) {
      const GArray *edges = both->entries[i].edges;
      bool ready = place[i] < 0;
      for (guint e = 0; ready && e < edges->len; e++)
        ready = place[g_array_index (edges, Edge, e).from] >= 0;
      if (!ready)
        continue;
      order[n] = i;
      place[i] = n++;
      more = true;
    }
  }
  return n == both->n;
}

static void
put_strip (Both *both, Entry *entry, Strip *to, int index, const int *place)
{
  Work *work = both->work;

  *to = entry->strip;
  to->index = index;
  to->n_edges = (int) entry->edges->len;
  to->edges = transition_room (work, sizeof (Edge) * (size_t) (to->n_edges + 1));
  for (int e = 0; e < to->n_edges; e++) {
    to->edges[e] = g_array_index (entry->edges, Edge, e);
    to->edges[e].from = place[to->edges[e].from];
  }
  if (!entry->fades)
    return;
  StripFade *fade = transition_room (work, sizeof (StripFade));
  *fade = entry->fade;
  to->fade = fade;
  if (entry->old >= 0 && entry->next >= 0 &&
      transition_unmutes (old_strip (work, entry->old), next_strip (work, entry->next))) {
    const StripUnmute unmute = { old_strip (work, entry->old), entry->next, fade };
    g_array_append_val (work->transition->unmutes, unmute);
  }
  if (fade->apart) { /* its sidechains stand among those of the strip */
    fade->old->edges = to->edges;
    fade->old->n_edges = to->n_edges;
  }
  both->fades = true;
  both->most_wait = int64_max (both->most_wait, fade->wait);
}

static void
put_buses (Both *both, const int *place)
{
  const Graph *old = &both->work->old->graph, *next = &both->work->next->graph;
  Graph *graph = &both->work->transition->swap.both;
  Bus *buses =
      transition_room (both->work, sizeof (Bus) * (size_t) (old->n_buses + next->n_buses + 1));
  int n = 0;

  for (int i = 0; i < next->n_buses; i++) {
    buses[n] = next->buses[i];
    buses[n++].strip = place[next->buses[i].strip];
  }
  for (int i = 0; i < old->n_buses; i++) {
    const int strip = old->buses[i].strip;
    if (both->work->successor[strip] >= 0 || both->entry_of_old[strip] < 0)
      continue;
    buses[n] = old->buses[i];
    buses[n++].strip = place[both->entry_of_old[strip]];
  }
  graph->buses = buses;
  graph->n_buses = n;
}

static void
put_graph (Both *both, const int *order, const int *place)
{
  Work *work = both->work;
  const Graph *next = &work->next->graph;
  Graph *graph = &work->transition->swap.both;

  *graph = (Graph){ .context = { .rate = next->context.rate,
                                 .block = next->context.block,
                                 .slots = next->context.slots,
                                 .tempo = next->context.tempo,
                                 .n = both->n },
                    .main = place[next->main],
                    .listens = next->listens || work->old->graph.listens,
                    .latency = next->latency };
  graph->context.strips = transition_room (work, sizeof (Strip) * (size_t) (both->n + 1));
  for (int i = 0; i < both->n; i++)
    put_strip (both, &both->entries[order[i]], &graph->context.strips[i], i, place);
  put_buses (both, place);
  graph->jobs = jobs_init (transition_room (work, jobs_size (&graph->context)), &graph->context);
}

bool
transition_both (Work *work)
{
  const int n_old = work->old->graph.context.n, n_next = work->next->graph.context.n;
  GraphSwap *swap = &work->transition->swap;
  bool good = same_places (work);

  if (!good)
    return false;
  g_autofree Entry *entries = g_new0 (Entry, n_old + n_next + 1);
  g_autofree int *entry_of_old = g_new0 (int, n_old + 1);
  g_autofree int *order = g_new0 (int, n_old + n_next + 1);
  g_autofree int *place = g_new0 (int, n_old + n_next + 1);
  Both both = { .work = work, .entries = entries, .n_next = n_next, .entry_of_old = entry_of_old };
  add_entries (&both);
  for (int i = 0; i < both.n; i++)
    fill_edges (&both, &entries[i]);
  good = find_order (&both, order, place);
  if (good) {
    put_graph (&both, order, place);
    swap->fades = both.fades;
    swap->delay = both.most_wait;
  }
  for (int i = 0; i < both.n; i++)
    g_array_unref (entries[i].edges);
  return good;
}
