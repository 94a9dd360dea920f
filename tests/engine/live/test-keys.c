/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is played on keyboards is recorded where it was heard: notes, passes, modes, and what was
 * played before anybody thought of recording. */
#include <math.h>
#include <string.h>

#include "edit/command.h"
#include "live/capture_last.h"
#include "render_fixture.h"

#define RATE 48000

typedef struct {
  RenderFixture *project;
  Live *live;
  Ring events, sent;
  uint32_t block;
  Frames frame; /* of the device: the next block's first */
} Studio;

static const char keys[] = "track.add kind=instrument name=Keys\n"
                           "effect.add track=Keys kind=synth\n"
                           "track.set track=Keys arm=on\n";

static Studio *
studio_new (const char *lines, uint32_t block)
{
  Studio *studio = g_aligned_alloc0 (1, sizeof (Studio), 64);
  const NullOptions options = { .by_hand = true, .loopback = -1 };
  const LiveMidiConfig midi = { .events = &studio->events, .sent = &studio->sent };
  const LiveConfig config = { .null = &options, .block = block, .may_record = true, .midi = &midi };
  GError *error = NULL;

  studio->project = render_fixture_new ();
  studio->block = block;
  render_fixture_run (studio->project, lines);
  g_assert_true (ring_init (&studio->events, sizeof (MidiEvent), 4096));
  g_assert_true (ring_init (&studio->sent, sizeof (MidiEvent), 4096));
  studio->live = live_new (render_fixture_folder (studio->project),
                           render_fixture_spec (studio->project).project, &config, &error);
  g_assert_no_error (error);
  return studio;
}

static void
studio_free (Studio *studio)
{
  GError *error = NULL;

  live_free (studio->live, &error);
  g_assert_no_error (error);
  render_fixture_free (studio->project);
  ring_clear (&studio->events);
  ring_clear (&studio->sent);
  g_aligned_free (studio);
}

static void
run (Studio *studio, int frames)
{
  for (int at = 0; at < frames; at += (int) studio->block) {
    null_device_run (live_null_device (studio->live), 1);
    studio->frame += studio->block;
    live_poll (studio->live);
  }
}

static void
edit (Studio *studio, const char *lines)
{
  render_fixture_run (studio->project, lines);
  live_set_project (studio->live, render_fixture_spec (studio->project).project);
  run (studio, 4096);
}

/* A key at a frame of the device. */
static void
send (Studio *studio, Frames at, int status, int first, int second)
{
  MidiEvent event = { .time_ns = (int64_t) ceil ((double) at * 1e9 / RATE),
                      .size = (status & 0xe0) == 0xc0 ? 2 : 3,
                      .data = { (uint8_t) status, (uint8_t) first, (uint8_t) second } };
  g_assert_true (ring_write (&studio->events, &event));
}

/* Plays from `from`, and returns the frame of the device at which that place is heard. */
static Frames
roll (Studio *studio, Frames from, Frames to)
{
  const Frames start = studio->frame;
  live_play (studio->live, from, to);
  return start + studio->block; /* the output's latency */
}

static const Project *
project_of (Studio *studio)
{
  return render_fixture_spec (studio->project).project;
}

static const Track *
track_of (Studio *studio)
{
  const Project *project = project_of (studio);

  for (int i = 0; i < list_n (project->tracks); i++)
    if (strcmp (node_name (list_get (project->tracks, i)), "Keys") == 0)
      return (const Track *) list_get (project->tracks, i);
  g_assert_not_reached ();
}

/* Stops, waits and places what was recorded; returns how many lines that took. */
static int
finish (Studio *studio, GPtrArray *words)
{
  live_stop (studio->live);
  live_disarm (studio->live);
  do
    run (studio, 1024);
  while (!live_midi_is_idle (live_midi (studio->live)));
  g_auto (GStrv) lines = live_midi_commands (live_midi (studio->live), project_of (studio), words);
  if (!lines)
    return 0;
  g_autofree char *all = g_strjoinv ("\n", lines);
  render_fixture_run (studio->project, all);
  return (int) g_strv_length (lines);
}

