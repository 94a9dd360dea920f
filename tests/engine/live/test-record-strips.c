/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a track, a group or main gives, recorded to a track, is what it gave. */
#include <math.h>
#include <string.h>

#include "mix/inputs.h"
#include "studio.h"

#define FROM 3000
#define FRAMES 40000

/* Latency of every kind: a linear-phase equalizer in the group, a look-ahead on the track, a
 * limiter on main. The recording track has clips already, and plays into main. */
static const char song[] = "track.add kind=group name=G\n"
                           "track.add kind=audio name=A in=G\n"
                           "track.add kind=audio name=C\n"
                           "track.add kind=audio name=B\n"
                           "track.add kind=return name=Hall\n"
                           "clip.import track=A file='noise.wav' at=1000f name=n\n"
                           "clip.import track=C file='noise.wav' at=777f name=n\n"
                           "clip.import track=B file='noise.wav' at=0f name=n\n"
                           "track.set track=A gain=-3 pan=L20\n"
                           "track.set track=C gain=-7\n"
                           "effect.add track=C kind=compressor lookahead=5 threshold=-20\n"
                           "effect.add track=G kind=eq phase=linear band2.on=on band2.gain=4\n"
                           "effect.add track=Hall kind=reverb time=0.5 mix=100\n"
                           "send.add track=A to=Hall gain=-10\n"
                           "automation.add track=G target=gain at=100f value=0\n"
                           "automation.add track=G target=gain at=30000f value=-9\n"
                           "effect.add track=main master=on kind=limiter gain=6\n";

/* Both sides of a rendered file in the folder of the project. */
static float *
render_file (Studio *studio, const char *name)
{
  RenderSpec spec = render_fixture_spec (studio->project);
  g_autofree char *stems =
      g_build_filename (render_fixture_folder (studio->project), "stems", NULL);
  Frames frames;

  spec.from = FROM;
  spec.to = FROM + FRAMES;
  spec.tail = 0;
  spec.stems = stems;
  spec.stem = (RenderFile){ .format = ENCODE_WAV, .bits = ENCODE_32F };
  spec.stems_all = true;
  RenderReport report = render_fixture_render (&spec);
  render_report_clear (&report);
  float *samples = render_fixture_read (studio->project, name, &frames);
  g_assert_cmpint (frames, ==, FRAMES);
  return samples;
}

static void
assert_equal (const float *a, const float *b, Frames n)
{
  double most = 0, loudest = 0;

  for (Frames i = 0; i < 2 * n; i++) {
    most = MAX (most, fabs ((double) a[i] - (double) b[i]));
    loudest = MAX (loudest, fabs ((double) b[i]));
  }
  g_test_message ("difference %g of %g", most, loudest);
  g_assert_cmpfloat (loudest, >, 0.05);
  g_assert_cmpfloat (most, ==, 0);
}

/* Recorded to B and played back alone it is what the strip gave, from the first frame to the last:
 * without the ramps of start and stop, and without what B played before. */
