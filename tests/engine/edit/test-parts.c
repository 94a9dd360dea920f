/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of things: of comps, of sliced clips, of other projects. */
#include "edit_fixture.h"

/* A part that is cut plays on as before; its halves can be lifted one by one. */
static void
test_comp_parts (void)
{
  static const char takes[] = "take.add track=Vox file=one.wav at=1.1.1 name=One\n"
                              "take.add track=Vox file=two.wav at=1.1.1 name=Two\n"
                              "comp.set track=Vox from=1s to=5s lane=One\n"
                              "comp.split track=Vox at=3s\n";
  Project *project = fixture_tune (takes);
  const Comp *comp = (const Comp *) list_get (fixture_track (project, "Vox")->comps, 0);
  g_assert_cmpint (list_n (comp->parts), ==, 2);
  project_unref (project);

  /* A take elsewhere leaves the cut alone, one over it heals it. */
  g_autofree char *beside = g_strconcat (takes, "comp.set track=Vox from=7s to=8s lane=One", NULL);
  project = fixture_tune (beside);
  comp = (const Comp *) list_get (fixture_track (project, "Vox")->comps, 0);
  g_assert_cmpint (list_n (comp->parts), ==, 3);
  project_unref (project);
  g_autofree char *over = g_strconcat (takes, "comp.set track=Vox from=2s to=4s lane=One", NULL);
  project = fixture_tune (over);
  comp = (const Comp *) list_get (fixture_track (project, "Vox")->comps, 0);
  g_assert_cmpint (list_n (comp->parts), ==, 1);
  project_unref (project);

  g_autofree char *lifted = g_strconcat (takes, "comp.set track=Vox from=3s to=4s gain=2", NULL);
  project = fixture_tune (lifted);
  comp = (const Comp *) list_get (fixture_track (project, "Vox")->comps, 0);
  g_assert_cmpint (list_n (comp->parts), ==, 3);
  g_assert_cmpfloat (((const Part *) list_get (comp->parts, 0))->gain_db, ==, 0);
  g_assert_cmpfloat (((const Part *) list_get (comp->parts, 1))->gain_db, ==, 2);
  g_assert_cmpfloat (((const Part *) list_get (comp->parts, 2))->gain_db, ==, 0);
  project_unref (project);
  g_autofree char *flat = g_strconcat (lifted, "\ncomp.flatten track=Vox", NULL);
  project = fixture_tune (flat);
  const Clip *clip = (const Clip *) list_get (fixture_track (project, "Vox")->clips, 2);
  g_assert_cmpfloat (clip->gain_db, ==, 2);
  /* One sound on both sides: its two fades sum to it. */
  g_assert_cmpint (clip->fade_in_shape, ==, FADE_LINEAR);
  project_unref (project);
}

/* Parts of a sliced clip keep what sounds in them, wherever they go. */
static void
test_slice (void)
{
  Project *project = fixture_tune ("clip.slice clip=A at=2s,4s");
  fixture_assert_lane (project, "Vox", "A 0-2;A 2-4;A 4-10;B 16-26;");
  project_unref (project);
  project = fixture_tune ("clip.slice clip=A at=2s,4s to=2.5s,4.25s");
  fixture_assert_lane (project, "Vox", "A 0-2;A 2.5-4.25;A 4.25-10.25;B 16-26;");
  const Clip *last = (const Clip *) list_get (fixture_track (project, "Vox")->clips, 2);
  g_assert_cmpint (last->offset, ==, 4 * 48000);
  project_unref (project);
}

static void
test_import_tracks (void)
{
  Project *project = fixture_tune ("track.add kind=return name=Room\n"
                                   "track.import project=other of=Band");
  const Track *drums = fixture_track (project, "Drums"), *band = fixture_track (project, "Band");
  g_assert_true (drums->group == band->node.id);
  g_assert_cmpint (list_n (drums->clips), ==, 2);
  g_assert_cmpint (list_n (drums->lanes), ==, 2);
  g_assert_cmpint (list_n (drums->effects), ==, 2);
  g_assert_cmpint (list_n (drums->sends), ==, 1);
  g_assert_true (((const Send *) list_get (drums->sends, 0))->to ==
                 fixture_track (project, "Room")->node.id);
  /* Its VCA and what its compressor listened to stay behind. */
  g_assert_true (!drums->vcas || drums->vcas->n == 0);
  g_assert_cmpint (((const Effect *) list_get (drums->effects, 1))->sidechain, ==, 0);
  const Clip *beat = (const Clip *) list_get (drums->clips, 0);
  g_assert_cmpstr (text_get (project_find_source (project, beat->source)->file), ==,
                   "there/drums.wav");
  project_unref (project);

  project = fixture_tune ("range.copy project=other from=0s to=4s of=Bass\n"
                          "range.paste from=12s tracks=Vox");
  fixture_assert_lane (project, "Vox", "A 0-10;Line 12-16;B 16-26;");
  project_unref (project);
}

/* Only the clips that are meant, where a track holds others besides. */
static void
test_copy_clips (void)
{
  Project *project = fixture_tune ("clip.split clip=A at=4s\n"
                                   "range.copy from=0s to=10s tracks=Vox clips=$8\n"
                                   "range.paste from=30s");
  fixture_assert_lane (project, "Vox", "A 0-4;A 4-10;B 16-26;A 34-40;");
  project_unref (project);
}

/* Steps are named by what was set. */
static void
assert_words (const char *line, const char *expected)
{
  IdSource ids;
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;
  Project *song = fixture_song (&ids);
  Project *next = commands_run (song, &line, 1, &ids, fixture_host (), NULL, NULL, &words, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (words, ==, expected);
  project_unref (next);
  project_unref (song);
}

static void
test_words (void)
{
  assert_words ("track.set track=Bass mute=on", "Mute Bass");
  assert_words ("track.set track=Bass mute=off", "Unmute Bass");
  assert_words ("track.set track=Bass gain=-3", "Change volume of Bass");
  assert_words ("track.set track=Bass name=Low", "Rename track to Low");
  assert_words ("track.set track=Bass gain=-3 pan=L10", "Change Bass");
  assert_words ("clip.set clip=Beat fade_in=10ms fade_out=10ms", "Fade Beat");
  assert_words ("clip.set clip=Beat reverse=on", "Reverse Beat");
  assert_words ("lane.set track=Drums lane=Two rating=3", "Rate Two");
  assert_words ("comp.set track=Drums from=2 to=3 lane=Two", "Comp Drums");
  assert_words ("section.set section=Verse name=Bridge", "Rename section to Bridge");
  assert_words ("track.import project=other of=Bass", "Import track Bass");
}

/* Of several places those in a crossfade are left out, where a cut would leave an overlap bare. */
static void
test_slice_beside_crossfade (void)
{
  Project *project = fixture_tune ("clip.move clip=B to=10s\nclip.crossfade clip=A length=100ms\n"
                                   "clip.slice clip=A at=4s,10s");
  fixture_assert_lane (project, "Vox", "A 0-4;A 4-10.05;B 9.95-20;");
  project_unref (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit/parts/comp", test_comp_parts);
  g_test_add_func ("/edit/parts/slice", test_slice);
  g_test_add_func ("/edit/parts/import-tracks", test_import_tracks);
  g_test_add_func ("/edit/parts/copy-clips", test_copy_clips);
  g_test_add_func ("/edit/parts/words", test_words);
  g_test_add_func ("/edit/parts/slice-beside-crossfade", test_slice_beside_crossfade);
  return g_test_run ();
}
