/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/live_midi.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "device/midi_clock.h"
#include "live/live_hand.h"
#include "realtime/live_hand_port.h"

#define CLOCKS 64 /* messages of a part of a block */

/* What main asks of the audio thread. */
typedef struct {
  bool on;
  Frames punch_in, punch_out, lead;
} Settings;

struct LiveMidi {
  MidiInput input;
  NoteRecorder recorder;
  MidiPorts *ports;
  Ring *sent;
  Ring requests; /* Settings */
  Ring hand; /* MidiEvent, played in the window */
  Ring *events; /* that it is played into: this, or the one of the config */
  Settings settings; /* main's */
  unsigned n_changes; /* of the list of ports */
  uint64_t n_lost_seen;
  int rate;
  char **off; /* names of inputs that are not heard; or NULL */
  bool sends_clock;
  MidiClock clock; /* audio thread */
};

LiveMidi *
live_midi_new (const LiveMidiConfig *config, int rate, Frames block, Frames latency, GError **error)
{
  LiveMidi *midi = g_aligned_alloc0 (1, sizeof (LiveMidi), 64);

  midi->rate = rate;
  midi->sent = config->sent;
  midi->n_changes = UINT_MAX;
  if (!config->events)
    midi->ports = midi_ports_open (config->name ? config->name : "Lacquer");
  if (!ring_init (&midi->requests, sizeof (Settings), 256) ||
      !ring_init (&midi->hand, sizeof (MidiEvent), 1024))
    g_error ("out of memory");
  midi->events = config->events ? config->events : &midi->hand;
  midi_input_init (&midi->input, midi->ports, midi->events, block);
  midi_input_name (&midi->input, LIVE_HAND_NUMBER, LIVE_HAND_PORT);
  note_recorder_init (&midi->recorder, &midi->input, rate, latency);
  midi->sends_clock = config->clock_output || config->sent;
  if (config->clock_output && midi->ports &&
      !midi_ports_set_output (midi->ports, config->clock_output, true, error)) {
    live_midi_free (midi);
    return NULL;
  }
  live_midi_poll (midi);
  return midi;
}

void
live_midi_set_device (LiveMidi *midi, Frames block, Frames latency)
{
  if (!midi)
    return;
  midi->input.delay = block;
  midi->recorder.latency = latency;
}

void
live_midi_free (LiveMidi *midi)
{
  if (!midi)
    return;
  midi_ports_close (midi->ports);
  g_strfreev (midi->off);
  note_recorder_clear (&midi->recorder);
  ring_clear (&midi->requests);
  ring_clear (&midi->hand);
  g_aligned_free (midi);
}

/* --- Audio thread
 * ----------------------------------------------------------------------------------------- */

void
live_midi_before (LiveMidi *midi, Player *player, const DeviceBlock *block, int n)
{
  Settings settings;

  if (!midi)
    return;
  while (ring_read (&midi->requests, &settings)) {
    midi->recorder.on = settings.on;
    midi->recorder.punch_in = settings.punch_in;
    midi->recorder.punch_out = settings.punch_out;
    midi->recorder.lead = settings.lead;
  }
  midi_input_read (&midi->input, block, n);
  player_set_played (player, &midi->input.played);
}

/* The clock of n frames from `from` of the block, at song position `song`. */
static void
send_clock (LiveMidi *midi, const TempoTrack *tempo, bool is_rolling, Frames song,
            const DeviceBlock *block, int from, int n)
{
  MidiClockMessage messages[CLOCKS];
  double bpm, beat, end_bpm, end;

  tempo_track_at (tempo, song, &bpm, &beat);
  tempo_track_at (tempo, song + n, &end_bpm, &end);
  const int count =
      midi_clock_block (&midi->clock, is_rolling, beat * TICKS_PER_QUARTER, end * TICKS_PER_QUARTER,
                        bpm, midi->rate, (uint32_t) n, messages, CLOCKS);
  for (int i = 0; i < count; i++) {
    const double frame = from + (double) messages[i].frame;
    MidiEvent event = { .time_ns = block->output_ns + (int64_t) (frame * block->ns_per_frame),
                        .size = messages[i].size };
    memcpy (event.data, messages[i].data, sizeof messages[i].data);
    if (midi->sent)
      ring_write (midi->sent, &event);
    else
      midi_ports_write (midi->ports, &event);
  }
}

static void
run_clock (LiveMidi *midi, const Player *player, const PlayerBlock *played,
           const DeviceBlock *block, int n)
{
  const TempoTrack *tempo = player_tempo (player);
  int at = 0;

  if (!tempo)
    return;
  for (int i = 0; i < played->n; i++) {
    const PlayerPiece *piece = &played->pieces[i];
    if (piece->from > at)
      send_clock (midi, tempo, false, player_position (player), block, at, piece->from - at);
    for (int done = 0; done < piece->n;) {
      const TimelinePart part =
          timeline_part (player_timeline (player), piece->time + done, piece->n - done);
      send_clock (midi, tempo, true, part.song, block, piece->from + done, part.n);
      done += part.n;
    }
    at = piece->from + piece->n;
  }
  if (at < n)
    send_clock (midi, tempo, false, player_position (player), block, at, n - at);
}

