/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/album.h"

#include "base/error.h"
#include "media/pcm.h"
#include "render/album_song.h"
#include "render/song_cache.h"

#define CD_FRAMES_PER_SECOND 75 /* Red Book; every project rate is a multiple */

typedef struct {
  const AlbumSpec *spec;
  Programme *programme;
  IdSource ids;
  Frames end; /* of the song before */
  Frames start; /* of the song before */
} Layout;

char *
album_song_words (const Project *album, int index)
{
  const Song *song = (const Song *) list_get (album->songs, index);
  return g_strdup_printf ("%d, '%s' (%s)", index + 1, text_get (song->title),
                          text_get (song->file));
}

static bool
fail (GError **error, const Project *album, int index, const char *reason)
{
  g_autofree char *words = album_song_words (album, index);
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "song %s: %s", words, reason);
  return false;
}

/* --- The songs as files ------------------------------------------------------------------------
 */

typedef struct {
  const AlbumSpec *spec;
  int done, all;
} Share;

static void
progress (double done, void *data)
{
  const Share *share = data;
  share->spec->progress (((double) share->done + done) / (double) share->all,
                         share->spec->progress_data);
}

static char *
render_song (const AlbumSpec *spec, int index, GPtrArray *notes, GError **error)
{
  Share share = { spec, index, list_n (spec->album->songs) };
  AlbumSpec one = *spec;
  GError *reason = NULL;
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *words = album_song_words (spec->album, index);

  one.progress = spec->progress ? progress : NULL;
  one.progress_data = &share;
  char *file = album_song_render (&one, index, said, &reason);
  if (!file && g_error_matches (reason, ENGINE_ERROR, ENGINE_ERROR_CANCELLED))
    g_propagate_error (error, reason);
  else if (!file)
    g_propagate_prefixed_error (error, reason, "song %s: ", words);
  for (guint i = 0; i < said->len; i++)
    g_ptr_array_add (notes, g_strdup_printf ("song %s: %s", words, (const char *) said->pdata[i]));
  return file;
}

/* --- Where they lie ----------------------------------------------------------------------------
 */

static Source *
add_source (Layout *layout, const char *file, GError **error)
{
  g_autofree char *path = g_build_filename (layout->spec->folder, file, NULL);
  PcmFile *pcm = pcm_open (path, error);

  if (!pcm)
    return NULL;
  Source *source = (Source *) node_new (NODE_SOURCE);
  source->node.id = id_next (&layout->ids, 'a');
  text_set (&source->file, file);
  source->frames = pcm_info (pcm)->frames;
  source->rate = pcm_info (pcm)->rate;
  source->channels = pcm_info (pcm)->channels;
  pcm_unref (pcm);
  list_insert (&layout->programme->project->sources, -1, &source->node);
  return source;
}

/* The song before goes out as this one comes in. */
static bool
cross (Layout *layout, int index, Frames start, Clip *clip, GError **error)
{
  Project *project = layout->programme->project;
  const int rate = (int) project->rate;
  const Frames overlap = layout->end - start;

  if (overlap <= 0)
    return true;
  if (start <= layout->start || overlap >= units_to_frames (clip->length.value, rate))
    return fail (error, layout->spec->album, index,
                 "the crossfade is longer than it, or the song before");
  Track *track = (Track *) list_edit (&project->tracks, index - 1);
  Clip *before = (Clip *) list_edit (&track->clips, 0);
  before->fade_out = clip->fade_in = frames_to_units (overlap, rate);
  before->fade_out_shape = clip->fade_in_shape = FADE_EQUAL_POWER;
  return true;
}

static bool
lay (Layout *layout, int index, const char *file, GError **error)
{
  Project *project = layout->programme->project;
  const Song *song = (const Song *) list_get (layout->spec->album->songs, index);
  const int rate = (int) project->rate;
  const Source *source = add_source (layout, file, error);

  if (!source)
    return false;
  const Frames from = units_to_frames (song->trim_start, rate);
  const Frames length = source->frames - from - units_to_frames (song->trim_end, rate);
  if (length <= 0)
    return fail (error, layout->spec->album, index, "nothing of it is left between its trims");
  const Frames start = int64_max (layout->end + units_to_frames (song->gap, rate) -
                                      (index > 0 ? units_to_frames (song->crossfade, rate) : 0),
                                  0);
  Track *track = (Track *) node_new (NODE_TRACK);
  Clip *clip = (Clip *) node_new (NODE_CLIP);
  track->node.id = id_next (&layout->ids, 't');
  track->kind = TRACK_AUDIO;
  text_set (&track->name, text_get (song->title));
  clip->node.id = id_next (&layout->ids, 'c');
  clip->kind = CLIP_AUDIO;
  clip->source = source->node.id;
  clip->start = (Position){ frames_to_units (start, rate), TIME_ABSOLUTE };
  clip->length = (Position){ frames_to_units (length, rate), TIME_ABSOLUTE };
  clip->offset = from;
  clip->gain_db = song->gain_db;
  clip->fade_in = song->fade_in;
  clip->fade_out = song->fade_out;
  text_set (&clip->name, text_get (song->title));
  list_insert (&track->clips, -1, &clip->node);
  list_insert (&project->tracks, index, &track->node);
  if (!cross (layout, index, start, clip, error))
    return false;
  /* Down to the CD frame: cutting there changes nothing that is heard. */
  const Frames grid = rate / CD_FRAMES_PER_SECOND;
  const Frames mark = index == 0 ? 0 : start / grid * grid;
  g_array_append_val (layout->programme->marks, mark);
  layout->start = start;
  layout->end = start + length;
  return true;
}

/* Mixes of states that the songs have left, when they become too many. */
static void
prune (const AlbumSpec *spec, const Project *programme)
{
  g_autofree char *folder = g_build_filename (spec->folder, SONG_CACHE, NULL);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < list_n (programme->sources); i++)
    g_ptr_array_add (kept, g_path_get_basename (text_get (
                               ((const Source *) list_get (programme->sources, i))->file)));
  g_ptr_array_add (kept, NULL);
  song_cache_prune (folder, (const char *const *) kept->pdata, &song_cache_limits,
                    g_get_real_time () / G_USEC_PER_SEC);
}

bool
album_programme (const AlbumSpec *spec, Programme *programme, GError **error)
{
  Layout layout = { .spec = spec, .programme = programme };
  const int n = list_n (spec->album->songs);
  bool good = n > 0;

  *programme = (Programme){ .project = project_edit (spec->album),
                            .marks = g_array_new (FALSE, FALSE, sizeof (Frames)),
                            .notes = g_ptr_array_new_with_free_func (g_free) };
  id_source_init (&layout.ids, 1);
  list_unref (programme->project->songs);
  programme->project->songs = NULL;
  programme->project->kind = PROJECT_SONG;
  if (n == 0)
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "'%s' has no songs; album.add brings one", text_get (spec->album->name));
  for (int i = 0; good && i < n; i++) {
    g_autofree char *file = render_song (spec, i, programme->notes, error);
    good = file && lay (&layout, i, file, error);
  }
  if (good)
    prune (spec, programme->project);
  return good;
}

void
programme_clear (Programme *programme)
{
  g_clear_pointer (&programme->project, project_unref);
  g_clear_pointer (&programme->marks, g_array_unref);
  g_clear_pointer (&programme->notes, g_ptr_array_unref);
}
