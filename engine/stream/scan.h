/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks ahead in a plan for chunks that are not in memory, and puts what is to be read into the
 * order of its deadlines. Reader thread. */
#pragma once

#include "stream/plan.h"

#define STREAM_RUN_CHUNKS 16 /* the most that is read at once: 1 MiB */

/* Adjacent chunks of a file, read in one go. */
typedef struct {
  StreamFile *file;
  int first, n;
  Frames deadline; /* from the position that was looked from to where the first is needed */
  Frames at; /* song position where it is needed */
  Id track;
} StreamRun;

typedef struct {
  Frames start, end; /* what comes behind end is start; end <= start: no loop */
} StreamLoop;

typedef struct {
  GArray *runs; /* StreamRun */
  int wanted; /* chunks that were asked for, once each */
  Frames eager; /* runs with a deadline before this stay short, so that every file gets its turn */
  int64_t now; /* us: files that failed lately are left alone */
} StreamScan;

/* Adds what [at, at + length) reads, jumping with the loop; deadlines count from `ahead`. */
void stream_scan_add (StreamScan *scan, const StreamPlan *plan, Frames at, Frames length,
                      StreamLoop loop, Frames ahead);

void stream_scan_sort (StreamScan *scan); /* nearest deadline first */
