/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Large meters: the level of the master, its loudness, and six figures beside the target. GTK
 * thread. */
#pragma once

#include "ui/window/window.h"

void meters_window_toggle (LqWindow *main);
