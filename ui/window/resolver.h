/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hears the keys of a window before its widgets do, and says which action they start. GTK thread.
 */
#pragma once

#include "ui/window/window.h"

/* Once for each window. */
void resolver_attach (LqWindow *window);
/* The layout of the keyboard now; borrowed until it changes. */
const KeyLayout *resolver_layout (void);
/* The key of an event, as the key map knows it; its name is "" where it does not. */
KeyPress resolver_key (guint keyval, guint code, GdkModifierType state);
