/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Automation written by moving controls: each mode against what it has to leave behind, and a
 * render of that against what was heard while it was written. */
#include <math.h>
#include <string.h>

#include "automation_desk.h"

/* Down by 12 dB in 61 blocks, held for 20, let go. Nothing was there before: around it the fader's
 * own value stays. */
static void
test_touch (void)
{
  Desk *desk = desk_new ("track.set track=Vox gain=-3dB automation=touch");
  const LiveTarget target = desk_strip (desk, LIVE_GAIN);

  live_play (desk->live, 0, PLAYER_FOREVER);
  desk_run (desk, 40);
  g_assert_cmpint (live_position (desk->live), ==, DRAG_AT);
  desk_drag (desk, target, -3, -15, 60);
  desk_run (desk, 20);
  live_release (desk->live, &target);
  const Frames let_go = live_position (desk->live);
  desk_run (desk, 80);
  g_assert_cmpint (desk->n_passes, ==, 0);
  const Frames end = live_position (desk->live);
  desk_stop (desk);
  g_assert_cmpint (desk->n_passes, ==, 1);
  g_assert_cmpuint (desk->lines->len, ==, 1);
  desk_assert (desk, "gain", 0, -3, 1e-6);
  desk_assert (desk, "gain", DRAG_AT, -3, 0.15);
  for (int i = 2; i < 60; i += 7) /* the value of a block is reached 10 ms into it */
    desk_assert (desk, "gain", DRAG_AT + i * BLOCK + 480, -3 - 12.0 * (i + 0.9) / 60, 0.5);
  desk_assert (desk, "gain", DRAG_AT + 63 * BLOCK, -15, 0.15);
  desk_assert (desk, "gain", let_go, -15, 0.15);
  /* Half way back in amplitude. */
  desk_assert (desk, "gain", let_go + GLIDE / 2,
               20 * log10 (0.5 * (pow (10, -3 / 20.0) + pow (10, -15 / 20.0))), 0.2);
  desk_assert (desk, "gain", let_go + GLIDE + 48, -3, 0.15);
  desk_assert (desk, "gain", end, -3, 0.15);
  g_assert_cmpint (desk_n_points (desk, "gain"), <=, 16);
  g_assert_cmpfloat (desk_compare (desk, 480, end, 480), <, 0.2);
  desk_free (desk);
}

/* A straight move is two points, whatever number of touches it took. */
static void
test_line (void)
{
  Desk *desk = desk_new ("track.set track=Vox pan=C automation=latch");
  const LiveTarget target = desk_strip (desk, LIVE_PAN);

  live_play (desk->live, 0, PLAYER_FOREVER);
  desk_run (desk, 40);
  desk_drag (desk, target, 0, 0.8, 200);
  desk_run (desk, 10);
  const Frames end = live_position (desk->live);
  desk_stop (desk);
  /* Its two ends, where it stayed to, the way back and the points around. */
  g_assert_cmpint (desk_n_points (desk, "pan"), <=, 7);
  desk_assert (desk, "pan", DRAG_AT + 100 * BLOCK + 360, 0.4, 0.006);
  desk_assert (desk, "pan", DRAG_AT + 203 * BLOCK, 0.8, 0.006);
  g_assert_cmpfloat (desk_compare (desk, 480, end, 480), <, 0.3);
  desk_free (desk);
}

/* The last value stays to the stop, and behind it the old envelope is reached. */
static void
test_latch (void)
{
  Desk *desk = desk_new ("automation.add track=Vox target=gain at=0f value=0\n"
                         "automation.add track=Vox target=gain at=192000f value=-8\n"
                         "track.set track=Vox automation=latch\n");
  const LiveTarget target = desk_strip (desk, LIVE_GAIN);

  live_play (desk->live, 0, PLAYER_FOREVER);
  desk_run (desk, 40);
  desk_drag (desk, target, 0, -20, 30);
  live_release (desk->live, &target);
  desk_run (desk, 200);
  const Frames end = live_position (desk->live);
  desk_stop (desk);
  g_assert_cmpint (desk->n_passes, ==, 1);
  desk_assert (desk, "gain", DRAG_AT / 2, -8.0 * (DRAG_AT / 2) / 192000, 0.1);
  desk_assert (desk, "gain", DRAG_AT + 34 * BLOCK, -20, 0.15);
  desk_assert (desk, "gain", end - 1, -20, 0.15);
  desk_assert (desk, "gain", end + GLIDE + 1000, -8.0 * (end + GLIDE + 1000) / 192000, 0.15);
  desk_assert (desk, "gain", 192000, -8, 1e-6);
  g_assert_cmpfloat (desk_compare (desk, 480, end, 480), <, 0.2);
  desk_free (desk);
}

