/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/run.h"

#include <string.h>

#define CHUNK_ROOM 256

typedef union {
  int64_t at; /* first member of both */
  Point point;
  Note note;
} Item;

typedef struct {
  gatomicrefcount refs;
  int n;
  int room; /* grows in powers of two up to CHUNK_ROOM */
  _Alignas(Item) char items[];
} Chunk;

struct Run {
  gatomicrefcount refs;
  RunType type;
  int n_items;
  int n_chunks;
  Chunk *chunks[];
};

const char *const point_shapes[] = { "hold", "linear", "curve", NULL };

static size_t
item_size (RunType type)
{
  return type == RUN_POINTS ? sizeof (Point) : sizeof (Note);
}

static void *
chunk_item (const Chunk *chunk, RunType type, int index)
{
  return (char *) chunk->items + (size_t) index * item_size (type);
}

static int64_t
item_at (const Chunk *chunk, RunType type, int index)
{
  return *(const int64_t *) chunk_item (chunk, type, index);
}

static void
text_acquire (GRefString *text)
{
  if (text)
    g_ref_string_acquire (text);
}

static void
text_release (GRefString *text)
{
  if (text)
    g_ref_string_release (text);
}

static void
item_acquire (RunType type, const void *item)
{
  if (type == RUN_POINTS) {
    text_acquire (((const Point *) item)->unknown);
  } else {
    text_acquire (((const Note *) item)->lyric);
    text_acquire (((const Note *) item)->unknown);
  }
}

static void
item_release (RunType type, const void *item)
{
  if (type == RUN_POINTS) {
    text_release (((const Point *) item)->unknown);
  } else {
    text_release (((const Note *) item)->lyric);
    text_release (((const Note *) item)->unknown);
  }
}

static Chunk *
chunk_new (RunType type, int at_least)
{
  int room = 4;
  while (room < at_least)
    room *= 2;
  Chunk *chunk = g_malloc (sizeof (Chunk) + (size_t) room * item_size (type));
  g_atomic_ref_count_init (&chunk->refs);
  chunk->n = 0;
  chunk->room = room;
  return chunk;
}

static void
chunk_unref (Chunk *chunk, RunType type)
{
  if (!g_atomic_ref_count_dec (&chunk->refs))
    return;
  for (int i = 0; i < chunk->n; i++)
    item_release (type, chunk_item (chunk, type, i));
  g_free (chunk);
}

static Chunk *
chunk_slice (const Chunk *chunk, RunType type, int from, int to, int more)
{
  Chunk *slice = chunk_new (type, to - from + more);
  slice->n = to - from;
  memcpy (slice->items, chunk_item (chunk, type, from), (size_t) slice->n * item_size (type));
  for (int i = 0; i < slice->n; i++)
    item_acquire (type, chunk_item (slice, type, i));
  return slice;
}

static Run *
run_new (RunType type, int n_chunks)
{
  Run *run = g_malloc (sizeof (Run) + (size_t) n_chunks * sizeof (Chunk *));
  g_atomic_ref_count_init (&run->refs);
  run->type = type;
  run->n_items = 0;
  run->n_chunks = n_chunks;
  return run;
}

Run *
run_ref (Run *run)
{
  if (run)
    g_atomic_ref_count_inc (&run->refs);
  return run;
}

void
run_unref (Run *run)
{
  if (!run || !g_atomic_ref_count_dec (&run->refs))
    return;
  for (int i = 0; i < run->n_chunks; i++)
    chunk_unref (run->chunks[i], run->type);
  g_free (run);
}

int
run_n (const Run *run)
{
  return run ? run->n_items : 0;
}

static const void *
run_item (const Run *run, int index)
{
  g_return_val_if_fail (run && index >= 0 && index < run->n_items, NULL);
  for (int c = 0; c < run->n_chunks; c++) {
    if (index < run->chunks[c]->n)
      return chunk_item (run->chunks[c], run->type, index);
    index -= run->chunks[c]->n;
  }
  return NULL;
}

const Point *
run_point (const Run *run, int index)
{
  return run_item (run, index);
}

const Note *
run_note (const Run *run, int index)
{
  return run_item (run, index);
}

static const void *
run_chunk (const Run *run, int chunk, int *n)
{
  if (!run || chunk >= run->n_chunks)
    return NULL;
  *n = run->chunks[chunk]->n;
  return run->chunks[chunk]->items;
}

const Point *
run_point_chunk (const Run *run, int chunk, int *n)
{
  return run_chunk (run, chunk, n);
}

const Note *
run_note_chunk (const Run *run, int chunk, int *n)
{
  return run_chunk (run, chunk, n);
}

/* The chunk and the index in it of the first item at or behind `at`; past the last item when none.
 */
