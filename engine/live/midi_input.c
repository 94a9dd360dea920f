/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/midi_input.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

/* --- Main thread
 * ------------------------------------------------------------------------------------------ */

void
midi_input_init (MidiInput *input, MidiPorts *ports, Ring *ring, Frames block)
{
  memset (input, 0, sizeof *input);
  input->ports = ports;
  input->ring = ring;
  input->delay = block;
}

void
midi_input_name (MidiInput *input, unsigned number, const char *name)
{
  if (number < MIDI_INPUT_PORTS)
    atomic_store_explicit (&input->port_keys[number], live_port_key (name), memory_order_relaxed);
}

bool
midi_input_moved (MidiInput *input, MidiMove *move)
{
  const uint64_t packed = atomic_load_explicit (&input->move, memory_order_relaxed);

  if (packed == input->seen_move)
    return false;
  input->seen_move = packed;
  *move =
      (MidiMove){ .port = (uint16_t) (packed >> 24),
                  .data = { (uint8_t) (packed >> 16), (uint8_t) (packed >> 8), (uint8_t) packed } };
  return true;
}

void
midi_input_panic (MidiInput *input)
{
  atomic_fetch_add_explicit (&input->panic, 1, memory_order_relaxed);
}

/* --- Audio thread
 * ----------------------------------------------------------------------------------------- */

static bool
take_event (const MidiInput *input, MidiEvent *event)
{
  if (input->ring && ring_read (input->ring, event))
    return true;
  return input->ports && midi_ports_read (input->ports, event);
}

/* Notes and what is moved, whole: no clocks, no exclusive messages. */
static bool
is_played (const MidiEvent *event)
{
  const uint8_t type = event->data[0] & 0xf0;
  return type >= 0x80 && type < 0xf0 && event->size == ((type & 0xe0) == 0xc0 ? 2 : 3);
}

/* Takes in what has come, by time; equal ones as they came. */
static void
gather (MidiInput *input)
{
  MidiEvent event;

  while (input->n_waiting < PLAYED_MOST && take_event (input, &event)) {
    if (!is_played (&event) ||
        (event.port < MIDI_INPUT_PORTS &&
         atomic_load_explicit (&input->port_off[event.port], memory_order_relaxed)))
      continue;
    int at = input->n_waiting++;
    for (; at > 0 && input->waiting[at - 1].time_ns > event.time_ns; at--)
      input->waiting[at] = input->waiting[at - 1];
    input->waiting[at] = event;
  }
  if (input->n_waiting == PLAYED_MOST)
    atomic_fetch_add_explicit (&input->n_crowded, 1, memory_order_relaxed);
}

static Event
to_event (const MidiEvent *event)
{
  const uint8_t *data = event->data;
  Event to = { .channel = data[0] & 15, .key = data[1] & 127 };

  to.value = (float) (data[2] & 127) / 127.0f;
  switch (data[0] & 0xf0) {
  case 0x80:
    to.type = EVENT_NOTE_OFF;
    break;
  case 0x90:
    to.type = data[2] ? EVENT_NOTE_ON : EVENT_NOTE_OFF;
    break;
  case 0xa0:
    to.type = EVENT_NOTE_PRESSURE;
    break;
  case 0xb0:
    to.type = EVENT_CONTROL;
    break;
  case 0xc0:
    to.type = EVENT_PROGRAM;
    to.value = data[1] & 127;
    break;
  case 0xd0:
    to.type = EVENT_PRESSURE;
    to.value = (float) (data[1] & 127) / 127.0f;
    break;
  default: {
    const int bend = ((data[2] & 127) << 7 | (data[1] & 127)) - 8192;
    to.type = EVENT_BEND;
    to.value = (float) bend / (bend < 0 ? 8192.0f : 8191.0f);
  }
  }
  return to;
}

static void
note_move (MidiInput *input, const MidiEvent *event, const Event *played)
{
  if (played->type == EVENT_NOTE_ON || played->type == EVENT_NOTE_OFF ||
      played->type == EVENT_NOTE_PRESSURE)
    return;
  const uint64_t count =
      (atomic_load_explicit (&input->move, memory_order_relaxed) >> 40) + 1; /* 24 bits of it */
  atomic_store_explicit (&input->move,
                         count << 40 | (uint64_t) event->port << 24 |
                             (uint64_t) event->data[0] << 16 | (uint64_t) event->data[1] << 8 |
                             event->data[2],
                         memory_order_relaxed);
}

static void
note_key (MidiInput *input, const Event *played)
{
  const uint64_t bit = UINT64_C (1) << (played->key & 63);

  if (played->type == EVENT_NOTE_ON) {
    input->down[played->channel][played->key >> 6] |= bit;
    input->played.down[played->channel][played->key >> 6] |= bit;
  } else if (played->type == EVENT_NOTE_OFF) {
    input->down[played->channel][played->key >> 6] &= ~bit;
  }
}

static void
add (MidiInput *input, const MidiEvent *event, double offset, int frame)
{
  PlayedEvents *played = &input->played;
  PlayedEvent *to = &played->events[played->n];

  to->frame = frame;
  to->port = event->port < MIDI_INPUT_PORTS
                 ? atomic_load_explicit (&input->port_keys[event->port], memory_order_relaxed)
                 : 0;
  to->event = to_event (event);
  input->events[played->n] = *event;
  input->offsets[played->n] = offset;
  played->n++;
  note_key (input, &to->event);
  note_move (input, event, &to->event);
  atomic_fetch_add_explicit (&input->n_events, 1, memory_order_relaxed);
}

void
midi_input_read (MidiInput *input, const DeviceBlock *block, int n)
{
  PlayedEvents *played = &input->played;
  int taken = 0, last = 0;

  gather (input);
  played->n = 0;
  memcpy (played->down, input->down, sizeof played->down);
  played->panic = atomic_load_explicit (&input->panic, memory_order_relaxed);
  for (; taken < input->n_waiting; taken++) {
    const MidiEvent *event = &input->waiting[taken];
    const double offset = device_block_offset (block, event->time_ns);
    const double frame = floor (offset + (double) input->delay + 0.5);
    if (frame >= n)
      break;
    last = frame > last ? (int) frame : last; /* what came late is played at once */
    add (input, event, offset, last);
  }
  input->n_waiting -= taken;
  memmove (input->waiting, input->waiting + taken, sizeof (MidiEvent) * (size_t) input->n_waiting);
}