static Frames
frame_of (Studio *studio, const Clip *clip, Ticks at)
{
  TempoMap *map = tempo_map_new (project_of (studio));
  const Ticks song = tempo_map_position_ticks (map, clip->start) + at - clip->offset;
  const Frames frame = units_to_frames (tempo_map_units (map, song), RATE);
  tempo_map_free (map);
  return frame;
}

static const Clip *
take_clip (Studio *studio, int lane)
{
  const Track *track = track_of (studio);
  g_assert_cmpint (lane, <, list_n (track->lanes));
  return (const Clip *) list_get (((const Lane *) list_get (track->lanes, lane))->clips, 0);
}

static void
assert_note (Studio *studio, const Clip *clip, int index, int pitch, Frames from, Frames to)
{
  g_assert_cmpint (index, <, run_n (clip->notes));
  const Note *note = run_note (clip->notes, index);
  g_assert_cmpint (note->pitch, ==, pitch);
  g_assert_cmpint (ABS (frame_of (studio, clip, note->at) - from), <=, 2);
  g_assert_cmpint (ABS (frame_of (studio, clip, note->at + note->length) - to), <=, 2);
}

static const Envelope *
find_envelope (const Clip *clip, const char *param)
{
  for (int i = 0; i < list_n (clip->envelopes); i++) {
    const Envelope *envelope = (const Envelope *) list_get (clip->envelopes, i);
    if (strcmp (text_get (envelope->param), param) == 0)
      return envelope;
  }
  g_assert_not_reached ();
}

/* Notes with their velocities, wheels and pedals, at their frames, at every block size. */
static void
test_lands (void)
{
  static const uint32_t blocks[] = { 64, 256, 1024 };

  for (size_t i = 0; i < G_N_ELEMENTS (blocks); i++) {
    Studio *studio = studio_new (keys, blocks[i]);
    g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
    run (studio, 4096);
    live_record (studio->live, true);
    const Frames heard = roll (studio, 10000, 60000);
    send (studio, heard + 5000, 0x90, 60, 101);
    send (studio, heard + 5000, 0xb0, 64, 127);
    send (studio, heard + 7000, 0xa0, 60, 77);
    send (studio, heard + 7500, 0xd3, 55, 0);
    send (studio, heard + 9000, 0x80, 60, 33);
    send (studio, heard + 9001, 0xe3, 0, 96);
    send (studio, heard + 12345, 0x93, 72, 1);
    run (studio, 70000);
    g_assert_cmpint (finish (studio, words), ==, 1);
    g_assert_true (g_str_has_suffix (words->pdata[0], " 2 notes"));
    const Clip *clip = take_clip (studio, 0);
    g_assert_cmpint (frame_of (studio, clip, 0), ==, 10000);
    assert_note (studio, clip, 0, 60, 15000, 19000);
    assert_note (studio, clip, 1, 72, 22345, 60000); /* was down to the end */
    const Note *first = run_note (clip->notes, 0), *second = run_note (clip->notes, 1);
    g_assert_cmpfloat (first->velocity, ==, 101 / 127.0);
    g_assert_cmpfloat (first->release, ==, 33 / 127.0);
    g_assert_cmpint (second->channel, ==, 3);
    const Point *pedal = run_point (find_envelope (clip, "cc64")->points, 0);
    g_assert_cmpfloat (pedal->value, ==, 127);
    const Expression *pressure = (const Expression *) list_get (clip->expressions, 0);
    const Point *press = run_point (pressure->points, 0);
    g_assert_cmpint (list_n (clip->expressions), ==, 1);
    g_assert_cmpuint (pressure->note, ==, first->id);
    g_assert_cmpfloat (press->value, ==, 77);
    g_assert_cmpint (ABS (frame_of (studio, clip, first->at + press->at) - 17000), <=, 2);
    const Point *channel = run_point (find_envelope (clip, "pressure@4")->points, 0);
    g_assert_cmpfloat (channel->value, ==, 55);
    const Point *bend = run_point (find_envelope (clip, "bend@4")->points, 0);
    g_assert_cmpfloat_with_epsilon (bend->value, 4096 / 8191.0, 1e-12);
    g_assert_cmpint (ABS (frame_of (studio, clip, bend->at) - 19001), <=, 2);
    studio_free (studio);
  }
}

