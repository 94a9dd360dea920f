/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The undo history: every state of the project that is kept, to go to any of them. GTK thread. */
#pragma once

#include "ui/window/window.h"

/* Shows it, or closes it where it shows. */
void history_window_toggle (LqWindow *main);
