/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/cache.h"

#include "base/error.h"
#include "media/convert.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

char *
media_cache_path (const char *cache_dir, const char *hash, int rate)
{
  return g_strdup_printf ("%s/%s-%d.wav", cache_dir, hash, rate);
}

/* A cached file that is whole and what its name says, else NULL: it is then made again. */
static PcmFile *
open_cached (const char *path, int rate)
{
  PcmFile *file = pcm_open (path, NULL);
  if (file == NULL)
    return NULL;
  const PcmInfo *info = pcm_info (file);
  if (info->rate == rate && info->encoding == PCM_FLOAT32 && !info->truncated)
    return file;
  pcm_unref (file);
  return NULL;
}

static bool
can_write (const char *folder)
{
  return g_mkdir_with_parents (folder, 0777) == 0 && access (folder, W_OK | X_OK) == 0;
}

/* The places for the cache in the order of preference, NULL-terminated; to be freed. */
static char **
cache_folders (const char *cache_dir)
{
  char **folders = g_new0 (char *, 4);
  int n = 0;
  if (cache_dir)
    folders[n++] = g_strdup (cache_dir);
  folders[n++] = g_build_filename (g_get_user_cache_dir (), "lacquer", NULL);
  folders[n++] = g_strdup_printf ("%s/lacquer-%ld", g_get_tmp_dir (), (long) geteuid ());
  return folders;
}

static PcmFile *
find_cached (char **folders, const char *hash, int rate)
{
  PcmFile *found = NULL;
  for (int i = 0; folders[i] && found == NULL; i++) {
    char *path = media_cache_path (folders[i], hash, rate);
    found = open_cached (path, rate);
    g_free (path);
  }
  return found;
}

static PcmFile *
make_cached (char **folders, const char *file, const char *hash, const Conversion *conversion,
             GError **error)
{
  for (int i = 0; folders[i]; i++) {
    if (!can_write (folders[i]))
      continue;
    char *path = media_cache_path (folders[i], hash, conversion->rate);
    PcmFile *made = NULL;
    if (convert_to_wav (file, path, conversion, error))
      made = pcm_open (path, error);
    g_free (path);
    return made;
  }
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED,
               "no folder can be written for the converted form of '%s'", file);
  return NULL;
}

PcmFile *
media_open_full (const char *file, const char *hash, int project_rate, const char *cache_dir,
                 MediaProgress progress, gpointer data, GCancellable *cancellable, GError **error)
{
  PcmFile *pcm = pcm_open (file, NULL);
  if (pcm && pcm_info (pcm)->rate == project_rate)
    return pcm;
  pcm_unref (pcm);

  char *own_hash = hash ? NULL : media_hash_file (file, NULL, NULL, cancellable, error);
  if (hash == NULL && own_hash == NULL)
    return NULL;
  const char *key = hash ? hash : own_hash;
  const Conversion conversion = { project_rate, progress, data, cancellable };
  char **folders = cache_folders (cache_dir);
  pcm = find_cached (folders, key, project_rate);
  if (pcm == NULL)
    pcm = make_cached (folders, file, key, &conversion, error);
  g_strfreev (folders);
  g_free (own_hash);
  return pcm;
}

PcmFile *
media_open (const char *file, const char *hash, int project_rate, const char *cache_dir,
            GError **error)
{
  return media_open_full (file, hash, project_rate, cache_dir, NULL, NULL, NULL, error);
}