/* Each pass of a loop is a take; a key held over the jump ends there. */
static void
test_loop (void)
{
  Studio *studio = studio_new (keys, 256);

  live_record (studio->live, true);
  live_loop (studio->live, 10000, 34000);
  const Frames heard = roll (studio, 10000, PLAYER_FOREVER);
  send (studio, heard + 23000, 0x90, 60, 100);
  send (studio, heard + 25000, 0x80, 60, 0);
  send (studio, heard + 26000, 0x90, 62, 100);
  send (studio, heard + 27000, 0x80, 62, 0);
  send (studio, heard + 49000, 0x90, 64, 100);
  send (studio, heard + 50000, 0x80, 64, 0);
  run (studio, 60000);
  g_assert_cmpint (finish (studio, NULL), ==, 3);
  g_assert_cmpint (list_n (track_of (studio)->lanes), ==, 3);
  assert_note (studio, take_clip (studio, 0), 0, 60, 33000, 34000);
  assert_note (studio, take_clip (studio, 1), 0, 62, 12000, 13000);
  assert_note (studio, take_clip (studio, 2), 0, 64, 11000, 12000);
  g_assert_cmpint (run_n (take_clip (studio, 1)->notes), ==, 1);
  studio_free (studio);
}

/* Nothing outside of the punch range, nothing while record is off, nothing that a disarmed track
 * was not meant to get. */
static void
test_punch (void)
{
  Studio *studio = studio_new (keys, 128);

  edit (studio, "punch.set from=20000f to=30000f");
  live_record (studio->live, true);
  const Frames heard = roll (studio, 0, 50000);
  for (int i = 0; i < 5; i++) {
    send (studio, heard + 5000 + 10000 * i, 0x90, 60 + i, 100);
    send (studio, heard + 9000 + 10000 * i, 0x80, 60 + i, 0);
  }
  run (studio, 60000);
  g_assert_cmpint (finish (studio, NULL), ==, 1);
  const Clip *clip = take_clip (studio, 0);
  g_assert_cmpint (run_n (clip->notes), ==, 1);
  assert_note (studio, clip, 0, 62, 25000, 29000);
  g_assert_cmpint (frame_of (studio, clip, 0), ==, 20000);
  live_record (studio->live, false);
  const Frames again = roll (studio, 0, 50000);
  send (studio, again + 22000, 0x90, 60, 100);
  run (studio, 60000);
  g_assert_cmpint (finish (studio, NULL), ==, 0);
  studio_free (studio);
}

/* Into the clip that plays, or instead of its notes. */
static void
test_modes (void)
{
  for (RecordMode mode = RECORD_OVERDUB; mode <= RECORD_REPLACE; mode++) {
    g_autofree char *lines = g_strconcat (keys,
                                          "clip.add track=Keys at=0f length=48000f name=c\n"
                                          "note.add clip=c at=1000f length=1000f pitch=40\n"
                                          "note.add clip=c at=24000f length=1000f pitch=41\n",
                                          NULL);
    Studio *studio = studio_new (lines, 256);
    live_midi_record_mode (live_midi (studio->live), mode);
    live_record (studio->live, true);
    const Frames heard = roll (studio, 12000, 96000);
    send (studio, heard + 8000, 0x90, 60, 100);
    send (studio, heard + 9000, 0x80, 60, 0);
    send (studio, heard + 60000, 0x90, 61, 100);
    send (studio, heard + 61000, 0x80, 61, 0);
    run (studio, 100000);
    g_assert_cmpint (finish (studio, NULL), ==, 1);
    const Track *track = track_of (studio);
    g_assert_cmpint (list_n (track->lanes), ==, 0);
    g_assert_cmpint (list_n (track->clips), ==, 2);
    const Clip *clip = (const Clip *) list_get (track->clips, 0);
    g_assert_cmpint (run_n (clip->notes), ==, mode == RECORD_OVERDUB ? 3 : 2);
    assert_note (studio, clip, 1, 60, 20000, 21000);
    clip = (const Clip *) list_get (track->clips, 1);
    g_assert_cmpint (frame_of (studio, clip, 0), ==, 48000);
    assert_note (studio, clip, 0, 61, 72000, 73000);
    studio_free (studio);
  }
}

