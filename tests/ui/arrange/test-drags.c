/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drags become command lines, do what they say, and are undone to the same song; a cancelled one
 * leaves everything as it was. */
#include <string.h>

#include "drag_fixture.h"
#include "model/clip.h"

#define ALT DRAG_ALT
#define CTRL DRAG_CTRL
#define SHIFT DRAG_SHIFT

static void
test_move (void)
{
  LqDesk *desk = drag_fixture_new ();
  const int bass = drag_fixture_y (desk, "Bass") + 5, drums = drag_fixture_y (desk, "Drums") + 5;

  drag_fixture_pull (desk, 100, bass, 200, bass, 0, "clip.move clip=Line to=2.1.1");
  drag_fixture_pull (desk, 100, bass, 203, bass, ALT, "clip.move clip=Line to=98880f");
  drag_fixture_pull (desk, 100, bass, 200, bass, CTRL, "clip.duplicate clip=Line to=2.1.1");
  drag_fixture_pull (desk, 100, bass, 230, drums, SHIFT, "clip.move clip=Line to=2.2.1");
  drag_fixture_pull (desk, 100, bass, 101, drums, 0, "clip.move clip=Line track=Drums");
  drag_fixture_pull (desk, 100, bass, 200, drums, 0, "clip.move clip=Line to=2.1.1 track=Drums");
  drag_fixture_pull (desk, 100, bass, 200, drums, CTRL,
                     "clip.duplicate clip=Line to=2.1.1 track=Drums");
  drag_fixture_pull (desk, 100, bass, 150, bass, CTRL | SHIFT, "clip.slip clip=Line by=48000f");
  /* Not before the start of the song, and nothing where it is already. */
  drag_fixture_pull (desk, 300, bass, 100, bass, 0, "");
  drag_fixture_pull (desk, 100, bass, 103, bass, 0, "");
  drag_fixture_free (desk);
}

static void
test_refused (void)
{
  LqDesk *desk = drag_fixture_new ();
  const int bass = drag_fixture_y (desk, "Bass") + 5, keys = drag_fixture_y (desk, "Keys") + 5;
  Drag *drag = drag_fixture_begin (desk, 100, bass, 0);
  drag_move (drag, 200, keys, 0);
  g_assert_true (drag_show (drag)->refused);
  g_assert_cmpstr (drag_show (drag)->tag, ==, "“Keys” carries no audio");
  drag_fixture_finish (desk, drag, "");
  drag_fixture_free (desk);
}

/* Two clips of two tracks keep their places among each other, by ticks. */
static void
test_several (void)
{
  LqDesk *desk = drag_fixture_new ();
  const int bass = drag_fixture_y (desk, "Bass") + 5;
  const Id ids[] = { drag_fixture_clip (desk, "Late"), drag_fixture_clip (desk, "Line") };
  g_assert_true (lq_desk_run (desk, NULL, "track.add kind=audio name=Top"));
  g_assert_true (lq_desk_run (desk, NULL, "track.move track=Top to=1"));
  const int drag_y = drag_fixture_y (desk, "Bass") + 5, top = drag_fixture_y (desk, "Top") + 5;
  g_assert_cmpint (drag_y, >, bass);
  lq_desk_select_clips (desk, ids, 2);
  drag_fixture_pull (desk, 100, drag_y, 200, drag_y, 0, "clip.move clip=Line,Late to=2.1.1");
  lq_desk_select_clips (desk, ids, 2);
  drag_fixture_pull (desk, 100, drag_y, 100, top, 0, "clip.move clip=Line,Late track=Top");
  lq_desk_select_clips (desk, ids, 2);
  drag_fixture_pull (desk, 100, drag_y, 200, drag_y, CTRL,
                     "clip.duplicate clip=Late to=1056000f; clip.duplicate clip=Line to=2.1.1");
  drag_fixture_free (desk);
}

