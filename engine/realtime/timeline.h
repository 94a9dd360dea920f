/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The song as the graph runs through it: graph time goes on without end, song positions jump at
 * loop ends. Each node looks its own place up here, since latency puts them at different places of
 * the jump. Audio thread. */
#pragma once

#include "base/realtime.h"
#include "base/types.h"

#define TIMELINE_SPANS 64

/* From graph time `at` on, graph time at + i is song position song + i. */
typedef struct {
  Frames at, song;
} TimelineSpan;

/* The spans laid last; older ones are forgotten: nothing looks back further than the longest
 * latency, and loops are no shorter than TIMELINE_SHORTEST_LOOP. */
typedef struct {
  int n; /* spans ever laid; span i is at spans[i % TIMELINE_SPANS] */
  TimelineSpan spans[TIMELINE_SPANS];
} Timeline;

/* One span, with graph time `at` at `song`. */
void timeline_start (Timeline *timeline, Frames at, Frames song) REALTIME;
/* From graph time `at`, behind the last span's, the song goes on at `song`. */
void timeline_jump (Timeline *timeline, Frames at, Frames song) REALTIME;

/* A piece of graph time without a jump. */
typedef struct {
  Frames song; /* position of its first frame */
  int n; /* frames, >= 1 */
  Frames since; /* frames since the jump before, INT64_MAX when there was none */
  Frames left; /* with a jump before: the song position where it left */
} TimelinePart;

/* The part of [at, at + n) that begins at `at`. NULL is the song as it stands: graph time is song
 * position. */
TimelinePart timeline_part (const Timeline *timeline, Frames at, int n) REALTIME;
