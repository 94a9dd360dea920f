/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sections, ranges, edit groups, takes and crossfades do to clips, to the tick and unit. */
#include <math.h>
#include <string.h>

#include "edit/lane.h"
#include "edit_fixture.h"

#define BAR (4 * TICKS_PER_QUARTER)
#define SECONDS(x) ((Units) ((x) * (double) UNITS_PER_SECOND))

static Track *
track_of (const Project *project, const char *name)
{
  for (int i = 0; i < list_n (project->tracks); i++)
    if (strcmp (node_name (list_get (project->tracks, i)), name) == 0)
      return (Track *) list_get (project->tracks, i);
  g_error ("no track %s", name);
}

static Project *
run (const char *script)
{
  IdSource ids;
  id_source_init (&ids, 5);
  Project *project = fixture_run (project_new (), &ids, script);
  fixture_assert_good (project);
  return project;
}

static const Section *
section_at (const Project *project, int index)
{
  return (const Section *) list_get (project->sections, index);
}

static double
gain_at (const Project *project, Ticks at)
{
  const Track *track = track_of (project, "Vox");
  const Run *points = ((const Envelope *) list_get (track->envelopes, 0))->points;
  int i = run_lower_bound (points, at + 1) - 1;
  const Point *a = run_point (points, MAX (i, 0));
  if (i < 0 || i + 1 == run_n (points) || a->shape == POINT_HOLD)
    return a->value;
  const Point *b = run_point (points, i + 1);
  return a->value + (b->value - a->value) * (double) (at - a->at) / (double) (b->at - a->at);
}

static void
test_swap (void)
{
  Project *project = fixture_tune ("section.swap section=One with=next");

  g_assert_cmpstr (text_get (section_at (project, 0)->name), ==, "Two");
  g_assert_cmpint (section_at (project, 1)->at, ==, 4 * BAR);
  /* A lasted from 0 to 10 s: 8 to 10 s of it come first, then its first 8 s. */
  fixture_assert_lane (project, "Vox", "A 0-2;A 8-16;B 16-26;");
  const Clip *first = (const Clip *) list_get (track_of (project, "Vox")->clips, 0);
  g_assert_cmpint (first->offset, ==, 8 * 48000);
  g_assert_cmpint (first->start.base, ==, TIME_MUSICAL);
  /* The ramp ran from 0 to -16 dB in 8 bars: -8 to -16 come first now. */
  g_assert_cmpfloat (fabs (gain_at (project, 0) + 8), <, 1e-9);
  g_assert_cmpfloat (fabs (gain_at (project, 2 * BAR) + 12), <, 1e-9);
  g_assert_cmpfloat (fabs (gain_at (project, 4 * BAR) - 0), <, 1e-9);
  g_assert_cmpfloat (fabs (gain_at (project, 6 * BAR) + 4), <, 1e-9);
  g_assert_cmpfloat (fabs (gain_at (project, 9 * BAR) + 16), <, 1e-9);
  /* There and back again joins to what it was, but for the cuts. */
  Project *back = fixture_tune ("section.swap section=One with=next\n"
                                "section.swap section=Two with=next\n");
  fixture_assert_lane (back, "Vox", "A 0-8;A 8-10;B 16-26;");
  g_assert_cmpfloat (fabs (gain_at (back, 3 * BAR) + 6), <, 1e-9);
  project_unref (back);
  project_unref (project);
}

static void
test_section_move (void)
{
  Project *project = fixture_tune ("section.move section=Three before=One");
  const Marker *mark = (const Marker *) list_get (project->markers, 0);

  fixture_assert_lane (project, "Vox", "B 0-8;A 8-18;B 24-26;");
  g_assert_cmpint (mark->at.value, ==, 0);
  g_assert_cmpstr (text_get (section_at (project, 0)->name), ==, "Three");
  g_assert_cmpint (section_at (project, 2)->at, ==, 8 * BAR);
  project_unref (project);

  project = fixture_tune ("section.duplicate section=Two count=2");
  fixture_assert_lane (project, "Vox", "A 0-10;A 16-18;A 24-26;B 32-42;");
  g_assert_cmpint (list_n (project->sections), ==, 5);
  g_assert_cmpint (section_at (project, 4)->at, ==, 16 * BAR);
  project_unref (project);

  project = fixture_tune ("section.remove section=Two content=on");
  fixture_assert_lane (project, "Vox", "A 0-8;B 8-18;");
  g_assert_cmpint (list_n (project->sections), ==, 2);
  project_unref (project);

  project = fixture_tune ("section.remove section=Two");
  fixture_assert_lane (project, "Vox", "A 0-10;B 16-26;");
  project_unref (project);
}

