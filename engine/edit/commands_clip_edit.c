/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips: place, edges, settings, copies. */
#include <math.h>
#include <string.h>

#include "edit/commands.h"
#include "edit/lane.h"

/* The clip out of its lane, as a fresh copy that the caller owns; *list is where it stood. */
static Clip *
take_clip (Edit *edit, Id id, List ***list)
{
  int index;
  *list = project_edit_list_of (edit->project, id, &index);
  Clip *clip = (Clip *)node_copy (list_get (**list, index));
  list_remove (*list, index);
  return clip;
}

static const Clip *
get_clip (const Edit *edit, Id id)
{
  return (const Clip *)project_find (edit->project, id, NULL);
}

/* --- clip.move
 * ---------------------------------------------------------------------------------------- */

static const ArgSpec move_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "to", ARG_POSITION, .help = "where it begins", .initial = "as it is" },
  { "track", ARG_TRACK, .help = "another track", .initial = "as it is" },
  { "by", ARG_LENGTH, .help = "a distance instead of a place; negative is earlier" },
};

static bool
fits (const Clip *clip, const Track *track)
{
  return clip->kind == CLIP_AUDIO ? track->kind == TRACK_AUDIO
                                  : track->kind == TRACK_INSTRUMENT || track->kind == TRACK_MIDI;
}

static bool
apply_move (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "clip");
  const TempoMap *map = edit_tempo_map (edit);
  const Clip *old = get_clip (edit, id);
  Position start = old->start;
  List **list;

  if (!arg_given (args, "to") && !arg_given (args, "track") && !arg_given (args, "by"))
    return edit_fail (error, "name a place with to= or by=, or a track");
  if (arg_given (args, "to"))
    start = tempo_map_rebase (map, arg_position (args, "to"), old->start.base);
  if (arg_given (args, "by")) {
    const Length by = arg_length (args, "by");
    start = position_add (map, start, &by);
  }
  if (start.value < 0)
    return edit_fail (error, "that is before the start of the song");
  if (arg_given (args, "track")) {
    const Track *track = project_find_track (edit->project, arg_id (args, "track"));
    if (!fits (old, track))
      return edit_fail (error, "'%s' carries no %s", text_get (track->name),
                        old->kind == CLIP_AUDIO ? "audio" : "notes");
  }
  Clip *clip = take_clip (edit, id, &list);
  clip->start = start;
  if (arg_given (args, "track"))
    list = &project_edit_track (edit->project, arg_id (args, "track"))->clips;
  lane_place (edit, list, clip);
  edit_describe (edit, "Move %s", text_get (clip->name));
  return true;
}

const CommandSpec command_clip_move = { "clip.move", "Move a clip", move_args,
                                        G_N_ELEMENTS (move_args), .run = apply_move };

/* --- clip.trim
 * ---------------------------------------------------------------------------------------- */

static const ArgSpec trim_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "start", ARG_POSITION, .help = "where it begins; the content stays where it is" },
  { "end", ARG_POSITION, .help = "where it ends" },
};

static bool
apply_trim (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "clip");
  const TempoMap *map = edit_tempo_map (edit);
  List **list;

  if (!arg_given (args, "start") && !arg_given (args, "end"))
    return edit_fail (error, "name a place with start= or end=");
  const Clip *old = get_clip (edit, id);
  const Units from = arg_given (args, "start")
                         ? tempo_map_position_units (map, arg_position (args, "start"))
                         : clip_start_units (map, old);
  const Units to = arg_given (args, "end")
                       ? tempo_map_position_units (map, arg_position (args, "end"))
                       : clip_end_units (map, old);
  if (to <= from)
    return edit_fail (error, "the end must lie behind the start");
  Clip *clip = take_clip (edit, id, &list);
  /* The end first where the clip grows behind its old end, so that no edge passes the other. */
  if (arg_given (args, "end"))
    clip_trim_end (edit->project, map, clip, arg_position (args, "end"));
  if (arg_given (args, "start"))
    clip_trim_start (edit->project, map, clip, arg_position (args, "start"));
  lane_place (edit, list, clip);
  edit_describe (edit, "Trim %s", text_get (clip->name));
  return true;
}

const CommandSpec command_clip_trim = { "clip.trim", "Move the edges of a clip over its content",
                                        trim_args, G_N_ELEMENTS (trim_args), .run = apply_trim };

