/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Locked clips, and clips that are laid over the edges of others. */
#include <string.h>

#include "edit/lane.h"
#include "edit_fixture.h"

#define SECONDS(x) ((Units) ((x) * (double) UNITS_PER_SECOND))

/* What a line says when it fails on the fixture's tune with A locked, of 0 s to 10 s beside B. */
static char *
refusal (const char *line)
{
  IdSource ids;
  id_source_init (&ids, 77);
  Project *project = fixture_tune ("clip.set clip=A locked=on");
  char *text = fixture_failure (project, &ids, line);
  project_unref (project);
  return text;
}

static void
test_locked_refuses (void)
{
  static const struct {
    const char *line, *says;
  } cases[] = {
    { "clip.move clip=A to=2s", "would move" },
    { "clip.trim clip=A end=8s", "would be cut" },
    { "clip.split clip=A at=5s", "would be cut" },
    { "clip.slip clip=A by=1s", "would play something else" },
    { "clip.set clip=A reverse=on", "would play something else" },
    { "clip.remove clip=A", "would be removed" },
    { "clip.move clip=B to=9s", "would be cut" }, /* laid over it */
    { "range.insert from=0s to=1s", "would move" }, /* ripple */
    { "range.remove from=2s to=3s ripple=on", "would be cut" },
    { "range.remove from=2s to=3s tracks=Vox", "would be cut" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = refusal (cases[i].line);
    g_assert_nonnull (text);
    g_assert_nonnull (strstr (text, "'A' is locked"));
    g_assert_nonnull (strstr (text, cases[i].says));
  }
}

static void
test_locked_allows (void)
{
  static const char *const lines[] = {
    "clip.set clip=A gain=-3dB fade_in=10ms name=Lead mute=on",
    "clip.set clip=A locked=off\nclip.move clip=A to=2s",
    "clip.duplicate clip=A",
    "clip.move clip=B to=12s",
    "range.insert from=10s to=11s",
    "track.remove track=Vox",
    /* A recording is never lost: it goes over what is locked. */
    "take.add track=Vox file=one.wav at=1s name=One",
  };
  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autofree char *text = refusal (lines[i]);
    g_assert_cmpstr (text, ==, NULL);
  }
}

static const Clip *
clip_at (const Project *project, int index)
{
  return (const Clip *) list_get (fixture_track (project, "Vox")->clips, index);
}

/* Moved over a neighbor, both sound; without the argument the moved one covers it. */
static void
test_move (void)
{
  Project *project = fixture_tune ("clip.move clip=B to=9s crossfade=on");
  fixture_assert_lane (project, "Vox", "A 0-10;B 9-19;");
  g_assert_cmpint (clip_at (project, 0)->fade_out, ==, SECONDS (1));
  g_assert_cmpint (clip_at (project, 1)->fade_in, ==, SECONDS (1));
  g_assert_cmpint (clip_at (project, 1)->fade_in_shape, ==, FADE_EQUAL_POWER);
  project_unref (project);

  project = fixture_tune ("clip.move clip=B to=9s");
  fixture_assert_lane (project, "Vox", "A 0-9;B 9-19;");
  g_assert_cmpint (clip_at (project, 1)->fade_in, ==, 0);
  project_unref (project);

  /* Between two, with both of them; what lies between goes. */
  project = fixture_tune ("clip.move clip=B to=12s\n"
                          "clip.import track=Vox file=d.wav at=50s name=D\n"
                          "clip.trim clip=D end=51s\nclip.move clip=D to=10s\n"
                          "clip.import track=Vox file=c.wav at=30s name=C\n"
                          "clip.trim clip=C end=34s\nclip.move clip=C to=9s crossfade=on");
  fixture_assert_lane (project, "Vox", "A 0-10;C 9-13;B 12-22;");
  project_unref (project);

  /* One that it would contain is covered, and so are two that would overlap within it. */
  project = fixture_tune ("clip.trim clip=B end=18s\nclip.move clip=B to=3s crossfade=on");
  fixture_assert_lane (project, "Vox", "A 0-3;B 3-5;A 5-10;");
  project_unref (project);
}

static void
test_trim (void)
{
  Project *project = fixture_tune ("clip.move clip=B to=10s\nclip.trim clip=B end=15s\n"
                                   "clip.trim clip=B start=9.5s crossfade=on");
  fixture_assert_lane (project, "Vox", "A 0-10;B 9.5-15;");
  g_assert_cmpint (clip_at (project, 0)->fade_out, ==, SECONDS (0.5));
  project_unref (project);
}

static void
test_split (void)
{
  Project *project = fixture_tune ("clip.split clip=A at=4s fade=5ms");
  fixture_assert_lane (project, "Vox", "A 0-4;A 4-10;B 16-26;");
  g_assert_cmpint (clip_at (project, 0)->fade_out, ==, SECONDS (0.005));
  g_assert_cmpint (clip_at (project, 1)->fade_in, ==, SECONDS (0.005));
  project_unref (project);
}

/* The joint goes where it is told, and keeps its length. */
static void
test_slide (void)
{
  Project *project = fixture_tune ("clip.move clip=B to=10s\nclip.crossfade clip=A length=1s\n"
                                   "clip.crossfade clip=A length=1s at=8s shape=s");
  fixture_assert_lane (project, "Vox", "A 0-8.5;B 7.5-20;");
  g_assert_cmpint (clip_at (project, 0)->fade_out, ==, SECONDS (1));
  g_assert_cmpint (clip_at (project, 0)->fade_out_shape, ==, FADE_S);
  project_unref (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit/joints/locked-refuses", test_locked_refuses);
  g_test_add_func ("/edit/joints/locked-allows", test_locked_allows);
  g_test_add_func ("/edit/joints/move", test_move);
  g_test_add_func ("/edit/joints/trim", test_trim);
  g_test_add_func ("/edit/joints/split", test_split);
  g_test_add_func ("/edit/joints/slide", test_slide);
  return g_test_run ();
}
