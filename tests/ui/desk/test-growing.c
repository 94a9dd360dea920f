/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes as they grow show what is recorded, and where. */
#include <math.h>

#include "studio.h"
#include "ui/desk/growing.h"

#define RATE 48000
#define BLOCK 256
#define BEAT (RATE / 2)
#define RAMP 480 /* of the start, frames */

static const char song[] = "track.add kind=audio name=Source\n"
                           "clip.import track=Source file='noise.wav' at=0f name=n\n"
                           "track.add kind=audio name=Take\n"
                           "track.set track=Take input=1 monitor=off arm=on\n"
                           "track.add kind=audio name=Strip\n"
                           "track.set track=Strip input=Source monitor=off arm=on\n"
                           "track.add kind=instrument name=Keys\n"
                           "effect.add track=Keys kind=synth\n"
                           "track.set track=Keys gain=-150 arm=on\n"
                           "metronome.set mode=off count_in=1 pre_roll=1\n";

typedef struct {
  Studio studio;
  Ring keyboard;
  Growing *growing;
  TempoMap *map;
} Room;

static const Project *
project_of (const Room *room)
{
  return render_fixture_spec (room->studio.project).project;
}

static Room *
room_new (const char *lines)
{
  static const NullOptions options = { .by_hand = true, .loopback = 2 * BLOCK };
  Room *room = g_new0 (Room, 1);
  g_autofree char *all = g_strconcat (song, lines, NULL);

  g_assert_true (ring_init (&room->keyboard, sizeof (MidiEvent), 64));
  room->studio = studio_new_with (all, BLOCK, &options, &room->keyboard);
  room->map = tempo_map_new (project_of (room));
  studio_run (&room->studio, 4 * BLOCK);
  return room;
}

static void
room_free (Room *room)
{
  growing_free (room->growing);
  studio_free (&room->studio);
  tempo_map_free (room->map);
  ring_clear (&room->keyboard);
  g_free (room);
}

static void
run (Room *room, Frames frames)
{
  for (Frames at = 0; at < frames; at += 8 * BLOCK) {
    studio_run (&room->studio, 8 * BLOCK);
    growing_poll (room->growing, project_of (room), room->map);
  }
}

static void
begin (Room *room, Frames from, bool count_in, bool pre_roll)
{
  room->growing = growing_new (room->studio.live, project_of (room), from);
  live_record (room->studio.live, true);
  live_play_from (room->studio.live, from, PLAYER_FOREVER, count_in, pre_roll);
}

static GrowingTake
take_of (const Room *room, const char *name)
{
  const List *tracks = project_of (room)->tracks;
  for (int i = 0; i < growing_n (room->growing); i++) {
    const GrowingTake take = growing_take (room->growing, i);
    const int index = list_find (tracks, take.track);
    if (g_strcmp0 (node_name (list_get (tracks, index)), name) == 0)
      return take;
  }
  g_error ("%s does not grow", name);
}

/* Every column shows the song at its place. */
static void
assert_waveform (Room *room, const GrowingTake *take)
{
  const int n = (int) take->columns->len;
  g_autofree float *source =
      studio_render_left (&room->studio, take->from, (Frames) n * GROWING_STEP);

  g_assert_cmpint (n, >, 20);
  g_assert_cmpint ((Frames) n * GROWING_STEP, <=, take->end - take->from);
  g_assert_cmpint ((Frames) (n + 1) * GROWING_STEP, >, take->end - take->from);
  for (int i = RAMP / GROWING_STEP + 1; i < n; i++) {
    const GrowingColumn *column = &g_array_index (take->columns, GrowingColumn, i);
    float least = 0, most = 0;
    for (int k = i * GROWING_STEP; k < (i + 1) * GROWING_STEP; k++) {
      least = fminf (least, source[k]);
      most = fmaxf (most, source[k]);
    }
    g_assert_cmpfloat_with_epsilon (column->min, least, 1e-5);
    g_assert_cmpfloat_with_epsilon (column->max, most, 1e-5);
    g_assert_cmpfloat (column->rms, >, 0);
  }
}

static void
test_plain (void)
{
  Room *room = room_new ("");
  begin (room, 5000, false, false);
  run (room, 40000);
  const GrowingTake take = take_of (room, "Take"), strip = take_of (room, "Strip");
  g_assert_cmpint (take.from, ==, 5000);
  g_assert_cmpint (take.end, >, 40000);
  assert_waveform (room, &take);
  g_assert_cmpint (strip.from, ==, 5000);
  g_assert_cmpint (strip.end, >, 40000);
  const guint last = strip.columns->len - 1;
  g_assert_cmpfloat (g_array_index (strip.columns, GrowingColumn, last).max, >, 0.1f);
  room_free (room);
}

