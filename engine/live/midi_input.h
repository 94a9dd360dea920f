/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MIDI events on their way to the player: each comes at the time it was played at plus one block,
 * so that the delay is always the same. Audio thread but where it is said. */
#pragma once

#include "device/device.h"
#include "device/midi_ports.h"
#include "realtime/live_keys.h"

#define MIDI_INPUT_PORTS 256 /* that can be told apart by name */

/* The controller that was moved last. */
typedef struct {
  uint16_t port; /* of MidiPorts */
  uint8_t data[3]; /* the message: a controller, bend, pressure or program */
} MidiMove;

typedef struct {
  MidiPorts *ports; /* or NULL */
  Ring *ring; /* of MidiEvent, as well; or NULL */
  Frames delay; /* one block of the device */

  MidiEvent waiting[PLAYED_MOST]; /* by time */
  int n_waiting;
  PlayedEvents played; /* in this block */
  MidiEvent events[PLAYED_MOST]; /* the same as they came */
  double offsets[PLAYED_MOST]; /* frames of the block at which they were played */
  uint64_t down[16][2]; /* keys, behind the events of the block */

  _Atomic uint32_t port_keys[MIDI_INPUT_PORTS]; /* live_port_key () of their names */
  _Atomic bool port_off[MIDI_INPUT_PORTS]; /* what comes from there is not heard */
  _Atomic uint64_t move; /* a count, and a MidiMove */
  _Atomic unsigned panic;
  _Atomic unsigned n_events; /* that have come */
  _Atomic uint64_t n_crowded; /* blocks in which more came than is played at once */
  uint64_t seen_move; /* main's */
} MidiInput;

/* Main thread, while nothing plays. */
void midi_input_init (MidiInput *input, MidiPorts *ports, Ring *ring, Frames block);
/* Main thread: the port of this number is called so. */
void midi_input_name (MidiInput *input, unsigned number, const char *name);
/* Main thread: false when nothing was moved since the last call. */
bool midi_input_moved (MidiInput *input, MidiMove *move);
/* Any thread: lets go of all that sounds. */
void midi_input_panic (MidiInput *input);

/* Fills `played` and what belongs to it for a block of n frames. */
void midi_input_read (MidiInput *input, const DeviceBlock *block, int n) REALTIME;
