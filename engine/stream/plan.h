/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which frames of which files a graph will read at which position: what the reader works from. It
 * refers to files only, so the graph may be freed before it. Immutable; any thread but audio. */
#pragma once

#include "realtime/graph.h"
#include "stream/cache.h"

/* A region, in song positions as the graph runs through them: moved by the track's delay. */
typedef struct {
  Frames start, end;
  Frames origin; /* of content frame 0 */
  StreamFile *file;
  /* In file frames, as in Region. */
  Frames source_start, loop_start, loop_length;
  bool reverse;
} StreamSegment;

typedef struct {
  Id track;
  int n;
  const StreamSegment *segments; /* by start */
  const Frames *latest_end; /* of the segments up to and including this one */
} StreamPlanTrack;

typedef struct {
  int rate;
  Frames lag; /* the most that a strip works behind the position of the graph */
  int n;
  const StreamPlanTrack *tracks;
  int references;
} StreamPlan;

/* Strips that nobody hears or overhears, and regions whose source is not a stream, are left out. */
StreamPlan *stream_plan_new (const Graph *graph);
/* Of a graph and of the one that is heard until it is. */
StreamPlan *stream_plan_new_both (const Graph *graph, const Graph *leaving);
StreamPlan *stream_plan_ref (StreamPlan *plan);
void stream_plan_unref (StreamPlan *plan); /* NULL is fine */

/* The first of a track's segments that may reach behind `at`, as an index; up to the first that
 * starts later than what is looked for. */
int stream_plan_first (const StreamPlanTrack *track, Frames at);

/* A run of file frames, [from, to), read upwards or downwards, of which the first is needed at
 * song position `at`. */
typedef struct {
  Frames from, to;
  bool down;
  Frames at;
} StreamSpan;

/* What a segment reads in song positions [from, to), which lie inside it, in at most two spans
 * and without what lies outside the file; a loop that comes round again is told once. Returns how
 * many. */
int stream_segment_spans (const StreamSegment *segment, Frames from, Frames to,
                          StreamSpan spans[2]);

/* Whether all that graph positions [at, at + length) read is in memory just now. */
bool stream_plan_is_in_memory (const StreamPlan *plan, Frames at, Frames length);
