/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips: joints between neighbors. */
#include <math.h>

#include "edit/clip_find.h"
#include "edit/commands.h"
#include "edit/join.h"
#include "edit/lane.h"

static const ArgSpec join_args[] = {
  { "clips", ARG_CLIPS, .required = true,
    .help = "two or more clips of one lane, separated by commas" },
};

/* Whether b goes on in the source where a ends. */
static bool
continues (const Project *project, const TempoMap *map, const Clip *a, const Clip *b)
{
  const Source *source = project_find_source (project, a->source);
  const Units gap = clip_start_units (map, b) - clip_end_units (map, a);

  if (a->gain_db != b->gain_db || a->stretch != b->stretch || a->stretch_mode != b->stretch_mode ||
      clip_stretch (map, a) != clip_stretch (map, b) || a->transpose != b->transpose ||
      a->formant != b->formant || list_n (a->envelopes) > 0 || list_n (b->envelopes) > 0 ||
      list_n (a->warps) > 0 || list_n (b->warps) > 0 || a->reverse || b->reverse || a->loop ||
      b->loop || a->fade_out > 0 || b->fade_in > 0 || a->mute != b->mute ||
      gap > UNITS_PER_SECOND / 10000 || gap < -UNITS_PER_SECOND / 10000)
    return false;
  if (a->source != b->source || !source)
    return false;
  /* A frame and a half: imported edits are rounded to frames. */
  const Units apart = clip_offset_units (map, b, source) - clip_offset_units (map, a, source) -
                      (clip_start_units (map, b) - clip_start_units (map, a));
  return fabs ((double) apart) <=
         1.5 * clip_stretch (map, a) * (double) UNITS_PER_SECOND / (double) source->rate;
}

static int
compare_starts (const void *a, const void *b, void *data)
{
  const TempoMap *map = data;
  const Units p = clip_start_units (map, *(const Clip *const *) a);
  const Units q = clip_start_units (map, *(const Clip *const *) b);
  return p < q ? -1 : p > q;
}

/* The clips in the order of time; NULL with an error where they do not stand in one lane with
 * nothing else among them. To be freed. */
static const Clip **
find_clips (Edit *edit, const Id *ids, int n, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  g_autofree const Clip **clips = g_new (const Clip *, n);
  Track *track;
  Lane *lane;
  Units end = 0;

  for (int i = 0; i < n; i++) {
    clips[i] = clip_find (edit, ids[i]);
    end = MAX (end, clip_end_units (map, clips[i]));
  }
  g_qsort_with_data (clips, n, sizeof *clips, compare_starts, (void *) map);
  if (!project_find_clip (edit->project, clips[0]->node.id, &track, &lane)) {
    edit_fail (error, "'%s' stands in no lane", text_get (clips[0]->name));
    return NULL;
  }
  const List *list = lane ? lane->clips : track->clips;
  for (int i = 1; i < n; i++)
    if (clips[i] == clips[i - 1]) {
      edit_fail (error, "'%s' is named twice", text_get (clips[i]->name));
      return NULL;
    }
  for (int i = 0; i < n; i++) {
    if (list_find (list, clips[i]->node.id) >= 0 && clips[i]->kind == clips[0]->kind)
      continue;
    edit_fail (error, "'%s' and '%s' do not stand in one lane", text_get (clips[0]->name),
               text_get (clips[i]->name));
    return NULL;
  }
  const Units start = clip_start_units (map, clips[0]);
  for (int i = 0; i < list_n (list); i++) {
    const Clip *one = (const Clip *) list_get (list, i);
    bool named = false;
    for (int k = 0; k < n; k++)
      named |= clips[k]->node.id == one->node.id;
    if (named || clip_start_units (map, one) < start || clip_end_units (map, one) > end)
      continue;
    edit_fail (error, "'%s' lies among them; name it, too", text_get (one->name));
    return NULL;
  }
  return g_steal_pointer (&clips);
}

/* Parts of one source in sequence, without rendering. */
static void
join_parts (Edit *edit, const Clip *const *clips, int n)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Clip *last = clips[n - 1];
  const Units end = clip_end_units (map, last), fade_out = last->fade_out;
  const int shape = last->fade_out_shape;
  const Id first = clips[0]->node.id;
  int index;

  for (int i = n - 1; i > 0; i--) {
    List **list = project_edit_list_of (edit->project, clips[i]->node.id, &index);
    list_remove (list, index);
  }
  Clip *joined = project_edit_clip (edit->project, first);
  clip_trim_end (edit->project, map, joined, end);
  joined->fade_out = fade_out;
  joined->fade_out_shape = shape;
}

static bool
are_parts (Edit *edit, const Clip *const *clips, int n)
{
  bool parts = true;

  for (int i = 0; i + 1 < n; i++)
    parts = parts && continues (edit->project, edit_tempo_map (edit), clips[i], clips[i + 1]);
  return parts;
}

