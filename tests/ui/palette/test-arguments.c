/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What typed arguments mean, what they say would happen, and that they do just that in one step. */
#include <math.h>
#include <string.h>

#include "desk_fixture.h"
#include "edit/args.h"
#include "ui/palette/arguments.h"

static LqDesk *desk;

static GPtrArray *
read_text (const char *text)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  arguments_read (desk, text, items);
  for (guint i = 0; i < items->len; i++) {
    const PaletteItem *item = items->pdata[i];
    g_test_message ("%s: %.3f '%s' '%s' '%s' '%s'", text, item->score, item->title, item->subtitle,
                    item->outcome ? item->outcome : "", item->refused ? item->refused : "");
  }
  return items;
}

/* The first of what a text means. */
static void
assert_first (const char *text, const char *title, const char *outcome)
{
  g_autoptr (GPtrArray) items = read_text (text);
  g_assert_cmpuint (items->len, >, 0);
  const PaletteItem *item = items->pdata[0];
  g_assert_cmpstr (item->title, ==, title);
  g_assert_cmpstr (item->outcome, ==, outcome);
  g_assert_null (item->refused);
}

static int
steps (void)
{
  return history_n_steps (document_history (lq_desk_document (desk)));
}

/* Runs item `index` of a text as one step, and no reading of it changed anything before. */
static void
run (const char *text, guint index)
{
  g_autoptr (GError) error = NULL;
  const int before = steps ();
  const Project *old = lq_desk_project (desk);
  g_autoptr (GPtrArray) items = read_text (text);
  g_assert_true (lq_desk_project (desk) == old);
  g_assert_cmpuint (items->len, >, index);
  g_assert_true (item_run (items->pdata[index], desk, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (steps (), ==, before + 1);
}

static void
undo (void)
{
  g_assert_true (document_undo (lq_desk_document (desk)));
}

static const Track *
track (const char *name)
{
  Id id;
  g_assert_true (resolve_track (lq_desk_project (desk), name, &id, NULL));
  return project_find_track (lq_desk_project (desk), id);
}

/* A problem that names the nearest; it does not run. */
static void
assert_problem (const char *text, const char *title, const char *subtitle, const char *fill)
{
  g_autoptr (GError) error = NULL;
  const Project *old = lq_desk_project (desk);
  g_autoptr (GPtrArray) items = read_text (text);
  g_assert_cmpuint (items->len, ==, 1);
  const PaletteItem *item = items->pdata[0];
  g_assert_cmpint (item->kind, ==, ITEM_PROBLEM);
  g_assert_cmpstr (item->title, ==, title);
  g_assert_cmpstr (item->subtitle, ==, subtitle);
  g_assert_cmpstr (item->fill, ==, fill);
  g_assert_false (item_run (item, desk, NULL, &error));
  g_assert_nonnull (error);
  g_assert_true (lq_desk_project (desk) == old);
}

static void
test_level (void)
{
  assert_first ("vox -1.5", "Lead Vox gain −1.5 dB", "now −3.0 dB");
  assert_first ("vox −1.5 dB", "Lead Vox gain −1.5 dB", "now −3.0 dB");
  assert_first ("gain lead vox 2", "Lead Vox gain 2.0 dB", "now −3.0 dB");
  assert_first ("kick -inf", "Kick gain −∞ dB", "now 0.0 dB");
  run ("vox -1.5", 0);
  g_assert_cmpfloat_with_epsilon (track ("Lead Vox")->gain_db, -1.5, 1e-9);
  undo ();
  /* The second meaning: a step. */
  g_autoptr (GPtrArray) items = read_text ("vox -1.5");
  const PaletteItem *step = items->pdata[1];
  g_assert_cmpstr (step->title, ==, "Lead Vox gain by −1.5 dB");
  g_assert_cmpstr (step->outcome, ==, "to −4.5 dB, now −3.0 dB");
  run ("vox -1.5", 1);
  g_assert_cmpfloat_with_epsilon (track ("Lead Vox")->gain_db, -4.5, 1e-9);
  undo ();
  run ("kick -inf", 0);
  g_assert_true (isinf (track ("Kick")->gain_db));
  undo ();
}

static void
test_letters (void)
{
  g_autoptr (GPtrArray) items = read_text ("vox -1.5");
  const PaletteItem *item = items->pdata[0];
  g_assert_cmpint (item->match.n, ==, 3);
  g_assert_cmpint (item->match.at[0], ==, 5);
  /* A name inside a title is marked where it stands. */
  g_autoptr (GPtrArray) places = read_text ("go vers");
  const PaletteItem *place = places->pdata[0];
  g_assert_cmpint (place->match.n, ==, 4);
  g_assert_cmpint (place->match.at[0], ==, (int) strlen ("Go to "));
}

static void
test_track (void)
{
  assert_first ("vox pan L30", "Lead Vox pan L30", "now C");
  run ("vox L30", 0);
  g_assert_cmpfloat_with_epsilon (track ("Lead Vox")->pan, -0.3, 1e-6);
  undo ();
  run ("mute kick", 0);
  g_assert_true (track ("Kick")->mute);
  run ("kick unmute", 0);
  g_assert_false (track ("Kick")->mute);
  g_autoptr (GPtrArray) items = read_text ("unmute kick");
  g_assert_cmpstr (((const PaletteItem *) items->pdata[0])->refused, ==, "It is not muted");
}

static void
test_send (void)
{
  assert_first ("send vox hall -12", "Send Lead Vox to Hall Verb at −12.0 dB", "a new send");
  run ("send vox hall verb -12", 0);
  const Send *send = (const Send *) list_get (track ("Lead Vox")->sends, 0);
  g_assert_cmpfloat_with_epsilon (send->gain_db, -12, 1e-9);
  assert_first ("send lead vox hall -6 dB", "Send Lead Vox to Hall Verb at −6.0 dB",
                "now −12.0 dB");
  run ("send vox hall -6", 0);
  g_assert_cmpint (list_n (track ("Lead Vox")->sends), ==, 1);
  undo ();
  undo ();
  /* Both returns are meant, the shorter name first. */
  g_autoptr (GPtrArray) items = read_text ("send vox verb -12");
  g_assert_cmpuint (items->len, ==, 2);
  assert_problem ("send vox hell -12", "No return or group is called “hell”", "Nearest: Hall Verb",
                  "send vox Hall Verb -12");
  assert_problem ("send vex hall -12", "No track is called “vex”", "Nearest: Lead Vox",
                  "send Lead Vox hall -12");
}

static void
test_places (void)
{
  g_autoptr (GError) error = NULL;
  assert_first ("go chorus", "Go to Chorus", "cursor and playhead to 13.1.1");
  assert_first ("go 17.3", "Go to 17.3.1", "cursor and playhead to 17.3.1");
  assert_first ("go lift", "Go to lift", "cursor and playhead to 9.1.1");
  g_autoptr (GPtrArray) items = read_text ("go chorus 2");
  const int before = steps ();
  g_assert_true (item_run (items->pdata[0], desk, NULL, &error));
  g_assert_cmpint (steps (), ==, before);
  g_assert_cmpint (lq_desk_cursor (desk)->at.value, ==, 20 * 4 * TICKS_PER_QUARTER);
  g_assert_cmpint (lq_desk_playhead (desk), ==, 40 * UNITS_PER_SECOND);
  assert_problem ("go chrous", "No section or marker is called “chrous”", "Nearest: Chorus",
                  "go Chorus");
}

static void
test_split (void)
{
  const Position here = { 0, TIME_MUSICAL };
  lq_desk_set_cursor (desk, here, 2, false);
  assert_first ("split 17.3", "Split 1 clip at 17.3.1", "Gtr L");
  run ("split 17.3", 0);
  g_assert_cmpint (list_n (track ("Gtr L")->clips), ==, 2);
  g_assert_cmpint (list_n (track ("Gtr R")->clips), ==, 1);
  undo ();
  lq_desk_select_clip (desk, list_get (track ("Gtr L")->clips, 0)->id, false);
  lq_desk_select_clip (desk, list_get (track ("Gtr R")->clips, 0)->id, true);
  run ("split 18", 0);
  g_assert_cmpint (list_n (track ("Gtr L")->clips), ==, 2);
  g_assert_cmpint (list_n (track ("Gtr R")->clips), ==, 2);
  undo ();
  g_autoptr (GPtrArray) items = read_text ("split 3");
  g_assert_cmpstr (((const PaletteItem *) items->pdata[0])->refused, ==,
                   "No selected clip lies at 3.1.1");
  lq_desk_select_none (desk);
  g_autoptr (GPtrArray) wrong = read_text ("split there");
  g_assert_cmpint (((const PaletteItem *) wrong->pdata[0])->kind, ==, ITEM_PROBLEM);
}

static void
test_song (void)
{
  const TempoMap *map;
  assert_first ("tempo 96", "Tempo 96 BPM", "now 120.00");
  run ("tempo 96", 0);
  map = lq_desk_map (desk);
  g_assert_cmpfloat_with_epsilon (tempo_map_bpm (map, 0), 96, 1e-9);
  undo ();
  /* From the bar of the cursor on. */
  lq_desk_set_cursor (desk, (Position){ 8 * 4 * TICKS_PER_QUARTER + 100, TIME_MUSICAL }, 0, false);
  run ("tempo 96", 1);
  map = lq_desk_map (desk);
  g_assert_cmpfloat_with_epsilon (tempo_map_bpm (map, 8 * 4 * TICKS_PER_QUARTER - 1), 120, 1e-9);
  g_assert_cmpfloat_with_epsilon (tempo_map_bpm (map, 8 * 4 * TICKS_PER_QUARTER), 96, 1e-9);
  undo ();
  g_autoptr (GPtrArray) items = read_text ("tempo 9999");
  g_assert_nonnull (((const PaletteItem *) items->pdata[0])->refused);
  assert_first ("meter 3/4", "Signature 3/4", "now 4/4");
  run ("loop verse", 0);
  g_assert_true (lq_desk_project (desk)->loop);
  g_assert_cmpint (lq_desk_project (desk)->loop_from.value, ==, 4 * 4 * TICKS_PER_QUARTER);
  g_assert_cmpint (lq_desk_project (desk)->loop_to.value, ==, 12 * 4 * TICKS_PER_QUARTER);
  undo ();
}

static void
test_wrong (void)
{
  assert_problem ("vex -1.5", "No track is called “vex”", "Nearest: Lead Vox", "Lead Vox -1.5");
  assert_problem ("mute kik drum", "No track is called “kik drum”", "Nearest: Drums", "mute Drums");
  g_autoptr (GPtrArray) loud = read_text ("vox 99");
  g_assert_nonnull (((const PaletteItem *) loud->pdata[0])->refused);
  g_autoptr (GPtrArray) none = read_text ("loudness report");
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_commands (void)
{
  run ("track.set track=3 gain=-3", 0);
  g_assert_cmpfloat_with_epsilon (track ("Gtr L")->gain_db, -3, 1e-9);
  undo ();
  g_autoptr (GPtrArray) items = read_text ("track.set track=Kik gain=-3");
  const PaletteItem *item = items->pdata[0];
  g_assert_nonnull (strstr (item->refused, "did you mean 'Kick'?"));
  g_autoptr (GPtrArray) next = read_text ("clip.split");
  g_assert_cmpstr (((const PaletteItem *) next->pdata[0])->fill, ==, "clip.split clip=");
  assert_problem ("track.sett track=3 gain=-3", "No command is called “track.sett”",
                  "Nearest: track.set", "track.set track=3 gain=-3");
  /* What reads files is not tried out: it says so by running. */
  g_autoptr (GPtrArray) files = read_text ("clip.import track=Kick file=/nowhere.wav");
  g_assert_cmpint (list_n (lq_desk_project (desk)->sources), ==, 0);
  g_assert_cmpuint (files->len, ==, 1);
}

/* Actions that ask for a text take it here, too. */
static void
test_deeds (void)
{
  lq_desk_set_cursor (desk, (Position){ 16 * 4 * TICKS_PER_QUARTER, TIME_MUSICAL }, 2, false);
  assert_first ("repeat 2", "Repeat a number of times: 2", NULL);
  run ("repeat 2", 0);
  undo ();
  run ("color rose", 0);
  undo ();
  g_autoptr (GPtrArray) items = read_text ("repeat many");
  g_assert_cmpstr (((const PaletteItem *) items->pdata[0])->refused, ==,
                   "“many” is no number of times, 1 to 1000.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  desk = desk_fixture_new ();
  g_test_add_func ("/ui/palette/arguments/deeds", test_deeds);
  g_test_add_func ("/arguments/level", test_level);
  g_test_add_func ("/arguments/letters", test_letters);
  g_test_add_func ("/arguments/track", test_track);
  g_test_add_func ("/arguments/send", test_send);
  g_test_add_func ("/arguments/places", test_places);
  g_test_add_func ("/arguments/split", test_split);
  g_test_add_func ("/arguments/song", test_song);
  g_test_add_func ("/arguments/wrong", test_wrong);
  g_test_add_func ("/arguments/commands", test_commands);
  const int failed = g_test_run ();
  desk_fixture_free (desk);
  return failed;
}