static void
locate (const Run *run, int64_t at, int *chunk, int *index)
{
  int c = 0;
  while (c + 1 < run->n_chunks && item_at (run->chunks[c], run->type, run->chunks[c]->n - 1) < at)
    c++;
  int low = 0, high = run->chunks[c]->n;
  while (low < high) {
    const int middle = (low + high) / 2;
    if (item_at (run->chunks[c], run->type, middle) < at)
      low = middle + 1;
    else
      high = middle;
  }
  *chunk = c;
  *index = low;
}

int
run_lower_bound (const Run *run, int64_t at)
{
  int chunk, index;

  if (run_n (run) == 0)
    return 0;
  locate (run, at, &chunk, &index);
  for (int c = 0; c < chunk; c++)
    index += run->chunks[c]->n;
  return index;
}

int
run_find_note (const Run *run, Id id)
{
  int before = 0;

  for (int c = 0; run && c < run->n_chunks; c++) {
    for (int i = 0; i < run->chunks[c]->n; i++)
      if (((const Note *) chunk_item (run->chunks[c], RUN_NOTES, i))->id == id)
        return before + i;
    before += run->chunks[c]->n;
  }
  return -1;
}

/* Makes *slot a run that only the caller can reach; the chunks stay shared. */
static Run *
run_private (Run **slot, int room_for_more)
{
  Run *old = *slot;
  Run *run = run_new (old->type, old->n_chunks + room_for_more);

  run->n_items = old->n_items;
  run->n_chunks = old->n_chunks;
  for (int c = 0; c < old->n_chunks; c++) {
    run->chunks[c] = old->chunks[c];
    g_atomic_ref_count_inc (&run->chunks[c]->refs);
  }
  run_unref (old);
  *slot = run;
  return run;
}

static Chunk *
chunk_private (Run *run, int c, int more)
{
  Chunk *chunk = run->chunks[c];
  if (!g_atomic_ref_count_compare (&chunk->refs, 1) || chunk->n + more > chunk->room) {
    run->chunks[c] = chunk_slice (chunk, run->type, 0, chunk->n, more);
    chunk_unref (chunk, run->type);
  }
  return run->chunks[c];
}

static void
insert_at (Run **slot, RunType type, int c, int index, const void *item)
{
  const size_t size = item_size (type);
  Run *run;
  Chunk *chunk;

  if (!*slot) {
    run = *slot = run_new (type, 1);
    run->chunks[0] = chunk_new (type, 1);
  }
  run = run_private (slot, 1);
  if (run->chunks[c]->n == CHUNK_ROOM) {
    /* Appending fills chunks; inserting in the middle halves one. */
    Chunk *full = run->chunks[c];
    const int cut = index == CHUNK_ROOM && c == run->n_chunks - 1 ? CHUNK_ROOM : CHUNK_ROOM / 2;
    memmove (&run->chunks[c + 1], &run->chunks[c], (size_t) (run->n_chunks - c) * sizeof (Chunk *));
    run->chunks[c] = chunk_slice (full, type, 0, cut, 0);
    run->chunks[c + 1] = chunk_slice (full, type, cut, CHUNK_ROOM, 1);
    run->n_chunks++;
    chunk_unref (full, type);
    if (index > cut || cut == CHUNK_ROOM) {
      c++;
      index -= cut;
    }
  }
  chunk = chunk_private (run, c, 1);
  memmove (chunk_item (chunk, type, index + 1), chunk_item (chunk, type, index),
           (size_t) (chunk->n - index) * size);
  memcpy (chunk_item (chunk, type, index), item, size);
  item_acquire (type, item);
  chunk->n++;
  run->n_items++;
}

static int
insert (Run **slot, RunType type, const void *item)
{
  const int64_t at = *(const int64_t *) item;
  int c = 0, index = 0, before = 0;

  if (run_n (*slot) > 0) {
    locate (*slot, at + 1, &c, &index);
    for (int i = 0; i < c; i++)
      before += (*slot)->chunks[i]->n;
  }
  insert_at (slot, type, c, index, item);
  return before + index;
}

int
run_insert_point (Run **slot, const Point *point)
{
  const int there = run_lower_bound (*slot, point->at);
  if (there < run_n (*slot) && run_point (*slot, there)->at == point->at)
    run_remove (slot, there);
  return insert (slot, RUN_POINTS, point);
}

int
run_insert_note (Run **slot, const Note *note)
{
  return insert (slot, RUN_NOTES, note);
}

static void
append (Run **slot, RunType type, const void *item)
{
  Run *run = *slot;

  /* The usual case while reading a file: nobody else holds the run, and the last chunk has room. */
  if (run && g_atomic_ref_count_compare (&run->refs, 1)) {
    Chunk *last = run->chunks[run->n_chunks - 1];
    if (last->n < last->room && g_atomic_ref_count_compare (&last->refs, 1)) {
      memcpy (chunk_item (last, type, last->n), item, item_size (type));
      item_acquire (type, item);
      last->n++;
      run->n_items++;
      return;
    }
  }
  insert_at (slot, type, run ? run->n_chunks - 1 : 0, run ? run->chunks[run->n_chunks - 1]->n : 0,
             item);
}

