/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an action acts on: the range, else the selected clips, else what lies under the cursor. */
#include "desk_fixture.h"
#include "ui/desk/target.h"

#define BAR (4 * TICKS_PER_QUARTER)

static LqDesk *desk;

static Position
bar (int number)
{
  return (Position){ (number - 1) * BAR, TIME_MUSICAL };
}

static const Clip *
clip_of (const char *name)
{
  const List *tracks = lq_desk_project (desk)->tracks;
  for (int i = 0; i < list_n (tracks); i++)
    if (g_str_equal (node_name (list_get (tracks, i)), name))
      return (const Clip *) list_get (((const Track *) list_get (tracks, i))->clips, 0);
  g_assert_not_reached ();
}

static void
assert_clips (guint n)
{
  g_autoptr (GArray) clips = desk_target_clips (desk);
  g_assert_cmpuint (clips->len, ==, n);
}

/* Rows: 0 Drums, 1 Kick, 2 Gtr L, 3 Gtr R. Clips of 8 bars at 17 on both guitars. */
static void
test_cursor (void)
{
  lq_desk_set_cursor (desk, bar (16), 2, false);
  g_assert_null (desk_clip_at_cursor (desk));
  assert_clips (0);
  lq_desk_set_cursor (desk, bar (17), 2, false);
  g_assert_true (desk_clip_at_cursor (desk) == clip_of ("Gtr L"));
  assert_clips (1);
  /* A clip ends before its end. */
  lq_desk_set_cursor (desk, bar (25), 2, false);
  g_assert_null (desk_clip_at_cursor (desk));
  g_assert_cmpint (desk_cursor_units (desk), ==, 24 * 2 * UNITS_PER_SECOND);
  g_assert_cmpstr (desk_place (desk, desk_cursor_units (desk)), ==, "25.1.1");
}

static void
test_selection (void)
{
  Units from, to;
  lq_desk_set_cursor (desk, bar (1), 1, false);
  g_assert_false (desk_target_span (desk, &from, &to));
  lq_desk_select_clip (desk, clip_of ("Gtr R")->node.id, false);
  assert_clips (1);
  g_assert_true (desk_selected_span (desk, &from, &to));
  g_assert_cmpint (from, ==, 16 * 2 * UNITS_PER_SECOND);
  g_assert_cmpint (to, ==, 24 * 2 * UNITS_PER_SECOND);
  g_autoptr (GArray) tracks = desk_target_tracks (desk);
  g_assert_cmpuint (tracks->len, ==, 1);
  g_assert_cmpstr (
      node_name (project_find (lq_desk_project (desk), g_array_index (tracks, Id, 0), NULL)), ==,
      "Gtr R");
  lq_desk_select_none (desk);
}

static void
test_range (void)
{
  Units from, to;
  lq_desk_select_clip (desk, clip_of ("Gtr R")->node.id, false);
  lq_desk_set_range (desk, bar (18), bar (16), 3, 1);
  /* It comes before what is selected, and goes either way. */
  assert_clips (2);
  g_assert_true (desk_target_span (desk, &from, &to));
  g_assert_cmpint (from, ==, 15 * 2 * UNITS_PER_SECOND);
  g_autoptr (GArray) tracks = desk_target_tracks (desk);
  g_assert_cmpuint (tracks->len, ==, 3);
  lq_desk_set_range (desk, bar (15), bar (17), 1, 3);
  assert_clips (0);
  lq_desk_select_none (desk);
  lq_desk_clear_range (desk);
}

/* What lies inside a range is selected with it; the range alone says what actions act on. */
static void
test_range_selects (void)
{
  const Id left = clip_of ("Gtr L")->node.id, right = clip_of ("Gtr R")->node.id;
  g_autoptr (GError) error = NULL;

  lq_desk_set_cursor (desk, bar (17), 2, false);
  lq_desk_set_cursor (desk, bar (25), 3, true);
  g_assert_cmpuint (lq_desk_clips (desk)->len, ==, 2);
  g_assert_true (lq_desk_clip_is_selected (desk, left) && lq_desk_clip_is_selected (desk, right));
  /* A clip that it cuts is meant, but not selected. */
  lq_desk_set_cursor (desk, bar (24), 3, true);
  g_assert_cmpuint (lq_desk_clips (desk)->len, ==, 0);
  assert_clips (2);
  /* What is cut inside it comes in. */
  lq_desk_run (desk, &error, "clip.split clip='Gtr L' at=24");
  g_assert_no_error (error);
  g_assert_true (lq_desk_clip_is_selected (desk, left));
  document_undo (lq_desk_document (desk));
  g_assert_cmpuint (lq_desk_clips (desk)->len, ==, 0);
  /* It goes with the range, unless a hand keeps it. */
  lq_desk_set_cursor (desk, bar (25), 3, true);
  lq_desk_set_cursor (desk, bar (3), 1, false);
  g_assert_cmpuint (lq_desk_clips (desk)->len, ==, 0);
  assert_clips (0);
  lq_desk_set_range (desk, bar (17), bar (25), 2, 2);
  lq_desk_keep_clips (desk);
  lq_desk_clear_range (desk);
  g_assert_true (lq_desk_clip_is_selected (desk, left));
  lq_desk_select_none (desk);
}

