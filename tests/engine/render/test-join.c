/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips joined and bounced: the song sounds as it did, undone or not. */
#include <math.h>
#include <string.h>

#include "render_fixture.h"

static const Frames lengths[] = { 30000, 22050 };

static RenderFixture *
song (void)
{
  RenderFixture *fixture = render_fixture_new ();

  render_fixture_add_noise (fixture, "noise", 2, lengths[0], 0.25);
  render_fixture_add_noise (fixture, "mono", 1, lengths[1], 0.5);
  render_fixture_run (fixture, "project.set tempo=97\n"
                               "track.add kind=audio name=A\n"
                               "track.add kind=instrument name=Keys\n"
                               "effect.add track=Keys kind=synth\n"
                               "effect.add track=A kind=compressor threshold=-30 lookahead=3ms\n"
                               "track.set track=A pan=L20 gain=-3 phase=on delay=2ms\n"
                               "clip.import track=A file='noise.wav' name=N at=1.3.1\n"
                               "clip.import track=A file='mono.wav' name=M at=120001f\n"
                               "clip.import track=A file='noise.wav' name=R at=160000f\n"
                               "clip.import track=A file='mono.wav' name=Out at=200000f");
  return fixture;
}

/* Notes before, in and behind what is heard of clips; a loop, a gap and a controller. */
#define NOTES                                                                                      \
  "clip.add track=Keys name=K at=1.1.1 length=8b\n"                                                \
  "note.add clip=K at=1.1.1 length=2b pitch=60\n"                                                  \
  "note.add clip=K at=1.3.1 length=6b pitch=64\n"                                                  \
  "note.add clip=K at=2.3.1 length=1b pitch=67\n"                                                  \
  "notes.record track=Keys from=1.1.1 to=3.1.1 mode=overdub "                                      \
  "events=20000:e00050,59000:e00070,99000:e00010,170000:e00040\n"

static const Track *
track_of (RenderFixture *fixture, const char *name)
{
  const Project *project = render_fixture_spec (fixture).project;

  for (int i = 0; i < list_n (project->tracks); i++)
    if (strcmp (node_name (list_get (project->tracks, i)), name) == 0)
      return (const Track *) list_get (project->tracks, i);
  g_assert_not_reached ();
}

typedef struct {
  const char *name;
  const char *lines; /* before */
  const char *join;
  int n_clips, n_lanes; /* of the track behind it */
  const char *track; /* NULL: A */
} Case;

#define SPLIT "clip.split clip=R at=170000f\nclip.set clip=$1 name=R2\n"

static const Case cases[] = {
  { "two-sources", "track.set track=A name=A", "clip.join clips=N,M", 3, 1 },
  { "all", "track.set track=A name=A", "clip.join clips=Out,R,N,M", 1, 1 },
  { "mono-alone", "clip.duplicate clip=Out\nclip.set clip=$1 name=Out2", "clip.join clips=Out,Out2",
    4, 1 },
  { "gains", "clip.set clip=N gain=-7.3\nclip.set clip=M gain=2.1", "clip.join clips=N,M", 3, 1 },
  { "fades",
    "clip.set clip=N fade_in=5000f fade_out=7000f\nclip.set clip=M fade_in=900f fade_out=300f",
    "clip.join clips=N,M", 3, 1 },
  { "fades-too-long", "clip.set clip=N fade_in=20000f fade_out=27000f fade_shape=s",
    "clip.join clips=N,M", 3, 1 },
  { "changed",
    "clip.set clip=N reverse=on\nclip.set clip=M transpose=3\nclip.set clip=R stretch=0.8",
    "clip.join clips=N,M,R", 2, 1 },
  { "loop", "clip.set clip=M loop=on loop_length=3000f\nclip.trim clip=M end=150000f",
    "clip.join clips=M,R", 3, 1 },
  { "muted", "clip.set clip=M mute=on", "clip.join clips=N,M,R", 2, 1 },
  { "envelope",
    "automation.add track=A clip=N target=gain at=1.3.1 value=-20dB\n"
    "automation.add track=A clip=N target=gain at=1.4.1 value=3dB",
    "clip.join clips=N,M", 3, 1 },
  { "crossfade", SPLIT "clip.crossfade clip=R length=30ms", "clip.join clips=R,R2", 4, 1 },
  { "crossfade-outside", SPLIT "clip.crossfade clip=R length=30ms", "clip.join clips=R,M", 4, 1 },
  { "lossless", SPLIT, "clip.join clips=R,R2", 4, 0 },
  { "notes", NOTES "clip.split clip=K at=1.4.1\nclip.set clip=$5 name=L", "clip.join clips=K,L", 1,
    0, "Keys" },
  { "notes-split", NOTES, "clip.split clip=K at=1.3.1", 2, 0, "Keys" },
  { "notes-gap",
    NOTES "clip.trim clip=K start=1.1.3 end=1.4.1\nclip.duplicate clip=K to=3.2.1\n"
          "clip.set clip=$5 name=L",
    "clip.join clips=K,L", 1, 0, "Keys" },
  { "notes-loop",
    NOTES "clip.set clip=K loop=on loop_length=3b\nclip.add track=Keys name=L at=5.1.1 length=3b\n"
          "note.add clip=L at=5.2.1 length=1b pitch=55",
    "clip.join clips=K,L", 1, 0, "Keys" },
  { "notes-muted",
    NOTES "clip.set clip=K mute=on\nclip.add track=Keys name=L at=5.1.1 length=3b\n"
          "note.add clip=L at=5.2.1 length=1b pitch=55",
    "clip.join clips=L,K", 1, 0, "Keys" },
  { "bounce", "clip.set clip=R reverse=on gain=-3 fade_in=10ms", "clip.bounce clips=R", 4, 1 },
};

static void
test_null (gconstpointer data)
{
  const Case *one = data;
  RenderFixture *fixture = song ();

  render_fixture_run (fixture, one->lines);
  g_autoptr (GBytes) before = render_fixture_play (fixture);
  render_fixture_run (fixture, one->join);
  g_autoptr (GBytes) after = render_fixture_play (fixture);
  const double db = render_difference (before, after);
  if (!(db <= -144))
    g_error ("%s: %.1f dBFS", one->name, db);
  g_assert_cmpint (list_n (track_of (fixture, one->track ? one->track : "A")->clips), ==,
                   one->n_clips);
  g_assert_cmpint (list_n (track_of (fixture, one->track ? one->track : "A")->lanes), ==,
                   one->n_lanes);
  render_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/join/", cases[i].name, NULL);
    g_test_add_data_func (path, &cases[i], test_null);
  }
  return g_test_run ();
}
