/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MIDI of a project that sounds: what is played reaches instruments and recorder, the clock goes
 * out. Main thread but where it is said. */
#pragma once

#include "live/note_recorder.h"

typedef struct LiveMidi LiveMidi;

typedef struct {
  const char *name; /* what other programs see */
  const char *clock_output; /* a port that gets the clock; NULL: none */
  /* Instead of the ports of the machine, to be driven by hand: rings of MidiEvent. */
  Ring *events, *sent;
} LiveMidiConfig;

/* `block` and `latency`, of the output, in frames. Without a sequencer all works and nothing comes.
 * ENGINE_ERROR_NOT_FOUND when there is no such output. */
LiveMidi *live_midi_new (const LiveMidiConfig *config, int rate, Frames block, Frames latency,
                         GError **error);
/* Another device, which does not run yet; NULL is fine. */
void live_midi_set_device (LiveMidi *midi, Frames block, Frames latency);
void live_midi_free (LiveMidi *midi); /* nothing plays any more; NULL is fine */

/* NULL is fine down to live_midi_poll (). Audio thread: before and behind the player's block. */
void live_midi_before (LiveMidi *midi, Player *player, const DeviceBlock *block, int n) REALTIME;
void live_midi_after (LiveMidi *midi, const Player *player, const PlayerBlock *played,
                      const DeviceBlock *block, int n) REALTIME;

/* Which tracks are armed, and the punch range in frames. */
void live_midi_set_project (LiveMidi *midi, const Project *project, Frames punch_in,
                            Frames punch_out);
/* So many frames behind the next start are not recorded. */
void live_midi_lead (LiveMidi *midi, Frames lead);
void live_midi_disarm (LiveMidi *midi);
void live_midi_record (LiveMidi *midi, bool on);
void live_midi_poll (LiveMidi *midi);

/* NULL where there are no ports. From here on `midi` is never NULL. */
MidiPorts *live_midi_ports (LiveMidi *midi);
/* What comes from inputs of these names is not heard; NULL-terminated. `midi` is not NULL. */
void live_midi_set_off (LiveMidi *midi, const char *const *names);
/* Lets go of all that sounds. */
void live_midi_panic (LiveMidi *midi);
/* What becomes of notes that are recorded; takes at first. */
void live_midi_record_mode (LiveMidi *midi, RecordMode mode);
/* False when nothing was moved since the last call. */
bool live_midi_moved (LiveMidi *midi, MidiMove *move);
/* Events that have come from keyboards, ever. */
unsigned live_midi_n_events (const LiveMidi *midi);
/* Nothing is on its way any more that belongs to what was recorded. */
bool live_midi_is_idle (const LiveMidi *midi);
/* As note_recorder_commands () and note_recorder_last (). What was played without being recorded
 * becomes takes through live/capture_last.h. */
char **live_midi_commands (LiveMidi *midi, const Project *project, GPtrArray *words);
GArray *live_midi_last (const LiveMidi *midi, const Project *project);
/* Messages that were lost, ever. */
uint64_t live_midi_n_lost (const LiveMidi *midi);
