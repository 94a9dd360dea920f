/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of MIDI ports and the way of an event of the ALSA sequencer into a ring: what MidiPorts
 * does apart from talking to the kernel. The reader thread, but for midi_inputs_list (any thread
 * but audio) and the reading end of the ring. */
#pragma once

#include <alsa/asoundlib.h>
#include <glib.h>
#include <pthread.h>
#include <stdbool.h>

#include "base/ring.h"
#include "device/midi_event.h"

typedef struct {
  uint16_t number; /* stays with the name while the program runs */
  char *name; /* "Launchkey Mini: Launchkey Mini MIDI 1"; a second one of that name ends in " #2" */
  bool is_input, is_output; /* for us: it gives, it takes */
  bool is_there;
  int client, port; /* of the sequencer, while it is there */
} MidiPortInfo;

/* What is asked of the kernel; tests bring their own. */
typedef struct {
  /* "client: port" (the caller's) and what it can do; NULL when it is not there or none of ours. */
  char *(*describe) (void *data, int client, int port, bool *is_input, bool *is_output);
  void (*connect) (void *data, int client, int port); /* what it gives comes to us from now on */
  void *data;
} MidiSequencer;

typedef struct {
  MidiSequencer sequencer;
  pthread_mutex_t lock; /* of the table */
  GPtrArray *ports; /* MidiPortInfo */
  unsigned n_changes;
  Ring ring; /* of MidiEvent */
  snd_midi_event_t *decoder;
  int64_t offset_ns; /* CLOCK_MONOTONIC less the time of the queue */
  _Atomic uint64_t n_lost; /* no room, or too long */
} MidiInputs;

bool midi_inputs_init (MidiInputs *inputs, const MidiSequencer *sequencer, GError **error);
void midi_inputs_clear (MidiInputs *inputs);

/* Takes a port up, unless it is known. */
void midi_inputs_add (MidiInputs *inputs, int client, int port);

/* A message, stamped with the queue's time or else with now_ns, or an announcement. */
void midi_inputs_handle (MidiInputs *inputs, const snd_seq_event_t *event, int64_t now_ns);

/* Copies of all ports that were ever there, by number; MidiPortInfo. */
GPtrArray *midi_inputs_list (MidiInputs *inputs, unsigned *n_changes);
