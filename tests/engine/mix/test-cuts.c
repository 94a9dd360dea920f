/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cutting is inaudible to the bit: whatever the rate of the source, wherever the cut, in seconds or
 * between ticks, forwards, backwards, looped, stretched and with an envelope. */
#include "base/hash.h"
#include "mix_fixture.h"
#include "model/clip.h"

#define N 30000
#define ROUNDS 120

typedef struct {
  uint64_t key;
  int count;
} Dice;

static int
below (Dice *dice, int n)
{
  return (int) (hash_at (dice->key, dice->count++) >> 33) % n;
}

/* A place in [from, to) milliseconds that is on no frame, or on a tick. */
static char *
place (Dice *dice, int from, int to)
{
  const int ms = from + below (dice, to - from);

  if (below (dice, 3) == 0) { /* sixteenths last 150 ms at 100 quarters a minute */
    const int sixteenth = ms / 150;
    return g_strdup_printf ("1.%d.%d.%d", 1 + sixteenth / 4, 1 + sixteenth % 4,
                            ms % 150 * 3840 / 150);
  }
  return g_strdup_printf ("0.%03d%07ds", ms, below (dice, 10000000));
}

static void
add_envelope (MixFixture *fixture, TimeBase base)
{
  Clip *clip = (Clip *) list_edit (&mix_fixture_track (fixture, "T")->clips, 0);
  Envelope *envelope = (Envelope *) node_new (NODE_ENVELOPE);

  envelope->node.id = id_next (&fixture->ids, 'v');
  envelope->base = base;
  text_set (&envelope->param, "gain");
  for (int i = 0; i < 40; i++) {
    const Point point = { .at = base == TIME_MUSICAL ? i * 401 : i * INT64_C (9212345),
                          .value = -(i * 5 % 12),
                          .shape = POINT_LINEAR };
    run_insert_point (&envelope->points, &point);
  }
  list_insert (&clip->envelopes, -1, &envelope->node);
}

/* A clip 'c' from about 20 to 570 ms. */
static MixFixture *
clip_of (Dice *dice)
{
  static const int rates[] = { 44100, 44100, 48000, 22050, 96000, 44056 };
  static const char *const settings[] = { "mute=off",
                                          "reverse=on",
                                          "loop=on loop_length=48.8681234ms",
                                          "loop=on loop_length=48.8681234ms reverse=on",
                                          "stretch=0.8137",
                                          "stretch=1.2513 reverse=on",
                                          "stretch=1.1 loop=on loop_length=48.8681234ms reverse=on",
                                          "stretch=tempo",
                                          "stretch=tempo reverse=on" };
  const int rate = rates[below (dice, G_N_ELEMENTS (rates))];
  MixFixture *fixture = mix_fixture_new ();
  g_autofree char *at = place (dice, 10, 30), *end = place (dice, 560, 580);
  g_autofree char *lines =
      g_strdup_printf ("tempo.add at=1 bpm=100\ntrack.add kind=audio name=T\n"
                       "clip.import track=T file=noise:2:40000:4:%d at=%s name=c\n"
                       "clip.set clip=c time_base=%s",
                       rate, at, below (dice, 2) ? "musical" : "absolute");

  mix_fixture_run (fixture, lines);
  if (below (dice, 2))
    add_envelope (fixture, (TimeBase) below (dice, 2));
  g_autofree char *more =
      g_strdup_printf ("clip.set clip=c gain=-2 %s\n"
                       "clip.slip clip=c by=-%d.4567891ms\n"
                       "clip.trim clip=c end=%s",
                       settings[below (dice, G_N_ELEMENTS (settings))], below (dice, 50), end);
  mix_fixture_run (fixture, more);
  return fixture;
}

static const Clip *
clip_at (MixFixture *fixture, int index)
{
  return (const Clip *) list_get (mix_fixture_track (fixture, "T")->clips, index);
}

static void
run (MixFixture *fixture, const char *format, const Clip *clip, const char *at)
{
  char id[ID_TEXT_SIZE];
  g_autoptr (GString) line = g_string_new (format);
  g_string_replace (line, "{clip}", id_write (id, clip->node.id), 0);
  g_string_replace (line, "{at}", at, 0);
  mix_fixture_run (fixture, line->str);
}

