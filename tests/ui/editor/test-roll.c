/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The piano roll without a screen: what lines its edits run, and what becomes of the notes. */
#include "ui/editor/roll_edit.h"

#include <math.h>

#include "desk_fixture.h"

#define BAR (4 * TICKS_PER_QUARTER)
#define START (16 * BAR) /* of the clip, bar 17 */

static int
px (double units)
{
  return (int) lround (units);
}

static Id
note_clip (LqDesk *desk)
{
  const Project *project = lq_desk_project (desk);
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (list_n (track->clips) > 0)
      return list_get (track->clips, 0)->id;
  }
  g_assert_not_reached ();
}

static Roll *
roll_fixture (LqDesk **desk)
{
  *desk = desk_fixture_new ();
  const Id clip = note_clip (*desk);
  lq_desk_run (*desk, NULL, "project.set key=F#m");
  lq_desk_run (*desk, NULL, "note.add clip=%s at=17.1.1 length=1b pitch=66",
               lq_desk_id (*desk, clip));
  lq_desk_run (*desk, NULL, "note.add clip=%s at=17.2.1 length=1b pitch=69 velocity=64",
               lq_desk_id (*desk, clip));
  lq_desk_run (*desk, NULL, "note.add clip=%s at=17.3.1 length=2b pitch=66 lyric=la",
               lq_desk_id (*desk, clip));
  Roll *roll = roll_new (*desk, px);
  roll_set_clip (roll, clip);
  g_assert_cmpuint (roll->notes->len, ==, 3);
  return roll;
}

static void
done (Roll *roll, LqDesk *desk)
{
  roll_free (roll);
  desk_fixture_free (desk);
}

/* As the window does: the desk tells of each change. */
static void
take (Roll *roll)
{
  roll_desk_changed (roll, DESK_PROJECT);
}

static Id
id_of (Roll *roll, guint index)
{
  return roll_note (roll, index)->id;
}

static void
expect (Roll *roll, RollEdit edit, int arg, const char *pattern)
{
  const char *why;
  g_autoptr (GPtrArray) lines = roll_lines (roll, edit, arg, &why);
  g_assert_nonnull (lines);
  g_assert_cmpuint (lines->len, ==, 1);
  if (!g_pattern_match_simple (pattern, lines->pdata[0]))
    g_error ("'%s' is not '%s'", (const char *) lines->pdata[0], pattern);
}

static void
test_lines (void)
{
  LqDesk *desk;
  Roll *roll = roll_fixture (&desk);
  roll_select (roll, id_of (roll, 1), false);
  roll_set_cursor (roll, START + BAR / 4 + BAR / 8, 69, false);
  expect (roll, EDIT_DELETE, 0, "note.remove clip=c:* note=n:*");
  expect (roll, EDIT_MOVE, 1, "note.move clip=c:* note=n:* by=3840t");
  expect (roll, EDIT_MOVE_FINE, -5, "note.move clip=c:* note=n:* by=-5t");
  expect (roll, EDIT_TRANSPOSE, 1, "notes.transpose clip=c:* by=1 notes=n:*");
  expect (roll, EDIT_OCTAVE, -1, "notes.transpose clip=c:* by=-12 notes=n:*");
  expect (roll, EDIT_VELOCITY, 8, "notes.velocity clip=c:* by=8 notes=n:*");
  expect (roll, EDIT_LENGTH, -1, "notes.trim clip=c:* end_by=-3840t notes=n:*");
  expect (roll, EDIT_TRIM_START, 0, "notes.trim clip=c:* start=17.2.3 notes=n:*");
  expect (roll, EDIT_TRIM_END, 0, "notes.trim clip=c:* end=17.2.3 notes=n:*");
  expect (roll, EDIT_SPLIT, 0, "notes.split clip=c:* at=17.2.3 notes=n:*");
  expect (roll, EDIT_MUTE, 0, "note.set clip=c:* note=n:* mute=on");
  expect (roll, EDIT_DUPLICATE, 0, "notes.duplicate clip=c:* by=15360t notes=n:*");
  expect (roll, EDIT_INSERT, 0, "note.add clip=c:* at=17.2.3 length=3840t pitch=69 velocity=100");
  roll->quantize = (RollQuantize){ .strength = 80, .swing = 20 };
  expect (roll, EDIT_QUANTIZE, 0,
          "notes.quantize clip=c:* grid=3840t strength=80 swing=20 notes=n:*");
  roll_select_all (roll);
  expect (roll, EDIT_JOIN, 0, "notes.join clip=c:* notes=all");
  roll_select_none (roll);
  roll_set_cursor (roll, START + 3 * BAR, 60, false);
  expect (roll, EDIT_LEGATO, 0, "notes.legato clip=c:* notes=all");
  expect (roll, EDIT_REVERSE, 0, "notes.reverse clip=c:* notes=all");
  expect (roll, EDIT_HUMANIZE, 0, "notes.humanize clip=c:* seed=1 notes=all");
  done (roll, desk);
}

