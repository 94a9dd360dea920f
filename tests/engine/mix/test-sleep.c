/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strips that have nothing to do: they stop, cut no tail, and wake with the same bits. */
#include <math.h>

#include "instruments/instruments.h"
#include "mix_fixture.h"

#define N 200000

/* Stands in the place of a processor and counts. */
static struct {
  Processor counting;
  const Processor *real;
  int64_t frames;
} counter;

static void
count (void *state, float *const *audio, int n, const ProcessContext *context)
{
  counter.frames += n;
  counter.real->process (state, audio, n, context);
}

static void
count_insert (Insert *insert)
{
  counter.real = insert->processor;
  counter.counting = *insert->processor;
  counter.counting.process = count;
  counter.frames = 0;
  insert->processor = &counter.counting;
}

static Strip *
strip_of (MixFixture *fixture, MixGraph *graph, const char *name)
{
  const int strip = mix_graph_strip (graph, mix_fixture_track (fixture, name)->node.id);
  return &graph->graph.context.strips[strip];
}

/* Two bursts of 700 frames, three seconds apart. */
static MixFixture *
bursts (const char *effects)
{
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=audio name=T\n"
                            "clip.import track=T file=noise:1:700:9 at=3333f\n"
                            "clip.import track=T file=noise:1:500:10 at=151111f\n");
  mix_fixture_run (fixture, effects);
  return fixture;
}

static MixSound
play (MixFixture *fixture, int block, bool sleeps, int64_t *frames)
{
  fixture->request.block = block;
  MixGraph *graph = mix_fixture_compile (fixture, NULL);
  Strip *strip = strip_of (fixture, graph, "T");

  g_assert_true (strip->sleeps);
  strip->sleeps = sleeps;
  count_insert (&strip->inserts[0]);
  const MixSound sound = mix_graph_play (graph, 0, N, 1);
  *frames = counter.frames;
  mix_graph_free (graph);
  return sound;
}

static void
assert_sleeps (const char *effects, int64_t most)
{
  static const int blocks[] = { 1024, 1, 37, 4096 };
  MixFixture *fixture = bursts (effects);
  int64_t frames, first = 0;
  MixSound awake = play (fixture, 512, false, &frames);

  g_assert_cmpint (frames, ==, N);
  MixSound reference = play (fixture, 512, true, &first);
  g_test_message ("%s: %d of %d frames, %g", effects, (int) first, N,
                  mix_sound_difference (&awake, &reference));
  g_assert_cmpint (first, >, 1200);
  g_assert_cmpint (first, <=, most);
  /* What is cut off lies under -160 dBFS. */
  g_assert_cmpfloat (mix_sound_difference (&awake, &reference), <, 2e-8);
  for (size_t i = 0; i < G_N_ELEMENTS (blocks); i++) {
    MixSound sound = play (fixture, blocks[i], true, &frames);
    g_assert_cmpint (frames, ==, first);
    mix_sound_assert_same (&reference, &sound);
    mix_sound_free (&sound);
  }
  mix_sound_free (&awake);
  mix_sound_free (&reference);
  mix_fixture_free (fixture);
}

static void
test_effects (void)
{
  assert_sleeps ("effect.add track=T kind=eq band2.on=on band2.gain=9", 40000);
  assert_sleeps ("effect.add track=T kind=utility gain=-6", 100000);
  assert_sleeps ("effect.add track=T kind=compressor lookahead=5", 120000);
  assert_sleeps ("effect.add track=T kind=delay time=100 feedback=20 mix=50", 190000);
}

/* A long tail rings out to -160 dBFS, however long the input has been silent. */
static void
test_reverb (void)
{
  assert_sleeps ("effect.add track=T kind=reverb time=0.2 mix=100 predelay=50", 190000);
}

/* Automation that makes an echo longer than the static value: nobody sleeps before it has come. */
static void
test_automated_tail (void)
{
  MixFixture *fixture =
      bursts ("effect.add track=T kind=delay time=20 feedback=0 mix=100\n"
              "automation.add track=T target=delay.time at=0f value=1500 shape=hold\n"
              "automation.add track=T target=delay.time at=130000f value=20 shape=hold\n");
  int64_t frames;
  MixSound awake = play (fixture, 512, false, &frames);
  MixSound sound = play (fixture, 512, true, &frames);

  g_assert_cmpfloat (mix_sound_peak (&awake, 60000, 130000), >, 0.01);
  g_assert_cmpfloat (mix_sound_difference (&awake, &sound), <, 2e-8);
  mix_sound_free (&awake);
  mix_sound_free (&sound);
  mix_fixture_free (fixture);
}

