/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections between strips, and what compensates their latencies. */
#include <string.h>

#include "base/math.h"
#include "mix/build.h"

void
build_want_pre (Build *build, Strip *strip)
{
  for (int c = 0; c < 2; c++)
    if (!strip->pre[c])
      strip->pre[c] = build_buffer (build);
}

/* A pre tap is silent where its strip is: the edge reads mute from the strip's own gain. */
void
build_edge (Build *build, GArray *edges, const Track *from, EdgeKind kind, Tap tap, int insert)
{
  const int strip = build->strip_of[build_track_index (build, from->node.id)];
  Edge edge = { .kind = kind,
                .from = strip,
                .tap = tap == TAP_PRE ? STRIP_TAP_PRE : STRIP_TAP_POST,
                .insert = insert };

  if (edge.tap == STRIP_TAP_PRE) {
    build_want_pre (build, build_strip (build, strip));
    edge.mute_of = &build_strip (build, strip)->gain;
  }
  if (build->request->live && (edge.mute_of || kind == EDGE_SEND))
    edge.touch = build_alloc (build, sizeof (EdgeTouch));
  g_array_append_val (edges, edge);
}

void
build_send (Build *build, GArray *edges, const Track *from, const Send *send)
{
  build_edge (build, edges, from, EDGE_SEND, (Tap) send->tap, 0);
  Edge *edge = &g_array_index (edges, Edge, edges->len - 1);
  edge->gain.own = build_track_curve (build, from, send->node.id, "gain", CURVE_LEVEL);
  edge->gain.fixed = edge->gain.own ? 1.0 : db_to_gain (send->gain_db);
  edge->pan_curve = build_track_curve (build, from, send->node.id, "pan", CURVE_LINEAR);
  edge->pan = send->pan;
  edge->id = send->node.id;
  if (build->request->live) {
    const GainPart part = { .id = edge->id,
                            .fixed = db_to_gain (send->gain_db),
                            .gain = edge->gain.own };
    build_gain_parts (build, &part, 1, &edge->gain);
  }
}

/* Only what nobody else hears may hear what is silent to all others. */
static void
overhear (const Build *build, GArray *edges, int to)
{
  g_array_index (edges, Edge, edges->len - 1).overhears =
      build->listened[to] && !build->sounds[to] && !build->sends_only[to];
}

void
build_inputs (Build *build, GArray *edges, int to)
{
  const GArray *feeds = build_feeds (build, to);

  for (guint i = 0; feeds && i < feeds->len; i++) {
    const int t = g_array_index (feeds, int, i);
    const Track *from = build_track (build, t);
    if (build->strip_of[t] < 0)
      continue;
    if (build->output_of[t] == to && build_is_heard (build, t, to, false)) {
      build_edge (build, edges, from, EDGE_SUM, TAP_POST, 0);
      overhear (build, edges, to);
    }
    for (int s = 0; s < list_n (from->sends); s++) {
      const Send *send = (const Send *) list_get (from->sends, s);
      if (build_send_target (build, send) == to && !send->mute &&
          build_is_heard (build, t, to, true)) {
        build_send (build, edges, from, send);
        overhear (build, edges, to);
      }
    }
  }
}

void
build_sidechains (Build *build, GArray *edges, const Effect *const *of, int first, int n)
{
  for (int i = 0; i < n; i++) {
    const int from = of[i] ? build_track_index (build, of[i]->sidechain) : -1;
    if (from >= 0 && build->strip_of[from] >= 0)
      build_edge (build, edges, build_track (build, from), EDGE_SIDECHAIN,
                  (Tap) of[i]->sidechain_tap, first + i);
  }
}

void
build_edges (Build *build, Strip *strip, const GArray *edges)
{
  strip->n_edges = (int) edges->len;
  strip->edges = build_alloc (build, sizeof (Edge) * (edges->len + 1));
  if (edges->len) /* an empty array may have no memory at all */
    memcpy (strip->edges, edges->data, sizeof (Edge) * edges->len);
}

/* --- Latency
 * ---------------------------------------------------------------------------------------------- */

static Frames
tap_latency (Build *build, const Edge *edge)
{
  const Strip *from = build_strip (build, edge->from);
  return edge->tap == STRIP_TAP_PRE ? from->pre_latency : from->out_latency;
}

static Frames
latency_before (const Strip *strip, const Edge *edge)
{
  Frames latency = 0;
  for (int i = 0; edge->kind == EDGE_SIDECHAIN && i < edge->insert; i++)
    latency += strip_insert (strip, i)->latency;
  return latency;
}

void
build_align (Build *build, Strip *strip, Frames early)
{
  for (int e = 0; e < strip->n_edges; e++)
    strip->in_latency = int64_max (strip->in_latency, tap_latency (build, &strip->edges[e]) -
                                                          latency_before (strip, &strip->edges[e]));
  strip->in_latency += early;
  strip->early = early;
}

/* How long what the edge gives has to wait. */
static Frames
wait_of (Build *build, const Strip *strip, const Edge *edge)
{
  const Frames due = edge->kind == EDGE_SIDECHAIN ? strip->in_latency + latency_before (strip, edge)
                                                  : strip->in_latency - strip->early;

  return due - tap_latency (build, edge);
}

void
build_delays (Build *build, Strip *strip)
{
  for (int e = 0; e < strip->n_edges; e++) {
    Edge *edge = &strip->edges[e];
    const Frames wait = wait_of (build, strip, edge);
    if (wait <= 0)
      continue;
    const int role = 1000 + (int) edge->kind * 4 + (int) edge->tap + 100 * edge->insert;
    edge->delay =
        build_delay (build, build_strip (build, edge->from)->id ^ (strip->id * 31), role, wait, 2);
  }
}

void
build_work_late (Build *build)
{
  const int n = build->result->graph.context.n;
  g_autofree Frames *slack = g_new (Frames, n + 1);

  for (int s = 0; s < n; s++)
    slack[s] = INT64_MAX;
  for (int s = n - 1; s >= 0; s--) {
    Strip *strip = build_strip (build, s);
    if (slack[s] != INT64_MAX && slack[s] > 0) {
      strip->in_latency += slack[s];
      strip->pre_latency += slack[s];
      strip->out_latency += slack[s];
    }
    for (int e = 0; e < strip->n_edges; e++) {
      const int from = strip->edges[e].from;
      slack[from] = int64_min (slack[from], wait_of (build, strip, &strip->edges[e]));
    }
  }
}
