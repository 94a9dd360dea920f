/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/math.h"
#include "mix/build.h"
#include "mix/record_inputs.h"

#define LONGEST_BUS_DELAY_SECONDS 10

float *
build_buffer (Build *build)
{
  return build_alloc (build, sizeof (float) * (size_t) build->request->block *
                                 (size_t) build->request->slots);
}

Strip *
build_strip (Build *build, int strip)
{
  return &build->result->graph.context.strips[strip];
}

/* --- Strips
 * ------------------------------------------------------------------------------------------------
 */

static Frames
sum_latency (const Insert *inserts, int n)
{
  Frames latency = 0;
  for (int i = 0; i < n; i++)
    latency += inserts[i].latency;
  return latency;
}

/* Track delay in frames; sums keep it in memory, so it has a bound. */
static Frames
track_shift (const Build *build, const Track *track)
{
  const Frames shift = units_to_frames (track->delay, build->rate);
  const Frames most = (Frames) LONGEST_BUS_DELAY_SECONDS * build->rate;
  const bool source = track->kind == TRACK_AUDIO || track->kind == TRACK_INSTRUMENT;

  return source ? shift : CLAMP (shift, -most, most);
}

/* Which of the device's inputs are heard through the strip. */
static void
listen (Build *build, const Track *track, Strip *strip, ChainShape *shape)
{
  const TrackInput input = track_input (build->project, track);

  if (!build_listens (build, track))
    return;
  strip->n_live = MIN (input.n, 2); /* more can be recorded, not heard */
  strip->live[0] = input.channels[0];
  strip->live[1] = input.channels[1];
  strip->live_always = track->monitor == MONITOR_ON;
  if (strip->n_live > shape->channels)
    shape->channels = strip->n_live;
  build->result->graph.listens = true;
}

static bool
hears_keys (const Build *build, const Track *track)
{
  return build->request->live && track_input (build->project, track).kind == INPUT_MIDI &&
         (track->monitor == MONITOR_ON || (track->monitor == MONITOR_AUTO && track->arm));
}

/* What can be played on it live. */
static void
listen_to_keys (Build *build, const Track *track, Strip *strip)
{
  const TrackInput input = track_input (build->project, track);
  bool fresh;

  if (!build->request->live || !strip->instrument)
    return;
  strip->keys = build_state (build, track->node.id, 10, sizeof (LiveKeys), &fresh);
  if (!hears_keys (build, track))
    return;
  strip->hears_keys = true;
  strip->key_port = *input.port ? live_port_key (input.port) : LIVE_PORT_ALL;
  strip->key_channel = (int) track->midi_channel - 1;
  build->result->graph.listens = true;
}

/* A strip that was not computed begins anew: what it remembers is of another time. With a mute that
 * is for the audio thread to decide: a hand may have held it off. */
static bool
begins_anew (const Build *build, const Track *track, const Strip *strip)
{
  if (strip->silent || build->silenced)
    return false;
  const int s = build->previous ? mix_graph_strip (build->previous, track->node.id) : -1;
  const Strip *before = s < 0 ? NULL : &build->previous->graph.context.strips[s];

  return before && before->silent && !before->listened && !before->muted;
}

static void
fill_source (Build *build, const Track *track, Strip *strip, ChainShape *shape)
{
  const Frames shift = track_shift (build, track);

  shape->channels = 2;
  if (track->kind == TRACK_AUDIO) {
    strip->regions = build_regions (build, track);
    shape->channels = strip->regions ? strip->regions->channels : 1;
    strip->shift = shift;
    listen (build, track, strip, shape);
    strip->silent |= !strip->regions && strip->n_live == 0;
    build->anew = begins_anew (build, track, strip);
  } else if (track->kind == TRACK_INSTRUMENT) {
    strip->notes = build_notes (build, track);
    strip->shift = shift;
    strip->silent |= strip->notes->n == 0 && !hears_keys (build, track);
    build->anew = begins_anew (build, track, strip);
    strip->instrument = build_instrument (build, track, shape);
    build->anew = false;
    listen_to_keys (build, track, strip);
    strip->silent |= !strip->instrument;
    build->anew = begins_anew (build, track, strip);
  } else {
    build->anew = begins_anew (build, track, strip);
    if (shift > 0)
      strip->late = build_delay (build, track->node.id, 3, shift, 2);
  }
  strip->channels = shape->channels;
}

static void
fill_fader (Build *build, const Track *track, Strip *strip)
{
  build_gain (build, track, &strip->gain);
  strip->pan = track->pan;
  strip->width = track->width;
  strip->pan_curve = build_track_curve (build, track, 0, "pan", CURVE_LINEAR);
  strip->width_curve = build_track_curve (build, track, 0, "width", CURVE_LINEAR);
  strip->pan_law = build->project->pan_law;
  if (track->phase == PHASE_INVERT)
    strip->invert = 3;
  else if (track->phase != PHASE_NORMAL)
    strip->invert = track->phase == PHASE_LEFT ? 1 : 2;
}