static void
test_edges (void)
{
  LqDesk *desk = drag_fixture_new ();
  const int y = drag_fixture_y (desk, "Bass") + 30;
  drag_fixture_pull (desk, 498, y, 398, y, 0, "clip.trim clip=Line end=5.1.1");
  drag_fixture_pull (desk, 2, y, 102, y, 0, "clip.trim clip=Line start=2.1.1");
  drag_fixture_pull (desk, 498, y, 398, y, CTRL | SHIFT, "clip.set clip=Line stretch=0.8");
  drag_fixture_pull (desk, 2, y, 102, y, CTRL | SHIFT,
                     "clip.set clip=Line stretch=0.8; clip.move clip=Line to=2.1.1");
  drag_fixture_pull (desk, 1002, y, 902, y, CTRL | SHIFT | ALT,
                     "clip.move clip=Late to=864000f; clip.set clip=Late stretch=1.2");
  drag_fixture_free (desk);
}

static void
test_fades (void)
{
  LqDesk *desk = drag_fixture_new ();
  const int y = drag_fixture_y (desk, "Bass") + 4;
  drag_fixture_pull (desk, 4, y, 54, y, 0, "clip.set clip=Line fade_in=51840f");
  drag_fixture_pull (desk, 497, y, 450, y, 0, "clip.set clip=Line fade_out=48000f");
  drag_fixture_pull (desk, 250, y, 250, y - 30, 0, "clip.set clip=Line gain=3.00");
  drag_fixture_pull (desk, 250, y, 250, y + 30, SHIFT, "clip.set clip=Line gain=-0.30");
  lq_desk_set_tool (desk, TOOL_FADE);
  drag_fixture_pull (desk, 400, y + 20, 350, y + 20, 0, "clip.set clip=Line fade_out=144000f");
  lq_desk_set_tool (desk, TOOL_POINTER);
  /* Over the joint into the neighbor. */
  g_assert_true (lq_desk_run (desk, NULL, "clip.split clip=Line at=3.1.1"));
  drag_fixture_pull (desk, 203, y, 180, y, 0, "clip.crossfade clip=Line length=38400f");
  drag_fixture_pull (desk, 197, y, 220, y, 0, "clip.crossfade clip=Line length=38400f");
  drag_fixture_free (desk);
}

static void
test_edit_group (void)
{
  LqDesk *desk = drag_fixture_new ();
  const int y = drag_fixture_y (desk, "Bass") + 4;
  g_assert_true (lq_desk_run (desk, NULL, "edit_group.set name=Rhythm on=on"));
  drag_fixture_pull (desk, 4, y, 54, y, 0,
                     "clip.set clip=Line fade_in=51840f; clip.set clip=Beat fade_in=51840f");
  drag_fixture_pull (desk, 100, y, 200, y, 0, "clip.move clip=Line,Beat to=2.1.1");
  /* The command cuts the fellow by itself. */
  Drag *drag = drag_fixture_begin (desk, 498, y + 26, 0);
  drag_move (drag, 398, y + 26, 0);
  g_assert_true (drag_end (drag));
  const Clip *beat =
      project_find_clip (lq_desk_project (desk), drag_fixture_clip (desk, "Beat"), NULL, NULL);
  g_assert_cmpint (clip_end_units (lq_desk_map (desk), beat), ==, 8 * UNITS_PER_SECOND);
  drag_fixture_free (desk);
}

/* Clips of a group move as one. */
static void
test_group (void)
{
  LqDesk *desk = drag_fixture_new ();
  const int bass = drag_fixture_y (desk, "Bass") + 5;
  g_assert_true (lq_desk_run (desk, NULL, "clip.group clips=Line,Chords"));
  drag_fixture_pull (desk, 100, bass, 200, bass, 0, "clip.move clip=Line,Chords to=2.1.1");
  drag_fixture_free (desk);
}

static void
test_range (void)
{
  LqDesk *desk = drag_fixture_new ();
  const int y = drag_fixture_y (desk, "Bass") + 30;
  Units from, to;
  int first, last;
  drag_fixture_pull (desk, 100, y, 310, y, 0, "");
  g_assert_true (lq_desk_range (desk, &from, &to, &first, &last));
  g_assert_cmpint (from, ==, 2 * UNITS_PER_SECOND);
  g_assert_cmpint (to, ==, 6 * UNITS_PER_SECOND);
  g_assert_cmpint (first, ==, last);
  /* A cancelled one leaves the range that was there. */
  PickBefore before = pick_before (desk);
  Drag *drag = drag_fixture_begin (desk, 700, y, 0);
  drag_move (drag, 900, y, 0);
  drag_cancel (drag);
  pick_end (desk, &before, true);
  g_assert_true (lq_desk_range (desk, &from, &to, &first, &last));
  g_assert_cmpint (from, ==, 2 * UNITS_PER_SECOND);
  g_assert_cmpint (to, ==, 6 * UNITS_PER_SECOND);
  drag_fixture_free (desk);
}

