/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/import_media.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "exchange/join_stereo.h"
#include "store/imported_source.h"

typedef struct {
  MediaInfo info;
  ImportResult result;
} Brought;

struct ImportMedia {
  char *folder; /* of the project */
  char *joined; /* a folder for stereo files made of two, or NULL */
  GPtrArray *paths; /* of each track */
  GHashTable *brought; /* path -> Brought */
  bool kept;
};

typedef struct {
  void (*progress) (double done, void *data);
  void *data;
  guint n_done, n; /* tracks */
} Progress;

static void
brought_free (gpointer data)
{
  Brought *brought = data;
  media_info_clear (&brought->info);
  import_result_clear (&brought->result);
  g_free (brought);
}

/* Inside the project, so that the file comes to its place without being copied. */
static bool
make_joined_folder (ImportMedia *media, GError **error)
{
  g_autofree char *cache = g_build_filename (media->folder, "cache", NULL);

  if (media->joined)
    return true;
  media->joined = g_build_filename (cache, "import-XXXXXX", NULL);
  if (g_mkdir_with_parents (cache, 0777) == 0 && g_mkdtemp (media->joined))
    return true;
  g_clear_pointer (&media->joined, g_free);
  return error_set_errno (error, errno, "cannot make a folder in", cache);
}

static char *
joined_path (const ImportMedia *media, const ImportTrack *track, int index)
{
  g_autofree char *clean = g_strdup (track->name);
  g_strdelimit (clean, "/", '-');
  g_autofree char *name = g_strconcat (clean[0] == '.' ? "_" : "", clean, ".wav", NULL);
  g_autofree char *folder = g_strdup_printf ("%s/%d", media->joined, index);
  g_mkdir (folder, 0700);
  return g_build_filename (folder, name, NULL);
}

/* The path of what the track plays; the caller's. */
static char *
file_of (ImportMedia *media, const ImportPlan *plan, int index, GCancellable *cancellable,
         GError **error)
{
  const ImportTrack *track = &g_array_index (plan->tracks, ImportTrack, index);
  const ImportFile *file = import_plan_file (plan, track->file);

  if (track->right < 0)
    return g_strdup (file->path);
  if (!make_joined_folder (media, error))
    return NULL;
  const ImportFile *other = import_plan_file (plan, track->right);
  char *path = joined_path (media, track, index);
  if (!join_stereo (file->path, &file->info, other->path, &other->info, path, cancellable, error))
    g_clear_pointer (&path, g_free);
  return path;
}

static void
report (gint64 done, gint64 all, gpointer data)
{
  const Progress *progress = data;
  const double part = all > 0 ? (double) done / (double) all : 1;
  if (progress->progress)
    progress->progress ((progress->n_done + part) / progress->n, progress->data);
}

static bool
bring (ImportMedia *media, const char *path, Progress *progress, GCancellable *cancellable,
       GError **error)
{
  g_autofree char *audio = g_build_filename (media->folder, "audio", NULL);
  Brought *brought = g_new0 (Brought, 1);

  if (!media_probe (path, &brought->info, error)) {
    g_free (brought);
    return false;
  }
  if (!media_import (path, audio, &brought->result, report, progress, cancellable, error)) {
    brought_free (brought);
    return false;
  }
  g_hash_table_insert (media->brought, g_strdup (path), brought);
  return true;
}

ImportMedia *
import_media_new (const char *folder, const ImportPlan *plan,
                  void (*progress) (double done, void *data), void *data, GCancellable *cancellable,
                  GError **error)
{
  ImportMedia *media = g_new0 (ImportMedia, 1);
  Progress state = { progress, data, 0, plan->tracks->len };

  media->folder = g_strdup (folder);
  media->paths = g_ptr_array_new_with_free_func (g_free);
  media->brought = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, brought_free);
  for (; state.n_done < state.n; state.n_done++) {
    char *path = file_of (media, plan, (int) state.n_done, cancellable, error);
    if (path)
      g_ptr_array_add (media->paths, path);
    /* A file of many channels makes several tracks. */
    if (!path || (!g_hash_table_contains (media->brought, path) &&
                  !bring (media, path, &state, cancellable, error))) {
      import_media_free (media);
      return NULL;
    }
  }
  if (progress)
    progress (1, data);
  return media;
}

void
import_media_keep (ImportMedia *media)
{
  media->kept = true;
}

static void
remove_joined (ImportMedia *media)
{
  if (!media->joined)
    return;
  for (guint i = 0; i < media->paths->len; i++) {
    const char *path = media->paths->pdata[i];
    if (!g_str_has_prefix (path, media->joined))
      continue;
    g_unlink (path);
  }
  /* One folder for each track that was made, whether its file came to be or not. */
  GDir *dir = g_dir_open (media->joined, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *folder = g_build_filename (media->joined, name, NULL);
    g_rmdir (folder);
  }
  if (dir)
    g_dir_close (dir);
  g_rmdir (media->joined);
}

void
import_media_free (ImportMedia *media)
{
  GHashTableIter at;
  gpointer value;

  if (!media)
    return;
  remove_joined (media);
  g_hash_table_iter_init (&at, media->brought);
  while (!media->kept && g_hash_table_iter_next (&at, NULL, &value)) {
    const Brought *brought = value;
    if (!brought->result.reused)
      g_unlink (brought->result.path);
  }
  g_hash_table_unref (media->brought);
  g_ptr_array_unref (media->paths);
  g_free (media->joined);
  g_free (media->folder);
  g_free (media);
}

const char *
import_media_path (const ImportMedia *media, int track)
{
  return media->paths->pdata[track];
}

Source *
import_media_source (const ImportMedia *media, const char *path, GError **error)
{
  const Brought *brought = g_hash_table_lookup (media->brought, path);

  if (brought)
    return imported_source (path, &brought->info, &brought->result);
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "'%s' is no part of this import", path);
  return NULL;
}
