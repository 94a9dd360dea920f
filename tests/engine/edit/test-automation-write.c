/* SPDX-License-Identifier: GPL-3.0-or-later */
/* automation.write: what it puts into a curve, what it leaves alone, what it leaves out. */
#include <math.h>
#include <string.h>

#include "edit/points.h"
#include "edit_fixture.h"

#define RATE 48000

static Project *
run (const char *script)
{
  g_autofree char *whole = g_strconcat ("track.add name=Vox\n"
                                        "effect.add track=Vox kind=eq\n",
                                        script, NULL);
  IdSource ids;
  id_source_init (&ids, 5);
  Project *project = fixture_run (project_new (), &ids, whole);
  fixture_assert_good (project);
  return project;
}

static const Run *
points_of (const Project *project, const char *param)
{
  const Track *track = (const Track *) list_get (project->tracks, 0);

  for (int i = 0; i < list_n (track->envelopes); i++) {
    const Envelope *envelope = (const Envelope *) list_get (track->envelopes, i);
    if (strcmp (text_get (envelope->param), param) == 0)
      return envelope->points;
  }
  g_error ("no envelope of %s", param);
}

/* At 120 bpm. */
static double
value_at (const Project *project, const char *param, double seconds)
{
  const PointScale scale = point_scale (NULL, param);
  return points_value (points_of (project, param), (int64_t) (seconds * 2 * TICKS_PER_QUARTER),
                       &scale);
}

static const char curve[] = "automation.add track=Vox target=gain at=0s value=0\n"
                            "automation.add track=Vox target=gain at=2s value=-6 shape=hold\n"
                            "automation.add track=Vox target=gain at=4s value=-20 shape=curve "
                            "tension=0.5\n"
                            "automation.add track=Vox target=gain at=8s value=-2\n"
                            "automation.add track=Vox target=gain at=10s value=-12\n";

/* Whatever the stretch is cut out of - a line, a step, a bent segment, the ends -, a millisecond
 * before it and behind it all is as it was, and in it is what was written. */
static void
test_outside (void)
{
  static const double stretches[][2] = { { 0, 1 },   { 0.5, 1.5 }, { 1.5, 2.5 }, { 2, 4 },
                                         { 2.5, 3 }, { 3.5, 6 },   { 5, 7 },     { 6, 9 },
                                         { 9, 12 },  { 11, 12 },   { 4, 8 } };
  Project *before = run (curve);

  for (size_t i = 0; i < G_N_ELEMENTS (stretches); i++) {
    const double from = stretches[i][0], to = stretches[i][1];
    g_autofree char *line = g_strdup_printf (
        "%sautomation.write track=Vox target=gain from=%gs to=%gs points=%d:-30,%d:-40,%d:-30\n",
        curve, from, to, (int) (from * RATE), (int) ((from + to) / 2 * RATE), (int) (to * RATE));
    Project *after = run (line);
    g_test_message ("%g to %g", from, to);
    for (double at = 0; at < 13; at += 0.01) {
      if (at > from - 0.0015 && at < to + 0.0015)
        continue;
      /* The right part of a bent segment is lines now. */
      g_assert_cmpfloat_with_epsilon (value_at (after, "gain", at), value_at (before, "gain", at),
                                      0.15);
    }
    for (double at = from; at <= to; at += 0.01)
      g_assert_cmpfloat_with_epsilon (value_at (after, "gain", at),
                                      -30 - 10 * (1 - fabs (2 * (at - from) / (to - from) - 1)),
                                      0.1001);
    project_unref (after);
  }
  project_unref (before);
}

/* Without points the fader's value stood everywhere, and still stands outside. */
static void
test_first (void)
{
  Project *project =
      run ("track.set track=Vox gain=-5\n"
           "automation.write track=Vox target=gain from=1s to=2s points=48000:-10\n");

  g_assert_cmpint (run_n (points_of (project, "gain")), ==, 4);
  g_assert_cmpfloat_with_epsilon (value_at (project, "gain", 0), -5, 1e-9);
  g_assert_cmpfloat_with_epsilon (value_at (project, "gain", 0.998), -5, 1e-9);
  g_assert_cmpfloat_with_epsilon (value_at (project, "gain", 1), -10, 1e-9);
  g_assert_cmpfloat_with_epsilon (value_at (project, "gain", 2), -10, 1e-9);
  g_assert_cmpfloat_with_epsilon (value_at (project, "gain", 2.002), -5, 1e-9);
  g_assert_cmpfloat_with_epsilon (value_at (project, "gain", 99), -5, 1e-9);
  project_unref (project);
}

/* A straight move of 2,000 points is two; noise within the tolerance goes, steps above it stay. */
static void
test_thinned (void)
{
  g_autoptr (GString) script = g_string_new ("automation.write track=Vox target=gain from=1s "
                                             "to=3s points=");
  for (int i = 0; i <= 2000; i++)
    g_string_append_printf (script, "%s%d:%.4f", i ? "," : "", RATE + i * 48,
                            -12.0 * i / 2000 + (i & 1 ? 0.09 : 0));
  Project *project = run (script->str);
  /* The fader's 0 dB before, the two ends, 0 dB behind. */
  g_assert_cmpint (run_n (points_of (project, "gain")), <=, 4);
  for (int i = 0; i <= 2000; i += 100)
    g_assert_cmpfloat_with_epsilon (value_at (project, "gain", 1 + i / 1000.0), -12.0 * i / 2000,
                                    0.1001);
  project_unref (project);
  g_string_append (script, " tolerance=0.01");
  project = run (script->str);
  g_assert_cmpint (run_n (points_of (project, "gain")), >, 1990);
  project_unref (project);
}

