/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows a selection shows, what several have in common, and the lines that values run. */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "inspector_fixture.h"
#include "ui/inspector/media.h"

static void
test_which_rows (Fixture *song, gconstpointer data)
{
  lq_desk_select_clip (song->desk, song->a, false);
  g_assert_true (fixture_has (song, INSPECT_CLIP, "clip.gain"));
  g_assert_true (fixture_has (song, INSPECT_CLIP, "clip.ratio"));
  g_assert_true (fixture_has (song, INSPECT_CLIP, "track.send"));
  g_assert_true (fixture_has (song, INSPECT_CLIP, "track.device"));
  g_assert_false (fixture_has (song, INSPECT_CLIP, "clip.locate"));
  g_assert_false (fixture_has (song, INSPECT_CLIP, "clip.take"));
  g_assert_false (fixture_has (song, INSPECT_NOTES, "notes.velocity"));
  lq_desk_select_clip (song->desk, song->keys, false);
  g_assert_false (fixture_has (song, INSPECT_CLIP, "clip.gain"));
  g_assert_true (fixture_has (song, INSPECT_CLIP, "clip.length"));
  lq_desk_select_clip (song->desk, song->a, true);
  g_assert_false (fixture_has (song, INSPECT_CLIP, "clip.gain"));
  lq_desk_select_none (song->desk);
  lq_desk_set_cursor (song->desk, (Position){ 0, TIME_MUSICAL }, 4, false);
  g_autoptr (InspectPage) page = inspect_page_new (song->desk, INSPECT_CLIP, &song->notes);
  g_assert_nonnull (page->empty);
  g_assert_cmpint (page->rows->len, ==, 0);
  /* A VCA has a level, but neither pan nor output. */
  g_assert_true (fixture_has (song, INSPECT_TRACK, "track.gain"));
  g_assert_false (fixture_has (song, INSPECT_TRACK, "track.pan"));
  g_assert_false (fixture_has (song, INSPECT_TRACK, "track.output"));
}

static void
test_several_clips (Fixture *song, gconstpointer data)
{
  lq_desk_select_clip (song->desk, song->a, false);
  lq_desk_select_clip (song->desk, song->b, true);
  fixture_assert_shows (song, INSPECT_CLIP, "clip.gain", "0.0");
  fixture_assert_shows (song, INSPECT_CLIP, "clip.start", NULL);
  fixture_enter (song, INSPECT_CLIP, "clip.gain", "-3");
  g_assert_cmpfloat (fixture_clip (song, song->a)->gain_db, ==, -3);
  g_assert_cmpfloat (fixture_clip (song, song->b)->gain_db, ==, -3);
  /* One undo step for both. */
  g_assert_true (document_undo (lq_desk_document (song->desk)));
  g_assert_cmpfloat (fixture_clip (song, song->a)->gain_db, ==, 0);
  g_assert_cmpfloat (fixture_clip (song, song->b)->gain_db, ==, 0);

  g_assert_true (
      lq_desk_run (song->desk, NULL, "clip.set clip=%s gain=-6", lq_desk_id (song->desk, song->b)));
  fixture_assert_shows (song, INSPECT_CLIP, "clip.gain", NULL);
  fixture_enter (song, INSPECT_CLIP, "clip.gain", "+1.5");
  g_assert_cmpfloat (fixture_clip (song, song->a)->gain_db, ==, 1.5);
  g_assert_cmpfloat (fixture_clip (song, song->b)->gain_db, ==, -4.5);
  fixture_enter (song, INSPECT_CLIP, "clip.start", "5");
  fixture_assert_shows (song, INSPECT_CLIP, "clip.start", "5.1.1.000");
  g_autofree char *nothing = fixture_type (song, INSPECT_CLIP, "clip.start", "5");
  g_assert_cmpstr (nothing, ==, "");
}

