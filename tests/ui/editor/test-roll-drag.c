/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drags of the piano roll: what they show, what they do at the end, and that a cancelled one does
 * nothing. */
#include "ui/editor/roll_drag.h"

#include <math.h>

#include "desk_fixture.h"
#include "ui/editor/roll_edit.h"

#define BAR (4 * TICKS_PER_QUARTER)
#define START (16 * BAR)

typedef struct {
  LqDesk *desk;
  Roll *roll;
} Fixture;

static int
px (double units)
{
  return (int) lround (units);
}

/* Two notes in a canvas of 800 x 160 that shows two bars: 100 pixels a quarter. */
static Fixture
fixture_new (void)
{
  Fixture fixture = { .desk = desk_fixture_new () };
  const Project *project = lq_desk_project (fixture.desk);
  Id clip = 0;
  for (int i = 0; i < list_n (project->tracks) && !clip; i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    clip = list_n (track->clips) > 0 ? list_get (track->clips, 0)->id : 0;
  }
  lq_desk_run (fixture.desk, NULL, "note.add clip=%s at=17.1.1 length=1b pitch=60",
               lq_desk_id (fixture.desk, clip));
  lq_desk_run (fixture.desk, NULL, "note.add clip=%s at=17.3.1 length=1b pitch=64",
               lq_desk_id (fixture.desk, clip));
  fixture.roll = roll_new (fixture.desk, px);
  roll_set_size (fixture.roll, 800, 160);
  roll_set_clip (fixture.roll, clip);
  roll_zoom_to (fixture.roll, START, START + 2 * BAR);
  return fixture;
}

static void
fixture_free (Fixture *fixture)
{
  roll_free (fixture->roll);
  desk_fixture_free (fixture->desk);
}

static double
y_of (const Fixture *fixture, int pitch)
{
  return roll_y (fixture->roll, pitch) + fixture->roll->row_height / 2.0;
}

static const RollNote *
note (Fixture *fixture, guint index)
{
  roll_desk_changed (fixture->roll, DESK_PROJECT);
  return roll_note (fixture->roll, index);
}

static void
drag (Fixture *fixture, double x, int pitch, double to_x, int to_pitch, unsigned mods)
{
  roll_press (fixture->roll, x, y_of (fixture, pitch), mods, 1);
  roll_drag_update (fixture->roll, to_x, y_of (fixture, to_pitch), mods);
  roll_drag_end (fixture->roll);
  roll_desk_changed (fixture->roll, DESK_PROJECT);
}

static void
test_hits (void)
{
  Fixture fixture = fixture_new ();
  Roll *roll = fixture.roll;
  g_assert_cmpint (roll_hit (roll, 50, y_of (&fixture, 60)).part, ==, HIT_BODY);
  g_assert_cmpint (roll_hit (roll, 2, y_of (&fixture, 60)).part, ==, HIT_LEFT);
  g_assert_cmpint (roll_hit (roll, 98, y_of (&fixture, 60)).part, ==, HIT_RIGHT);
  g_assert_cmpint (roll_hit (roll, 104, y_of (&fixture, 60)).part, ==, HIT_NONE);
  g_assert_cmpint (roll_hit (roll, 50, y_of (&fixture, 61)).part, ==, HIT_NONE);
  g_assert_cmpint (roll_hit (roll, 250, y_of (&fixture, 64)).index, ==, 1);
  fixture_free (&fixture);
}

static void
test_move (void)
{
  Fixture fixture = fixture_new ();
  drag (&fixture, 50, 60, 150, 62, 0);
  g_assert_cmpint (note (&fixture, 0)->at, ==, START + BAR / 4);
  g_assert_cmpint (note (&fixture, 0)->pitch, ==, 62);
  /* It keeps to one axis, and to the grid unless Alt is down. */
  drag (&fixture, 150, 62, 153, 65, ROLL_SHIFT);
  g_assert_cmpint (note (&fixture, 0)->at, ==, START + BAR / 4);
  g_assert_cmpint (note (&fixture, 0)->pitch, ==, 65);
  drag (&fixture, 150, 65, 160, 65, ROLL_ALT);
  g_assert_cmpint (note (&fixture, 0)->at, ==, START + BAR / 4 + BAR / 40);
  /* One step each. */
  for (int i = 0; i < 3; i++)
    document_undo (lq_desk_document (fixture.desk));
  g_assert_cmpint (note (&fixture, 0)->at, ==, START);
  g_assert_cmpint (note (&fixture, 0)->pitch, ==, 60);
  fixture_free (&fixture);
}

static void
test_copy (void)
{
  Fixture fixture = fixture_new ();
  drag (&fixture, 50, 60, 150, 60, ROLL_CTRL);
  g_assert_cmpuint (fixture.roll->notes->len, ==, 3);
  g_assert_cmpint (note (&fixture, 0)->at, ==, START);
  g_assert_cmpint (note (&fixture, 1)->at, ==, START + BAR / 4);
  g_assert_true (roll_is_selected (fixture.roll, note (&fixture, 1)->id));
  fixture_free (&fixture);
}