static void
test_cancel (void)
{
  LqDesk *desk = drag_fixture_new ();
  const uint64_t before = fixture_digest (lq_desk_project (desk));
  const int y = drag_fixture_y (desk, "Bass");
  static const struct {
    double x, y;
  } places[] = { { 100, 5 }, { 4, 4 }, { 250, 5 }, { 2, 30 }, { 498, 30 } };
  for (size_t i = 0; i < G_N_ELEMENTS (places); i++) {
    PickBefore picked = pick_before (desk);
    Drag *drag = drag_fixture_begin (desk, places[i].x, y + places[i].y, 0);
    drag_move (drag, places[i].x + 100, y + places[i].y + 20, 0);
    drag_cancel (drag);
    pick_end (desk, &picked, true);
    g_assert_cmpuint (fixture_digest (lq_desk_project (desk)), ==, before);
    g_assert_cmpuint (lq_desk_clips (desk)->len, ==, 0);
  }
  g_assert_false (document_undo (lq_desk_document (desk)));
  drag_fixture_free (desk);
}

static void
pull_ruler (LqDesk *desk, Ruler ruler, double x, double y, double to_x, double to_y, unsigned keys,
            const char *expected)
{
  const Hit hit = hit_ruler (desk, ruler, x, y, 20);
  Drag *drag = drag_new (desk, &hit, x, y, 0);
  drag_move (drag, to_x, to_y, keys);
  drag_fixture_finish (desk, drag, expected);
}

static void
test_rulers (void)
{
  LqDesk *desk = drag_fixture_new ();
  pull_ruler (desk, RULER_BARS, 100, 5, 300, 5, 0, "loop.set from=2.1.1 to=4.1.1 on=on");
  pull_ruler (desk, RULER_BARS, 300, 5, 100, 5, 0, "loop.set from=2.1.1 to=4.1.1 on=on");
  g_assert_true (lq_desk_run (desk, NULL, "loop.set from=2.1.1 to=4.1.1"));
  pull_ruler (desk, RULER_BARS, 298, 5, 400, 5, 0, "loop.set from=2.1.1 to=5.1.1 on=on");
  pull_ruler (desk, RULER_BARS, 200, 5, 300, 5, 0, "loop.set from=3.1.1 to=5.1.1 on=on");
  pull_ruler (desk, RULER_MARKERS, 405, 5, 505, 5, 0, "marker.move marker=Here to=6.1.1");
  pull_ruler (desk, RULER_MARKERS, 405, 5, 505, 5, CTRL, "marker.add at=6.1.1 name='Here'");
  pull_ruler (desk, RULER_SECTIONS, 200, 5, 790, 5, 0, "section.move section=Intro to=9.1.1");
  pull_ruler (desk, RULER_SECTIONS, 200, 5, 790, 5, CTRL,
              "section.duplicate section=Intro to=9.1.1");
  pull_ruler (desk, RULER_SECTIONS, 397, 5, 300, 5, 0, "section.set section=Intro end=4.1.1");
  pull_ruler (desk, RULER_SECTIONS, 402, 5, 500, 5, 0, "section.set section=Verse at=6.1.1");
  pull_ruler (desk, RULER_CHORDS, 10, 5, 110, 5, 0, "chord.set chord=Am7 at=2.1.1");
  pull_ruler (desk, RULER_CHORDS, 598, 5, 500, 5, 0, "chord.set chord=F/C length=61440t");
  pull_ruler (desk, RULER_TEMPO, 5, 15, 5, 0, 0, "tempo.add at=1.1.1 bpm=125 ramp=off");
  pull_ruler (desk, RULER_TEMPO, 805, 15, 705, 15, 0,
              "tempo.remove at=9.1.1; tempo.add at=8.1.1 bpm=100 ramp=on");
  drag_fixture_free (desk);
}

/* The middle of a point, by the zones. */
static double
point_y (LqDesk *desk, double x, int lane)
{
  for (int y = 0; y < 200; y++) {
    HitTester tester;
    hit_tester_init (&tester, desk);
    const Hit hit = hit_timeline (&tester, x, lane + y);
    hit_tester_clear (&tester);
    if (hit.kind == HIT_POINT || hit.kind == HIT_BEND)
      return hit.y;
  }
  g_assert_not_reached ();
}

