/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The device panel in the bottom editor of a window: what it asks of the window, its presets of
 * chains and tracks. GTK thread. */
#pragma once

#include "ui/device/devices.h"
#include "ui/window/window.h"

/* Adds the page to the editor of the window's project. */
void device_side_attach (LqWindow *window);
/* NULL without a project. */
LqDevices *device_side_panel (LqWindow *window);
/* What of the key map the focus in the panel means. */
Place device_side_place (LqWindow *window);
/* Asks for a name and saves the chosen device, or the track's devices. */
void device_side_save_device (LqWindow *window, Id effect);
void device_side_save_chain (LqWindow *window);
