/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The place of the playhead in bars and in time. Its size never changes, so that a frame in which
 * only the playhead moves lays nothing out. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/desk/desk.h"

#define LQ_TYPE_POSITION (lq_position_get_type ())
G_DECLARE_FINAL_TYPE (LqPosition, lq_position, LQ, POSITION, GtkWidget)

GtkWidget *position_new (void);
/* Whether what shows became another. */
bool position_tick (GtkWidget *position, LqDesk *desk);
/* The same time may be another bar now: the tempo or the meter changed. */
void position_forget (GtkWidget *position);
