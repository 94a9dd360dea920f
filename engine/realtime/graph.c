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
  for (int s = 0; s < graph->context.n; s++)
    strip_reset (&graph->context.strips[s]);
}
