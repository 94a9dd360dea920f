/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentence under the transport about a problem with the session. GTK thread. */
#pragma once

#include <gtk/gtk.h>

/* It does not show at first. */
GtkWidget *banner_new (void);
/* Shows a sentence until it is closed; the same one does not come again then. NULL: none. */
void banner_show (GtkWidget *banner, const char *text);