/* A source plays its negative delay by reading ahead; a sum can only let the others wait. */
static Frames
early_frames (const Build *build, const Track *track)
{
  if (track->kind == TRACK_AUDIO || track->kind == TRACK_INSTRUMENT)
    return 0;
  return int64_max (0, -track_shift (build, track));
}

/* What need not be computed: silenced for good. The input of main is wanted for stems all the same.
 */
static bool
is_silent (const Build *build, const Strip *strip, int t)
{
  if (strip->gain.muted)
    return !(build->request->stems && build_track (build, t)->kind == TRACK_MAIN);
  return !build->sounds[t] && !build->sends_only[t];
}

/* What only those hear who listen before the mute. */
static void
listen_before (Build *build, int t, Strip *strip, bool has_source)
{
  strip->listened = strip->silent && has_source && build->listened[t];
}

/* Meters go on over an edit: they are states like any other. */
static void
add_meter (Build *build, const Track *track, Strip *strip)
{
  const bool loud = track->kind == TRACK_MAIN;
  bool fresh;

  strip->meter = build_state (build, track->node.id, 8 + loud, strip_meter_size (loud), &fresh);
  if (fresh)
    strip_meter_init (strip->meter, build->rate, loud);
}

/* The strip of a frozen track: its file up to the pre tap. */
static bool
fill_frozen (Build *build, const Track *track, Strip *strip)
{
  FrozenShape shape;

  strip->regions = build_frozen (build, track, &shape);
  strip->frozen = strip->regions != NULL;
  strip->thaws = !track->frozen;
  if (!strip->frozen)
    return false;
  strip->channels = strip->pre_channels = strip->regions->channels;
  strip->in_latency = strip->pre_latency = strip->out_latency = shape.latency;
  strip->lead = shape.lead;
  strip->invert = 0;
  return true;
}

static void
fill_strip (Build *build, int t, Strip *strip)
{
  const Track *track = build_track (build, t);
  const int most = build_chain_most (track->effects) + build_chain_most (track->master) + 1;
  g_autofree const Effect **of = g_new0 (const Effect *, most);
  g_autofree const Effect **master_of = g_new0 (const Effect *, most);
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  ChainShape shape = { 0 };
  bool fresh;

  strip->id = track->node.id;
  strip->zero = build_alloc (build, sizeof (bool) * (size_t) build->request->slots);
  for (int c = 0; c < 2; c++)
    strip->post[c] = build_buffer (build);
  strip->state = build_state (build, track->node.id, 0, sizeof (StripState), &fresh);
  if (build->request->live)
    strip->load = build_state (build, track->node.id, 5, sizeof (StripLoad), &fresh);
  fill_fader (build, track, strip);
  if (build->request->meters)
    add_meter (build, track, strip);
  if (track->node.id == build->request->tap)
    build_want_pre (build, strip);
  strip->records_strip = build->request->live && records_strip (build->project, track);
  if (fill_frozen (build, track, strip)) {
    strip->silent = is_silent (build, strip, t);
    listen_before (build, t, strip, true);
    return;
  }
  build->silenced = is_silent (build, strip, t) && !build->listened[t];
  fill_source (build, track, strip, &shape);
  strip->inserts = build_chain (build, track, track->effects, &strip->n_inserts, &shape, of);
  strip->pre_channels = shape.channels;
  if (track->kind == TRACK_MAIN && !build->request->no_master) {
    shape.channels = 2;
    strip->master = build_chain (build, track, track->master, &strip->n_master, &shape, master_of);
  }
  build->anew = false;
  /* A strip that woke stays awake for one step of the sleep grid at least. */
  strip->tail = int64_max (shape.tail, STRIP_SLEEP_GRID);
  strip->sleeps = strip->n_inserts + strip->n_master > 0 || strip->instrument;
  if (strip->instrument && strip->tail < build->rate)
    strip->tail = build->rate;
  if (strip->tail == INT64_MAX)
    strip->sleeps = false;
  strip->muted = !strip->silent && strip->gain.muted && (build->sounds[t] || build->sends_only[t]);
  const bool has_source = !strip->silent;
  strip->silent |= is_silent (build, strip, t);
  listen_before (build, t, strip, has_source);
  if (build->request->live)
    strip->touch = build_alloc (build, sizeof (StripTouch));

  if (track->kind != TRACK_AUDIO && track->kind != TRACK_INSTRUMENT)
    build_inputs (build, edges, t);
  build_sidechains (build, edges, of, 0, strip->n_inserts);
  build_sidechains (build, edges, master_of, strip->n_inserts, strip->n_master);
  build_edges (build, strip, edges);
  build_align (build, strip, early_frames (build, track));
  /* An input that moves without the strip's own: it stays awake, its detectors in step. */
  for (int e = 0; e < strip->n_edges; e++)
    if (strip->edges[e].kind == EDGE_SIDECHAIN &&
        !build_strip (build, strip->edges[e].from)->silent)
      strip->sleeps = false;
  strip->pre_latency = strip->in_latency + sum_latency (strip->inserts, strip->n_inserts) +
                       (strip->instrument ? strip->instrument->latency : 0);
  strip->out_latency = strip->pre_latency + sum_latency (strip->master, strip->n_master);
}

