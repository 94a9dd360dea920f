/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two rows of letters, by position, as keys of an instrument. GTK thread. */
#pragma once

#include "ui/window/window.h"

/* On or off; `arg` is not used. */
void musical_typing_toggle (LqWindow *window, int arg);
bool musical_typing_is_on (LqWindow *window);
/* Ends it, and what it sounds; false where it was off. */
bool musical_typing_end (LqWindow *window);
/* Lets go of what sounds. */
void musical_typing_silence (LqWindow *window);
/* A key went down or up; `code` is of evdev. True where it was taken: then it means nothing else.
 * With modifiers nothing is taken. */
bool musical_typing_press (LqWindow *window, unsigned code, bool modified);
bool musical_typing_release (LqWindow *window, unsigned code);
/* "Musical typing · C4 · velocity 100 · …", to be freed; NULL where it is off. */
char *musical_typing_text (LqWindow *window);
