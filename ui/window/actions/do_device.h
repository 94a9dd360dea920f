/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keys that belong to all places mean in the device panel. GTK thread. */
#pragma once

#include "ui/window/window.h"

/* True where the panel has the focus and has done the action itself: delete, open, rename, the
 * lane of a parameter; or where Escape has taken back a drag on a knob. */
bool do_device_takes (LqWindow *window, const char *id);
