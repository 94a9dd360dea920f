/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows of the program beside the main one: history, settings, keys. One of each kind for a main
 * window; Escape closes them, and keys of the transport and of the program work in them, too. GTK
 * thread. */
#pragma once

#include "ui/window/window.h"

/* NULL where none of the kind is open. */
GtkWidget *side_window_find (LqWindow *main, const char *kind);
/* An empty one, to be filled and presented; lengths in units of the design. It goes with the main
 * window. */
GtkWidget *side_window_new (LqWindow *main, const char *kind, const char *title, double width,
                            double height);
/* The Tab key leaves the list for the widget behind or before it, not for its next row. */
void side_window_one_stop (GtkWidget *list, GtkWidget *before, GtkWidget *behind);
/* Gives the focus to the row of a list view whose child has this class (NULL: to the selected one),
 * and else to the list. */
void side_window_focus_row (GtkWidget *list, const char *css);
/* Keys are heard here first; true: taken. */
typedef bool (*SideHear) (GtkWidget *window, const KeyPress *key, void *data);
void side_window_hear (GtkWidget *window, SideHear heard, void *data);
/* Keys are kept from all else while this function, which may be NULL, takes them. */
typedef bool (*SideKey) (GtkWidget *window, const KeyPress *key, void *data);
void side_window_grab_keys (GtkWidget *window, SideKey taken, void *data);
