/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips, takes and the active comp of a track as regions. */
#include <stdlib.h>
#include <string.h>

#include "base/math.h"
#include "mix/build.h"

typedef struct {
  Frames from, to; /* what is let through */
  RegionFade in, out; /* of the comp; length 0 = none */
  double gain_db; /* of the part */
} Window;

static void
set_fades (Region *region, const Clip *clip, Frames start, Frames end, int rate)
{
  Frames in = units_to_frames (clip->fade_in, rate), out = units_to_frames (clip->fade_out, rate);
  const Frames length = end - start;

  if (in + out > length) { /* fades longer than the clip shrink in proportion */
    const Frames sum = in + out;
    in = int64_scale_floor (in, length, sum);
    out = length - in;
  }
  region->fades[0] = (RegionFade){ start, in, (RegionShape) clip->fade_in_shape };
  region->fades[1] = (RegionFade){ end - out, out, (RegionShape) clip->fade_out_shape };
}

/* Source frames as frames at the project rate, stretched and warped. */
static Frames
at_rate (const Build *build, const WarpMap *warp, double stretch, int64_t frames)
{
  if (warp->n > 0)
    return (Frames) floor ((double) warp_map_units (warp, frames) * stretch * build->rate /
                           (double) UNITS_PER_SECOND);
  if (stretch == 1.0)
    return int64_scale_floor (frames, build->rate, warp->rate);
  return (Frames) floor ((double) frames * (stretch * build->rate / (double) warp->rate));
}

/* Clips of a track that cannot be heard for the same reason. */
typedef struct {
  char *reason;
  const Clip *first;
  int n;
} Silent;

static void
silent_clear (gpointer data)
{
  g_free (((Silent *) data)->reason);
}

/* A clip with several windows counts once. */
static void
add_silent (GArray *silents, const Clip *clip, const char *reason)
{
  for (guint i = 0; i < silents->len; i++) {
    Silent *silent = &g_array_index (silents, Silent, i);
    if (strcmp (silent->reason, reason) == 0) {
      silent->n += silent->first != clip;
      return;
    }
  }
  const Silent silent = { g_strdup (reason), clip, 1 };
  g_array_append_val (silents, silent);
}

static void
say_silent (Build *build, const Track *track, const GArray *silents)
{
  for (guint i = 0; i < silents->len; i++) {
    const Silent *silent = &g_array_index (silents, Silent, i);
    const char *name = text_get (silent->first->name), *track_name = text_get (track->name);
    if (silent->n == 1)
      build_lack (build, "%s: the clip '%s' on '%s' is silent", silent->reason, name, track_name);
    else
      build_lack (build, "%s: the clip '%s' and %d more on '%s' are silent", silent->reason, name,
                  silent->n - 1, track_name);
  }
}

static bool
make_region (Build *build, const Clip *clip, const Window *window, Region *region, GArray *silents)
{
  const Source *source = project_find_source (build->project, clip->source);
  const Units start_units = clip_start_units (build->map, clip);
  const Units end_units = clip_end_units (build->map, clip);
  const Frames start = units_to_frames (start_units, build->rate);
  const Frames end = units_to_frames (end_units, build->rate);
  const double stretch = clip_stretch (build->map, clip);
  GError *error = NULL;

  if (clip->mute || clip->kind != CLIP_AUDIO || !source || end <= start || end <= window->from ||
      start >= window->to)
    return false;
  g_auto (WarpMap) warp = { 0 };
  warp_map_init (&warp, clip, source);
  warp_map_simplify (&warp);
  const AudioSource *audio = build->request->media->find (
      build->request->media->data, source, stretch, clip->transpose, clip->formant, &warp, &error);
  if (!audio) {
    add_silent (silents, clip, error->message);
    g_error_free (error);
    return false;
  }
  *region = (Region){ .start = int64_max (start, window->from),
                      .end = int64_min (end, window->to),
                      .origin = start,
                      .source = audio,
                      .reverse = clip->reverse,
                      .gain = (float) db_to_gain (clip->gain_db + window->gain_db) };
  if (clip->loop) {
    const int64_t loop_end = clip->loop_start + clip->loop_length;
    region->loop_start = at_rate (build, &warp, stretch, clip->loop_start);
    if (clip->loop_length == 0)
      region->loop_length = audio->frames - region->loop_start;
    else if (warp.n > 0)
      region->loop_length = at_rate (build, &warp, stretch, loop_end) - region->loop_start;
    else
      region->loop_length = at_rate (build, &warp, stretch, clip->loop_length);
    region->loop_length = int64_max (region->loop_length, 1);
  }
  /* Only the anchor is rounded: all pieces of a split clip have the same. */
  const Units offset = clip_offset_units (build->map, clip, source);
  const Frames anchor = units_to_frames (start_units - offset, build->rate);
  if (!clip->reverse)
    region->source_start = start - anchor;
  else if (!clip->loop)
    region->source_start = units_to_frames (end_units + offset, build->rate) - start;
  else /* from the end of the loop backwards */
    region->source_start = region->loop_start + region->loop_length - (start - anchor);
  region->envelope = build_clip_curve (build, clip, "gain");
  set_fades (region, clip, start, end, build->rate);
  region->fades[2] = window->in;
  region->fades[3] = window->out;
  return true;
}

