/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips laid over others, crossfades at their handles, locked clips, gain points. */
#include "drag_fixture.h"
#include "model/clip.h"
#include "ui/arrange/clip_gain_line.h"
#include "ui/desk/edit_ways.h"

static int
count (const Drag *drag, GhostKind kind)
{
  const GArray *ghosts = drag_show (drag)->ghosts;
  int n = 0;
  for (guint i = 0; i < ghosts->len; i++)
    n += g_array_index (ghosts, Ghost, i).kind == kind;
  return n;
}

/* As the setting has it, what is laid over an edge fades into it, and shows so on the way. */
static void
test_overlap (void)
{
  LqDesk *desk = drag_fixture_new ();
  const int y = drag_fixture_y (desk, "Bass");

  drag_fixture_pull (desk, 100, y + 5, 650, y + 5, DRAG_ALT, "clip.move clip=Line to=528000f");
  edit_ways (desk)->overlap_fades = true;
  drag_fixture_pull (desk, 100, y + 5, 650, y + 5, DRAG_ALT,
                     "clip.move clip=Line to=528000f crossfade=on");
  drag_fixture_pull (desk, 100, y + 5, 650, y + 5, DRAG_ALT | DRAG_CTRL,
                     "clip.duplicate clip=Line to=528000f crossfade=on");
  drag_fixture_pull (desk, 498, y + 30, 1048, y + 30, DRAG_ALT,
                     "clip.trim clip=Line end=1008000f crossfade=on");
  Drag *drag = drag_fixture_begin (desk, 100, y + 5, 0);
  drag_move (drag, 650, y + 5, DRAG_ALT);
  g_assert_cmpint (count (drag, GHOST_FADE_IN), ==, 1);
  drag_move (drag, 300, y + 5, DRAG_ALT);
  g_assert_cmpint (count (drag, GHOST_FADE_IN), ==, 0);
  drag_cancel (drag);
  drag_fixture_free (desk);
}

static void
test_handles (void)
{
  LqDesk *desk = drag_fixture_new ();
  const int y = drag_fixture_y (desk, "Bass") + 3;
  g_assert_true (lq_desk_run (desk, NULL, "clip.split clip=Line at=3.1.1"));
  g_assert_true (lq_desk_run (desk, NULL, "clip.crossfade clip=%s length=1s shape=s",
                              lq_desk_id (desk, drag_fixture_clip (desk, "Line"))));
  drag_fixture_pull (desk, 200, y, 250, y, DRAG_ALT,
                     "clip.crossfade clip=Line length=48000f shape=s at=240000f");
  drag_fixture_pull (desk, 222, y, 247, y, DRAG_ALT,
                     "clip.crossfade clip=Line length=96000f shape=s");
  drag_fixture_pull (desk, 178, y, 153, y, DRAG_ALT,
                     "clip.crossfade clip=Line length=96000f shape=s");
  /* Not over the ends of its clips. */
  Drag *drag = drag_fixture_begin (desk, 200, y, 0);
  drag_move (drag, 700, y, DRAG_ALT);
  g_assert_true (drag_end (drag));
  fixture_assert_good (lq_desk_project (desk));
  drag_fixture_free (desk);
}

static void
test_locked (void)
{
  static const struct {
    int x, y;
  } places[] = { { 100, 5 }, { 498, 30 }, { 2, 30 } };
  LqDesk *desk = drag_fixture_new ();
  const int y = drag_fixture_y (desk, "Bass");
  g_assert_true (lq_desk_run (desk, NULL, "clip.set clip=Line locked=on"));
  for (size_t i = 0; i < G_N_ELEMENTS (places); i++) {
    Drag *drag = drag_fixture_begin (desk, places[i].x, y + places[i].y, 0);
    drag_move (drag, places[i].x + 50, y + places[i].y, 0);
    g_assert_true (drag_show (drag)->refused);
    g_assert_cmpstr (drag_show (drag)->tag, ==, "“Line” is locked");
    drag_fixture_finish (desk, drag, "");
  }
  drag_fixture_pull (desk, 250, y + 4, 250, y - 26, 0, "clip.set clip=Line gain=3.00");
  drag_fixture_free (desk);
}

static void
test_gain_points (void)
{
  LqDesk *desk = drag_fixture_new ();
  const int y = drag_fixture_y (desk, "Bass"), row = 72, header = 12;
  lq_desk_set_height (desk, drag_fixture_track (desk, "Bass"), HEIGHT_L);
  g_assert_true (
      lq_desk_run (desk, NULL, "automation.add track=Bass clip=Line target=gain at=2s value=0"));
  g_assert_true (
      lq_desk_run (desk, NULL, "automation.add track=Bass clip=Line target=gain at=6s value=0"));
  const double zero = y + clip_gain_y (row, header, 0), low = y + clip_gain_y (row, header, -6);
  drag_fixture_pull (desk, 100, zero, 150, low, DRAG_ALT,
                     "automation.move track=Bass clip=Line target=gain at=2s to=3s "
                     "value=-6");
  drag_fixture_pull (desk, 200, zero, 200, low, 0,
                     "automation.add track=Bass clip=Line target=gain at=4s value=-6");
  /* They keep their order. */
  drag_fixture_pull (desk, 100, zero, 400, zero, DRAG_ALT,
                     "automation.move track=Bass clip=Line target=gain at=2s to=5.999s "
                     "value=0");
  /* A double-click takes one away. */
  HitTester tester;
  hit_tester_init (&tester, desk);
  const Hit point = hit_timeline (&tester, 100, zero);
  g_assert_cmpint (point.kind, ==, HIT_GAIN_POINT);
  g_assert_cmpint (hit_timeline (&tester, 200, zero).kind, ==, HIT_GAIN_LINE);
  g_assert_cmpint (pick_twice (desk, &point, zero), ==, PICK_DONE);
  g_assert_cmpint (hit_timeline (&tester, 100, zero).kind, ==, HIT_GAIN_LINE);
  hit_tester_clear (&tester);
  lq_desk_set_tool (desk, TOOL_PENCIL);
  drag_fixture_pull (desk, 1200, y + 50, 1200, low, DRAG_ALT,
                     "automation.add track=Bass clip=Late target=gain at=24s value=-6");
  drag_fixture_free (desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drag-joints/overlap", test_overlap);
  g_test_add_func ("/drag-joints/handles", test_handles);
  g_test_add_func ("/drag-joints/locked", test_locked);
  g_test_add_func ("/drag-joints/gain-points", test_gain_points);
  return g_test_run ();
}
