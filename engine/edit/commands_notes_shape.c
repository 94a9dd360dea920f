/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shape of notes: their ends, splits, joins, copies, and the order of time turned round. */
#include "edit/commands.h"
#include "edit/notes.h"

/* What belongs to a note that becomes two. */
static Note
copy_of (Edit *edit, const Note *note)
{
  Note copy = *note;
  copy.id = id_next (edit->ids, NOTE_LETTER);
  return copy;
}

/* A place of the song as a tick of the content, through the clip that is named. */
static Ticks
content_tick (Edit *edit, const Args *args, const char *name)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Clip *shown = (const Clip *) project_find (edit->project, arg_id (args, "clip"), NULL);
  return notes_from_song (map, shown, tempo_map_position_ticks (map, arg_position (args, name)));
}

static Ticks
ticks_by (Edit *edit, const Args *args, const char *name, const Clip *clip, Ticks at)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Length by = arg_length (args, name);
  const Position place = { notes_to_song (map, clip, at), TIME_MUSICAL };
  return length_at (&by, map, place, TIME_MUSICAL);
}

static const ArgSpec trim_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "start", ARG_POSITION, .help = "where they begin, in the song; their ends stay" },
  { "end", ARG_POSITION, .help = "where they end, in the song" },
  { "start_by", ARG_LENGTH, .help = "or how much later they begin; negative is earlier" },
  { "end_by", ARG_LENGTH, .help = "or how much later they end; negative is earlier" },
  { "notes", ARG_NOTES, .help = "ids or positions in the clip", .initial = "all" },
};

static void
set_start (const Clip *clip, Note *note, Ticks at)
{
  const Ticks end = note->at + note->length;
  at = MAX (at, MIN (note->at, clip->offset));
  note->at = MIN (at, end - 1);
  note->length = end - note->at;
}

/* Edges that would pass the other one are left alone by a place, and stop at it by a length. */
static bool
trim (Edit *edit, const Args *args, const Clip *clip, Note *note, GError **error)
{
  if (arg_given (args, "start")) {
    const Ticks at = content_tick (edit, args, "start");
    if (at < note->at + note->length)
      set_start (clip, note, at);
  }
  if (arg_given (args, "start_by"))
    set_start (clip, note, note->at + ticks_by (edit, args, "start_by", clip, note->at));
  if (arg_given (args, "end")) {
    const Ticks at = content_tick (edit, args, "end");
    if (at > note->at)
      note->length = at - note->at;
  }
  if (arg_given (args, "end_by")) {
    const Ticks by = ticks_by (edit, args, "end_by", clip, note->at + note->length);
    note->length = MAX (note->length + by, 1);
  }
  return true;
}

static bool
apply_trim (Edit *edit, const Args *args, GError **error)
{
  const bool start = arg_given (args, "start"), end = arg_given (args, "end");
  const bool start_by = arg_given (args, "start_by"), end_by = arg_given (args, "end_by");

  if (!start && !end && !start_by && !end_by)
    return edit_fail (error, "name an edge: start=, end=, start_by= or end_by=");
  if ((start && start_by) || (end && end_by))
    return edit_fail (error, "an edge goes to a place or by a length, not both");
  edit_describe (edit, "Trim notes");
  return notes_change (edit, args, "notes", trim, error);
}

const CommandSpec command_notes_trim = { "notes.trim", "Move the edges of notes", trim_args,
                                         G_N_ELEMENTS (trim_args), .run = apply_trim };

static const ArgSpec split_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "at", ARG_POSITION, .required = true, .help = "where, in the song" },
  { "notes", ARG_NOTES, .help = "ids or positions in the clip", .initial = "all" },
};

static bool
apply_split (Edit *edit, const Args *args, GError **error)
{
  const Ticks at = content_tick (edit, args, "at");
  Clip *clip = notes_edit_clip (edit, arg_id (args, "clip"), error);
  if (!clip)
    return false;
  g_autoptr (GHashTable) meant = notes_meant (args, "notes");
  g_autoptr (GArray) notes = notes_array (clip);
  const guint n = notes->len;
  for (guint i = 0; i < n; i++) {
    Note *note = &g_array_index (notes, Note, i);
    if (!notes_is_meant (meant, note) || at <= note->at || at >= note->at + note->length)
      continue;
    Note behind = copy_of (edit, note);
    behind.at = at;
    behind.length = note->at + note->length - at;
    behind.lyric = NULL;
    note->length = at - note->at;
    g_array_append_val (edit->created, behind.id);
    g_array_append_val (notes, behind);
  }
  if (notes->len == n)
    return edit_fail (error, "no note sounds at %s", arg_text (args, "at"));
  notes_store (clip, notes);
  notes_changed (edit, clip);
  edit_describe (edit, "Split notes");
  return true;
}