/* --- clip.split
 * --------------------------------------------------------------------------------------- */

static const ArgSpec split_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "at", ARG_POSITION, .required = true, .help = "where to cut" },
};

static bool
apply_split (Edit *edit, const Args *args, GError **error)
{
  int index;
  List **list = project_edit_list_of (edit->project, arg_id (args, "clip"), &index);
  const Id right = lane_split (edit, list, index, arg_position (args, "at"));

  if (!right)
    return edit_fail (error, "%s does not lie inside the clip", arg_text (args, "at"));
  g_array_append_val (edit->created, right);
  edit_describe (edit, "Split %s", node_name (list_get (*list, index)));
  return true;
}

const CommandSpec command_clip_split = { "clip.split", "Cut a clip in two; the right part is new",
                                         split_args, G_N_ELEMENTS (split_args),
                                         .run = apply_split };

/* --- clip.set
 * ----------------------------------------------------------------------------------------- */

static const char *const time_bases[] = { "musical", "absolute", NULL };

static const ArgSpec set_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "gain", ARG_LEVEL, .help = "level", .min = -150, .max = 36 },
  { "fade_in", ARG_LENGTH, .help = "length of the fade in" },
  { "fade_out", ARG_LENGTH, .help = "length of the fade out" },
  { "fade_shape", ARG_CHOICE, .help = "of both fades", .choices = fade_shapes },
  { "fade_in_shape", ARG_CHOICE, .help = "of the fade in", .choices = fade_shapes },
  { "fade_out_shape", ARG_CHOICE, .help = "of the fade out", .choices = fade_shapes },
  { "mute", ARG_BOOL, .help = "silence" },
  { "reverse", ARG_BOOL, .help = "play backwards" },
  { "loop", ARG_BOOL, .help = "repeat the source as long as the clip lasts" },
  { "loop_length", ARG_LENGTH, .help = "what is repeated, from the start of the source" },
  { "stretch", ARG_TEXT, .help = "output length / source length, 0.05 to 20, or tempo" },
  { "transpose", ARG_NUMBER, .help = "semitones", .min = -48, .max = 48 },
  { "formant", ARG_BOOL, .help = "keep formants while transposing" },
  { "time_base", ARG_CHOICE, .help = "moves with the tempo, or stays in seconds",
    .choices = time_bases },
  { "name", ARG_NAME, .help = "its name" },
  { "color", ARG_COLOR, .help = "palette name or #rrggbb" },
  { "rating", ARG_INT, .help = "0 to 5", .min = 0, .max = 5 },
  { "note", ARG_TEXT, .help = "free text" },
};

static Units
fade_units (Edit *edit, const Clip *clip, Length length, bool in)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Position at = { in ? clip_start_units (map, clip) : clip_end_units (map, clip),
                        TIME_ABSOLUTE };
  return length_at (&length, map, at, TIME_ABSOLUTE);
}

static bool
set_fades (Edit *edit, Clip *clip, const Args *args, GError **error)
{
  if (arg_given (args, "fade_in"))
    clip->fade_in = fade_units (edit, clip, arg_length (args, "fade_in"), true);
  if (arg_given (args, "fade_out"))
    clip->fade_out = fade_units (edit, clip, arg_length (args, "fade_out"), false);
  if (clip->fade_in < 0 || clip->fade_out < 0)
    return edit_fail (error, "a fade cannot be shorter than nothing");
  if (arg_given (args, "fade_shape"))
    clip->fade_in_shape = clip->fade_out_shape = arg_choice (args, "fade_shape");
  if (arg_given (args, "fade_in_shape"))
    clip->fade_in_shape = arg_choice (args, "fade_in_shape");
  if (arg_given (args, "fade_out_shape"))
    clip->fade_out_shape = arg_choice (args, "fade_out_shape");
  return true;
}

