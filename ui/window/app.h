/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop application: one instance, which opens files. GTK thread. */
#pragma once

#include <gtk/gtk.h>

int app_run (int argc, char **argv);
/* As app_run () runs it; to be unreffed. */
GtkApplication *app_new (void);