const CommandSpec command_notes_split = { "notes.split", "Split notes at a place", split_args,
                                          G_N_ELEMENTS (split_args), .run = apply_split };

static const ArgSpec some_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "notes", ARG_NOTES, .help = "ids or positions in the clip", .initial = "all" },
};

static bool
apply_join (Edit *edit, const Args *args, GError **error)
{
  Clip *clip = notes_edit_clip (edit, arg_id (args, "clip"), error);
  Ticks ends[16][128] = { { 0 } };
  int first[16][128] = { { 0 } }; /* index + 1 of what the others join */
  if (!clip)
    return false;
  g_autoptr (GHashTable) meant = notes_meant (args, "notes");
  g_autoptr (GArray) notes = notes_array (clip);
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (Note));
  for (guint i = 0; i < notes->len; i++) {
    const Note *note = &g_array_index (notes, Note, i);
    int *to = &first[note->channel][note->pitch];
    Ticks *end = &ends[note->channel][note->pitch];
    if (!notes_is_meant (meant, note) || *to == 0) {
      g_array_append_vals (kept, note, 1);
      if (notes_is_meant (meant, note)) {
        *to = (int) kept->len;
        *end = note->at + note->length;
      }
      continue;
    }
    Note *joined = &g_array_index (kept, Note, *to - 1);
    *end = MAX (*end, note->at + note->length);
    joined->length = *end - joined->at;
  }
  if (kept->len == notes->len)
    return edit_fail (error, "no two of these notes have one pitch");
  /* What is kept borrows its texts from the run, which lives until it is stored. */
  notes_store (clip, kept);
  notes_changed (edit, clip);
  edit_describe (edit, "Join notes");
  return true;
}

const CommandSpec command_notes_join = { "notes.join", "Make one note of those of one pitch",
                                         some_args, G_N_ELEMENTS (some_args), .run = apply_join };

static bool
apply_reverse (Edit *edit, const Args *args, GError **error)
{
  Clip *clip = notes_edit_clip (edit, arg_id (args, "clip"), error);
  Ticks from = INT64_MAX, to = INT64_MIN;
  if (!clip)
    return false;
  g_autoptr (GHashTable) meant = notes_meant (args, "notes");
  g_autoptr (GArray) notes = notes_array (clip);
  for (guint i = 0; i < notes->len; i++) {
    const Note *note = &g_array_index (notes, Note, i);
    if (notes_is_meant (meant, note)) {
      from = MIN (from, note->at);
      to = MAX (to, note->at + note->length);
    }
  }
  if (from > to)
    return edit_fail (error, "the clip has no notes");
  for (guint i = 0; i < notes->len; i++) {
    Note *note = &g_array_index (notes, Note, i);
    if (notes_is_meant (meant, note))
      note->at = from + to - note->at - note->length;
  }
  notes_store (clip, notes);
  notes_changed (edit, clip);
  edit_describe (edit, "Reverse notes");
  return true;
}

const CommandSpec command_notes_reverse = { "notes.reverse", "Turn notes round in time", some_args,
                                            G_N_ELEMENTS (some_args), .run = apply_reverse };

static const ArgSpec duplicate_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "by", ARG_LENGTH, .required = true, .help = "how much later the copies begin" },
  { "transpose", ARG_INT, .help = "semitones", .initial = "0", .min = -127, .max = 127 },
  { "notes", ARG_NOTES, .help = "ids or positions in the clip", .initial = "all" },
};

static bool
apply_duplicate (Edit *edit, const Args *args, GError **error)
{
  Clip *clip = notes_edit_clip (edit, arg_id (args, "clip"), error);
  const int up = arg_given (args, "transpose") ? (int) arg_int (args, "transpose") : 0;
  if (!clip)
    return false;
  g_autoptr (GHashTable) meant = notes_meant (args, "notes");
  g_autoptr (GArray) notes = notes_array (clip);
  const guint n = notes->len;
  for (guint i = 0; i < n; i++) {
    const Note *note = &g_array_index (notes, Note, i);
    if (!notes_is_meant (meant, note))
      continue;
    Note copy = copy_of (edit, note);
    copy.at += ticks_by (edit, args, "by", clip, note->at);
    copy.pitch += up;
    if (copy.pitch < 0 || copy.pitch > 127)
      return edit_fail (error, "a note would leave the range of pitches, C-1 to G9");
    if (copy.at < clip->offset)
      return edit_fail (error, "a note would begin before its clip");
    g_array_append_val (edit->created, copy.id);
    g_array_append_val (notes, copy);
  }
  notes_store (clip, notes);
  notes_changed (edit, clip);
  edit_describe (edit, "Copy notes");
  return true;
}

const CommandSpec command_notes_duplicate = { "notes.duplicate", "Copy notes within their clip",
                                              duplicate_args, G_N_ELEMENTS (duplicate_args),
                                              .run = apply_duplicate };
