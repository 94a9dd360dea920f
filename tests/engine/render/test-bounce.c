/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bounced tracks: a null of the song against what it was, for every tap and kind of track. */
#include <string.h>

#include "render_fixture.h"

/* Lead listens to Kick; Bus sums Drums; Hall what it is sent; Vca moves Lead and Synth. */
static RenderFixture *
song_new (void)
{
  RenderFixture *fixture = render_fixture_new ();

  render_fixture_add_noise (fixture, "lead", 1, 12000, 0.5);
  render_fixture_add_noise (fixture, "kick", 1, 4000, 0.9);
  render_fixture_add_noise (fixture, "drums", 2, 20000, 0.5);
  render_fixture_run (fixture,
                      "track.add kind=audio name=Lead\n"
                      "track.add kind=audio name=Kick\n"
                      "track.add kind=group name=Bus\n"
                      "track.add kind=audio name=Drums in=Bus\n"
                      "track.add kind=instrument name=Synth\n"
                      "track.add kind=return name=Hall\n"
                      "track.add kind=vca name=Vca\n"
                      "clip.import track=Lead file='lead.wav' name=L at=5000f\n"
                      "clip.import track=Kick file='kick.wav' name=K at=4000f\n"
                      "clip.import track=Drums file='drums.wav' name=D at=1000f\n"
                      "clip.add track=Synth name=N at=1.2.1 length=1b\n"
                      "note.add clip=N at=1.2.1 length=1b pitch=60\n"
                      "effect.add track=Synth kind=synth\n"
                      "effect.add track=Synth kind=saturator\n"
                      "effect.add track=Lead kind=compressor threshold=-40 lookahead=5ms\n"
                      "sidechain.set track=Lead effect=1 from=Kick\n"
                      "effect.add track=Drums kind=limiter gain=6\n"
                      "effect.add track=Bus kind=saturator\n"
                      "effect.add track=Hall kind=reverb time=0.2 mix=100\n"
                      "send.add track=Lead to=Hall gain=-6\n"
                      "send.add track=Synth to=Hall gain=-9 pan=L50\n"
                      "send.add track=Kick to=Hall gain=-12\n"
                      "automation.add track=Lead target=gain at=6000f value=-12\n"
                      "automation.add track=Lead target=gain at=16000f value=0\n"
                      "automation.add track=Lead target=compressor.threshold at=6000f value=-50\n"
                      "automation.add track=Lead target=compressor.threshold at=9000f value=-10\n"
                      "automation.add track=Lead target=Hall.gain at=6000f value=-20\n"
                      "automation.add track=Lead target=Hall.gain at=15000f value=0\n"
                      "track.set track=Synth vca=Vca width=50\n"
                      "track.set track=Lead vca=Vca\n"
                      "track.set track=Vca gain=-2\n"
                      "track.set track=Drums pan=L30 gain=-3\n"
                      "track.set track=Bus pan=R20 gain=2\n"
                      "track.set track=Lead phase=on delay=3ms pan=L40");
  return fixture;
}

static const char *const tracks[] = { "Lead", "Kick", "Drums", "Synth", "Bus", "Hall" };

static const Track *
find_track (RenderFixture *fixture, const char *name)
{
  const Project *project = render_fixture_spec (fixture).project;

  for (int i = 0; i < list_n (project->tracks); i++)
    if (strcmp (node_name (list_get (project->tracks, i)), name) == 0)
      return (const Track *) list_get (project->tracks, i);
  return NULL;
}

static void
assert_null (RenderFixture *fixture, GBytes *before, const char *line)
{
  g_autoptr (GBytes) after = render_fixture_play (fixture);
  const double db = render_difference (before, after);

  if (!(db <= -144))
    g_error ("%s: %.1f dBFS", line, db);
}

/* One after the other in one song, so that bounced tracks feed bounced tracks. */
static void
test_taps (void)
{
  static const char *const taps[] = { "source", "pre", "post" };

  for (size_t t = 0; t < G_N_ELEMENTS (taps); t++)
    for (int replace = 0; replace < 2; replace++) {
      RenderFixture *fixture = song_new ();
      g_autoptr (GBytes) before = render_fixture_play (fixture);
      for (size_t i = 0; i < G_N_ELEMENTS (tracks) - (replace ? 2 : 0); i++) {
        g_autofree char *line = g_strdup_printf ("track.bounce track=%s tap=%s mode=%s", tracks[i],
                                                 taps[t], replace ? "replace" : "new");
        /* Behind the fader, what listens before it would hear something else. */
        if (t == 2 && strcmp (tracks[i], "Kick") == 0)
          continue;
        render_fixture_run (fixture, line);
        assert_null (fixture, before, line);
      }
      render_fixture_free (fixture);
    }
}

