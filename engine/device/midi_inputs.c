/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/midi_inputs.h"

#include <stdatomic.h>
#include <string.h>

#include "base/error.h"

#define RING_EVENTS 8192
#define DECODED_BYTES 256

static void
port_free (MidiPortInfo *info)
{
  g_free (info->name);
  g_free (info);
}

bool
midi_inputs_init (MidiInputs *inputs, const MidiSequencer *sequencer, GError **error)
{
  memset (inputs, 0, sizeof *inputs);
  inputs->sequencer = *sequencer;
  pthread_mutex_init (&inputs->lock, NULL);
  inputs->ports = g_ptr_array_new_with_free_func ((GDestroyNotify) port_free);
  if (!ring_init (&inputs->ring, sizeof (MidiEvent), RING_EVENTS) ||
      snd_midi_event_new (DECODED_BYTES, &inputs->decoder) < 0) {
    midi_inputs_clear (inputs);
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "there is no memory for MIDI inputs");
    return false;
  }
  snd_midi_event_no_status (inputs->decoder, 1);
  return true;
}

void
midi_inputs_clear (MidiInputs *inputs)
{
  g_ptr_array_unref (inputs->ports);
  pthread_mutex_destroy (&inputs->lock);
  ring_clear (&inputs->ring);
  if (inputs->decoder)
    snd_midi_event_free (inputs->decoder);
}

static MidiPortInfo *
find_address (const MidiInputs *inputs, int client, int port)
{
  for (guint i = 0; i < inputs->ports->len; i++) {
    MidiPortInfo *info = g_ptr_array_index (inputs->ports, i);
    if (info->is_there && info->client == client && info->port == port)
      return info;
  }
  return NULL;
}

static MidiPortInfo *
find_name (const MidiInputs *inputs, const char *name)
{
  for (guint i = 0; i < inputs->ports->len; i++) {
    MidiPortInfo *info = g_ptr_array_index (inputs->ports, i);
    if (strcmp (info->name, name) == 0)
      return info;
  }
  return NULL;
}

/* The absent port of that name, or a new one; a name that is there already gets a number. */
static MidiPortInfo *
place_for (MidiInputs *inputs, const char *name)
{
  g_autofree char *wanted = g_strdup (name);
  MidiPortInfo *info;

  for (int i = 2; (info = find_name (inputs, wanted)) && info->is_there; i++) {
    g_free (wanted);
    wanted = g_strdup_printf ("%s #%d", name, i);
  }
  if (!info && inputs->ports->len <= UINT16_MAX) {
    info = g_new0 (MidiPortInfo, 1);
    info->number = (uint16_t) inputs->ports->len;
    info->name = g_steal_pointer (&wanted);
    g_ptr_array_add (inputs->ports, info);
  }
  return info;
}

void
midi_inputs_add (MidiInputs *inputs, int client, int port)
{
  const MidiSequencer *sequencer = &inputs->sequencer;
  bool is_input = false, is_output = false;
  g_autofree char *name =
      sequencer->describe (sequencer->data, client, port, &is_input, &is_output);

  if (!name || (!is_input && !is_output))
    return;
  pthread_mutex_lock (&inputs->lock);
  MidiPortInfo *info = find_address (inputs, client, port) ? NULL : place_for (inputs, name);
  if (info) {
    info->is_input = is_input;
    info->is_output = is_output;
    info->client = client;
    info->port = port;
    info->is_there = true;
    inputs->n_changes++;
  }
  pthread_mutex_unlock (&inputs->lock);
  if (info && is_input)
    sequencer->connect (sequencer->data, client, port);
}

/* All of a client where port is -1. */
static void
remove_ports (MidiInputs *inputs, int client, int port)
{
  pthread_mutex_lock (&inputs->lock);
  for (guint i = 0; i < inputs->ports->len; i++) {
    MidiPortInfo *info = g_ptr_array_index (inputs->ports, i);
    if (info->is_there && info->client == client && (port < 0 || info->port == port)) {
      info->is_there = false;
      inputs->n_changes++;
    }
  }
  pthread_mutex_unlock (&inputs->lock);
}

