/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real window in the test's own process, so that a test can measure its widgets, look at its
 * pixels and read its texts. GTK thread. */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

#include "ui/window/window.h"

/* Starts the application; once. Ends the test where a warning is logged. */
void stage_start (void);
/* The window on its start screen, at a size and a scale of the interface in percent. */
LqWindow *stage_window (int width, int height, int scale);
/* The same with the song that stands at a path. */
LqWindow *stage_song (const char *path, int width, int height, int scale);
void stage_resize (LqWindow *window, int width, int height, int scale);
/* Closes it without saving. */
void stage_close (LqWindow *window);
/* Until all that was asked for has been laid out and drawn. */
void stage_settle (GtkWidget *window);
bool stage_wait (bool (*until) (void *data), void *data); /* false after a long time */

/* The first that is mapped and has a style class, or, where there is none, a name of a GType; in
 * the order of the tree. NULL: none. */
GtkWidget *stage_find (GtkWidget *root, const char *name);
/* The n-th of them, from 0. */
GtkWidget *stage_find_nth (GtkWidget *root, const char *name, int n);
/* In pixels of the window. */
graphene_rect_t stage_bounds (GtkWidget *widget, GtkWidget *root);

/* A picture of what a window shows; also written to the folder PICTURES of the environment as
 * NAME.png. To be unreffed. */
cairo_surface_t *stage_picture (GtkWidget *window, const char *name);
GdkRGBA stage_pixel (cairo_surface_t *picture, double x, double y);
