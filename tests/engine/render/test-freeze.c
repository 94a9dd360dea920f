/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frozen tracks: a null against the track as it is computed, and what makes a file stale. */
#include <glib/gstdio.h>
#include <string.h>

#include "mix/frozen.h"
#include "render_fixture.h"
#include "sanitized.h"

/* Lead listens to Kick and rings ahead of itself; Bus sums Drums, Hall what it is sent. */
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
                      "clip.import track=Lead file='lead.wav' name=L at=0s\n"
                      "clip.import track=Kick file='kick.wav' name=K at=4000f\n"
                      "clip.import track=Drums file='drums.wav' name=D at=1000f\n"
                      "clip.add track=Synth name=N at=1.2.1 length=1b\n"
                      "note.add clip=N at=1.2.1 length=1b pitch=60\n"
                      "effect.add track=Synth kind=synth\n"
                      "effect.add track=Lead kind=compressor threshold=-40 lookahead=5ms\n"
                      "sidechain.set track=Lead effect=1 from=Kick\n"
                      "effect.add track=Lead kind=eq phase=linear band1.on=on band1.gain=6\n"
                      "effect.add track=Drums kind=limiter gain=6\n"
                      "effect.add track=Bus kind=saturator\n"
                      "effect.add track=Hall kind=reverb time=0.4 mix=100\n"
                      "send.add track=Lead to=Hall gain=-6\n"
                      "send.add track=Kick to=Hall gain=-12 tap=pre\n"
                      "track.set track=Drums pan=L30 gain=-3\n"
                      "track.set track=Lead phase=on delay=3ms");
  return fixture;
}

/* The whole song as floats; `noted` is how many notes speak of frozen files. */
static GBytes *
play (RenderFixture *fixture, int *noted)
{
  const RenderSpec spec = render_fixture_spec (fixture);
  RenderReport report = render_fixture_render (&spec);
  Frames frames;
  float *mix = render_fixture_read (fixture, "mix.wav", &frames);

  if (noted)
    *noted = render_notes_with (&report, "frozen");
  render_report_clear (&report);
  return g_bytes_new_take (mix, sizeof (float) * 2 * (size_t) frames);
}

static void
assert_null (RenderFixture *fixture, GBytes *live, const char *what)
{
  int noted;
  g_autoptr (GBytes) frozen = play (fixture, &noted);

  if (!g_bytes_equal (live, frozen) || noted != 0)
    g_error ("%s: differs from what is computed, or was not played (%d)", what, noted);
}

static void
test_null (void)
{
  static const char *const tracks[] = { "Lead", "Kick", "Drums", "Bus", "Synth", "Hall" };
  RenderFixture *fixture = song_new ();
  g_autoptr (GBytes) live = play (fixture, NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (tracks); i++) {
    g_autofree char *line = g_strdup_printf ("track.freeze track=%s", tracks[i]);
    render_fixture_run (fixture, line);
    assert_null (fixture, live, tracks[i]);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (tracks); i++) {
    g_autofree char *line = g_strdup_printf ("track.unfreeze track=%s", tracks[i]);
    render_fixture_run (fixture, line);
  }
  assert_null (fixture, live, "unfrozen");
  render_fixture_free (fixture);
}

static FrozenState
state_of (RenderFixture *fixture, const char *name)
{
  const Project *project = render_fixture_spec (fixture).project;

  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (strcmp (text_get (track->name), name) == 0)
      return frozen_state (project, track, render_fixture_folder (fixture), NULL);
  }
  g_assert_not_reached ();
}

typedef struct {
  const char *line;
  bool lead, bus, hall; /* which are stale after it */
} Case;

static const Case cases[] = {
  /* Their own fader, and what only stands behind them. */
  { "track.set track=Bus gain=-7 pan=R20 mute=on name=Busse color=jade" },
  { "track.set track=Lead name=Solo note=loud" },
  { "automation.add track=Bus target=gain at=1.1.1 value=-3" },
  { "send.add track=Bus to=Hall gain=-9", .hall = true },
  { "track.set track=Lead gain=-1 width=50", .hall = true },
  { "marker.add at=1.2.1 name=Here" },
  { "effect.add track=main kind=limiter" },
  { "clip.set clip=D name=Other color=jade" },
  /* A fader behind the tap that is listened to, or sent. */
  { "track.set track=Kick gain=-3" },
  { "track.set track=Kick mute=on", .lead = true, .hall = true },
  /* Clips, inserts, what is listened to, tempo. */
  { "clip.set clip=D gain=-1", .bus = true },
  { "clip.move clip=D by=1ms", .bus = true },
  { "clip.remove clip=D", .bus = true },
  { "track.set track=Drums gain=-4", .bus = true },
  { "track.set track=Drums mute=on", .bus = true },
  { "effect.set track=Drums effect=1 gain=7", .bus = true },
  { "effect.set track=Bus effect=1 drive=12", .bus = true },
  { "effect.bypass track=Lead effect=2", .lead = true, .hall = true },
  { "automation.add track=Lead target=eq.band1.gain at=1.1.1 value=3", .lead = true, .hall = true },
  { "clip.set clip=K gain=-20", .lead = true, .hall = true },
  { "sidechain.set track=Lead effect=1 from=Drums", .lead = true, .hall = true },
  { "track.set track=Lead phase=off", .lead = true, .hall = true },
  { "track.set track=Lead delay=4ms", .lead = true, .hall = true },
  { "send.set track=Lead send=1 gain=-7", .hall = true },
  { "effect.set track=Hall effect=1 size=70", .hall = true },
  { "project.set tempo=90", .lead = true, .bus = true, .hall = true },
  { "project.set rate=44100", .lead = true, .bus = true, .hall = true },
  { "project.set seed=5", .lead = true, .bus = true, .hall = true },
};

