/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes into a strip from others: outputs, sends and sidechains, as far as solo lets them
 * through. */
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
    const int from = build_track_index (build, of[i]->sidechain);
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
