/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/album_song.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "media/hash.h"
#include "media/pcm.h"
#include "media/probe.h"
#include "mix/frozen.h"
#include "render/render.h"
#include "render/song_cache.h"
#include "store/folder.h"

bool
album_is_project (const char *path)
{
  return g_str_has_suffix (path, PROJECT_SUFFIX) || g_file_test (path, G_FILE_TEST_IS_DIR);
}

/* --- The song as a value -----------------------------------------------------------------------
 */

/* The chain of the album in place of the song's own. */
static void
set_chain (Project *project, const Song *song)
{
  Track *main_track = project_edit_track (project, project_main (project)->node.id);

  for (int i = list_n (main_track->envelopes) - 1; i >= 0; i--) {
    const Id device = ((const Envelope *) list_get (main_track->envelopes, i))->device;
    if (device && list_find (main_track->master, device) >= 0)
      list_remove (&main_track->envelopes, i);
  }
  list_unref (main_track->master);
  main_track->master = list_ref (song->effects);
}

static Project *
load_project (const char *path, const Song *song, char **folder, GError **error)
{
  ProjectFolder *found = NULL;
  Project *loaded = project_load (path, &found, error);

  if (!loaded)
    return NULL;
  *folder = g_strdup (project_folder_path (found));
  project_folder_free (found);
  if (loaded->kind == PROJECT_ALBUM) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "it is an album, not a song");
    project_unref (loaded);
    return NULL;
  }
  Project *project = project_edit (loaded);
  project_unref (loaded);
  set_chain (project, song);
  return project;
}

/* A track that plays the file; the pan law takes nothing from a mono one. */
static Track *
file_track (const MediaInfo *info, IdSource *ids, Id source)
{
  Track *track = (Track *) node_new (NODE_TRACK);
  Clip *clip = (Clip *) node_new (NODE_CLIP);

  track->node.id = id_next (ids, 't');
  track->kind = TRACK_AUDIO;
  track->gain_db = info->channels == 1 ? 10 * log10 (2) : 0;
  clip->node.id = id_next (ids, 'c');
  clip->kind = CLIP_AUDIO;
  clip->source = source;
  clip->length = (Position){ frames_to_units (info->frames, info->rate), TIME_ABSOLUTE };
  list_insert (&track->clips, -1, &clip->node);
  return track;
}

static Project *
load_file (const AlbumSpec *spec, const char *path, const Song *song, char **folder, GError **error)
{
  MediaInfo info;
  IdSource ids;

  if (!media_probe (path, &info, error))
    return NULL;
  g_autofree char *hash = media_hash_file (path, NULL, NULL, spec->cancellable, error);
  if (hash && info.channels > 2)
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "it has %d channels; a song has 2",
                 info.channels);
  if (!hash || info.channels > 2) {
    media_info_clear (&info);
    return NULL;
  }
  Project *project = project_new ();
  Source *source = (Source *) node_new (NODE_SOURCE);
  id_source_init (&ids, 1);
  *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  project->rate = spec->album->rate;
  source->node.id = id_next (&ids, 'a');
  text_set (&source->file, name);
  text_set (&source->hash, hash);
  source->frames = info.frames;
  source->rate = info.rate;
  source->channels = info.channels;
  list_insert (&project->tracks, 0, &file_track (&info, &ids, source->node.id)->node);
  list_insert (&project->sources, -1, &source->node);
  set_chain (project, song);
  media_info_clear (&info);
  return project;
}

/* --- Its file ----------------------------------------------------------------------------------
 */

static char *
song_key (const AlbumSpec *spec, const Project *project, const char *folder)
{
  const FrozenShape shape = { 0 };
  g_autofree char *content = frozen_key (project, folder, &shape);
  g_autofree char *text = g_strdup_printf ("%s %s %d %" G_GINT64_FORMAT, LACQUER_VERSION, content,
                                           spec->no_master, spec->album->rate);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static bool
is_whole (const char *path, int rate)
{
  PcmFile *file = pcm_open (path, NULL);
  const bool whole = file && !pcm_info (file)->truncated && pcm_info (file)->rate == rate &&
                     pcm_info (file)->frames > 0;

  pcm_unref (file);
  return whole;
}

static bool
render_song (const AlbumSpec *spec, const Project *project, const char *folder, const char *path,
             GString *notes, GError **error)
{
  const RenderFile file = { .path = path, .format = ENCODE_WAV, .bits = ENCODE_32F };
  const RenderSpec render_spec = { .project = project,
                                   .folder = folder,
                                   .to = INT64_MAX,
                                   .tail = -1,
                                   .rate = (int) spec->album->rate,
                                   .no_master = spec->no_master,
                                   .files = &file,
                                   .n_files = 1,
                                   .threads = spec->threads,
                                   .progress = spec->progress,
                                   .progress_data = spec->progress_data,
                                   .cancellable = spec->cancellable };
  RenderReport report;
  bool good = render (&render_spec, &report, error);

  if (good && (report.frames == 0 || report.lacks->len > 0)) {
    g_set_error_literal (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                         report.frames == 0 ? "it is empty" : report.lacks->pdata[0]);
    g_unlink (path);
    good = false;
  }
  for (guint i = 0; good && i < report.notes->len; i++)
    g_string_append_printf (notes, "%s\n", (const char *) report.notes->pdata[i]);
  render_report_clear (&report);
  return good;
}

/* What is to be said of a song lies beside its file, so that it is said again. */
static bool
find_or_render (const AlbumSpec *spec, const Project *project, const char *folder, const char *file,
                GPtrArray *notes, GError **error)
{
  g_autofree char *beside = g_strconcat (file, ".txt", NULL);
  g_autofree char *old = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (!is_whole (file, (int) spec->album->rate) ||
      !g_file_get_contents (beside, &old, NULL, NULL)) {
    if (!render_song (spec, project, folder, file, text, error) ||
        !g_file_set_contents (beside, text->str, -1, error))
      return false;
  } else {
    g_string_assign (text, old);
    song_cache_use (file);
  }
  g_auto (GStrv) lines = g_strsplit (text->str, "\n", -1);
  for (char **line = lines; *line; line++)
    if (**line)
      g_ptr_array_add (notes, g_strdup (*line));
  return true;
}

char *
album_song_render (const AlbumSpec *spec, int index, GPtrArray *notes, GError **error)
{
  const Song *song = (const Song *) list_get (spec->album->songs, index);
  g_autofree char *path = g_canonicalize_filename (text_get (song->file), spec->folder);
  g_autofree char *folder = NULL;
  Project *project = album_is_project (path) ? load_project (path, song, &folder, error)
                                             : load_file (spec, path, song, &folder, error);
  if (!project)
    return NULL;
  g_autofree char *key = song_key (spec, project, folder);
  char *relative = g_strconcat (SONG_CACHE "/", key, ".wav", NULL);
  g_autofree char *file = g_build_filename (spec->folder, relative, NULL);
  g_autofree char *place = g_path_get_dirname (file);
  bool good = g_mkdir_with_parents (place, 0777) == 0 ||
              error_set_errno (error, errno, "cannot make the folder", place);
  good = good && find_or_render (spec, project, folder, file, notes, error);
  project_unref (project);
  if (!good)
    g_clear_pointer (&relative, g_free);
  return relative;
}