/* A sawtooth of 60,000 points, the worst for the thinning: it neither takes seconds nor the stack.
 */
static void
test_long (void)
{
  g_autoptr (GString) script = g_string_new ("automation.write track=Vox target=gain from=0s "
                                             "to=120s points=");
  for (int i = 0; i < 60000; i++)
    g_string_append_printf (script, "%s%d:%d", i ? "," : "", i * 96, i & 1 ? -6 : 0);
  Project *project = run (script->str);
  g_assert_cmpint (run_n (points_of (project, "gain")), >=, 60000);
  project_unref (project);
}

/* On top of lines, steps, bends and silence; never above the range. */
static void
test_trim (void)
{
  static const double places[] = { 0.6, 1.5, 1.99, 2.01, 3, 3.99, 4.01, 5, 6, 7, 7.9 };
  Project *before = run (curve);
  g_autofree char *line =
      g_strconcat (curve,
                   "automation.write track=Vox target=gain from=0.5s to=8s mode=trim "
                   "points=24000:0,48000:4,192000:-2,384000:0\n",
                   NULL);
  Project *after = run (line);

  for (size_t i = 0; i < G_N_ELEMENTS (places); i++) {
    const double at = places[i];
    const double offset = at < 1   ? 8 * (at - 0.5)
                          : at < 4 ? 4 - 6 * (at - 1) / 3
                                   : -2 + 2 * (at - 4) / 4;
    g_assert_cmpfloat_with_epsilon (value_at (after, "gain", at),
                                    value_at (before, "gain", at) + offset, 0.15);
  }
  g_assert_cmpfloat_with_epsilon (value_at (after, "gain", 9), value_at (before, "gain", 9), 1e-9);
  project_unref (after);
  project_unref (before);
}

/* Octaves of a frequency, and the range is the end of it. */
static void
test_trim_frequency (void)
{
  Project *project = run ("automation.add track=Vox target=eq.band1.freq at=0s value=100Hz\n"
                          "automation.write track=Vox target=eq.band1.freq from=1s to=2s "
                          "mode=trim points=48000:1,96000:1\n"
                          "automation.add track=Vox target=pan at=0s value=R80\n"
                          "automation.write track=Vox target=pan from=1s to=2s mode=trim "
                          "points=48000:0.1,72000:0.7\n");
  const Run *points = points_of (project, "band1.freq");
  const PointScale scale = { .log = true };

  g_assert_cmpfloat_with_epsilon (points_value (points, 3 * TICKS_PER_QUARTER, &scale), 200, 0.1);
  g_assert_cmpfloat_with_epsilon (points_value (points, 5 * TICKS_PER_QUARTER, &scale), 100, 0.1);
  g_assert_cmpfloat_with_epsilon (value_at (project, "pan", 1), 0.9, 0.006);
  g_assert_cmpfloat_with_epsilon (value_at (project, "pan", 1.9), 1, 0.006);
  g_assert_cmpfloat_with_epsilon (value_at (project, "pan", 3), 0.8, 0.006);
  project_unref (project);
}

static void
test_steps (void)
{
  Project *project = run ("automation.write track=Vox target=mute from=1s to=3s "
                          "points=48000:on,96000:off,120000:on\n");
  static const double muted[][2] = { { 0.9, 0 }, { 1, 1 }, { 1.9, 1 }, { 2.1, 0 },
                                     { 2.6, 1 }, { 3, 1 }, { 3.1, 0 } };

  for (size_t i = 0; i < G_N_ELEMENTS (muted); i++)
    g_assert_cmpfloat_with_epsilon (value_at (project, "mute", muted[i][0]), muted[i][1], 1e-9);
  project_unref (project);
}

static void
test_refuses (void)
{
  static const char *const cases[][2] = {
    { "target=gain from=2s to=1s points=48000:0", "to= must lie behind" },
    { "target=gain from=1s to=2s points=", "" },
    { "target=gain from=1s to=2s points=-4:0", "is no point" },
    { "target=gain from=1s to=2s points=50000", "is no point" },
    { "target=gain from=1s to=2s points=60000:0,50000:0", "lies before" },
    { "target=gain from=1s to=2s points=60000:99", "out of range" },
    { "target=gain from=1s to=2s points=60000:-inf mode=trim", "is no offset" },
    { "target=mute from=1s to=2s points=60000:1 mode=trim", "nothing to trim" },
    { "target=gain from=1s to=2s points=1:0", "outside of from= and to=" },
    { "target=pan from=1s to=2s points=60000:0", "is off" },
  };
  IdSource ids;

  id_source_init (&ids, 9);
  Project *project = run ("automation.add track=Vox target=pan at=0s value=C\n"
                          "automation.set track=Vox target=pan on=off\n");

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *line = g_strconcat ("automation.write track=Vox ", cases[i][0], NULL);
    g_autofree char *sentence = fixture_failure (project, &ids, line);
    g_assert_nonnull (sentence);
    g_assert_nonnull (strstr (sentence, cases[i][1]));
  }
  project_unref (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit/automation-write/outside", test_outside);
  g_test_add_func ("/edit/automation-write/first", test_first);
  g_test_add_func ("/edit/automation-write/thinned", test_thinned);
  g_test_add_func ("/edit/automation-write/long", test_long);
  g_test_add_func ("/edit/automation-write/trim", test_trim);
  g_test_add_func ("/edit/automation-write/trim-frequency", test_trim_frequency);
  g_test_add_func ("/edit/automation-write/steps", test_steps);
  g_test_add_func ("/edit/automation-write/refuses", test_refuses);
  return g_test_run ();
}
