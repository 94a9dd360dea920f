/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs: long sequences of small things (notes, envelope points) by value, kept in order and in
 * shared chunks, so that changing one copies one chunk. Immutable like nodes; the slot forms write.
 */
#pragma once

#include "model/node.h"

#define NOTE_LETTER 'n' /* of the ids of notes */

typedef enum { POINT_HOLD, POINT_LINEAR, POINT_CURVE } PointShape;
extern const char *const point_shapes[];

/* From this point to the next the value runs by `shape`. */
typedef struct {
  int64_t at; /* ticks or units, as the envelope's base says */
  double value;
  PointShape shape;
  double tension; /* -1..1, for curve */
  GRefString *unknown; /* attributes, then elements, of a newer version */
} Point;

typedef struct {
  int64_t at; /* ticks from the clip's content start */
  int64_t length;
  Id id;
  int pitch; /* 0..127 */
  int channel; /* 0..15 */
  double velocity; /* 0..1 */
  double release; /* 0..1 */
  bool mute;
  GRefString *lyric; /* NULL = none */
  GRefString *unknown; /* as in Point */
} Note;

typedef enum { RUN_POINTS, RUN_NOTES } RunType;

Run *run_ref (Run *run);
void run_unref (Run *run); /* NULL is fine and empty, here and below */
int run_n (const Run *run);
const Point *run_point (const Run *run, int index); /* borrowed */
const Note *run_note (const Run *run, int index);
/* The items of one chunk after the other, for walking over long runs: chunk 0, 1, ... holds *n of
 * them, borrowed; NULL behind the last chunk. */
const Point *run_point_chunk (const Run *run, int chunk, int *n);
const Note *run_note_chunk (const Run *run, int chunk, int *n);
/* First index whose `at` is not less than the given one; run_n when there is none. */
int run_lower_bound (const Run *run, int64_t at);
int run_find_note (const Run *run, Id id); /* index or -1 */

/* Insertion keeps the order by `at` (equal ones behind those there); returns the index. The item's
 * texts are referenced, not taken. Points at the same place replace each other. */
int run_insert_point (Run **slot, const Point *point);
int run_insert_note (Run **slot, const Note *note);
void run_remove (Run **slot, int index);
/* Items appended in order, faster than inserting; the caller guarantees the order. */
void run_append_point (Run **slot, const Point *point);
void run_append_note (Run **slot, const Note *note);

/* Moves every item by so much; what is shared is copied. */
void run_shift (Run **slot, int64_t by);
/* A run of points in order, which the caller guarantees; NULL of none. */
Run *run_new_points (const Point *points, int n);

size_t run_new_bytes (const Run *run, const Run *old);
bool run_equal (const Run *a, const Run *b);
