/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was played on a keyboard becomes notes. */
#include <string.h>

#include "edit/commands.h"
#include "edit/lane.h"
#include "edit/notes.h"
#include "edit/played_notes.h"
#include "edit/takes.h"

typedef enum { RECORD_TAKES, RECORD_OVERDUB, RECORD_REPLACE } RecordMode;

static const char *const modes[] = { "takes", "overdub", "replace", NULL };

static const ArgSpec record_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "an instrument or MIDI track" },
  { "from", ARG_POSITION, .required = true, .help = "where the pass began" },
  { "to", ARG_POSITION, .required = true, .help = "where it ended" },
  { "events", ARG_TEXT, .required = true,
    .help = "frames and bytes of MIDI messages, as 48000:903c64,72000:803c40" },
  { "mode", ARG_CHOICE, .choices = modes, .initial = "takes",
    .help = "to a take of its own, into the clips that play, or instead of what they hold" },
  { "grid", ARG_GRID, .help = "notes go to this grid, as 1/16 or 1/8t; without it as played" },
};

/* A pass, in ticks of the song. */
typedef struct {
  Edit *edit;
  Id track;
  Ticks from, to;
  GArray *messages, *notes, *pressures;
} Pass;

static const Track *
track_of (const Pass *pass)
{
  return project_find_track (pass->edit->project, pass->track);
}

static Clip *
new_clip (const Pass *pass, Ticks from, Ticks to)
{
  Clip *clip = edit_new_node (pass->edit, NODE_CLIP, true);

  clip->kind = CLIP_NOTES;
  clip->start = (Position){ from, TIME_MUSICAL };
  clip->length = (Position){ to - from, TIME_MUSICAL };
  text_set (&clip->name, text_get (track_of (pass)->name));
  return clip;
}

