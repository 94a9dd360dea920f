/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads that help the audio thread with one block of a graph. Main makes and frees them; the
 * audio thread gives them work and takes part in it. The bits do not depend on them: a strip is
 * computed by one thread, behind those it listens to, and a sum is one strip's.
 *
 * The audio thread does two things here that it does nowhere else: it wakes workers, which does not
 * block, and at the end of a block it waits for jobs that a worker has begun, spinning for 50 us at
 * most and then in a futex with a deadline. What no worker has begun it computes itself. A graph
 * that costs less than 20 % of the time it plays is computed by the audio thread alone. */
#pragma once

#include <sys/types.h>

#include "realtime/graph.h"

#define WORKERS_MOST 15
#define WORKERS_MOST_STRIPS 4096 /* a graph with more is computed by the audio thread alone */
#define WORKERS_LEAST_LOAD 0.2

typedef struct Workers Workers;

/* n <= WORKERS_MOST threads, asleep; NULL where they cannot be made. They are not used before
 * workers_allow (). */
Workers *workers_new (int n);
void workers_free (Workers *workers); /* nothing is computed any more; NULL is fine */
int workers_count (const Workers *workers);
pid_t workers_thread (const Workers *workers, int i); /* its id, for its priority */
/* Whether they are used from the next block on, `always` also where there is little to do. They
 * are to have the policy of the audio thread, or it may wait for one that does not get to run. */
void workers_allow (Workers *workers, bool allowed, bool always);

/* What graph_process () does. False when a job that a worker began was not over at `deadline_ns`
 * (CLOCK_MONOTONIC): then nothing that the graph points to may be touched before
 * workers_settle () has returned true. Audio thread. */
bool workers_process (Workers *workers, Graph *graph, Frames position, int n, float *scratch,
                      int64_t deadline_ns) REALTIME;
/* Goes on with a block that was not finished; true when it is. Audio thread. */
bool workers_settle (Workers *workers, float *scratch, int64_t deadline_ns) REALTIME;

/* Blocks that workers took part in, ever. Any thread. */
uint64_t workers_shared_blocks (const Workers *workers);
