/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start screen: what to begin with, recovery, recent projects, templates. GTK thread. */
#pragma once

#include "ui/window/window.h"

GtkWidget *start_new (LqWindow *window);
void start_show (GtkWidget *start); /* reads what is recent anew */
void start_next_region (LqWindow *window, int direction); /* 1 or -1 */
/* "JACK, 48 kHz", or "" until it is known. Borrowed. */
const char *start_audio_summary (void);