/* The first pressure of a note or of those behind it. */
static guint
find_pressure (const Pass *pass, guint note)
{
  guint low = 0, high = pass->pressures->len;

  while (low < high) {
    const guint middle = (low + high) / 2;
    if (g_array_index (pass->pressures, PlayedPressure, middle).note < note)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void
put_pressures (const Pass *pass, Clip *clip, guint index, Id note)
{
  guint i = find_pressure (pass, index);
  const guint end = find_pressure (pass, index + 1);

  if (i == end)
    return;
  Expression *expression = edit_new_node (pass->edit, NODE_EXPRESSION, false);
  expression->note = note;
  text_set (&expression->param, "pressure");
  for (; i < end; i++) {
    const PlayedPressure *pressure = &g_array_index (pass->pressures, PlayedPressure, i);
    const Point point = { .at = pressure->at, .value = pressure->value, .shape = POINT_HOLD };
    run_insert_point (&expression->points, &point);
  }
  list_insert (&clip->expressions, -1, &expression->node);
}

/* The note of an index among those that were played. */
static void
put_note (const Pass *pass, Clip *clip, guint index, Ticks at)
{
  Note note = g_array_index (pass->notes, Note, index);

  note.id = id_next (pass->edit->ids, NOTE_LETTER);
  note.at = at;
  run_insert_note (&clip->notes, &note);
  put_pressures (pass, clip, index, note.id);
}

static void
put_value (const Pass *pass, Clip *clip, const PlayedMessage *message, Ticks at)
{
  Point point = { .at = at, .shape = POINT_HOLD };
  g_autofree char *param = NULL;
  int index = 0;

  if (!played_value (message, &param, &point.value))
    return;
  while (index < list_n (clip->envelopes) &&
         strcmp (text_get (((const Envelope *) list_get (clip->envelopes, index))->param), param))
    index++;
  if (index == list_n (clip->envelopes)) {
    Envelope *fresh = edit_new_node (pass->edit, NODE_ENVELOPE, false);
    text_set (&fresh->param, param);
    fresh->base = TIME_MUSICAL;
    list_insert (&clip->envelopes, -1, &fresh->node);
  }
  Envelope *envelope = (Envelope *) list_edit (&clip->envelopes, index);
  run_insert_point (&envelope->points, &point);
}

static void
record_take (const Pass *pass)
{
  Lane *lane =
      take_lane_add (pass->edit, project_edit_track (pass->edit->project, pass->track), NULL);
  Clip *clip = new_clip (pass, pass->from, pass->to);

  for (guint i = 0; i < pass->notes->len; i++) {
    const Note *note = &g_array_index (pass->notes, Note, i);
    put_note (pass, clip, i, note->at - pass->from);
  }
  for (guint i = 0; i < pass->messages->len; i++) {
    const PlayedMessage *message = &g_array_index (pass->messages, PlayedMessage, i);
    put_value (pass, clip, message, message->at - pass->from);
  }
  list_insert (&lane->clips, -1, &clip->node);
  take_lane_fit (pass->edit, lane);
}

/* --- Into the clips that play
 * ------------------------------------------------------------------------------- */

static Ticks
clip_from (const Pass *pass, const Clip *clip)
{
  return tempo_map_position_ticks (edit_tempo_map (pass->edit), clip->start);
}

static Ticks
clip_to (const Pass *pass, const Clip *clip)
{
  return clip_from (pass, clip) + clip_length_ticks (edit_tempo_map (pass->edit), clip);
}

/* The note clip that plays at a tick, or NULL. */
static const Clip *
clip_at (const Pass *pass, Ticks at)
{
  const Track *track = track_of (pass);

  for (int i = list_n (track->clips) - 1; i >= 0; i--) {
    const Clip *clip = (const Clip *) list_get (track->clips, i);
    if (clip->kind == CLIP_NOTES && clip_from (pass, clip) <= at && clip_to (pass, clip) > at)
      return clip;
  }
  return NULL;
}

/* A fresh clip over the pass around a tick, as far as there is room. */
static const Clip *
make_clip (const Pass *pass, Ticks at)
{
  const Track *track = track_of (pass);
  Ticks from = MIN (pass->from, at), to = MAX (pass->to, at + 1);

  for (int i = 0; i < list_n (track->clips); i++) {
    const Clip *clip = (const Clip *) list_get (track->clips, i);
    if (clip_to (pass, clip) <= at)
      from = MAX (from, clip_to (pass, clip));
    else
      to = MIN (to, clip_from (pass, clip));
  }
  Clip *clip = new_clip (pass, from, to);
  lane_put (pass->edit, &project_edit_track (pass->edit->project, pass->track)->clips, clip);
  return clip;
}

/* The place of a song tick in what the clip plays; a loop goes round. */
static Ticks
place_in (const Pass *pass, const Clip *clip, Ticks at)
{
  const Ticks place = notes_from_song (edit_tempo_map (pass->edit), clip, at);

  if (!clip->loop || clip->loop_length <= 0 || place < clip->loop_start + clip->loop_length)
    return place;
  return clip->loop_start + (place - clip->loop_start) % clip->loop_length;
}

static Clip *
clip_for (const Pass *pass, Ticks at, Ticks *place)
{
  const Clip *shown = clip_at (pass, at);

  if (!shown)
    shown = make_clip (pass, at);
  *place = place_in (pass, shown, at);
  return notes_edit_clip (pass->edit, shown->node.id, NULL);
}

/* The note clips that play between two ticks. */
static GArray *
clips_between (const Pass *pass, Ticks from, Ticks to)
{
  const Track *track = track_of (pass);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (Id));

  for (int i = 0; i < list_n (track->clips); i++) {
    const Clip *clip = (const Clip *) list_get (track->clips, i);
    if (clip->kind == CLIP_NOTES && clip_from (pass, clip) < to && clip_to (pass, clip) > from)
      g_array_append_val (ids, clip->node.id);
  }
  return ids;
}

/* What of a clip's content plays between two ticks of the song. */
static Clip *
edit_between (const Pass *pass, Id id, Ticks from, Ticks to, Ticks *first, Ticks *end)
{
  const Clip *shown = (const Clip *) project_find (pass->edit->project, id, NULL);
  const Ticks begin = MAX (from, clip_from (pass, shown));

  *first = place_in (pass, shown, begin);
  *end = *first + MIN (to, clip_to (pass, shown)) - begin;
  return notes_edit_clip (pass->edit, id, NULL);
}

/* Takes out the points of a controller, or of all with NULL. */
static void
clear_values (const Pass *pass, const char *param, Ticks from, Ticks to)
{
  g_autoptr (GArray) ids = clips_between (pass, from, to);

  for (guint i = 0; i < ids->len; i++) {
    Ticks first, end;
    Clip *clip = edit_between (pass, g_array_index (ids, Id, i), from, to, &first, &end);
    for (int e = 0; e < list_n (clip->envelopes); e++) {
      const Envelope *shown = (const Envelope *) list_get (clip->envelopes, e);
      const int n = run_lower_bound (shown->points, end) - run_lower_bound (shown->points, first);
      if (n <= 0 || (param && strcmp (text_get (shown->param), param) != 0))
        continue;
      Envelope *envelope = (Envelope *) list_edit (&clip->envelopes, e);
      for (int k = 0; k < n; k++)
        run_remove (&envelope->points, run_lower_bound (envelope->points, first));
    }
  }
}

/* A controller that was moved is what it was moved to, from its first message to its last: two
 * hands on one wheel would fight. */
static void
clear_moved (const Pass *pass)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < pass->messages->len; i++) {
    const PlayedMessage *message = &g_array_index (pass->messages, PlayedMessage, i);
    char *param = NULL;
    double value;
    if (!played_value (message, &param, &value) || g_hash_table_contains (known, param)) {
      g_free (param);
      continue;
    }
    Ticks last = message->at;
    for (guint k = i + 1; k < pass->messages->len; k++) {
      const PlayedMessage *next = &g_array_index (pass->messages, PlayedMessage, k);
      if (next->bytes[0] == message->bytes[0] &&
          ((next->bytes[0] & 0xf0) != 0xb0 || next->bytes[1] == message->bytes[1]))
        last = next->at;
    }
    clear_values (pass, param, message->at, last);
    g_hash_table_add (known, param);
  }
}

