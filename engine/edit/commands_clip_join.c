/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips: joints between neighbors. */
#include <math.h>

#include "edit/clip_find.h"
#include "edit/commands.h"
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

  if (a->kind != b->kind || a->gain_db != b->gain_db || a->stretch != b->stretch ||
      a->stretch_mode != b->stretch_mode || a->transpose != b->transpose || a->reverse ||
      b->reverse || a->loop || b->loop || a->fade_out > 0 || b->fade_in > 0 || a->mute != b->mute ||
      gap > UNITS_PER_SECOND / 10000 || gap < -UNITS_PER_SECOND / 10000)
    return false;
  if (a->kind == CLIP_NOTES)
    return true;
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

/* Notes of the second clip become notes of the first, at their place in the song. */
static void
append_notes (Clip *to, const Clip *from)
{
  const Ticks shift = from->start.value - from->offset - (to->start.value - to->offset);
  for (int i = 0; i < run_n (from->notes); i++) {
    Note note = *run_note (from->notes, i);
    if (note.at < from->offset || note.at >= from->offset + from->length.value)
      continue;
    note.at += shift;
    run_insert_note (&to->notes, &note);
  }
}

static bool
apply_join (Edit *edit, const Args *args, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  int n, index;
  const Id *ids = arg_ids (args, "clips", &n);
  g_autofree const Clip **clips = g_new (const Clip *, n);

  if (n < 2)
    return edit_fail (error, "name two clips or more");
  for (int i = 0; i < n; i++)
    clips[i] = clip_find (edit, ids[i]);
  g_qsort_with_data (clips, n, sizeof *clips, compare_starts, (void *) map);
  for (int i = 0; i + 1 < n; i++)
    if (!continues (edit->project, map, clips[i], clips[i + 1]))
      return edit_fail (error,
                        "'%s' and '%s' do not follow each other in one source; bounce them instead",
                        text_get (clips[i]->name), text_get (clips[i + 1]->name));
  const Units end = clip_end_units (map, clips[n - 1]);
  const Units fade_out = clips[n - 1]->fade_out;
  const int shape = clips[n - 1]->fade_out_shape;
  const Id first_id = clips[0]->node.id;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) node_unref);
  for (int i = 1; i < n; i++)
    g_ptr_array_add (parts, node_ref (&clips[i]->node));
  for (guint i = 0; i < parts->len; i++) {
    List **list = project_edit_list_of (edit->project, ((Node *) parts->pdata[i])->id, &index);
    list_remove (list, index);
  }
  Clip *joined = project_edit_clip (edit->project, first_id);
  for (guint i = 0; i < parts->len && joined->kind == CLIP_NOTES; i++)
    append_notes (joined, parts->pdata[i]);
  clip_trim_end (edit->project, map, joined, end);
  joined->fade_out = fade_out;
  joined->fade_out_shape = shape;
  List **lane = project_edit_list_of (edit->project, first_id, &index);
  if (lane)
    lane_settle (edit, lane);
  edit_describe (edit, "Join %d clips", n);
  return true;
}

const CommandSpec command_clip_join = { "clip.join",
                                        "Make one clip of several that follow each other",
                                        join_args, G_N_ELEMENTS (join_args), .run = apply_join };

static const ArgSpec crossfade_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip before the joint" },
  { "length", ARG_LENGTH, .help = "how long both sound", .initial = "10ms" },
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
  const Units joint = (clip_end_units (map, a) + clip_start_units (map, b)) / 2;
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