static void
test_points (void)
{
  LqDesk *desk = drag_fixture_new ();
  lq_desk_show_automation (desk, drag_fixture_track (desk, "Drums"), true);
  const int lane = drag_fixture_lane_y (desk, "Drums", ROW_AUTOMATION, 0);
  const double y = point_y (desk, 400, lane), bend = point_y (desk, 200, lane);

  drag_fixture_pull (desk, 400, y, 500, y, 0,
                     "automation.move track=Drums target=gain at=5.1.1 to=6.1.1 value=-6");
  drag_fixture_pull (desk, 400, y, 503, y + 8, SHIFT,
                     "automation.move track=Drums target=gain at=5.1.1 to=6.1.1 value=-6");
  drag_fixture_pull (desk, 400, y, 500, y, CTRL,
                     "automation.add track=Drums target=gain at=6.1.1 value=-6 shape=linear");
  /* It does not pass its neighbor, and the segment bends to the pointer. */
  Drag *drag = drag_fixture_begin (desk, 400, y, 0);
  drag_move (drag, 1200, y, 0);
  g_autoptr (GPtrArray) lines = drag_lines (drag);
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_null (strstr (lines->pdata[0], "to=9.1.1 "));
  drag_cancel (drag);
  drag = drag_fixture_begin (desk, 200, bend, 0);
  drag_move (drag, 200, bend - 20, 0);
  g_autoptr (GPtrArray) bent = drag_lines (drag);
  g_assert_cmpuint (bent->len, ==, 1);
  g_assert_nonnull (strstr (bent->pdata[0], "at=1.1.1 shape=curve tension="));
  drag_cancel (drag);
  /* Those of a range go together. */
  const int row = rows_at (lq_desk_rows (desk), lane + 1);
  lq_desk_set_range (desk, (Position){ 0, TIME_MUSICAL },
                     (Position){ 6 * 4 * TICKS_PER_QUARTER, TIME_MUSICAL }, row, row);
  drag_fixture_pull (desk, 400, y, 500, y, 0,
                     "automation.move track=Drums target=gain at=5.1.1 to=6.1.1 value=-6; "
                     "automation.move track=Drums target=gain at=1.1.1 to=2.1.1 value=0");
  drag_fixture_free (desk);
}

static void
test_pencil (void)
{
  LqDesk *desk = drag_fixture_new ();
  lq_desk_show_automation (desk, drag_fixture_track (desk, "Drums"), true);
  const int lane = drag_fixture_lane_y (desk, "Drums", ROW_AUTOMATION, 0);
  const int keys = drag_fixture_y (desk, "Keys") + 20;
  lq_desk_set_tool (desk, TOOL_PENCIL);
  drag_fixture_pull (desk, 600, keys, 700, keys, 0, "clip.add track=Keys at=7.1.1 length=61440t");
  const uint64_t before = fixture_digest (lq_desk_project (desk));
  Drag *drag = drag_fixture_begin (desk, 100, lane + 28, 0);
  for (int x = 100; x <= 300; x += 10)
    drag_move (drag, x, lane + 28 - x / 20.0, 0);
  g_autoptr (GPtrArray) lines = drag_lines (drag);
  g_autofree char *named = drag_fixture_named (desk, lines);
  g_assert_true (g_str_has_prefix (
      named, "automation.write track=Drums target=gain from=2.1.1 to=4.1.1 points=96000:"));
  g_assert_true (drag_end (drag));
  g_assert_cmpuint (fixture_digest (lq_desk_project (desk)), !=, before);
  g_assert_true (document_undo (lq_desk_document (desk)));
  g_assert_cmpuint (fixture_digest (lq_desk_project (desk)), ==, before);
  drag_fixture_free (desk);
}