void
live_midi_after (LiveMidi *midi, const Player *player, const PlayerBlock *played,
                 const DeviceBlock *block, int n)
{
  if (!midi)
    return;
  note_recorder_process (&midi->recorder, &midi->input, player_timeline (player), played, block, n);
  if (midi->sends_clock)
    run_clock (midi, player, played, block, n);
}

/* --- Main thread
 * ------------------------------------------------------------------------------------------ */

static void
ask (LiveMidi *midi)
{
  if (!ring_write (&midi->requests, &midi->settings))
    g_warning ("the note recorder takes no requests");
}

void
live_midi_set_project (LiveMidi *midi, const Project *project, Frames punch_in, Frames punch_out)
{
  if (!midi)
    return;
  note_recorder_arm (&midi->recorder, project);
  midi->settings.punch_in = punch_in;
  midi->settings.punch_out = punch_out;
  ask (midi);
}

void
live_midi_lead (LiveMidi *midi, Frames lead)
{
  if (!midi)
    return;
  midi->settings.lead = lead;
  ask (midi);
}

void
live_midi_disarm (LiveMidi *midi)
{
  if (!midi)
    return;
  note_recorder_arm (&midi->recorder, NULL);
}

void
live_midi_record (LiveMidi *midi, bool on)
{
  if (!midi)
    return;
  midi->settings.on = on;
  ask (midi);
}

static void
switch_port (LiveMidi *midi, const MidiPortInfo *info)
{
  const bool off = midi->off && g_strv_contains ((const char *const *) midi->off, info->name);

  if (info->number < MIDI_INPUT_PORTS)
    atomic_store_explicit (&midi->input.port_off[info->number], off, memory_order_relaxed);
}

void
live_midi_set_off (LiveMidi *midi, const char *const *names)
{
  g_strfreev (midi->off);
  midi->off = g_strdupv ((char **) names);
  if (!midi->ports)
    return;
  g_autoptr (GPtrArray) list = midi_ports_list (midi->ports, NULL);
  for (guint i = 0; i < list->len; i++)
    switch_port (midi, list->pdata[i]);
  /* Keys that are down there are let go. */
  midi_input_panic (&midi->input);
}

static void
name_ports (LiveMidi *midi)
{
  unsigned n_changes;
  g_autoptr (GPtrArray) list = midi_ports_list (midi->ports, &n_changes);

  for (guint i = 0; i < list->len && n_changes != midi->n_changes; i++) {
    const MidiPortInfo *info = list->pdata[i];
    midi_input_name (&midi->input, info->number, info->name);
    switch_port (midi, info);
  }
  midi->n_changes = n_changes;
}

uint64_t
live_midi_n_lost (const LiveMidi *midi)
{
  return (midi->ports ? midi_ports_n_lost (midi->ports) : 0) +
         atomic_load_explicit (&midi->recorder.n_lost, memory_order_relaxed);
}

/* An off may be among what was lost. */
static void
look_after_losses (LiveMidi *midi)
{
  const uint64_t n_lost = live_midi_n_lost (midi);

  if (n_lost != midi->n_lost_seen)
    live_midi_panic (midi);
  midi->n_lost_seen = n_lost;
}

void
live_midi_poll (LiveMidi *midi)
{
  if (!midi)
    return;
  if (midi->ports)
    name_ports (midi);
  look_after_losses (midi);
  note_recorder_poll (&midi->recorder);
}

void
live_midi_play (LiveMidi *midi, uint16_t port, const uint8_t data[3], int64_t time_ns)
{
  MidiEvent event = { .time_ns = time_ns, .port = port, .size = 3 };
  memcpy (event.data, data, 3);
  if (!ring_write (midi->events, &event))
    live_midi_panic (midi);
}

MidiPorts *
live_midi_ports (LiveMidi *midi)
{
  return midi->ports;
}

void
live_midi_panic (LiveMidi *midi)
{
  midi_input_panic (&midi->input);
}

void
live_midi_record_mode (LiveMidi *midi, RecordMode mode)
{
  midi->recorder.mode = mode;
}

bool
live_midi_moved (LiveMidi *midi, MidiMove *move)
{
  return midi_input_moved (&midi->input, move);
}

unsigned
live_midi_n_events (const LiveMidi *midi)
{
  return atomic_load_explicit (&midi->input.n_events, memory_order_relaxed);
}

bool
live_midi_is_idle (const LiveMidi *midi)
{
  return note_recorder_is_idle (&midi->recorder);
}

char **
live_midi_commands (LiveMidi *midi, const Project *project, GPtrArray *words)
{
  return note_recorder_commands (&midi->recorder, project, words);
}

GArray *
live_midi_last (const LiveMidi *midi, const Project *project)
{
  return note_recorder_last (&midi->recorder, project);
}
