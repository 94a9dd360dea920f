/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lane below the notes: its points by keys and by the pointer, each edit one undo step. */
#include "ui/editor/roll_lane.h"

#include <math.h>

#include "desk_fixture.h"

#define BAR (4 * TICKS_PER_QUARTER)
#define START (16 * BAR)
#define HEIGHT 108 /* with a margin of 4: a pixel is 1.27 of 127 */

typedef struct {
  LqDesk *desk;
  Roll *roll;
} Fixture;

static int
px (double units)
{
  return (int) lround (units);
}

/* A canvas of 800 pixels that shows two bars: 100 pixels a quarter. */
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
  fixture.roll = roll_new (fixture.desk, px);
  roll_set_size (fixture.roll, 800, 160);
  roll_set_clip (fixture.roll, clip);
  roll_zoom_to (fixture.roll, START, START + 2 * BAR);
  roll_lane_show (fixture.roll, "cc1");
  roll_set_cursor (fixture.roll, START, 60, false);
  return fixture;
}

static void
fixture_free (Fixture *fixture)
{
  roll_free (fixture->roll);
  desk_fixture_free (fixture->desk);
}

/* "0:64 16:80" of places in 16ths from the start, and values. */
static void
assert_points (Fixture *fixture, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  roll_desk_changed (fixture->roll, DESK_PROJECT);
  g_autoptr (GArray) points = roll_lane_points (fixture->roll);
  for (guint i = 0; i < points->len; i++) {
    const LanePoint *point = &g_array_index (points, LanePoint, i);
    g_string_append_printf (text, "%s%g:%g", i ? " " : "",
                            (double) (point->at - START) / (TICKS_PER_QUARTER / 4.0), point->value);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
drag (Fixture *fixture, double x, double y, double to_x, double to_y, unsigned mods)
{
  roll_press_lane (fixture->roll, x, y, HEIGHT, mods, 1);
  for (int i = 1; i <= 4; i++)
    roll_drag_update (fixture->roll, x + (to_x - x) * i / 4, y + (to_y - y) * i / 4, mods);
  roll_drag_end (fixture->roll);
}

static double
y_of (const Fixture *fixture, double value)
{
  return roll_lane_y (fixture->roll, value, HEIGHT);
}

static void
test_keys (void)
{
  Fixture fixture = fixture_new ();
  roll_edit (fixture.roll, EDIT_VELOCITY, 8);
  assert_points (&fixture, "0:8");
  roll_move_cursor (fixture.roll, 4, 0, false);
  roll_edit (fixture.roll, EDIT_INSERT, 0);
  assert_points (&fixture, "0:8 4:8");
  roll_edit (fixture.roll, EDIT_VELOCITY, -1);
  assert_points (&fixture, "0:8 4:7");
  roll_edit (fixture.roll, EDIT_MOVE, 2);
  assert_points (&fixture, "0:8 6:7");
  /* The cursor went along; on to the one before, and both as a range. */
  roll_next_note (fixture.roll, -1);
  g_assert_cmpint (roll_at (fixture.roll), ==, START);
  roll_move_cursor (fixture.roll, 8, 0, true);
  roll_edit (fixture.roll, EDIT_VELOCITY, 100);
  assert_points (&fixture, "0:108 6:107");
  roll_edit (fixture.roll, EDIT_DELETE, 0);
  assert_points (&fixture, "");
  document_undo (lq_desk_document (fixture.desk));
  assert_points (&fixture, "0:108 6:107");
  /* The notes have their keys back. */
  roll_lane_enter (fixture.roll, false);
  roll_edit (fixture.roll, EDIT_INSERT, 0);
  assert_points (&fixture, "0:108 6:107");
  g_assert_cmpuint (fixture.roll->notes->len, ==, 1);
  fixture_free (&fixture);
}

static void
test_points (void)
{
  Fixture fixture = fixture_new ();
  /* Twice beside all points: one there, on the grid. */
  roll_press_lane (fixture.roll, 103, y_of (&fixture, 100), HEIGHT, 0, 2);
  assert_points (&fixture, "4:100");
  drag (&fixture, 100, y_of (&fixture, 100), 200, y_of (&fixture, 50), 0);
  assert_points (&fixture, "8:50");
  drag (&fixture, 200, y_of (&fixture, 50), 205, y_of (&fixture, 127), ROLL_SHIFT);
  assert_points (&fixture, "8:127");
  roll_press_lane (fixture.roll, 200, y_of (&fixture, 127), HEIGHT, 0, 1);
  roll_drag_update (fixture.roll, 300, y_of (&fixture, 0), 0);
  roll_drag_cancel (fixture.roll);
  assert_points (&fixture, "8:127");
  roll_press_lane (fixture.roll, 200, y_of (&fixture, 127), HEIGHT, 0, 2);
  assert_points (&fixture, "");
  for (int i = 0; i < 4; i++)
    document_undo (lq_desk_document (fixture.desk));
  assert_points (&fixture, "");
  fixture_free (&fixture);
}

/* The pencil: steps of a 16th that is 25 pixels wide here, halved until they are finer than 8. */
static void
test_pencil (void)
{
  Fixture fixture = fixture_new ();
  fixture.roll->tool = ROLL_PENCIL;
  drag (&fixture, 0, y_of (&fixture, 127), 24, y_of (&fixture, 127), 0);
  assert_points (&fixture, "0:127");
  drag (&fixture, 50, y_of (&fixture, 0), 98, y_of (&fixture, 0), 0);
  assert_points (&fixture, "0:127 2:0 4:127");
  roll_lane_show (fixture.roll, "bend");
  fixture.roll->tool = ROLL_PENCIL;
  drag (&fixture, 0, y_of (&fixture, 0), 24, y_of (&fixture, 0), 0);
  assert_points (&fixture, "0:0");
  fixture_free (&fixture);
}

static void
test_values (void)
{
  Fixture fixture = fixture_new ();
  g_autofree char *name = roll_lane_name ("bend@3"), *plain = roll_lane_name ("cc20");
  g_assert_cmpstr (name, ==, "Bend, channel 3");
  g_assert_cmpstr (plain, ==, "CC 20");
  lq_desk_run (fixture.desk, NULL,
               "controller.add clip=%s controller=cc1 at=17.2.1 value=0 "
               "shape=linear",
               lq_desk_id (fixture.desk, fixture.roll->clip));
  lq_desk_run (fixture.desk, NULL, "controller.add clip=%s controller=cc1 at=17.4.1 value=100",
               lq_desk_id (fixture.desk, fixture.roll->clip));
  g_autoptr (GArray) points = roll_lane_points (fixture.roll);
  g_assert_true (isnan (roll_lane_value (fixture.roll, points, START)));
  g_assert_cmpfloat (roll_lane_value (fixture.roll, points, START + BAR / 2), ==, 50);
  g_assert_cmpfloat (roll_lane_value (fixture.roll, points, START + 2 * BAR), ==, 100);
  g_autoptr (GPtrArray) used = roll_lane_used (fixture.roll);
  g_assert_cmpuint (used->len, ==, 1);
  g_assert_cmpstr (used->pdata[0], ==, "cc1");
  fixture_free (&fixture);
}

/* Pitch of one note: a beat long from the start, with another an octave higher. */
static void
test_note (void)
{
  Fixture fixture = fixture_new ();
  Roll *roll = fixture.roll;
  g_assert_true (roll_add_note (roll, START, TICKS_PER_QUARTER, 60, 0.8));
  g_assert_true (roll_add_note (roll, START, TICKS_PER_QUARTER, 72, 0.8));
  roll_desk_changed (roll, DESK_PROJECT);
  roll_select_none (roll);
  roll_lane_show (roll, "note:pitch");
  /* Before a note that begins a little later, its start is meant. */
  g_assert_true (roll_add_note (roll, START + BAR + 5, TICKS_PER_QUARTER, 60, 0.8));
  roll_desk_changed (roll, DESK_PROJECT);
  roll_select_none (roll);
  roll_set_cursor (roll, START + BAR, 60, false);
  roll_edit (roll, EDIT_INSERT, 0);
  g_assert_cmpint (roll_at (roll), ==, START + BAR + 5);
  roll_edit (roll, EDIT_DELETE, 0);
  assert_points (&fixture, "");
  roll_set_cursor (roll, START, 60, false);
  roll_edit (roll, EDIT_VELOCITY, 8);
  assert_points (&fixture, "0:1");
  roll_move_cursor (roll, 2, 0, false);
  roll_edit (roll, EDIT_VELOCITY, -1);
  assert_points (&fixture, "0:1 2:0.9");
  roll_edit (roll, EDIT_MOVE, 1);
  assert_points (&fixture, "0:1 3:0.9");
  /* The other note has none of it, and behind them there is none to draw on. */
  roll_set_cursor (roll, START, 72, false);
  assert_points (&fixture, "");
  roll_set_cursor (roll, START + BAR / 2, 72, false);
  roll_edit (roll, EDIT_VELOCITY, 8);
  roll_set_cursor (roll, START, 60, false);
  assert_points (&fixture, "0:1 3:0.9");
  /* The pointer: a point is moved, and the pencil draws no further than the note. */
  drag (&fixture, 75, y_of (&fixture, 0.9), 75, y_of (&fixture, -5), 0);
  assert_points (&fixture, "0:1 3:-5");
  roll->tool = ROLL_PENCIL;
  drag (&fixture, 50, y_of (&fixture, 2), 400, y_of (&fixture, 2), 0);
  g_autoptr (GArray) points = roll_lane_points (roll);
  const LanePoint *last = &g_array_index (points, LanePoint, points->len - 1);
  g_assert_cmpint (last->at, <, START + TICKS_PER_QUARTER);
  g_assert_cmpfloat (last->value, ==, 2);
  g_assert_cmpfloat (roll_lane_value (roll, points, START + TICKS_PER_QUARTER * 3 / 4), ==, 2);
  for (int i = 0; i < 5; i++)
    document_undo (lq_desk_document (fixture.desk));
  assert_points (&fixture, "");
  fixture_free (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/roll-lane/keys", test_keys);
  g_test_add_func ("/ui/roll-lane/points", test_points);
  g_test_add_func ("/ui/roll-lane/pencil", test_pencil);
  g_test_add_func ("/ui/roll-lane/values", test_values);
  g_test_add_func ("/ui/roll-lane/note", test_note);
  return g_test_run ();
}