static void
test_awake (void)
{
  /* What listens to another strip stays awake. */
  MixFixture *fixture = bursts ("effect.add track=T kind=gate\ntrack.add kind=audio name=K\n"
                                "clip.import track=K file=dc:1:900:1 at=0f");
  const Id k = mix_fixture_track (fixture, "K")->node.id;
  ((Effect *) list_edit (&mix_fixture_track (fixture, "T")->effects, 0))->sidechain = k;
  MixGraph *graph = mix_fixture_compile (fixture, NULL);
  g_assert_false (strip_of (fixture, graph, "T")->sleeps);
  mix_graph_free (graph);
  mix_fixture_free (fixture);

  /* FluidSynth's state cannot be seen into: it never sleeps. */
  const Processor *soundfont = instrument_find ("soundfont");
  g_assert_true (soundfont->restarts);
  const ProcessorSetup setup = { .rate = 48000, .channels = 2 };
  g_assert_cmpint (soundfont->tail (&setup), ==, INT64_MAX);
}

static void
add_note (MixFixture *fixture, Clip *clip, Ticks at, Ticks length, int pitch)
{
  const Note note = { .at = at,
                      .length = length,
                      .pitch = pitch,
                      .velocity = 0.8,
                      .id = id_next (&fixture->ids, NOTE_LETTER) };
  run_insert_note (&clip->notes, &note);
}

/* Crossings of zero upwards: the pitch. */
static int
periods (const MixSound *sound, int from, int to)
{
  int n = 0;
  for (int i = from; i < to; i++)
    n += sound->audio[0][i - 1] < 0 && sound->audio[0][i] >= 0;
  return n;
}

static MixFixture *
keys (double bend)
{
  MixFixture *fixture = mix_fixture_new ();
  mix_fixture_run (fixture, "track.add kind=instrument name=T\n"
                            "effect.add track=T kind=synth osc1.shape=sine osc2.level=0\n"
                            "clip.add track=T at=1.1.1 length=16b");
  Clip *clip = (Clip *) list_edit (&mix_fixture_track (fixture, "T")->clips, 0);
  Envelope *envelope = (Envelope *) node_new (NODE_ENVELOPE);
  const Point point = { .at = 0, .value = bend, .shape = POINT_HOLD };
  add_note (fixture, clip, 0, 7680, 60);
  add_note (fixture, clip, 8 * 15360, 15360, 60);
  envelope->node.id = id_next (&fixture->ids, 'v');
  text_set (&envelope->param, "bend");
  run_insert_point (&envelope->points, &point);
  list_insert (&clip->envelopes, -1, &envelope->node);
  return fixture;
}

/* A bend before the first note still holds for one after seconds of sleep, and for one that begins
 * before the place that is played from. */
static void
test_instrument (void)
{
  MixFixture *plain = keys (0), *bent = keys (1);
  MixSound low = mix_fixture_play (plain, 0, 220000, 512, 1);
  MixSound high = mix_fixture_play (bent, 0, 220000, 512, 1);
  const int at = 8 * 24000;

  g_assert_cmpfloat (mix_sound_peak (&high, at - 20000, at), <, 1e-6);
  const int first = periods (&high, 1000, 11000), second = periods (&high, at + 1000, at + 11000);
  g_test_message ("%d, %d; not bent %d", first, second, periods (&low, 1000, 11000));
  g_assert_cmpint (abs (first - second), <=, 1);
  g_assert_cmpint (second, >, periods (&low, at + 1000, at + 11000) + 2);

  MixSound from = mix_fixture_play (bent, at + 5000, 12000, 512, 1);
  g_assert_cmpfloat (mix_sound_peak (&from, 0, 2000), >, 0.01);
  g_assert_cmpint (abs (periods (&from, 1000, 11000) - second), <=, 1);
  mix_sound_free (&from);
  mix_sound_free (&low);
  mix_sound_free (&high);
  mix_fixture_free (plain);
  mix_fixture_free (bent);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mix/sleep/effects", test_effects);
  g_test_add_func ("/mix/sleep/reverb", test_reverb);
  g_test_add_func ("/mix/sleep/automated-tail", test_automated_tail);
  g_test_add_func ("/mix/sleep/awake", test_awake);
  g_test_add_func ("/mix/sleep/instrument", test_instrument);
  return g_test_run ();
}
