/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips: settings. */
#include <math.h>
#include <string.h>

#include "edit/commands.h"
#include "edit/describe.h"
#include "edit/lane.h"
#include "model/warp.h"

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
  { "locked", ARG_BOOL,
    .help = "keep its place, edges and content: commands that would change them are refused" },
  { "reverse", ARG_BOOL, .help = "play backwards" },
  { "loop", ARG_BOOL, .help = "repeat the source as long as the clip lasts" },
  { "loop_length", ARG_LENGTH, .help = "what is repeated, from the start of the source" },
  { "stretch", ARG_TEXT, .help = "output length / source length, 0.05 to 20, or tempo" },
  { "source_tempo", ARG_NUMBER, .help = "beats a minute of what was recorded, for stretch=tempo",
    .min = 10, .max = 999 },
  { "transpose", ARG_NUMBER, .help = "semitones", .min = -48, .max = 48 },
  { "formant", ARG_BOOL, .help = "keep formants while transposing" },
  { "warp", ARG_BOOL, .help = "hear its warp markers" },
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

/* The clip ends with the same sound as before its stretch was another one. */
static void
keep_end (const TempoMap *map, Clip *clip, Units length, double ratio)
{
  clip_set_end (map, clip, clip_start_units (map, clip) + (Units) rint ((double) length * ratio));
  clip->offset_fine = (Units) ((double) clip->offset_fine * ratio);
}

static bool
set_source_tempo (Edit *edit, Clip *clip, double bpm, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  const double old = clip_stretch (map, clip);
  const Units length = clip_end_units (map, clip) - clip_start_units (map, clip);

  if (clip->kind != CLIP_AUDIO)
    return edit_fail (error, "notes follow the tempo already");
  clip->source_bpm = bpm;
  if (clip->stretch_mode == STRETCH_TEMPO)
    keep_end (map, clip, length, clip_stretch (map, clip) / old);
  return true;
}

/* The length of the source that sounds, in units of output before stretching. */
static bool
set_stretch (Edit *edit, Clip *clip, const char *text, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  const double old = clip_stretch (map, clip);
  double ratio;

  if (clip->kind != CLIP_AUDIO)
    return edit_fail (error, "notes follow the tempo already");
  const Units start = clip_start_units (map, clip);
  const Units length = clip_end_units (map, clip) - start;
  if (strcmp (text, "tempo") == 0) {
    if (clip->source_bpm <= 0) {
      const Source *source = project_find_source (edit->project, clip->source);
      clip->source_bpm = source && source->bpm > 0
                             ? source->bpm
                             : tempo_map_bpm (map, tempo_map_position_ticks (map, clip->start));
    }
    clip->stretch_mode = STRETCH_TEMPO;
    clip->length.base = TIME_MUSICAL;
    clip->start.base = TIME_MUSICAL;
    clip_set_start (map, clip, start);
    keep_end (map, clip, length, clip_stretch (map, clip) / old);
    return true;
  }
  if (!value_read_number (text, &ratio, error))
    return false;
  if (!(ratio >= 0.05 && ratio <= 20))
    return edit_fail (error, "%s is out of range, it goes from 0.05 to 20", text);
  clip->stretch_mode = STRETCH_RATIO;
  clip->stretch = ratio;
  clip->length = (Position){ MAX ((Units) rint ((double) length * ratio / old), 1), TIME_ABSOLUTE };
  clip->offset_fine = (Units) ((double) clip->offset_fine * ratio / old);
  return true;
}

static bool
set_loop (Edit *edit, Clip *clip, const Args *args, GError **error)
{
  if (arg_given (args, "loop")) {
    clip->loop = arg_bool (args, "loop");
    if (clip->loop && clip->kind == CLIP_NOTES && clip->loop_length == 0)
      clip->loop_length = clip_length_ticks (edit_tempo_map (edit), clip);
  }
  if (!arg_given (args, "loop_length"))
    return true;
  const Length length = arg_length (args, "loop_length");
  const Source *source = project_find_source (edit->project, clip->source);
  const TimeBase base = clip->kind == CLIP_NOTES ? TIME_MUSICAL : TIME_ABSOLUTE;
  const int64_t span = length_at (&length, edit_tempo_map (edit), clip->start, base);
  clip->loop_length = source ? int64_scale_floor (span, source->rate, UNITS_PER_SECOND) : span;
  return clip->loop_length > 0 || edit_fail (error, "the loop must be longer than nothing");
}

