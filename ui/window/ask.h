/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A decision: a title, a sentence, and verbs on buttons. GTK thread. */
#pragma once

#include "ui/window/window.h"

/* `answers` is NULL-terminated; the one of index `safe` has the focus, the last one is the main
 * one. Escape answers 0. */
void ask (LqWindow *window, const char *title, const char *text, const char *const *answers,
          int safe, void (*answered) (int answer, void *data), void *data);
