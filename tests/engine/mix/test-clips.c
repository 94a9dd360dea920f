/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a clip makes of its source, against the formulas of SEMANTICS, "Clips, fades, takes". */
#include <math.h>
#include <string.h>

#include "mix_fixture.h"

#define N 9000

static MixFixture *
track_of (const char *signal, const char *more)
{
  MixFixture *fixture = mix_fixture_new ();
  g_autofree char *lines = g_strdup_printf ("track.add kind=audio name=T\n"
                                            "clip.import track=T file=%s at=0f name=c\n%s",
                                            signal, more);
  mix_fixture_run (fixture, lines);
  return fixture;
}

static MixSound
play (const char *signal, const char *more)
{
  MixFixture *fixture = track_of (signal, more);
  const MixSound sound = mix_fixture_play (fixture, 0, N, 100, 1);
  mix_fixture_free (fixture);
  return sound;
}

static double
fade (int shape, double u)
{
  switch (shape) {
  case FADE_EQUAL_POWER:
    return sin (G_PI * u / 2);
  case FADE_S:
    return (1 - cos (G_PI * u)) / 2;
  case FADE_LOG:
    return (pow (10, 3 * u) - 1) / 999;
  default:
    return u;
  }
}

static void
test_fades (void)
{
  for (int shape = FADE_LINEAR; shape <= FADE_LOG; shape++) {
    g_autofree char *more = g_strdup_printf (
        "clip.set clip=c fade_in=480f fade_out=960f fade_shape=%s", fade_shapes[shape]);
    MixSound sound = play ("dc:2:4000:1", more);
    for (int i = 0; i < 4000; i++) {
      const double in = i < 480 ? fade (shape, (i + 0.5) / 480) : 1;
      const double out = i >= 3040 ? fade (shape, (3999 - i + 0.5) / 960) : 1;
      g_assert_cmpfloat_with_epsilon (sound.audio[0][i], in * out, 2e-7);
    }
    g_assert_cmpfloat (sound.audio[0][4000], ==, 0);
    mix_sound_free (&sound);
  }
}

/* Longer than the clip: they shrink in proportion. */
static void
test_long_fades (void)
{
  MixFixture *fixture = track_of ("dc:2:3000:1", "");
  Clip *clip = (Clip *) list_edit (&mix_fixture_track (fixture, "T")->clips, 0);
  clip->fade_in = frames_to_units (4000, 48000);
  clip->fade_out = frames_to_units (2000, 48000);
  MixSound sound = mix_fixture_play (fixture, 0, 3000, 77, 1);

  for (int i = 0; i < 3000; i++)
    g_assert_cmpfloat_with_epsilon (sound.audio[0][i],
                                    i < 2000 ? (i + 0.5) / 2000 : (2999 - i + 0.5) / 1000, 2e-7);
  mix_sound_free (&sound);
  mix_fixture_free (fixture);
}

/* Two clips that share a range sound together, each with its own fade. */
static void
test_crossfade (void)
{
  MixFixture *fixture = track_of ("dc:2:3000:1", "clip.import track=T file=dc:2:3001:0.5 at=4000f");
  Track *track = mix_fixture_track (fixture, "T");
  Clip *first = (Clip *) list_edit (&track->clips, 0);
  Clip *second = (Clip *) list_edit (&track->clips, 1);
  first->fade_out = second->fade_in = frames_to_units (1000, 48000);
  second->start.value = frames_to_units (2000, 48000);
  MixSound sound = mix_fixture_play (fixture, 0, 5000, 77, 1);

  for (int i = 2000; i < 3000; i++) {
    const double u = (i - 2000 + 0.5) / 1000;
    g_assert_cmpfloat_with_epsilon (sound.audio[0][i], (1 - u) + 0.5 * u, 3e-7);
  }
  mix_sound_free (&sound);
  mix_fixture_free (fixture);
}

