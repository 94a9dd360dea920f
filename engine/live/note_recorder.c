/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/note_recorder.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include "live/live_hand.h"
#include "mix/inputs.h"

#define RECORDS 16384
#define RETRO_EVENTS 65536

typedef enum { RECORD_PASS, RECORD_MESSAGE } RecordKind;

typedef struct {
  RecordKind kind;
  unsigned pass;
  Frames song; /* of a pass its begin */
  Frames n; /* of a pass: its length so far */
  Frames device; /* of a message: the frame that went out when it was played */
  uint16_t port;
  uint8_t size, bytes[3];
} Record;

/* A track that is armed, or was when messages came. */
typedef struct {
  Id track;
  uint32_t port; /* or LIVE_PORT_ALL */
  int channel; /* -1: all */
  Frames until; /* nothing that was played later belongs to it; INT64_MAX while armed */
} Armed;

typedef struct {
  Id track;
  unsigned pass;
  NoteMessage message;
} Recorded;

typedef struct {
  unsigned pass;
  Frames song, n;
} Pass;

void
note_recorder_init (NoteRecorder *recorder, const MidiInput *input, int rate, Frames latency)
{
  memset (recorder, 0, sizeof *recorder);
  recorder->input = input;
  recorder->rate = rate;
  recorder->latency = latency;
  if (!ring_init (&recorder->records, sizeof (Record), RECORDS))
    g_error ("out of memory");
  recorder->retro = retro_events_new (RETRO_EVENTS);
  recorder->tracks = g_array_new (FALSE, FALSE, sizeof (Armed));
  recorder->passes = g_array_new (FALSE, FALSE, sizeof (Pass));
  recorder->messages = g_array_new (FALSE, FALSE, sizeof (Recorded));
  atomic_store (&recorder->end, INT64_MIN);
}

void
note_recorder_clear (NoteRecorder *recorder)
{
  if (!recorder->retro)
    return;
  ring_clear (&recorder->records);
  retro_events_free (recorder->retro);
  g_array_unref (recorder->tracks);
  g_array_unref (recorder->passes);
  g_array_unref (recorder->messages);
}

/* --- Audio thread
 * ----------------------------------------------------------------------------------------- */

static void
tell (NoteRecorder *recorder, const Record *record)
{
  if (!ring_write (&recorder->records, record))
    atomic_fetch_add_explicit (&recorder->n_lost, 1, memory_order_relaxed);
}

static void
hear (NoteRecorder *recorder, Frames device, Frames song, Frames n, bool records)
{
  if (n <= 0)
    return;
  const HeardSpan *span = heard_map_add (&recorder->heard, device, song, n, records);
  if (!records)
    return;
  atomic_store_explicit (&recorder->end, device + n, memory_order_relaxed);
  const Record record = {
    .kind = RECORD_PASS, .pass = span->pass, .song = span->song, .n = span->n
  };
  tell (recorder, &record);
}

/* A part of the song that went out: only what lies in the punch range is recorded. */
static void
hear_part (NoteRecorder *recorder, Frames device, const TimelinePart *part)
{
  const Frames from = part->song, to = from + part->n;

  if (!recorder->on || recorder->punch_in >= recorder->punch_out) {
    hear (recorder, device, from, part->n, recorder->on);
    return;
  }
  const Frames in = int64_min (int64_max (recorder->punch_in, from), to);
  const Frames out = int64_min (int64_max (recorder->punch_out, from), to);
  hear (recorder, device, from, in - from, false);
  hear (recorder, device + (in - from), in, out - in, true);
  hear (recorder, device + (out - from), out, to - out, false);
}

static void
place (NoteRecorder *recorder, const MidiEvent *event, Frames device)
{
  const HeardSpan *span = heard_map_find (&recorder->heard, device);
  const Frames song = span ? span->song + (device - span->device) : RETRO_STILL;
  RetroEvent held = { device, song, event->port, event->size, { 0 } };

  memcpy (held.bytes, event->data, sizeof held.bytes);
  retro_events_write (recorder->retro, &held);
  if (!span || !span->records)
    return;
  Record record = { .kind = RECORD_MESSAGE,
                    .pass = span->pass,
                    .song = song,
                    .device = device,
                    .port = event->port,
                    .size = event->size };
  memcpy (record.bytes, event->data, sizeof record.bytes);
  tell (recorder, &record);
}

