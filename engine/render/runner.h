/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a graph over a range as fast as it goes, on one or several threads, with the same bits for
 * any number of threads and any block. Not on the audio thread. */
#pragma once

#include "realtime/graph.h"

/* Takes one finished block, in order: `position` is the song position of its first frame at the
 * output of main, buffers are read at slot * context.block. False stops the run. Called from any of
 * the threads, one at a time. */
typedef bool (*RunnerSink) (const Graph *graph, Frames position, int n, int slot, void *data);

/* Blocks of at most the graph's block size from graph position `from` up to `to`. The graph must
 * have been compiled with at least runner_slots (threads) slots. False when the sink stopped it. */
bool runner_run (Graph *graph, Frames from, Frames to, int threads, RunnerSink sink, void *data);

int runner_slots (int threads);
