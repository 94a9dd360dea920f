/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/midi_ports.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/error.h"
#include "device/device_slot.h"
#include "device/thread_priority.h"

#define OUT_EVENTS 1024
#define IDLE_MS 1000 /* the offset of the clocks is measured anew */
#define OUTPUT_MS 2 /* less than the latency of a block and the one that is heard before */
#define PRIORITY 60
#define OFFSET_TRIES 5

struct MidiPorts {
  MidiInputs inputs;
  Ring out; /* of MidiEvent */
  snd_seq_t *seq; /* NULL where there is none */
  snd_midi_event_t *encoder;
  int own_client, in_port, out_port, queue;
  pthread_t thread;
  bool has_thread;
  int wake_fd;
  atomic_bool quit;
  _Atomic int n_outputs;
  char *problem;
};

#define INPUT_CAPS (SND_SEQ_PORT_CAP_READ | SND_SEQ_PORT_CAP_SUBS_READ)
#define OUTPUT_CAPS (SND_SEQ_PORT_CAP_WRITE | SND_SEQ_PORT_CAP_SUBS_WRITE)

static char *
describe (void *data, int client, int port, bool *is_input, bool *is_output)
{
  MidiPorts *ports = data;
  snd_seq_client_info_t *client_info;
  snd_seq_port_info_t *port_info;

  snd_seq_client_info_alloca (&client_info);
  snd_seq_port_info_alloca (&port_info);
  if (client == SND_SEQ_CLIENT_SYSTEM || client == ports->own_client ||
      snd_seq_get_any_client_info (ports->seq, client, client_info) < 0 ||
      snd_seq_get_any_port_info (ports->seq, client, port, port_info) < 0)
    return NULL;
  const unsigned caps = snd_seq_port_info_get_capability (port_info);
  const char *name = snd_seq_client_info_get_name (client_info);
  if (caps & SND_SEQ_PORT_CAP_NO_EXPORT)
    return NULL;
  *is_output = (caps & OUTPUT_CAPS) == OUTPUT_CAPS;
  /* What goes into it comes out of it: we would hear ourselves. */
  *is_input = (caps & INPUT_CAPS) == INPUT_CAPS && !g_str_equal (name, "Midi Through");
  return g_strdup_printf ("%s: %s", name, snd_seq_port_info_get_name (port_info));
}

static void
connect_input (void *data, int client, int port)
{
  MidiPorts *ports = data;
  snd_seq_connect_from (ports->seq, ports->in_port, client, port);
}

static void
add_all (MidiPorts *ports)
{
  snd_seq_client_info_t *client;
  snd_seq_port_info_t *port;

  snd_seq_client_info_alloca (&client);
  snd_seq_port_info_alloca (&port);
  snd_seq_client_info_set_client (client, -1);
  while (snd_seq_query_next_client (ports->seq, client) >= 0) {
    snd_seq_port_info_set_client (port, snd_seq_client_info_get_client (client));
    snd_seq_port_info_set_port (port, -1);
    while (snd_seq_query_next_port (ports->seq, port) >= 0)
      midi_inputs_add (&ports->inputs, snd_seq_client_info_get_client (client),
                       snd_seq_port_info_get_port (port));
  }
}

/* The try with the least time between both looks at our clock says it best. */
static void
measure_offset (MidiPorts *ports)
{
  snd_seq_queue_status_t *status;
  int64_t shortest = INT64_MAX;

  snd_seq_queue_status_alloca (&status);
  for (int i = 0; i < OFFSET_TRIES; i++) {
    const int64_t before = device_now_ns ();
    if (snd_seq_get_queue_status (ports->seq, ports->queue, status) < 0)
      return;
    const int64_t after = device_now_ns ();
    const snd_seq_real_time_t *time = snd_seq_queue_status_get_real_time (status);
    if (after - before >= shortest)
      continue;
    shortest = after - before;
    ports->inputs.offset_ns =
        before + shortest / 2 - ((int64_t) time->tv_sec * 1000000000 + time->tv_nsec);
  }
}

