/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the cache: slabs, who holds which chunk, and who gives one up. Reader thread, but for what
 * says otherwise. */
#pragma once

#include <pthread.h>
#include "stream/cache.h"

typedef struct {
  StreamFile *file; /* NULL: free or in limbo */
  int chunk;
  int newer, older; /* in the order of use; -1 = none */
  unsigned epoch; /* in limbo: when it was taken away */
  uint8_t *bytes; /* STREAM_CHUNK_BYTES, with 64 in front that nobody reads a meaning from */
} StreamCell;

struct StreamFileStore {
  PcmFile *pcm;
  PcmIdentity identity;
  int references; /* by sources and plans; under the lock */
  int fd; /* -1: opened for each read */
  int *cells; /* of each chunk; -1 = not in memory */
  uint32_t *wanted; /* of each chunk: the number of the last scan that asked for it */
  int n_resident; /* under the lock */
  int64_t retry_at; /* after an error: us of g_get_monotonic_time */
  int failure; /* StreamLoadResult of the last read */
  unsigned misses_seen;
};

struct StreamStore {
  size_t budget;
  pthread_mutex_t lock; /* files, their references and n_resident; lock_errno */
  GHashTable *files; /* PcmIdentity -> StreamFile */
  int n_open;
  atomic_size_t used;
  int lock_errno; /* of the first mlock that failed */
  GPtrArray *slabs;
  GArray *cells; /* StreamCell */
  GArray *free; /* int */
  GArray *limbo; /* int: taken away, perhaps still read */
  int newest, oldest;
  uint32_t scan; /* what was wanted in it is not evicted */
};

/* How many chunks the budget holds, at least 32. */
int chunks_capacity (const StreamCache *cache);

/* Marks a chunk as wanted in this scan; returns whether it is for the first time. */
bool chunks_want (StreamFile *file, int chunk);

static inline bool
chunks_has (const StreamFile *file, int chunk)
{
  return file->store->cells[chunk] >= 0;
}

/* A cell to fill, evicting what was wanted longest ago; -1 when this scan wants everything. May
 * wait for the audio thread to leave its callback. */
int chunks_take (StreamCache *cache);
uint8_t *chunks_bytes (StreamCache *cache, int cell);
void chunks_publish (StreamCache *cache, int cell, StreamFile *file, int chunk);
void chunks_give_back (StreamCache *cache, int cell); /* was not filled */

/* Under the lock: frees a file that nobody refers to and of which nothing is in memory. */
void stream_file_release (StreamFile *file);
/* A descriptor to read from; -1 with an error. `*close_it`: by the caller. */
int stream_file_descriptor (StreamFile *file, bool *close_it, GError **error);

void chunks_init (struct StreamStore *store);
void chunks_clear (struct StreamStore *store);
