/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of ports and the conversion of events with a sequencer that is the test; then the real
 * one, if this machine has it, else that all works without. */
#include <glib.h>
#include <string.h>

#include "device/device_slot.h"
#include "device/midi_ports.h"

typedef struct {
  const char *names[200]; /* by client; one port each, number 0 */
  GString *connected;
} Fake;

static char *
describe (void *data, int client, int port, bool *is_input, bool *is_output)
{
  Fake *fake = data;
  *is_input = client != 30;
  *is_output = client == 30;
  return port == 0 ? g_strdup (fake->names[client]) : NULL;
}

static void
connect_port (void *data, int client, int port)
{
  g_string_append_printf (((Fake *) data)->connected, "%d:%d ", client, port);
}

static void
announce (MidiInputs *inputs, int type, int client)
{
  snd_seq_event_t event;

  snd_seq_ev_clear (&event);
  event.type = (snd_seq_event_type_t) type;
  event.source.client = SND_SEQ_CLIENT_SYSTEM;
  event.source.port = SND_SEQ_PORT_SYSTEM_ANNOUNCE;
  event.data.addr.client = (unsigned char) client;
  midi_inputs_handle (inputs, &event, 0);
}

static void
check_port (MidiInputs *inputs, guint number, const char *name, bool is_there, int client)
{
  g_autoptr (GPtrArray) list = midi_inputs_list (inputs, NULL);

  g_assert_cmpuint (number, <, list->len);
  const MidiPortInfo *info = g_ptr_array_index (list, number);
  g_assert_cmpuint (info->number, ==, number);
  g_assert_cmpstr (info->name, ==, name);
  g_assert_true (info->is_there == is_there);
  if (is_there)
    g_assert_cmpint (info->client, ==, client);
}

static void
test_hot_plug (void)
{
  Fake fake = { .connected = g_string_new (NULL) };
  const MidiSequencer sequencer = { describe, connect_port, &fake };
  MidiInputs inputs;
  unsigned before, after;

  g_assert_true (midi_inputs_init (&inputs, &sequencer, NULL));
  fake.names[20] = fake.names[21] = "Keys: Keys MIDI 1";
  fake.names[30] = "Synth: in";
  announce (&inputs, SND_SEQ_EVENT_PORT_START, 20);
  announce (&inputs, SND_SEQ_EVENT_PORT_START, 20);
  announce (&inputs, SND_SEQ_EVENT_PORT_START, 30);
  announce (&inputs, SND_SEQ_EVENT_PORT_START, 21);
  announce (&inputs, SND_SEQ_EVENT_PORT_START, 25); /* gone before it could be asked */
  check_port (&inputs, 0, "Keys: Keys MIDI 1", true, 20);
  check_port (&inputs, 1, "Synth: in", true, 30);
  check_port (&inputs, 2, "Keys: Keys MIDI 1 #2", true, 21);
  g_assert_cmpstr (fake.connected->str, ==, "20:0 21:0 ");
  g_ptr_array_unref (midi_inputs_list (&inputs, &before));

  /* Pulled out and put in again, it has another address and the same number. */
  announce (&inputs, SND_SEQ_EVENT_PORT_EXIT, 20);
  check_port (&inputs, 0, "Keys: Keys MIDI 1", false, 0);
  fake.names[24] = fake.names[20];
  announce (&inputs, SND_SEQ_EVENT_PORT_START, 24);
  check_port (&inputs, 0, "Keys: Keys MIDI 1", true, 24);
  announce (&inputs, SND_SEQ_EVENT_CLIENT_EXIT, 21);
  check_port (&inputs, 2, "Keys: Keys MIDI 1 #2", false, 0);
  g_assert_cmpstr (fake.connected->str, ==, "20:0 21:0 24:0 ");
  g_autoptr (GPtrArray) list = midi_inputs_list (&inputs, &after);
  g_assert_cmpuint (list->len, ==, 3);
  g_assert_cmpuint (after, ==, before + 3);
  midi_inputs_clear (&inputs);
  g_string_free (fake.connected, TRUE);
}

