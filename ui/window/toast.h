/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One sentence at the foot of a window for four seconds; the newest wins. GTK thread. */
#pragma once

#include <gtk/gtk.h>

GtkWidget *toast_new (void);
/* With a button for an action that takes a text, unless `label` is NULL. */
void toast_show (GtkWidget *toast, const char *text, const char *label, const char *action,
                 const char *target);