/* A section takes its tempo along: things in seconds stay with it. */
static void
test_section_tempo (void)
{
  Project *project = fixture_tune ("tempo.add at=5.1.1 bpm=60\n"
                                   "tempo.add at=9.1.1 bpm=120\n"
                                   "clip.set clip=B time_base=absolute\n"
                                   "section.move section=Two before=One");
  const Tempo *first = (const Tempo *) list_get (project->tempos, 0);
  const Tempo *second = (const Tempo *) list_get (project->tempos, 1);

  g_assert_cmpfloat (first->bpm, ==, 60);
  g_assert_cmpint (second->at, ==, 4 * BAR);
  g_assert_cmpfloat (second->bpm, ==, 120);
  g_assert_cmpint (list_n (project->tempos), ==, 2);
  /* The slow section lasts 16 s; B began 24 s into the song and does so still. */
  fixture_assert_lane (project, "Vox", "A 0-2;A 16-24;B 24-34;");
  project_unref (project);
}

static void
test_range (void)
{
  Project *project = fixture_tune ("range.remove from=2s to=4s ripple=on");
  const Marker *mark = (const Marker *) list_get (project->markers, 0);
  fixture_assert_lane (project, "Vox", "A 0-2;A 2-8;B 14-24;");
  g_assert_cmpint (mark->at.value, ==, 7 * BAR);
  project_unref (project);

  project = fixture_tune ("range.remove from=2s to=4s tracks=Vox");
  fixture_assert_lane (project, "Vox", "A 0-2;A 4-10;B 16-26;");
  project_unref (project);

  project = fixture_tune ("range.insert from=2s to=4s tracks=Vox");
  mark = (const Marker *) list_get (project->markers, 0);
  fixture_assert_lane (project, "Vox", "A 0-2;A 4-12;B 18-28;");
  g_assert_cmpint (mark->at.value, ==, 8 * BAR);
  project_unref (project);

  project = fixture_tune ("range.cut from=2s to=4s tracks=Vox\nrange.paste from=17s");
  fixture_assert_lane (project, "Vox", "A 0-2;A 4-10;B 16-17;A 17-19;B 19-26;");
  project_unref (project);

  project = fixture_tune ("range.copy from=1s to=2s tracks=Vox\n"
                          "range.paste from=11s to=13.5s ripple=on");
  fixture_assert_lane (project, "Vox", "A 0-10;A 11-12;A 12-13;A 13-13.5;B 18.5-28.5;");
  project_unref (project);
}

/* Less than a tick has no tick of its own: nothing of an envelope comes along, and no wild value.
 */
static void
test_range_below_a_tick (void)
{
  static const char script[] = "project.set tempo=20\ntrack.add name=Vox\n"
                               "automation.add track=Vox target=gain at=1.1.1 value=0\n"
                               "automation.add track=Vox target=gain at=2.1.1 value=-6\n";
  g_autofree char *paste = g_strconcat (
      script, "range.copy from=0f to=6f tracks=Vox\nrange.paste from=5.1.1 automation=on", NULL);
  Project *after = run (paste);
  const Track *track = track_of (after, "Vox");
  const Run *points = ((const Envelope *) list_get (track->envelopes, 0))->points;
  for (int i = 0; i < run_n (points); i++) {
    g_assert_cmpfloat (run_point (points, i)->value, >=, -6);
    g_assert_cmpfloat (run_point (points, i)->value, <=, 0);
  }
  project_unref (after);
}