static void
add_captures (Build *build)
{
  Graph *graph = &build->result->graph;

  for (int s = 0; s < graph->context.n; s++) {
    Strip *strip = build_strip (build, s);
    for (int e = 0; e < strip->n_edges; e++)
      for (int c = 0; c < 2 && strip->edges[e].kind != EDGE_SIDECHAIN; c++)
        strip->edges[e].capture[c] = build_buffer (build);
  }
  for (int c = 0; c < 2; c++)
    build_strip (build, graph->main)->input[c] = build_buffer (build);
}

static void
fill_graph (Build *build, const int *order, int n)
{
  Graph *graph = &build->result->graph;

  graph->context = (StripContext){ .rate = build->rate,
                                   .block = build->request->block,
                                   .slots = build->request->slots,
                                   .tempo = build_tempo (build),
                                   .starts_at = STRIP_STANDS_NOWHERE,
                                   .stands_until = STRIP_STANDS_NOWHERE,
                                   .n = n };
  graph->context.strips =
      build_alloc (build, sizeof (Strip) * (size_t) (n + build_most_buses (build) + 1));
  for (int i = 0; i < n; i++)
    build->strip_of[order[i]] = i;
  for (int i = 0; i < n; i++) {
    graph->context.strips[i].index = i;
    fill_strip (build, order[i], build_strip (build, i));
    if (build_track (build, order[i])->kind == TRACK_MAIN) {
      graph->main = i;
      build_strip (build, i)->is_output = true;
    }
  }
  build_silence_replaced (build);
  if (build->request->live)
    build_work_late (build);
  for (int i = 0; i < n; i++)
    build_delays (build, build_strip (build, i));
  graph->latency = build_strip (build, graph->main)->out_latency;
  if (build->request->live) {
    build_buses (build);
    graph->jobs = jobs_init (build_alloc (build, jobs_size (&graph->context)), &graph->context);
  }
  if (build->request->stems)
    add_captures (build);
  if (build->any_solo)
    build_say_solo (build);
}

MixGraph *
mix_compile (const MixRequest *request, MixGraph *previous, GError **error)
{
  const int n_tracks = list_n (request->project->tracks);
  Build build = { .request = request,
                  .project = request->project,
                  .rate = (int) request->project->rate,
                  .previous = previous,
                  .n_tracks = n_tracks };
  int n;

  build.strip_of = g_new (int, n_tracks + 1);
  build.soloed = g_new0 (bool, n_tracks + 1);
  build.sounds = g_new0 (bool, n_tracks + 1);
  build.sends_only = g_new0 (bool, n_tracks + 1);
  build.replaced = g_new0 (bool, n_tracks + 1);
  build.listened = g_new0 (bool, n_tracks + 1);
  for (int t = 0; t < n_tracks; t++)
    build.strip_of[t] = -1;
  build_routing (&build);
  g_autofree int *order = build_order (&build, &n, error);
  if (order) {
    build.map = tempo_map_new (request->project);
    build.result = g_new0 (MixGraph, 1);
    build.result->locks = request->lock;
    build.result->memory = g_ptr_array_new_with_free_func (free);
    build.result->states = mix_states_new ();
    build.result->notes = g_ptr_array_new_with_free_func (g_free);
    build.result->lacks = g_ptr_array_new_with_free_func (g_free);
    build.result->missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    build_parts_init (&build);
    build_solo (&build);
    build_listened (&build);
    fill_graph (&build, order, n);
    if (request->lock && !build.result->locks)
      build_note (&build, "not all memory of the mix could be locked: the limit 'memlock' of this "
                          "user is too low (see limits.conf(5))");
    tempo_map_free (build.map);
  }
  for (int t = 0; t < n_tracks; t++)
    if (build.feeds[t])
      g_array_unref (build.feeds[t]);
  g_hash_table_unref (build.index_of);
  g_free (build.feeds);
  g_free (build.output_of);
  g_free (build.sends_only);
  g_free (build.strip_of);
  g_free (build.soloed);
  g_free (build.sounds);
  g_free (build.replaced);
  g_free (build.listened);
  return build.result;
}

void
mix_graph_free (MixGraph *graph)
{
  if (!graph)
    return;
  g_hash_table_unref (graph->states);
  mix_parts_free (graph);
  g_ptr_array_unref (graph->memory);
  g_ptr_array_unref (graph->notes);
  g_ptr_array_unref (graph->lacks);
  g_hash_table_unref (graph->missing);
  g_free (graph);
}

int
mix_graph_strip (const MixGraph *graph, Id track)
{
  for (int s = 0; s < graph->graph.context.n; s++)
    if (graph->graph.context.strips[s].id == track)
      return s;
  return -1;
}

double
mix_graph_load (const MixGraph *graph, Id track)
{
  const int s = mix_graph_strip (graph, track);
  StripLoad *load = s < 0 ? NULL : graph->graph.context.strips[s].load;

  return load ? (double) atomic_load_explicit (&load->mean, memory_order_relaxed) : 0;
}
