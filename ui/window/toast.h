/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One sentence at the foot of a window for four seconds; the newest wins. GTK thread. */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

GtkWidget *toast_new (void);
void toast_show (GtkWidget *toast, const char *text, bool undo); /* undo: with a button for it */