static bool
apply_join (Edit *edit, const Args *args, GError **error)
{
  int n, index;
  const Id *ids = arg_ids (args, "clips", &n);

  if (n < 2)
    return edit_fail (error, "name two clips or more");
  g_autofree const Clip **clips = find_clips (edit, ids, n, error);
  if (!clips)
    return false;
  Id joined = clips[0]->node.id;
  if (clips[0]->kind == CLIP_NOTES)
    joined = join_notes (edit, clips, n);
  else if (are_parts (edit, clips, n))
    join_parts (edit, clips, n);
  else
    joined = join_rendered (edit, clips, n, error);
  if (!joined)
    return false;
  List **lane = project_edit_list_of (edit->project, joined, &index);
  lane_settle (edit, lane);
  edit_describe (edit, "Join %d clips", n);
  return true;
}

const CommandSpec command_clip_join = {
  "clip.join",
  "Make one clip of several; audio that does not go on in its source is rendered, its parts are "
  "kept as a take",
  join_args, G_N_ELEMENTS (join_args), .run = apply_join
};

static const ArgSpec bounce_args[] = {
  { "clips", ARG_CLIPS, .required = true,
    .help = "an audio clip, or several of one lane, separated by commas" },
};

static bool
apply_bounce (Edit *edit, const Args *args, GError **error)
{
  int n, index;
  const Id *ids = arg_ids (args, "clips", &n);

  g_autofree const Clip **clips = n > 0 ? find_clips (edit, ids, n, error) : NULL;
  if (!clips)
    return n > 0 ? false : edit_fail (error, "name a clip");
  if (clips[0]->kind == CLIP_NOTES)
    return edit_fail (error, "'%s' holds notes; track.bounce makes sound of them",
                      text_get (clips[0]->name));
  edit_describe (edit, "Bounce %s", text_get (clips[0]->name));
  const Id bounced = join_rendered (edit, clips, n, error);
  if (!bounced)
    return false;
  List **lane = project_edit_list_of (edit->project, bounced, &index);
  lane_settle (edit, lane);
  return true;
}

const CommandSpec command_clip_bounce = {
  "clip.bounce",
  "Render clips as they sound before the inserts into a file, and keep them as a take", bounce_args,
  G_N_ELEMENTS (bounce_args), .run = apply_bounce
};

static const ArgSpec crossfade_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip before the joint" },
  { "length", ARG_LENGTH, .help = "how long both sound", .initial = "10ms" },
  { "at", ARG_POSITION, .help = "its middle, which moves the joint", .initial = "the joint" },
  { "shape", ARG_CHOICE, .help = "of both fades", .choices = fade_shapes,
    .initial = "equal_power" },
};

/* The index of the clip that begins where this one ends; -1 when there is none. */
static int
find_next (const TempoMap *map, const List *list, const Clip *clip)
{
  const Units end = clip_end_units (map, clip);
  for (int i = 0; i < list_n (list); i++) {
    const Clip *one = (const Clip *) list_get (list, i);
    const Units start = clip_start_units (map, one);
    if (one != clip && start > clip_start_units (map, clip) && start <= end + EDGE_TOLERANCE)
      return i;
  }
  return -1;
}

static bool
apply_crossfade (Edit *edit, const Args *args, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  Length length = { LENGTH_ABSOLUTE, (double) UNITS_PER_SECOND / 100 };
  int index;

  if (arg_given (args, "length"))
    length = arg_length (args, "length");
  List **list = project_edit_list_of (edit->project, arg_id (args, "clip"), &index);
  const int next = list ? find_next (map, *list, (const Clip *) list_get (*list, index)) : -1;
  if (next < 0)
    return edit_fail (error, "no clip begins where '%s' ends", arg_text (args, "clip"));
  Clip *a = (Clip *) list_edit (list, index), *b = (Clip *) list_edit (list, next);
  const Units joint = arg_given (args, "at")
                          ? tempo_map_position_units (map, arg_position (args, "at"))
                          : (clip_end_units (map, a) + clip_start_units (map, b)) / 2;
  const Position at = { joint, TIME_ABSOLUTE };
  const Units units = length_at (&length, map, at, TIME_ABSOLUTE);
  if (units < 2 * EDGE_TOLERANCE)
    return edit_fail (error, "the crossfade must be longer than 0.2 ms");
  if (joint - units / 2 <= clip_start_units (map, a) ||
      joint + units / 2 >= clip_end_units (map, b))
    return edit_fail (error, "the crossfade is longer than one of the clips");
  a->fade_out = b->fade_in = 0;
  clip_trim_end (edit->project, map, a, joint + units / 2);
  clip_trim_start (edit->project, map, b, joint - units / 2);
  a->fade_out = b->fade_in = clip_end_units (map, a) - clip_start_units (map, b);
  a->fade_out_shape = b->fade_in_shape =
      arg_given (args, "shape") ? arg_choice (args, "shape") : FADE_EQUAL_POWER;
  edit_describe (edit, "Crossfade %s and %s", text_get (a->name), text_get (b->name));
  lane_settle (edit, list);
  return true;
}

const CommandSpec command_clip_crossfade = {
  "clip.crossfade", "Let a clip and the next sound together at their joint", crossfade_args,
  G_N_ELEMENTS (crossfade_args), .run = apply_crossfade
};