static void
send_one (MidiPorts *ports, const MidiEvent *event)
{
  snd_seq_event_t out;

  snd_seq_ev_clear (&out);
  snd_midi_event_reset_encode (ports->encoder);
  if (snd_midi_event_encode (ports->encoder, event->data, event->size, &out) <= 0 ||
      out.type == SND_SEQ_EVENT_NONE)
    return;
  const int64_t at = MAX (event->time_ns - ports->inputs.offset_ns, 0);
  const snd_seq_real_time_t time = { (unsigned) (at / 1000000000), (unsigned) (at % 1000000000) };
  snd_seq_ev_set_source (&out, ports->out_port);
  snd_seq_ev_set_subs (&out);
  snd_seq_ev_schedule_real (&out, ports->queue, 0, &time);
  snd_seq_event_output (ports->seq, &out);
}

static void
serve (MidiPorts *ports)
{
  snd_seq_event_t *event;
  MidiEvent out;
  int got;

  while ((got = snd_seq_event_input (ports->seq, &event)) >= 0 || got == -ENOSPC)
    if (got >= 0)
      midi_inputs_handle (&ports->inputs, event, device_now_ns ());
    else
      atomic_fetch_add (&ports->inputs.n_lost, 1);
  while (ring_read (&ports->out, &out))
    send_one (ports, &out);
  snd_seq_drain_output (ports->seq);
}

static void *
serve_ports (void *data)
{
  MidiPorts *ports = data;
  struct pollfd fds[8];
  int64_t measured = device_now_ns ();

  pthread_setname_np (pthread_self (), "midi");
  thread_priority_request (0, PRIORITY, NULL);
  while (!atomic_load (&ports->quit)) {
    int n = snd_seq_poll_descriptors (ports->seq, fds, 7, POLLIN);
    fds[n++] = (struct pollfd){ .fd = ports->wake_fd, .events = POLLIN };
    poll (fds, (nfds_t) n, atomic_load (&ports->n_outputs) > 0 ? OUTPUT_MS : IDLE_MS);
    if (device_now_ns () - measured > IDLE_MS * INT64_C (1000000)) {
      measure_offset (ports);
      measured = device_now_ns ();
    }
    serve (ports);
  }
  return NULL;
}

static int
make_ports (MidiPorts *ports, const char *name)
{
  snd_seq_port_info_t *info;

  ports->queue = snd_seq_alloc_named_queue (ports->seq, name);
  if (ports->queue < 0)
    return ports->queue;
  snd_seq_start_queue (ports->seq, ports->queue, NULL);
  snd_seq_drain_output (ports->seq);

  snd_seq_port_info_alloca (&info);
  snd_seq_port_info_set_name (info, "in");
  snd_seq_port_info_set_capability (info, SND_SEQ_PORT_CAP_WRITE | SND_SEQ_PORT_CAP_SUBS_WRITE);
  snd_seq_port_info_set_type (info, SND_SEQ_PORT_TYPE_MIDI_GENERIC | SND_SEQ_PORT_TYPE_APPLICATION);
  snd_seq_port_info_set_timestamping (info, 1);
  snd_seq_port_info_set_timestamp_real (info, 1);
  snd_seq_port_info_set_timestamp_queue (info, ports->queue);
  const int failed = snd_seq_create_port (ports->seq, info);
  if (failed < 0)
    return failed;
  ports->in_port = snd_seq_port_info_get_port (info);
  ports->out_port =
      snd_seq_create_simple_port (ports->seq, "out", INPUT_CAPS,
                                  SND_SEQ_PORT_TYPE_MIDI_GENERIC | SND_SEQ_PORT_TYPE_APPLICATION);
  if (ports->out_port < 0)
    return ports->out_port;
  return snd_seq_connect_from (ports->seq, ports->in_port, SND_SEQ_CLIENT_SYSTEM,
                               SND_SEQ_PORT_SYSTEM_ANNOUNCE);
}

