/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the audio page that sound: a test tone, the input's level, the latency; and what the
 * settings say of a sound that has started. GTK thread. */
#pragma once

#include "ui/window/window.h"

void settings_sound_fill (GtkWidget *page, LqWindow *main);
void settings_latency_fill (GtkWidget *page, LqWindow *main);
/* MIDI inputs that are off, the format of recordings. */
void settings_sound_apply (LqDesk *desk);