/* Two of one lane keep their distance: setting both to one place would lay one over the other. */
static void
test_starts_in_one_lane (Fixture *song, gconstpointer data)
{
  const char *id = lq_desk_id (song->desk, song->a);
  g_assert_true (lq_desk_run (song->desk, NULL, "clip.split clip=%s at=2.2.1", id));
  const Track *vox = fixture_track (song, "Vox");
  g_assert_cmpint (list_n (vox->clips), ==, 2);
  const Id second = list_get (vox->clips, 1)->id;
  lq_desk_select_clip (song->desk, song->a, false);
  lq_desk_select_clip (song->desk, second, true);
  fixture_enter (song, INSPECT_CLIP, "clip.start", "9");
  g_assert_cmpint (list_n (fixture_track (song, "Vox")->clips), ==, 2);
  const Clip *a = fixture_clip (song, song->a), *b = fixture_clip (song, second);
  const TempoMap *map = lq_desk_map (song->desk);
  g_assert_cmpint (tempo_map_position_units (map, b->start) -
                       tempo_map_position_units (map, a->start),
                   ==, UNITS_PER_SECOND / 2);
}

static void
test_one_clip (Fixture *song, gconstpointer data)
{
  lq_desk_select_clip (song->desk, song->a, false);
  fixture_enter (song, INSPECT_CLIP, "clip.name", "Lead 'one'");
  g_assert_cmpstr (text_get (fixture_clip (song, song->a)->name), ==, "Lead 'one'");
  fixture_enter (song, INSPECT_CLIP, "clip.fade-in", "12");
  g_assert_cmpint (fixture_clip (song, song->a)->fade_in, ==, UNITS_PER_SECOND * 12 / 1000);
  fixture_enter (song, INSPECT_CLIP, "clip.shape-in", "s");
  g_assert_cmpint (fixture_clip (song, song->a)->fade_in_shape, ==, FADE_S);
  fixture_enter (song, INSPECT_CLIP, "clip.transpose", "-2");
  fixture_enter (song, INSPECT_CLIP, "clip.fine", "+4");
  g_assert_cmpfloat (fixture_clip (song, song->a)->transpose, ==, -1.96);
  fixture_assert_shows (song, INSPECT_CLIP, "clip.transpose", "−2");
  fixture_assert_shows (song, INSPECT_CLIP, "clip.fine", "4");
  fixture_enter (song, INSPECT_CLIP, "clip.offset", "0.25");
  g_assert_cmpint (fixture_clip (song, song->a)->offset, ==, 12000);
  fixture_assert_shows (song, INSPECT_CLIP, "clip.offset", "0:00.250");
  fixture_enter (song, INSPECT_CLIP, "clip.length", "1b");
  fixture_assert_shows (song, INSPECT_CLIP, "clip.length", "0.1.0.000");
  fixture_enter (song, INSPECT_CLIP, "clip.reverse", "on");
  g_assert_true (fixture_clip (song, song->a)->reverse);
  fixture_enter (song, INSPECT_CLIP, "clip.color", "moss");
  g_assert_cmpstr (text_get (fixture_clip (song, song->a)->color), ==, "moss");
}

static void
test_stretch (Fixture *song, gconstpointer data)
{
  lq_desk_select_clip (song->desk, song->a, false);
  g_assert_false (fixture_has (song, INSPECT_CLIP, "clip.song-tempo"));
  fixture_enter (song, INSPECT_CLIP, "clip.tempo", "60");
  g_assert_cmpfloat (fixture_clip (song, song->a)->source_bpm, ==, 60);
  fixture_assert_shows (song, INSPECT_CLIP, "clip.length", "0.2.0.000");
  /* At twice its tempo it lasts half as long. */
  fixture_enter (song, INSPECT_CLIP, "clip.stretch", "tempo");
  fixture_assert_shows (song, INSPECT_CLIP, "clip.length", "0.1.0.000");
  g_assert_false (fixture_has (song, INSPECT_CLIP, "clip.ratio"));
  fixture_enter (song, INSPECT_CLIP, "clip.tempo", "120");
  fixture_assert_shows (song, INSPECT_CLIP, "clip.length", "0.2.0.000");
  fixture_enter (song, INSPECT_CLIP, "clip.tempo", "*0.5");
  fixture_enter (song, INSPECT_CLIP, "clip.song-tempo", "");
  g_assert_cmpfloat (tempo_map_bpm (lq_desk_map (song->desk), 0), ==, 60);
  fixture_enter (song, INSPECT_CLIP, "clip.stretch", "ratio");
  fixture_assert_shows (song, INSPECT_CLIP, "clip.ratio", "1.000");
}