/* Nobody recorded: what was played last is there all the same. */
static void
test_last (void)
{
  Studio *studio = studio_new (keys, 256);

  g_assert_null (live_capture_last (studio->live, project_of (studio), 0, NULL, NULL));
  send (studio, 1000, 0x90, 50, 100); /* long ago */
  send (studio, 2000, 0x80, 50, 0);
  run (studio, 11 * RATE);
  const Frames at = studio->frame + 1000;
  send (studio, at, 0x90, 60, 100);
  send (studio, at + 6000, 0x80, 60, 0);
  send (studio, at + 12000, 0x90, 62, 100);
  send (studio, at + 15000, 0x80, 62, 0);
  run (studio, 24000);
  g_auto (GStrv) still = live_capture_last (studio->live, project_of (studio), 96000, NULL, NULL);
  g_assert_cmpint (g_strv_length (still), ==, 1);
  render_fixture_run (studio->project, still[0]);
  assert_note (studio, take_clip (studio, 0), 0, 60, 96000, 102000);
  assert_note (studio, take_clip (studio, 0), 1, 62, 108000, 111000);

  const Frames heard = roll (studio, 10000, PLAYER_FOREVER);
  send (studio, heard + 3000, 0x90, 70, 100);
  send (studio, heard + 4000, 0x80, 70, 0);
  run (studio, 24000);
  g_auto (GStrv) rolled = live_capture_last (studio->live, project_of (studio), 0, NULL, NULL);
  g_assert_cmpint (g_strv_length (rolled), ==, 1);
  render_fixture_run (studio->project, rolled[0]);
  g_assert_cmpint (run_n (take_clip (studio, 1)->notes), ==, 1);
  assert_note (studio, take_clip (studio, 1), 0, 70, 13000, 14000);
  studio_free (studio);
}

static void
test_learn (void)
{
  Studio *studio = studio_new (keys, 256);
  MidiMove move;

  g_assert_false (live_midi_moved (live_midi (studio->live), &move));
  send (studio, 0, 0x90, 60, 100);
  run (studio, 1024);
  g_assert_false (live_midi_moved (live_midi (studio->live), &move));
  send (studio, studio->frame, 0xb2, 7, 99);
  run (studio, 1024);
  g_assert_true (live_midi_moved (live_midi (studio->live), &move));
  g_assert_cmphex (move.data[0], ==, 0xb2);
  g_assert_cmpint (move.data[1], ==, 7);
  g_assert_cmpint (move.data[2], ==, 99);
  g_assert_false (live_midi_moved (live_midi (studio->live), &move));
  studio_free (studio);
}