/* The length of the source that sounds, in units of output before stretching. */
static bool
set_stretch (Edit *edit, Clip *clip, const char *text, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  const double old =
      clip->stretch_mode == STRETCH_TEMPO && clip->source_bpm > 0
          ? clip->source_bpm / tempo_map_bpm (map, tempo_map_position_ticks (map, clip->start))
          : clip->stretch;
  double ratio;

  if (clip->kind != CLIP_AUDIO)
    return edit_fail (error, "notes follow the tempo already");
  const Units length = clip_end_units (map, clip) - clip_start_units (map, clip);
  if (strcmp (text, "tempo") == 0) {
    if (clip->source_bpm <= 0) {
      const Source *source = project_find_source (edit->project, clip->source);
      clip->source_bpm = source && source->bpm > 0
                             ? source->bpm
                             : tempo_map_bpm (map, tempo_map_position_ticks (map, clip->start));
    }
    ratio = clip->source_bpm / tempo_map_bpm (map, tempo_map_position_ticks (map, clip->start));
    clip->stretch_mode = STRETCH_TEMPO;
    clip->start = tempo_map_rebase (map, clip->start, TIME_MUSICAL);
    const Units end = clip_start_units (map, clip) + (Units)rint ((double)length * ratio / old);
    clip->length =
        (Position){ MAX (tempo_map_ticks (map, end) - clip->start.value, 1), TIME_MUSICAL };
    return true;
  }
  if (!value_read_number (text, &ratio, error))
    return false;
  if (!(ratio >= 0.05 && ratio <= 20))
    return edit_fail (error, "%s is out of range, it goes from 0.05 to 20", text);
  clip->stretch_mode = STRETCH_RATIO;
  clip->stretch = ratio;
  clip->length = (Position){ MAX ((Units)rint ((double)length * ratio / old), 1), TIME_ABSOLUTE };
  return true;
}

static bool
apply_set (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "clip");
  const TempoMap *map = edit_tempo_map (edit);
  List **list;
  int changes = 0;

  for (size_t i = 1; i < G_N_ELEMENTS (set_args); i++)
    changes += arg_given (args, set_args[i].name);
  if (changes == 0)
    return edit_fail (error, "name what to set, for example gain=-3dB");
  Clip *clip = take_clip (edit, id, &list);
  bool good = set_fades (edit, clip, args, error);
  if (arg_given (args, "gain"))
    clip->gain_db = arg_number (args, "gain");
  if (arg_given (args, "mute"))
    clip->mute = arg_bool (args, "mute");
  if (arg_given (args, "reverse"))
    clip->reverse = arg_bool (args, "reverse");
  if (arg_given (args, "loop")) {
    clip->loop = arg_bool (args, "loop");
    if (clip->loop && clip->kind == CLIP_NOTES && clip->loop_length == 0)
      clip->loop_length = clip->length.value;
  }
  if (arg_given (args, "loop_length")) {
    const Length length = arg_length (args, "loop_length");
    const Source *source = project_find_source (edit->project, clip->source);
    const TimeBase base = clip->kind == CLIP_NOTES ? TIME_MUSICAL : TIME_ABSOLUTE;
    const int64_t span = length_at (&length, map, clip->start, base);
    clip->loop_length = source ? int64_scale_floor (span, source->rate, UNITS_PER_SECOND) : span;
    if (clip->loop_length <= 0)
      good = edit_fail (good ? error : NULL, "the loop must be longer than nothing");
  }
  if (good && arg_given (args, "time_base"))
    clip->start = tempo_map_rebase (map, clip->start, (TimeBase)arg_choice (args, "time_base"));
  if (good && arg_given (args, "stretch"))
    good = set_stretch (edit, clip, arg_text (args, "stretch"), error);
  if (arg_given (args, "transpose"))
    clip->transpose = arg_number (args, "transpose");
  if (arg_given (args, "formant"))
    clip->formant = arg_bool (args, "formant");
  if (arg_given (args, "name"))
    text_set (&clip->name, arg_text (args, "name"));
  if (arg_given (args, "color"))
    text_set (&clip->color, arg_text (args, "color"));
  if (arg_given (args, "rating"))
    clip->rating = arg_int (args, "rating");
  if (arg_given (args, "note"))
    text_set (&clip->note, arg_text (args, "note"));
  edit_describe (edit, "Change %s", text_get (clip->name));
  lane_place (edit, list, clip);
  return good;
}

const CommandSpec command_clip_set = { "clip.set", "Change settings of a clip", set_args,
                                       G_N_ELEMENTS (set_args), .run = apply_set };

/* --- clip.duplicate
 * ------------------------------------------------------------------------------------ */

