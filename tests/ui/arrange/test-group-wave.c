/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the members of a group play together, as pixels of the group's row. */
#include <string.h>

#include "drag_fixture.h"
#include "ui/arrange/group_wave.h"

#define WIDTH 1600 /* 16 bars of 100 px */
#define HEIGHT 200

typedef struct {
  LqDesk *desk;
  GroupWave *wave;
  LaneSpans *spans;
  uint32_t pixels[WIDTH * HEIGHT];
} Stage;

static void
run (Stage *stage, const char *line)
{
  g_autoptr (GError) error = NULL;
  lq_desk_run (stage->desk, &error, "%s", line);
  g_assert_no_error (error);
}

static void
draw (Stage *stage)
{
  const Rows *rows = lq_desk_rows (stage->desk);
  const Id band = drag_fixture_track (stage->desk, "Choir");
  Row row = rows->rows[rows_find (rows, ROW_TRACK, band, 0)];
  PixelMap map = { stage->pixels, WIDTH, HEIGHT, WIDTH };
  row.height = HEIGHT;
  memset (stage->pixels, 0, sizeof stage->pixels);
  group_wave_draw (stage->wave, stage->spans, &row, &map, 1);
}

/* Painted pixels of a column, those that are more than half. */
static int
tall (const Stage *stage, int x)
{
  int n = 0;
  for (int y = 0; y < HEIGHT; y++)
    n += (stage->pixels[y * WIDTH + x] & 0xff) > 40;
  return n;
}

static void
set_up (Stage *stage)
{
  run (stage, "track.add kind=group name=Choir color=stone");
  for (int i = 0; i < 2; i++) {
    g_autofree char *add = g_strdup_printf ("track.add kind=instrument name=Part%d", i);
    g_autofree char *in = g_strdup_printf ("track.set track=Part%d in=Choir", i);
    g_autofree char *clip =
        g_strdup_printf ("clip.add track=Part%d at=%d length=4bar name=Riff%d", i, 2 + i, i);
    g_autofree char *note = g_strdup_printf (
        "note.add clip=Riff%d at=%d length=2bar pitch=C3 velocity=100%%", i, 2 + i);
    run (stage, add);
    run (stage, in);
    run (stage, clip);
    run (stage, note);
  }
}

/* Notes of bars 2 to 4 and 3 to 5: alone, together, alone. */
static void
test_sum (void)
{
  Stage *stage = g_new0 (Stage, 1);
  stage->desk = drag_fixture_new ();
  stage->wave = group_wave_new (stage->desk);
  stage->spans = lane_spans_new ();
  set_up (stage);

  draw (stage);
  const int alone = tall (stage, 150), both = tall (stage, 250);
  g_assert_cmpint (tall (stage, 50), <=, 2);
  g_assert_cmpint (alone, >, HEIGHT / 4);
  g_assert_cmpint (tall (stage, 350), ==, alone);
  g_assert_cmpint (tall (stage, 450), <=, 2);
  /* Powers add up. */
  g_assert_cmpint (ABS (both - (int) (alone * 1.41421)), <=, 2);

  /* What is kept is made anew when a member changes, and found again where the view has moved. */
  run (stage, "track.set track=Part1 gain=-6dB");
  draw (stage);
  g_assert_cmpint (tall (stage, 150), ==, alone);
  g_assert_cmpint (ABS (tall (stage, 350) - alone / 2), <=, 2);
  run (stage, "track.set track=Part1 mute=on");
  draw (stage);
  g_assert_cmpint (tall (stage, 250), ==, alone);
  g_assert_cmpint (tall (stage, 350), <=, 2);
  lq_desk_view (stage->desk)->x = 100;
  draw (stage);
  g_assert_cmpint (tall (stage, 50), ==, alone);
  g_assert_cmpint (tall (stage, 250), <=, 2);

  group_wave_free (stage->wave);
  lane_spans_free (stage->spans);
  drag_fixture_free (stage->desk);
  g_free (stage);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/group-wave/sum", test_sum);
  return g_test_run ();
}
