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
    .help = "to a take of its own, into the clips that play, or instead of their notes" },
};

/* A pass, in ticks of the song. */
typedef struct {
  Edit *edit;
  Id track;
  Ticks from, to;
  GArray *messages, *notes;
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

static void
put_note (const Pass *pass, Clip *clip, const Note *played, Ticks at)
{
  Note note = *played;

  note.id = id_next (pass->edit->ids, NOTE_LETTER);
  note.at = at;
  run_insert_note (&clip->notes, &note);
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
    put_note (pass, clip, note, note->at - pass->from);
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
clip_for (const Pass *pass, Ticks at, bool make, Ticks *place)
{
  const Clip *shown = clip_at (pass, at);

  if (!shown && !make)
    return NULL;
  if (!shown)
    shown = make_clip (pass, at);
  *place = place_in (pass, shown, at);
  return notes_edit_clip (pass->edit, shown->node.id, NULL);
}

static void
record_into_clips (const Pass *pass)
{
  Ticks place;

  for (guint i = 0; i < pass->notes->len; i++) {
    const Note *note = &g_array_index (pass->notes, Note, i);
    Clip *clip = clip_for (pass, note->at, true, &place);
    put_note (pass, clip, note, place);
    notes_changed (pass->edit, clip);
  }
  for (guint i = 0; i < pass->messages->len; i++) {
    const PlayedMessage *message = &g_array_index (pass->messages, PlayedMessage, i);
    Clip *clip = clip_for (pass, message->at, pass->notes->len == 0, &place);
    if (clip)
      put_value (pass, clip, message, place);
  }
}

/* Takes out the notes that begin in the pass. */
static void
clear_pass (const Pass *pass)
{
  const Track *track = track_of (pass);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (Id));

  for (int i = 0; i < list_n (track->clips); i++) {
    const Clip *clip = (const Clip *) list_get (track->clips, i);
    if (clip->kind == CLIP_NOTES && clip_from (pass, clip) < pass->to &&
        clip_to (pass, clip) > pass->from)
      g_array_append_val (ids, clip->node.id);
  }
  for (guint i = 0; i < ids->len; i++) {
    const Id id = g_array_index (ids, Id, i);
    const Clip *shown = (const Clip *) project_find (pass->edit->project, id, NULL);
    const Ticks from = place_in (pass, shown, MAX (pass->from, clip_from (pass, shown)));
    const Ticks to =
        from + MIN (pass->to, clip_to (pass, shown)) - MAX (pass->from, clip_from (pass, shown));
    Clip *clip = notes_edit_clip (pass->edit, id, NULL);
    while (run_lower_bound (clip->notes, from) < run_lower_bound (clip->notes, to))
      run_remove (&clip->notes, run_lower_bound (clip->notes, from));
    notes_changed (pass->edit, clip);
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
  g_autoptr (GArray) notes = played_notes (messages, pass.to);
  pass.messages = messages;
  pass.notes = notes;
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
