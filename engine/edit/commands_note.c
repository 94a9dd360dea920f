/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single notes. */
#include <string.h>

#include "edit/commands.h"
#include "edit/lane.h"
#include "edit/notes.h"

#define DEFAULT_VELOCITY (100.0 / 127)

/* "C#4" */
static const char *
pitch_name (int pitch, char text[8])
{
  static const char *const names[] = { "C",  "C#", "D",  "D#", "E",  "F",
                                       "F#", "G",  "G#", "A",  "A#", "B" };
  g_snprintf (text, 8, "%s%d", names[pitch % 12], pitch / 12 - 1);
  return text;
}

static const ArgSpec add_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "a note clip" },
  { "at", ARG_POSITION, .required = true, .help = "where it begins, in the song" },
  { "length", ARG_LENGTH, .required = true, .help = "how long it is" },
  { "pitch", ARG_PITCH, .required = true, .help = "A4 or 69" },
  { "velocity", ARG_VELOCITY, .help = "1 to 127, or a percentage", .initial = "100" },
  { "lyric", ARG_TEXT, .help = "a syllable" },
  { "channel", ARG_INT, .help = "MIDI channel", .initial = "1", .min = 1, .max = 16 },
};

static bool
apply_add (Edit *edit, const Args *args, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Clip *shown = (const Clip *) project_find (edit->project, arg_id (args, "clip"), NULL);
  const Position at = tempo_map_rebase (map, arg_position (args, "at"), TIME_MUSICAL);
  const Length length = arg_length (args, "length");
  const Ticks start = tempo_map_position_ticks (map, shown->start);
  char name[8];
  Note note = { .velocity = DEFAULT_VELOCITY };

  if (at.value < start || at.value >= start + clip_length_ticks (map, shown))
    return edit_fail (error, "%s lies outside of '%s'", arg_text (args, "at"),
                      text_get (shown->name));
  note.at = notes_from_song (map, shown, at.value);
  note.length = length_at (&length, map, at, TIME_MUSICAL);
  note.pitch = (int) arg_int (args, "pitch");
  arg_to_number (args, "velocity", &note.velocity);
  if (arg_given (args, "channel"))
    note.channel = (int) arg_int (args, "channel") - 1;
  if (note.length <= 0)
    return edit_fail (error, "the length must be more than nothing");
  Clip *clip = notes_edit_clip (edit, shown->node.id, error);
  if (!clip)
    return false;
  note.id = id_next (edit->ids, NOTE_LETTER);
  arg_to_text (args, "lyric", &note.lyric);
  run_insert_note (&clip->notes, &note);
  if (note.lyric)
    g_ref_string_release (note.lyric);
  g_array_append_val (edit->created, note.id);
  notes_changed (edit, clip);
  edit_describe (edit, "Add note %s", pitch_name (note.pitch, name));
  return true;
}

const CommandSpec command_note_add = { "note.add", "Add a note to a clip", add_args,
                                       G_N_ELEMENTS (add_args), .run = apply_add };

static const ArgSpec set_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "note", ARG_NOTES, .required = true,
    .help = "ids or positions in the clip, separated by commas, or all" },
  { "length", ARG_LENGTH, .help = "how long it is" },
  { "pitch", ARG_PITCH, .help = "A4 or 69" },
  { "velocity", ARG_VELOCITY, .help = "1 to 127, or a percentage" },
  { "release", ARG_VELOCITY, .help = "release velocity, 0 to 127, or a percentage" },
  { "lyric", ARG_TEXT, .help = "a syllable; empty = none" },
  { "channel", ARG_INT, .help = "MIDI channel", .min = 1, .max = 16 },
  { "mute", ARG_BOOL, .help = "silence" },
};

static bool
set_note (Edit *edit, const Args *args, const Clip *clip, Note *note, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);

  if (arg_given (args, "length")) {
    const Length length = arg_length (args, "length");
    const Position at = { notes_to_song (map, clip, note->at), TIME_MUSICAL };
    note->length = length_at (&length, map, at, TIME_MUSICAL);
    if (note->length <= 0)
      return edit_fail (error, "the length must be more than nothing");
  }
  if (arg_given (args, "pitch"))
    note->pitch = (int) arg_int (args, "pitch");
  arg_to_number (args, "velocity", &note->velocity);
  arg_to_number (args, "release", &note->release);
  if (arg_given (args, "channel"))
    note->channel = (int) arg_int (args, "channel") - 1;
  arg_to_bool (args, "mute", &note->mute);
  return true;
}

