/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/cache.h"

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "stream/chunks.h"

#define MOST_OPEN 256 /* descriptors kept: programs have 1024 by default */

typedef struct {
  AudioSource audio; /* first: what is handed out is its address */
  StreamSource stream;
} Source;

static guint
identity_hash (gconstpointer key)
{
  const PcmIdentity *identity = key;
  const uint64_t mixed = (identity->inode ^ (uint64_t) identity->modified) * 0x9e3779b97f4a7c15u;
  return (guint) (mixed >> 32);
}

static gboolean
identity_equal (gconstpointer a, gconstpointer b)
{
  const PcmIdentity *p = a, *q = b;
  return p->device == q->device && p->inode == q->inode && p->size == q->size &&
         p->modified == q->modified;
}

StreamCache *
stream_cache_new (size_t budget_bytes)
{
  StreamCache *cache = g_new0 (StreamCache, 1);
  struct StreamStore *store = cache->store = g_new0 (struct StreamStore, 1);

  atomic_init (&cache->epoch, 0);
  atomic_init (&cache->misses, 0);
  atomic_init (&store->used, 0);
  store->budget = budget_bytes ? budget_bytes : STREAM_BUDGET_BYTES;
  pthread_mutex_init (&store->lock, NULL);
  store->files = g_hash_table_new (identity_hash, identity_equal);
  chunks_init (store);
  return cache;
}

static void
close_file (StreamFile *file)
{
  if (file->store->fd < 0)
    return;
  close (file->store->fd);
  file->store->fd = -1;
  file->cache->store->n_open--;
}

static void
free_file (StreamFile *file)
{
  close_file (file);
  pcm_unref (file->store->pcm);
  g_free (file->store->cells);
  g_free (file->store->wanted);
  g_free (file->store);
  g_free (file->chunks);
  g_free (file);
}

void
stream_cache_free (StreamCache *cache)
{
  if (!cache)
    return;
  GHashTableIter iter;
  gpointer file;
  g_hash_table_iter_init (&iter, cache->store->files);
  while (g_hash_table_iter_next (&iter, NULL, &file))
    free_file (file);
  g_hash_table_unref (cache->store->files);
  chunks_clear (cache->store);
  pthread_mutex_destroy (&cache->store->lock);
  g_free (cache->store);
  g_free (cache);
}

static StreamFile *
new_file (StreamCache *cache, PcmFile *pcm)
{
  const PcmInfo *info = pcm_info (pcm);
  StreamFile *file = g_new0 (StreamFile, 1);
  struct StreamFileStore *own = file->store = g_new0 (struct StreamFileStore, 1);

  file->pcm = own->pcm = pcm_ref (pcm);
  file->frames = info->frames;
  file->frame_bytes = info->frame_bytes;
  file->chunk_frames = STREAM_CHUNK_BYTES / info->frame_bytes;
  file->n_chunks = (int) ((info->frames + file->chunk_frames - 1) / file->chunk_frames);
  file->chunks = g_new0 (StreamChunk, (gsize) file->n_chunks + 1);
  atomic_init (&file->misses, 0);
  atomic_init (&file->missed_at, -1);
  file->cache = cache;
  own->identity = pcm_identity (pcm);
  own->fd = -1;
  own->cells = g_new (int, (gsize) file->n_chunks + 1);
  memset (own->cells, 0xff, sizeof (int) * ((gsize) file->n_chunks + 1));
  own->wanted = g_new0 (uint32_t, (gsize) file->n_chunks + 1);
  g_hash_table_insert (cache->store->files, &own->identity, file);
  return file;
}

void
stream_file_release (StreamFile *file)
{
  if (file->store->references > 0)
    return;
  close_file (file);
  if (file->store->n_resident > 0)
    return;
  g_hash_table_remove (file->cache->store->files, &file->store->identity);
  free_file (file);
}

StreamFile *
stream_file_ref (StreamFile *file)
{
  pthread_mutex_lock (&file->cache->store->lock);
  file->store->references++;
  pthread_mutex_unlock (&file->cache->store->lock);
  return file;
}

void
stream_file_unref (StreamFile *file)
{
  struct StreamStore *store = file->cache->store;
  pthread_mutex_lock (&store->lock);
  file->store->references--;
  stream_file_release (file);
  pthread_mutex_unlock (&store->lock);
}

int
stream_file_descriptor (StreamFile *file, bool *close_it, GError **error)
{
  struct StreamStore *store = file->cache->store;
  *close_it = false;
  if (file->store->fd >= 0)
    return file->store->fd;
  const int fd = pcm_reopen (file->pcm, error);
  if (fd < 0)
    return -1;
  pthread_mutex_lock (&store->lock);
  if (store->n_open < MOST_OPEN) {
    file->store->fd = fd;
    store->n_open++;
  } else
    *close_it = true;
  pthread_mutex_unlock (&store->lock);
  return fd;
}

const AudioSource *
stream_source (StreamCache *cache, PcmFile *pcm, int first, int channels)
{
  const PcmIdentity identity = pcm_identity (pcm);
  Source *source = g_new0 (Source, 1);

  pthread_mutex_lock (&cache->store->lock);
  StreamFile *file = g_hash_table_lookup (cache->store->files, &identity);
  if (!file)
    file = new_file (cache, pcm);
  file->store->references++;
  pthread_mutex_unlock (&cache->store->lock);

  source->stream = (StreamSource){ .file = file, .first = first, .channels = channels };
  source->audio = (AudioSource){
    .read = stream_read, .data = &source->stream, .channels = channels, .frames = file->frames
  };
  return &source->audio;
}

void
stream_source_free (const AudioSource *source)
{
  if (!source)
    return;
  stream_file_unref (stream_source_file (source));
  g_free ((gpointer) source);
}

StreamFile *
stream_source_file (const AudioSource *source)
{
  return source->read == stream_read ? ((const StreamSource *) source->data)->file : NULL;
}

size_t
stream_cache_budget (const StreamCache *cache)
{
  return cache->store->budget;
}

size_t
stream_cache_used (const StreamCache *cache)
{
  return atomic_load (&cache->store->used);
}

uint64_t
stream_cache_misses (const StreamCache *cache)
{
  return atomic_load (&cache->misses);
}

char *
stream_cache_warning (const StreamCache *cache)
{
  struct rlimit limit = { 0 };
  pthread_mutex_lock (&cache->store->lock);
  const int number = cache->store->lock_errno;
  pthread_mutex_unlock (&cache->store->lock);
  if (number == 0)
    return NULL;
  getrlimit (RLIMIT_MEMLOCK, &limit);
  return g_strdup_printf ("playback memory cannot be locked (%s; the limit is %llu KiB): sound may "
                          "drop out when memory is short",
                          g_strerror (number), (unsigned long long) limit.rlim_cur / 1024);
}