static void
test_takes (void)
{
  LqDesk *desk = drag_fixture_new ();
  lq_desk_show_takes (desk, drag_fixture_track (desk, "Drums"), true);
  const int two = drag_fixture_lane_y (desk, "Drums", ROW_TAKE, 0) + 5; /* the newest on top */
  const int one = drag_fixture_lane_y (desk, "Drums", ROW_TAKE, 1) + 5;
  const int drums = drag_fixture_y (desk, "Drums") + 30;
  drag_fixture_pull (desk, 250, one, 325, one, 0,
                     "comp.set track=Drums from=3.3.1 to=4.2.1 lane=One");
  drag_fixture_pull (desk, 150, two, 50, two, 0,
                     "comp.set track=Drums from=1.3.1 to=2.3.1 lane=Two");
  drag_fixture_pull (desk, 202, drums, 250, drums, 0,
                     "comp.set track=Drums from=3.1.1 to=3.3.1 lane=One");
  drag_fixture_pull (desk, 202, drums, 150, drums, 0,
                     "comp.set track=Drums from=2.3.1 to=3.1.1 lane=Two");
  drag_fixture_pull (desk, 398, drums, 450, drums, 0,
                     "comp.set track=Drums from=5.1.1 to=5.3.1 lane=Two");
  drag_fixture_free (desk);
}

static void
pull_header (LqDesk *desk, const char *track, double y, const char *expected)
{
  const int from = drag_fixture_y (desk, track);
  Drag *drag = drag_new_header (desk, rows_at (lq_desk_rows (desk), from + 1), from + 10, false);
  drag_move (drag, 0, y, 0);
  drag_fixture_finish (desk, drag, expected);
}

static void
test_headers (void)
{
  LqDesk *desk = drag_fixture_new ();
  g_assert_true (lq_desk_run (desk, NULL, "track.move track=Drums after=Band"));
  /* Bass, Keys, Band with Drums, Room, Lead. */
  pull_header (desk, "Keys", drag_fixture_y (desk, "Bass") + 2, "track.move track=Keys to=1");
  pull_header (desk, "Bass", drag_fixture_y (desk, "Keys") + 38,
               "track.move track=Bass after=Keys");
  pull_header (desk, "Keys", drag_fixture_y (desk, "Band") + 12,
               "track.move track=Keys after=Drums in=Band");
  pull_header (desk, "Keys", drag_fixture_y (desk, "Band") + 22,
               "track.move track=Keys after=Band in=Band");
  pull_header (desk, "Keys", drag_fixture_y (desk, "Band") + 2, "");
  pull_header (desk, "Drums", drag_fixture_y (desk, "Bass") + 2,
               "track.move track=Drums to=1 in=none");
  pull_header (desk, "Band", drag_fixture_y (desk, "Bass") + 2, "track.move track=Band to=1");
  pull_header (desk, "Band", drag_fixture_y (desk, "Drums") + 2, "");
  /* Those that are selected go together, in their order. */
  const Id ids[] = { drag_fixture_track (desk, "Keys"), drag_fixture_track (desk, "Bass") };
  lq_desk_select_tracks (desk, ids, 2);
  pull_header (desk, "Keys", drag_fixture_y (desk, "Room") + 22,
               "track.move track=Bass after=Room; track.move track=Keys after=Bass");
  drag_fixture_free (desk);
}

static void
test_height (void)
{
  LqDesk *desk = drag_fixture_new ();
  const int y = drag_fixture_y (desk, "Bass");
  const int row = rows_at (lq_desk_rows (desk), y + 1);
  Drag *drag = drag_new_header (desk, row, y + 38, true);
  drag_move (drag, 0, y + 98, 0);
  g_assert_cmpint (lq_desk_rows (desk)->rows[row].height, ==, 96);
  drag_cancel (drag);
  g_assert_cmpint (lq_desk_rows (desk)->rows[row].height, ==, 40);

  /* A lane, within its own limits; other lanes and the track stay. */
  const Id drums = drag_fixture_track (desk, "Drums");
  lq_desk_show_automation (desk, drums, true);
  const Rows *rows = lq_desk_rows (desk);
  int lane = 0;
  while (rows->rows[lane].kind != ROW_AUTOMATION)
    lane++;
  const int top = rows->rows[lane].y, before = rows->rows[lane].height, all = rows->height;
  drag = drag_new_header (desk, lane, top + before - 1, true);
  drag_move (drag, 0, top + 80, 0);
  g_assert_cmpint (lq_desk_rows (desk)->rows[lane].height, ==, 80);
  g_assert_cmpint (lq_desk_rows (desk)->height, ==, all + 80 - before);
  drag_move (drag, 0, top + 4, 0);
  g_assert_cmpint (lq_desk_rows (desk)->rows[lane].height, ==, 24);
  drag_move (drag, 0, top + 900, 0);
  g_assert_cmpint (lq_desk_rows (desk)->rows[lane].height, ==, 200);
  drag_cancel (drag);
  g_assert_cmpint (lq_desk_rows (desk)->rows[lane].height, ==, before);
  drag_fixture_free (desk);
}