/* Splitting changes no bit, forwards, backwards and looped, with a clip envelope. */
static void
test_split (void)
{
  static const char *const settings[] = { "gain=-3", "reverse=on gain=2",
                                          "loop=on loop_length=1700f" };

  for (size_t i = 0; i < G_N_ELEMENTS (settings); i++) {
    g_autofree char *set = g_strdup_printf ("clip.set clip=c %s", settings[i]);
    MixFixture *fixture = track_of ("noise:2:6000:4", set);
    MixSound whole = mix_fixture_play (fixture, 0, N, 100, 1);
    mix_fixture_run (fixture, "clip.split clip=c at=2345f");
    char id[ID_TEXT_SIZE];
    g_autofree char *again = g_strdup_printf (
        "clip.split clip=%s at=3457f", id_write (id, g_array_index (fixture->created, Id, 0)));
    mix_fixture_run (fixture, again);
    g_assert_cmpint (list_n (mix_fixture_track (fixture, "T")->clips), ==, 3);
    MixSound parts = mix_fixture_play (fixture, 0, N, 100, 1);
    mix_sound_assert_same (&whole, &parts);
    mix_sound_free (&whole);
    mix_sound_free (&parts);
    mix_fixture_free (fixture);
  }
}

static void
test_reverse_and_loop (void)
{
  MixSound back = play ("ramp:2:4000", "clip.set clip=c reverse=on");
  for (int i = 0; i < 4000; i++)
    g_assert_cmpfloat (back.audio[0][i], ==, mix_signal ("ramp", 0, 0, 3999 - i));
  mix_sound_free (&back);

  MixSound loop = play ("ramp:2:4000", "clip.set clip=c loop=on loop_length=700f\n"
                                       "clip.trim clip=c end=8001f");
  for (int i = 0; i < 8001; i++)
    g_assert_cmpfloat (loop.audio[0][i], ==, mix_signal ("ramp", 0, 0, i % 700));
  g_assert_cmpfloat (loop.audio[0][8001], ==, 0);
  mix_sound_free (&loop);

  MixSound both = play ("ramp:2:4000", "clip.set clip=c loop=on loop_length=700f reverse=on\n"
                                       "clip.trim clip=c end=8001f");
  for (int i = 0; i < 8001; i++)
    g_assert_cmpfloat (both.audio[0][i], ==, mix_signal ("ramp", 0, 0, 699 - i % 700));
  mix_sound_free (&both);
}

static Envelope *
envelope_of (MixFixture *fixture, const Point *points, int n)
{
  Envelope *envelope = (Envelope *) node_new (NODE_ENVELOPE);
  envelope->node.id = id_next (&fixture->ids, 'v');
  envelope->base = TIME_ABSOLUTE;
  text_set (&envelope->param, "gain");
  for (int i = 0; i < n; i++)
    run_insert_point (&envelope->points, &points[i]);
  return envelope;
}

