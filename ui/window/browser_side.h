/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The browser at the window's side, and files that are dropped on the arrangement. GTK thread. */
#pragma once

#include "ui/window/window.h"

/* For the window's project; its arrangement takes files from then on. */
GtkWidget *browser_side_new (LqWindow *window);
/* The track at a height of timeline or headers, pixels from their upper edge; 0: below the last. */
Id drop_track_at (LqWindow *window, double y);
/* Timeline and headers take files from here on. */
void file_drop_attach (LqWindow *window);
/* Imports files and folders as one step, at a place: one sound goes to `track` where that takes
 * audio; else, or where `track` is 0, there are new tracks. Tells what came of it. */
void do_insert_files (LqWindow *window, const char *const *paths, int n, Position at, Id track);