static void
test_edit_group (void)
{
  static const char members[] = "track.add name=Left\ntrack.add name=Right\ntrack.add name=Other\n"
                                "clip.import track=Left file=l.wav at=1.1.1 name=L\n"
                                "clip.import track=Right file=r.wav at=1.1.1 name=R\n"
                                "clip.import track=Other file=o.wav at=1.1.1 name=O\n"
                                "edit_group.set name=Pair tracks=Left,Right\n";
  g_autofree char *cut = g_strconcat (members, "clip.split clip=L at=3.7s", NULL);
  Project *project = run (cut);
  fixture_assert_lane (project, "Left", "L 0-3.7;L 3.7-10;");
  g_autofree char *left = fixture_lane_text (project, "Right");
  g_assert_cmpstr (left, ==, "R 0-3.7;R 3.7-10;");
  fixture_assert_lane (project, "Other", "O 0-10;");
  /* Phase-locked: the same frame of both sources. */
  g_assert_cmpint (((Clip *) list_get (track_of (project, "Left")->clips, 1))->offset, ==,
                   ((Clip *) list_get (track_of (project, "Right")->clips, 1))->offset);
  project_unref (project);

  g_autofree char *trim = g_strconcat (members, "clip.trim clip=R start=1s end=9s", NULL);
  project = run (trim);
  fixture_assert_lane (project, "Left", "L 1-9;");
  fixture_assert_lane (project, "Right", "R 1-9;");
  fixture_assert_lane (project, "Other", "O 0-10;");
  project_unref (project);

  g_autofree char *range =
      g_strconcat (members, "range.remove from=2s to=3s tracks=Left ripple=on", NULL);
  project = run (range);
  fixture_assert_lane (project, "Right", "R 0-2;R 2-9;");
  fixture_assert_lane (project, "Other", "O 0-10;");
  project_unref (project);

  g_autofree char *off =
      g_strconcat (members, "edit_group.set name=Pair on=off\nclip.split clip=L at=3.7s", NULL);
  project = run (off);
  fixture_assert_lane (project, "Left", "L 0-3.7;L 3.7-10;");
  fixture_assert_lane (project, "Right", "R 0-10;");
  project_unref (project);
}

/* SEMANTICS: laid over, clips are trimmed, cut in two or covered; crossfades live until an edge of
 * theirs moves. */
static void
test_lay_over (void)
{
  Project *project = fixture_tune ("clip.import track=Vox file=c.wav at=4s name=C\n"
                                   "clip.trim clip=C end=6s");
  fixture_assert_lane (project, "Vox", "A 0-4;C 4-6;B 16-26;");
  project_unref (project);

  project = fixture_tune ("clip.move clip=B to=9.5s");
  fixture_assert_lane (project, "Vox", "A 0-9.5;B 9.5-19.5;");
  project_unref (project);

  project = fixture_tune ("clip.move clip=B to=10s\nclip.crossfade clip=A length=100ms\n"
                          "clip.set clip=A gain=-2dB");
  fixture_assert_lane (project, "Vox", "A 0-10.05;B 9.95-20;");
  const Clip *a = (const Clip *) list_get (track_of (project, "Vox")->clips, 0);
  const Clip *b = (const Clip *) list_get (track_of (project, "Vox")->clips, 1);
  g_assert_cmpint (ABS (a->fade_out - SECONDS (0.1)), <, EDGE_TOLERANCE);
  g_assert_cmpint (a->fade_out, ==, b->fade_in);
  g_assert_cmpint (a->fade_out_shape, ==, FADE_EQUAL_POWER);
  project_unref (project);

  /* Without its fade the overlap is none. */
  project = fixture_tune ("clip.move clip=B to=10s\nclip.crossfade clip=A length=100ms\n"
                          "clip.set clip=A fade_out=0s");
  fixture_assert_lane (project, "Vox", "A 0-9.95;B 9.95-20;");
  project_unref (project);

  /* Several move as one: none is laid over another that moves. */
  project = fixture_tune ("clip.split clip=A at=5s\nclip.move clip=1,$8 by=1s");
  fixture_assert_lane (project, "Vox", "A 1-6;A 6-11;B 16-26;");
  project_unref (project);
}

