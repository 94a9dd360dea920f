/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings: pages of rows with a search over all of them. What is chosen counts at once. GTK
 * thread. */
#pragma once

#include "ui/window/window.h"

/* Shows it, or closes it where it shows. */
void settings_window_toggle (LqWindow *main);
