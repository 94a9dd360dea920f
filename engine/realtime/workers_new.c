/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main thread's side of the workers. */
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "realtime/player_state.h"
#include "realtime/workers_state.h"

static void *
run (void *data)
{
  workers_loop (data);
  return NULL;
}

static bool
start (Workers *workers, Worker *worker)
{
  const size_t room = sizeof (float) * STRIP_SCRATCH (PLAYER_MOST_BLOCK);

  worker->workers = workers;
  worker->scratch = aligned_alloc (64, room);
  if (!worker->scratch)
    return false;
  memset (worker->scratch, 0, room);
  if (pthread_create (&worker->thread, NULL, run, worker) != 0) {
    free (worker->scratch);
    return false;
  }
  pthread_setname_np (worker->thread, "audio worker");
  while (atomic_load (&worker->id) == 0)
    sched_yield ();
  return true;
}

Workers *
workers_new (int n)
{
  Workers *workers = aligned_alloc (64, (sizeof (Workers) + 63) / 64 * 64);

  if (!workers)
    return NULL;
  memset (workers, 0, sizeof *workers);
  atomic_store (&workers->head, UINT32_MAX);
  while (workers->n < n && workers->n < WORKERS_MOST) {
    if (!start (workers, &workers->worker[workers->n])) {
      workers_free (workers);
      return NULL;
    }
    workers->n++;
  }
  return workers;
}

void
workers_free (Workers *workers)
{
  if (!workers)
    return;
  atomic_store (&workers->quit, true);
  workers_wake (workers, WORKERS_MOST);
  for (int i = 0; i < workers->n; i++) {
    pthread_join (workers->worker[i].thread, NULL);
    free (workers->worker[i].scratch);
  }
  free (workers);
}

int
workers_count (const Workers *workers)
{
  return workers->n;
}

pid_t
workers_thread (const Workers *workers, int i)
{
  return atomic_load (&workers->worker[i].id);
}

void
workers_allow (Workers *workers, bool allowed, bool always)
{
  atomic_store (&workers->always, always);
  atomic_store (&workers->allowed, allowed);
}

uint64_t
workers_shared_blocks (const Workers *workers)
{
  return atomic_load (&workers->shared);
}