/* What is stretched with the tempo ends with the same sound when its own tempo is another. */
static void
test_source_tempo (void)
{
  Project *project = fixture_tune ("clip.set clip=A source_tempo=60");
  fixture_assert_lane (project, "Vox", "A 0-10;B 16-26;");
  project_unref (project);
  project = fixture_tune ("clip.set clip=A stretch=tempo source_tempo=60");
  fixture_assert_lane (project, "Vox", "A 0-5;B 16-26;");
  project_unref (project);
  project = fixture_tune ("clip.set clip=A stretch=tempo source_tempo=60\n"
                          "clip.set clip=A source_tempo=100");
  const Clip *a = (const Clip *) list_get (track_of (project, "Vox")->clips, 0);
  g_assert_cmpfloat (a->source_bpm, ==, 100);
  g_assert_cmpint (ABS (a->length.value - 20 * TICKS_PER_QUARTER * 10 / 12), <, 2);
  project_unref (project);
}

static void
test_move_bases (void)
{
  Project *project = fixture_tune ("clip.set clip=B time_base=absolute\n"
                                   "clip.move clip=B to=11.1.1\nclip.move clip=A to=0.5s");
  const Clip *a = (const Clip *) list_get (track_of (project, "Vox")->clips, 0);
  const Clip *b = (const Clip *) list_get (track_of (project, "Vox")->clips, 1);
  g_assert_cmpint (a->start.base, ==, TIME_MUSICAL);
  g_assert_cmpint (a->start.value, ==, TICKS_PER_QUARTER);
  g_assert_cmpint (b->start.base, ==, TIME_ABSOLUTE);
  g_assert_cmpint (b->start.value, ==, SECONDS (20));
  project_unref (project);

  /* With automation, the points under the clip come along. */
  project = fixture_tune ("clip.move clip=B by=2bar with_automation=on");
  g_assert_cmpfloat (gain_at (project, 10 * BAR), ==, -16);
  project_unref (project);
}

static void
test_comp (void)
{
  static const char takes[] = "take.add track=Vox file=one.wav at=1.1.1 name=One\n"
                              "take.add track=Vox file=two.wav at=1.1.1 name=Two\n"
                              "comp.set track=Vox from=1s to=5s lane=One\n"
                              "comp.set track=Vox from=3s to=4s lane=Two crossfade=20ms\n";
  Project *project = fixture_tune (takes);
  const Track *track = track_of (project, "Vox");
  const Comp *comp = (const Comp *) list_get (track->comps, 0);
  g_assert_true (track->active_comp == comp->node.id);
  g_assert_cmpint (list_n (comp->parts), ==, 3);
  const Part *middle = (const Part *) list_get (comp->parts, 1);
  g_assert_true (middle->lane == list_get (track->lanes, 1)->id);
  g_assert_cmpint (middle->crossfade, ==, SECONDS (0.02));
  g_assert_cmpint (((const Part *) list_get (comp->parts, 2))->crossfade, ==, SECONDS (0.02));
  fixture_assert_lane (project, "Vox", "A 0-10;B 16-26;");
  project_unref (project);

  /* Playing lane, One, Two, One, playing lane; 10 ms at the first joint, 20 ms at the others. */
  g_autofree char *flat = g_strconcat (takes, "comp.flatten track=Vox", NULL);
  project = fixture_tune (flat);
  track = track_of (project, "Vox");
  fixture_assert_lane (project, "Vox",
                       "A 0-1.005;one.wav 0.995-3.01;two.wav 2.99-4.01;one.wav 3.99-5.01;"
                       "A 4.99-10;B 16-26;");
  g_assert_true (track->active_comp == 0);
  g_assert_cmpint (((Clip *) list_get (track->clips, 1))->fade_out, ==, SECONDS (0.02));
  project_unref (project);

  g_autofree char *swipe = g_strconcat (takes, "comp.set track=Vox from=3s to=4s lane=One", NULL);
  project = fixture_tune (swipe);
  comp = (const Comp *) list_get (track_of (project, "Vox")->comps, 0);
  g_assert_cmpint (list_n (comp->parts), ==, 1);
  project_unref (project);
}