/* Each lap begins anew. */
static void
test_loop (void)
{
  Room *room = room_new ("loop.set from=20000f to=60000f on=on\n");
  live_loop (room->studio.live, 20000, 60000);
  begin (room, 5000, false, false);
  run (room, 40000);
  g_assert_cmpint (take_of (room, "Take").from, ==, 5000);
  run (room, 40000);
  const GrowingTake take = take_of (room, "Take");
  g_assert_cmpint (take.from, ==, 20000);
  g_assert_cmpint (take.end, <, 60000);
  assert_waveform (room, &take);
  g_assert_cmpint (take_of (room, "Strip").from, >=, 20000);
  g_assert_cmpint (take_of (room, "Keys").from, >=, 20000);
  room_free (room);
}

static void
test_punch (void)
{
  Room *room = room_new ("punch.set from=20000f to=40000f\n");
  begin (room, 5000, false, false);
  run (room, 10000);
  g_assert_cmpint (take_of (room, "Take").end, <=, take_of (room, "Take").from);
  run (room, 50000);
  const GrowingTake take = take_of (room, "Take");
  g_assert_cmpint (take.from, ==, 20000);
  g_assert_cmpint (take.end, ==, 40000);
  assert_waveform (room, &take);
  g_assert_cmpint (take_of (room, "Keys").end, ==, 40000);
  room_free (room);
}

static void
test_pre_roll (void)
{
  Room *room = room_new ("");
  begin (room, 5 * BEAT, false, true);
  run (room, 3 * BEAT);
  g_assert_cmpint (take_of (room, "Take").end, <=, take_of (room, "Take").from);
  run (room, 2 * BEAT);
  const GrowingTake take = take_of (room, "Take");
  g_assert_cmpint (take.from, ==, 5 * BEAT);
  assert_waveform (room, &take);
  room_free (room);
}

/* The beats are told one after the other, and nothing grows meanwhile. */
static void
test_count_in (void)
{
  Room *room = room_new ("");
  int beat, n_beats, per_bar, last = 0;

  g_assert_false (live_count (room->studio.live, &beat, &n_beats, &per_bar));
  begin (room, 5000, true, false);
  run (room, BLOCK);
  while (live_count (room->studio.live, &beat, &n_beats, &per_bar)) {
    g_assert_cmpint (n_beats, ==, 4);
    g_assert_cmpint (per_bar, ==, 4);
    g_assert_true (beat == last || beat == last + 1);
    g_assert_cmpint (take_of (room, "Take").end, ==, 0);
    last = beat;
    run (room, BLOCK);
  }
  g_assert_cmpint (last, ==, 4);
  run (room, 20000);
  const GrowingTake take = take_of (room, "Take");
  g_assert_cmpint (take.from, ==, 5000);
  assert_waveform (room, &take);
  room_free (room);
}

static void
press (Room *room, Frames at, int pitch, bool on)
{
  const MidiEvent event = { .time_ns = (int64_t) ceil ((double) at * 1e9 / RATE),
                            .size = 3,
                            .data = { (uint8_t) (on ? 0x90 : 0x80), (uint8_t) pitch, 100 } };
  g_assert_true (ring_write (&room->keyboard, &event));
}

/* Notes of this recording alone; one that is still down has no end. */
static void
test_notes (void)
{
  Room *room = room_new ("");

  press (room, 4 * BLOCK, 40, true);
  press (room, 6 * BLOCK, 40, false);
  live_play (room->studio.live, 0, PLAYER_FOREVER);
  studio_run (&room->studio, 16 * BLOCK);
  live_stop (room->studio.live);
  studio_run (&room->studio, 16 * BLOCK);
  begin (room, 0, false, false);
  const Frames now = 36 * BLOCK;
  press (room, now + 10000, 60, true);
  press (room, now + 20000, 60, false);
  press (room, now + 24000, 67, true);
  run (room, 40000);
  const GrowingTake take = take_of (room, "Keys");
  g_assert_true (take.midi);
  g_assert_cmpint (take.notes->len, ==, 2);
  const GrowingNote *first = &g_array_index (take.notes, GrowingNote, 0);
  const GrowingNote *second = &g_array_index (take.notes, GrowingNote, 1);
  g_assert_cmpint (first->pitch, ==, 60);
  g_assert_cmpint (first->velocity, ==, 100);
  g_assert_cmpint (llabs ((long long) (first->end - first->from) - 10000), <=, 2);
  g_assert_cmpint (second->pitch, ==, 67);
  g_assert_cmpint (second->end, ==, INT64_MAX);
  g_assert_cmpint (llabs ((long long) (second->from - first->from) - 14000), <=, 2);
  room_free (room);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/growing/plain", test_plain);
  g_test_add_func ("/growing/loop", test_loop);
  g_test_add_func ("/growing/punch", test_punch);
  g_test_add_func ("/growing/pre-roll", test_pre_roll);
  g_test_add_func ("/growing/count-in", test_count_in);
  g_test_add_func ("/growing/notes", test_notes);
  return g_test_run ();
}
