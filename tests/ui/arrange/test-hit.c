/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which zone lies where: on clips of every height and width, automation, takes and rulers. */
#include "drag_fixture.h"
#include "ui/arrange/snap.h"

static HitKind
at (LqDesk *desk, double x, double y)
{
  HitTester tester;
  hit_tester_init (&tester, desk);
  const Hit hit = hit_timeline (&tester, x, y);
  hit_tester_clear (&tester);
  return hit.kind;
}

/* "Line" of the bass is 0 to 500 wide. */
static void
test_clip (void)
{
  static const int heights[] = { HEIGHT_S, HEIGHT_M, HEIGHT_L, HEIGHT_XL };
  LqDesk *desk = drag_fixture_new ();

  for (size_t i = 0; i < G_N_ELEMENTS (heights); i++) {
    const int height = heights[i];
    lq_desk_set_height (desk, drag_fixture_track (desk, "Bass"), height);
    const int y = drag_fixture_y (desk, "Bass");
    g_assert_cmpint (at (desk, 2, y + 3), ==, HIT_FADE_IN);
    g_assert_cmpint (at (desk, 11, y + 3), ==, HIT_FADE_IN);
    g_assert_cmpint (at (desk, 497, y + 3), ==, HIT_FADE_OUT);
    g_assert_cmpint (at (desk, 3, y + height - 3), ==, HIT_CLIP_START);
    g_assert_cmpint (at (desk, 496, y + height - 3), ==, HIT_CLIP_END);
    g_assert_cmpint (at (desk, 250, y + 3), ==, HIT_GAIN);
    g_assert_cmpint (at (desk, 100, y + 3), ==, HIT_CLIP);
    g_assert_cmpint (at (desk, 100, y + height / 2 - 1), ==, HIT_CLIP);
    g_assert_cmpint (at (desk, 100, y + height / 2 + 1), ==, HIT_CLIP_BODY);
    g_assert_cmpint (at (desk, 600, y + 3), ==, HIT_LANE);
  }
  g_assert_cmpint (at (desk, 100, 790), ==, HIT_NOTHING);
  drag_fixture_free (desk);
}

/* The narrower a clip, the less room for its edges, and at last there is none. */
static void
test_narrow (void)
{
  LqDesk *desk = drag_fixture_new ();
  const int y = drag_fixture_y (desk, "Bass");
  lq_desk_view (desk)->px_per_second = 2; /* 20 wide */
  g_assert_cmpint (at (desk, 1, y + 30), ==, HIT_CLIP_START);
  g_assert_cmpint (at (desk, 6, y + 30), ==, HIT_CLIP_BODY);
  g_assert_cmpint (at (desk, 18, y + 30), ==, HIT_CLIP_END);
  g_assert_cmpint (at (desk, 10, y + 3), ==, HIT_CLIP);
  lq_desk_view (desk)->px_per_second = 1;
  g_assert_cmpint (at (desk, 1, y + 30), ==, HIT_CLIP_BODY);
  g_assert_cmpint (at (desk, 1, y + 3), ==, HIT_CLIP);
  drag_fixture_free (desk);
}

/* Notes have no fades and no gain line. */
static void
test_notes (void)
{
  LqDesk *desk = drag_fixture_new ();
  const int y = drag_fixture_y (desk, "Keys");
  g_assert_cmpint (at (desk, 2, y + 3), ==, HIT_CLIP_START);
  g_assert_cmpint (at (desk, 200, y + 3), ==, HIT_CLIP);
  drag_fixture_free (desk);
}

