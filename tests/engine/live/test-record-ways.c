/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All ways to record together: loop, punch, pre-roll, count-in; audio and notes alike. */
#include <math.h>
#include <string.h>

#include "live/note_lines.h"
#include "model/tempo_map.h"
#include "studio.h"

#define RATE 48000
#define RAMP 240
#define BAR 96000
#define NOTE_EVERY 2000

static const char song[] = "track.add kind=audio name=Source\n"
                           "clip.import track=Source file='noise.wav' at=0f name=n\n"
                           "track.add kind=audio name=Take\n"
                           "track.set track=Take input=1 monitor=off arm=on\n"
                           "track.add kind=instrument name=Keys\n"
                           "effect.add track=Keys kind=synth\n"
                           "track.set track=Keys gain=-150 arm=on\n"
                           "metronome.set mode=off count_in=1 pre_roll=1\n";

typedef struct {
  Frames from, n; /* n 0: it was not over when the song was stopped */
} Span;

typedef struct {
  const char *what, *lines;
  Frames loop_from, loop_to;
  Frames from, to;
  bool count_in, pre_roll;
  int n;
  Span spans[4]; /* of audio takes and of notes */
} Way;

static const Way ways[] = {
  { "plain", "", 0, 0, 5000, 45000, .n = 1, .spans = { { 5000, 40000 } } },
  { "loop", "", 10000, 34000, 10000, PLAYER_FOREVER, .n = 3,
    .spans = { { 10000, 24000 }, { 10000, 24000 }, { 10000, 0 } } },
  { "punch", "punch.set from=20000f to=30000f", 0, 0, 5000, 45000, .n = 1,
    .spans = { { 20000, 10000 } } },
  { "loop, punch in it", "punch.set from=20000f to=30000f", 10000, 34000, 10000, PLAYER_FOREVER,
    .n = 3, .spans = { { 20000, 10000 }, { 20000, 10000 }, { 20000, 0 } } },
  { "loop, punch over its end", "punch.set from=26000f to=60000f", 10000, 34000, 10000,
    PLAYER_FOREVER, .n = 3, .spans = { { 26000, 8000 }, { 26000, 8000 }, { 26000, 0 } } },
  { "count-in", "", 0, 0, 5000, 45000, .count_in = true, .n = 1, .spans = { { 5000, 40000 } } },
  { "count-in, loop", "", 10000, 34000, 10000, PLAYER_FOREVER, .count_in = true, .n = 3,
    .spans = { { 10000, 24000 }, { 10000, 24000 }, { 10000, 0 } } },
  { "count-in, punch", "punch.set from=20000f to=30000f", 0, 0, 5000, 45000, .count_in = true,
    .n = 1, .spans = { { 20000, 10000 } } },
  { "pre-roll", "", 0, 0, BAR + 5000, BAR + 45000, .pre_roll = true, .n = 1,
    .spans = { { BAR + 5000, 40000 } } },
  { "pre-roll, punch", "punch.set from=106000f to=126000f", 0, 0, BAR + 5000, BAR + 45000,
    .pre_roll = true, .n = 1, .spans = { { 106000, 20000 } } },
  { "pre-roll before a loop", "", BAR + 5000, BAR + 29000, BAR + 5000, PLAYER_FOREVER,
    .pre_roll = true, .n = 3,
    .spans = { { BAR + 5000, 24000 }, { BAR + 5000, 24000 }, { BAR + 5000, 0 } } },
  { "pre-roll in a loop", "", 80000, 104000, BAR + 2000, PLAYER_FOREVER, .pre_roll = true, .n = 3,
    .spans = { { BAR + 2000, 6000 }, { 80000, 24000 }, { 80000, 0 } } },
  { "both, loop, punch", "punch.set from=85000f to=95000f", 80000, 104000, BAR + 2000,
    PLAYER_FOREVER, .pre_roll = true, .count_in = true, .n = 3,
    .spans = { { 85000, 10000 }, { 85000, 10000 }, { 85000, 0 } } },
};

/* A key goes down and up all the time. */
static void
play_keys (Ring *keyboard, Frames frames)
{
  for (Frames at = 0; at < frames; at += NOTE_EVERY / 2) {
    const bool on = at % NOTE_EVERY == 0;
    const MidiEvent event = { .time_ns = (int64_t) ceil ((double) at * 1e9 / RATE),
                              .size = 3,
                              .data = { on ? 0x90 : 0x80, 60, 100 } };
    g_assert_true (ring_write (keyboard, &event));
  }
}

