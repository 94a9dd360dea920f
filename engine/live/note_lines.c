/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/note_lines.h"

#include <inttypes.h>
#include <string.h>

static bool
is_note_on (const NoteMessage *message)
{
  return (message->bytes[0] & 0xf0) == 0x90 && message->bytes[2] > 0;
}

static bool
is_note_off (const NoteMessage *message)
{
  const int type = message->bytes[0] & 0xf0;
  return type == 0x80 || (type == 0x90 && message->bytes[2] == 0);
}

static void
write_message (GString *line, const NoteMessage *message)
{
  g_string_append_printf (line, "%" PRId64 ":", message->at);
  for (int i = 0; i < message->size; i++)
    g_string_append_printf (line, "%02x", message->bytes[i]);
  g_string_append_c (line, ',');
}

void
note_lines_add (GStrvBuilder *lines, GPtrArray *words, Id track, RecordMode mode, Frames from,
                Frames to, const GArray *messages)
{
  static const char *const modes[] = { "takes", "overdub", "replace" };
  g_autoptr (GString) line = g_string_new (NULL);
  char id[ID_TEXT_SIZE];
  int n_notes = 0, n_kept = 0;

  g_string_printf (line, "notes.record track=%s mode=%s from=%" PRId64 "f to=%" PRId64 "f events=",
                   id_write (id, track), modes[mode], from, to);
  for (guint i = 0; i < messages->len; i++) {
    const NoteMessage *message = &g_array_index (messages, NoteMessage, i);
    n_notes += is_note_on (message);
    n_kept += !is_note_off (message);
    write_message (line, message);
  }
  if (n_kept == 0)
    return;
  g_string_truncate (line, line->len - 1);
  g_strv_builder_add (lines, line->str);
  if (words)
    g_ptr_array_add (words,
                     g_strdup_printf ("%s %d %s", id, n_notes, n_notes == 1 ? "note" : "notes"));
}

char **
note_lines_end (GStrvBuilder *lines)
{
  char **all = g_strv_builder_end (lines);

  if (all[0])
    return all;
  g_strfreev (all);
  return NULL;
}

/* --- What was played last
 * ----------------------------------------------------------------------------------- */

static const RetroEvent *
event_at (const GArray *events, guint i)
{
  return &g_array_index (events, RetroEvent, i);
}

/* Both in one pass, or both while the song stood. */
static bool
is_same_pass (const RetroEvent *a, const RetroEvent *b)
{
  if (a->song_frame == RETRO_STILL || b->song_frame == RETRO_STILL)
    return a->song_frame == b->song_frame;
  return a->device_frame - a->song_frame == b->device_frame - b->song_frame;
}

guint
note_lines_find_last (const GArray *events, int rate)
{
  if (events->len == 0)
    return 0;
  const bool still = event_at (events, events->len - 1)->song_frame == RETRO_STILL;
  guint i = events->len - 1;

  for (; i > 0; i--) {
    const RetroEvent *before = event_at (events, i - 1), *event = event_at (events, i);
    const bool rests =
        event->device_frame - before->device_frame > (Frames) NOTE_REST_SECONDS * rate;
    if ((before->song_frame == RETRO_STILL) != still ||
        (rests && (still || !is_same_pass (before, event))))
      break;
  }
  while (i < events->len && (event_at (events, i)->bytes[0] & 0xf0) == 0x80)
    i++; /* of keys that went down before */
  return i;
}

static void
add_pass (GStrvBuilder *lines, GPtrArray *words, Id track, const GArray *events, guint begin,
          guint end, int rate, Frames shift)
{
  g_autoptr (GArray) messages = g_array_new (FALSE, FALSE, sizeof (NoteMessage));
  const RetroEvent *first = event_at (events, begin);
  Frames last = 0;
  bool ends = false;

  if (first->song_frame != RETRO_STILL)
    shift = first->song_frame - first->device_frame;
  for (guint i = begin; i < end; i++) {
    const RetroEvent *event = event_at (events, i);
    NoteMessage message = { .at = event->device_frame + shift, .size = event->n_bytes };
    memcpy (message.bytes, event->bytes, sizeof message.bytes);
    g_array_append_val (messages, message);
    ends = is_note_off (&message);
    last = message.at;
  }
  /* A key that is still down lasts a second. */
  note_lines_add (lines, words, track, RECORD_TAKES, first->device_frame + shift,
                  last + (ends ? 1 : rate), messages);
}

void
note_lines_add_last (GStrvBuilder *lines, GPtrArray *words, Id track, const GArray *events,
                     guint begin, int rate, Frames shift)
{
  for (guint end = begin; begin < events->len; begin = end) {
    while (end < events->len && is_same_pass (event_at (events, begin), event_at (events, end)))
      end++;
    add_pass (lines, words, track, events, begin, end, rate, shift);
  }
}
