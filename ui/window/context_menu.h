/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Menus for what is under the pointer or the cursor, with keys shown. GTK thread. */
#pragma once

#include "ui/window/window.h"

/* Adds the action win.context: which menu, and where in the window's content. */
void context_menu_attach (LqWindow *window);
