/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line that the user types: a place, a name, a value. GTK thread. */
#pragma once

#include "ui/window/window.h"

/* Does what was typed. NULL when it is done, else a sentence for the user, to be freed: the entry
 * stays open with it. */
typedef char *(*PromptTyped) (LqWindow *window, const char *text, void *data);

/* Over the window, with the whole value selected. */
void prompt (LqWindow *window, const char *title, const char *value, PromptTyped typed, void *data);
/* The same with two lines, which Tab goes between: `value` holds both with a blank between, and so
 * does what is typed. */
void prompt_two (LqWindow *window, const char *title, const char *second, const char *value,
                 PromptTyped typed, void *data);
