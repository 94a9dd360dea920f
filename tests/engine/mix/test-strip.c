/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers of a strip against COMMANDS, "What the numbers mean": gains, pan, phase, automation.
 */
#include <math.h>
#include <string.h>

#include "mix_fixture.h"

#define N 4096

/* One track of one clip, 4096 frames and more. */
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
  const MixSound sound = mix_fixture_play (fixture, 0, N, 512, 1);
  mix_fixture_free (fixture);
  return sound;
}

/* Every frame is the signal times these factors, left and right, within 1e-7. */
static void
assert_factors (const char *signal, const char *more, double left, double right)
{
  MixSound sound = play (signal, more);
  const double factors[2] = { left, right };

  for (int c = 0; c < 2; c++)
    g_assert_cmpfloat_with_epsilon (sound.audio[c][1000], factors[c], 1e-7);
  mix_sound_free (&sound);
}

static void
test_unity (void)
{
  MixFixture *fixture = track_of ("noise:2:9000:1", "track.add kind=group name=G\n"
                                                    "track.set track=T in=G");
  MixSound sound = mix_fixture_play (fixture, 0, N, 100, 1);

  for (int c = 0; c < 2; c++)
    for (int i = 0; i < N; i++)
      g_assert_cmpfloat (sound.audio[c][i], ==, mix_signal ("noise", 1, c, i));
  mix_sound_free (&sound);
  mix_fixture_free (fixture);
}

static void
test_gains (void)
{
  /* dc:2: left 1, right 0.5. -12.0412 dB is a quarter. */
  assert_factors ("dc:2:9000:1", "track.set track=T gain=-12.0412", 0.25, 0.125);
  assert_factors ("dc:2:9000:1", "track.set track=T gain=-6.0206\ntrack.set track=main gain=6.0206",
                  1, 0.5);
  assert_factors ("dc:2:9000:1", "clip.set clip=c gain=-12.0412", 0.25, 0.125);
  assert_factors ("dc:2:9000:1", "track.set track=T gain=-inf", 0, 0);
  assert_factors ("dc:2:9000:1", "track.set track=T phase=on", -1, -0.5);
  assert_factors ("dc:2:9000:1", "track.set track=T phase=left", -1, 0.5);
  assert_factors ("dc:2:9000:1", "track.set track=T phase=right", 1, -0.5);
  assert_factors ("dc:2:9000:1", "track.set track=T width=0", 0.75, 0.75);
  assert_factors ("dc:2:9000:1", "track.set track=T width=200", 1.25, 0.25);
  assert_factors ("dc:2:9000:1",
                  "track.add kind=vca name=V\ntrack.add kind=vca name=W\n"
                  "track.set track=T vca=V gain=-6.0206\ntrack.set track=V vca=W gain=-6.0206\n"
                  "track.set track=W gain=-6.0206",
                  0.125, 0.0625);
  assert_factors ("dc:2:9000:1",
                  "track.add kind=vca name=V\ntrack.set track=T vca=V\n"
                  "track.set track=V mute=on",
                  0, 0);
}

