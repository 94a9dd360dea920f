/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Mix view of a window, and which of its views shows. GTK thread. */
#pragma once

#include "ui/mixer/mixer.h"
#include "ui/window/window.h"

/* Puts the mixer of the window's project in its place. */
void mixer_side_attach (LqWindow *window);
LqMixer *mixer_side_get (LqWindow *window); /* NULL without a project */
void mixer_side_tick (LqWindow *window, gint64 now, bool busy); /* of the view that shows */
/* Browser and inspector as the view and its room want them. */
void mixer_side_show_panels (LqWindow *window);
char *mixer_side_said (LqWindow *window); /* what the cursor of the mixer is on; to be freed */
