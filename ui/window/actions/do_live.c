/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of tracks that keys move: heard at once, and written as automation where the mode of the
 * track says so. What ui/deeds has for the same actions is their form as commands. */
#include "ui/deeds/track_steps.h"
#include "ui/desk/desk_touch.h"
#include "ui/window/actions/do.h"

static void
step (LqWindow *window, int param, double (*stepped) (double value, int by), int by)
{
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GArray) tracks = lq_desk_tracks (desk);
  for (guint i = 0; i < tracks->len; i++) {
    const LiveTarget target = lq_desk_strip_target (g_array_index (tracks, Id, i), param);
    lq_desk_nudge (desk, &target, stepped (lq_desk_value (desk, &target), by));
  }
}

static void
volume (LqWindow *window, int tenths)
{
  step (window, LIVE_GAIN, track_level_step, tenths);
}

static void
pan (LqWindow *window, int hundredths)
{
  step (window, LIVE_PAN, track_pan_step, hundredths);
}

/* Several tracks are one step, as the command has it. */
static void
mute (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GArray) tracks = lq_desk_tracks (desk);
  if (tracks->len != 1) {
    do_deed (window, "track.mute");
    return;
  }
  const LiveTarget target = lq_desk_strip_target (g_array_index (tracks, Id, 0), LIVE_MUTE);
  lq_desk_switch (desk, &target, lq_desk_value (desk, &target) < 0.5);
}

const Doing doings_live[] = {
  { "track.mute", mute },
  { "track.volume-up", volume, 10 },
  { "track.volume-down", volume, -10 },
  { "track.volume-up-fine", volume, 1 },
  { "track.volume-down-fine", volume, -1 },
  { "track.pan-left", pan, -5 },
  { "track.pan-right", pan, 5 },
  { "track.pan-left-fine", pan, -1 },
  { "track.pan-right-fine", pan, 1 },
  { NULL },
};
