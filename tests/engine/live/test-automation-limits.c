/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands write automation where recording is meant to happen: behind a pre-roll, in a punch range.
 */
#include "automation_desk.h"

/* A hand that is there through a pre-roll writes from its end on. */
static void
test_pre_roll (void)
{
  Desk *desk = desk_new ("track.set track=Vox automation=touch\n"
                         "metronome.set mode=off pre_roll=1 count_in=1\n");
  const LiveTarget gain = desk_strip (desk, LIVE_GAIN), pan = desk_strip (desk, LIVE_PAN);
  const Frames from = 3 * RATE; /* bars are two seconds long */

  live_record (desk->live, true);
  live_play_from (desk->live, from, PLAYER_FOREVER, true, true);
  desk_drag (desk, pan, 0, 0.5, 20); /* while bars are counted */
  live_release (desk->live, &pan);
  while (live_position (desk->live) < RATE + 200 * BLOCK)
    desk_run (desk, 1);
  desk_drag (desk, pan, 0, -1, 20);
  live_release (desk->live, &pan);
  desk_drag (desk, gain, 0, -12, 20);
  while (live_position (desk->live) < from + RATE)
    desk_run (desk, 1);
  live_release (desk->live, &gain);
  desk_run (desk, 100);
  desk_stop (desk);
  g_assert_cmpint (desk->n_passes, ==, 1);
  g_assert_cmpint (desk_n_points (desk, "pan"), ==, 0);
  desk_assert (desk, "gain", from, 0, 0.01);
  desk_assert (desk, "gain", from + 480, -12, 0.1);
  desk_assert (desk, "gain", from + RATE, -12, 0.1);
  desk_assert (desk, "gain", from + RATE + GLIDE + 2 * BLOCK, 0, 0.1);
  desk_free (desk);
}

/* While the song is recorded, hands write in the punch range alone, in every lap. */
static void
test_punch (void)
{
  Desk *desk = desk_new ("automation.add track=Vox target=gain at=0f value=-3\n"
                         "track.set track=Vox automation=touch\n"
                         "punch.set from=48000f to=96000f on=on\n");
  const LiveTarget gain = desk_strip (desk, LIVE_GAIN), mute = desk_strip (desk, LIVE_MUTE);

  live_record (desk->live, true);
  live_play (desk->live, 0, PLAYER_FOREVER);
  desk_run (desk, 40);
  desk_drag (desk, gain, -3, -12, 20);
  live_touch (desk->live, &mute, 1);
  while (live_position (desk->live) < 2 * RATE + 100 * BLOCK)
    desk_run (desk, 1);
  live_release (desk->live, &gain);
  live_release (desk->live, &mute);
  desk_run (desk, 100);
  desk_drag (desk, gain, -3, -20, 20); /* far behind it */
  live_release (desk->live, &gain);
  desk_run (desk, 100);
  desk_stop (desk);
  g_assert_cmpint (desk->n_passes, ==, 1);
  g_assert_cmpuint (desk->lines->len, ==, 2);
  desk_assert (desk, "gain", 20 * BLOCK, -3, 0.01);
  desk_assert (desk, "gain", 48000, -3, 0.01);
  desk_assert (desk, "gain", 48000 + 480, -12, 0.1);
  desk_assert (desk, "gain", 96000 - 480, -12, 0.1);
  desk_assert (desk, "gain", 96000, -3, 0.01);
  desk_assert (desk, "gain", 4 * RATE, -3, 0.01);
  desk_assert (desk, "mute", 48000 - 10, 0, 1e-9);
  desk_assert (desk, "mute", 48000 + 10, 1, 1e-9);
  desk_assert (desk, "mute", 96000 - 10, 1, 1e-9);
  desk_assert (desk, "mute", 96000 + 10, 0, 1e-9);
  /* What only plays has no punch range. */
  live_record (desk->live, false);
  live_play (desk->live, 4 * RATE, PLAYER_FOREVER);
  desk_run (desk, 40);
  desk_drag (desk, gain, -3, -12, 20);
  desk_run (desk, 10);
  desk_stop (desk);
  g_assert_cmpint (desk->n_passes, ==, 2);
  desk_assert (desk, "gain", 4 * RATE + 66 * BLOCK, -12, 0.1);
  desk_free (desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/automation-limits/pre-roll", test_pre_roll);
  g_test_add_func ("/automation-limits/punch", test_punch);
  return g_test_run ();
}
