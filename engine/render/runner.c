/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NOTES
 *
 * A ticket is one strip of one block; the sink is the last strip of every block. Tickets are
 * numbered block by block in the order of the graph and taken in that order by whichever thread is
 * free. A ticket waits until
 *   1. the strips it listens to have done the same block,
 *   2. its own strip has done the block before,
 *   3. whoever reads its buffer has done the block that lies `slots` before.
 * All of these have lower numbers, so whoever holds the lowest unfinished ticket never waits, and
 * there is no deadlock. Each strip's work is done by one thread at a time in block order with the
 * same inputs: the bits cannot depend on the threads. While one thread sums and masters a block,
 * the others are already at the tracks of the next. */
#include "render/runner.h"

#include <glib.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#define SPINS 200

typedef struct {
  int n;
  const int *items;
} Readers;

typedef struct {
  Graph *graph;
  Frames from, to;
  int64_t n_blocks;
  RunnerSink sink;
  void *data;
  Readers *readers; /* of each strip; the sink is number n_strips */
  _Atomic int64_t *done; /* blocks that each strip, and the sink, has finished */
  _Atomic int64_t next; /* ticket */
  _Atomic bool stopped;
} Run;

int
runner_slots (int threads)
{
  return threads > 1 ? 3 : 1;
}

static bool
wait_for (Run *run, int strip, int64_t blocks)
{
  for (int spin = 0; atomic_load_explicit (&run->done[strip], memory_order_acquire) < blocks;
       spin++) {
    if (atomic_load_explicit (&run->stopped, memory_order_relaxed))
      return false;
    if (spin > SPINS)
      sched_yield ();
#if defined(__x86_64__)
    else
      __builtin_ia32_pause ();
#endif
  }
  return true;
}

/* Waits for everything that a ticket needs; false when the run was stopped. */
static bool
wait_for_inputs (Run *run, int strip, int64_t block)
{
  const StripContext *context = &run->graph->context;

  if (!wait_for (run, strip, block))
    return false;
  for (int i = 0; i < run->readers[strip].n; i++)
    if (!wait_for (run, run->readers[strip].items[i], block + 1 - context->slots))
      return false;
  if (strip == context->n)
    return wait_for (run, run->graph->main, block + 1);
  for (int e = 0; e < context->strips[strip].n_edges; e++)
    if (!wait_for (run, context->strips[strip].edges[e].from, block + 1))
      return false;
  return true;
}

static void
work (Run *run)
{
  const StripContext *context = &run->graph->context;
  const int per_block = context->n + 1;
  float *scratch =
      aligned_alloc (64, (STRIP_SCRATCH (context->block) * sizeof (float) + 63) / 64 * 64);

  realtime_thread_init ();
  for (;;) {
    const int64_t ticket = atomic_fetch_add_explicit (&run->next, 1, memory_order_relaxed);
    const int64_t block = ticket / per_block;
    const int strip = (int)(ticket % per_block);
    const Frames position = run->from + block * context->block;
    const int n = (int)int64_min (context->block, run->to - position);
    const int slot = (int)(block % context->slots);
    if (block >= run->n_blocks || !wait_for_inputs (run, strip, block) ||
        atomic_load_explicit (&run->stopped, memory_order_relaxed))
      break;
    if (strip < context->n)
      strip_process (context, &context->strips[strip], position, n, slot, scratch);
    else if (!run->sink (run->graph, position - run->graph->latency, n, slot, run->data))
      atomic_store (&run->stopped, true);
    atomic_store_explicit (&run->done[strip], block + 1, memory_order_release);
  }
  free (scratch);
}

static gpointer
worker (gpointer data)
{
  work (data);
  return NULL;
}

/* Who reads the buffers of each strip: the strips it feeds, and the sink reads what it may capture.
 */
static void
find_readers (Run *run)
{
  const StripContext *context = &run->graph->context;
  g_autofree GArray **readers = g_new0 (GArray *, context->n + 1);

  run->readers = g_new0 (Readers, context->n + 1);
  for (int s = 0; s <= context->n; s++)
    readers[s] = g_array_new (FALSE, FALSE, sizeof (int));
  for (int s = 0; s < context->n; s++) {
    const Strip *strip = &context->strips[s];
    bool captured = s == run->graph->main;
    for (int e = 0; e < strip->n_edges; e++) {
      g_array_append_val (readers[strip->edges[e].from], s);
      captured |= strip->edges[e].capture[0] != NULL;
    }
    if (captured)
      g_array_append_val (readers[s], context->n);
  }
  for (int s = 0; s <= context->n; s++) {
    run->readers[s].n = (int)readers[s]->len;
    run->readers[s].items = (const int *)(void *)g_array_free (readers[s], FALSE);
  }
}

bool
runner_run (Graph *graph, Frames from, Frames to, int threads, RunnerSink sink, void *data)
{
  const int n_strips = graph->context.n;
  Run run = { .graph = graph, .from = from, .to = to, .sink = sink, .data = data };
  g_autofree GThread **others = g_new0 (GThread *, threads);

  run.n_blocks = (to - from + graph->context.block - 1) / graph->context.block;
  run.done = g_new0 (_Atomic int64_t, n_strips + 1);
  find_readers (&run);
  for (int i = 1; i < threads; i++)
    others[i] = g_thread_new ("render", worker, &run);
  work (&run);
  for (int i = 1; i < threads; i++)
    g_thread_join (others[i]);
  for (int s = 0; s <= n_strips; s++)
    g_free ((void *)run.readers[s].items);
  g_free (run.readers);
  g_free ((void *)run.done);
  return !run.stopped;
}