static void
test_tracks (Fixture *song, gconstpointer data)
{
  lq_desk_select_track (song->desk, fixture_track (song, "Vox")->node.id, false);
  fixture_enter (song, INSPECT_TRACK, "track.pan", "L30");
  g_assert_cmpfloat (fixture_track (song, "Vox")->pan, ==, -0.3);
  fixture_enter (song, INSPECT_TRACK, "track.gain", "-inf");
  fixture_assert_shows (song, INSPECT_TRACK, "track.gain", "−∞");
  fixture_enter (song, INSPECT_TRACK, "track.delay", "-3");
  g_assert_cmpint (fixture_track (song, "Vox")->delay, ==, -UNITS_PER_SECOND * 3 / 1000);
  fixture_enter (song, INSPECT_TRACK, "track.note", "Sings it\n'twice', softly");
  g_assert_cmpstr (text_get (fixture_track (song, "Vox")->note), ==, "Sings it\n'twice', softly");
  fixture_enter (song, INSPECT_TRACK, "track.send", "-6");
  fixture_enter (song, INSPECT_TRACK, "track.send", "pre");
  const Send *send = (const Send *) list_get (fixture_track (song, "Vox")->sends, 0);
  g_assert_cmpfloat (send->gain_db, ==, -6);
  g_assert_cmpint (send->tap, ==, TAP_PRE);
  fixture_enter (song, INSPECT_TRACK, "track.device", "off");
  const Effect *effect = (const Effect *) list_get (fixture_track (song, "Vox")->effects, 0);
  g_assert_true (effect->bypass);
  fixture_enter (song, INSPECT_TRACK, "track.automation", "touch");
  g_assert_cmpint (fixture_track (song, "Vox")->automation, ==, AUTOMATION_TOUCH);

  /* Gtr sends nowhere, so the two have no send in common. */
  lq_desk_select_track (song->desk, fixture_track (song, "Gtr")->node.id, true);
  g_assert_false (fixture_has (song, INSPECT_TRACK, "track.send"));
  g_assert_false (fixture_has (song, INSPECT_TRACK, "track.device"));
  g_assert_false (fixture_has (song, INSPECT_TRACK, "track.note"));
  fixture_assert_shows (song, INSPECT_TRACK, "track.pan", NULL);
  fixture_enter (song, INSPECT_TRACK, "track.pan", "+10");
  g_assert_cmpfloat (fixture_track (song, "Vox")->pan, ==, -0.2);
  g_assert_cmpfloat (fixture_track (song, "Gtr")->pan, ==, 0.1);
}

static void
choose (Fixture *song, const char *key, const char *label)
{
  g_autoptr (InspectPage) page = inspect_page_new (song->desk, INSPECT_TRACK, &song->notes);
  const InspectRow *row = inspect_page_find (page, key, 0);
  int chosen;
  g_autoptr (GArray) choices = inspect_choices (page, row, &chosen);
  for (guint i = 0; i < choices->len; i++)
    if (!strcmp (g_array_index (choices, Choice, i).label, label)) {
      fixture_enter (song, INSPECT_TRACK, key, g_array_index (choices, Choice, i).value);
      fixture_assert_shows (song, INSPECT_TRACK, key, label);
      return;
    }
  g_error ("%s cannot be chosen", label);
}

static void
test_choices (Fixture *song, gconstpointer data)
{
  lq_desk_select_track (song->desk, fixture_track (song, "Vox")->node.id, false);
  choose (song, "track.input", "In 3");
  choose (song, "track.input", "In 1-2");
  choose (song, "track.input", "Gtr");
  choose (song, "track.input", "None");
  choose (song, "track.output", "Hall");
  choose (song, "track.output", "Master");
  choose (song, "track.vca", "All");
  choose (song, "track.vca", "None");
  lq_desk_select_track (song->desk, fixture_track (song, "Keys")->node.id, false);
  choose (song, "track.input", "MIDI · All");
}