static const ArgSpec duplicate_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "count", ARG_INT, .help = "how many copies, one behind the other", .initial = "1", .min = 1,
    .max = 10000 },
  { "to", ARG_POSITION, .help = "where the first copy begins", .initial = "behind the clip" },
  { "linked", ARG_BOOL, .help = "copies share changes of their content", .initial = "off" },
};

static bool
apply_duplicate (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "clip");
  const TempoMap *map = edit_tempo_map (edit);
  const int64_t count = arg_given (args, "count") ? arg_int (args, "count") : 1;
  int index;
  List **list = project_edit_list_of (edit->project, id, &index);

  if (arg_given (args, "linked") && arg_bool (args, "linked")) {
    Clip *first = (Clip *)list_edit (list, index);
    if (!first->linked)
      first->linked = id;
  }
  Clip *model = (Clip *)node_ref (list_get (*list, index));
  const Units length = clip_end_units (map, model) - clip_start_units (map, model);
  Position next = { clip_end_units (map, model), TIME_ABSOLUTE };
  if (model->start.base == TIME_MUSICAL && model->length.base == TIME_MUSICAL)
    next = (Position){ model->start.value + model->length.value, TIME_MUSICAL };
  if (arg_given (args, "to"))
    next = arg_position (args, "to");
  for (int64_t i = 0; i < count; i++) {
    Clip *copy = (Clip *)node_copy (&model->node);
    edit_renew_ids (edit, &copy->node);
    g_array_append_val (edit->created, copy->node.id);
    copy->start = tempo_map_rebase (map, next, model->start.base);
    if (next.base == TIME_MUSICAL)
      next.value += model->length.value;
    else
      next.value += length;
    lane_place (edit, list, copy);
  }
  edit_describe (edit, "Duplicate %s", text_get (model->name));
  node_unref (&model->node);
  return true;
}

const CommandSpec command_clip_duplicate = { "clip.duplicate", "Copy a clip, once or many times",
                                             duplicate_args, G_N_ELEMENTS (duplicate_args),
                                             .run = apply_duplicate };

/* --- clip.slip, clip.remove
 * ----------------------------------------------------------------------------- */

static const ArgSpec slip_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "by", ARG_LENGTH, .required = true, .help = "how far the content moves; negative is earlier" },
};

static bool
apply_slip (Edit *edit, const Args *args, GError **error)
{
  Clip *clip = project_edit_clip (edit->project, arg_id (args, "clip"));
  const TempoMap *map = edit_tempo_map (edit);
  const Length by = arg_length (args, "by");

  if (clip->kind == CLIP_NOTES) {
    clip->offset -= length_at (&by, map, clip->start, TIME_MUSICAL);
  } else {
    const Source *source = project_find_source (edit->project, clip->source);
    const Units units = length_at (&by, map, clip->start, TIME_ABSOLUTE);
    clip->offset -= (int64_t)rint ((double)units * (double)source->rate / (double)UNITS_PER_SECOND /
                                   clip->stretch);
  }
  edit_describe (edit, "Slip %s", text_get (clip->name));
  return true;
}

const CommandSpec command_clip_slip = { "clip.slip", "Move the content inside a clip", slip_args,
                                        G_N_ELEMENTS (slip_args), .run = apply_slip };

static const ArgSpec remove_args[] = {
  { "clip", ARG_CLIPS, .required = true, .help = "a clip or several, separated by commas" },
};

static bool
apply_remove (Edit *edit, const Args *args, GError **error)
{
  int n, index;
  const Id *ids = arg_ids (args, "clip", &n);

  for (int i = 0; i < n; i++) {
    List **list = project_edit_list_of (edit->project, ids[i], &index);
    if (!list)
      return edit_fail (error, "a clip is named twice");
    if (i == 0)
      edit_describe (edit, n > 1 ? "Remove %s and others" : "Remove %s",
                     node_name (list_get (*list, index)));
    list_remove (list, index);
  }
  return true;
}

const CommandSpec command_clip_remove = { "clip.remove", "Remove clips", remove_args,
                                          G_N_ELEMENTS (remove_args), .run = apply_remove };

/* --- clip.join
 * ------------------------------------------------------------------------------------------ */

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
  const double passed = (double)(clip_start_units (map, b) - clip_start_units (map, a)) *
                        (double)source->rate / (double)UNITS_PER_SECOND / a->stretch;
  return fabs ((double)(b->offset - a->offset) - passed) <= 1.5;
}

