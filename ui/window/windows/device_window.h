/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Editors of devices in windows of their own. One of them follows the device that the panel shows;
 * those that are pinned keep theirs. GTK thread. */
#pragma once

#include "ui/device/devices.h"
#include "ui/window/window.h"

/* For the device of the panel; closes the window that has the focus instead. False where there is
 * no device. */
bool device_window_toggle (LqWindow *main);
/* Lets the window that has the focus keep its device, or no more. False where none has. */
bool device_window_pin (LqWindow *main);
/* Of the window that has the focus; NULL: none has. */
LqDevices *device_window_active (LqWindow *main);
/* Once a frame. True where a window is looked at, so that the panel rests. */
bool device_windows_tick (LqWindow *main, gint64 now);
void device_windows_close (LqWindow *main);