static void
add_note (Fixture *song, const char *at, int pitch, int velocity)
{
  g_assert_true (lq_desk_run (song->desk, NULL,
                              "note.add clip=%s at=%s length=1b pitch=%d velocity=%d",
                              lq_desk_id (song->desk, song->keys), at, pitch, velocity));
}

static const Note *
note (Fixture *song, int index)
{
  return run_note (fixture_clip (song, song->keys)->notes, index);
}

static void
test_notes (Fixture *song, gconstpointer data)
{
  lq_desk_select_clip (song->desk, song->keys, false);
  fixture_assert_shows (song, INSPECT_NOTES, "notes.count", "0");
  g_assert_false (fixture_has (song, INSPECT_NOTES, "notes.velocity"));
  add_note (song, "1.1.1", 60, 100);
  add_note (song, "1.2.1.100", 67, 80);
  fixture_assert_shows (song, INSPECT_NOTES, "notes.count", "2");
  fixture_assert_shows (song, INSPECT_NOTES, "notes.range", "C4 – G4");
  fixture_assert_shows (song, INSPECT_NOTES, "notes.velocity", NULL);
  fixture_enter (song, INSPECT_NOTES, "notes.velocity", "+10");
  g_assert_cmpfloat_with_epsilon (note (song, 0)->velocity * 127, 110, 1e-6);
  g_assert_cmpfloat_with_epsilon (note (song, 1)->velocity * 127, 90, 1e-6);
  fixture_enter (song, INSPECT_NOTES, "notes.velocity", "64");
  fixture_assert_shows (song, INSPECT_NOTES, "notes.velocity", "64");
  fixture_enter (song, INSPECT_NOTES, "notes.pitch", "+12");
  fixture_assert_shows (song, INSPECT_NOTES, "notes.range", "C5 – G5");
  fixture_enter (song, INSPECT_NOTES, "notes.length", "0.2.0");
  g_assert_cmpint (note (song, 1)->length, ==, 2 * TICKS_PER_QUARTER);
  fixture_enter (song, INSPECT_NOTES, "quantize.run", "");
  g_assert_cmpint (note (song, 1)->at, ==, TICKS_PER_QUARTER);

  /* Of those that the editor has selected alone. */
  song->notes.clip = song->keys;
  song->notes.notes = g_array_new (FALSE, FALSE, sizeof (Id));
  g_array_append_val (song->notes.notes, note (song, 1)->id);
  fixture_assert_shows (song, INSPECT_NOTES, "notes.count", "1");
  fixture_enter (song, INSPECT_NOTES, "notes.velocity", "20");
  g_assert_cmpfloat_with_epsilon (note (song, 0)->velocity * 127, 64, 1e-6);
  g_assert_cmpfloat_with_epsilon (note (song, 1)->velocity * 127, 20, 1e-6);
  g_array_unref (song->notes.notes);
}

static void
test_refused (Fixture *song, gconstpointer data)
{
  static const char *const typed[][2] = { { "clip.gain", "loud" },
                                          { "clip.start", "17.9.1" },
                                          { "clip.name", "" },
                                          { "clip.shape-in", "round" } };
  lq_desk_select_clip (song->desk, song->a, false);
  g_autoptr (InspectPage) page = inspect_page_new (song->desk, INSPECT_CLIP, &song->notes);
  for (size_t i = 0; i < G_N_ELEMENTS (typed); i++) {
    g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
    g_autoptr (GError) error = NULL;
    char *note_text = NULL;
    g_assert_false (inspect_enter (page, inspect_page_find (page, typed[i][0], 0), typed[i][1],
                                   lines, &note_text, &error));
    g_assert_nonnull (error);
    g_assert_cmpint (lines->len, ==, 0);
    g_assert_null (note_text);
  }
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *limit = NULL;
  g_assert_true (
      inspect_enter (page, inspect_page_find (page, "clip.gain", 0), "99", lines, &limit, NULL));
  g_assert_nonnull (strstr (limit, "36"));
  g_assert_true (g_str_has_suffix (lines->pdata[0], "gain=36"));
}

