/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies over the timeline and moves by itself: edit cursor and range, and the playhead. None of
 * it takes the pointer. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/desk/desk.h"

#define LQ_TYPE_CURSORS (lq_cursors_get_type ())
G_DECLARE_FINAL_TYPE (LqCursors, lq_cursors, LQ, CURSORS, GtkWidget)
/* Over the timeline: range, edit cursor, loop wash, frame of the focus, scroll marks. */
GtkWidget *lq_cursors_new (LqDesk *desk);
void lq_cursors_set_focused (LqCursors *cursors, bool focused);
/* The hairline where a drag snaps; a negative x takes it away. */
void lq_cursors_set_hair (LqCursors *cursors, double x, const char *tag);

#define LQ_TYPE_PLAYHEAD (lq_playhead_get_type ())
G_DECLARE_FINAL_TYPE (LqPlayhead, lq_playhead, LQ, PLAYHEAD, GtkWidget)
/* Over rulers and timeline. `top` is where the rulers' bars begin: the head stands there. */
GtkWidget *lq_playhead_new (LqDesk *desk);
void lq_playhead_set_top (LqPlayhead *playhead, int top);
/* Once a frame: draws anew only when the line moves by a pixel; by some more where it is `busy`. */
void lq_playhead_tick (LqPlayhead *playhead, bool busy);