static MixSound
play (MixFixture *fixture)
{
  return mix_fixture_play (fixture, 0, N, 480, 1);
}

static void
test_splits (void)
{
  for (int round = 0; round < ROUNDS; round++) {
    Dice dice = { hash_key (7, (uint64_t) round, 0), 0 };
    MixFixture *fixture = clip_of (&dice);
    MixSound whole = play (fixture);
    g_assert_cmpfloat (mix_sound_peak (&whole, 5000, 20000), >, 0.05);
    for (int i = 0; i < 4; i++) { /* the last part each time, and once a first one */
      g_autofree char *at =
          i < 3 ? place (&dice, 100 * i + 100, 100 * i + 200) : place (&dice, 60, 90);
      run (fixture, "clip.split clip={clip} at={at}", clip_at (fixture, i < 3 ? i : 0), at);
    }
    g_assert_cmpint (list_n (mix_fixture_track (fixture, "T")->clips), ==, 5);
    MixSound parts = play (fixture);
    mix_sound_assert_same (&whole, &parts);
    mix_sound_free (&parts);
    /* And joined again, where that needs no rendering. */
    const Clip *first = clip_at (fixture, 0);
    if (!first->reverse && !first->loop && list_n (first->envelopes) == 0) {
      g_autoptr (GString) ids = g_string_new ("clip.join clips=");
      for (int i = 0; i < 5; i++) {
        char id[ID_TEXT_SIZE];
        g_string_append_printf (ids, "%s%s", i ? "," : "",
                                id_write (id, clip_at (fixture, i)->node.id));
      }
      mix_fixture_run (fixture, ids->str);
      MixSound joined = play (fixture);
      mix_sound_assert_same (&whole, &joined);
      mix_sound_free (&joined);
    }
    mix_sound_free (&whole);
    mix_fixture_free (fixture);
  }
}

/* The song as it was, but silent before `from` and from `to` on. */
static void
silence_outside (MixSound *sound, Frames from, Frames to)
{
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < sound->n; i++)
      if (i < from || i >= to)
        sound->audio[c][i] = 0;
}

/* Edges move over a content that stands still; out again they find what was there. */
static void
test_trims (void)
{
  for (int round = 0; round < ROUNDS; round++) {
    Dice dice = { hash_key (8, (uint64_t) round, 0), 0 };
    MixFixture *fixture = clip_of (&dice);
    MixSound whole = play (fixture);
    const Clip *clip = clip_at (fixture, 0);
    for (int i = 0; i < 3; i++) {
      g_autofree char *start = place (&dice, 100, 250), *end = place (&dice, 300, 500);
      run (fixture, "clip.trim clip={clip} start={at}", clip_at (fixture, 0), start);
      run (fixture, "clip.trim clip={clip} end={at}", clip_at (fixture, 0), end);
    }
    clip = clip_at (fixture, 0);
    TempoMap *map = tempo_map_new (fixture->project);
    silence_outside (&whole, units_to_frames (clip_start_units (map, clip), 48000),
                     units_to_frames (clip_end_units (map, clip), 48000));
    tempo_map_free (map);
    MixSound trimmed = play (fixture);
    mix_sound_assert_same (&whole, &trimmed);
    mix_sound_free (&trimmed);
    mix_sound_free (&whole);
    mix_fixture_free (fixture);
  }
}

/* A range cut out and pasted at its place, and a take laid over itself, leave no seam. */
static void
test_seams (void)
{
  for (int round = 0; round < ROUNDS; round++) {
    Dice dice = { hash_key (9, (uint64_t) round, 0), 0 };
    MixFixture *fixture = clip_of (&dice);
    MixSound whole = play (fixture);
    g_autofree char *from = place (&dice, 100, 250), *to = place (&dice, 300, 500);
    g_autofree char *lines = g_strdup_printf (
        below (&dice, 2) ? "range.cut from=%s to=%s tracks=T\nrange.paste from=%s tracks=T"
                         : "range.copy from=%s to=%s tracks=T\nrange.paste from=%s tracks=T",
        from, to, from);
    if (clip_at (fixture, 0)->length.base == TIME_ABSOLUTE) {
      mix_fixture_run (fixture, lines);
      g_assert_cmpint (list_n (mix_fixture_track (fixture, "T")->clips), ==, 3);
      MixSound pasted = play (fixture);
      mix_sound_assert_same (&whole, &pasted);
      mix_sound_free (&pasted);
    }
    mix_sound_free (&whole);
    mix_fixture_free (fixture);
  }
}

