/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Menus for what is under the pointer or the cursor, with keys shown. GTK thread. */
#pragma once

#include "ui/window/window.h"

/* Adds the action win.context: which menu, where in the widget that activates it, and the ruler or
 * the item that it is about. */
void context_menu_attach (LqWindow *window);
