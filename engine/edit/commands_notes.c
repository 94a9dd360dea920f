/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many notes at once: quantizing, transposing, velocities, playing feel. */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "edit/commands.h"
#include "edit/notes.h"

static const ArgSpec quantize_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "grid", ARG_GRID, .required = true, .help = "1/16, 1/8t, 1/4. or a length" },
  { "strength", ARG_PERCENT, .help = "how far each note goes", .initial = "100", .min = 0,
    .max = 100 },
  { "swing", ARG_PERCENT,
    .help = "how late every second line of the grid comes; 100 is a triplet feel", .initial = "0",
    .min = 0, .max = 100 },
  { "ends", ARG_BOOL, .help = "quantize the ends, too, instead of keeping lengths",
    .initial = "off" },
  { "notes", ARG_NOTES, .help = "ids or positions in the clip", .initial = "all" },
};

Ticks
notes_nearest_line (const TempoMap *map, Ticks at, const Length *grid, double swing)
{
  const BarPosition bar = tempo_map_bar (map, at);
  const BarPosition first = { bar.bar, 1, 1, 0 };
  Ticks start = 0, best = at;
  int64_t least = INT64_MAX;

  tempo_map_from_bar (map, &first, &start);
  const Position from = { start, TIME_MUSICAL };
  const Ticks step = MAX (length_at (grid, map, from, TIME_MUSICAL), 1);
  const int64_t near = (at - start) / step;
  for (int64_t k = near - 1; k <= near + 2; k++) {
    const Ticks late = k & 1 ? (Ticks) rint ((double) step * swing / 100 / 3) : 0;
    const Ticks line = start + k * step + late;
    if (ABS (line - at) < least) {
      least = ABS (line - at);
      best = line;
    }
  }
  /* The next bar begins a grid of its own. */
  const Ticks next = start + tempo_map_bar_length (map, at);
  return ABS (next - at) < least ? next : best;
}

static bool
quantize (Edit *edit, const Args *args, const Clip *clip, Note *note, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Length grid = arg_length (args, "grid");
  const double strength = arg_given (args, "strength") ? arg_number (args, "strength") / 100 : 1;
  const double swing = arg_given (args, "swing") ? arg_number (args, "swing") : 0;
  const Ticks at = notes_to_song (map, clip, note->at), end = at + note->length;
  const Ticks line = notes_nearest_line (map, at, &grid, swing);

  note->at += (Ticks) rint ((double) (line - at) * strength);
  note->at = MAX (note->at, MIN (clip->offset, notes_from_song (map, clip, at)));
  if (arg_given (args, "ends") && arg_bool (args, "ends")) {
    const Ticks now = notes_to_song (map, clip, note->at);
    const Ticks target = notes_nearest_line (map, end, &grid, swing);
    const Ticks to = end + (Ticks) rint ((double) (target - end) * strength);
    note->length = MAX (to - now, 1);
  }
  return true;
}

static bool
apply_quantize (Edit *edit, const Args *args, GError **error)
{
  const Length grid = arg_length (args, "grid");

  if (!(grid.amount > 0))
    return edit_fail (error, "the grid must be wider than nothing");
  edit_describe (edit, "Quantize notes");
  return notes_change (edit, args, "notes", quantize, error);
}

const CommandSpec command_notes_quantize = { "notes.quantize", "Move notes to a grid",
                                             quantize_args, G_N_ELEMENTS (quantize_args),
                                             .run = apply_quantize };

static const ArgSpec transpose_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "by", ARG_INT, .required = true, .help = "semitones", .min = -127, .max = 127 },
  { "notes", ARG_NOTES, .help = "ids or positions in the clip", .initial = "all" },
};

static bool
transpose (Edit *edit, const Args *args, const Clip *clip, Note *note, GError **error)
{
  note->pitch += (int) arg_int (args, "by");
  if (note->pitch < 0 || note->pitch > 127)
    return edit_fail (error, "a note would leave the range of pitches, C-1 to G9");
  return true;
}

static bool
apply_transpose (Edit *edit, const Args *args, GError **error)
{
  edit_describe (edit, "Transpose notes");
  return notes_change (edit, args, "notes", transpose, error);
}

const CommandSpec command_notes_transpose = { "notes.transpose", "Move notes in pitch",
                                              transpose_args, G_N_ELEMENTS (transpose_args),
                                              .run = apply_transpose };

