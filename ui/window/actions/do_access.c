/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help and words for those who see little: position, lists, explanations, large meters. */
#include <glib/gi18n.h>
#include <math.h>

#include "ui/draw/value_text.h"
#include "ui/window/windows/clips_window.h"
#include "ui/window/actions/do.h"
#include "ui/window/master_meter.h"
#include "ui/window/windows/meters_window.h"
#include "ui/window/what_is_this.h"

/* A toast is an alert: readers speak it, and it is seen as well. */
static void
speak_position (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const Units at = int64_max (lq_desk_playhead (desk), 0);
  const MasterReading master = master_meter_read (lq_window_master_meter (window));
  const double db = fmax (master.meter->db[0], master.meter->db[1]);
  g_autofree char *bar = value_text_bar (lq_desk_map (desk), at, NULL);
  g_autofree char *time = value_text_clock (at);
  g_autofree char *level = value_text_level (db > -60 ? db : -INFINITY);
  g_autofree char *text =
      g_strdup_printf (_ ("Playhead at %s, %s, master at %s"), bar, time, level);
  lq_window_toast (window, text, false);
}

static void
list (LqWindow *window, int arg)
{
  clips_window_toggle (window);
}

static void
explain (LqWindow *window, int arg)
{
  what_is_this (window);
}

static void
meters (LqWindow *window, int arg)
{
  meters_window_toggle (window);
}

const Doing doings_access[] = {
  { "a11y.speak-position", speak_position },
  { "a11y.list", list },
  { "app.what-is-this", explain },
  { "view.meters", meters },
  { NULL },
};