/* Tracks of another project come with what they hold and are sent to; groups bring their members.
 */
/* A part that ends in seconds and one that begins on a tick meet when the tempo changes. */
static void
test_comp_tempo (void)
{
  Project *project = fixture_tune ("take.add track=Vox file=one.wav at=1.1.1 name=One\n"
                                   "take.add track=Vox file=two.wav at=1.1.1 name=Two\n"
                                   "comp.set track=Vox from=1s to=3s lane=One\n"
                                   "comp.set track=Vox from=3.1.1 to=4.1.1 lane=Two\n"
                                   "comp.set track=Vox from=9.1.1 to=17s lane=One\n"
                                   "tempo.add at=1 bpm=240");
  const Comp *comp = (const Comp *) list_get (track_of (project, "Vox")->comps, 0);
  g_assert_cmpint (list_n (comp->parts), ==, 3);
  const Part *one = (const Part *) list_get (comp->parts, 0);
  g_assert_cmpint (one->to.value, ==, 2 * BAR); /* 2 seconds now */
  g_assert_cmpint (one->to.base, ==, TIME_MUSICAL);
  project_unref (project);
}

static void
test_notes (void)
{
  Project *project = run ("track.add kind=instrument name=Keys\n"
                          "clip.add track=Keys at=2.1.1 length=2bar name=Riff\n"
                          "note.add clip=Riff at=2.1.2.100 length=1b pitch=C4\n"
                          "note.add clip=Riff at=2.2.1.200 length=1b pitch=E4 velocity=50%\n"
                          "note.add clip=Riff at=2.3.3 length=1b pitch=G4\n"
                          "clip.duplicate clip=Riff linked=on\n"
                          "notes.quantize clip=1 grid=1/8 strength=50% swing=60\n"
                          "notes.transpose clip=2 by=-12 notes=1\n");
  const Track *keys = track_of (project, "Keys");
  const Clip *riff = (const Clip *) list_get (keys->clips, 0);
  const Clip *copy = (const Clip *) list_get (keys->clips, 1);
  /* Half of the way to a line of 1/8; of those in the middle of a beat swing makes later ones. */
  const Ticks first = TICKS_PER_QUARTER / 4 + 100, second = TICKS_PER_QUARTER + 200;
  g_assert_cmpint (run_note (riff->notes, 0)->at, ==,
                   first + (Ticks) rint ((double) (0 - first) * 0.5));
  g_assert_cmpint (run_note (riff->notes, 1)->at, ==, second - 100);
  g_assert_cmpint (run_note (riff->notes, 2)->at, ==,
                   5 * TICKS_PER_QUARTER / 2 + TICKS_PER_QUARTER / 2 / 5 / 2);
  g_assert_cmpfloat (run_note (riff->notes, 1)->velocity, ==, 0.5);
  /* Linked clips share their content. */
  g_assert_cmpint (run_note (riff->notes, 0)->pitch, ==, 48);
  g_assert_true (run_equal (riff->notes, copy->notes));
  g_assert_cmpint (copy->start.value, ==, 3 * BAR);
  project_unref (project);
}

/* A copy for another track covers what is there, and nothing beside its model. */
static void
test_duplicate_to_track (void)
{
  Project *project = run ("track.add kind=audio name=One\n"
                          "track.add kind=audio name=Two\n"
                          "clip.import track=One file=a.wav at=1.1.1 name=A\n"
                          "clip.import track=One file=b.wav at=20s name=B\n"
                          "clip.import track=Two file=c.wav at=20s name=C\n"
                          "clip.duplicate clip=A track=Two to=15s\n");
  const Track *one = track_of (project, "One"), *two = track_of (project, "Two");
  g_assert_cmpint (list_n (one->clips), ==, 2);
  g_assert_cmpint (list_n (two->clips), ==, 2);
  const Clip *copy = (const Clip *) list_get (two->clips, 0);
  const Clip *rest = (const Clip *) list_get (two->clips, 1);
  g_assert_cmpstr (text_get (copy->name), ==, "A");
  g_assert_cmpint (copy->start.value, ==, 30 * TICKS_PER_QUARTER);
  g_assert_cmpstr (text_get (rest->name), ==, "C");
  g_assert_cmpint (rest->start.value, ==, 25 * UNITS_PER_SECOND);
  project_unref (project);
}