/* Position and start, 24 clocks a quarter at their times, stop. */
static void
test_clock (void)
{
  Studio *studio = studio_new (keys, 256);
  MidiEvent event;
  int n_clocks = 0, n_starts = 0, n_stops = 0;
  int64_t first = 0, last = 0;

  run (studio, 4096);
  while (ring_read (&studio->sent, &event))
    ;
  roll (studio, 0, PLAYER_FOREVER);
  run (studio, 96000);
  live_stop (studio->live);
  run (studio, 4096);
  while (ring_read (&studio->sent, &event)) {
    n_starts += event.data[0] == 0xfa;
    n_stops += event.data[0] == 0xfc;
    if (event.data[0] != 0xf8 || n_starts == 0 || n_stops > 0)
      continue;
    first = n_clocks == 0 ? event.time_ns : first;
    last = event.time_ns;
    n_clocks++;
  }
  g_assert_cmpint (n_starts, ==, 1);
  g_assert_cmpint (n_stops, ==, 1);
  g_assert_cmpint (n_clocks, >=, 96);
  g_assert_cmpint (n_clocks, <=, 97);
  const double apart = (double) (last - first) / (n_clocks - 1);
  g_assert_cmpfloat (fabs (apart - 0.5e9 / 24), <, 1000);
  studio_free (studio);
}

/* Whenever in its block an event comes, it plays at its time plus one block, to the frame; what
 * comes later than that plays at once, in order. */
static void
test_delay (void)
{
  MidiInput *input = g_aligned_alloc0 (1, sizeof (MidiInput), 64);
  const double ns = 1e9 / RATE * 1.0001; /* a clock of its own */
  Ring *ring = g_aligned_alloc0 (1, sizeof (Ring), 64);
  GRand *rand = g_rand_new_with_seed (5);
  int n_played = 0;

  g_assert_true (ring_init (ring, sizeof (MidiEvent), 64));
  midi_input_init (input, NULL, ring, 256);
  for (Frames frame = 0; frame < 256 * 400; frame += 256) {
    const DeviceBlock block = { .frame = frame,
                                .start_ns = (int64_t) ((double) frame * ns),
                                .ns_per_frame = ns };
    /* Played somewhere in the block before, or two blocks before and late. */
    const bool late = g_rand_boolean (rand);
    const Frames at = frame - 256 - (late ? 256 : 0) + g_rand_int_range (rand, 0, 256);
    const MidiEvent event = { .time_ns = (int64_t) ((double) at * ns),
                              .size = 3,
                              .data = { 0x90, 60, 100 } };
    g_assert_true (ring_write (ring, &event));
    midi_input_read (input, &block, 256);
    for (int i = 0; i < input->played.n; i++, n_played++)
      g_assert_cmpint (frame + input->played.events[i].frame, ==, MAX (at + 256, frame));
  }
  g_assert_cmpint (n_played, ==, 400);
  g_rand_free (rand);
  ring_clear (ring);
  g_aligned_free (ring);
  g_aligned_free (input);
}

/* Behind another device, keys land by its block and latency, in frames of the song. */
static void
test_other_device (void)
{
  Studio *studio = studio_new (keys, 256);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  run (studio, 4096);
  null_device_change (live_null_device (studio->live), 96000, 1024);
  live_poll (studio->live);
  studio->block = 512; /* as long as that takes */
  run (studio, 4096);
  live_record (studio->live, true);
  const Frames filter = (live_round_trip (studio->live) - 2 * studio->block) / 2;
  const Frames heard = roll (studio, 10000, 60000) + filter;
  send (studio, heard + 5000, 0x90, 60, 101);
  send (studio, heard + 9000, 0x80, 60, 33);
  run (studio, 70000);
  g_assert_cmpint (finish (studio, words), ==, 1);
  assert_note (studio, take_clip (studio, 0), 0, 60, 15000, 19000);
  studio_free (studio);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/keys/lands", test_lands);
  g_test_add_func ("/live/keys/loop", test_loop);
  g_test_add_func ("/live/keys/punch", test_punch);
  g_test_add_func ("/live/keys/modes", test_modes);
  g_test_add_func ("/live/keys/last", test_last);
  g_test_add_func ("/live/keys/learn", test_learn);
  g_test_add_func ("/live/keys/clock", test_clock);
  g_test_add_func ("/live/keys/delay", test_delay);
  g_test_add_func ("/live/keys/other-device", test_other_device);
  return g_test_run ();
}
