/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes to the device beside main, as strips of their own: sums without inserts, which wait
 * until main is as far. */
#include <string.h>

#include "base/hash.h"
#include "base/math.h"
#include "mix/build.h"
#include "mix/record_inputs.h"
#include "realtime/player.h"

#define LISTEN_ID UINT64_C (0x6c697374656e)

int
build_most_buses (const Build *build)
{
  const Project *project = build->project;
  return build->request->live
             ? list_n (project->cues) + list_n (project->references) + 2 * build->n_tracks + 1
             : 0;
}

static void
read_pair (const GRefString *text, Bus *bus)
{
  int channels[2];
  const int n = text ? device_channels_read (text_get (text), channels) : 0;

  bus->left = n > 0 ? channels[0] : -1;
  bus->right = n > 1 ? channels[1] : -1;
}

static Strip *
add_bus (Build *build, GArray *buses, Bus bus, double gain_db, const GArray *edges)
{
  Graph *graph = &build->result->graph;
  Strip *strip = build_strip (build, graph->context.n);
  bool fresh;

  strip->index = bus.strip = graph->context.n++;
  strip->id = bus.id;
  strip->channels = strip->pre_channels = 2;
  strip->zero = build_alloc (build, sizeof (bool) * (size_t) build->request->slots);
  for (int c = 0; c < 2; c++)
    strip->post[c] = build_buffer (build);
  strip->state = build_state (build, bus.id, 0, sizeof (StripState), &fresh);
  strip->gain.fixed = db_to_gain (gain_db);
  strip->width = 1.0;
  strip->pan_law = build->project->pan_law;
  strip->is_output = true;
  strip->silent = edges->len == 0;
  build_edges (build, strip, edges);
  strip->in_latency = graph->latency;
  build_align (build, strip, 0);
  build_delays (build, strip);
  strip->pre_latency = strip->out_latency = strip->in_latency;
  g_array_append_val (buses, bus);
  return strip;
}

static bool
is_heard (const Build *build, int t)
{
  return build->strip_of[t] >= 0 && build->sounds[t];
}

static void
add_cue (Build *build, GArray *buses, const Cue *cue, int number)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  Bus bus = { .kind = BUS_CUE, .id = cue->node.id, .number = number };

  for (int t = 0; t < build->n_tracks; t++) {
    const Track *track = build_track (build, t);
    for (int s = 0; is_heard (build, t) && s < list_n (track->sends); s++) {
      const Send *send = (const Send *) list_get (track->sends, s);
      if (send->cue == cue->node.id && !send->mute)
        build_send (build, edges, track, send);
    }
  }
  read_pair (cue->output, &bus);
  add_bus (build, buses, bus, cue->gain_db, edges);
}

/* Other channels are another bus: one fades out and one in. */
static void
add_direct (Build *build, GArray *buses, int t)
{
  const Track *track = build_track (build, t);
  Bus bus = { .kind = BUS_DIRECT };

  read_pair (track->direct_out, &bus);
  if (!is_heard (build, t) || bus.left < 0)
    return;
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  bus.id = hash_mix (track->node.id ^ hash_mix ((uint64_t) (bus.left * 1000 + bus.right + 1)));
  build_edge (build, edges, track, EDGE_SUM, TAP_POST, 0);
  add_bus (build, buses, bus, 0.0, edges);
}

static void
add_listen (Build *build, GArray *buses)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  const Bus bus = { .kind = BUS_LISTEN, .id = LISTEN_ID, .left = -1, .right = -1 };

  for (int i = 0; i < build->request->n_listen; i++) {
    const MixListen *listen = &build->request->listen[i];
    const int t = build_track_index (build, listen->track);
    if (t < 0 || build->strip_of[t] < 0)
      continue;
    build_edge (build, edges, build_track (build, t), EDGE_SUM, listen->pre ? TAP_PRE : TAP_POST,
                0);
    if (!listen->pre)
      continue;
    Edge *edge = &g_array_index (edges, Edge, edges->len - 1);
    edge->mute_of = NULL;
    edge->touch = NULL;
    edge->overhears = true;
  }
  if (edges->len > 0)
    add_bus (build, buses, bus, 0.0, edges);
}

/* At its place in the song, a mono file on both sides. */
static void
add_reference (Build *build, GArray *buses, const Reference *reference, int number)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (Edge));
  const Bus bus = {
    .kind = BUS_REFERENCE, .id = reference->node.id, .number = number, .left = -1, .right = -1
  };
  const Source *source = project_find_source (build->project, reference->source);
  g_autoptr (GError) error = NULL;

  if (reference->off || !source)
    return;
  const AudioSource *audio = build->request->media->find (build->request->media->data, source, 1.0,
                                                          0.0, false, NULL, &error);
  if (!audio) {
    build_lack (build, "%s: the reference '%s' is silent", error->message,
                text_get (reference->name));
    return;
  }
  Strip *strip = add_bus (build, buses, bus, reference->gain_db, none);
  strip->regions = build_whole (build, audio, units_to_frames (reference->offset, build->rate));
  strip->silent = false;
}

/* What an armed track records of another. */
static void
add_record (Build *build, GArray *buses, int t)
{
  const Track *track = build_track (build, t);
  g_autofree char *refusal = record_refusal (build->project, track);

  if (refusal)
    build_note (build, "%s", refusal);
  if (refusal || !records_strip (build->project, track))
    return;
  const TrackInput input = track_input (build->project, track);
  const Track *from = project_find_track (build->project, input.track);
  const Bus bus = { .kind = BUS_RECORD, .id = record_bus (track, &input), .left = -1, .right = -1 };
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  if (is_heard (build, build_track_index (build, input.track)))
    build_edge (build, edges, from, EDGE_SUM, TAP_POST, 0);
  add_bus (build, buses, bus, 0.0, edges);
}

void
build_buses (Build *build)
{
  Graph *graph = &build->result->graph;
  g_autoptr (GArray) buses = g_array_new (FALSE, FALSE, sizeof (Bus));

  add_listen (build, buses);
  for (int i = 0; build->request->references && i < list_n (build->project->references); i++)
    add_reference (build, buses, (const Reference *) list_get (build->project->references, i),
                   i + 1);
  for (int i = 0; i < list_n (build->project->cues); i++)
    add_cue (build, buses, (const Cue *) list_get (build->project->cues, i), i + 1);
  for (int t = 0; t < build->n_tracks; t++)
    add_direct (build, buses, t);
  for (int t = 0; t < build->n_tracks; t++)
    add_record (build, buses, t);
  if (buses->len > PLAYER_MOST_BUSES)
    build_note (build,
                "of cues, direct outs and tracks that record a track there are %u; those "
                "behind the first %d are silent",
                buses->len, PLAYER_MOST_BUSES);
  graph->n_buses = (int) buses->len;
  Bus *kept = build_alloc (build, sizeof (Bus) * (buses->len + 1));
  if (buses->len)
    memcpy (kept, buses->data, sizeof (Bus) * buses->len);
  graph->buses = kept;
}
