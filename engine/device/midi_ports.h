/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All MIDI ports of the ALSA sequencer, coming and going. What any input gives is read from one
 * queue, with the kernel's time stamps as CLOCK_MONOTONIC; what is written goes out at its time.
 * Main thread, but for midi_ports_read and midi_ports_write. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/realtime.h"
#include "device/midi_event.h"
#include "device/midi_inputs.h"

typedef struct MidiPorts MidiPorts;

/* `name` is what other programs see. Where there is no sequencer, all works and no port is ever
 * there. */
MidiPorts *midi_ports_open (const char *name);
void midi_ports_close (MidiPorts *ports); /* NULL is allowed */

/* Why there can be no ports: a sentence; NULL where there can. */
const char *midi_ports_problem (const MidiPorts *ports);

/* MidiPortInfo, the caller's; by number. *n_changes, which may be NULL, changes with the list. */
GPtrArray *midi_ports_list (MidiPorts *ports, unsigned *n_changes);

/* The oldest event that has come; false when there is none. One thread, it may be the audio
 * thread. */
bool midi_ports_read (MidiPorts *ports, MidiEvent *event) REALTIME;
uint64_t midi_ports_n_lost (const MidiPorts *ports); /* messages too long, or read too late */

/* What is written goes to this port, too, from now on, or not any more. */
bool midi_ports_set_output (MidiPorts *ports, const char *port_name, bool is_on, GError **error);

/* Sends it to all outputs that are set, at its time or at once where that is over; its port is not
 * used. False when too much is waiting. One thread, it may be the audio thread. */
bool midi_ports_write (MidiPorts *ports, const MidiEvent *event) REALTIME;
