/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix/media_ahead.h"

#include "model/clip.h"

typedef struct {
  const Project *project;
  TempoMap *map; /* made when the first clip needs it */
  /* False ends it. */
  bool (*see) (void *data, const Source *source, double stretch, const Clip *clip,
               const WarpMap *warp);
  void *data;
} Walk;

static bool
see_clip (Walk *walk, const Clip *clip)
{
  const bool plain = clip->stretch_mode == STRETCH_RATIO && clip->stretch == 1 &&
                     clip->transpose == 0 && (clip->unwarped || list_n (clip->warps) == 0);
  if (clip->kind != CLIP_AUDIO || clip->mute || plain)
    return true;
  const Source *source = project_find_source (walk->project, clip->source);
  if (!source)
    return true;
  if (!walk->map)
    walk->map = tempo_map_new (walk->project);
  g_auto (WarpMap) warp = { 0 };
  warp_map_init (&warp, clip, source);
  warp_map_simplify (&warp);
  return walk->see (walk->data, source, clip_stretch (walk->map, clip), clip, &warp);
}

static bool
see_clips (Walk *walk, const List *clips)
{
  for (int i = 0; i < list_n (clips); i++)
    if (!see_clip (walk, (const Clip *) list_get (clips, i)))
      return false;
  return true;
}

static void
see_all (Walk *walk)
{
  bool goes_on = true;
  for (int t = 0; t < list_n (walk->project->tracks) && goes_on; t++) {
    const Track *track = (const Track *) list_get (walk->project->tracks, t);
    goes_on = see_clips (walk, track->clips);
    for (int l = 0; l < list_n (track->lanes) && goes_on && track->active_comp; l++)
      goes_on = see_clips (walk, ((const Lane *) list_get (track->lanes, l))->clips);
  }
  if (walk->map)
    tempo_map_free (walk->map);
}

typedef struct {
  MediaPool *pool;
  bool needed;
} Need;

static bool
look (void *data, const Source *source, double stretch, const Clip *clip, const WarpMap *warp)
{
  Need *need = data;
  need->needed =
      !media_pool_has (need->pool, source, stretch, clip->transpose, clip->formant, warp);
  return !need->needed;
}

bool
media_ahead_is_needed (MediaPool *pool, const Project *project)
{
  Need need = { pool, false };
  Walk walk = { project, NULL, look, &need };
  see_all (&walk);
  return need.needed;
}

typedef struct {
  MediaPool *pool;
  const atomic_bool *stop;
} Making;

static bool
make (void *data, const Source *source, double stretch, const Clip *clip, const WarpMap *warp)
{
  const Making *making = data;
  const MixMedia *media = media_pool_media (making->pool);
  if (atomic_load (making->stop))
    return false;
  if (!media_pool_has (making->pool, source, stretch, clip->transpose, clip->formant, warp))
    media->find (media->data, source, stretch, clip->transpose, clip->formant, warp, NULL);
  return true;
}

void
media_ahead_make (const char *folder, int rate, const Project *project, const atomic_bool *stop)
{
  Making making = { media_pool_new (folder, rate), stop };
  Walk walk = { project, NULL, make, &making };
  see_all (&walk);
  media_pool_free (making.pool);
}