static void
test_null (void)
{
  static const struct {
    const char *input, *file;
    uint32_t block;
  } cases[] = {
    { "track:C", "stems/C.wav", 256 }, { "track:A", "stems/G/A.wav", 64 },
    { "G", "stems/G.wav", 1024 },      { "track:Hall", "stems/Hall.wav", 256 },
    { "main", "mix.wav", 128 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    Studio studio = studio_new (song, cases[i].block, 1024);
    g_autofree char *arm =
        g_strdup_printf ("track.set track=B input=%s arm=on monitor=on", cases[i].input);
    studio_edit (&studio, arm);
    studio_record (&studio, FROM, FROM + FRAMES);
    const GPtrArray *takes = studio_finish (&studio);
    g_assert_cmpint (takes->len, ==, 1);
    const RecordedTake *take = takes->pdata[0];
    g_assert_cmpint (take->song_frame, ==, FROM);
    g_assert_cmpint (take->frames, ==, FRAMES);
    g_assert_cmpint (take->n_gaps, ==, 0);

    /* What it was while B was silent. */
    render_fixture_run (studio.project, "track.set track=B mute=on arm=off");
    g_autofree float *was = render_file (&studio, cases[i].file);
    g_autofree char *base = g_path_get_basename (take->path);
    g_autofree char *place =
        g_strdup_printf ("take.add track=B file='audio/%s' at=%df", base, FROM);
    render_fixture_run (studio.project, place);
    render_fixture_run (studio.project, "track.set track=B mute=off\n"
                                        "take.promote track=B lane=1\n");
    g_autofree float *is = render_file (&studio, "stems/B.wav");
    assert_equal (is, was, FRAMES);
    studio_free (&studio);
  }
}

/* Each pass of a loop is a take, exact over the seam; a punch range is kept to the frame. */
static void
test_loop_and_punch (void)
{
  Studio studio = studio_new (song, 256, 300);

  studio_edit (&studio, "track.set track=B input=C arm=on");
  live_record (studio.live, true);
  live_loop (studio.live, 10000, 25000);
  live_play (studio.live, 5000, PLAYER_FOREVER);
  studio_run (&studio, 60000);
  live_stop (studio.live);
  studio_run (&studio, 4096);
  live_loop (studio.live, 0, 0);
  studio_edit (&studio, "punch.set from=20001f to=30007f");
  studio_record (&studio, 15000, 40000);
  const GPtrArray *takes = studio_finish (&studio);
  g_assert_cmpint (takes->len, ==, 5);
  for (guint i = 0; i < 4; i++) {
    const RecordedTake *take = takes->pdata[i];
    g_assert_cmpint (take->song_frame, ==, i == 0 ? 5000 : 10000);
    if (i < 3)
      g_assert_cmpint (take->frames, ==, i == 0 ? 20000 : 15000);
  }
  const RecordedTake *punched = takes->pdata[4];
  g_assert_cmpint (punched->song_frame, ==, 20001);
  g_assert_cmpint (punched->frames, ==, 10006);
  studio_free (&studio);
}

/* Armed while the song plays: the bus comes with the graph, a latency later, and the take is what
 * was played. */
static void
test_armed_later (void)
{
  Studio studio = studio_new (song, 256, 300);
  Frames frames;

  studio_edit (&studio, "effect.remove track=G effect=eq\n"
                        "punch.set from=20000f to=30000f");
  live_record (studio.live, true);
  live_play (studio.live, FROM, 40000);
  studio_run (&studio, 8192);
  studio_edit (&studio, "track.set track=B input=C arm=on");
  studio_run (&studio, 50000);
  const GPtrArray *takes = studio_finish (&studio);
  g_assert_cmpint (takes->len, ==, 1);
  g_autofree float *left = studio_read_left (takes->pdata[0], &frames);
  g_autofree float *strip = render_file (&studio, "stems/C.wav");
  g_assert_cmpint (frames, ==, 10000);
  for (Frames i = 0; i < frames; i++)
    g_assert_cmpfloat (left[i], ==, strip[2 * (20000 - FROM + i)]);
  studio_free (&studio);
}

static bool
says (Studio *studio, const char *text)
{
  for (guint i = 0; i < live_notes (studio->live)->len; i++)
    if (strstr (live_notes (studio->live)->pdata[i], text))
      return true;
  return false;
}

/* What cannot be recorded is named, and nothing of it is. */
static void
test_refused (void)
{
  static const struct {
    const char *lines, *says;
  } cases[] = {
    { "track.set track=B in=G input=G arm=on", "'B' is not recorded: it plays into 'G'" },
    { "send.add track=B to=Hall\ntrack.set track=B input=Hall arm=on",
      "'B' is not recorded: it plays into 'Hall'" },
    { "track.set track=B input=C arm=on\ntrack.set track=C input=B arm=on",
      "'B' is not recorded: 'C' is itself armed to record a track" },
    { "track.set track=B input=Nobody arm=on", "its input 'Nobody' is neither" },
    { "track.set track=B input=B arm=on", "its input 'B' is neither" },
    { "track.add kind=vca name=V\ntrack.set track=B input=V arm=on",
      "'B' is not recorded: 'V' has no sound of its own" },
    { "track.add kind=instrument name=I\ntrack.set track=I input=C arm=on",
      "'I' is not recorded: it takes notes, and 'C' gives sound" },
    { "track.add kind=instrument name=I\ntrack.add kind=instrument name=J\n"
      "track.set track=I input=J arm=on\ntrack.set track=J input=I arm=on",
      "'I' is not recorded: it and 'J' take notes from each other" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    Studio studio = studio_new (song, 256, 300);
    studio_edit (&studio, cases[i].lines);
    if (!says (&studio, cases[i].says))
      g_error ("nobody says: %s", cases[i].says);
    studio_record (&studio, 0, 10000);
    g_assert_cmpint (studio_finish (&studio)->len, ==, 0);
    studio_free (&studio);
  }
}

static const Track *
find_track (const Project *project, const char *name)
{
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (strcmp (text_get (track->name), name) == 0)
      return track;
  }
  g_error ("no track %s", name);
}

/* Instruments take the notes of one another's inputs; a track stays the input under another name.
 */
static void
test_inputs (void)
{
  RenderFixture *fixture = render_fixture_new ();

  render_fixture_run (fixture, "track.add kind=instrument name=I\n"
                               "track.add kind=instrument name=J\n"
                               "track.add kind=audio name=A\n"
                               "track.set track=I input=midi:Keys\n"
                               "track.set track=J input=track:I\n"
                               "track.set track=A input=track:J\n"
                               "track.set track=J name=K");
  const Project *project = render_fixture_spec (fixture).project;
  const TrackInput notes = track_input (project, find_track (project, "K"));
  const TrackInput sound = track_input (project, find_track (project, "A"));
  g_assert_cmpint (notes.kind, ==, INPUT_MIDI);
  g_assert_cmpstr (notes.port, ==, "Keys");
  g_assert_cmpint (sound.kind, ==, INPUT_TRACK);
  g_assert_cmpuint (sound.track, ==, find_track (project, "K")->node.id);
  render_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/record-strips/null", test_null);
  g_test_add_func ("/live/record-strips/loop-and-punch", test_loop_and_punch);
  g_test_add_func ("/live/record-strips/armed-later", test_armed_later);
  g_test_add_func ("/live/record-strips/refused", test_refused);
  g_test_add_func ("/live/record-strips/inputs", test_inputs);
  return g_test_run ();
}