static void
test_resize (void)
{
  Fixture fixture = fixture_new ();
  drag (&fixture, 98, 60, 148, 60, 0);
  g_assert_cmpint (note (&fixture, 0)->end, ==, START + 3 * BAR / 8);
  drag (&fixture, 202, 64, 250, 64, 0);
  g_assert_cmpint (note (&fixture, 1)->at, ==, START + 5 * BAR / 8);
  g_assert_cmpint (note (&fixture, 1)->end, ==, START + 3 * BAR / 4);
  fixture_free (&fixture);
}

static void
test_draw_and_erase (void)
{
  Fixture fixture = fixture_new ();
  Roll *roll = fixture.roll;
  roll->tool = ROLL_PENCIL;
  drag (&fixture, 410, 67, 510, 70, 0);
  g_assert_cmpuint (roll->notes->len, ==, 3);
  g_assert_cmpint (note (&fixture, 2)->at, ==, START + BAR);
  g_assert_cmpint (note (&fixture, 2)->pitch, ==, 67);
  g_assert_cmpint (note (&fixture, 2)->end, ==, START + BAR + BAR / 4);
  roll_press_erase (roll, 50, y_of (&fixture, 60));
  roll_drag_update (roll, 250, y_of (&fixture, 64), 0);
  roll_drag_end (roll);
  roll_desk_changed (roll, DESK_PROJECT);
  g_assert_cmpuint (roll->notes->len, ==, 1);
  document_undo (lq_desk_document (fixture.desk));
  roll_desk_changed (roll, DESK_PROJECT);
  g_assert_cmpuint (roll->notes->len, ==, 3);
  fixture_free (&fixture);
}

static void
test_double_click (void)
{
  Fixture fixture = fixture_new ();
  Roll *roll = fixture.roll;
  roll_press (roll, 310, y_of (&fixture, 67), 0, 2);
  roll_desk_changed (roll, DESK_PROJECT);
  g_assert_cmpuint (roll->notes->len, ==, 3);
  g_assert_cmpint (note (&fixture, 2)->at, ==, START + 3 * BAR / 4);
  roll_press (roll, 310, y_of (&fixture, 67), 0, 2);
  roll_desk_changed (roll, DESK_PROJECT);
  g_assert_cmpuint (roll->notes->len, ==, 2);
  fixture_free (&fixture);
}

static void
test_box (void)
{
  Fixture fixture = fixture_new ();
  drag (&fixture, 120, 66, 260, 62, 0);
  g_assert_false (roll_is_selected (fixture.roll, note (&fixture, 0)->id));
  g_assert_true (roll_is_selected (fixture.roll, note (&fixture, 1)->id));
  drag (&fixture, 110, 61, 20, 59, ROLL_CTRL);
  g_assert_cmpuint (g_hash_table_size (fixture.roll->selected), ==, 2);
  fixture.roll->tool = ROLL_RANGE;
  drag (&fixture, 10, 100, 150, 100, 0);
  g_assert_cmpuint (g_hash_table_size (fixture.roll->selected), ==, 1);
  fixture_free (&fixture);
}

static void
test_velocity (void)
{
  Fixture fixture = fixture_new ();
  Roll *roll = fixture.roll;
  roll_press_lane (roll, 201, 10, 44, 0, 1);
  roll_drag_update (roll, 201, 32, 0);
  roll_drag_end (roll);
  g_assert_cmpint (lround (note (&fixture, 1)->velocity * 127), ==, 100 - 64);
  g_assert_cmpint (lround (note (&fixture, 0)->velocity * 127), ==, 100);
  fixture_free (&fixture);
}

static void
test_cancel (void)
{
  Fixture fixture = fixture_new ();
  Roll *roll = fixture.roll;
  const Project *before = lq_desk_project (fixture.desk);
  RollNote shown;
  roll_press (roll, 50, y_of (&fixture, 60), 0, 1);
  roll_drag_update (roll, 150, y_of (&fixture, 62), 0);
  g_assert_true (roll_drag_shown (roll, roll_note (roll, 0), &shown));
  g_assert_cmpint (shown.at, ==, START + BAR / 4);
  g_assert_cmpint (shown.pitch, ==, 62);
  g_autofree char *text = roll_drag_text (roll);
  g_assert_true (g_str_has_prefix (text, "17.2.1 · D4"));
  roll_drag_cancel (roll);
  roll_drag_end (roll);
  g_assert_true (lq_desk_project (fixture.desk) == before);
  /* A click moves nothing. */
  drag (&fixture, 50, 60, 52, 60, 0);
  g_assert_true (lq_desk_project (fixture.desk) == before);
  fixture_free (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/roll-drag/hits", test_hits);
  g_test_add_func ("/ui/roll-drag/move", test_move);
  g_test_add_func ("/ui/roll-drag/copy", test_copy);
  g_test_add_func ("/ui/roll-drag/resize", test_resize);
  g_test_add_func ("/ui/roll-drag/draw-and-erase", test_draw_and_erase);
  g_test_add_func ("/ui/roll-drag/double-click", test_double_click);
  g_test_add_func ("/ui/roll-drag/box", test_box);
  g_test_add_func ("/ui/roll-drag/velocity", test_velocity);
  g_test_add_func ("/ui/roll-drag/cancel", test_cancel);
  return g_test_run ();
}