static void
expect (MidiInputs *inputs, int64_t time_ns, unsigned port, const char *hex)
{
  MidiEvent event;
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_true (ring_read (&inputs->ring, &event));
  for (int i = 0; i < event.size; i++)
    g_string_append_printf (text, "%s%02X", i ? " " : "", event.data[i]);
  g_assert_cmpstr (text->str, ==, hex);
  g_assert_cmpint (event.time_ns, ==, time_ns);
  g_assert_cmpuint (event.port, ==, port);
}

static void
send (MidiInputs *inputs, snd_seq_event_t *event, int client, unsigned seconds, unsigned ns)
{
  event->source.client = (unsigned char) client;
  event->source.port = 0;
  event->queue = 5;
  event->flags |= SND_SEQ_TIME_STAMP_REAL;
  event->time.time.tv_sec = seconds;
  event->time.time.tv_nsec = ns;
  midi_inputs_handle (inputs, event, 77);
}

static void
test_messages (void)
{
  Fake fake = { .connected = g_string_new (NULL) };
  const MidiSequencer sequencer = { describe, connect_port, &fake };
  MidiInputs inputs;
  snd_seq_event_t event;
  uint8_t mmc[] = { 0xf0, 0x7f, 0x7f, 0x06, 0x02, 0xf7 }, dump[100] = { 0xf0 };

  g_assert_true (midi_inputs_init (&inputs, &sequencer, NULL));
  fake.names[20] = "a: a";
  fake.names[21] = "b: b";
  midi_inputs_add (&inputs, 20, 0);
  midi_inputs_add (&inputs, 21, 0);
  inputs.offset_ns = INT64_C (5000000000000);

  snd_seq_ev_clear (&event);
  snd_seq_ev_set_noteon (&event, 3, 60, 100);
  send (&inputs, &event, 21, 2, 500);
  expect (&inputs, INT64_C (5002000000500), 1, "93 3C 64");

  snd_seq_ev_clear (&event);
  snd_seq_ev_set_noteoff (&event, 0, 60, 64);
  send (&inputs, &event, 20, 0, 0);
  expect (&inputs, INT64_C (5000000000000), 0, "80 3C 40");

  snd_seq_ev_clear (&event);
  snd_seq_ev_set_pitchbend (&event, 1, -8192);
  send (&inputs, &event, 20, 1, 0);
  expect (&inputs, INT64_C (5001000000000), 0, "E1 00 00");

  snd_seq_ev_clear (&event);
  snd_seq_ev_set_pgmchange (&event, 9, 5);
  send (&inputs, &event, 20, 1, 0);
  expect (&inputs, INT64_C (5001000000000), 0, "C9 05");

  /* One event of 14 bits is a message for each half. */
  snd_seq_ev_clear (&event);
  event.type = SND_SEQ_EVENT_CONTROL14;
  event.data.control.channel = 0;
  event.data.control.param = 7;
  event.data.control.value = 0x81;
  send (&inputs, &event, 20, 1, 0);
  expect (&inputs, INT64_C (5001000000000), 0, "B0 07 01");
  expect (&inputs, INT64_C (5001000000000), 0, "B0 27 01");

  snd_seq_ev_clear (&event);
  snd_seq_ev_set_sysex (&event, sizeof mmc, mmc);
  send (&inputs, &event, 20, 1, 0);
  expect (&inputs, INT64_C (5001000000000), 0, "F0 7F 7F 06 02 F7");

  snd_seq_ev_clear (&event);
  event.type = SND_SEQ_EVENT_CLOCK;
  event.source.client = 20;
  event.queue = SND_SEQ_QUEUE_DIRECT; /* without a stamp it is now */
  midi_inputs_handle (&inputs, &event, 77);
  expect (&inputs, 77, 0, "F8");
  g_assert_cmpuint (inputs.n_lost, ==, 0);

  snd_seq_ev_clear (&event);
  snd_seq_ev_set_sysex (&event, sizeof dump, dump);
  send (&inputs, &event, 20, 1, 0);
  g_assert_cmpuint (inputs.n_lost, ==, 1);

  /* From one that we do not know, and what is no message. */
  snd_seq_ev_clear (&event);
  snd_seq_ev_set_noteon (&event, 3, 60, 100);
  send (&inputs, &event, 99, 2, 500);
  event.type = SND_SEQ_EVENT_TEMPO;
  send (&inputs, &event, 20, 2, 500);
  g_assert_null (ring_peek (&inputs.ring));

  /* Nobody reads: what does not fit is counted. */
  const uint32_t room = ring_capacity (&inputs.ring);
  for (uint32_t i = 0; i < room + 10; i++) {
    snd_seq_ev_clear (&event);
    snd_seq_ev_set_noteon (&event, 3, 60, 100);
    send (&inputs, &event, 20, 2, 500);
  }
  g_assert_cmpuint (inputs.n_lost, ==, 11);
  midi_inputs_clear (&inputs);
  g_string_free (fake.connected, TRUE);
}