void
note_recorder_process (NoteRecorder *recorder, const MidiInput *input, const Timeline *timeline,
                       const PlayerBlock *played, const DeviceBlock *block, int n)
{
  for (int i = 0; i < played->n; i++) {
    const PlayerPiece *piece = &played->pieces[i];
    if (piece->start != recorder->start) {
      recorder->start = piece->start;
      recorder->begin = piece->time + recorder->lead;
    }
    for (int done = 0; done < piece->n;) {
      const Frames early = recorder->begin - (piece->time + done);
      const int most = (int) int64_min (early > 0 ? early : piece->n, piece->n - done);
      const TimelinePart part = timeline_part (timeline, piece->time + done, most);
      if (early > 0)
        hear (recorder, block->frame + piece->from + done, part.song, part.n, false);
      else
        hear_part (recorder, block->frame + piece->from + done, &part);
      done += part.n;
    }
  }
  for (int i = 0; i < input->played.n; i++)
    place (recorder, &input->events[i],
           block->frame + (Frames) floor (input->offsets[i] + 0.5) - recorder->latency);
  atomic_store_explicit (&recorder->now, block->frame + n - input->delay - recorder->latency,
                         memory_order_release);
}

/* --- Main thread
 * ------------------------------------------------------------------------------------------ */

/* What of MIDI reaches a track; false when nothing does. */
static bool
hears (const Project *project, const Track *track, Armed *armed)
{
  const TrackInput input = track_input (project, track);

  if ((track->kind != TRACK_INSTRUMENT && track->kind != TRACK_MIDI) || input.kind != INPUT_MIDI)
    return false;
  *armed = (Armed){ .track = track->node.id,
                    .port = *input.port ? live_port_key (input.port) : LIVE_PORT_ALL,
                    .channel = (int) track->midi_channel - 1,
                    .until = INT64_MAX };
  return true;
}

static bool
is_meant (const NoteRecorder *recorder, const Armed *armed, uint16_t port, uint8_t status)
{
  return port != LIVE_HAND_NUMBER && (armed->channel < 0 || armed->channel == (status & 15)) &&
         (armed->port == LIVE_PORT_ALL ||
          (port < MIDI_INPUT_PORTS && atomic_load_explicit (&recorder->input->port_keys[port],
                                                            memory_order_relaxed) == armed->port));
}

static Armed *
find_armed (const NoteRecorder *recorder, const Armed *like)
{
  for (guint i = 0; i < recorder->tracks->len; i++) {
    Armed *armed = &g_array_index (recorder->tracks, Armed, i);
    if (armed->track == like->track && armed->port == like->port &&
        armed->channel == like->channel && armed->until == INT64_MAX)
      return armed;
  }
  return NULL;
}

void
note_recorder_arm (NoteRecorder *recorder, const Project *project)
{
  const Frames end = atomic_load_explicit (&recorder->end, memory_order_relaxed);
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (Armed));
  Armed armed;

  for (int t = 0; project && t < list_n (project->tracks); t++) {
    const Track *track = (const Track *) list_get (project->tracks, t);
    if (!track->arm || !hears (project, track, &armed))
      continue;
    g_array_append_val (wanted, armed);
  }
  /* What was played to the last frames that went out is still to come. */
  for (guint i = 0; i < recorder->tracks->len; i++) {
    Armed *old = &g_array_index (recorder->tracks, Armed, i);
    bool stays = old->until != INT64_MAX;
    for (guint k = 0; k < wanted->len && !stays; k++) {
      const Armed *next = &g_array_index (wanted, Armed, k);
      stays = next->track == old->track && next->port == old->port && next->channel == old->channel;
    }
    if (!stays)
      old->until = end;
  }
  for (guint k = 0; k < wanted->len; k++)
    if (!find_armed (recorder, &g_array_index (wanted, Armed, k)))
      g_array_append_val (recorder->tracks, g_array_index (wanted, Armed, k));
}