static const Track *
find_track (Studio *studio, const char *name)
{
  const Project *project = render_fixture_spec (studio->project).project;

  for (int i = 0; i < list_n (project->tracks); i++)
    if (strcmp (node_name (list_get (project->tracks, i)), name) == 0)
      return (const Track *) list_get (project->tracks, i);
  g_error ("no track %s", name);
}

static int
keep_notes (Studio *studio)
{
  g_auto (GStrv) lines = live_midi_commands (live_midi (studio->live),
                                             render_fixture_spec (studio->project).project, NULL);

  if (!lines)
    return 0;
  g_autofree char *all = g_strjoinv ("\n", lines);
  render_fixture_run (studio->project, all);
  return (int) g_strv_length (lines);
}

static void
assert_audio (Studio *studio, const GPtrArray *takes, const Way *way)
{
  g_autofree float *source = studio_render_left (studio, 0, 200000);

  g_assert_cmpint (takes->len, ==, way->n);
  for (int i = 0; i < way->n; i++) {
    const RecordedTake *take = takes->pdata[i];
    Frames frames;
    g_autofree float *heard = studio_read_left (take, &frames);
    g_assert_cmpint (take->song_frame, ==, way->spans[i].from);
    if (way->spans[i].n)
      g_assert_cmpint (frames, ==, way->spans[i].n);
    for (Frames k = RAMP; k < frames - RAMP; k++)
      g_assert_cmpfloat (fabsf (heard[k] - source[take->song_frame + k]), <, 1.0f / (1 << 23));
  }
}

static void
assert_notes (Studio *studio, const Way *way)
{
  const Track *track = find_track (studio, "Keys");
  TempoMap *map = tempo_map_new (render_fixture_spec (studio->project).project);

  g_assert_cmpint (list_n (track->lanes), ==, way->n);
  for (int i = 0; i < way->n; i++) {
    const Clip *clip =
        (const Clip *) list_get (((const Lane *) list_get (track->lanes, i))->clips, 0);
    const Frames from = units_to_frames (tempo_map_units (map, clip->start.value), RATE);
    const Frames n =
        units_to_frames (tempo_map_units (map, clip->start.value + clip->length.value), RATE) -
        from;
    g_assert_cmpint (ABS (from - way->spans[i].from), <=, 2);
    if (way->spans[i].n)
      g_assert_cmpint (ABS (n - way->spans[i].n), <=, 2);
    /* As many as the pass is long, or one less at the edges. */
    g_assert_cmpint (run_n (clip->notes), >=, (int) (n / NOTE_EVERY) - 1);
    g_assert_cmpint (run_n (clip->notes), <=, (int) (n / NOTE_EVERY) + 1);
  }
  tempo_map_free (map);
}

static void
test_ways (void)
{
  static const NullOptions options = { .by_hand = true, .loopback = 700 };

  for (size_t w = 0; w < G_N_ELEMENTS (ways); w++) {
    const Way *way = &ways[w];
    Ring keyboard;
    g_autofree char *lines = g_strconcat (song, way->lines, NULL);
    g_test_message ("%s", way->what);
    g_assert_true (ring_init (&keyboard, sizeof (MidiEvent), 4096));
    Studio studio = studio_new_with (lines, 256, &options, &keyboard);
    play_keys (&keyboard, 400000);
    live_record (studio.live, true);
    live_loop (studio.live, way->loop_from, way->loop_to);
    live_play_from (studio.live, way->from, way->to, way->count_in, way->pre_roll);
    /* In loops the last pass is under way then. */
    studio_run (&studio, 66000 + (way->count_in ? BAR : 0) + (way->pre_roll ? BAR : 0) -
                             (way->spans[0].n == 6000 ? 18000 : 0));
    live_stop (studio.live);
    studio_run (&studio, 4096);
    const GPtrArray *takes = studio_finish (&studio);
    while (!live_midi_is_idle (live_midi (studio.live)))
      studio_run (&studio, 1024);
    assert_audio (&studio, takes, way);
    g_assert_cmpint (keep_notes (&studio), ==, way->n);
    assert_notes (&studio, way);
    studio_free (&studio);
    ring_clear (&keyboard);
  }
}

