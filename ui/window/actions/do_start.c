/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start screen: search, recovery. */
#include "ui/window/actions/do.h"
#include "ui/window/start/start_private.h"

static void
search (LqWindow *window, int arg)
{
  const Start *start = start_of (window);
  if (!lq_window_desk (window))
    gtk_widget_grab_focus (start->search);
}

static void
recover (LqWindow *window, int arg)
{
  if (!lq_window_desk (window))
    start_recover (start_of (window));
}

const Doing doings_start[] = { { "start.search", search }, { "start.recover", recover }, { NULL } };