/* Takes out the notes that begin in the pass, and controllers. */
static void
clear_pass (const Pass *pass)
{
  g_autoptr (GArray) ids = clips_between (pass, pass->from, pass->to);

  for (guint i = 0; i < ids->len; i++) {
    Ticks from, to;
    Clip *clip = edit_between (pass, g_array_index (ids, Id, i), pass->from, pass->to, &from, &to);
    while (run_lower_bound (clip->notes, from) < run_lower_bound (clip->notes, to))
      run_remove (&clip->notes, run_lower_bound (clip->notes, from));
    notes_changed (pass->edit, clip);
  }
  clear_values (pass, NULL, pass->from, pass->to);
}

static void
record_into_clips (const Pass *pass)
{
  Ticks place;

  clear_moved (pass);
  for (guint i = 0; i < pass->notes->len; i++) {
    const Note *note = &g_array_index (pass->notes, Note, i);
    Clip *clip = clip_for (pass, note->at, &place);
    put_note (pass, clip, i, place);
    notes_changed (pass->edit, clip);
  }
  for (guint i = 0; i < pass->messages->len; i++) {
    const PlayedMessage *message = &g_array_index (pass->messages, PlayedMessage, i);
    g_autofree char *param = NULL;
    double value;
    if (message->at >= pass->to || !played_value (message, &param, &value))
      continue;
    Clip *clip = clip_for (pass, message->at, &place);
    put_value (pass, clip, message, place);
  }
}

/* Each note onto the nearest line; one that would leave the pass stays where it was played. */
static void
quantize (const Pass *pass, const Length *grid)
{
  for (guint i = 0; i < pass->notes->len; i++) {
    Note *note = &g_array_index (pass->notes, Note, i);
    const Ticks line = notes_nearest_line (edit_tempo_map (pass->edit), note->at, grid, 0);
    if (line >= pass->from && line < pass->to)
      note->at = line;
  }
}

static bool
apply_record (Edit *edit, const Args *args, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  const int mode = arg_given (args, "mode") ? arg_choice (args, "mode") : RECORD_TAKES;
  Pass pass = { .edit = edit,
                .track = arg_id (args, "track"),
                .from = tempo_map_position_ticks (map, arg_position (args, "from")),
                .to = tempo_map_position_ticks (map, arg_position (args, "to")) };
  const Track *track = track_of (&pass);

  if (track->kind != TRACK_INSTRUMENT && track->kind != TRACK_MIDI)
    return edit_fail (error, "'%s' carries no notes", text_get (track->name));
  if (pass.to <= pass.from)
    return edit_fail (error, "to= must lie behind from=");
  g_autoptr (GArray) messages = played_messages_read (edit, arg_text (args, "events"), error);
  if (!messages)
    return false;
  if (messages->len > 0 &&
      (g_array_index (messages, PlayedMessage, 0).at < pass.from ||
       g_array_index (messages, PlayedMessage, messages->len - 1).at > pass.to))
    return edit_fail (error, "an event lies outside of the pass");
  g_autoptr (GArray) pressures = NULL;
  g_autoptr (GArray) notes = played_notes (messages, pass.to, &pressures);
  pass.messages = messages;
  pass.notes = notes;
  pass.pressures = pressures;
  if (arg_given (args, "grid")) {
    const Length grid = arg_length (args, "grid");
    if (!(grid.amount > 0))
      return edit_fail (error, "the grid must be wider than nothing");
    quantize (&pass, &grid);
  }
  if (mode == RECORD_REPLACE)
    clear_pass (&pass);
  if (mode == RECORD_TAKES)
    record_take (&pass);
  else
    record_into_clips (&pass);
  edit_describe (edit, "Record %s", text_get (track_of (&pass)->name));
  return true;
}

const CommandSpec command_notes_record = { "notes.record", "Put what was played on a track",
                                           record_args, G_N_ELEMENTS (record_args),
                                           .run = apply_record };
