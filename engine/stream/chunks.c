/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/chunks.h"

#include <errno.h>
#include <sys/mman.h>

#define GUARD 64 /* decoders may read a byte before the first */
#define STRIDE (STREAM_CHUNK_BYTES + GUARD)
#define SLAB_CELLS 32
#define SLAB_BYTES ((size_t) SLAB_CELLS * STRIDE)
#define PAGE 4096

static StreamCell *
cell_at (struct StreamStore *store, int cell)
{
  return &g_array_index (store->cells, StreamCell, cell);
}

void
chunks_init (struct StreamStore *store)
{
  store->slabs = g_ptr_array_new ();
  store->cells = g_array_new (FALSE, FALSE, sizeof (StreamCell));
  store->free = g_array_new (FALSE, FALSE, sizeof (int));
  store->limbo = g_array_new (FALSE, FALSE, sizeof (int));
  store->newest = store->oldest = -1;
  store->scan = 1;
}

void
chunks_clear (struct StreamStore *store)
{
  for (guint i = 0; i < store->slabs->len; i++)
    munmap (g_ptr_array_index (store->slabs, i), SLAB_BYTES);
  g_ptr_array_unref (store->slabs);
  g_array_unref (store->cells);
  g_array_unref (store->free);
  g_array_unref (store->limbo);
}

int
chunks_capacity (const StreamCache *cache)
{
  const size_t slabs = cache->store->budget / SLAB_BYTES;
  return (int) CLAMP (slabs, 1, (size_t) INT32_MAX / SLAB_CELLS) * SLAB_CELLS;
}

/* Locked memory is there at once; where that is not allowed it is touched, so that the audio thread
 * never takes the first fault of a page. */
static void
lock_slab (struct StreamStore *store, uint8_t *slab)
{
  pthread_mutex_lock (&store->lock);
  if (store->lock_errno == 0 && mlock (slab, SLAB_BYTES) != 0)
    store->lock_errno = errno;
  if (store->lock_errno != 0)
    for (size_t at = 0; at < SLAB_BYTES; at += PAGE)
      ((volatile uint8_t *) slab)[at] = 0;
  pthread_mutex_unlock (&store->lock);
}

static bool
add_slab (StreamCache *cache)
{
  struct StreamStore *store = cache->store;
  if ((int) store->cells->len + SLAB_CELLS > chunks_capacity (cache))
    return false;
  uint8_t *slab =
      mmap (NULL, SLAB_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (slab == MAP_FAILED)
    return false;
  lock_slab (store, slab);
  g_ptr_array_add (store->slabs, slab);
  for (int i = SLAB_CELLS - 1; i >= 0; i--) {
    const int cell = (int) store->cells->len;
    const StreamCell fresh = { .newer = -1, .older = -1, .bytes = slab + i * STRIDE + GUARD };
    g_array_append_val (store->cells, fresh);
    g_array_append_val (store->free, cell);
  }
  return true;
}

static void
unlink_cell (struct StreamStore *store, int index)
{
  StreamCell *cell = cell_at (store, index);
  if (cell->newer >= 0)
    cell_at (store, cell->newer)->older = cell->older;
  else
    store->newest = cell->older;
  if (cell->older >= 0)
    cell_at (store, cell->older)->newer = cell->newer;
  else
    store->oldest = cell->newer;
}

static void
link_newest (struct StreamStore *store, int index)
{
  StreamCell *cell = cell_at (store, index);
  cell->newer = -1;
  cell->older = store->newest;
  if (store->newest >= 0)
    cell_at (store, store->newest)->newer = index;
  else
    store->oldest = index;
  store->newest = index;
}

bool
chunks_want (StreamFile *file, int chunk)
{
  struct StreamStore *store = file->cache->store;
  if (file->store->wanted[chunk] == store->scan)
    return false;
  file->store->wanted[chunk] = store->scan;
  const int cell = file->store->cells[chunk];
  if (cell >= 0 && cell != store->newest) {
    unlink_cell (store, cell);
    link_newest (store, cell);
  }
  return true;
}

/* Takes the chunk that was wanted longest ago out of sight; false when none may go. */
static bool
evict (StreamCache *cache)
{
  struct StreamStore *store = cache->store;
  const int index = store->oldest;
  if (index < 0)
    return false;
  StreamCell *cell = cell_at (store, index);
  StreamFile *file = cell->file;
  if (file->store->wanted[cell->chunk] == store->scan)
    return false;

  unlink_cell (store, index);
  atomic_store (&file->chunks[cell->chunk], NULL);
  cell->epoch = atomic_load (&cache->epoch);
  cell->file = NULL;
  file->store->cells[cell->chunk] = -1;
  atomic_fetch_sub (&store->used, STREAM_CHUNK_BYTES);
  g_array_append_val (store->limbo, index);

  pthread_mutex_lock (&store->lock);
  file->store->n_resident--;
  stream_file_release (file);
  pthread_mutex_unlock (&store->lock);
  return true;
}

/* Outside its callback then, or in another one by now: nobody reads the chunk any more. */
static void
collect_limbo (StreamCache *cache)
{
  struct StreamStore *store = cache->store;
  const unsigned epoch = atomic_load (&cache->epoch);
  for (guint i = store->limbo->len; i-- > 0;) {
    const int cell = g_array_index (store->limbo, int, i);
    const unsigned then = cell_at (store, cell)->epoch;
    if (then % 2 == 0 || then != epoch) {
      g_array_remove_index_fast (store->limbo, i);
      g_array_append_val (store->free, cell);
    }
  }
}

int
chunks_take (StreamCache *cache)
{
  struct StreamStore *store = cache->store;
  const int64_t patience = 200000; /* us: longer than any callback */
  const int64_t begun = g_get_monotonic_time ();

  while (store->free->len == 0) {
    if (store->limbo->len == 0 && !add_slab (cache) && !evict (cache))
      return -1;
    collect_limbo (cache);
    if (store->free->len > 0)
      break;
    if (g_get_monotonic_time () - begun > patience)
      return -1;
    g_usleep (100);
  }
  const int cell = g_array_index (store->free, int, store->free->len - 1);
  g_array_set_size (store->free, store->free->len - 1);
  return cell;
}

uint8_t *
chunks_bytes (StreamCache *cache, int cell)
{
  return cell_at (cache->store, cell)->bytes;
}

void
chunks_publish (StreamCache *cache, int index, StreamFile *file, int chunk)
{
  struct StreamStore *store = cache->store;
  StreamCell *cell = cell_at (store, index);

  pthread_mutex_lock (&store->lock);
  file->store->n_resident++;
  pthread_mutex_unlock (&store->lock);
  cell->file = file;
  cell->chunk = chunk;
  file->store->cells[chunk] = index;
  link_newest (store, index);
  atomic_fetch_add (&store->used, STREAM_CHUNK_BYTES);
  atomic_store (&file->chunks[chunk], cell->bytes);
}

void
chunks_give_back (StreamCache *cache, int cell)
{
  g_array_append_val (cache->store->free, cell);
}