static void
test_crossfade (void)
{
  LqDesk *desk = drag_fixture_new ();
  g_assert_true (lq_desk_run (desk, NULL, "clip.split clip=Line at=3.1.1"));
  g_assert_true (lq_desk_run (desk, NULL, "clip.crossfade clip=%s length=1s",
                              lq_desk_id (desk, drag_fixture_clip (desk, "Line"))));
  const int y = drag_fixture_y (desk, "Bass");
  g_assert_cmpint (at (desk, 200, y + 3), ==, HIT_CROSSFADE_MOVE);
  g_assert_cmpint (at (desk, 216, y + 3), ==, HIT_CROSSFADE);
  g_assert_cmpint (at (desk, 200, y + 20), !=, HIT_CROSSFADE_MOVE);
  g_assert_cmpint (at (desk, 140, y + 3), ==, HIT_CLIP);
  drag_fixture_free (desk);
}

static void
test_lanes (void)
{
  LqDesk *desk = drag_fixture_new ();
  const Id drums = drag_fixture_track (desk, "Drums");
  lq_desk_show_automation (desk, drums, true);
  lq_desk_show_takes (desk, drums, true);
  const int lane = drag_fixture_lane_y (desk, "Drums", ROW_AUTOMATION, 0);
  const Row *row = &lq_desk_rows (desk)->rows[rows_at (lq_desk_rows (desk), lane + 1)];
  const Envelope *envelope = envelope_of_row (row);
  g_assert_cmpstr (text_get (envelope->param), ==, "gain");
  /* Heights of the points of 0 dB at bar 1 and -6 dB at bar 5: 0.75 and 0.6 of the fader. */
  int found = -1;
  for (int y = 0; y < row->height && found < 0; y++)
    if (at (desk, 400, lane + y) == HIT_POINT)
      found = y;
  g_assert_cmpint (found, >=, 0);
  g_assert_cmpint (at (desk, 300, lane + row->height - 1), ==, HIT_AUTOMATION);
  int lines = 0, bends = 0;
  for (int y = 0; y < row->height; y++) {
    lines += at (desk, 100, lane + y) == HIT_LINE;
    bends += at (desk, 200, lane + y) == HIT_BEND;
  }
  g_assert_cmpint (lines, >=, 10);
  g_assert_cmpint (bends, >=, 10);

  const int take = drag_fixture_lane_y (desk, "Drums", ROW_TAKE, 0);
  g_assert_cmpint (at (desk, 100, take + 5), ==, HIT_TAKE);
  g_assert_cmpint (at (desk, 203, take + 5), ==, HIT_PART_EDGE);
  const int y = drag_fixture_y (desk, "Drums");
  g_assert_cmpint (at (desk, 203, y + 30), ==, HIT_PART_EDGE);
  g_assert_cmpint (at (desk, 203, y + 3), ==, HIT_CLIP);
  drag_fixture_free (desk);
}

static Hit
in_ruler (LqDesk *desk, Ruler ruler, double x, double y)
{
  return hit_ruler (desk, ruler, x, y, 20);
}

static void
test_rulers (void)
{
  LqDesk *desk = drag_fixture_new ();
  g_assert_cmpint (in_ruler (desk, RULER_TIME, 50, 5).kind, ==, HIT_TIME);
  g_assert_cmpint (in_ruler (desk, RULER_BARS, 250, 5).kind, ==, HIT_BARS);
  g_assert_true (lq_desk_run (desk, NULL, "loop.set from=2.1.1 to=5.1.1"));
  g_assert_cmpint (in_ruler (desk, RULER_BARS, 102, 5).kind, ==, HIT_LOOP_START);
  g_assert_cmpint (in_ruler (desk, RULER_BARS, 397, 5).kind, ==, HIT_LOOP_END);
  g_assert_cmpint (in_ruler (desk, RULER_BARS, 250, 5).kind, ==, HIT_LOOP);
  g_assert_cmpint (in_ruler (desk, RULER_BARS, 250, 15).kind, ==, HIT_BARS);
  g_assert_cmpint (in_ruler (desk, RULER_MARKERS, 405, 5).kind, ==, HIT_ITEM);
  g_assert_cmpint (in_ruler (desk, RULER_MARKERS, 300, 5).kind, ==, HIT_RULER);
  g_assert_cmpint (in_ruler (desk, RULER_SECTIONS, 200, 5).kind, ==, HIT_ITEM);
  g_assert_cmpint (in_ruler (desk, RULER_SECTIONS, 402, 5).kind, ==, HIT_ITEM_START);
  g_assert_cmpint (in_ruler (desk, RULER_SECTIONS, 397, 5).kind, ==, HIT_ITEM_END);
  g_assert_cmpint (in_ruler (desk, RULER_CHORDS, 420, 5).kind, ==, HIT_ITEM);
  g_assert_cmpint (in_ruler (desk, RULER_CHORDS, 598, 5).kind, ==, HIT_ITEM_END);
  g_assert_cmpint (in_ruler (desk, RULER_LYRICS, 410, 5).kind, ==, HIT_ITEM);
  g_assert_cmpint (in_ruler (desk, RULER_TEMPO, 805, 5).kind, ==, HIT_ITEM);
  g_assert_cmpint (in_ruler (desk, RULER_TEMPO, 600, 5).kind, ==, HIT_RULER);
  drag_fixture_free (desk);
}