static void
test_missing (Fixture *song, gconstpointer data)
{
  g_autofree char *audio = g_build_filename (song->folder, "Song", "audio", "a.wav", NULL);
  g_autofree char *away = g_build_filename (song->folder, "away", NULL);
  g_autofree char *deep = g_build_filename (away, "deep", NULL);
  g_autofree char *found = g_build_filename (deep, "a.wav", NULL);
  int missing;

  lq_desk_select_clip (song->desk, song->a, false);
  g_assert_cmpint (g_mkdir_with_parents (deep, 0755), ==, 0);
  g_assert_cmpint (g_rename (audio, found), ==, 0);
  g_assert_true (fixture_has (song, INSPECT_CLIP, "clip.locate"));
  g_autoptr (GPtrArray) lines = media_locate_lines (song->desk, away, &missing);
  g_assert_cmpint (missing, ==, 1);
  g_assert_cmpint (lines->len, ==, 1);
  g_autoptr (GError) error = NULL;
  lq_desk_run_lines (song->desk, lines, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (fixture_has (song, INSPECT_CLIP, "clip.locate"));
  g_assert_true (g_file_test (audio, G_FILE_TEST_EXISTS));
}

static void
measured (void *data)
{
  *(bool *) data = true;
}

/* Every sample of the file is 1 of 32768. */
static void
test_levels (Fixture *song, gconstpointer data)
{
  const gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  bool ready = false;
  song->notes.levels = levels_new (song->desk, measured, &ready);
  lq_desk_select_clip (song->desk, song->a, false);
  fixture_assert_shows (song, INSPECT_CLIP, "range.peak", "…");
  while (!ready && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  fixture_assert_shows (song, INSPECT_CLIP, "range.peak", "−90.3 dBFS");
  fixture_assert_shows (song, INSPECT_CLIP, "range.rms", "−90.3 dBFS");
  fixture_enter (song, INSPECT_CLIP, "clip.gain", "6");
  fixture_assert_shows (song, INSPECT_CLIP, "range.peak", "−84.3 dBFS");
  levels_free (song->notes.levels);
  song->notes.levels = NULL;
}

static void
test_frames (Fixture *song, gconstpointer data)
{
  const Project *project = lq_desk_project (song->desk);
  const Clip *a = fixture_clip (song, song->a);
  const Source *source = project_find_source (project, a->source);
  int64_t from, to;
  bool ranged;
  levels_frames (song->desk, a, source, &from, &to, &ranged);
  g_assert_false (ranged);
  g_assert_cmpint (from, ==, 0);
  g_assert_cmpint (to, ==, 48000);
  /* The clip begins at 2 s; the range covers its second half. */
  const Position half = { UNITS_PER_SECOND * 5 / 2, TIME_ABSOLUTE };
  lq_desk_set_range (song->desk, half, (Position){ 4 * UNITS_PER_SECOND, TIME_ABSOLUTE }, 0, 0);
  levels_frames (song->desk, a, source, &from, &to, &ranged);
  g_assert_true (ranged);
  g_assert_cmpint (from, ==, 24000);
  g_assert_cmpint (to, ==, 48000);
  lq_desk_run (song->desk, NULL, "clip.set clip=%s reverse=on", lq_desk_id (song->desk, song->a));
  levels_frames (song->desk, fixture_clip (song, song->a), source, &from, &to, &ranged);
  g_assert_cmpint (from, ==, 0);
  g_assert_cmpint (to, ==, 24000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, function)                                                                       \
  g_test_add (name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  TEST ("/inspector/rows/which", test_which_rows);
  TEST ("/inspector/rows/several", test_several_clips);
  TEST ("/inspector/rows/one-lane", test_starts_in_one_lane);
  TEST ("/inspector/rows/clip", test_one_clip);
  TEST ("/inspector/rows/stretch", test_stretch);
  TEST ("/inspector/rows/tracks", test_tracks);
  TEST ("/inspector/rows/choices", test_choices);
  TEST ("/inspector/rows/notes", test_notes);
  TEST ("/inspector/rows/refused", test_refused);
  TEST ("/inspector/rows/missing", test_missing);
  TEST ("/inspector/rows/levels", test_levels);
  TEST ("/inspector/rows/frames", test_frames);
  return g_test_run ();
}
