/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colors of tracks as a grid of buttons. GTK thread. */
#pragma once

#include <gtk/gtk.h>

/* `size` of a swatch in design units. `chosen` hears which, as files name it. *first, or NULL for
 * no answer, becomes the button of `initial`; it stays what it was where none is. */
GtkWidget *swatch_grid_new (int columns, double size,
                            void (*chosen) (const char *value, void *data), void *data,
                            const char *initial, GtkWidget **first);
