/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/graph.h"

void
graph_process (Graph *graph, Frames position, int n, float *scratch)
{
  for (int i = 0; i < graph->context.n; i++)
    strip_process (&graph->context, &graph->context.strips[i], position, n, 0, scratch);
}

void
graph_reset (Graph *graph)
{
  for (int s = 0; s < graph->context.n; s++) {
    Strip *strip = &graph->context.strips[s];
    for (int i = 0; i < strip->n_inserts; i++)
      insert_reset (&strip->inserts[i]);
    for (int i = 0; i < strip->n_master; i++)
      insert_reset (&strip->master[i]);
    if (strip->instrument)
      insert_reset (strip->instrument);
    for (int e = 0; e < strip->n_edges; e++)
      if (strip->edges[e].delay)
        delay_line_clear (strip->edges[e].delay);
    if (strip->late)
      delay_line_clear (strip->late);
    *strip->state = (StripState){ 0 };
  }
}
