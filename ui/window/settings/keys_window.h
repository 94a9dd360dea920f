/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key map: looked through, searched and changed. GTK thread. */
#pragma once

#include "ui/window/window.h"

/* Shows it for the place that has the focus, or closes it where it shows. */
void keys_window_toggle (LqWindow *main);