static void
test_shape (void)
{
  RenderFixture *fixture = song_new ();

  render_fixture_run (fixture, "track.bounce track=Lead");
  const Track *lead = find_track (fixture, "Lead"), *fresh = find_track (fixture, "Lead (bounce)");
  g_assert_true (lead->mute);
  g_assert_cmpint (list_n (fresh->effects), ==, 0);
  g_assert_cmpint (list_n (fresh->sends), ==, 1);
  g_assert_cmpint (list_n (fresh->envelopes), ==, 2);
  /* Not from the song start on, where nothing sounds. */
  const Clip *clip = (const Clip *) list_get (fresh->clips, 0);
  g_assert_cmpint (clip->start.value, >, frames_to_units (3000, 48000));
  g_assert_cmpint (clip->start.value, <=, frames_to_units (5144, 48000));

  render_fixture_run (fixture, "track.bounce track=Kick name=Copy");
  const Effect *listener = (const Effect *) list_get (find_track (fixture, "Lead")->effects, 0);
  g_assert_cmpint ((gint64) listener->sidechain, ==,
                   (gint64) find_track (fixture, "Copy")->node.id);

  render_fixture_run (fixture, "track.bounce track=Synth mode=replace");
  const Track *synth = find_track (fixture, "Synth");
  g_assert_cmpint (synth->kind, ==, TRACK_AUDIO);
  g_assert_null (synth->instrument);
  g_assert_cmpint (list_n (synth->clips), ==, 1);
  g_assert_cmpint (list_n (synth->lanes), ==, 1);

  render_fixture_run (fixture, "track.bounce track=Bus name=Sum");
  const Project *project = render_fixture_spec (fixture).project;
  const int bus = list_find (project->tracks, find_track (fixture, "Bus")->node.id);
  g_assert_cmpint (list_find (project->tracks, find_track (fixture, "Sum")->node.id), ==, bus + 2);
  render_fixture_free (fixture);
}

/* A range is what the whole bounce holds there, effects as they were by then. */
static void
test_range (void)
{
  RenderFixture *fixture = song_new ();

  render_fixture_run (fixture, "track.bounce track=Lead name=Whole");
  render_fixture_run (fixture, "track.bounce track=Lead name=Part from=7001f to=9000f");
  g_assert_true (find_track (fixture, "Part") && find_track (fixture, "Whole"));
  const Clip *clip = (const Clip *) list_get (find_track (fixture, "Part")->clips, 0);
  g_assert_cmpint (clip->start.value, ==, frames_to_units (7001, 48000));
  g_assert_cmpint (clip->length.value, ==, frames_to_units (1999, 48000));
  render_fixture_run (fixture, "track.set track=Part mute=off solo=on");
  RenderSpec spec = render_fixture_spec (fixture);
  spec.from = 7001;
  spec.to = 9000;
  GBytes *heard[2];
  for (int i = 0; i < 2; i++) {
    RenderReport report = render_fixture_render (&spec);
    Frames frames;
    float *mix = render_fixture_read (fixture, "mix.wav", &frames);
    heard[i] = g_bytes_new_take (mix, sizeof (float) * 2 * (gsize) frames);
    render_report_clear (&report);
    render_fixture_run (fixture, "track.set track=Part solo=off\ntrack.set track=Whole solo=on");
    spec = render_fixture_spec (fixture);
    spec.from = 7001;
    spec.to = 9000;
  }
  g_assert_cmpfloat (render_difference (heard[0], heard[1]), <=, -144);
  g_bytes_unref (heard[0]);
  g_bytes_unref (heard[1]);
  render_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bounce/taps", test_taps);
  g_test_add_func ("/bounce/shape", test_shape);
  g_test_add_func ("/bounce/range", test_range);
  return g_test_run ();
}