static void
add_lane (Build *build, const List *clips, const Window *window, GArray *regions, GArray *silents)
{
  for (int i = 0; i < list_n (clips); i++) {
    Region region;
    if (make_region (build, (const Clip *) list_get (clips, i), window, &region, silents))
      g_array_append_val (regions, region);
  }
}

static const List *
lane_clips (const Track *track, Id lane)
{
  const int index = list_find (track->lanes, lane);
  return index < 0 ? NULL : ((const Lane *) list_get (track->lanes, index))->clips;
}

/* Where a part begins or ends. */
typedef struct {
  Units length;
  RegionShape shape; /* linear between equal things: their sum is as loud as each */
} Joint;

static Joint
joint_of (const Part *before, const Part *part)
{
  const bool same = before && before->lane == part->lane;
  return (Joint){ part->crossfade, same ? REGION_LINEAR : REGION_EQUAL_POWER };
}

/* Rounded as the clips are that comp.flatten makes of it. */
static Window
window_between (const Build *build, Units from, Joint in, Units to, Joint out)
{
  const Frames in_frames = units_to_frames (in.length, build->rate);
  const Frames out_frames = units_to_frames (out.length, build->rate);
  Window window = { .from = units_to_frames (from - in.length / 2, build->rate),
                    .to = units_to_frames (to + out.length / 2, build->rate) };

  if (in_frames > 0)
    window.in = (RegionFade){ window.from, in_frames, in.shape };
  if (out_frames > 0)
    window.out = (RegionFade){ window.to - out_frames, out_frames, out.shape };
  return window;
}

/* Where the comp has a part, its lane is heard in place of the playing lane, crossfaded at each
 * joint. */
static void
add_comp (Build *build, const Track *track, const Comp *comp, GArray *regions, GArray *silents)
{
  const int n = list_n (comp->parts);
  const Joint none = { 0 };
  Units free_from = INT64_MIN / 4;
  Joint free_fade = none, begin = none;

  for (int i = 0; i < n; i++) {
    const Part *part = (const Part *) list_get (comp->parts, i);
    const Part *next = i + 1 < n ? (const Part *) list_get (comp->parts, i + 1) : NULL;
    const Units from = tempo_map_position_units (build->map, part->from);
    const Units to = tempo_map_position_units (build->map, part->to);
    const bool abuts = next && tempo_map_position_units (build->map, next->from) <= to;
    const Joint fade_out = abuts ? joint_of (part, next) : joint_of (NULL, part);
    if (free_from < from) {
      begin = joint_of (NULL, part);
      const Window before = window_between (build, free_from, free_fade, from, begin);
      add_lane (build, track->clips, &before, regions, silents);
    }
    Window window = window_between (build, from, begin, to, fade_out);
    window.gain_db = part->gain_db;
    add_lane (build, lane_clips (track, part->lane), &window, regions, silents);
    free_from = to;
    free_fade = begin = fade_out;
  }
  const Window rest = window_between (build, free_from, free_fade, INT64_MAX / 4, none);
  add_lane (build, track->clips, &rest, regions, silents);
}