static void
take_pass (NoteRecorder *recorder, const Record *record)
{
  const Pass pass = { record->pass, record->song, record->n };
  const guint n = recorder->passes->len;
  Pass *last = n ? &g_array_index (recorder->passes, Pass, n - 1) : NULL;

  if (last && last->pass == record->pass)
    last->n = record->n;
  else
    g_array_append_val (recorder->passes, pass);
}

static void
take_message (NoteRecorder *recorder, const Record *record)
{
  for (guint i = 0; i < recorder->tracks->len; i++) {
    const Armed *armed = &g_array_index (recorder->tracks, Armed, i);
    if (record->device >= armed->until ||
        !is_meant (recorder, armed, record->port, record->bytes[0]))
      continue;
    Recorded recorded = { .track = armed->track,
                          .pass = record->pass,
                          .message = { .at = record->song, .size = record->size } };
    memcpy (recorded.message.bytes, record->bytes, sizeof record->bytes);
    g_array_append_val (recorder->messages, recorded);
  }
}

bool
note_recorder_is_idle (const NoteRecorder *recorder)
{
  return atomic_load_explicit (&recorder->now, memory_order_acquire) >=
             atomic_load_explicit (&recorder->end, memory_order_relaxed) &&
         ring_n_readable ((Ring *) &recorder->records) == 0;
}

void
note_recorder_poll (NoteRecorder *recorder)
{
  const Frames now = atomic_load_explicit (&recorder->now, memory_order_acquire);
  Record record;

  while (ring_read (&recorder->records, &record))
    if (record.kind == RECORD_PASS)
      take_pass (recorder, &record);
    else
      take_message (recorder, &record);
  for (guint i = recorder->tracks->len; i-- > 0;)
    if (g_array_index (recorder->tracks, Armed, i).until <= now)
      g_array_remove_index (recorder->tracks, i);
}

static void
write_pass (const NoteRecorder *recorder, Id track, const Pass *pass, GStrvBuilder *lines,
            GPtrArray *words)
{
  g_autoptr (GArray) messages = g_array_new (FALSE, FALSE, sizeof (NoteMessage));

  for (guint i = 0; i < recorder->messages->len; i++) {
    const Recorded *recorded = &g_array_index (recorder->messages, Recorded, i);
    if (recorded->track == track && recorded->pass == pass->pass)
      g_array_append_val (messages, recorded->message);
  }
  note_lines_add (lines, words, track, recorder->mode, pass->song, pass->song + pass->n, messages);
}

char **
note_recorder_commands (NoteRecorder *recorder, const Project *project, GPtrArray *words)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  for (int t = 0; t < list_n (project->tracks); t++)
    for (guint p = 0; p < recorder->passes->len; p++)
      write_pass (recorder, list_get (project->tracks, t)->id,
                  &g_array_index (recorder->passes, Pass, p), lines, words);
  g_array_set_size (recorder->passes, 0);
  g_array_set_size (recorder->messages, 0);
  return note_lines_end (lines);
}

static void
clear_last (gpointer data)
{
  g_array_unref (((PlayedLast *) data)->events);
}

GArray *
note_recorder_last (const NoteRecorder *recorder, const Project *project)
{
  GArray *last = g_array_new (FALSE, FALSE, sizeof (PlayedLast));
  g_autoptr (GArray) all = retro_events_read (recorder->retro, INT64_MIN, INT64_MAX);

  g_array_set_clear_func (last, clear_last);
  for (int t = 0; t < list_n (project->tracks); t++) {
    const Track *track = (const Track *) list_get (project->tracks, t);
    Armed armed;
    if ((!track->arm && track->monitor != MONITOR_ON) || !hears (project, track, &armed))
      continue;
    PlayedLast one = { track->node.id, g_array_new (FALSE, FALSE, sizeof (RetroEvent)), 0 };
    for (guint i = 0; i < all->len; i++) {
      const RetroEvent *event = &g_array_index (all, RetroEvent, i);
      if (is_meant (recorder, &armed, event->port, event->bytes[0]))
        g_array_append_val (one.events, *event);
    }
    one.begin = note_lines_find_last (one.events, recorder->rate);
    if (one.begin < one.events->len)
      g_array_append_val (last, one);
    else
      g_array_unref (one.events);
  }
  return last;
}
