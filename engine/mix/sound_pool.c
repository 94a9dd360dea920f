/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix/sound_pool.h"

#include <glib/gstdio.h>

#include "base/error.h"
#include "media/cache.h"

typedef struct {
  ProcessorSound sound;
  gint64 modified, size; /* of the file when it was read */
} Entry;

struct SoundPool {
  char *cache;
  int rate;
  GHashTable *entries; /* path -> Entry */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  for (int c = 0; c < entry->sound.channels; c++)
    g_free ((float *) entry->sound.audio[c]);
  g_free (entry);
}

SoundPool *
sound_pool_new (const char *cache, int rate)
{
  SoundPool *pool = g_new0 (SoundPool, 1);
  pool->cache = g_strdup (cache);
  pool->rate = rate;
  pool->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  return pool;
}

void
sound_pool_free (SoundPool *pool)
{
  if (!pool)
    return;
  g_hash_table_unref (pool->entries);
  g_free (pool->cache);
  g_free (pool);
}

static Entry *
read_entry (const SoundPool *pool, const char *path, const GStatBuf *now, GError **error)
{
  PcmFile *file = media_open (path, NULL, pool->rate, pool->cache, error);
  if (!file)
    return NULL;
  const PcmInfo *info = pcm_info (file);
  const Frames frames = MIN (info->frames, (Frames) SOUND_POOL_SECONDS * pool->rate);
  Entry *entry = g_new0 (Entry, 1);
  float *audio[2] = { NULL, NULL };

  entry->modified = (gint64) now->st_mtime;
  entry->size = (gint64) now->st_size;
  entry->sound.frames = frames;
  entry->sound.channels = CLAMP (info->channels, 1, 2);
  for (int c = 0; c < entry->sound.channels; c++)
    entry->sound.audio[c] = audio[c] = g_new0 (float, (gsize) MAX (frames, 1));
  pcm_read (file, 0, (int) frames, 0, entry->sound.channels, audio);
  pcm_unref (file);
  return entry;
}

const ProcessorSound *
sound_pool_find (SoundPool *pool, const char *path, GError **error)
{
  Entry *entry = g_hash_table_lookup (pool->entries, path);
  GStatBuf now;

  if (g_stat (path, &now) != 0) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND, "the file '%s' is missing", path);
    return NULL;
  }
  if (entry && entry->modified == (gint64) now.st_mtime && entry->size == (gint64) now.st_size)
    return &entry->sound;
  entry = read_entry (pool, path, &now, error);
  if (!entry)
    return NULL;
  g_hash_table_replace (pool->entries, g_strdup (path), entry);
  return &entry->sound;
}