static void
test_pan (void)
{
  static const struct {
    PanLaw law;
    double center, left_half; /* of mono at C and at L50: near side */
    double right_half; /* far side */
  } laws[] = {
    { PAN_CONSTANT_POWER, M_SQRT1_2, 0.923879533, 0.382683432 },
    { PAN_MINUS_4_5, 0.594603558, 0.832411945, 0.309307069 },
    { PAN_LINEAR, 0.5, 0.75, 0.25 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (laws); i++) {
    const char *const pans[] = { "C", "L50", "R100" };
    const double want[3][2] = { { laws[i].center, laws[i].center },
                                { laws[i].left_half, laws[i].right_half },
                                { 0, 1 } };
    /* Balance: the near side stays, the far side is normalized to 1 at the center. */
    const double far = laws[i].law == PAN_LINEAR ? 0.5 : laws[i].right_half / laws[i].center;
    const double balance[3][2] = { { 1, 0.5 }, { 1, 0.5 * far }, { 0, 0.5 } };
    for (int p = 0; p < 3; p++)
      for (int stereo = 0; stereo < 2; stereo++) {
        g_autofree char *more = g_strdup_printf ("track.set track=T pan=%s", pans[p]);
        MixFixture *fixture = track_of (stereo ? "dc:2:9000:1" : "dc:1:9000:1", more);
        fixture->project->pan_law = (int) laws[i].law;
        MixSound sound = mix_fixture_play (fixture, 0, N, 512, 1);
        for (int c = 0; c < 2; c++)
          g_assert_cmpfloat_with_epsilon (sound.audio[c][1000], stereo ? balance[p][c] : want[p][c],
                                          2e-7);
        mix_sound_free (&sound);
        mix_fixture_free (fixture);
      }
  }
}

/* A mono clip is as loud beside a stereo one as alone. */
static void
test_mono_among_stereo (void)
{
  assert_factors ("dc:1:2000:1", "clip.import track=T file=dc:2:500:1 at=3000f", M_SQRT1_2,
                  M_SQRT1_2);
}

/* Envelopes are musical: at 120 bpm and 48 kHz every 25th frame is a tick. */
static double
db (double level)
{
  return pow (10, level / 20);
}

static void
test_automation (void)
{
  MixSound sound = play ("dc:2:9000:1", "track.set track=T gain=5\n"
                                        "automation.add track=T target=gain at=500f value=-20\n"
                                        "automation.add track=T target=gain at=1525f value=-4 "
                                        "shape=hold\n"
                                        "automation.add track=T target=gain at=2000f value=-inf\n"
                                        "automation.add track=T target=gain at=3000f value=-10 "
                                        "shape=curve tension=0.5\n"
                                        "automation.add track=T target=gain at=3500f value=0\n");
  const float *left = sound.audio[0];

  g_assert_cmpfloat_with_epsilon (left[0], db (-20), 1e-7); /* replaces the fader */
  g_assert_cmpfloat_with_epsilon (left[500], db (-20), 1e-7);
  /* Straight in dB: exact at the grid, by linear amplitude between. */
  for (int i = 512; i < 1525; i += 32)
    g_assert_cmpfloat_with_epsilon (left[i], db (-20 + 16.0 * (i - 500) / 1025), 1e-6);
  g_assert_cmpfloat_with_epsilon (
      left[1040],
      (db (-20 + 16.0 * (1024 - 500) / 1025) + db (-20 + 16.0 * (1056 - 500) / 1025)) / 2, 1e-6);
  g_assert_cmpfloat_with_epsilon (left[1525], db (-4), 1e-7);
  g_assert_cmpfloat_with_epsilon (left[1984], db (-4), 1e-7);
  g_assert_cmpfloat (left[2000], ==, 0);
  /* From -inf it runs as from -90 dB. */
  g_assert_cmpfloat_with_epsilon (left[2496], db (-90 + 80.0 * (2496 - 2000) / 1000.0), 1e-6);
  g_assert_cmpfloat_with_epsilon (left[3000], db (-10), 1e-7);
  g_assert_cmpfloat_with_epsilon (left[3232], db (-10 + 10 * pow ((3232 - 3000) / 500.0, 4)), 1e-6);
  g_assert_cmpfloat_with_epsilon (left[3500], 1, 1e-7);
  g_assert_cmpfloat_with_epsilon (left[N - 1], 1, 1e-7);
  mix_sound_free (&sound);
}

/* Between two points of silence there is silence, not -90 dB. */
static void
test_silent_segment (void)
{
  MixSound sound = play ("dc:2:9000:1", "automation.add track=T target=gain at=500f value=-inf\n"
                                        "automation.add track=T target=gain at=3000f value=-inf\n");
  g_assert_cmpfloat (mix_sound_peak (&sound, 0, N), ==, 0);
  mix_sound_free (&sound);
}

static void
test_mute (void)
{
  MixSound sound = play ("dc:2:9000:1", "track.add kind=vca name=V\ntrack.set track=T vca=V\n"
                                        "automation.add track=T target=mute at=0f value=off\n"
                                        "automation.add track=V target=mute at=0f value=off\n"
                                        "automation.add track=T target=mute at=1000f value=on\n"
                                        "automation.add track=T target=mute at=2000f value=off\n"
                                        "automation.add track=V target=mute at=3000f value=on\n");
  const float *left = sound.audio[0];

  g_assert_cmpfloat (left[992], ==, 1);
  g_assert_cmpfloat (left[1000], ==, 0);
  g_assert_cmpfloat (left[1984], ==, 0);
  g_assert_cmpfloat (left[2000], ==, 1);
  g_assert_cmpfloat (left[3000], ==, 0);
  g_assert_cmpfloat (mix_sound_peak (&sound, 3000, N), ==, 0);
  mix_sound_free (&sound);
}

static void
test_effect_automation (void)
{
  /* The gain of a utility is smoothed; half a second later it has arrived. */
  MixFixture *fixture = track_of (
      "dc:2:90000:0.1", "effect.add track=T kind=utility gain=0\n"
                        "automation.add track=T target=utility.gain at=1000f value=0 shape=hold\n"
                        "automation.add track=T target=utility.gain at=2000f value=6.0206\n");
  MixSound sound = mix_fixture_play (fixture, 0, 30000, 512, 1);
  g_assert_cmpfloat_with_epsilon (sound.audio[0][1999], 0.1, 1e-7);
  g_assert_cmpfloat (sound.audio[0][2200], >, 0.1000);
  g_assert_cmpfloat_with_epsilon (sound.audio[0][29999], 0.2, 1e-6);
  mix_sound_free (&sound);
  mix_fixture_free (fixture);
}

/* Track delay, both ways, of a source and of a group. */
static void
test_delay (void)
{
  static const struct {
    const char *lines;
    int at;
  } cases[] = {
    { "track.set track=T delay=100f", 1100 },
    { "track.set track=T delay=-100f", 900 },
    { "track.add kind=group name=G\ntrack.set track=T in=G\ntrack.set track=G delay=77f", 1077 },
    { "track.add kind=group name=G\ntrack.set track=T in=G\ntrack.set track=G delay=-77f", 923 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    MixSound sound = play ("impulse:2:9000:1000", cases[i].lines);
    g_assert_cmpfloat (sound.audio[0][cases[i].at], ==, 1);
    g_assert_cmpfloat (mix_sound_peak (&sound, 0, cases[i].at), ==, 0);
    g_assert_cmpfloat (mix_sound_peak (&sound, cases[i].at + 1, N), ==, 0);
    mix_sound_free (&sound);
  }
}

static void
test_from (void)
{
  MixFixture *fixture = track_of ("noise:2:9000:1", "effect.add track=T kind=eq phase=linear");
  MixSound sound = mix_fixture_play (fixture, 1234, N, 333, 2);

  /* A flat filter: the first frame is the song's frame 1234, after a fresh start. */
  g_assert_cmpfloat_with_epsilon (sound.audio[0][0], mix_signal ("noise", 1, 0, 1234), 1e-4);
  g_assert_cmpfloat_with_epsilon (sound.audio[1][3000], mix_signal ("noise", 1, 1, 4234), 1e-4);
  mix_sound_free (&sound);
  mix_fixture_free (fixture);
}

/* What a broken source or an overflowing sum gives does not leave main. */
static void
test_containment (void)
{
  MixSound sound = play ("nan:2:9000:1000", "effect.add track=T kind=eq band2.on=on band2.gain=9\n"
                                            "track.add kind=audio name=U\n"
                                            "clip.import track=U file=dc:2:9000:0.5\n");
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < N; i++)
      g_assert_cmpfloat (sound.audio[c][i], ==, c ? 0.25f : 0.5f);
  mix_sound_free (&sound);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mix/strip/unity", test_unity);
  g_test_add_func ("/mix/strip/gains", test_gains);
  g_test_add_func ("/mix/strip/pan", test_pan);
  g_test_add_func ("/mix/strip/mono-among-stereo", test_mono_among_stereo);
  g_test_add_func ("/mix/strip/automation", test_automation);
  g_test_add_func ("/mix/strip/silent-segment", test_silent_segment);
  g_test_add_func ("/mix/strip/mute", test_mute);
  g_test_add_func ("/mix/strip/effect-automation", test_effect_automation);
  g_test_add_func ("/mix/strip/delay", test_delay);
  g_test_add_func ("/mix/strip/from", test_from);
  g_test_add_func ("/mix/strip/containment", test_containment);
  return g_test_run ();
}