static int
count_pitch (const Clip *clip, int pitch)
{
  int n = 0;

  for (int i = 0; i < run_n (clip->notes); i++)
    n += run_note (clip->notes, i)->pitch == pitch;
  return n;
}

/* Three passes of a loop with a key each: overdubbed they are in one clip, replaced the last one
 * is, up to where it went; as takes each is a lane, and promoted one after the other no lane is
 * made twice. What was there before stays where nobody played. */
static void
test_modes_in_loop (void)
{
  static const NullOptions options = { .by_hand = true, .loopback = 700 };

  for (RecordMode mode = RECORD_TAKES; mode <= RECORD_REPLACE; mode++) {
    Ring keyboard;
    g_assert_true (ring_init (&keyboard, sizeof (MidiEvent), 4096));
    g_autofree char *lines = g_strconcat (song,
                                          "clip.add track=Keys at=0f length=48000f name=c\n"
                                          "note.add clip=c at=1000f length=1000f pitch=40\n"
                                          "note.add clip=c at=13000f length=1000f pitch=41\n"
                                          "note.add clip=c at=40000f length=1000f pitch=42\n",
                                          NULL);
    Studio studio = studio_new_with (lines, 256, &options, &keyboard);
    live_midi_record_mode (live_midi (studio.live), mode);
    live_record (studio.live, true);
    live_loop (studio.live, 10000, 34000);
    live_play (studio.live, 10000, PLAYER_FOREVER);
    for (int pass = 0; pass < 3; pass++)
      for (int i = 0; i < 2; i++)
        for (int on = 1; on >= 0; on--) {
          const Frames at = 256 + 24000 * pass + 8000 + 4000 * i + (on ? 0 : 1000);
          const MidiEvent event = { .time_ns = (int64_t) ceil ((double) at * 1e9 / RATE),
                                    .size = 3,
                                    .data = { on ? 0x90 : 0x80, (uint8_t) (60 + pass), 100 } };
          g_assert_true (ring_write (&keyboard, &event));
        }
    studio_run (&studio, 66000);
    live_stop (studio.live);
    studio_run (&studio, 4096);
    studio_finish (&studio);
    while (!live_midi_is_idle (live_midi (studio.live)))
      studio_run (&studio, 1024);
    g_assert_cmpint (keep_notes (&studio), ==, 3);
    const Track *track = find_track (&studio, "Keys");
    g_assert_cmpint (list_n (track->lanes), ==, mode == RECORD_TAKES ? 3 : 0);
    if (mode == RECORD_TAKES) {
      for (int lane = 0; lane < 3; lane++) {
        const List *clips = ((const Lane *) list_get (track->lanes, lane))->clips;
        const Clip *clip = (const Clip *) list_get (clips, 0);
        g_assert_cmpint (run_n (clip->notes), ==, 2);
        g_assert_cmpint (count_pitch (clip, 60 + lane), ==, 2);
      }
      render_fixture_run (studio.project, "take.promote track=Keys lane=1\n"
                                          "take.promote track=Keys lane=2\n"
                                          "take.promote track=Keys lane=3");
      track = find_track (&studio, "Keys");
      g_assert_cmpint (list_n (track->lanes), ==, 4); /* and what played before */
    } else {
      const Clip *clip = (const Clip *) list_get (track->clips, 0);
      g_assert_cmpint (list_n (track->clips), ==, 1);
      g_assert_cmpint (count_pitch (clip, 40), ==, 1);
      g_assert_cmpint (count_pitch (clip, 41), ==, mode == RECORD_OVERDUB);
      g_assert_cmpint (count_pitch (clip, 42), ==, 1);
      g_assert_cmpint (count_pitch (clip, 60), ==, mode == RECORD_OVERDUB ? 2 : 0);
      g_assert_cmpint (count_pitch (clip, 61), ==, mode == RECORD_OVERDUB ? 2 : 0);
      g_assert_cmpint (count_pitch (clip, 62), ==, 2);
    }
    studio_free (&studio);
    ring_clear (&keyboard);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/record-ways/ways", test_ways);
  g_test_add_func ("/live/record-ways/modes-in-loop", test_modes_in_loop);
  return g_test_run ();
}
