/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small dialogs over the window that answer a question with what can be chosen, where a prompt
 * would have it typed. GTK thread. */
#pragma once

#include "ui/window/prompt.h"

/* One row of a dialog: exactly one of its values is chosen. */
typedef struct {
  const char *title; /* marked N_, as the labels */
  const char *values[5], *labels[5]; /* ended by NULL */
} ChooseRow;

/* `initial` holds the value of each row, with blanks between; `typed` gets the same of what was
 * chosen. `rows` are constant. */
void choose (LqWindow *window, const char *title, const ChooseRow *rows, int n, const char *initial,
             const char *action, PromptTyped typed, void *data);
/* A color of tracks, or one as #rrggbb. */
void choose_color (LqWindow *window, const char *title, const char *initial, PromptTyped typed,
                   void *data);
