/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds texts of a window that are cut where they must not be: DESIGN.md section 3. GTK thread. */
#pragma once

#include <gtk/gtk.h>

/* A sentence for each; to be unreffed. `window` has been drawn. */
GPtrArray *texts_cut (GtkWidget *window);