/* Back through cursor, range and selection. */
static void
test_going_back (void)
{
  const Id right = clip_of ("Gtr R")->node.id;
  Units from, to;
  int first, last;

  lq_desk_set_cursor (desk, bar (2), 1, false);
  lq_desk_select_clip (desk, right, false);
  lq_desk_set_range (desk, bar (17), bar (25), 2, 3);
  lq_desk_begin_move (desk);
  lq_desk_set_cursor (desk, bar (5), 0, false);
  lq_desk_select_clip (desk, right, false);
  lq_desk_end_move (desk);
  lq_desk_begin_move (desk); /* a drag that is taken back leaves nothing to go back to */
  lq_desk_select_none (desk);
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (Id));
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (Id));
  g_array_append_val (kept, right);
  lq_desk_put_selection (desk, kept, none);
  lq_desk_end_move (desk);

  g_assert_true (lq_desk_undo_cursor (desk));
  g_assert_true (lq_desk_range (desk, &from, &to, &first, &last));
  g_assert_cmpuint (lq_desk_clips (desk)->len, ==, 2);
  g_assert_true (lq_desk_undo_cursor (desk));
  g_assert_false (lq_desk_range (desk, &from, &to, &first, &last));
  g_assert_cmpuint (lq_desk_clips (desk)->len, ==, 1);
  g_assert_true (lq_desk_clip_is_selected (desk, right));
  g_assert_true (lq_desk_undo_cursor (desk));
  g_assert_cmpuint (lq_desk_clips (desk)->len, ==, 0);
  g_assert_cmpint (lq_desk_cursor (desk)->at.value, ==, bar (2).value);
}

/* Clips of a group come together, selected or under the cursor. */
static void
test_group (void)
{
  g_autoptr (GError) error = NULL;
  lq_desk_run (desk, &error, "clip.group clips='Gtr L,Gtr R'");
  g_assert_no_error (error);
  lq_desk_set_cursor (desk, bar (18), 2, false);
  assert_clips (2);
  lq_desk_select_clip (desk, clip_of ("Gtr R")->node.id, false);
  g_assert_cmpuint (lq_desk_clips (desk)->len, ==, 2);
  document_undo (lq_desk_document (desk));
  lq_desk_select_none (desk);
  assert_clips (1);
}

/* Up from the first row leads to the rulers, of which some hold things. */
static void
test_rulers (void)
{
  g_assert_cmpint (lq_desk_ruler (desk), ==, N_RULERS);
  g_assert_cmpint (lq_desk_next_ruler (desk, N_RULERS, -1), ==, RULER_TEMPO);
  g_assert_cmpint (lq_desk_next_ruler (desk, RULER_MARKERS, -1), ==, N_RULERS);
  lq_desk_show_ruler (desk, RULER_TEMPO, false);
  g_assert_cmpint (lq_desk_next_ruler (desk, N_RULERS, -1), ==, RULER_LYRICS);
  lq_desk_show_ruler (desk, RULER_TEMPO, true);
  lq_desk_set_ruler (desk, RULER_SECTIONS);
  g_assert_cmpint (lq_desk_ruler (desk), ==, RULER_SECTIONS);
  lq_desk_set_cursor (desk, bar (2), lq_desk_cursor (desk)->row + 1, false);
  g_assert_cmpint (lq_desk_ruler (desk), ==, N_RULERS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  desk = desk_fixture_new ();
  g_test_add_func ("/ui/target/cursor", test_cursor);
  g_test_add_func ("/ui/target/selection", test_selection);
  g_test_add_func ("/ui/target/range", test_range);
  g_test_add_func ("/ui/target/range-selects", test_range_selects);
  g_test_add_func ("/ui/target/going-back", test_going_back);
  g_test_add_func ("/ui/target/group", test_group);
  g_test_add_func ("/ui/target/rulers", test_rulers);
  const int result = g_test_run ();
  desk_fixture_free (desk);
  return result;
}