static void
test_refusals (void)
{
  LqDesk *desk;
  Roll *roll = roll_fixture (&desk);
  const char *why;
  roll_set_cursor (roll, START + 3 * BAR, 60, false);
  g_assert_null (roll_lines (roll, EDIT_DELETE, 0, &why));
  g_assert_nonnull (why);
  roll_set_cursor (roll, 0, 60, false);
  g_assert_null (roll_lines (roll, EDIT_INSERT, 0, &why));
  g_assert_nonnull (why);
  g_assert_null (roll_lines (roll, EDIT_PASTE, 0, &why));
  g_assert_nonnull (why);
  /* The first note stands at the start of the clip. */
  roll_select (roll, id_of (roll, 0), false);
  g_assert_null (roll_lines (roll, EDIT_MOVE, -1, &why));
  g_assert_nonnull (why);
  roll_set_clip (roll, 0);
  g_assert_null (roll_lines (roll, EDIT_MOVE, 1, &why));
  g_assert_nonnull (why);
  done (roll, desk);
}

static void
test_edits (void)
{
  LqDesk *desk;
  Roll *roll = roll_fixture (&desk);
  const int steps = 6;
  roll_select (roll, id_of (roll, 2), false);
  g_assert_true (roll_edit (roll, EDIT_DUPLICATE, 0));
  take (roll);
  g_assert_cmpuint (roll->notes->len, ==, 4);
  g_assert_cmpint (roll_note (roll, 3)->at, ==, START + BAR);
  g_assert_cmpstr (roll_note (roll, 3)->lyric, ==, "la");
  g_assert_true (roll_is_selected (roll, id_of (roll, 3)));
  g_assert_false (roll_is_selected (roll, id_of (roll, 2)));
  g_assert_true (roll_edit (roll, EDIT_MOVE, 1));
  take (roll);
  g_assert_cmpint (roll_note (roll, 3)->at, ==, START + BAR + BAR / 16);
  roll->quantize.grid = BAR / 4;
  g_assert_true (roll_edit (roll, EDIT_QUANTIZE, 0));
  take (roll);
  g_assert_cmpint (roll_note (roll, 3)->at, ==, START + BAR);
  g_assert_true (roll_edit (roll, EDIT_TRANSPOSE, -2));
  take (roll);
  g_assert_cmpint (roll_note (roll, 3)->pitch, ==, 64);
  roll_set_cursor (roll, START + BAR + BAR / 4, 64, false);
  g_assert_true (roll_edit (roll, EDIT_SPLIT, 0));
  take (roll);
  g_assert_cmpuint (roll->notes->len, ==, 5);
  g_assert_true (roll_edit (roll, EDIT_DELETE, 0));
  take (roll);
  g_assert_cmpuint (roll->notes->len, ==, 4);
  g_assert_cmpuint (g_hash_table_size (roll->selected), ==, 0);
  /* Each was one step. */
  for (int i = 0; i < steps; i++)
    g_assert_true (document_undo (lq_desk_document (desk)));
  take (roll);
  g_assert_cmpuint (roll->notes->len, ==, 3);
  done (roll, desk);
}