/* All that has an envelope is written over from the start: what nobody touched stands still. */
static void
test_write (void)
{
  Desk *desk = desk_new ("automation.add track=Vox target=gain at=0f value=0\n"
                         "automation.add track=Vox target=gain at=96000f value=-24\n"
                         "automation.add track=Vox target=pan at=0f value=R50\n"
                         "automation.add track=Vox target=pan at=48000f value=L50\n"
                         "track.set track=Vox automation=write\n");
  const LiveTarget target = desk_strip (desk, LIVE_GAIN);

  live_play (desk->live, 24000, PLAYER_FOREVER);
  desk_run (desk, 40);
  desk_drag (desk, target, -6, -10, 20);
  live_release (desk->live, &target);
  desk_run (desk, 40);
  const Frames end = live_position (desk->live);
  desk_stop (desk);
  g_assert_cmpuint (desk->lines->len, ==, 2);
  desk_assert (desk, "gain", 12000, -3, 0.1);
  desk_assert (desk, "gain", 24000, -6, 0.1);
  desk_assert (desk, "gain", 24000 + 39 * BLOCK, -6, 0.1);
  desk_assert (desk, "gain", 24000 + 64 * BLOCK, -10, 0.1);
  desk_assert (desk, "gain", end - 1, -10, 0.1);
  desk_assert (desk, "gain", 90000, -22.5, 0.1);
  desk_assert (desk, "pan", 24000 + 50 * BLOCK, 0, 0.006);
  desk_assert (desk, "pan", 80000, -0.5, 0.006);
  g_assert_cmpfloat (desk_compare (desk, 480, end - 24000, 24480), <, 0.2);
  desk_free (desk);
}

/* Three dB more while it is held, whatever is there: also across a step and a bent segment. */
static void
test_trim (void)
{
  Desk *desk = desk_new ("automation.add track=Vox target=gain at=0f value=-10\n"
                         "automation.add track=Vox target=gain at=24000f value=-4 shape=hold\n"
                         "automation.add track=Vox target=gain at=36000f value=-20 shape=curve "
                         "tension=0.5\n"
                         "automation.add track=Vox target=gain at=60000f value=-6\n"
                         "track.set track=Vox automation=trim\n");
  const LiveTarget target = desk_strip (desk, LIVE_GAIN);
  const Frames places[] = { 14000, 20000, 23999, 30000, 35000, 37000, 48000, 55000 };
  double before[G_N_ELEMENTS (places)];

  for (size_t i = 0; i < G_N_ELEMENTS (places); i++)
    before[i] = desk_value_at (desk, "gain", places[i]);
  live_play (desk->live, 0, PLAYER_FOREVER);
  desk_run (desk, 40);
  desk_drag (desk, target, 0, 3, 10);
  desk_run (desk, 170);
  live_release (desk->live, &target);
  g_assert_cmpint (live_position (desk->live), >, 56000);
  desk_run (desk, 60);
  const Frames end = live_position (desk->live);
  desk_stop (desk);
  g_assert_nonnull (strstr (desk->lines->pdata[0], "mode=trim"));
  for (size_t i = 0; i < G_N_ELEMENTS (places); i++)
    desk_assert (desk, "gain", places[i], before[i] + 3, 0.15);
  desk_assert (desk, "gain", DRAG_AT - 200, -10 + 6.0 * (DRAG_AT - 200) / 24000, 0.1);
  desk_assert (desk, "gain", end, -6, 0.15);
  /* The step of the old envelope comes in a millisecond now. */
  g_assert_cmpfloat (desk_compare (desk, 480, 35900, 480), <, 0.25);
  g_assert_cmpfloat (desk_compare (desk, 36100, end, 36100), <, 0.25);
  desk_free (desk);
}

static void
test_read (void)
{
  static const char *const modes[] = { "off", "read" };

  for (size_t i = 0; i < G_N_ELEMENTS (modes); i++) {
    g_autofree char *line = g_strdup_printf ("automation.add track=Vox target=gain at=0f value=-9\n"
                                             "track.set track=Vox automation=%s",
                                             modes[i]);
    Desk *desk = desk_new (line);
    const LiveTarget target = desk_strip (desk, LIVE_GAIN);
    live_play (desk->live, 0, PLAYER_FOREVER);
    desk_run (desk, 40);
    desk_drag (desk, target, 0, -20, 30);
    live_release (desk->live, &target);
    desk_run (desk, 100);
    const Frames end = live_position (desk->live);
    desk_stop (desk);
    g_assert_cmpint (desk->n_passes, ==, 0);
    g_assert_cmpint (desk_n_points (desk, "gain"), ==, 1);
    /* Live and rendered alike the envelope is played, or the fader's own 0 dB. */
    g_assert_cmpfloat (desk_compare (desk, 480, DRAG_AT, 480), <, 1e-3);
    g_assert_cmpfloat (desk_compare (desk, end - 2000, end, end - 2000), <, 1e-3);
    Frames frames;
    g_autofree float *rendered = render_fixture_read (desk->project, "mix.wav", &frames);
    g_assert_cmpfloat_with_epsilon ((double) rendered[0], i ? 0.25 * pow (10, -9 / 20.0) : 0.25,
                                    1e-6);
    desk_free (desk);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/automation/touch", test_touch);
  g_test_add_func ("/automation/line", test_line);
  g_test_add_func ("/automation/latch", test_latch);
  g_test_add_func ("/automation/write", test_write);
  g_test_add_func ("/automation/trim", test_trim);
  g_test_add_func ("/automation/read", test_read);
  return g_test_run ();
}