static int
compare_starts (const void *a, const void *b, void *data)
{
  const TempoMap *map = data;
  const Units p = clip_start_units (map, *(const Clip *const *)a);
  const Units q = clip_start_units (map, *(const Clip *const *)b);
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
    clips[i] = get_clip (edit, ids[i]);
  g_qsort_with_data (clips, n, sizeof *clips, compare_starts, (void *)map);
  for (int i = 0; i + 1 < n; i++)
    if (!continues (edit->project, map, clips[i], clips[i + 1]))
      return edit_fail (error,
                        "'%s' and '%s' do not follow each other in one source; bounce them instead",
                        text_get (clips[i]->name), text_get (clips[i + 1]->name));
  const Units end = clip_end_units (map, clips[n - 1]);
  const Units fade_out = clips[n - 1]->fade_out;
  const int shape = clips[n - 1]->fade_out_shape;
  const Id first_id = clips[0]->node.id;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify)node_unref);
  for (int i = 1; i < n; i++)
    g_ptr_array_add (parts, node_ref (&clips[i]->node));
  for (guint i = 0; i < parts->len; i++) {
    List **list = project_edit_list_of (edit->project, ((Node *)parts->pdata[i])->id, &index);
    list_remove (list, index);
  }
  Clip *joined = project_edit_clip (edit->project, first_id);
  for (guint i = 0; i < parts->len && joined->kind == CLIP_NOTES; i++)
    append_notes (joined, parts->pdata[i]);
  clip_trim_end (edit->project, map, joined, (Position){ end, TIME_ABSOLUTE });
  joined->fade_out = fade_out;
  joined->fade_out_shape = shape;
  edit_describe (edit, "Join %d clips", n);
  return true;
}

const CommandSpec command_clip_join = { "clip.join",
                                        "Make one clip of several that follow each other",
                                        join_args, G_N_ELEMENTS (join_args), .run = apply_join };

/* --- clip.normalize
 * -------------------------------------------------------------------------------------- */

static const ArgSpec normalize_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "an audio clip" },
  { "to", ARG_TEXT, .help = "a peak such as -1dB, or a loudness such as -16LUFS",
    .initial = "0dB" },
};

static bool
apply_normalize (Edit *edit, const Args *args, GError **error)
{
  Clip *clip = project_edit_clip (edit->project, arg_id (args, "clip"));
  const Source *source = project_find_source (edit->project, clip->source);
  const char *to = arg_given (args, "to") ? arg_text (args, "to") : "0dB";
  double target, level;
  char unit[8];

  if (clip->kind != CLIP_AUDIO || !source)
    return edit_fail (error, "'%s' is no audio clip", text_get (clip->name));
  if (!value_read_quantity (to, &target, unit, sizeof unit, error))
    return false;
  const bool loudness = g_ascii_strcasecmp (unit, "lufs") == 0;
  if (!loudness && *unit && g_ascii_strcasecmp (unit, "db") != 0)
    return edit_fail (error, "'%s' is not a level such as -1dB or -16LUFS", to);
  if (!(target <= 24 && target >= -70))
    return edit_fail (error, "%s is out of range, it goes from -70 to 24", to);
  if (!edit->host || !edit->host->measure_media)
    return edit_fail (error, "levels cannot be measured here");
  const TempoMap *map = edit_tempo_map (edit);
  const double span = (double)(clip_end_units (map, clip) - clip_start_units (map, clip)) *
                      (double)source->rate / (double)UNITS_PER_SECOND / clip->stretch;
  const int64_t from = CLAMP (clip->offset, 0, source->frames);
  const int64_t end = MIN (clip->offset + (int64_t)ceil (span), source->frames);
  if (!edit->host->measure_media (edit->host->data, source, from, end, loudness ? "lufs" : "peak",
                                  &level, error))
    return false;
  if (!isfinite (level))
    return edit_fail (error, "the clip is silent");
  clip->gain_db = CLAMP (target - level, -150, 36);
  edit_describe (edit, "Normalize %s", text_get (clip->name));
  return true;
}

const CommandSpec command_clip_normalize = { "clip.normalize",
                                             "Set the gain of a clip by its peak or loudness",
                                             normalize_args, G_N_ELEMENTS (normalize_args),
                                             .run = apply_normalize };