static void
open_sequencer (MidiPorts *ports, const char *name)
{
  int failed = snd_seq_open (&ports->seq, "default", SND_SEQ_OPEN_DUPLEX, SND_SEQ_NONBLOCK);

  if (failed < 0) {
    ports->seq = NULL;
    ports->problem =
        g_strdup_printf ("there is no ALSA sequencer (%s), so no MIDI port", snd_strerror (failed));
    return;
  }
  ports->own_client = snd_seq_client_id (ports->seq);
  snd_seq_set_client_name (ports->seq, name);
  failed = make_ports (ports, name);
  if (failed >= 0)
    failed = snd_midi_event_new (MIDI_EVENT_BYTES, &ports->encoder);
  if (failed >= 0) {
    measure_offset (ports);
    add_all (ports);
    failed = -pthread_create (&ports->thread, NULL, serve_ports, ports);
    ports->has_thread = failed == 0;
  }
  if (failed < 0)
    ports->problem =
        g_strdup_printf ("the ALSA sequencer gives no MIDI port (%s)", snd_strerror (failed));
}

static void
ignore_alsa (const char *file, int line, const char *function, int number, const char *format, ...)
{
}

MidiPorts *
midi_ports_open (const char *name)
{
  MidiPorts *ports = g_new0 (MidiPorts, 1);
  const MidiSequencer sequencer = { describe, connect_input, ports };
  GError *error = NULL;

  snd_lib_error_set_handler (ignore_alsa);
  ports->wake_fd = eventfd (0, EFD_CLOEXEC);
  if (!midi_inputs_init (&ports->inputs, &sequencer, &error))
    g_error ("%s", error->message);
  if (!ring_init (&ports->out, sizeof (MidiEvent), OUT_EVENTS))
    g_error ("there is no memory for MIDI outputs");
  open_sequencer (ports, name);
  return ports;
}

void
midi_ports_close (MidiPorts *ports)
{
  if (!ports)
    return;
  if (ports->has_thread) {
    const uint64_t one = 1;
    atomic_store (&ports->quit, true);
    if (write (ports->wake_fd, &one, sizeof one) < 0)
      g_warning ("cannot wake the MIDI thread");
    pthread_join (ports->thread, NULL);
  }
  if (ports->encoder)
    snd_midi_event_free (ports->encoder);
  if (ports->seq)
    snd_seq_close (ports->seq);
  close (ports->wake_fd);
  ring_clear (&ports->out);
  midi_inputs_clear (&ports->inputs);
  g_free (ports->problem);
  g_free (ports);
}

const char *
midi_ports_problem (const MidiPorts *ports)
{
  return ports->problem;
}

GPtrArray *
midi_ports_list (MidiPorts *ports, unsigned *n_changes)
{
  return midi_inputs_list (&ports->inputs, n_changes);
}

bool
midi_ports_read (MidiPorts *ports, MidiEvent *event)
{
  return ring_read (&ports->inputs.ring, event);
}

uint64_t
midi_ports_n_lost (const MidiPorts *ports)
{
  return atomic_load (&ports->inputs.n_lost);
}

bool
midi_ports_set_output (MidiPorts *ports, const char *port_name, bool is_on, GError **error)
{
  g_autoptr (GPtrArray) list = midi_ports_list (ports, NULL);
  int failed = 0;

  for (guint i = 0; i < list->len; i++) {
    const MidiPortInfo *info = g_ptr_array_index (list, i);
    if (!info->is_there || !info->is_output || !g_str_equal (info->name, port_name))
      continue;
    failed = is_on ? snd_seq_connect_to (ports->seq, ports->out_port, info->client, info->port)
                   : snd_seq_disconnect_to (ports->seq, ports->out_port, info->client, info->port);
    if (failed < 0) {
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "cannot connect '%s': %s", port_name,
                   snd_strerror (failed));
      return false;
    }
    atomic_fetch_add (&ports->n_outputs, is_on ? 1 : -1);
    return true;
  }
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND, "there is no MIDI output '%s'%s%s",
               port_name, ports->problem ? ": " : "", ports->problem ? ports->problem : "");
  return false;
}

bool
midi_ports_write (MidiPorts *ports, const MidiEvent *event)
{
  return ring_write (&ports->out, event);
}