/* In clip time, exact at its points, off the grid too. */
static void
test_clip_envelope (void)
{
  MixFixture *fixture = track_of ("dc:2:5000:1", "clip.move clip=c to=1000f");
  const Point points[] = {
    { .at = frames_to_units (101, 48000), .value = -6.0206, .shape = POINT_LINEAR },
    { .at = frames_to_units (1101, 48000), .value = -12.0412, .shape = POINT_HOLD },
    { .at = frames_to_units (2003, 48000), .value = -INFINITY, .shape = POINT_HOLD },
  };
  Clip *clip = (Clip *) list_edit (&mix_fixture_track (fixture, "T")->clips, 0);
  list_insert (&clip->envelopes, -1, &envelope_of (fixture, points, 3)->node);
  MixSound sound = mix_fixture_play (fixture, 0, 6000, 77, 1);
  const float *left = sound.audio[0];

  g_assert_cmpfloat_with_epsilon (left[1000], 0.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (left[1101], 0.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (left[1600], 0.5 * pow (10, -0.30103 * 499 / 1000), 1e-4);
  g_assert_cmpfloat_with_epsilon (left[2101], 0.25, 1e-6);
  g_assert_cmpfloat_with_epsilon (left[2976], 0.25, 1e-6);
  g_assert_cmpfloat (mix_sound_peak (&sound, 3003, 6000), ==, 0);
  mix_sound_free (&sound);
  mix_fixture_free (fixture);
}

static Id
add_lane (MixFixture *fixture, const char *signal)
{
  g_autofree char *lines = g_strdup_printf ("track.add kind=audio name=L\n"
                                            "clip.import track=L file=%s at=0f",
                                            signal);
  mix_fixture_run (fixture, lines);
  Lane *lane = (Lane *) node_new (NODE_LANE);
  lane->node.id = id_next (&fixture->ids, 'l');
  lane->clips = list_ref (mix_fixture_track (fixture, "L")->clips);
  mix_fixture_run (fixture, "track.remove track=L");
  list_insert (&mix_fixture_track (fixture, "T")->lanes, -1, &lane->node);
  return lane->node.id;
}

static void
add_part (MixFixture *fixture, Comp *comp, Id lane, Frames from, Frames to)
{
  Part *part = (Part *) node_new (NODE_PART);
  part->node.id = id_next (&fixture->ids, 'q');
  part->lane = lane;
  part->from = (Position){ frames_to_units (from, 48000), TIME_ABSOLUTE };
  part->to = (Position){ frames_to_units (to, 48000), TIME_ABSOLUTE };
  part->crossfade = frames_to_units (400, 48000);
  list_insert (&comp->parts, -1, &part->node);
}

/* Parts that abut, a gap that the playing lane fills, crossfades centered on every joint. */
static void
test_comp (void)
{
  MixFixture *fixture = track_of ("dc:2:9000:1", "");
  const Id a = add_lane (fixture, "dc:2:9000:0.5"), b = add_lane (fixture, "dc:2:9000:0.25");
  Comp *comp = (Comp *) node_new (NODE_COMP);
  comp->node.id = id_next (&fixture->ids, 'k');
  add_part (fixture, comp, a, 2000, 3000);
  add_part (fixture, comp, b, 3000, 4000);
  add_part (fixture, comp, a, 6000, 7000);
  Track *track = mix_fixture_track (fixture, "T");
  track->active_comp = comp->node.id;
  list_insert (&track->comps, -1, &comp->node);
  MixSound sound = mix_fixture_play (fixture, 0, N, 77, 1);
  const struct {
    int from, to;
    double value;
  } stretches[] = { { 0, 1800, 1 },    { 2200, 2800, 0.5 }, { 3200, 3800, 0.25 },
                    { 4200, 5800, 1 }, { 6200, 6800, 0.5 }, { 7200, 9000, 1 } };
  const float *left = sound.audio[0];

  for (size_t s = 0; s < G_N_ELEMENTS (stretches); s++)
    for (int i = stretches[s].from; i < stretches[s].to; i++)
      g_assert_cmpfloat_with_epsilon (left[i], stretches[s].value, 1e-7);
  for (int i = 2800; i < 3200; i++) {
    const double u = (i - 2800 + 0.5) / 400;
    g_assert_cmpfloat_with_epsilon (left[i], 0.5 * cos (G_PI * u / 2) + 0.25 * sin (G_PI * u / 2),
                                    1e-6);
  }
  mix_sound_free (&sound);
  mix_fixture_free (fixture);
}

/* Hours into the song nothing overflows: a clip at 20 hours, looped since the start of the song. */
static void
test_far (void)
{
  const Frames far = (Frames) 20 * 3600 * 48000;
  MixFixture *fixture = track_of ("noise:2:5000:4", "clip.set clip=c loop=on");
  Clip *clip = (Clip *) list_edit (&mix_fixture_track (fixture, "T")->clips, 0);
  clip->length.value = frames_to_units (far + 100000, 48000);
  MixSound sound = mix_fixture_play (fixture, far + 12345, 3000, 512, 2);

  for (int i = 0; i < 3000; i++)
    g_assert_cmpfloat (sound.audio[0][i], ==, mix_signal ("noise", 4, 0, (far + 12345 + i) % 5000));
  g_assert_cmpint (mix_song_end (fixture->project), ==, far + 100000);
  mix_sound_free (&sound);
  mix_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mix/clips/fades", test_fades);
  g_test_add_func ("/mix/clips/long-fades", test_long_fades);
  g_test_add_func ("/mix/clips/crossfade", test_crossfade);
  g_test_add_func ("/mix/clips/split", test_split);
  g_test_add_func ("/mix/clips/reverse-and-loop", test_reverse_and_loop);
  g_test_add_func ("/mix/clips/envelope", test_clip_envelope);
  g_test_add_func ("/mix/clips/comp", test_comp);
  g_test_add_func ("/mix/clips/far", test_far);
  return g_test_run ();
}
