/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "media/hash.h"
#include "media/probe.h"
#include "render/album.h"
#include "store/folder.h"

/* The way from a folder to a file, both absolute; to be freed. */
static char *
way_to (const char *folder, const char *path)
{
  g_auto (GStrv) from = g_strsplit (folder, "/", -1), to = g_strsplit (path, "/", -1);
  GString *way = g_string_new (NULL);
  guint shared = 0;

  while (from[shared] && to[shared] && to[shared + 1] && strcmp (from[shared], to[shared]) == 0)
    shared++;
  for (guint i = shared; from[i]; i++)
    if (*from[i])
      g_string_append (way, "../");
  g_autofree char *rest = g_strjoinv ("/", to + shared);
  g_string_append (way, rest);
  return g_string_free (way, FALSE);
}

/* Links on the way are followed where it can be walked, so that ".." leads back. */
static char *
real_path (const char *path)
{
  char *found = realpath (path, NULL);
  char *copy = found ? g_strdup (found) : g_canonicalize_filename (path, NULL);

  free (found);
  return copy;
}

/* The tracks of a song are not in its album. */
static void
forget_sidechains (Effect *effect)
{
  effect->sidechain = 0;
  for (int i = 0; i < list_n (effect->chains); i++) {
    Chain *chain = (Chain *) list_edit (&effect->chains, i);
    for (int k = 0; k < list_n (chain->effects); k++)
      forget_sidechains ((Effect *) list_edit (&chain->effects, k));
  }
}

static bool
fill_from_project (Song *song, const char *folder, const char *path, char **file, GError **error)
{
  ProjectFolder *found = NULL;
  Project *project = project_load (path, &found, error);

  if (!project)
    return false;
  g_autofree char *album = real_path (folder), *own = real_path (project_folder_path (found));
  const bool itself = strcmp (album, own) == 0;
  if (itself || project->kind == PROJECT_ALBUM) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "'%s' is %s; an album holds songs",
                 project_folder_shown (found), itself ? "this album" : "an album");
    project_unref (project);
    project_folder_free (found);
    return false;
  }
  *file = g_strdup (project_folder_file (found));
  project_folder_free (found);
  const Track *main_track = project_main (project);
  song->project = project->node.id;
  text_set (&song->title, text_get (project->name));
  text_set (&song->artist, text_get (project->artist));
  for (int i = 0; i < list_n (main_track->master); i++) {
    Effect *effect = (Effect *) node_copy (list_get (main_track->master, i));
    forget_sidechains (effect);
    list_insert (&song->effects, -1, &effect->node);
  }
  project_unref (project);
  return true;
}

static bool
fill_from_file (Song *song, const char *path, char **file, GError **error)
{
  MediaInfo info;

  if (!media_probe (path, &info, error))
    return false;
  *file = g_strdup (path);
  g_autofree char *base = g_path_get_basename (path);
  char *dot = strrchr (base, '.');
  if (dot && dot != base)
    *dot = '\0';
  g_autofree char *name = g_utf8_make_valid (base, -1);
  text_set (&song->title, info.tags.title ? info.tags.title : name);
  text_set (&song->artist, info.tags.artist);
  text_set (&song->isrc, info.tags.isrc);
  const int channels = info.channels;
  media_info_clear (&info);
  if (channels <= 2)
    return true;
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "'%s' has %d channels; a song has 2",
               path, channels);
  return false;
}

Song *
album_open_song (const char *folder, const char *path, GError **error)
{
  Song *song = (Song *) node_new (NODE_SONG);
  g_autofree char *file = NULL, *hash = NULL;

  const bool good = album_is_project (path) ? fill_from_project (song, folder, path, &file, error)
                                            : fill_from_file (song, path, &file, error);
  if (good)
    hash = media_hash_file (file, NULL, NULL, NULL, error);
  if (hash) {
    g_autofree char *from = real_path (folder), *to = real_path (file);
    g_autofree char *way = way_to (from, to);
    text_set (&song->hash, hash);
    if (g_utf8_validate (way, -1, NULL)) {
      text_set (&song->file, way);
      return song;
    }
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "the place of '%s' is not written in UTF-8", path);
  }
  node_unref (&song->node);
  return NULL;
}
