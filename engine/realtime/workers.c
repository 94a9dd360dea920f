/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NOTES
 *
 * A job is one strip of the block. Those that listen to nobody stand in the queue at its start; who
 * finishes a job puts there whom it was the last to keep waiting. Taking one is a compare-and-swap
 * of `head`, which holds the number of the block: who looked at the queue of an earlier block
 * cannot take anything, and looks at nothing of a graph before it has. So a block is over as soon
 * as its jobs are done, whatever workers sleep or come late.
 *
 * Two waits are entered by looking once more: a worker reads `signal` before it looks for jobs, the
 * audio thread reads `done` before it does, and the futex only sleeps while that has not changed.
 * Jobs are put into the queue before either changes. */
#include "realtime/workers.h"

#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "realtime/clock.h"
#include "realtime/workers_state.h"

#define SPIN_NS 50000
#define LONGEST_WAIT_NS 100000000 /* then it looks at the clock again */
#define SMOOTHING_SECONDS 0.1
#define CLOSED UINT32_MAX /* a place of `head` that is behind every tail */

static void
relax (void)
{
#if defined(__x86_64__)
  __builtin_ia32_pause ();
#endif
}

/* The next job, -1 when there is none just now. */
static int
take_job (Workers *workers)
{
  uint64_t head = atomic_load_explicit (&workers->head, memory_order_acquire);

  for (;;) {
    const uint32_t at = (uint32_t) head;
    if (at >= atomic_load_explicit (&workers->tail, memory_order_acquire))
      return -1;
    const int strip = atomic_load_explicit (&workers->queue[at], memory_order_acquire);
    if (strip < 0)
      return -1;
    if (atomic_compare_exchange_weak (&workers->head, &head, head + 1))
      return strip;
  }
}

static void
put_job (Workers *workers, int strip)
{
  const uint32_t at = atomic_fetch_add_explicit (&workers->tail, 1, memory_order_acq_rel);
  atomic_store_explicit (&workers->queue[at], strip, memory_order_release);
}

void
workers_wake (Workers *workers, int n)
{
  atomic_fetch_add (&workers->signal, 1);
  if (n > 0 && atomic_load (&workers->sleepers) > 0)
    syscall (SYS_futex, &workers->signal, FUTEX_WAKE_PRIVATE, n, NULL, NULL, 0);
}

static void
do_job (Workers *workers, int strip, float *scratch)
{
  Graph *graph = workers->graph;
  const Jobs *jobs = graph->jobs;
  int ready = 0;

  const int64_t ns =
      graph_run_strip (graph, strip, workers->position, workers->frames, scratch, clock_now_ns ());
  atomic_fetch_add_explicit (&workers->busy_ns, ns, memory_order_relaxed);
  for (int r = jobs->first[strip]; r < jobs->first[strip + 1]; r++)
    if (atomic_fetch_sub_explicit (&jobs->left[jobs->readers[r]], 1, memory_order_acq_rel) == 1) {
      put_job (workers, jobs->readers[r]);
      ready++;
    }
  atomic_fetch_add (&workers->done, 1);
  /* From here on the graph may be gone. */
  if (atomic_load (&workers->awaited))
    syscall (SYS_futex, &workers->done, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
  if (ready > 1)
    workers_wake (workers, ready - 1);
}

void
workers_loop (Worker *worker)
{
  Workers *workers = worker->workers;

  realtime_thread_init ();
  atomic_store (&worker->id, gettid ());
  for (;;) {
    const uint32_t signal = atomic_load (&workers->signal);
    if (atomic_load (&workers->quit))
      return;
    for (int job; (job = take_job (workers)) >= 0;)
      do_job (workers, job, worker->scratch);
    atomic_fetch_add (&workers->sleepers, 1);
    syscall (SYS_futex, &workers->signal, FUTEX_WAIT_PRIVATE, signal, NULL, NULL, 0);
    atomic_fetch_sub (&workers->sleepers, 1);
  }
}

/* --- Audio thread
 * ----------------------------------------------------------------------------------------- */

static void
await (Workers *workers, uint32_t done, int64_t ns)
{
  const int64_t most = ns < LONGEST_WAIT_NS ? ns : LONGEST_WAIT_NS;
  const struct timespec wait = { .tv_nsec = most };

  atomic_store (&workers->awaited, true);
  syscall (SYS_futex, &workers->done, FUTEX_WAIT_PRIVATE, done, &wait, NULL, 0);
  atomic_store (&workers->awaited, false);
}

bool
workers_settle (Workers *workers, float *scratch, int64_t deadline_ns)
{
  int64_t spin_until = 0;

  for (;;) {
    const uint32_t done = atomic_load (&workers->done);
    if (done == workers->target)
      return true;
    const int job = take_job (workers);
    if (job >= 0) {
      do_job (workers, job, scratch);
      continue;
    }
    const int64_t now = clock_now_ns ();
    if (spin_until == 0)
      spin_until = now + SPIN_NS;
    if (now >= deadline_ns)
      return false;
    if (now < spin_until)
      relax ();
    else
      await (workers, done, deadline_ns - now);
  }
}

static void
open_block (Workers *workers, Graph *graph, Frames position, int frames)
{
  const int n = graph->context.n;
  const Jobs *jobs = graph->jobs;
  uint32_t ready = 0;

  workers->number++;
  atomic_store (&workers->head, (uint64_t) workers->number << 32 | CLOSED);
  workers->graph = graph;
  workers->position = position;
  workers->frames = frames;
  workers->target = atomic_load_explicit (&workers->done, memory_order_relaxed) + (uint32_t) n;
  atomic_store_explicit (&workers->busy_ns, 0, memory_order_relaxed);
  for (int s = 0; s < n; s++) {
    atomic_store_explicit (&jobs->left[s], jobs->waits[s], memory_order_relaxed);
    if (jobs->waits[s] == 0)
      atomic_store_explicit (&workers->queue[ready++], s, memory_order_release);
  }
  for (int i = (int) ready; i < n; i++)
    atomic_store_explicit (&workers->queue[i], -1, memory_order_release);
  atomic_store_explicit (&workers->tail, ready, memory_order_release);
  atomic_store (&workers->head, (uint64_t) workers->number << 32);
  if (ready > 1)
    workers_wake (workers, (int) ready - 1);
}

static bool
is_shared (const Workers *workers, const Graph *graph)
{
  return graph->jobs && graph->context.n <= WORKERS_MOST_STRIPS && workers->n > 0 &&
         atomic_load_explicit (&workers->allowed, memory_order_relaxed) &&
         (workers->load >= WORKERS_LEAST_LOAD ||
          atomic_load_explicit (&workers->always, memory_order_relaxed));
}

bool
workers_process (Workers *workers, Graph *graph, Frames position, int n, float *scratch,
                 int64_t deadline_ns)
{
  const double seconds = (double) n / graph->context.rate;
  bool over = true;
  int64_t ns;

  if (is_shared (workers, graph)) {
    open_block (workers, graph, position, n);
    over = workers_settle (workers, scratch, deadline_ns);
    ns = atomic_load_explicit (&workers->busy_ns, memory_order_relaxed);
    atomic_fetch_add_explicit (&workers->shared, 1, memory_order_relaxed);
  } else {
    const int64_t began = clock_now_ns ();
    graph_process (graph, position, n, scratch);
    ns = clock_now_ns () - began;
  }
  const double part = seconds < SMOOTHING_SECONDS ? seconds / SMOOTHING_SECONDS : 1.0;
  workers->load += ((double) ns * 1e-9 / seconds - workers->load) * part;
  return over;
}