static int
compare_regions (const void *a, const void *b)
{
  const Region *p = a, *q = b;
  return p->start < q->start ? -1 : p->start > q->start;
}

const RegionList *
build_whole (Build *build, const AudioSource *audio, Frames start)
{
  RegionList *list = build_alloc (build, sizeof (RegionList));
  Region *region = build_alloc (build, sizeof (Region));
  Frames *latest = build_alloc (build, sizeof (Frames));

  *region = (Region){
    .start = start, .end = start + audio->frames, .origin = start, .source = audio, .gain = 1
  };
  *latest = region->end;
  *list =
      (RegionList){ .n = 1, .channels = audio->channels, .regions = region, .latest_end = latest };
  return list;
}

static const RegionList *
make_list (Build *build, const GArray *regions)
{
  const size_t n = regions->len;
  RegionList *list = build_alloc (build, sizeof (RegionList));
  Region *kept = build_alloc (build, n * sizeof (Region));
  Frames *latest = build_alloc (build, n * sizeof (Frames));
  list->channels = 1;
  for (size_t i = 0; i < n; i++) {
    kept[i] = g_array_index (regions, Region, i);
    latest[i] = i > 0 ? int64_max (latest[i - 1], kept[i].end) : kept[i].end;
    if (kept[i].source->channels > list->channels)
      list->channels = kept[i].source->channels;
  }
  /* Mono among stereo stands in the center, as loud as on a strip of its own. */
  double center[4];
  strip_pan_matrix (build->project->pan_law, 1, 0.0, 1.0, center);
  for (size_t i = 0; i < n; i++)
    if (kept[i].source->channels < list->channels)
      kept[i].gain *= (float) center[0];
  list->n = (int) n;
  list->regions = kept;
  list->latest_end = latest;
  return list;
}

static const RegionList *
make_regions (Build *build, const Track *track, bool *complete)
{
  g_autoptr (GArray) regions = g_array_new (FALSE, FALSE, sizeof (Region));
  g_autoptr (GArray) silents = g_array_new (FALSE, FALSE, sizeof (Silent));
  const int index = track->active_comp ? list_find (track->comps, track->active_comp) : -1;
  const Window all = { .from = INT64_MIN / 2, .to = INT64_MAX / 2 };

  g_array_set_clear_func (silents, silent_clear);
  if (index >= 0)
    add_comp (build, track, (const Comp *) list_get (track->comps, index), regions, silents);
  else
    add_lane (build, track->clips, &all, regions, silents);
  say_silent (build, track, silents);
  *complete = silents->len == 0; /* a file that is missing may come */
  if (regions->len == 0)
    return NULL;
  g_array_sort (regions, compare_regions);
  return make_list (build, regions);
}

const RegionList *
build_regions (Build *build, const Track *track)
{
  const void *regions;
  bool complete;

  if (build_part_find (build, &track->node, PART_REGIONS, &regions))
    return regions;
  build_part_begin (build);
  regions = make_regions (build, track, &complete);
  build_part_end (build, &track->node, PART_REGIONS, regions, complete);
  return regions;
}

Frames
mix_song_end (const Project *project)
{
  TempoMap *map = tempo_map_new (project);
  Units end = 0;

  for (int t = 0; t < list_n (project->tracks); t++) {
    const Track *track = (const Track *) list_get (project->tracks, t);
    for (int i = 0; i < list_n (track->clips); i++)
      end = int64_max (end, clip_end_units (map, (const Clip *) list_get (track->clips, i)));
    for (int l = 0; track->active_comp && l < list_n (track->lanes); l++) {
      const Lane *lane = (const Lane *) list_get (track->lanes, l);
      for (int i = 0; i < list_n (lane->clips); i++)
        end = int64_max (end, clip_end_units (map, (const Clip *) list_get (lane->clips, i)));
    }
  }
  tempo_map_free (map);
  return units_to_frames (end, (int) project->rate);
}
