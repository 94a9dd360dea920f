/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix/media_pool.h"

#include <string.h>

#include "base/error.h"
#include "media/cache.h"
#include "media/stretch.h"
#include "mix/sound_pool.h"

typedef struct {
  AudioSource source;
  const AudioSource *stream; /* in place of `source` where playing is live */
  PcmFile *file;
  int first; /* channel of the file */
} Entry;

struct MediaPool {
  char *folder, *cache;
  int rate;
  StreamCache *stream; /* NULL: offline */
  GHashTable *entries; /* text -> Entry */
  SoundPool *sounds;
  MixMedia media;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  stream_source_free (entry->stream);
  pcm_unref (entry->file);
  g_free (entry);
}

static void
read_entry (const void *data, Frames at, int n, float *const *out)
{
  const Entry *entry = data;
  pcm_read (entry->file, at, n, entry->first, entry->source.channels, out);
}

/* A project from elsewhere must not reach files that do not belong to it. */
static bool
is_inside (const char *relative)
{
  g_auto (GStrv) parts = g_strsplit (relative, "/", -1);
  return !g_path_is_absolute (relative) && !g_strv_contains ((const char *const *) parts, "..");
}

/* The points between the ends, in frames at the project's rate; NULL: none. */
static StretchPoint *
stretch_points (const MediaPool *pool, const WarpMap *warp, double stretch)
{
  if (warp->n < 3)
    return NULL;
  StretchPoint *points = g_new (StretchPoint, warp->n - 2);
  for (int i = 1; i + 1 < warp->n; i++)
    points[i - 1] =
        (StretchPoint){ (double) warp->points[i].frame * pool->rate / (double) warp->rate,
                        (double) warp->points[i].at * stretch * pool->rate /
                            (double) UNITS_PER_SECOND };
  return points;
}

static StretchSpec
spec_of (const StretchPoint *points, const WarpMap *warp, double stretch, double transpose,
         bool formant)
{
  return (StretchSpec){ .ratio = stretch,
                        .semitones = transpose,
                        .formant = formant,
                        .points = points,
                        .n_points = points ? warp->n - 2 : 0 };
}

/* What tells one warping from another. */
static void
append_warp (GString *key, const WarpMap *warp)
{
  for (int i = 1; i + 1 < warp->n; i++)
    g_string_append_printf (key, " %" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, warp->points[i].frame,
                            warp->points[i].at);
}

static Entry *
open_entry (MediaPool *pool, const Source *source, double stretch, double transpose, bool formant,
            const WarpMap *warp, GError **error)
{
  g_autofree char *path = g_build_filename (pool->folder, text_get (source->file), NULL);
  const char *hash = source->hash ? text_get (source->hash) : NULL;
  PcmFile *file;

  if (!is_inside (text_get (source->file))) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "the file '%s' lies outside the project", text_get (source->file));
    return NULL;
  }
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND, "the file '%s' is missing",
                 text_get (source->file));
    return NULL;
  }
  if (stretch == 1.0 && transpose == 0.0 && warp->n == 0)
    file = media_open (path, hash, pool->rate, pool->cache, error);
  else {
    g_autofree StretchPoint *points = stretch_points (pool, warp, stretch);
    const StretchSpec spec = spec_of (points, warp, stretch, transpose, formant);
    file = stretch_open (path, hash, pool->rate, &spec, pool->cache, error);
  }
  if (!file)
    return NULL;
  const int channels = (int) CLAMP (source->channels, 1, 2);
  if (source->first_channel < 0 || source->first_channel + channels > pcm_info (file)->channels) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "the file '%s' has %d channels only",
                 text_get (source->file), pcm_info (file)->channels);
    pcm_unref (file);
    return NULL;
  }
  Entry *entry = g_new0 (Entry, 1);
  entry->file = file;
  entry->first = (int) source->first_channel;
  entry->source = (AudioSource){
    .read = read_entry, .data = entry, .channels = channels, .frames = pcm_info (file)->frames
  };
  if (pool->stream)
    entry->stream = stream_source (pool->stream, file, entry->first, channels);
  return entry;
}

static GString *
key_of (const Source *source, double stretch, double transpose, bool formant, const WarpMap *warp)
{
  GString *key = g_string_new (NULL);
  char id[ID_TEXT_SIZE];

  g_string_printf (key, "%s %s %d %a %a %d", id_write (id, source->node.id),
                   text_get (source->hash), (int) source->first_channel, stretch, transpose,
                   formant);
  append_warp (key, warp);
  return key;
}

bool
media_pool_has (MediaPool *pool, const Source *source, double stretch, double transpose,
                bool formant, const WarpMap *warp)
{
  g_autoptr (GString) key = key_of (source, stretch, transpose, formant, warp);

  if (g_hash_table_contains (pool->entries, key->str) ||
      (stretch == 1.0 && transpose == 0.0 && warp->n == 0))
    return true;
  g_autofree StretchPoint *points = stretch_points (pool, warp, stretch);
  const StretchSpec spec = spec_of (points, warp, stretch, transpose, formant);
  return source->hash && stretch_is_made (text_get (source->hash), pool->rate, &spec, pool->cache);
}

static const AudioSource *
find (void *data, const Source *source, double stretch, double transpose, bool formant,
      const WarpMap *warp, GError **error)
{
  static const WarpMap straight;
  MediaPool *pool = data;
  warp = warp ? warp : &straight;
  g_autoptr (GString) key = key_of (source, stretch, transpose, formant, warp);
  Entry *entry = g_hash_table_lookup (pool->entries, key->str);

  if (!entry) {
    entry = open_entry (pool, source, stretch, transpose, formant, warp, error);
    if (!entry)
      return NULL;
    g_hash_table_insert (pool->entries, g_strdup (key->str), entry);
  }
  return entry->stream ? entry->stream : &entry->source;
}

static const ProcessorSound *
sound (void *data, const char *path, GError **error)
{
  MediaPool *pool = data;
  return sound_pool_find (pool->sounds, path, error);
}

MediaPool *
media_pool_new (const char *folder, int rate)
{
  MediaPool *pool = g_new0 (MediaPool, 1);
  pool->folder = g_strdup (folder);
  pool->cache = g_build_filename (folder, "cache", NULL);
  pool->rate = rate;
  pool->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  pool->sounds = sound_pool_new (pool->cache, rate);
  pool->media = (MixMedia){ .find = find, .data = pool, .sound = sound, .folder = pool->folder };
  return pool;
}

MediaPool *
media_pool_new_live (const char *folder, int rate, StreamCache *cache)
{
  MediaPool *pool = media_pool_new (folder, rate);
  pool->stream = cache;
  return pool;
}

void
media_pool_free (MediaPool *pool)
{
  if (!pool)
    return;
  g_hash_table_unref (pool->entries);
  sound_pool_free (pool->sounds);
  g_free (pool->folder);
  g_free (pool->cache);
  g_free (pool);
}

const MixMedia *
media_pool_media (MediaPool *pool)
{
  return &pool->media;
}