static int64_t
event_ns (const MidiInputs *inputs, const snd_seq_event_t *event, int64_t now_ns)
{
  if ((event->flags & SND_SEQ_TIME_STAMP_MASK) != SND_SEQ_TIME_STAMP_REAL ||
      event->queue == SND_SEQ_QUEUE_DIRECT)
    return now_ns;
  return (int64_t) event->time.time.tv_sec * 1000000000 + event->time.time.tv_nsec +
         inputs->offset_ns;
}

static void
store (MidiInputs *inputs, const MidiEvent *event)
{
  if (!ring_write (&inputs->ring, event))
    atomic_fetch_add (&inputs->n_lost, 1);
}

/* Bytes of the channel or system message that begins with this status; 0 for exclusive ones. */
static int
message_size (uint8_t status)
{
  static const uint8_t system_sizes[16] = { 0, 2, 3, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };

  if (status >= 0xf0)
    return system_sizes[status - 0xf0];
  return (status & 0xe0) == 0xc0 ? 2 : 3;
}

/* A 14-bit controller of another program is several messages. */
static void
store_bytes (MidiInputs *inputs, MidiEvent *event, const uint8_t *bytes, long n)
{
  while (n > 0 && bytes[0] >= 0x80) {
    const long size = message_size (bytes[0]) ? message_size (bytes[0]) : n;
    if (size > n || size > MIDI_EVENT_BYTES) {
      atomic_fetch_add (&inputs->n_lost, 1);
      return;
    }
    memset (event->data, 0, sizeof event->data);
    memcpy (event->data, bytes, (size_t) size);
    event->size = (uint8_t) size;
    store (inputs, event);
    bytes += size;
    n -= size;
  }
}

static void
handle_message (MidiInputs *inputs, const snd_seq_event_t *event, int64_t now_ns)
{
  const MidiPortInfo *info = find_address (inputs, event->source.client, event->source.port);
  uint8_t bytes[DECODED_BYTES];

  if (!info)
    return;
  MidiEvent out = { .time_ns = event_ns (inputs, event, now_ns), .port = info->number };
  if (event->type == SND_SEQ_EVENT_SYSEX && event->data.ext.len > MIDI_EVENT_BYTES) {
    atomic_fetch_add (&inputs->n_lost, 1);
    return;
  }
  snd_midi_event_reset_decode (inputs->decoder);
  const long n = snd_midi_event_decode (inputs->decoder, bytes, sizeof bytes, event);
  store_bytes (inputs, &out, bytes, n);
}

void
midi_inputs_handle (MidiInputs *inputs, const snd_seq_event_t *event, int64_t now_ns)
{
  switch (event->type) {
  case SND_SEQ_EVENT_PORT_START:
  case SND_SEQ_EVENT_PORT_CHANGE:
    midi_inputs_add (inputs, event->data.addr.client, event->data.addr.port);
    break;
  case SND_SEQ_EVENT_PORT_EXIT:
    remove_ports (inputs, event->data.addr.client, event->data.addr.port);
    break;
  case SND_SEQ_EVENT_CLIENT_EXIT:
    remove_ports (inputs, event->data.addr.client, -1);
    break;
  default:
    handle_message (inputs, event, now_ns);
  }
}

GPtrArray *
midi_inputs_list (MidiInputs *inputs, unsigned *n_changes)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) port_free);

  pthread_mutex_lock (&inputs->lock);
  for (guint i = 0; i < inputs->ports->len; i++) {
    MidiPortInfo *copy = g_memdup2 (g_ptr_array_index (inputs->ports, i), sizeof *copy);
    copy->name = g_strdup (copy->name);
    g_ptr_array_add (list, copy);
  }
  if (n_changes)
    *n_changes = inputs->n_changes;
  pthread_mutex_unlock (&inputs->lock);
  return list;
}