/* What is stale is computed, so that every edit is heard as if nothing were frozen. */
static void
test_stale (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i += SANITIZED ? 5 : 1) {
    const Case *one = &cases[i];
    RenderFixture *fixture = song_new ();
    int noted;
    const bool renamed = strstr (one->line, "name=Busse") != NULL;
    const bool solo = strstr (one->line, "name=Solo") != NULL;

    render_fixture_run (fixture, "track.freeze track=Lead\n"
                                 "track.freeze track=Bus\n"
                                 "track.freeze track=Hall");
    render_fixture_run (fixture, one->line);
    g_test_message ("%s", one->line);
    const char *bus = renamed ? "Busse" : "Bus", *lead = solo ? "Solo" : "Lead";
    g_assert_cmpint (state_of (fixture, lead), ==, one->lead ? FROZEN_STALE : FROZEN_GOOD);
    g_assert_cmpint (state_of (fixture, bus), ==, one->bus ? FROZEN_STALE : FROZEN_GOOD);
    g_assert_cmpint (state_of (fixture, "Hall"), ==, one->hall ? FROZEN_STALE : FROZEN_GOOD);
    g_autoptr (GBytes) frozen = play (fixture, &noted);
    g_assert_cmpint (noted, ==, one->lead + one->bus + one->hall);
    g_autofree char *unfreeze = g_strdup_printf (
        "track.unfreeze track=%s\ntrack.unfreeze track=%s\ntrack.unfreeze track=Hall", lead, bus);
    render_fixture_run (fixture, unfreeze);
    g_autoptr (GBytes) live = play (fixture, NULL);
    g_assert_true (g_bytes_equal (frozen, live));
    render_fixture_free (fixture);
  }
}

/* A solo that takes away some of what a frozen track is made of, or none of it. */
static void
test_solo (void)
{
  static const char *const soloed[] = { "Drums", "Bus", "Lead", "Hall", "Synth" };

  for (size_t i = 0; i < G_N_ELEMENTS (soloed); i += SANITIZED ? 2 : 1) {
    RenderFixture *fixture = song_new ();
    g_autofree char *line = g_strdup_printf ("track.set track=%s solo=on", soloed[i]);
    render_fixture_run (fixture, line);
    g_autoptr (GBytes) live = play (fixture, NULL);
    render_fixture_run (fixture, "track.freeze track=Lead\n"
                                 "track.freeze track=Bus\n"
                                 "track.freeze track=Hall");
    assert_null (fixture, live, line);
    render_fixture_free (fixture);
  }
}

static void
test_file (void)
{
  RenderFixture *fixture = song_new ();
  g_autoptr (GBytes) live = play (fixture, NULL);
  int noted;

  render_fixture_run (fixture, "track.freeze track=Bus");
  const Project *project = render_fixture_spec (fixture).project;
  const Source *source =
      (const Source *) list_get (project->sources, list_n (project->sources) - 1);
  g_assert_cmpstr (text_get (source->made_by), ==, "freeze");
  g_assert_cmpint (source->rate, ==, 48000);
  g_assert_cmpint (source->channels, ==, 2);
  g_autofree char *path =
      g_build_filename (render_fixture_folder (fixture), text_get (source->file), NULL);
  SF_INFO info;
  g_autofree float *samples = fixture_read (path, &info);
  g_assert_nonnull (samples);
  g_assert_cmpint (info.format & SF_FORMAT_SUBMASK, ==, SF_FORMAT_FLOAT);
  g_assert_cmpint (info.frames, ==, source->frames);
  /* From the song start: the clip begins at frame 1000, and oversampling rings a little ahead. */
  for (int i = 0; i < 2 * 900; i++)
    g_assert_cmpfloat_with_epsilon (samples[i], 0, 1e-8);
  g_assert_cmpfloat (MAX (samples[2100], -samples[2100]), >, 1e-3);

  /* Gone: computed again, and said so. */
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (state_of (fixture, "Bus"), ==, FROZEN_MISSING);
  g_autoptr (GBytes) again = play (fixture, &noted);
  g_assert_cmpint (noted, ==, 1);
  g_assert_true (g_bytes_equal (live, again));
  /* Cut short: likewise. */
  render_fixture_run (fixture, "track.freeze track=Bus");
  g_assert_cmpint (truncate (path, 50000), ==, 0);
  g_autoptr (GBytes) whole = play (fixture, &noted);
  g_assert_cmpint (noted, ==, 1);
  g_assert_true (g_bytes_equal (live, whole));
  render_fixture_free (fixture);
}

/* An echo that never ends is cut, and a song that grows longer would hear it. */
static void
test_endless (void)
{
  RenderFixture *fixture = song_new ();

  render_fixture_run (fixture, "effect.add track=Kick kind=delay feedback=100 mix=50\n"
                               "track.freeze track=Kick");
  g_assert_cmpint (state_of (fixture, "Kick"), ==, FROZEN_GOOD);
  render_fixture_run (fixture, "clip.move clip=L by=100ms");
  g_assert_cmpint (state_of (fixture, "Kick"), ==, FROZEN_GOOD);
  render_fixture_run (fixture, "clip.move clip=L to=10s");
  g_assert_cmpint (state_of (fixture, "Kick"), ==, FROZEN_STALE);
  render_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/freeze/null", test_null);
  g_test_add_func ("/render/freeze/stale", test_stale);
  g_test_add_func ("/render/freeze/solo", test_solo);
  g_test_add_func ("/render/freeze/file", test_file);
  g_test_add_func ("/render/freeze/endless", test_endless);
  return g_test_run ();
}
