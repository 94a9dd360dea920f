/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several lines of text that are kept when the focus leaves them. GTK thread. */
#pragma once

#include <gtk/gtk.h>

/* `left` is called when the user is done with Escape or Ctrl Enter. */
GtkWidget *note_view_new (const char *name, void (*written) (const char *text, void *data),
                          void (*left) (void *data), void *data);
void note_view_show (GtkWidget *view, const char *text); /* as long as nobody types */
