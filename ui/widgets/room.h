/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row whose parts give way: where there is no room for all of them, those of the highest rank are
 * left out, then those of the next, so that nothing is ever cut. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#define LQ_TYPE_ROOM (lq_room_get_type ())
G_DECLARE_FINAL_TYPE (LqRoom, lq_room, LQ, ROOM, GtkLayoutManager)

/* Lays a widget's children out in a row, instead of its own layout; parts that expand share what is
 * left. */
void room_use (GtkWidget *widget);
/* 0, as at first: it stays in any case. */
void room_rank (GtkWidget *child, int rank);
