/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of clips: what the canvas shows as a table with the same selection. GTK thread. */
#pragma once

#include "ui/window/window.h"

void clips_window_toggle (LqWindow *main);