static void
test_scale_lock (void)
{
  LqDesk *desk;
  Roll *roll = roll_fixture (&desk);
  const char *why;
  roll->locked = true;
  roll_select_all (roll);
  /* A step of F sharp minor up: F sharp and A go different ways. */
  g_autoptr (GPtrArray) lines = roll_lines (roll, EDIT_TRANSPOSE, 1, &why);
  g_assert_cmpuint (lines->len, ==, 1);
  roll_edit (roll, EDIT_TRANSPOSE, 1);
  take (roll);
  g_assert_cmpint (roll_note (roll, 0)->pitch, ==, 68);
  g_assert_cmpint (roll_note (roll, 1)->pitch, ==, 71);
  roll_edit (roll, EDIT_TRANSPOSE, 1);
  take (roll);
  g_assert_cmpint (roll_note (roll, 0)->pitch, ==, 69);
  g_assert_cmpint (roll_note (roll, 1)->pitch, ==, 73);
  roll_set_cursor (roll, START + BAR, 67, false);
  roll_select_none (roll);
  expect (roll, EDIT_INSERT, 0, "note.add * pitch=66 *");
  done (roll, desk);
}

static void
test_cursor (void)
{
  LqDesk *desk;
  Roll *roll = roll_fixture (&desk);
  roll_set_cursor (roll, START, 66, false);
  roll_next_note (roll, 1);
  g_assert_cmpint (roll_at (roll), ==, START + BAR / 4);
  g_assert_cmpint (roll->pitch, ==, 69);
  roll_next_note (roll, -1);
  g_assert_cmpint (roll->pitch, ==, 66);
  g_assert_true (roll_is_selected (roll, id_of (roll, 0)));
  roll_move_cursor (roll, 1, 0, false);
  g_assert_cmpint (roll_at (roll), ==, START + BAR / 16);
  roll_move_cursor (roll, -4, 3, true);
  g_assert_cmpint (roll->pitch, ==, 69);
  g_assert_true (roll_is_selected (roll, id_of (roll, 0)));
  g_assert_false (roll_is_selected (roll, id_of (roll, 1)));
  /* The track cursor is on the clip's track, so that its keys act on it. */
  g_assert_cmpint (lq_desk_cursor_track (desk), ==, roll->track);
  done (roll, desk);
}

static void
test_rows (void)
{
  LqDesk *desk;
  Roll *roll = roll_fixture (&desk);
  g_assert_cmpint (roll->n_rows, ==, 128);
  roll->fold = FOLD_USED;
  roll_set_state (roll);
  g_assert_cmpint (roll->n_rows, ==, 2);
  roll_set_cursor (roll, START, 66, false);
  roll_move_cursor (roll, 0, 1, false);
  g_assert_cmpint (roll->pitch, ==, 69);
  roll->fold = FOLD_SCALE;
  roll_set_state (roll);
  g_assert_cmpint (roll->row_of[67], ==, -1);
  g_assert_cmpint (roll->row_of[68], >=, 0);
  done (roll, desk);
}

static void
test_copy_and_paste (void)
{
  LqDesk *desk;
  Roll *roll = roll_fixture (&desk);
  g_assert_false (roll_copy (roll) && roll->copied->len != 1);
  roll_select (roll, id_of (roll, 1), false);
  roll_select (roll, id_of (roll, 2), true);
  g_assert_true (roll_copy (roll));
  roll_set_cursor (roll, START + 2 * BAR, 60, false);
  g_assert_true (roll_edit (roll, EDIT_PASTE, 0));
  take (roll);
  g_assert_cmpuint (roll->notes->len, ==, 5);
  g_assert_cmpint (roll_note (roll, 3)->at, ==, START + 2 * BAR);
  g_assert_cmpint (roll_note (roll, 4)->at, ==, START + 2 * BAR + BAR / 4);
  g_assert_cmpstr (roll_note (roll, 4)->lyric, ==, "la");
  g_assert_cmpint (lround (roll_note (roll, 3)->velocity * 127), ==, 64);
  done (roll, desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/roll/lines", test_lines);
  g_test_add_func ("/ui/roll/refusals", test_refusals);
  g_test_add_func ("/ui/roll/edits", test_edits);
  g_test_add_func ("/ui/roll/scale-lock", test_scale_lock);
  g_test_add_func ("/ui/roll/cursor", test_cursor);
  g_test_add_func ("/ui/roll/rows", test_rows);
  g_test_add_func ("/ui/roll/copy-and-paste", test_copy_and_paste);
  return g_test_run ();
}
