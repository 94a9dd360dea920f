/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command palette: everything by its name, over the window. GTK thread. */
#pragma once

#include "ui/window/window.h"

/* Opens it with this text typed, "" for none; its filter is the sign that the text begins with. */
void palette_open (LqWindow *window, const char *text);