static void
test_snapshot (void)
{
  Project *project = run ("track.add name=Vox\ntrack.add kind=return name=Room\n"
                          "effect.add track=Vox kind=eq\nsend.add track=Vox to=Room gain=-6\n"
                          "snapshot.add name=Before\n"
                          "track.set track=Vox gain=-9 pan=L50\neffect.remove track=Vox effect=1\n"
                          "effect.add track=Vox kind=gate\nsend.set track=Vox to=Room gain=-20\n"
                          "automation.add track=Vox target=gate.threshold at=1.1.1 value=-30\n"
                          "snapshot.recall snapshot=Before\n");
  const Track *vox = track_of (project, "Vox");
  g_assert_cmpfloat (vox->gain_db, ==, 0);
  g_assert_cmpfloat (vox->pan, ==, 0);
  g_assert_cmpint (list_n (vox->effects), ==, 1);
  g_assert_cmpstr (text_get (((Effect *) list_get (vox->effects, 0))->kind), ==, "eq");
  g_assert_cmpfloat (((Send *) list_get (vox->sends, 0))->gain_db, ==, -6);
  g_assert_cmpint (list_n (vox->envelopes), ==, 0);
  project_unref (project);
}

static void
test_thin (void)
{
  GString *script = g_string_new ("track.add name=Vox\n");
  for (int i = 0; i <= 64; i++)
    g_string_append_printf (script, "automation.add track=Vox target=gain at=%d.1.1 value=%.3f\n",
                            i + 1, i <= 32 ? -i * 0.25 : -8 + (i & 1) * 0.05);
  g_string_append (script, "automation.thin track=Vox target=gain");
  Project *project = run (script->str);
  const Run *points = ((Envelope *) list_get (track_of (project, "Vox")->envelopes, 0))->points;
  /* A line and what is within 0.1 dB of another: two ends and a corner. */
  g_assert_cmpint (run_n (points), ==, 3);
  g_assert_cmpint (run_point (points, 1)->at, ==, 32 * BAR);
  for (int i = 0; i <= 64; i++) {
    const double was = i <= 32 ? -i * 0.25 : -8 + (i & 1) * 0.05;
    g_assert_cmpfloat (fabs (gain_at (project, i * BAR) - was), <=, 0.1 + 1e-9);
  }
  project_unref (project);
  g_string_free (script, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit/arrange/swap", test_swap);
  g_test_add_func ("/edit/arrange/section-move", test_section_move);
  g_test_add_func ("/edit/arrange/section-tempo", test_section_tempo);
  g_test_add_func ("/edit/arrange/range", test_range);
  g_test_add_func ("/edit/arrange/edit-group", test_edit_group);
  g_test_add_func ("/edit/arrange/lay-over", test_lay_over);
  g_test_add_func ("/edit/arrange/source-tempo", test_source_tempo);
  g_test_add_func ("/edit/arrange/move-bases", test_move_bases);
  g_test_add_func ("/edit/arrange/comp", test_comp);
  g_test_add_func ("/edit/arrange/comp-tempo", test_comp_tempo);
  g_test_add_func ("/edit/arrange/notes", test_notes);
  g_test_add_func ("/edit/arrange/duplicate-to-track", test_duplicate_to_track);
  g_test_add_func ("/edit/arrange/range-below-a-tick", test_range_below_a_tick);
  g_test_add_func ("/edit/arrange/snapshot", test_snapshot);
  g_test_add_func ("/edit/arrange/thin", test_thin);
  return g_test_run ();
}