static const Wording wordings[] = {
  { "gain", "Change gain of %", NULL },
  { "fade_in", "Fade %", NULL },
  { "fade_out", "Fade %", NULL },
  { "fade_shape", "Shape fades of %", NULL },
  { "fade_in_shape", "Shape fades of %", NULL },
  { "fade_out_shape", "Shape fades of %", NULL },
  { "mute", "Mute %", "Unmute %" },
  { "locked", "Lock %", "Unlock %" },
  { "reverse", "Reverse %", "Play % forwards" },
  { "loop", "Loop %", "End loop of %" },
  { "loop_length", "Change loop of %", NULL },
  { "stretch", "Stretch %", NULL },
  { "transpose", "Transpose %", NULL },
  { "formant", "Keep formants of %", "Let formants of % move" },
  { "warp", "Warp %", "Do not warp %" },
  { "time_base", "Change time base of %", NULL },
  { "name", "Rename clip to %", NULL },
  { "color", "Color %", NULL },
  { "rating", "Rate %", NULL },
  { "note", "Write note on %", NULL },
  { NULL, NULL, NULL },
};

static bool
apply_set (Edit *edit, const Args *args, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  int index;

  if (!args_given_from (args, 1))
    return edit_fail (error, "name what to set, for example gain=-3dB");
  List **list = project_edit_list_of (edit->project, arg_id (args, "clip"), &index);
  if (!list)
    return edit_fail (error, "the clip stands in no lane");
  Clip *clip = (Clip *) list_edit (list, index);
  arg_to_number (args, "gain", &clip->gain_db);
  arg_to_bool (args, "mute", &clip->mute);
  arg_to_bool (args, "locked", &clip->locked);
  arg_to_bool (args, "reverse", &clip->reverse);
  arg_to_number (args, "transpose", &clip->transpose);
  arg_to_bool (args, "formant", &clip->formant);
  if (arg_given (args, "warp"))
    clip->unwarped = !arg_bool (args, "warp");
  arg_to_text (args, "name", &clip->name);
  arg_to_text (args, "color", &clip->color);
  arg_to_int (args, "rating", &clip->rating);
  arg_to_text (args, "note", &clip->note);
  edit_describe_set (edit, args, wordings, text_get (clip->name));
  if (!set_fades (edit, clip, args, error) || !set_loop (edit, clip, args, error))
    return false;
  if (arg_given (args, "time_base"))
    clip_set_base (map, clip, (TimeBase) arg_choice (args, "time_base"));
  if (arg_given (args, "stretch") || arg_given (args, "source_tempo")) {
    /* Its new length covers what lies there; without one its place stays as it is. */
    Clip *stretched = (Clip *) node_copy (&clip->node);
    list_remove (list, index);
    const bool good =
        (!arg_given (args, "source_tempo") ||
         set_source_tempo (edit, stretched, arg_number (args, "source_tempo"), error)) &&
        (!arg_given (args, "stretch") ||
         set_stretch (edit, stretched, arg_text (args, "stretch"), error));
    if (!good) {
      node_unref (&stretched->node);
      return false;
    }
    lane_place (edit, list, stretched);
  } else {
    lane_settle (edit, list);
  }
  return true;
}

const CommandSpec command_clip_set = { "clip.set", "Change settings of a clip", set_args,
                                       G_N_ELEMENTS (set_args), .run = apply_set };

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
  g_auto (ClipContent) content = { 0 };
  clip_content_init (&content, map, clip, source);
  const double first = clip_content_frame (&content, (double) clip_start_units (map, clip));
  const double last = clip_content_frame (&content, (double) clip_end_units (map, clip));
  /* A thousandth of a frame is what rounding leaves. */
  const int64_t from = CLAMP ((int64_t) floor (fmin (first, last) + 1e-3), 0, source->frames);
  const int64_t end = CLAMP ((int64_t) ceil (fmax (first, last) - 1e-3), from, source->frames);
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
