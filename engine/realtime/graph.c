/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/graph.h"

#include "realtime/clock.h"

int64_t
graph_run_strip (Graph *graph, int index, Frames position, int n, float *scratch, int64_t began_ns)
{
  const StripContext *context = &graph->context;
  Strip *strip = &context->strips[index];

  strip_process (context, strip, position, n, 0, scratch);
  if (!strip->load)
    return 0;
  const int64_t ns = clock_now_ns () - began_ns;
  strip_load_add (strip->load, context->callback, ns, n, context->rate);
  return ns;
}

void
graph_process (Graph *graph, Frames position, int n, float *scratch)
{
  int64_t now = clock_now_ns ();

  for (int i = 0; i < graph->context.n; i++)
    now += graph_run_strip (graph, i, position, n, scratch, now);
}

void
graph_reset (Graph *graph)
{
  for (int s = 0; s < graph->context.n; s++)
    strip_reset (&graph->context.strips[s]);
}