/* What time a clip keeps says where it goes, not where it is: it stays to the frame. */
static void
test_bases (void)
{
  static const char *const bases[] = { "musical", "absolute" };

  for (int round = 0; round < ROUNDS; round++) {
    Dice dice = { hash_key (11, (uint64_t) round, 0), 0 };
    MixFixture *fixture = clip_of (&dice);
    if (clip_at (fixture, 0)->length.base == TIME_ABSOLUTE) {
      MixSound whole = play (fixture);
      g_autofree char *at = place (&dice, 200, 400);
      run (fixture, "clip.split clip={clip} at={at}", clip_at (fixture, 0), at);
      for (int i = 0; i < 4; i++) {
        run (fixture, "clip.set clip={clip} time_base={at}", clip_at (fixture, i % 2),
             bases[below (&dice, 2)]);
        MixSound same = play (fixture);
        mix_sound_assert_same (&whole, &same);
        mix_sound_free (&same);
      }
      mix_sound_free (&whole);
    }
    mix_fixture_free (fixture);
  }
}

/* A gap opened anywhere in a clip and closed again leaves every frame where it was. */
static void
test_gaps (void)
{
  for (int round = 0; round < ROUNDS; round++) {
    Dice dice = { hash_key (12, (uint64_t) round, 0), 0 };
    MixFixture *fixture = clip_of (&dice);
    MixSound whole = play (fixture);
    g_autofree char *from = place (&dice, 100, 250), *to = place (&dice, 300, 500);
    const char *tracks = below (&dice, 2) ? " tracks=T" : "";
    g_autofree char *lines =
        g_strdup_printf ("range.insert from=%s to=%s%s\nrange.remove from=%s to=%s ripple=on%s",
                         from, to, tracks, from, to, tracks);
    if (clip_at (fixture, 0)->length.base == TIME_ABSOLUTE) {
      mix_fixture_run (fixture, lines);
      g_assert_cmpint (list_n (mix_fixture_track (fixture, "T")->clips), ==, 2);
      MixSound closed = play (fixture);
      mix_sound_assert_same (&whole, &closed);
      mix_sound_free (&closed);
    }
    mix_sound_free (&whole);
    mix_fixture_free (fixture);
  }
}

/* A comp sounds as the clips that it is made of when it is flattened. */
static void
test_flatten (void)
{
  for (int round = 0; round < ROUNDS; round++) {
    Dice dice = { hash_key (10, (uint64_t) round, 0), 0 };
    MixFixture *fixture = clip_of (&dice);
    if (clip_at (fixture, 0)->length.base == TIME_ABSOLUTE) {
      g_autofree char *a = place (&dice, 100, 200), *b = place (&dice, 250, 300),
                      *c = place (&dice, 350, 400);
      g_autofree char *lines =
          g_strdup_printf ("take.add track=T\n"
                           "clip.import track=T file=noise:2:30000:9:44100 at=0.0123456s\n"
                           "comp.set track=T lane=1 from=%s to=%s crossfade=%d.123ms\n"
                           "comp.set track=T lane=1 from=%s to=0.45s crossfade=5ms\n"
                           "comp.split track=T at=0.42s\n"
                           "comp.set track=T from=0.42s to=0.45s gain=-%d",
                           a, b, below (&dice, 20), c, below (&dice, 12));
      mix_fixture_run (fixture, lines);
      MixSound comp = play (fixture);
      mix_fixture_run (fixture, "comp.flatten track=T");
      MixSound flat = play (fixture);
      mix_sound_assert_same (&comp, &flat);
      mix_sound_free (&comp);
      mix_sound_free (&flat);
    }
    mix_fixture_free (fixture);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mix/cuts/splits", test_splits);
  g_test_add_func ("/mix/cuts/trims", test_trims);
  g_test_add_func ("/mix/cuts/seams", test_seams);
  g_test_add_func ("/mix/cuts/bases", test_bases);
  g_test_add_func ("/mix/cuts/gaps", test_gaps);
  g_test_add_func ("/mix/cuts/flatten", test_flatten);
  return g_test_run ();
}
