/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes that are played from another thread, or another program, while a device plays in its own
 * time and the project is edited: none is lost. */
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "live/capture_last.h"
#include "render_fixture.h"

static const char keys[] = "track.add kind=instrument name=Keys\n"
                           "effect.add track=Keys kind=synth\n"
                           "track.set track=Keys arm=on\n";

#define PLAYED_NOTES 60

typedef struct {
  Ring *events;
  _Atomic bool quit, counts;
  _Atomic int n; /* notes while it counts */
} Pianist;

static void *
play_piano (void *data)
{
  Pianist *pianist = data;

  for (int i = 0; !atomic_load (&pianist->quit) && pianist->n < PLAYED_NOTES; i++) {
    const bool on = i % 2 == 0;
    const MidiEvent event = { .time_ns = g_get_monotonic_time () * 1000,
                              .size = 3,
                              .data = { (uint8_t) (on ? 0x90 : 0x80), (uint8_t) (40 + i / 2 % 40),
                                        90 } };
    ring_write (pianist->events, &event);
    if (on && atomic_load (&pianist->counts))
      atomic_fetch_add (&pianist->n, 1);
    g_usleep (8000);
  }
  return NULL;
}

/* On a device with a thread of its own, a player on another, and edits: no note is lost. */
static void
test_threads (void)
{
  const NullOptions options = { .loopback = -1 };
  Pianist pianist = { 0 };
  RenderFixture *project = render_fixture_new ();
  Ring *events = g_aligned_alloc0 (1, sizeof (Ring), 64);
  const LiveMidiConfig midi = { .events = events };
  const LiveConfig config = { .null = &options, .block = 256, .may_record = true, .midi = &midi };
  GError *error = NULL;
  pthread_t thread;
  MidiMove move;
  int n_notes = 0;

  g_assert_true (ring_init (events, sizeof (MidiEvent), 4096));
  pianist.events = events;
  render_fixture_run (project, keys);
  Live *live = live_new (render_fixture_folder (project), render_fixture_spec (project).project,
                         &config, &error);
  g_assert_no_error (error);
  live_record (live, true);
  live_play (live, 0, PLAYER_FOREVER);
  for (int i = 0; i < 20; i++, g_usleep (10000))
    live_poll (live);
  atomic_store (&pianist.counts, true);
  g_assert_cmpint (pthread_create (&thread, NULL, play_piano, &pianist), ==, 0);
  for (int i = 0; pianist.n < PLAYED_NOTES; i++) {
    static const char *const edits[] = { "track.set track=Keys monitor=on",
                                         "effect.add track=Keys kind=limiter",
                                         "effect.remove track=Keys effect=limiter",
                                         "track.set track=Keys monitor=off" };
    render_fixture_run (project, edits[i % 4]);
    live_set_project (live, render_fixture_spec (project).project);
    for (int k = 0; k < 5; k++, g_usleep (10000))
      live_poll (live);
    live_midi_moved (live_midi (live), &move);
    if (i % 5 == 0)
      live_midi_panic (live_midi (live));
    g_strfreev (live_capture_last (live, render_fixture_spec (project).project, 0, NULL, &error));
    g_assert_no_error (error);
  }
  pthread_join (thread, NULL);
  for (int i = 0; i < 10; i++, g_usleep (10000))
    live_poll (live);
  live_stop (live);
  live_disarm (live);
  do {
    live_poll (live);
    g_usleep (5000);
  } while (live_is_rolling (live) || !live_midi_is_idle (live_midi (live)));
  g_auto (GStrv) lines =
      live_midi_commands (live_midi (live), render_fixture_spec (project).project, NULL);
  for (const char *at = lines ? lines[0] : ""; (at = strstr (at, ":90")); at++)
    n_notes++;
  g_assert_cmpint (n_notes, ==, PLAYED_NOTES);
  live_free (live, &error);
  g_assert_no_error (error);
  render_fixture_free (project);
  ring_clear (events);
  g_aligned_free (events);
}

/* Where the machine has a sequencer: a port of another program plays into the recording. Elsewhere
 * there are no ports, and all else works. */
static void
test_sequencer (void)
{
  const NullOptions options = { .loopback = -1 };
  const LiveMidiConfig midi = { .name = "Lacquer test" };
  const LiveConfig config = { .null = &options, .block = 256, .may_record = true, .midi = &midi };
  RenderFixture *project = render_fixture_new ();
  const bool there = access ("/dev/snd/seq", R_OK | W_OK) == 0;
  GError *error = NULL;
  snd_seq_t *seq = NULL;
  int port = 0;

  if (there) {
    g_assert_cmpint (snd_seq_open (&seq, "default", SND_SEQ_OPEN_OUTPUT, 0), >=, 0);
    snd_seq_set_client_name (seq, "lacquer-test-piano");
    port =
        snd_seq_create_simple_port (seq, "keys", SND_SEQ_PORT_CAP_READ | SND_SEQ_PORT_CAP_SUBS_READ,
                                    SND_SEQ_PORT_TYPE_MIDI_GENERIC);
  }
  render_fixture_run (project, keys);
  render_fixture_run (project, "track.set track=Keys input='midi:lacquer-test-piano: keys'");
  Live *live = live_new (render_fixture_folder (project), render_fixture_spec (project).project,
                         &config, &error);
  g_assert_no_error (error);
  live_record (live, true);
  live_play (live, 0, PLAYER_FOREVER);
  for (int i = 0; i < 30; i++, g_usleep (10000)) {
    live_poll (live);
    if (i != 20 || !there)
      continue;
    snd_seq_event_t event;
    snd_seq_ev_clear (&event);
    snd_seq_ev_set_noteon (&event, 3, 60, 100);
    snd_seq_ev_set_source (&event, (unsigned char) port);
    snd_seq_ev_set_subs (&event);
    snd_seq_ev_set_direct (&event);
    snd_seq_event_output_direct (seq, &event);
  }
  live_stop (live);
  live_disarm (live);
  do {
    live_poll (live);
    g_usleep (5000);
  } while (live_is_rolling (live) || !live_midi_is_idle (live_midi (live)));
  g_auto (GStrv) lines =
      live_midi_commands (live_midi (live), render_fixture_spec (project).project, NULL);
  g_assert_cmpint (lines && strstr (lines[0], ":933c64"), ==, there);
  live_free (live, &error);
  g_assert_no_error (error);
  if (seq)
    snd_seq_close (seq);
  render_fixture_free (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/keys-threads/threads", test_threads);
  g_test_add_func ("/live/keys-threads/sequencer", test_sequencer);
  return g_test_run ();
}
