/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the frame: title, transport, status. GTK thread. */
#pragma once

#include "ui/window/window.h"

/* Menus, project, views, undo, load; stands as the window's title bar. */
GtkWidget *title_row_new (LqWindow *window);
void title_row_show (GtkWidget *row, LqDesk *desk); /* NULL: the start screen */
void title_row_tick (GtkWidget *row, LqDesk *desk, gint64 now);
GtkWidget *title_row_load (GtkWidget *row); /* what panels point at */
void title_row_show_menus (GtkWidget *row); /* anew: the keys have changed */
void title_row_set_narrow (GtkWidget *row, bool narrow);
void title_row_show_view (GtkWidget *row, int view); /* WindowView */

GtkWidget *transport_row_new (LqWindow *window);
void transport_row_show (GtkWidget *row, LqDesk *desk);
/* True where the position is drawn anew. */
bool transport_row_tick (GtkWidget *row, LqDesk *desk, gint64 now);
GtkWidget *transport_row_metronome (GtkWidget *row); /* what panels point at, and */
GtkWidget *transport_row_monitor (GtkWidget *row);
GtkWidget *transport_row_master (GtkWidget *row); /* the master meter */
void transport_row_set_narrow (GtkWidget *row, bool narrow);

GtkWidget *status_row_new (void);
void status_row_show (GtkWidget *row, LqWindow *window);