static const ArgSpec velocity_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "to", ARG_VELOCITY, .help = "all the same: 1 to 127, or a percentage" },
  { "by", ARG_INT, .help = "more or less, in 127ths", .min = -127, .max = 127 },
  { "scale", ARG_PERCENT, .help = "100 = as they are", .min = 0, .max = 1000 },
  { "notes", ARG_NOTES, .help = "ids or positions in the clip", .initial = "all" },
};

static bool
change_velocity (Edit *edit, const Args *args, const Clip *clip, Note *note, GError **error)
{
  arg_to_number (args, "to", &note->velocity);
  if (arg_given (args, "scale"))
    note->velocity *= arg_number (args, "scale") / 100;
  if (arg_given (args, "by"))
    note->velocity += (double) arg_int (args, "by") / 127;
  /* A note-on of velocity 0 would be a note-off. */
  note->velocity = CLAMP (note->velocity, 1.0 / 127, 1);
  return true;
}

static bool
apply_velocity (Edit *edit, const Args *args, GError **error)
{
  if (!arg_given (args, "to") && !arg_given (args, "by") && !arg_given (args, "scale"))
    return edit_fail (error, "name a change: to=, by= or scale=");
  edit_describe (edit, "Change velocities");
  return notes_change (edit, args, "notes", change_velocity, error);
}

const CommandSpec command_notes_velocity = { "notes.velocity", "Change velocities", velocity_args,
                                             G_N_ELEMENTS (velocity_args), .run = apply_velocity };

static const ArgSpec humanize_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "time", ARG_LENGTH, .help = "how far a note strays at most", .initial = "10ms" },
  { "velocity", ARG_PERCENT, .help = "how much louder or softer at most", .initial = "10", .min = 0,
    .max = 100 },
  { "seed", ARG_INT, .help = "another number strays in another way", .initial = "1", .min = -9e15,
    .max = 9e15 },
  { "notes", ARG_NOTES, .help = "ids or positions in the clip", .initial = "all" },
};

static bool
humanize (Edit *edit, const Args *args, const Clip *clip, Note *note, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  const uint64_t seed = arg_given (args, "seed") ? (uint64_t) arg_int (args, "seed") : 1;
  const uint64_t key = hash_key (seed, note->id, 0);
  const double percent = arg_given (args, "velocity") ? arg_number (args, "velocity") : 10;
  Length most = { LENGTH_ABSOLUTE, (double) UNITS_PER_SECOND / 100 };

  if (arg_given (args, "time"))
    most = arg_length (args, "time");
  const Position at = { notes_to_song (map, clip, note->at), TIME_MUSICAL };
  const double ticks = (double) length_at (&most, map, at, TIME_MUSICAL);
  const Ticks moved = note->at + (Ticks) rint (ticks * hash_noise (key, 0));
  note->at = MAX (moved, MIN (note->at, clip->offset));
  note->velocity = CLAMP (note->velocity * (1 + percent / 100 * hash_noise (key, 1)), 1.0 / 127, 1);
  return true;
}

static bool
apply_humanize (Edit *edit, const Args *args, GError **error)
{
  if (arg_given (args, "time") && !(arg_length (args, "time").amount >= 0))
    return edit_fail (error, "a note cannot stray by less than nothing");
  edit_describe (edit, "Humanize notes");
  return notes_change (edit, args, "notes", humanize, error);
}

const CommandSpec command_notes_humanize = { "notes.humanize",
                                             "Let notes stray a little in time and velocity",
                                             humanize_args, G_N_ELEMENTS (humanize_args),
                                             .run = apply_humanize };

static const ArgSpec legato_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "notes", ARG_NOTES, .help = "ids or positions in the clip", .initial = "all" },
};

/* To the first note that begins later. */
static bool
lengthen (Edit *edit, const Args *args, const Clip *clip, Note *note, GError **error)
{
  const int next = run_lower_bound (clip->notes, note->at + 1);
  if (next < run_n (clip->notes))
    note->length = run_note (clip->notes, next)->at - note->at;
  return true;
}

static bool
apply_legato (Edit *edit, const Args *args, GError **error)
{
  edit_describe (edit, "Legato");
  return notes_change (edit, args, "notes", lengthen, error);
}

const CommandSpec command_notes_legato = { "notes.legato", "Stretch notes to the next one",
                                           legato_args, G_N_ELEMENTS (legato_args),
                                           .run = apply_legato };