/* The texts of an array of notes are borrowed from the run, so lyrics are set in the run. */
static bool
set_lyrics (Edit *edit, const Args *args, GError **error)
{
  Clip *clip = notes_edit_clip (edit, arg_id (args, "clip"), error);
  int n;
  const Id *ids = arg_ids (args, "note", &n);

  for (int i = 0; i < n; i++) {
    const int index = run_find_note (clip->notes, ids[i]);
    if (index < 0)
      continue;
    Note note = *run_note (clip->notes, index);
    note.lyric = *arg_text (args, "lyric") ? g_ref_string_new (arg_text (args, "lyric")) : NULL;
    if (note.unknown)
      g_ref_string_acquire (note.unknown);
    run_remove (&clip->notes, index);
    run_insert_note (&clip->notes, &note);
    if (note.lyric)
      g_ref_string_release (note.lyric);
    if (note.unknown)
      g_ref_string_release (note.unknown);
  }
  notes_changed (edit, clip);
  return true;
}

static bool
apply_set (Edit *edit, const Args *args, GError **error)
{
  if (!args_given_from (args, 2))
    return edit_fail (error, "name what to set, for example velocity=100");
  edit_describe (edit, "Change notes");
  return notes_change (edit, args, "note", set_note, error) &&
         (!arg_given (args, "lyric") || set_lyrics (edit, args, error));
}

const CommandSpec command_note_set = { "note.set", "Change notes of a clip", set_args,
                                       G_N_ELEMENTS (set_args), .run = apply_set };

static const ArgSpec move_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "note", ARG_NOTES, .required = true,
    .help = "ids or positions in the clip, separated by commas, or all" },
  { "to", ARG_POSITION, .help = "where the first of them begins, in the song" },
  { "by", ARG_LENGTH, .help = "or how far they move; negative is earlier" },
  { "pitch", ARG_PITCH, .help = "the pitch of the first of them; the others move with it" },
};

typedef struct {
  Ticks by;
  int pitch;
} NoteShift;

/* How far the first of the notes goes. */
static bool
read_shift (Edit *edit, const Args *args, const Clip *clip, NoteShift *shift, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Note *first = NULL;
  int n;
  const Id *ids = arg_ids (args, "note", &n);

  for (int i = 0; i < n; i++) {
    const int index = run_find_note (clip->notes, ids[i]);
    if (index >= 0 && (!first || run_note (clip->notes, index)->at < first->at))
      first = run_note (clip->notes, index);
  }
  if (!first)
    return edit_fail (error, "the clip has no such note");
  const Position at = { notes_to_song (map, clip, first->at), TIME_MUSICAL };
  if (arg_given (args, "to"))
    shift->by = tempo_map_position_ticks (map, arg_position (args, "to")) - at.value;
  if (arg_given (args, "by")) {
    const Length by = arg_length (args, "by");
    shift->by = length_at (&by, map, at, TIME_MUSICAL);
  }
  if (arg_given (args, "pitch"))
    shift->pitch = (int) arg_int (args, "pitch") - first->pitch;
  return true;
}

static bool
apply_move (Edit *edit, const Args *args, GError **error)
{
  NoteShift shift = { 0 };
  int n;
  const Id *ids = arg_ids (args, "note", &n);

  if (!args_given_from (args, 2) || (arg_given (args, "to") && arg_given (args, "by")))
    return edit_fail (error, "name a place with to= or by=, or a pitch");
  Clip *clip = notes_edit_clip (edit, arg_id (args, "clip"), error);
  if (!clip || !read_shift (edit, args, clip, &shift, error))
    return false;
  g_autoptr (GArray) notes = notes_array (clip);
  for (guint i = 0; i < notes->len; i++) {
    Note *note = &g_array_index (notes, Note, i);
    bool meant = false;
    for (int k = 0; k < n && !meant; k++)
      meant = ids[k] == note->id;
    if (!meant)
      continue;
    note->at += shift.by;
    note->pitch += shift.pitch;
    if (note->pitch < 0 || note->pitch > 127)
      return edit_fail (error, "a note would leave the range of pitches, C-1 to G9");
    if (note->at < clip->offset)
      return edit_fail (error, "a note would begin before its clip");
  }
  notes_store (clip, notes);
  notes_changed (edit, clip);
  edit_describe (edit, "Move notes");
  return true;
}

const CommandSpec command_note_move = { "note.move", "Move notes in time and pitch", move_args,
                                        G_N_ELEMENTS (move_args), .run = apply_move };

static bool
apply_remove (Edit *edit, const Args *args, GError **error)
{
  Clip *clip = notes_edit_clip (edit, arg_id (args, "clip"), error);
  int n;
  const Id *ids = arg_ids (args, "note", &n);

  if (!clip)
    return false;
  for (int i = 0; i < n; i++) {
    const int index = run_find_note (clip->notes, ids[i]);
    if (index >= 0)
      run_remove (&clip->notes, index);
  }
  notes_changed (edit, clip);
  edit_describe (edit, n == 1 ? "Remove a note" : "Remove %d notes", n);
  return true;
}

const CommandSpec command_note_remove = { "note.remove", "Remove notes", move_args, 2,
                                          .run = apply_remove };