void
run_append_point (Run **slot, const Point *point)
{
  append (slot, RUN_POINTS, point);
}

void
run_append_note (Run **slot, const Note *note)
{
  append (slot, RUN_NOTES, note);
}

void
run_remove (Run **slot, int index)
{
  Run *run;
  int c = 0;

  g_return_if_fail (index >= 0 && index < run_n (*slot));
  if (run_n (*slot) == 1) {
    g_clear_pointer (slot, run_unref);
    return;
  }
  run = run_private (slot, 0);
  while (index >= run->chunks[c]->n)
    index -= run->chunks[c++]->n;
  run->n_items--;
  if (run->chunks[c]->n == 1) {
    chunk_unref (run->chunks[c], run->type);
    run->n_chunks--;
    memmove (&run->chunks[c], &run->chunks[c + 1], (size_t) (run->n_chunks - c) * sizeof (Chunk *));
    return;
  }
  Chunk *chunk = chunk_private (run, c, 0);
  item_release (run->type, chunk_item (chunk, run->type, index));
  chunk->n--;
  memmove (chunk_item (chunk, run->type, index), chunk_item (chunk, run->type, index + 1),
           (size_t) (chunk->n - index) * item_size (run->type));
}

void
run_shift (Run **slot, int64_t by)
{
  if (run_n (*slot) == 0)
    return;
  Run *run = run_private (slot, 0);
  for (int c = 0; c < run->n_chunks; c++) {
    Chunk *chunk = chunk_private (run, c, 0);
    for (int i = 0; i < chunk->n; i++)
      *(int64_t *) chunk_item (chunk, run->type, i) += by;
  }
}

Run *
run_new_points (const Point *points, int n)
{
  if (n == 0)
    return NULL;
  Run *run = run_new (RUN_POINTS, (n + CHUNK_ROOM - 1) / CHUNK_ROOM);
  run->n_items = n;
  for (int c = 0; c < run->n_chunks; c++) {
    const int from = c * CHUNK_ROOM, some = MIN (n - from, CHUNK_ROOM);
    Chunk *chunk = run->chunks[c] = chunk_new (RUN_POINTS, some);
    chunk->n = some;
    memcpy (chunk->items, &points[from], (size_t) some * sizeof (Point));
    for (int i = 0; i < some; i++)
      text_acquire (points[from + i].unknown);
  }
  return run;
}

size_t
run_new_bytes (const Run *run, const Run *old)
{
  size_t bytes = 0;

  if (!run || run == old)
    return 0;
  bytes = sizeof (Run) + (size_t) run->n_chunks * sizeof (Chunk *);
  for (int c = 0; c < run->n_chunks; c++) {
    bool shared = false;
    for (int o = 0; old && o < old->n_chunks && !shared; o++)
      shared = old->chunks[o] == run->chunks[c];
    if (!shared)
      bytes += sizeof (Chunk) + (size_t) run->chunks[c]->room * item_size (run->type);
  }
  return bytes;
}

static bool
texts_equal (const GRefString *a, const GRefString *b)
{
  return a == b || strcmp (text_get (a), text_get (b)) == 0;
}

static bool
points_equal (const Point *p, const Point *q)
{
  return p->at == q->at && p->value == q->value && p->shape == q->shape &&
         p->tension == q->tension && texts_equal (p->unknown, q->unknown);
}

static bool
notes_equal (const Note *p, const Note *q)
{
  return p->at == q->at && p->length == q->length && p->id == q->id && p->pitch == q->pitch &&
         p->channel == q->channel && p->velocity == q->velocity && p->release == q->release &&
         p->mute == q->mute && texts_equal (p->lyric, q->lyric) &&
         texts_equal (p->unknown, q->unknown);
}

bool
run_equal (const Run *a, const Run *b)
{
  int at_a = 0, at_b = 0, in_a = 0, in_b = 0; /* chunks, and items in them */

  if (a == b)
    return true;
  if (run_n (a) != run_n (b) || a->type != b->type)
    return false;
  for (int i = 0; i < a->n_items; i++) {
    if (in_a == a->chunks[at_a]->n) {
      at_a++;
      in_a = 0;
    }
    if (in_b == b->chunks[at_b]->n) {
      at_b++;
      in_b = 0;
    }
    const void *p = chunk_item (a->chunks[at_a], a->type, in_a++);
    const void *q = chunk_item (b->chunks[at_b], b->type, in_b++);
    if (!(a->type == RUN_POINTS ? points_equal (p, q) : notes_equal (p, q)))
      return false;
  }
  return true;
}
