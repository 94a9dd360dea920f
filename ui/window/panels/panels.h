/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The panels beside controls of the window. GTK thread. */
#pragma once

#include "ui/window/window.h"

/* `within`: of the anchor, or NULL. */
void panel_input (LqWindow *window, Id track, GtkWidget *anchor, const GdkRectangle *within);
void panel_metronome (LqWindow *window, GtkWidget *anchor);
void panel_monitor (LqWindow *window, GtkWidget *anchor);
void panel_load (LqWindow *window, GtkWidget *anchor);