static Hit
hit_at (LqDesk *desk, double x, double y)
{
  HitTester tester;
  hit_tester_init (&tester, desk);
  const Hit hit = hit_timeline (&tester, x, y);
  hit_tester_clear (&tester);
  return hit;
}

static void
test_clicks (void)
{
  LqDesk *desk = drag_fixture_new ();
  const int bass = drag_fixture_y (desk, "Bass") + 5, drums = drag_fixture_y (desk, "Drums") + 5;
  const Hit line = hit_at (desk, 100, bass), late = hit_at (desk, 1100, bass),
            beat = hit_at (desk, 100, drums);
  const uint64_t before = fixture_digest (lq_desk_project (desk));

  pick_press (desk, &line, 0);
  pick_click (desk, &line, 0);
  g_assert_cmpuint (lq_desk_clips (desk)->len, ==, 1);
  pick_press (desk, &late, CTRL);
  pick_click (desk, &late, CTRL);
  g_assert_cmpuint (lq_desk_clips (desk)->len, ==, 2);
  /* A press on one of several keeps them for a drag; a click takes it alone. */
  pick_press (desk, &line, 0);
  g_assert_cmpuint (lq_desk_clips (desk)->len, ==, 2);
  pick_click (desk, &line, 0);
  g_assert_cmpuint (lq_desk_clips (desk)->len, ==, 1);
  pick_press (desk, &beat, SHIFT);
  pick_click (desk, &beat, SHIFT);
  g_assert_true (lq_desk_clip_is_selected (desk, beat.clip));
  g_assert_true (lq_desk_clip_is_selected (desk, line.clip));
  g_assert_false (lq_desk_clip_is_selected (desk, late.clip));

  lq_desk_set_tool (desk, TOOL_SPLIT);
  pick_click (desk, &line, 0);
  g_assert_cmpint (
      list_n (
          project_find_track (lq_desk_project (desk), drag_fixture_track (desk, "Bass"))->clips),
      ==, 3);
  g_assert_true (document_undo (lq_desk_document (desk)));
  lq_desk_set_tool (desk, TOOL_POINTER);
  const Hit bar = hit_ruler (desk, RULER_BARS, 301, 15, 20);
  pick_click (desk, &bar, 0);
  g_assert_cmpint (tempo_map_position_units (lq_desk_map (desk), lq_desk_cursor (desk)->at), ==,
                   6 * UNITS_PER_SECOND);
  /* An item takes the cursor to its start, on its ruler. */
  const Hit verse = hit_ruler (desk, RULER_SECTIONS, 600, 5, 20);
  pick_click (desk, &verse, 0);
  g_assert_cmpint (lq_desk_cursor (desk)->at.value, ==, 16 * TICKS_PER_QUARTER);
  g_assert_cmpint (lq_desk_ruler (desk), ==, RULER_SECTIONS);
  g_assert_cmpint (pick_twice (desk, &verse, 5), ==, PICK_RENAME);
  g_assert_cmpuint (fixture_digest (lq_desk_project (desk)), ==, before);
  drag_fixture_free (desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drags/move", test_move);
  g_test_add_func ("/drags/refused", test_refused);
  g_test_add_func ("/drags/several", test_several);
  g_test_add_func ("/drags/edges", test_edges);
  g_test_add_func ("/drags/fades", test_fades);
  g_test_add_func ("/drags/edit-group", test_edit_group);
  g_test_add_func ("/drags/group", test_group);
  g_test_add_func ("/drags/range", test_range);
  g_test_add_func ("/drags/cancel", test_cancel);
  g_test_add_func ("/drags/rulers", test_rulers);
  g_test_add_func ("/drags/points", test_points);
  g_test_add_func ("/drags/pencil", test_pencil);
  g_test_add_func ("/drags/takes", test_takes);
  g_test_add_func ("/drags/headers", test_headers);
  g_test_add_func ("/drags/height", test_height);
  g_test_add_func ("/drags/clicks", test_clicks);
  return g_test_run ();
}
