/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of everywhere that mean a cell where the mixer has the focus. GTK thread. */
#pragma once

#include "ui/window/window.h"

/* Open, rename, delete, cancel. False where they keep their usual meaning. */
bool do_mixer_takes (LqWindow *window, const char *id);
