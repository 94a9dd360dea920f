/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NOTES
 *
 * A ticket is one strip of one block; the sink counts as one more strip behind main. Tickets are
 * handed out in rounds, in a fixed order. With several threads a strip works in each round on a
 * block that lies its lag behind: tracks have lag 0, what sums them lag 1, what sums those lag 2,
 * the sink one more. So while one thread is at the reverb, main or the encoder, whose work cannot
 * be shared out, the others are at the tracks of the blocks behind it. A ticket waits until
 *   1. the strips it listens to have done the same block,
 *   2. its own strip has done the block before,
 *   3. whoever reads its buffer has done the block that lies `slots` before.
 * All of these have lower numbers (a round begins with the largest lag, slots are at least that
 * many, and strips of one lag keep the order of the graph), so whoever holds the lowest unfinished
 * ticket never waits, and there is no deadlock. Each strip's work is done by one thread at a time
 * in block order with the same inputs: the bits cannot depend on the threads. */
#include "render/runner.h"

#include <glib.h>
#include <stdatomic.h>
#include <stdlib.h>

#define SPINS 300 /* some microseconds: less than one strip of one block takes */
#define MOST_LAG 4

typedef struct {
  int n;
  const int *items;
} Readers;

/* A place in a round. */
typedef struct {
  int strip;
  int lag;
} Step;

typedef struct {
  Graph *graph;
  Frames from, to;
  int64_t n_blocks;
  RunnerSink sink;
  void *data;
  int n_steps; /* strips and the sink */
  Step *steps;
  Readers *readers; /* of each strip; the sink is number n_strips */
  _Atomic int64_t *done; /* blocks that each strip, and the sink, has finished */
  _Atomic int64_t next; /* ticket */
  _Atomic bool stopped;

  _Atomic int n_sleepers;
  GMutex lock; /* with `woken`, for those who sleep */
  GCond woken;
} Run;

int
runner_slots (int threads)
{
  return threads > 1 ? MOST_LAG : 1;
}

static bool
is_done (Run *run, int strip, int64_t blocks)
{
  return atomic_load (&run->done[strip]) >= blocks || atomic_load (&run->stopped);
}

/* Spins for a moment, then sleeps: the processor may be wanted elsewhere. */
static void
wait_for (Run *run, int strip, int64_t blocks)
{
  for (int spin = 0; spin < SPINS; spin++) {
    if (is_done (run, strip, blocks))
      return;
#if defined(__x86_64__)
    __builtin_ia32_pause ();
#endif
  }
  g_mutex_lock (&run->lock);
  atomic_fetch_add (&run->n_sleepers, 1);
  while (!is_done (run, strip, blocks))
    g_cond_wait (&run->woken, &run->lock);
  atomic_fetch_sub (&run->n_sleepers, 1);
  g_mutex_unlock (&run->lock);
}

/* Behind every change that a sleeper may wait for: he counts himself before he looks a last time,
 * so either he sees the change or he is seen here. */
static void
wake_sleepers (Run *run)
{
  if (atomic_load (&run->n_sleepers) == 0)
    return;
  g_mutex_lock (&run->lock);
  g_cond_broadcast (&run->woken);
  g_mutex_unlock (&run->lock);
}

static void
wait_for_inputs (Run *run, int strip, int64_t block)
{
  const StripContext *context = &run->graph->context;

  wait_for (run, strip, block);
  for (int i = 0; i < run->readers[strip].n; i++)
    wait_for (run, run->readers[strip].items[i], block + 1 - context->slots);
  if (strip == context->n)
    wait_for (run, run->graph->main, block + 1);
  else
    for (int e = 0; e < context->strips[strip].n_edges; e++)
      wait_for (run, context->strips[strip].edges[e].from, block + 1);
}

static void
do_block (Run *run, int strip, int64_t block, float *scratch)
{
  const StripContext *context = &run->graph->context;
  const Frames position = run->from + block * context->block;
  const int n = (int) int64_min (context->block, run->to - position);
  const int slot = (int) (block % context->slots);

  if (strip < context->n)
    strip_process (context, &context->strips[strip], position, n, slot, scratch);
  else if (!run->sink (run->graph, position - run->graph->latency, n, slot, run->data))
    atomic_store (&run->stopped, true);
  atomic_store (&run->done[strip], block + 1);
  wake_sleepers (run);
}

static void
work (Run *run)
{
  const size_t room = STRIP_SCRATCH (run->graph->context.block) * sizeof (float);
  float *scratch = aligned_alloc (64, (room + 63) / 64 * 64);

  realtime_thread_init ();
  for (;;) {
    const int64_t ticket = atomic_fetch_add_explicit (&run->next, 1, memory_order_relaxed);
    const int64_t round = ticket / run->n_steps;
    const Step *step = &run->steps[ticket % run->n_steps];
    const int64_t block = round - step->lag;
    if (round - run->steps[0].lag >= run->n_blocks)
      break;
    if (block < 0 || block >= run->n_blocks)
      continue;
    wait_for_inputs (run, step->strip, block);
    if (atomic_load (&run->stopped))
      break;
    do_block (run, step->strip, block, scratch);
  }
  free (scratch);
}

static gpointer
worker (gpointer data)
{
  work (data);
  return NULL;
}

static int
compare_steps (const void *a, const void *b)
{
  const Step *x = a, *y = b;
  return x->lag != y->lag ? y->lag - x->lag : x->strip - y->strip;
}

static void
plan_rounds (Run *run, int threads)
{
  const StripContext *context = &run->graph->context;
  const int most = threads > 1 ? MOST_LAG - 1 : 0; /* of a strip: the sink is behind it */

  run->n_steps = context->n + 1;
  run->steps = g_new0 (Step, run->n_steps);
  for (int s = 0; s < context->n; s++) {
    const Strip *strip = &context->strips[s];
    run->steps[s].strip = s;
    for (int e = 0; e < strip->n_edges; e++)
      run->steps[s].lag = MAX (run->steps[s].lag, run->steps[strip->edges[e].from].lag + 1);
    run->steps[s].lag = MIN (run->steps[s].lag, most);
  }
  int last = 0;
  for (int s = 0; s < context->n; s++)
    last = MAX (last, run->steps[s].lag);
  run->steps[context->n] = (Step){ context->n, threads > 1 ? last + 1 : 0 };
  qsort (run->steps, (size_t) run->n_steps, sizeof *run->steps, compare_steps);
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
    run->readers[s].n = (int) readers[s]->len;
    run->readers[s].items = (const int *) (void *) g_array_free (readers[s], FALSE);
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
  g_mutex_init (&run.lock);
  g_cond_init (&run.woken);
  find_readers (&run);
  plan_rounds (&run, graph->context.slots > 1 ? threads : 1);
  for (int i = 1; i < threads; i++)
    others[i] = g_thread_new ("render", worker, &run);
  work (&run);
  for (int i = 1; i < threads; i++)
    g_thread_join (others[i]);
  for (int s = 0; s <= n_strips; s++)
    g_free ((void *) run.readers[s].items);
  g_free (run.readers);
  g_free (run.steps);
  g_free ((void *) run.done);
  g_mutex_clear (&run.lock);
  g_cond_clear (&run.woken);
  return !run.stopped;
}