static Snap
snap_at (LqDesk *desk, double x, bool off)
{
  const SnapHow how = { .free = off, .row = -1 };
  return snap_place (desk, lq_desk_at (desk, x), &how);
}

static void
test_snap (void)
{
  LqDesk *desk = drag_fixture_new ();
  lq_desk_grid (desk)->step = 0;
  lq_desk_grid (desk)->bars = 1;
  g_assert_cmpint (snap_at (desk, 130, false).kind, ==, SNAP_GRID);
  g_assert_cmpint (snap_at (desk, 130, false).units, ==, 2 * UNITS_PER_SECOND);
  /* "There" stands at 12.5 s, between bars. */
  g_assert_cmpint (snap_at (desk, 629, false).kind, ==, SNAP_MARKER);
  g_assert_cmpint (snap_at (desk, 629, false).units, ==, 25 * UNITS_PER_SECOND / 2);
  g_assert_cmpint (snap_at (desk, 640, false).kind, ==, SNAP_GRID);
  g_assert_cmpint (snap_at (desk, 629, true).kind, ==, SNAP_NONE);
  lq_desk_grid (desk)->to_markers = false;
  g_assert_cmpint (snap_at (desk, 629, false).kind, ==, SNAP_GRID);
  /* "Late" begins at 20 s, on no bar. */
  g_assert_cmpint (snap_at (desk, 1003, false).units, ==, 20 * UNITS_PER_SECOND);
  g_assert_cmpint (snap_at (desk, 1003, false).kind, ==, SNAP_CLIP);
  /* A note stands at 1.2.1, half a second from the start. */
  const int keys = rows_find (lq_desk_rows (desk), ROW_TRACK, drag_fixture_track (desk, "Keys"), 0);
  const SnapHow how = { .row = keys };
  g_assert_cmpint (snap_place (desk, lq_desk_at (desk, 27), &how).kind, ==, SNAP_GRID);
  lq_desk_grid (desk)->to_transients = true;
  g_assert_cmpint (snap_place (desk, lq_desk_at (desk, 27), &how).kind, ==, SNAP_TRANSIENT);
  g_assert_cmpint (snap_place (desk, lq_desk_at (desk, 27), &how).units, ==, UNITS_PER_SECOND / 2);
  lq_desk_grid (desk)->snap = false;
  g_assert_cmpint (snap_at (desk, 1003, false).kind, ==, SNAP_NONE);
  drag_fixture_free (desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hit/clip", test_clip);
  g_test_add_func ("/hit/narrow", test_narrow);
  g_test_add_func ("/hit/notes", test_notes);
  g_test_add_func ("/hit/crossfade", test_crossfade);
  g_test_add_func ("/hit/lanes", test_lanes);
  g_test_add_func ("/hit/rulers", test_rulers);
  g_test_add_func ("/hit/snap", test_snap);
  return g_test_run ();
}