static void
check_without (MidiPorts *ports)
{
  g_autoptr (GPtrArray) list = midi_ports_list (ports, NULL);
  MidiEvent event;
  GError *error = NULL;

  g_assert_true (g_str_has_prefix (midi_ports_problem (ports), "there is no ALSA sequencer ("));
  g_assert_cmpuint (list->len, ==, 0);
  g_assert_false (midi_ports_read (ports, &event));
  g_assert_false (midi_ports_set_output (ports, "Synth: in", true, &error));
  g_assert_true (
      g_str_has_prefix (error->message, "there is no MIDI output 'Synth: in': there is"));
  g_error_free (error);
}

/* A client of the test's plays into our input; it hears our output. */
static void
check_with (MidiPorts *ports)
{
  snd_seq_t *seq;
  snd_seq_event_t event, *got;
  MidiEvent note = { .size = 3, .data = { 0x91, 61, 99 } };
  GError *error = NULL;
  bool is_read = false;

  g_assert_cmpint (snd_seq_open (&seq, "default", SND_SEQ_OPEN_DUPLEX, SND_SEQ_NONBLOCK), >=, 0);
  snd_seq_set_client_name (seq, "lacquer-test-keys");
  const int port =
      snd_seq_create_simple_port (seq, "keys",
                                  SND_SEQ_PORT_CAP_READ | SND_SEQ_PORT_CAP_SUBS_READ |
                                      SND_SEQ_PORT_CAP_WRITE | SND_SEQ_PORT_CAP_SUBS_WRITE,
                                  SND_SEQ_PORT_TYPE_MIDI_GENERIC);
  for (int i = 0; i < 200 && !midi_ports_set_output (ports, "lacquer-test-keys: keys", true, NULL);
       i++)
    g_usleep (10000);

  const int64_t before = device_now_ns ();
  snd_seq_ev_clear (&event);
  snd_seq_ev_set_noteon (&event, 3, 60, 100);
  snd_seq_ev_set_source (&event, (unsigned char) port);
  snd_seq_ev_set_subs (&event);
  snd_seq_ev_set_direct (&event);
  snd_seq_event_output_direct (seq, &event);
  const int64_t after = device_now_ns ();
  MidiEvent in;
  for (int i = 0; i < 200 && !is_read; i++, g_usleep (10000))
    is_read = midi_ports_read (ports, &in);
  g_assert_true (is_read);
  g_assert_cmphex (in.data[0], ==, 0x93);
  g_assert_cmpint (in.time_ns, >, before - 1000000);
  g_assert_cmpint (in.time_ns, <, after + 1000000);

  note.time_ns = device_now_ns () + 50000000;
  g_assert_true (midi_ports_write (ports, &note));
  int n = -1;
  for (int i = 0; i < 200 && n < 0; i++, g_usleep (1000))
    n = snd_seq_event_input (seq, &got);
  g_assert_cmpint (n, >=, 0);
  g_assert_cmpint (device_now_ns (), >=, note.time_ns - 1000000);
  g_assert_cmpint (got->type, ==, SND_SEQ_EVENT_NOTEON);
  g_assert_true (midi_ports_set_output (ports, "lacquer-test-keys: keys", false, &error));
  snd_seq_close (seq);
}

static void
test_machine (void)
{
  MidiPorts *ports = midi_ports_open ("Lacquer test");

  if (midi_ports_problem (ports))
    check_without (ports);
  else
    check_with (ports);
  midi_ports_close (ports);
  midi_ports_close (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/midi-ports/hot-plug", test_hot_plug);
  g_test_add_func ("/midi-ports/messages", test_messages);
  g_test_add_func ("/midi-ports/machine", test_machine);
  return g_test_run ();
}
