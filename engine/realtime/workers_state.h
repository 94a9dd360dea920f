/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the workers: what the audio thread and they share. */
#pragma once

#include <pthread.h>
#include <stdatomic.h>

#include "realtime/workers.h"

typedef struct {
  Workers *workers;
  pthread_t thread;
  _Atomic pid_t id;
  float *scratch; /* of its own */
} Worker;

struct Workers {
  int n;
  Worker worker[WORKERS_MOST];
  _Atomic bool quit;
  _Atomic bool allowed, always;
  _Atomic uint64_t shared; /* blocks */

  /* The queue of strips whose inputs are done. It lies here and not with the graph, so that a
   * worker that comes late finds memory that is still there. */
  _Alignas(64) _Atomic uint64_t head; /* number of the block << 32 | next place */
  _Alignas(64) _Atomic uint32_t tail;
  _Alignas(64) _Atomic uint32_t signal; /* futex: there is more to do than who saw to it can */
  _Atomic int sleepers;
  _Alignas(64) _Atomic uint32_t done; /* futex: jobs done, ever */
  _Atomic bool awaited; /* the audio thread sleeps until `done` changes */
  _Atomic int64_t busy_ns; /* of the block, by all */
  _Atomic int queue[WORKERS_MOST_STRIPS]; /* -1: not there yet */

  /* The block: written by the audio thread, read by who has taken a job of it. */
  _Alignas(64) Graph *graph;
  Frames position;
  int frames;

  /* Audio thread only. */
  uint32_t number; /* of the block */
  uint32_t target; /* `done` at its end */
  double load; /* computing time over playing time, smoothed */
};

/* A worker's thread: works until `quit`. */
void workers_loop (Worker *worker);
/* Wakes so many of those who sleep. Any thread. */
void workers_wake (Workers *workers, int n) REALTIME;
