/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The graph: every strip in an order in which each stands behind those it listens to. Made by mix/
 * from a project value; run by the player and the renderer alike. Audio thread. */
#pragma once

#include "realtime/jobs.h"

typedef enum {
  BUS_LISTEN, /* strips that are listened to in place of main: AFL, PFL */
  BUS_REFERENCE, /* a recording to compare main with */
  BUS_CUE, /* a headphone mix */
  BUS_DIRECT, /* one strip, to channels of the device */
  BUS_RECORD, /* one strip, to a track that records it: without the ramps of starts and stops */
} BusKind;

/* What goes to the device beside main: a strip behind main, as late as main is. */
typedef struct {
  BusKind kind;
  Id id; /* of its strip */
  int strip;
  int number; /* of a cue or reference, from 1 */
  int left, right; /* device channels as the project wants them, from 0; -1: none */
} Bus;

typedef struct {
  StripContext context;
  int main; /* index of the output strip; only buses stand behind it */
  int n_buses;
  const Bus *buses;
  bool listens; /* some strip hears the device: the graph runs while the song stands, too */
  Frames latency; /* song position of the output is that of the graph less this */
  Jobs *jobs; /* for workers; NULL: one thread computes it */
} Graph;

/* All strips over graph positions [position, position + n), n <= block, on the calling thread. The
 * result is the post tap of main in slot 0. `scratch`: STRIP_SCRATCH (block) floats. */
void graph_process (Graph *graph, Frames position, int n, float *scratch) REALTIME;

/* One strip of them, and what it costs. Returns nanoseconds since `began_ns`; 0 where the strip
 * does not measure. */
int64_t graph_run_strip (Graph *graph, int index, Frames position, int n, float *scratch,
                         int64_t began_ns) REALTIME;

/* Every state to silence, as at a start or a locate. */
void graph_reset (Graph *graph) REALTIME;
